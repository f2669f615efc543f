//! Which printed column holds which value of the form.

use super::thresholds::NAMED;
use crate::model::{Appendix, Reading, Row};
use crate::schema::{Schema, ValueColumn};
use crate::text::Text;
use crate::text::similar::Label;

/// For the form's value and its further ones, in the form's order, the printed column each stands in.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Columns {
    /// Where the form has several value columns of its own: the printed one of each, the main one first.
    own: Option<(Option<usize>, Vec<Option<usize>>)>,
}

impl Columns {
    /// By the words of the header; where those say nothing, by position, if as many are printed as the
    /// form has. Printed columns the form does not know come last.
    pub fn of(appendix: &Appendix, schema: &Schema) -> Columns {
        let printed = appendix.value_columns.len().max(1);
        if schema.value_columns.len() < 2 || printed == 1 {
            return Columns { own: None };
        }
        let mut known = named(&appendix.value_columns, &schema.value_columns);
        if printed == known.len() {
            let mut free = (0..printed)
                .filter(|at| !known.contains(&Some(*at)))
                .collect::<Vec<_>>()
                .into_iter();
            known
                .iter_mut()
                .filter(|at| at.is_none())
                .for_each(|at| *at = free.next());
        }
        let unknown: Vec<_> = (0..printed)
            .map(Some)
            .filter(|at| !known.contains(at))
            .collect();
        let main = known.remove(schema.main_column.min(known.len() - 1));
        known.extend(unknown);
        Columns {
            own: Some((main, known)),
        }
    }

    /// Whether the form itself asks for several columns; else what stands beside the value is not its business.
    pub fn are_asked(&self) -> bool {
        self.own.is_some()
    }

    /// The cell that holds a row's value.
    pub fn value<'r>(&self, row: &'r Row) -> Option<&'r Text> {
        row.cell(self.value_at(row)?)
    }

    /// How that cell was read, where its page is a picture.
    pub fn reading(&self, row: &Row) -> Option<Reading> {
        let at = self.value_at(row)?;
        let own = row.readings.iter().filter(|(column, _)| *column == at);
        own.map(|(_, reading)| reading.clone())
            .reduce(Reading::joined)
    }

    fn value_at(&self, row: &Row) -> Option<usize> {
        self.own
            .as_ref()
            .map_or(Some(row.column), |(main, _)| *main)
    }

    /// The other cells of a row, each with its printed column; no column and no cell for one of the form's that
    /// is not printed.
    pub fn further<'r>(&self, row: &'r Row) -> Vec<(Option<usize>, Option<&'r Text>)> {
        let cell = |at: Option<usize>| (at, at.and_then(|at| row.cell(at)));
        match &self.own {
            Some((_, further)) => further.iter().map(|at| cell(*at)).collect(),
            None => {
                let all = 0..=row.more_values.len();
                let others = all.filter(|at| *at != row.column);
                others.map(|at| cell(Some(at))).collect()
            }
        }
    }
}

/// For each column of the form the printed one whose header names it, the best pairs first.
fn named(headers: &[Text], columns: &[ValueColumn]) -> Vec<Option<usize>> {
    let headers: Vec<Label> = headers
        .iter()
        .map(|header| timeless(header.as_str()))
        .collect();
    let mut pairs: Vec<(f64, usize, usize)> = Vec::new();
    for (column, asked) in columns.iter().enumerate() {
        let names = || {
            std::iter::once(&asked.label)
                .chain(&asked.aliases)
                .map(|name| timeless(name))
        };
        for (at, header) in headers.iter().enumerate() {
            let similarity = names()
                .map(|name| name.similarity(header))
                .fold(0.0, f64::max);
            pairs.push((similarity, column, at));
        }
    }
    pairs.retain(|(similarity, ..)| *similarity >= NAMED);
    pairs.sort_by(|a, b| b.0.total_cmp(&a.0).then((a.1, a.2).cmp(&(b.1, b.2))));
    let mut found = vec![None; columns.len()];
    for (_, column, at) in pairs {
        if found[column].is_none() && !found.contains(&Some(at)) {
            found[column] = Some(at);
        }
    }
    found
}

/// A header without its year: next year the same column has another.
fn timeless(header: &str) -> Label {
    let is_year = |word: &str| {
        let digits = word.trim_matches(|c: char| !c.is_ascii_digit());
        digits.len() == 4 && (digits.starts_with("19") || digits.starts_with("20"))
    };
    let words: Vec<&str> = header.split(' ').filter(|word| !is_year(word)).collect();
    Label::of(&words.join(" "))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn schema(labels: &[&str], main: usize) -> Schema {
        let column = |label: &&str| ValueColumn {
            label: (*label).to_owned(),
            ..ValueColumn::default()
        };
        Schema {
            value_columns: labels.iter().map(column).collect(),
            main_column: main,
            ..Schema::default()
        }
    }

    fn main_of(headers: &[&str], schema: &Schema) -> (Option<usize>, Vec<Option<usize>>) {
        let value_columns = headers.iter().map(|header| Text::clean(header)).collect();
        let columns = Columns::of(
            &Appendix {
                value_columns,
                ..Appendix::default()
            },
            schema,
        );
        columns.own.unwrap_or((Some(0), Vec::new()))
    }

    #[test]
    fn columns_are_found_by_name_wherever_they_stand() {
        let form = schema(
            &[
                "TH năm 2024",
                "KH năm 2025",
                "Ước TH năm 2025",
                "So sánh (%)",
            ],
            2,
        );
        let as_printed = [
            "TH năm 2024",
            "KH năm 2025",
            "Ước TH năm 2025",
            "So sánh (%)",
        ];
        assert_eq!(
            main_of(&as_printed, &form),
            (Some(2), vec![Some(0), Some(1), Some(3)])
        );
        let next_year = ["KH năm 2026", "Ước TH năm 2026", "So sánh (%)"];
        assert_eq!(
            main_of(&next_year, &form),
            (Some(1), vec![None, Some(0), Some(2)])
        );
        let with_one_more = [
            "Mã",
            "KH năm 2026",
            "TH năm 2025",
            "Ước TH năm 2026",
            "So sánh (%)",
        ];
        assert_eq!(
            main_of(&with_one_more, &form),
            (Some(3), vec![Some(2), Some(1), Some(4), Some(0)])
        );
    }

    #[test]
    fn unnamed_columns_go_by_position_where_none_is_missing() {
        let form = schema(&["Kế hoạch", "Thực hiện"], 1);
        assert_eq!(
            main_of(&["Cột 1", "Cột 2"], &form),
            (Some(1), vec![Some(0)])
        );
        assert_eq!(main_of(&["Số liệu"], &form), (Some(0), vec![]));
        assert_eq!(main_of(&["Cột 1", "Cột 2", "Cột 3"], &form).0, None);
    }
}
