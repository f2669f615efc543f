//! Sections: the numerals I … VII, printed as rows of the table or as captions above it.

use crate::model::{Number, Paragraph, Place, Row, RowKind};
use crate::text::{Text, fold::bare};

/// A section's caption, printed as a paragraph above its table.
#[derive(Clone, Debug, PartialEq)]
pub struct Caption {
    /// As printed: "Biểu mẫu 3", "III".
    pub number: String,
    /// Its words.
    pub label: Text,
    /// Where it stands.
    pub place: Place,
}

/// The caption among the paragraphs above a table: the last "Biểu mẫu 3 …" or "III. …".
pub fn caption<'a>(paragraphs: impl DoubleEndedIterator<Item = &'a Paragraph>) -> Option<Caption> {
    let mut below: Option<&Paragraph> = None;
    for paragraph in paragraphs.rev().take(6) {
        if let Some((number, label)) = split_caption(paragraph.text.as_str()) {
            let label = match below {
                Some(next) if label.is_empty() => next.text.clone(),
                _ => Text::clean(label),
            };
            return Some(Caption { number: number.to_owned(), label, place: paragraph.place.clone() });
        }
        below = Some(paragraph);
    }
    None
}

/// "Biểu mẫu 3: CẢI CÁCH …" → number and words; "III. Cải cách …" likewise.
fn split_caption(text: &str) -> Option<(&str, &str)> {
    if bare(text).starts_with("bieu mau ") {
        return split_form_number(text);
    }
    let (number, label) = split_numeral(text)?;
    (text.chars().count() <= 120).then_some((number, label))
}

/// "Biểu mẫu 3: Cải cách" → ("Biểu mẫu 3", "Cải cách"); "Biểu mẫu mới" has no number.
fn split_form_number(text: &str) -> Option<(&str, &str)> {
    let (after, _) = text.match_indices(' ').nth(1)?;
    let is_numeral = |c: char| c.is_ascii_digit() || "IVX".contains(c);
    let length = text[after + 1..].find(|c: char| !is_numeral(c)).unwrap_or(text.len() - after - 1);
    let (number, label) = text.split_at(after + 1 + length);
    let parted = !label.starts_with(char::is_alphanumeric);
    (length > 0 && parted).then(|| (number, label.trim_start_matches([' ', '.', ':', '-', '–'])))
}

/// "III. Cải cách" → ("III", "Cải cách"); a dot, a dash, a colon or a bracket must part them.
fn split_numeral(text: &str) -> Option<(&str, &str)> {
    let end = text.find(|c: char| !"IVX".contains(c)).filter(|end| *end > 0)?;
    let rest = text[end..].trim_start();
    let label = rest.strip_prefix(['.', '-', '–', ':', ')', '/'])?.trim_start();
    (roman_value(&text[..end]).is_some() && label.chars().any(char::is_alphabetic))
        .then_some((&text[..end], label))
}

/// The section a printed number names: `"III."` → 3, `"Biểu mẫu 3"` → 3, OCR's `"lI"` → 2.
pub fn section_value(number: &str) -> Option<u32> {
    let key = bare(number);
    if let Some(rest) = key.strip_prefix("bieu mau ") {
        return rest.parse().ok().or_else(|| roman_value(&rest.to_uppercase()));
    }
    let inner = number.trim_end_matches(['.', ')', ':', ' ']);
    // Scans read I as l, 1 or |; a lone "1" stays a number.
    let mended: String = inner.chars().map(|c| if matches!(c, 'l' | '|') { 'I' } else { c }).collect();
    roman_value(&mended)
}

/// The value of a Roman numeral up to XX.
pub fn roman_value(numeral: &str) -> Option<u32> {
    (1..=20).find(|value| roman(*value) == numeral)
}

/// A number up to 39 as a Roman numeral.
pub fn roman(value: u32) -> String {
    const STEPS: [(u32, &str); 5] = [(10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")];
    let mut rest = value;
    let mut out = String::new();
    for (step, sign) in STEPS {
        while rest >= step {
            out.push_str(sign);
            rest -= step;
        }
    }
    out
}

/// Whether a row opens a section: a numeral, words, and nothing asked for.
pub fn is_section(row: &Row) -> bool {
    let numeral = row.number.as_ref().and_then(|number| section_value(&number.0)).is_some();
    numeral && row.unit.is_none() && row.value.is_none() && !row.label.is_empty()
}

/// A caption as a row of its own, unless the table below repeats it as its first row.
pub fn caption_row(caption: &Caption, first: Option<&Row>) -> Option<Row> {
    let value = section_value(&caption.number);
    let repeated = first.is_some_and(|row| {
        is_section(row) && row.number.as_ref().and_then(|number| section_value(&number.0)) == value
    });
    (!repeated).then(|| Row {
        number: Some(Number(caption.number.clone())),
        label: caption.label.clone(),
        kind: RowKind::Section,
        places: vec![caption.place.clone()],
        ..Row::default()
    })
}

/// Writes the section's numeral on every row, and says which rows are sections. A form without Roman
/// numerals may letter its sections A, B, C.
pub fn assign(rows: &mut [Row]) {
    let lettered = !rows.iter().any(|row| row.kind == RowKind::Section || is_section(row));
    let mut current: Option<String> = None;
    for row in rows {
        let letter = lettered.then(|| section_letter(row)).flatten();
        if row.kind == RowKind::Section || is_section(row) || letter.is_some() {
            row.kind = RowKind::Section;
            current =
                letter.or_else(|| row.number.as_ref().and_then(|number| section_value(&number.0)).map(roman));
        }
        row.section = current.clone();
    }
}

/// "A", "B." in front of words, with nothing asked for.
fn section_letter(row: &Row) -> Option<String> {
    let number = row.number.as_ref()?.0.trim_end_matches(['.', ')', ' ']);
    let capital = number.len() == 1 && number.starts_with(|c: char| ('A'..='H').contains(&c));
    (capital && row.unit.is_none() && row.value.is_none() && !row.label.is_empty()).then(|| number.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn paragraph(text: &str) -> Paragraph {
        Paragraph { text: Text::clean(text), ..Paragraph::default() }
    }

    #[test]
    fn numerals() {
        assert_eq!(["I", "IV", "VII", "IX", "XII"].map(|n| section_value(n).unwrap()), [1, 4, 7, 9, 12]);
        assert_eq!(
            ["lI", "Ill.", "Biểu mẫu 3", "1", "a"].map(section_value),
            [Some(2), Some(3), Some(3), None, None]
        );
    }

    #[test]
    fn caption_on_two_lines() {
        let lines = [paragraph("Biểu mẫu 3"), paragraph("CẢI CÁCH THỦ TỤC HÀNH CHÍNH")];
        let caption = caption(lines.iter()).unwrap();
        assert_eq!(
            (caption.number.as_str(), caption.label.as_str()),
            ("Biểu mẫu 3", "CẢI CÁCH THỦ TỤC HÀNH CHÍNH")
        );
    }

    #[test]
    fn a_title_without_a_number_is_no_caption() {
        assert_eq!(caption([paragraph("BIỂU MẪU MỚI")].iter()), None);
        assert_eq!(caption([paragraph("Biểu mẫu IV. Tổ chức")].iter()).unwrap().number, "Biểu mẫu IV");
    }

    #[test]
    fn a_sentence_is_no_caption() {
        assert_eq!(caption([paragraph("Chi tiết theo Phụ lục đính kèm.")].iter()), None);
    }
}
