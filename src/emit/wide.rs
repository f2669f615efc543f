//! `indicators-wide.csv`: indicators down, offices across, values only. Of copies only the one that counts.

use super::long::words;
use super::sheet::{self, Dialect, Field, Holds};
use super::walk::step;
use crate::model::{Submission, SubmittedCell};
use crate::schema::{Indicator, Kind, Schema};
use std::collections::BTreeMap;
use std::io::{self, Write};

/// The columns before the offices'.
pub const FIXED: [&str; 6] = ["schema", "indicator", "section", "number", "label", "unit"];

/// The reports that have a column, in the order given.
pub fn columns<'s>(
    submissions: impl Iterator<Item = &'s Submission>,
    schemas: &[Schema],
) -> Vec<&'s Submission> {
    let fits = |one: &&Submission| {
        one.schema
            .as_ref()
            .is_some_and(|fit| known(&fit.id, schemas))
    };
    submissions
        .filter(|one| one.counts())
        .filter(fits)
        .collect()
}

fn known(id: &str, schemas: &[Schema]) -> bool {
    schemas.iter().any(|schema| schema.id == id)
}

/// The titles of the columns: office and period, the report's name behind those that several share or where
/// the office is not known.
pub fn titles(columns: &[&Submission]) -> Vec<String> {
    let wanted: Vec<String> = columns.iter().map(|one| title(one)).collect();
    let mut seen: BTreeMap<&str, usize> = BTreeMap::new();
    for title in &wanted {
        *seen.entry(title).or_default() += 1;
    }
    let alone = |title: &String| seen.get(title.as_str()) == Some(&1);
    let titles = wanted.iter().zip(columns);
    titles
        .map(|(title, one)| match alone(title) {
            true => title.clone(),
            false => format!("{title} – {}", one.name),
        })
        .collect()
}

fn title(submission: &Submission) -> String {
    let agency = match submission.agency() {
        "" => &submission.name,
        agency => agency,
    };
    match submission.period() {
        "" => agency.to_owned(),
        period => format!("{agency} ({period})"),
    }
}

/// Writes the table.
///
/// # Errors
/// When `out` cannot be written.
pub fn write(
    columns: &[&Submission],
    schemas: &[Schema],
    dialect: Dialect,
    out: &mut dyn Write,
) -> io::Result<()> {
    let fixed = FIXED.iter().map(|name| (*name).to_owned());
    sheet::header_in(dialect, fixed.chain(titles(columns)), out)?;
    for schema in schemas {
        let is_of = |one: &Submission| one.schema.as_ref().is_some_and(|fit| fit.id == schema.id);
        if !columns.iter().any(|one| is_of(one)) {
            continue;
        }
        // Cells stand in the order of the form: each column is walked once.
        let mut walks: Vec<&[SubmittedCell]> = columns
            .iter()
            .map(|one| {
                if is_of(one) {
                    one.cells.as_slice()
                } else {
                    &[]
                }
            })
            .collect();
        let asked = schema.indicators.iter().filter(|row| row.asks());
        // One row at a time: a row is as long as there are reports.
        let rows = asked.map(|indicator| {
            let values = walks.iter_mut().map(|cells| {
                let cell = step(cells, schema, indicator);
                cell.map_or(Field::Empty, |cell| shown(cell, indicator))
            });
            let fixed = fixed_fields(schema, indicator).into_iter();
            fixed.chain(values).collect::<Vec<Field>>()
        });
        sheet::rows_in(dialect, |_| Holds::Text, rows, out)?;
    }
    Ok(())
}

fn fixed_fields(schema: &Schema, indicator: &Indicator) -> Vec<Field> {
    vec![
        Field::text(&schema.id),
        Field::text(indicator.id.as_str()),
        Field::text(&indicator.section),
        Field::maybe(indicator.number.as_ref().map(|number| &number.0)),
        Field::text(&indicator.label),
        Field::maybe(indicator.unit.as_ref()),
    ]
}

fn shown(cell: &SubmittedCell, indicator: &Indicator) -> Field {
    match (cell.number(), indicator.kind) {
        (Some(number), _) => Field::Number(number),
        (None, Kind::Text | Kind::Date) => words(&cell.value),
        _ => Field::Empty,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Among, Letterhead};
    use crate::text::Text;

    fn of(name: &str, agency: &str) -> Submission {
        Submission {
            name: name.to_owned(),
            head: Letterhead {
                agency: Some(Text::clean(agency)),
                ..Letterhead::default()
            },
            ..Submission::default()
        }
    }

    #[test]
    fn offices_of_one_name_are_told_apart_by_their_reports() {
        let [a, b, c] = [of("a", "Sở A"), of("b", "Sở A"), of("c", "Sở B")];
        assert_eq!(titles(&[&a, &b, &c]), ["Sở A – a", "Sở A – b", "Sở B"]);
    }

    #[test]
    fn the_name_of_the_list_stands_before_the_printed_one() {
        let one = Submission {
            among: Among {
                agency_name: "Sở Xây dựng".into(),
                ..Among::default()
            },
            ..of("a", "SỞ XD")
        };
        assert_eq!(titles(&[&one]), ["Sở Xây dựng"]);
    }
}
