//! Each figure beside the one of the adjacent period before and the one of the same period of the year before.

use crate::model::identity::{Identity, is_unmerged, offices};
use crate::model::{IndicatorId, Submission, SubmittedCell};
use crate::schema::{Indicator, Schema, with_id};
use crate::text::when::When;
use rust_decimal::Decimal;
use std::collections::BTreeMap;

/// A figure and what it is compared with.
#[derive(Clone, Debug)]
pub struct Compared<'c> {
    /// The report.
    pub report: &'c Submission,
    /// Its form.
    pub schema: &'c Schema,
    /// What is compared.
    pub indicator: &'c Indicator,
    /// The figure.
    pub now: Decimal,
    /// The adjacent period before and its figure.
    pub before: Option<(&'c str, Decimal)>,
    /// The same period of the year before and its figure.
    pub year_before: Option<(&'c str, Decimal)>,
}

impl Compared<'_> {
    /// How much it grew since the period before.
    pub fn change(&self) -> Option<Decimal> {
        Some(self.now - self.before?.1)
    }

    /// The same in percent; none where there was nothing.
    pub fn change_percent(&self) -> Option<Decimal> {
        let (_, before) = self.before?;
        let share = (self.change()? * Decimal::ONE_HUNDRED).checked_div(before)?;
        Some(share.round_dp(2))
    }
}

/// Every figure of the reports of a period that has one to be compared with. Reports are of one office by list or
/// letterhead; forms of two eras are joined by the labels of their indicators and the labels' other names.
pub fn compared<'c>(
    reports: &[&'c Submission],
    schemas: &'c [Schema],
    period: &str,
) -> Vec<Compared<'c>> {
    let counting: Vec<&'c Submission> =
        reports.iter().copied().filter(|one| one.counts()).collect();
    let identities: Vec<Identity> = counting.iter().map(|one| one.identity()).collect();
    let numbers = offices(&identities);
    let mut by_office: BTreeMap<usize, Vec<&'c Submission>> = BTreeMap::new();
    for (report, office) in counting.iter().zip(&numbers) {
        if let Some(office) = office {
            by_office.entry(*office).or_default().push(report);
        }
    }
    let mut found = Vec::new();
    for (report, office) in counting.iter().zip(&numbers) {
        let (Some(office), true) = (office, report.period() == period) else {
            continue;
        };
        let others = by_office.get(office).map_or(&[][..], Vec::as_slice);
        found.extend(of_report(report, others, schemas));
    }
    found
}

fn of_report<'c>(
    report: &'c Submission,
    others: &[&'c Submission],
    schemas: &'c [Schema],
) -> Vec<Compared<'c>> {
    let (Some(now), Some(schema)) = (When::of(report.period()), form(report, schemas)) else {
        return Vec::new();
    };
    let earlier = |is_it: &dyn Fn(When) -> bool| {
        let fitting = others
            .iter()
            .filter_map(|other| Some((When::of(other.period())?, *other)));
        let fitting = fitting.filter(|(when, other)| {
            is_it(*when) && other.name != report.name && is_unmerged(&other.head, &report.head)
        });
        // A report on the same form says most; of several the latest.
        fitting
            .max_by_key(|(when, other)| (form_id(other) == form_id(report), *when))
            .map(|(_, other)| other)
    };
    let before = earlier(&|when| now.follows(when));
    let year_before = earlier(&|when| when == now.a_year_before());
    if before.is_none() && year_before.is_none() {
        return Vec::new();
    }
    let [before, year_before] =
        [before, year_before].map(|other| other.map(|other| Earlier::of(other, schema, schemas)));
    let compared = |cell: &'c SubmittedCell| {
        let indicator = schema.get(&cell.indicator)?;
        let one = Compared {
            report,
            schema,
            indicator,
            now: cell.number()?,
            before: before.as_ref().and_then(|other| other.figure(indicator)),
            year_before: year_before
                .as_ref()
                .and_then(|other| other.figure(indicator)),
        };
        (one.before.is_some() || one.year_before.is_some()).then_some(one)
    };
    report.cells.iter().filter_map(compared).collect()
}

fn form_id(report: &Submission) -> Option<&str> {
    report.schema.as_ref().map(|fit| fit.id.as_str())
}

fn form<'s>(report: &Submission, schemas: &'s [Schema]) -> Option<&'s Schema> {
    with_id(schemas, form_id(report)?)
}

