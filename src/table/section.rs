//! Sections: the numerals I … VII, printed as rows of the table or as captions above it.

use crate::model::{Number, Paragraph, Place, Row, RowKind};
use crate::text::roman::{self, Tolerance};
use crate::text::unit::announces_unit;
use crate::text::vocabulary::names_nation;
use crate::text::{Text, fold::bare, vocabulary};

/// A section's caption, printed as a paragraph above its table.
#[derive(Clone, Debug, PartialEq)]
pub struct Caption {
    /// As printed: "Biểu mẫu 3", "Biểu số 03", "III".
    pub number: String,
    /// Its words.
    pub label: Text,
    /// Where it stands.
    pub place: Place,
}

/// The caption among the paragraphs above a table: the last "Biểu mẫu 3 …" or "III. …".
pub fn caption<'a>(paragraphs: impl DoubleEndedIterator<Item = &'a Paragraph>) -> Option<Caption> {
    let mut below: Option<&Paragraph> = None;
    let mut directly = true;
    for paragraph in paragraphs.rev().take(6) {
        let text = paragraph.text.as_str();
        let lettered = split_letter(text, true).filter(|_| directly);
        if let Some((number, label)) = split_caption(text).or(lettered) {
            // The code of a form, beside the name of the nation.
            if label.is_empty() && below.is_some_and(|next| names_nation(next.text.as_str())) {
                return None;
            }
            let label = match below {
                Some(next) if label.is_empty() => next.text.clone(),
                _ => Text::clean(label),
            };
            return Some(Caption {
                number: number.to_owned(),
                label,
                place: paragraph.place.clone(),
            });
        }
        directly &= announces_unit(&bare(text.trim_start_matches('(')));
        // "(Kèm theo …)" says where the form comes from.
        if !text.starts_with('(') {
            below = Some(paragraph);
        }
    }
    None
}

/// Which of several captions it is: "II", "Bảng 2" and "B" are each the second.
pub fn caption_value(caption: &Caption) -> Option<u32> {
    let letter = || {
        let letter = caption
            .number
            .chars()
            .next()
            .filter(char::is_ascii_uppercase);
        let alone = caption.number.len() == 1;
        letter
            .filter(|_| alone)
            .map(|letter| u32::from(letter) - u32::from('A') + 1)
    };
    section_value(&caption.number).or_else(letter)
}

/// Whether a caption names its table, "Bảng 2", and is no numeral alone.
pub fn is_table_caption(caption: &Caption) -> bool {
    form_number(&caption.number).is_some()
}

/// "Biểu mẫu 3: CẢI CÁCH …" → number and words; "III. Cải cách …" likewise.
fn split_caption(text: &str) -> Option<(&str, &str)> {
    let (number, label) = split_form_number(text)
        .or_else(|| split_numeral(text))
        .or_else(|| split_letter(text, false))?;
    (text.chars().count() <= 200).then_some((number, label))
}

/// "Biểu số 03: Cải cách" → ("Biểu số 03", "Cải cách"); "Biểu mẫu mới" and "Bảng 3 cho thấy …" are none.
fn split_form_number(text: &str) -> Option<(&str, &str)> {
    let is_numeral = |c: char| c.is_ascii_digit() || roman::is_sign(c);
    let start = text
        .match_indices(' ')
        .map(|(at, _)| at + 1)
        .find(|at| text[*at..].starts_with(is_numeral))?;
    let length = text[start..]
        .find(|c| !is_numeral(c))
        .unwrap_or(text.len() - start);
    let (number, rest) = text.split_at(start + length);
    form_number(number)?;
    let words = rest.trim_start_matches([' ', '.', ':', '-', '–']);
    // "Biểu 02-BCTC": the code of a form.
    let coded = rest.starts_with('-') && rest.len() > 1 && !rest.contains(' ');
    let signed = rest.trim_start().len() > words.len() && !coded;
    let title = words.is_empty() || signed || words.starts_with(char::is_uppercase);
    (title && !coded && !rest.starts_with(char::is_alphanumeric)).then_some((number, words))
}

