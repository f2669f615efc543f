//! .xlsb: a package like an .xlsx, whose parts are records in binary, each a type, a length and its content
//! ([MS-XLSB]).

use super::cell::{Context, Rich, Stored, in_fonts};
use super::compute::{Pending, compute};
use super::package::{self, Entry, Index, Parts};
use super::styles::{Colour, Font, Format, Styles};
use super::tokens::Tokens;
use super::{Merge, Sheet, Workbook};
use crate::model::{Document, Error, WithFindings};
use crate::read::bytes::{float_at, u16_at, u32_at, utf16_at};
use crate::read::word::sight::is_speck;
use crate::read::xml::Package;
use crate::read::{Input, Options};

const FORMAT: &str = "xlsb";
/// The main part's usual name.
pub(in crate::read) const MAIN: &str = "xl/workbook.bin";

/// Reads a workbook.
///
/// # Errors
/// When the package, its list of sheets or a sheet cannot be read to the end, or a limit is reached.
pub(in crate::read) fn read(
    input: &Input<'_>,
    mut package: Package<'_>,
    main: &str,
) -> Result<WithFindings<Document>, Error> {
    package.set_format(FORMAT);
    let workbook = workbook(&mut package, main, input.options)?;
    Ok(super::document(input, FORMAT, workbook))
}

fn damaged(detail: &str) -> Error {
    Error::damaged(FORMAT, detail)
}

fn workbook(package: &mut Package<'_>, main: &str, options: &Options) -> Result<Workbook, Error> {
    let parts = Parts::of(package, main)?;
    let main = package
        .bytes(main)?
        .ok_or_else(|| damaged("no workbook part"))?;
    let index = index(&main).ok_or_else(|| damaged("the list of sheets is cut off"))?;
    let styles = package
        .bytes(&parts.part("/styles", "styles.bin"))?
        .and_then(|part| styles(&part))
        .unwrap_or_default();
    let strings = match package.bytes(&parts.part("/sharedStrings", "sharedStrings.bin"))? {
        Some(part) => {
            shared_strings(&part, &styles).ok_or_else(|| damaged("the list of texts is cut off"))?
        }
        None => Vec::new(),
    };
    let sheets = sheet_numbers(&main, &index).unwrap_or_default();
    let context = Context {
        styles,
        strings,
        day_zero: index.day_zero,
        uncomputed: index.uncomputed,
        options,
    };
    let tokens = Tokens {
        long_rows: true,
        sheets: &sheets,
    };
    let mut workbook =
        package::workbook(package, index, &parts, options, |package, part, name| {
            let Some(part) = package.bytes(part)? else {
                return Ok(None);
            };
            sheet(&context, &tokens, name, &part)
                .map(Some)
                .ok_or_else(|| damaged("a sheet is cut off"))
        })?;
    compute(&mut workbook, |number, style| {
        context.computed(number, style)
    });
    Ok(workbook)
}

/// The sheets by the numbers that formulas have for them; of other workbooks there are none.
fn sheet_numbers(part: &[u8], index: &Index) -> Option<Vec<Option<String>>> {
    let mut is_own = Vec::new();
    for (kind, content) in records(part) {
        match kind {
            kind::SUP_SELF => is_own.push(true),
            kind::SUP_SAME | kind::SUP_BOOK | kind::SUP_ADDIN => is_own.push(false),
            kind::EXTERN_SHEET => {
                let name = |at: usize| {
                    let book = u32_at(content, at)? as usize;
                    let (first, last) = (u32_at(content, at + 4)?, u32_at(content, at + 8)?);
                    let own = *is_own.get(book)? && first == last;
                    let sheet = index.sheets.get(first as usize).filter(|_| own)?;
                    Some(sheet.name.clone())
                };
                return Some((4..content.len()).step_by(12).map(name).collect());
            }
            _ => {}
        }
    }
    None
}

