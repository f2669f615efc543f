//! The section of the form each printed row stands in.

use super::printed::Printed;
use super::thresholds::CAPTION_APART;
use crate::model::{Row, RowKind};
use crate::schema::{Kind, Schema};
use crate::text::roman::{self, Tolerance};
use crate::text::similar::Label;

/// The schema's section each row stands in, where that is known. A section row names its section by its
/// caption; where it is lost, the numeral does.
pub(super) fn sections(printed: &Printed, schema: &Schema) -> Vec<Option<String>> {
    let mut current: Option<(Option<String>, Option<String>)> = None;
    let mut out = Vec::with_capacity(printed.labels.len());
    for (row, label) in printed.appendix.rows.iter().zip(&printed.labels) {
        if row.kind == RowKind::Section {
            current = Some((
                row.section.clone(),
                schema
                    .labels()
                    .captioned(row.label.as_str(), || captioned(label, schema))
                    .or_else(|| by_numeral(row, schema)),
            ));
        } else if current
            .as_ref()
            .is_none_or(|(printed, _)| *printed != row.section)
        {
            current = Some((row.section.clone(), by_numeral(row, schema)));
        }
        out.push(current.as_ref().and_then(|(_, section)| section.clone()));
    }
    out
}

fn captioned(label: &Label, schema: &Schema) -> Option<String> {
    let rows = schema.indicators.iter().zip(&schema.labels().rows);
    let apart = |labels: &[Label]| {
        labels
            .iter()
            .filter_map(|l| l.distance(label, CAPTION_APART))
            .map(|d| d.share())
            .min()
    };
    rows.filter(|(indicator, _)| indicator.kind == Kind::Section)
        .filter_map(|(indicator, labels)| Some((apart(labels)?, indicator)))
        .min_by_key(|(apart, _)| *apart)
        .map(|(_, indicator)| indicator.section.clone())
}

fn by_numeral(row: &Row, schema: &Schema) -> Option<String> {
    let printed = row.section.as_deref()?;
    let value = numeral(printed);
    let names = |section: &str| section == printed || value.is_some() && numeral(section) == value;
    let found = schema
        .indicators
        .iter()
        .find(|indicator| names(&indicator.section))?;
    Some(found.section.clone())
}

/// The number a section numeral says: "III", "Ill" as a scan has it, "Biểu mẫu 3", "3".
pub(super) fn numeral(printed: &str) -> Option<u32> {
    let digits: String = printed.chars().filter(char::is_ascii_digit).collect();
    if !digits.is_empty() {
        return digits.parse().ok();
    }
    let word = printed
        .split(' ')
        .next_back()?
        .trim_end_matches(['.', ')', ':']);
    roman::parse(word, Tolerance::AnyCase)
}

#[cfg(test)]
mod tests {
    use super::numeral;

    #[test]
    fn numerals_survive_a_scanner() {
        assert_eq!(numeral("III"), Some(3));
        assert_eq!(numeral("Ill"), Some(3));
        assert_eq!(numeral("IV"), Some(4));
        assert_eq!(numeral("IX."), Some(9));
        assert_eq!(numeral("Biểu mẫu 7"), Some(7));
        assert_eq!(numeral("Tổng"), None);
    }
}