/// The number of a table that has one by name: "Biểu mẫu 3" → 3, "Biểu số 03" → 3, "Mẫu số II" → 2.
fn form_number(caption: &str) -> Option<u32> {
    let key = bare(caption);
    let rest = vocabulary::FORM_WORDS
        .iter()
        .find_map(|word| key.strip_prefix(word.as_str()))?;
    let number = rest.strip_prefix("so ").unwrap_or(rest);
    number
        .parse()
        .ok()
        .or_else(|| roman::parse(&number.to_uppercase(), Tolerance::Exact))
}

/// "A. NHÂN LỰC" → ("A", "NHÂN LỰC"): a letter before words in capitals, or before a few words that are no sentence.
fn split_letter(text: &str, small: bool) -> Option<(&str, &str)> {
    const MOST_WORDS: usize = 12;
    let letter = text.get(..1).filter(|first| ("A".."I").contains(first))?;
    let label = text[1..]
        .strip_prefix(['.', ')'])?
        .strip_prefix(' ')?
        .trim_start();
    let capitals = label.contains(' ') && !label.contains(char::is_lowercase);
    let few = label.split(' ').count() <= MOST_WORDS && label.starts_with(char::is_uppercase);
    let title = small && few && !label.ends_with(['.', ';', ':', ',']);
    (capitals || title).then_some((letter, label))
}

/// "III. Cải cách" → ("III", "Cải cách"); a dot, a dash, a colon or a bracket must part them.
fn split_numeral(text: &str) -> Option<(&str, &str)> {
    let end = text
        .find(|c: char| !roman::is_sign(c))
        .filter(|end| *end > 0)?;
    let rest = text[end..].trim_start();
    let label = rest
        .strip_prefix(['.', '-', '–', ':', ')', '/'])?
        .trim_start();
    (roman::parse(&text[..end], Tolerance::Exact).is_some()
        && label.chars().any(char::is_alphabetic))
    .then_some((&text[..end], label))
}

/// The section a printed number names: `"III."` → 3, `"Biểu mẫu 3"` → 3, OCR's `"lI"` → 2.
pub fn section_value(number: &str) -> Option<u32> {
    if let Some(value) = form_number(number) {
        return Some(value);
    }
    let inner = number.trim_end_matches(['.', ')', ':', ' ']);
    roman::parse(inner, Tolerance::Scanned)
}

/// Whether a row opens a section: a numeral, words, and nothing asked for.
pub fn is_section(row: &Row) -> bool {
    let numeral = row
        .number
        .as_ref()
        .and_then(|number| section_value(&number.0))
        .is_some();
    numeral && row.unit.is_none() && row.value.is_none() && !row.label.is_empty()
}

/// A caption as a row of its own, unless the table below it, whose rows these are, opens its sections
/// itself.
pub fn caption_row<'a>(caption: &Caption, mut rows: impl Iterator<Item = &'a Row>) -> Option<Row> {
    (!rows.any(is_section)).then(|| Row {
        number: Some(Number(caption.number.clone())),
        label: caption.label.clone(),
        kind: RowKind::Section,
        places: vec![caption.place.clone()],
        ..Row::default()
    })
}

/// Writes the section's numeral on every row, and says which rows are sections. A form without Roman
/// numerals may letter its sections A, B, C; one that letters parts above its numerals has the parts for
/// sections.
pub fn assign(rows: &mut [Row]) {
    rows.iter_mut().for_each(open_caption);
    let numbered = rows
        .iter()
        .any(|row| row.kind == RowKind::Section || is_section(row));
    let parts = numbered && has_lettered_parts(rows);
    let mut current: Option<String> = None;
    for row in rows {
        let letter = (!numbered || parts).then(|| section_letter(row)).flatten();
        let letter = letter.or_else(|| misread(row, current.as_deref().filter(|_| !parts)));
        if letter.is_some() || !parts && (row.kind == RowKind::Section || is_section(row)) {
            row.kind = RowKind::Section;
            current = letter.or_else(|| {
                row.number
                    .as_ref()
                    .and_then(|number| section_value(&number.0))
                    .map(roman::numeral)
            });
        }
        row.section = current.clone();
    }
}