/// Record types, by the name the specification gives them.
mod kind {
    pub const ROW_HDR: u16 = 0;
    pub const CELL_BLANK: u16 = 1;
    pub const CELL_RK: u16 = 2;
    pub const CELL_ERROR: u16 = 3;
    pub const CELL_BOOL: u16 = 4;
    pub const CELL_REAL: u16 = 5;
    pub const CELL_ST: u16 = 6;
    pub const CELL_ISST: u16 = 7;
    pub const FMLA_STRING: u16 = 8;
    pub const FMLA_NUM: u16 = 9;
    pub const FMLA_BOOL: u16 = 10;
    pub const FMLA_ERROR: u16 = 11;
    /// The short records follow in the order of the long ones: blank, RK, error, truth, number, text.
    pub const SHORT_BLANK: u16 = 12;
    pub const SHORT_ISST: u16 = 18;
    pub const SST_ITEM: u16 = 19;
    pub const FONT: u16 = 43;
    pub const FMT: u16 = 44;
    pub const FILL: u16 = 45;
    pub const XF: u16 = 47;
    pub const COL_INFO: u16 = 60;
    pub const CELL_R_STRING: u16 = 62;
    pub const END_SHEET: u16 = 130;
    pub const END_BOOK: u16 = 132;
    pub const WB_PROP: u16 = 153;
    pub const CALC_PROP: u16 = 157;
    pub const EXTERN_SHEET: u16 = 362;
    pub const SUP_SELF: u16 = 357;
    pub const SUP_SAME: u16 = 358;
    pub const SUP_BOOK: u16 = 360;
    pub const SUP_ADDIN: u16 = 667;
    pub const BUNDLE_SH: u16 = 156;
    pub const END_SST: u16 = 160;
    pub const MERGE_CELL: u16 = 176;
    pub const BEGIN_CELL_XFS: u16 = 617;
    pub const END_CELL_XFS: u16 = 618;
}

/// The records of a part: type and content.
fn records(part: &[u8]) -> impl Iterator<Item = (u16, &[u8])> {
    let mut at = 0;
    std::iter::from_fn(move || {
        let kind = u16::try_from(sevens(part, &mut at, 2)?).ok()?;
        let length = sevens(part, &mut at, 4)? as usize;
        let content = part.get(at..at.checked_add(length)?)?;
        at += length;
        Some((kind, content))
    })
}

/// A number of seven bits a byte, the lowest first, at most so many bytes.
fn sevens(part: &[u8], at: &mut usize, most: u32) -> Option<u32> {
    let mut number = 0;
    for place in 0..most {
        let byte = *part.get(*at)?;
        *at += 1;
        number |= u32::from(byte & 0x7F) << (7 * place);
        if byte & 0x80 == 0 {
            break;
        }
    }
    Some(number)
}

/// A text behind its length, and the place after it; a length of all ones means there is none.
fn text_at(content: &[u8], at: usize) -> Option<(String, usize)> {
    let length = u32_at(content, at)?;
    let length = if length == u32::MAX {
        0
    } else {
        length as usize
    };
    Some((utf16_at(content, at + 4, length)?, at + 4 + 2 * length))
}

/// The sheets; `None` where a record is cut, as for all that follow.
fn index(part: &[u8]) -> Option<Index> {
    let mut index = Index::default();
    for (kind, content) in records(part) {
        match kind {
            kind::WB_PROP if u32_at(content, 0)? & 1 != 0 => index.count_from_1904(),
            kind::CALC_PROP => index.uncomputed = u16_at(content, 24).unwrap_or(0) & 1 != 0,
            kind::BUNDLE_SH => {
                let (relation, after) = text_at(content, 8)?;
                let (name, _) = text_at(content, after)?;
                index.sheets.push(Entry {
                    name,
                    relation,
                    is_shown: u32_at(content, 0)? == 0,
                });
            }
            kind::END_BOOK => return Some(index),
            _ => {}
        }
    }
    None
}

