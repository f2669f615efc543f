//! Fonts, fills and number formats; a state is told by fill and by sign.

use super::Book;
use rust_decimal::Decimal;
use rust_xlsxwriter::{
    Color, Format, FormatAlign, FormatBorder, FormatPattern, Worksheet, XlsxError,
};

/// How a value stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum State {
    /// Nothing against it.
    Clean,
    /// The cell of the report is empty.
    Blank,
    /// The row is not in the report, or there is no report.
    Missing,
    /// Something is odd: `?`.
    Doubtful,
    /// Something is wrong or contradictory: `⚠`.
    Wrong,
    /// A person set another value: `✎`.
    Corrected,
}

impl State {
    /// All of them, as the legend shows them.
    pub const ALL: [State; 6] = [
        State::Clean,
        State::Blank,
        State::Missing,
        State::Doubtful,
        State::Wrong,
        State::Corrected,
    ];

    /// The sign behind a value.
    pub fn sign(self) -> &'static str {
        match self {
            State::Clean | State::Blank | State::Missing => "",
            State::Doubtful => "?",
            State::Wrong => "⚠",
            State::Corrected => "✎",
        }
    }

    /// Key of its words in the catalogue.
    pub fn key(self) -> &'static str {
        match self {
            State::Clean => "state.clean",
            State::Blank => "state.blank",
            State::Missing => "state.missing",
            State::Doubtful => "state.doubtful",
            State::Wrong => "state.wrong",
            State::Corrected => "state.corrected",
        }
    }

    fn filled(self, format: Format) -> Format {
        let solid = |rgb| format.clone().set_background_color(Color::RGB(rgb));
        match self {
            State::Clean => format,
            State::Blank => solid(0x00F2_F2F2),
            State::Missing => format
                .set_pattern(FormatPattern::LightUp)
                .set_foreground_color(Color::RGB(0x00A6_A6A6)),
            State::Doubtful => solid(0x00FF_F2CC),
            State::Wrong => solid(0x00F8_CBAD),
            State::Corrected => solid(0x00D9_EAD3),
        }
    }
}

/// The sign behind a plain mean.
pub const MEAN: &str = "⌀";

/// The formats of a workbook.
pub struct Styles {
    /// Plain words.
    pub text: Format,
    /// Words that are too long for a line.
    pub wrapped: Format,
    /// Over a column.
    pub header: Format,
    /// The first line of a sheet.
    pub title: Format,
    /// Words outside a list.
    pub plain: Format,
    /// Below the title.
    pub remark: Format,
    /// A heading of the form.
    pub heading: Format,
    /// A whole number.
    pub count: Format,
    /// A day.
    pub day: Format,
    /// A total that is words: "58/60".
    pub share: Format,
    /// A link.
    pub link: Format,
}

fn base() -> Format {
    Format::new()
        .set_font_name("Times New Roman")
        .set_font_size(11)
}

fn bordered() -> Format {
    base()
        .set_border(FormatBorder::Thin)
        .set_border_color(Color::RGB(0x00BF_BFBF))
        .set_align(FormatAlign::Top)
}

impl Styles {
    /// The formats.
    pub fn new() -> Styles {
        Styles {
            text: bordered(),
            wrapped: bordered().set_text_wrap(),
            header: bordered()
                .set_bold()
                .set_text_wrap()
                .set_align(FormatAlign::Center)
                .set_align(FormatAlign::VerticalCenter)
                .set_background_color(Color::RGB(0x00DD_EBF7)),
            title: base().set_bold().set_font_size(14),
            plain: base(),
            remark: base().set_italic(),
            heading: bordered()
                .set_bold()
                .set_text_wrap()
                .set_background_color(Color::RGB(0x00ED_EDED)),
            count: bordered().set_num_format("#,##0"),
            day: bordered()
                .set_num_format("dd/mm/yyyy")
                .set_align(FormatAlign::Center),
            share: bordered().set_align(FormatAlign::Center),
            link: bordered()
                .set_font_color(Color::RGB(0x0005_63C1))
                .set_underline(rust_xlsxwriter::FormatUnderline::Single),
        }
    }

    /// An empty cell, or one of words, in a state.
    pub fn state(&self, state: State) -> Format {
        state.filled(bordered().set_align(FormatAlign::Right))
    }