/// The figures of an earlier report by the indicators of a later one.
struct Earlier<'c> {
    period: &'c str,
    figures: BTreeMap<&'c IndicatorId, Decimal>,
}

impl<'c> Earlier<'c> {
    fn of(report: &'c Submission, now: &'c Schema, schemas: &'c [Schema]) -> Earlier<'c> {
        let then = form(report, schemas).filter(|then| then.id != now.id);
        let names = then.map(|then| (then, by_name(now)));
        let figures = report.cells.iter().filter_map(|cell| {
            let number = cell.number()?;
            let id = match &names {
                None => &now.get(&cell.indicator)?.id,
                Some((then, names)) => same(then.get(&cell.indicator)?, names)?,
            };
            Some((id, number))
        });
        Earlier {
            period: report.period(),
            figures: figures.collect(),
        }
    }

    fn figure(&self, indicator: &Indicator) -> Option<(&'c str, Decimal)> {
        Some((self.period, *self.figures.get(&indicator.id)?))
    }
}

type Names<'s> = BTreeMap<String, Option<&'s Indicator>>;

/// The indicators of a form by label and other names; none where two share one.
fn by_name(schema: &Schema) -> Names<'_> {
    let mut names = Names::new();
    for indicator in schema.indicators.iter().filter(|one| one.asks()) {
        for name in labels(indicator) {
            let entry = names.entry(name).or_insert(Some(indicator));
            if entry.is_some_and(|other| other.id != indicator.id) {
                *entry = None;
            }
        }
    }
    names
}

fn labels(indicator: &Indicator) -> impl Iterator<Item = String> + '_ {
    let others = indicator.aliases.iter().map(String::as_str);
    std::iter::once(indicator.plain_label())
        .chain(others)
        .map(crate::text::fold::bare)
}

/// The indicator of the later form that an earlier one asked for, of the same kind.
fn same<'s>(then: &Indicator, names: &Names<'s>) -> Option<&'s IndicatorId> {
    let found = labels(then).find_map(|name| names.get(&name).copied().flatten())?;
    (found.kind == then.kind && found.scope == then.scope).then_some(&found.id)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Letterhead, Period, SchemaFit, Value};
    use crate::schema::Kind;
    use crate::text::Text;

    fn form(id: &str, label: &str, aliases: &[&str]) -> Schema {
        let mut schema = Schema {
            id: id.into(),
            indicators: vec![Indicator {
                id: IndicatorId(format!("{id}.1")),
                label: label.into(),
                aliases: aliases.iter().map(|alias| (*alias).to_owned()).collect(),
                kind: Kind::Count,
                ..Indicator::default()
            }],
            ..Schema::default()
        };
        schema.index.insert(schema.indicators[0].id.clone(), 0);
        schema
    }

    fn report(form: &str, period: &str, figure: i64) -> Submission {
        Submission {
            name: period.into(),
            head: Letterhead {
                agency: Some(Text::clean("Sở A")),
                period: Some(Period {
                    code: period.into(),
                    ..Period::default()
                }),
                ..Letterhead::default()
            },
            schema: Some(SchemaFit {
                id: form.into(),
                ..SchemaFit::default()
            }),
            cells: vec![SubmittedCell {
                indicator: IndicatorId(format!("{form}.1")),
                value: Value::Number(figure.into()),
                ..SubmittedCell::default()
            }],
            ..Submission::default()
        }
    }

    #[test]
    fn a_figure_is_compared_with_the_adjacent_period_and_with_the_year_before() {
        let schemas = [
            form(
                "new",
                "Số dịch vụ công toàn trình",
                &["Số dịch vụ công mức độ 4"],
            ),
            form("old", "Số dịch vụ công mức độ 4", &[]),
        ];
        let reports = [
            report("new", "2025-Q3", 12),
            report("old", "2025-H1", 10),
            report("old", "2024-Q3", 8),
            report("old", "2023-Q3", 1),
        ];
        let reports: Vec<&Submission> = reports.iter().collect();
        let rows = compared(&reports, &schemas, "2025-Q3");
        assert_eq!(rows.len(), 1);
        assert_eq!(rows[0].before, Some(("2025-H1", 10.into())));
        assert_eq!(rows[0].year_before, Some(("2024-Q3", 8.into())));
        assert_eq!(
            (rows[0].change(), rows[0].change_percent()),
            (Some(2.into()), Some(20.into()))
        );
        // What lies further back is not the period before.
        assert!(
            compared(&reports, &schemas, "2024-Q3")
                .iter()
                .all(|row| row.before.is_none())
        );
    }
}