fn styles(part: &[u8]) -> Option<Styles> {
    let mut styles = Styles::default();
    let mut of_cells = false;
    for (kind, content) in records(part) {
        match kind {
            kind::FMT => styles.add_code(u16_at(content, 0)?.into(), text_at(content, 2)?.0),
            kind::FONT => styles.add_font(Font {
                name: Some(text_at(content, 21)?.0),
                bold: u16_at(content, 4)? >= 700,
                italic: u16_at(content, 2)? & 2 != 0,
                struck: u16_at(content, 2)? & 8 != 0,
                raised: u16_at(content, 6)? == 1,
                // A height of 0 is none at all.
                speck: Some(u16_at(content, 0)?)
                    .filter(|height| *height > 0)
                    .is_some_and(|height| is_speck(f32::from(height) / 20.0)),
                colour: colour(content, 12),
            }),
            kind::FILL => {
                styles.add_fill(match u32_at(content, 0)? {
                    0 => None,
                    1 => colour(content, 4).or_else(|| Some(Colour::pattern())),
                    _ => Some(Colour::pattern()),
                });
            }
            kind::BEGIN_CELL_XFS => of_cells = true,
            kind::END_CELL_XFS => of_cells = false,
            kind::XF if of_cells => styles.add_format(Format {
                number: u16_at(content, 2)?.into(),
                font: u16_at(content, 4)?.into(),
                fill: u16_at(content, 6)?.into(),
                indent: u32::from(*content.get(11)?),
            }),
            _ => {}
        }
    }
    Some(styles)
}

/// A colour in eight bytes: its kind, its number, how much it is lightened, red, green, blue.
fn colour(content: &[u8], at: usize) -> Option<Colour> {
    let number = *content.get(at + 1)?;
    match content.get(at)? >> 1 {
        1 => Colour::indexed(number.into()),
        2 => {
            let rgb = content.get(at + 4..at + 7)?;
            let digits: String = rgb.iter().map(|part| format!("{part:02X}")).collect();
            Some(Colour::rgb(&digits))
        }
        3 => Some(Colour::theme(
            number.into(),
            &u16_at(content, at + 2)?.cast_signed().to_string(),
        )),
        _ => None,
    }
}

fn shared_strings(part: &[u8], styles: &Styles) -> Option<Vec<Rich>> {
    let mut strings = Vec::new();
    for (kind, content) in records(part) {
        match kind {
            kind::SST_ITEM => strings.push(rich(content, styles)?),
            kind::END_SST => return Some(strings),
            _ => {}
        }
    }
    None
}

/// A text whose characters may change their font: flags, the text, then where which font begins.
fn rich(content: &[u8], styles: &Styles) -> Option<Rich> {
    let (text, after) = text_at(content, 1)?;
    if content.first()? & 1 == 0 {
        return Some(vec![(text, None)]);
    }
    let units: Vec<u16> = text.encode_utf16().collect();
    let run = |run: usize| {
        let place = after + 4 + 4 * run;
        let font = styles.font_of_number(u16_at(content, place + 2)?.into());
        Some((usize::from(u16_at(content, place)?), font.cloned()))
    };
    let count = u32_at(content, after)? as usize;
    let runs = (0..count).map(run).collect::<Option<Vec<_>>>()?;
    Some(in_fonts(&units, runs.into_iter()))
}