/// The numeral that a scan made other letters of ("H", "lÌ" for II): a row that asks for nothing, of as many
/// strokes as the only numeral that can stand there.
fn misread(row: &Row, current: Option<&str>) -> Option<String> {
    let number = row
        .number
        .as_ref()?
        .0
        .trim_end_matches(['.', ')', ':', ' ']);
    if row.unit.is_some() || row.value.is_some() || row.label.is_empty() {
        return None;
    }
    let next = roman::numeral(roman::parse(current?, Tolerance::Exact)? + 1);
    let strokes = |c: char| match c {
        'I' | 'l' | '|' | 'Ì' | 'Í' | 'Ỉ' | 'Ĩ' | 'Ị' | '!' => "I",
        'H' => "II",
        'V' => "V",
        'X' => "X",
        _ => "?",
    };
    let read: String = number.chars().map(strokes).collect();
    (read == next).then_some(next)
}

/// A caption printed as a row across the table: "Biểu mẫu 2: BIÊN CHẾ", or "II. BIÊN CHẾ" in the column
/// of numbers.
fn open_caption(row: &mut Row) {
    if row.unit.is_some() || row.value.is_some() {
        return;
    }
    let (printed, by_name) = match &row.number {
        Some(number) if row.label.is_empty() => (number.0.clone(), false),
        None => (row.label.as_str().to_owned(), true),
        Some(_) => return,
    };
    let found =
        split_caption(&printed).filter(|(number, _)| !by_name || form_number(number).is_some());
    if let Some((number, label)) = found.filter(|(_, label)| !label.is_empty()) {
        row.number = Some(Number(number.to_owned()));
        row.label = Text::clean(label);
        row.kind = RowKind::Section;
    }
}

/// "A", "B" … as rows of their own, the first of them above the first numeral.
fn has_lettered_parts(rows: &[Row]) -> bool {
    let first = rows
        .iter()
        .position(|row| row.kind == RowKind::Section || is_section(row));
    let letters: Vec<(usize, String)> = rows
        .iter()
        .enumerate()
        .filter_map(|(at, row)| Some((at, section_letter(row)?)))
        .collect();
    let captioned = rows.iter().any(|row| row.kind == RowKind::Section);
    let opens = letters
        .first()
        .is_some_and(|(at, letter)| letter == "A" && first.is_some_and(|first| *at < first));
    !captioned && opens && letters.iter().any(|(_, letter)| letter == "B")
}