    /// A number in a state: as many decimals as it has, its sign behind it.
    pub fn number(&self, number: Decimal, state: State) -> Format {
        let sign = match state.sign() {
            "" => String::new(),
            sign => format!("\" {sign}\""),
        };
        let decimals = number.normalize().scale().min(6) as usize;
        let pattern = match decimals {
            0 => "#,##0".to_owned(),
            n => format!("#,##0.{}", "0".repeat(n)),
        };
        state.filled(bordered().set_num_format(format!("{pattern}{sign}")))
    }

    /// A total; a plain mean says that it is one, and a total of doubtful figures that it is doubtful.
    pub fn total(&self, number: Option<Decimal>, is_mean: bool, doubt: State) -> Format {
        let decimals = number.map_or(0, |number| number.normalize().scale().min(2) as usize);
        let pattern = match decimals {
            0 => "#,##0".to_owned(),
            n => format!("#,##0.{}", "0".repeat(n)),
        };
        let signs = [if is_mean { MEAN } else { "" }, doubt.sign()];
        let signs = signs.into_iter().filter(|sign| !sign.is_empty());
        let signs: String = signs.map(|sign| format!("\" {sign}\"")).collect();
        let format = bordered()
            .set_bold()
            .set_num_format(format!("{pattern}{signs}"));
        doubt.filled(format)
    }
}

/// A3 landscape, as wide as it is, page numbers below.
pub fn page(sheet: &mut Worksheet) {
    const A3: u8 = 8;
    // A total of nothing is nothing, not 0.
    sheet.set_formula_result_default("");
    sheet
        .set_landscape()
        .set_paper_size(A3)
        .set_margins(0.4, 0.4, 0.5, 0.5, 0.3, 0.3)
        .set_footer("&C&\"Times New Roman\"&9&A – &P/&N");
}

/// A column of a sheet: key of its words, width in characters.
pub type Column = (&'static str, f64);

/// Writes the words over the columns, from the first on, and makes these as wide as they should be.
///
/// # Errors
/// When the row is none of a sheet.
pub fn header(
    book: &Book<'_>,
    columns: &[Column],
    row: u32,
    styles: &Styles,
    sheet: &mut Worksheet,
) -> Result<(), XlsxError> {
    for (column, (name, width)) in columns.iter().enumerate() {
        let name = book.talk(&format!("column.{name}"), &[]);
        sheet.write_with_format(row, column as u16, name, &styles.header)?;
        sheet.set_column_width(column as u16, *width)?;
    }
    Ok(())
}

/// Makes a list of what stands below a header: it can be filtered, the header stays in sight and on every page, and
/// a page is as wide as the list. `last` is its last row, `columns` how many there are, `kept` how many of them stay.
///
/// # Errors
/// When the rows are none of a sheet.
pub fn list(
    sheet: &mut Worksheet,
    (header, last): (u32, u32),
    columns: usize,
    kept: u16,
) -> Result<(), XlsxError> {
    if last > header {
        sheet.autofilter(header, 0, last, columns as u16 - 1)?;
    }
    sheet.set_freeze_panes(header + 1, kept)?;
    sheet.set_repeat_rows(header, header)?;
    sheet.set_print_fit_to_pages(1, 0);
    Ok(())
}

/// The width of a column of a list.
pub fn width(columns: &[Column], column: u16) -> f64 {
    columns
        .get(usize::from(column))
        .map_or(10.0, |(_, width)| *width)
}

/// Makes a row as high as its longest text needs, each with the width of its column in characters: no spreadsheet
/// does it by itself on opening.
///
/// # Errors
/// When there are more rows than a sheet has.
pub fn fit<'t>(
    row: u32,
    texts: impl IntoIterator<Item = (&'t str, f64)>,
    sheet: &mut Worksheet,
) -> Result<(), XlsxError> {
    const LINE: f64 = 15.0;
    /// Letters of Times New Roman 11 are a little narrower than the digit a column is measured by.
    const LETTERS: f64 = 1.2;
    let lines = |(text, width): (&str, f64)| {
        let per_line = (width * LETTERS).max(1.0);
        let of = |part: &str| (part.chars().count() as f64 / per_line).ceil().max(1.0);
        text.split('\n').map(of).sum::<f64>()
    };
    let most = texts.into_iter().map(lines).fold(1.0, f64::max);
    if most > 1.0 {
        // The most a row can have is 409 points.
        sheet.set_row_height(row, (most * LINE).min(405.0))?;
    }
    Ok(())
}

/// A number as a spreadsheet holds it.
pub fn float(number: Decimal) -> f64 {
    // Through its digits: what is shown is what was read.
    number.normalize().to_string().parse().unwrap_or_default()
}