/// A sheet; `None` where it does not come to its end, so that no row is lost unseen.
fn sheet(context: &Context<'_>, tokens: &Tokens<'_>, name: String, part: &[u8]) -> Option<Sheet> {
    let mut sheet = Sheet {
        name,
        ..Sheet::default()
    };
    let (mut row, mut next) = (0, 0);
    for (kind, content) in records(part) {
        match kind {
            kind::ROW_HDR => {
                (row, next) = (u32_at(content, 0)?, 0);
                // Height zero: hidden.
                if content.get(11)? & 0x10 != 0 {
                    sheet.hidden_rows.insert(row);
                }
            }
            kind::COL_INFO if u16_at(content, 16)? & 1 != 0 => {
                sheet
                    .hidden_columns
                    .push(u32_at(content, 0)?..=u32_at(content, 4)?);
            }
            kind::MERGE_CELL => sheet.merges.push(Merge {
                rows: u32_at(content, 0)?..=u32_at(content, 4)?,
                columns: u32_at(content, 8)?..=u32_at(content, 12)?,
            }),
            kind::END_SHEET => return Some(sheet),
            _ => {
                let Some((kind, is_short)) = cell_kind(kind) else {
                    continue;
                };
                // A short record leaves out the column: the cell stands beside the one before.
                let (column, rest) = if is_short {
                    (next, content)
                } else {
                    (u32_at(content, 0)?, content.get(4..)?)
                };
                next = column.saturating_add(1);
                let style = u32_at(rest, 0)? & 0x00FF_FFFF;
                let (at, style, rest) = ((row, column), style as usize, rest.get(4..)?);
                let Some(stored) = stored(kind, rest, &context.styles) else {
                    continue;
                };
                let content = context.content(&stored, style);
                match formula(kind, rest, &stored) {
                    Some(formula) => {
                        let formula = tokens.text(formula).unwrap_or_else(|| "…".to_owned());
                        let is_trusted = !context.uncomputed;
                        let pending = Pending::of(at, style, formula, content, is_trusted);
                        sheet.wait(pending, context.options);
                    }
                    None => sheet.put(at, content, context.options),
                }
            }
        }
    }
    None
}

/// The type of a cell's record, short ones by the type of the long, and whether it is short.
fn cell_kind(kind: u16) -> Option<(u16, bool)> {
    match kind {
        kind::CELL_BLANK..=kind::FMLA_ERROR | kind::CELL_R_STRING => Some((kind, false)),
        kind::SHORT_BLANK..=kind::SHORT_ISST => Some((kind - kind::SHORT_BLANK + 1, true)),
        _ => None,
    }
}

/// What a cell's record stores, behind its column and style.
fn stored(kind: u16, content: &[u8], styles: &Styles) -> Option<Stored> {
    Some(match kind {
        kind::CELL_RK => Stored::Number(short_number(u32_at(content, 0)?)),
        kind::CELL_REAL | kind::FMLA_NUM => Stored::Number(float_at(content, 0)?),
        kind::CELL_ISST => Stored::Shared(u32_at(content, 0)? as usize),
        kind::CELL_ST | kind::FMLA_STRING => Stored::text(text_at(content, 0)?.0),
        kind::CELL_R_STRING => Stored::Text(rich(content, styles)?),
        kind::CELL_BOOL | kind::FMLA_BOOL => Stored::Truth(*content.first()? != 0),
        kind::CELL_ERROR | kind::FMLA_ERROR => Stored::text(error_name(*content.first()?)),
        _ => return None,
    })
}

/// The tokens of a formula whose stored result is zero or no text: nobody may have computed it.
fn formula<'c>(kind: u16, content: &'c [u8], stored: &Stored) -> Option<&'c [u8]> {
    let length = match (kind, stored) {
        (kind::FMLA_NUM, Stored::Number(digits)) if digits == "0" => 8,
        (kind::FMLA_STRING, Stored::Text(runs)) if runs.iter().all(|run| run.0.is_empty()) => {
            text_at(content, 0)?.1
        }
        _ => return None,
    };
    let size = u32_at(content, length + 2)? as usize;
    content.get(length + 6..)?.get(..size)
}

/// A number in four bytes: 30 bits of an integer or of a float's front, and whether it counts hundredths.
fn short_number(packed: u32) -> String {
    let number = match packed & 2 {
        0 => f64::from_bits(u64::from(packed & !3) << 32),
        _ => f64::from(packed.cast_signed() >> 2),
    };
    if packed & 1 == 0 {
        number.to_string()
    } else {
        (number / 100.0).to_string()
    }
}

fn error_name(code: u8) -> &'static str {
    match code {
        0x00 => "#NULL!",
        0x07 => "#DIV/0!",
        0x0F => "#VALUE!",
        0x17 => "#REF!",
        0x1D => "#NAME?",
        0x24 => "#NUM!",
        _ => "#N/A",
    }
}
