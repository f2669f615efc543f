//! Rows of tables without rules whose label looks cut: a figure of theirs may belong to the row above.

use crate::model::{Code, Finding, Place, Row};
use std::collections::BTreeSet;

/// Names the rows on these pages that have a figure and a label that begins in the middle of a sentence; with
/// each the row above, if that has a figure too.
pub fn cut_rows(rows: &[Row], pages: &BTreeSet<u32>) -> Vec<Finding> {
    let cut = |at: usize| {
        rows.get(at)
            .is_some_and(|row| counts(row) && begins_inside(row))
    };
    let named = |at: &usize| cut(*at) || counts(&rows[*at]) && cut(at + 1);
    (0..rows.len())
        .filter(named)
        .filter_map(|at| finding(rows, at, pages))
        .collect()
}

fn counts(row: &Row) -> bool {
    let has_digit = |text: &crate::text::Text| text.as_str().contains(|c: char| c.is_ascii_digit());
    row.value.as_ref().is_some_and(has_digit)
}

fn begins_inside(row: &Row) -> bool {
    row.label.as_str().starts_with(char::is_lowercase)
}

fn finding(rows: &[Row], at: usize, pages: &BTreeSet<u32>) -> Option<Finding> {
    let row = &rows[at];
    let place: &Place = row.places.first()?;
    let page = place.page.filter(|page| pages.contains(page))?;
    let cells = [Some(&row.label), row.unit.as_ref(), row.value.as_ref()];
    let texts: Vec<&str> = cells
        .into_iter()
        .flatten()
        .map(|text| text.as_str())
        .collect();
    let text = texts.join(" ");
    let finding = Finding::new(Code::DoubtfulRow)
        .with("text", &text)
        .with("page", page);
    Some(finding.at(place.clone(), text).on_row(at))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Text;

    fn row(label: &str, value: &str, page: u32) -> Row {
        let value = (!value.is_empty()).then(|| Text::clean(value));
        Row {
            label: Text::clean(label),
            value,
            places: vec![Place::page(page)],
            ..Row::default()
        }
    }

    /// A figure printed beside the rest of a label may be that of the row above, and the row above is not
    /// sure of its own; on pages with rules nothing is inferred.
    #[test]
    fn a_figure_beside_the_rest_of_a_label_is_named_with_the_row_above() {
        let rows = [
            row("Số hồ sơ", "3", 2),
            row("Số phiếu đã phát ra theo", "17.98", 2),
            row("kế hoạch của năm", "0", 2),
            row("trong đó chưa có số", "", 2),
            row("Số việc", "5", 2),
        ];
        let named = |page| -> Vec<Option<usize>> {
            cut_rows(&rows, &BTreeSet::from([page]))
                .iter()
                .map(|finding| finding.row)
                .collect()
        };
        assert_eq!(named(2), [Some(1), Some(2)]);
        assert_eq!(named(3), [] as [Option<usize>; 0]);
    }
}