/// "A", "B." in front of words, with nothing asked for.
fn section_letter(row: &Row) -> Option<String> {
    let number = row.number.as_ref()?.0.trim_end_matches(['.', ')', ' ']);
    let capital = number.len() == 1 && number.starts_with(|c: char| ('A'..='H').contains(&c));
    (capital && row.unit.is_none() && row.value.is_none() && !row.label.is_empty())
        .then(|| number.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn paragraph(text: &str) -> Paragraph {
        Paragraph {
            text: Text::clean(text),
            ..Paragraph::default()
        }
    }

    #[test]
    fn numerals() {
        assert_eq!(
            ["I", "IV", "VII", "IX", "XII"].map(|n| section_value(n).unwrap()),
            [1, 4, 7, 9, 12]
        );
        assert_eq!(
            ["lI", "Ill.", "Biểu mẫu 3", "1", "a"].map(section_value),
            [Some(2), Some(3), Some(3), None, None]
        );
        assert_eq!(
            ["Biểu số 03", "Mẫu số II", "Bảng 2", "Biểu 4", "Bảng kê"].map(section_value),
            [Some(3), Some(2), Some(2), Some(4), None]
        );
    }

    /// Only where the next numeral stands, and nothing is asked for.
    #[test]
    fn numerals_read_as_other_letters_open_their_section() {
        let row = |number: &str, unit: Option<&str>| Row {
            number: Some(Number(number.to_owned())),
            label: Text::clean("Cải cách thể chế"),
            unit: unit.map(Text::clean),
            ..Row::default()
        };
        let sections = |second: &str, unit: Option<&str>, third: &str| {
            let mut rows = [row("I", None), row(second, unit), row(third, None)];
            assign(&mut rows);
            rows.map(|row| row.section.unwrap_or_default())
        };
        assert_eq!(sections("H", None, "HI"), ["I", "II", "III"]);
        assert_eq!(sections("lÌ.", None, "Ill"), ["I", "II", "III"]);
        assert_eq!(sections("H", Some("%"), "III"), ["I", "I", "III"]);
        assert_eq!(sections("1", None, "HI"), ["I", "I", "I"]);
    }

    #[test]
    fn captions_across_the_table_are_sections() {
        let wide = |number: Option<&str>, label: &str| Row {
            number: number.map(|number| Number(number.to_owned())),
            label: Text::clean(label),
            ..Row::default()
        };
        let mut rows = [
            wide(None, "Biểu mẫu 2: BIÊN CHẾ"),
            wide(Some("1"), "Tổng biên chế"),
            wide(Some("III. TÀI CHÍNH"), ""),
            wide(None, "Biểu mẫu kèm theo"),
        ];
        assign(&mut rows);
        let read = rows.each_ref().map(|row| {
            (
                row.section.as_deref().unwrap_or_default(),
                row.label.as_str(),
            )
        });
        assert_eq!(
            read,
            [
                ("II", "BIÊN CHẾ"),
                ("II", "Tổng biên chế"),
                ("III", "TÀI CHÍNH"),
                ("III", "Biểu mẫu kèm theo")
            ]
        );
    }

    #[test]
    fn lettered_parts_above_numerals_are_the_sections() {
        let row = |number: &str, unit: Option<&str>| Row {
            number: Some(Number(number.to_owned())),
            label: Text::clean("Lĩnh vực"),
            unit: unit.map(Text::clean),
            ..Row::default()
        };
        let unit = Some("Hồ sơ");
        let mut rows =
            ["A", "I", "1", "II", "1", "B", "I", "1"].map(|n| row(n, unit.filter(|_| n == "1")));
        assign(&mut rows);
        let sections: Vec<_> = rows
            .iter()
            .map(|row| row.section.as_deref().unwrap_or_default())
            .collect();
        assert_eq!(sections, ["A", "A", "A", "A", "A", "B", "B", "B"]);
        assert_eq!(
            rows.iter()
                .filter(|row| row.kind == RowKind::Section)
                .count(),
            2
        );
    }

    #[test]
    fn caption_on_two_lines() {
        let lines = [
            paragraph("Biểu mẫu 3"),
            paragraph("CẢI CÁCH THỦ TỤC HÀNH CHÍNH"),
        ];
        let caption = caption(lines.iter()).unwrap();
        assert_eq!(
            (caption.number.as_str(), caption.label.as_str()),
            ("Biểu mẫu 3", "CẢI CÁCH THỦ TỤC HÀNH CHÍNH")
        );
    }

    #[test]
    fn a_title_without_a_number_is_no_caption() {
        assert_eq!(caption([paragraph("BIỂU MẪU MỚI")].iter()), None);
        assert_eq!(
            caption([paragraph("Biểu mẫu IV. Tổ chức")].iter())
                .unwrap()
                .number,
            "Biểu mẫu IV"
        );
    }

    #[test]
    fn a_form_that_numbers_its_tables() {
        for text in [
            "Biểu số 02. Hạ tầng số",
            "BIỂU SỐ 02: Hạ tầng số",
            "Bảng 2 Hạ tầng số",
            "Mẫu 02 - Hạ tầng số",
        ] {
            let found = caption([paragraph(text)].iter()).unwrap();
            assert_eq!(
                (section_value(&found.number), found.label.as_str()),
                (Some(2), "Hạ tầng số"),
                "{text}"
            );
        }
    }

    #[test]
    fn a_sentence_is_no_caption() {
        for text in [
            "Chi tiết theo Phụ lục đính kèm.",
            "Bảng 3 cho thấy kết quả",
            "Mẫu số 01/BC",
            "Mẫu 3a",
        ] {
            assert_eq!(caption([paragraph(text)].iter()), None, "{text}");
        }
    }

    /// The caption over a whole appendix names no section: its rows do.
    #[test]
    fn a_table_that_opens_its_sections_itself() {
        let row = |number: &str, label: &str| Row {
            number: Some(Number(number.to_owned())),
            label: Text::clean(label),
            ..Row::default()
        };
        let found = caption([paragraph("Biểu số 01. Số liệu quý I")].iter()).unwrap();
        assert!(
            caption_row(
                &found,
                [row("I", "Hạ tầng số"), row("1", "Máy tính")].iter()
            )
            .is_none()
        );
        assert!(caption_row(&found, [row("1", "Máy tính")].iter()).is_some());
    }
}
