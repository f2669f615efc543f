//! Who has sent what: one line per office and period, the offices of the list that sent nothing included.

use super::sheet::{Column, Field};
use crate::model::{Agencies, Agency, Listed, Severity, Status, Submission};
use std::collections::{BTreeMap, BTreeSet};

/// How an office stands on a period.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Sent {
    /// A report with its appendix is there, in time where a day is set.
    InTime,
    /// It is dated after its day.
    Late,
    /// A report is there, its figures could not be read.
    Unreadable,
    /// The list names the office, and nothing came.
    Missing,
}

impl Sent {
    /// The names, as the column `status` has them.
    pub const NAMES: &'static [&'static str] = &["sent", "late", "unreadable", "missing"];

    /// The stable name.
    pub fn name(self) -> &'static str {
        match self {
            Sent::InTime => "sent",
            Sent::Late => "late",
            Sent::Unreadable => "unreadable",
            Sent::Missing => "missing",
        }
    }
}

/// An office on a period.
#[derive(Clone, Debug)]
pub struct Standing<'s> {
    /// The office in the list.
    pub agency: Option<&'s Agency>,
    /// The report that counts; `None` when nothing came.
    pub report: Option<&'s Submission>,
    /// Copies of it, by name.
    pub copies: Vec<&'s str>,
    /// How it stands.
    pub sent: Sent,
    /// Code of the period; empty when it is not known.
    pub period: &'s str,
}

impl Standing<'_> {
    /// The office's name; the report's where it is not known.
    pub fn office(&self) -> &str {
        let report = self.report.map(|report| match report.agency() {
            "" => report.name.as_str(),
            agency => agency,
        });
        report
            .or(self.agency.map(|agency| agency.name.as_str()))
            .unwrap_or_default()
    }
}

/// Everybody's standing, by period, then in the order of the list, then by name. An office of the list that sent
/// nothing stands under the period most others report on.
pub fn board<'s>(listed: &[&'s Listed], agencies: Option<&'s Agencies>) -> Vec<Standing<'s>> {
    let reports: Vec<&Submission> = listed.iter().filter_map(|one| one.read()).collect();
    let mut copies: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for report in &reports {
        if let Some(of) = &report.among.copy_of {
            copies.entry(of).or_default().push(&report.name);
        }
    }
    let agency = |id: &str| agencies?.0.iter().find(|agency| agency.id == id);
    let standing = |report: &&'s Submission| {
        let agency = agency(&report.among.agency_id);
        Standing {
            agency,
            report: Some(report),
            copies: copies
                .get(report.name.as_str())
                .cloned()
                .unwrap_or_default(),
            sent: sent(report, agency),
            period: report.period(),
        }
    };
    let counting = reports.iter().filter(|report| report.counts());
    let mut board: Vec<Standing> = counting.map(standing).collect();
    let usual = usual_period(&board);
    let here: BTreeSet<&str> = board
        .iter()
        .filter(|one| one.period == usual)
        .filter_map(|one| one.agency.map(|agency| agency.id.as_str()))
        .collect();
    let missing = agencies.into_iter().flat_map(|list| &list.0);
    let missing = missing.filter(|agency| !here.contains(agency.id.as_str()));
    board.extend(missing.map(|agency| Standing {
        agency: Some(agency),
        report: None,
        copies: Vec::new(),
        sent: Sent::Missing,
        period: usual,
    }));
    let place = |agency: Option<&Agency>| {
        let list = agencies.map(|list| list.0.as_slice()).unwrap_or_default();
        agency
            .and_then(|own| list.iter().position(|other| other.id == own.id))
            .unwrap_or(usize::MAX)
    };
    board.sort_by(|a, b| {
        let key = |one: &Standing<'s>| (one.period, place(one.agency));
        key(a).cmp(&key(b)).then_with(|| {
            (a.office(), a.report.map(|r| &r.name)).cmp(&(b.office(), b.report.map(|r| &r.name)))
        })
    });
    board
}

/// The period most of the reports are on; of equals the later.
fn usual_period<'s>(board: &[Standing<'s>]) -> &'s str {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for one in board.iter().filter(|one| !one.period.is_empty()) {
        *counts.entry(one.period).or_default() += 1;
    }
    let usual = counts
        .into_iter()
        .max_by_key(|(period, count)| (*count, *period));
    usual.map_or("", |(period, _)| period)
}

fn sent(report: &Submission, agency: Option<&Agency>) -> Sent {
    if report.schema.is_none() || report.status == Status::NeedsOcr {
        return Sent::Unreadable;
    }
    let due = agency.map_or("", |agency| agency.due.as_str());
    match report.head.date.as_deref() {
        Some(date) if !due.is_empty() && date > due => Sent::Late,
        _ => Sent::InTime,
    }
}

/// The columns of `submissions.csv`.
pub const COLUMNS: &[Column] = &[
    Column::text("period", "reporting period"),
    Column::text("agency_id", "id of the office in the list of agencies"),
    Column::text(
        "agency",
        "the office: as that list names it, else as printed",
    ),
    Column::text("superior", "the agency above it"),
    Column::text("province", "province or centrally run city"),
    Column::text("level", "as the list of agencies says"),
    Column::date("due", "last day for the report, as the list says"),
    Column::one_of("status", Sent::NAMES, "how the office stands"),
    Column::text("number", "number of the report that counts"),
    Column::date("date", "its date"),
    Column::text("report", "its name: reports/<report>.json"),
    Column::text("copies", "names of the reports it counts for"),
    Column::integer("values", "indicators with a number"),
    Column::integer("errors", "findings of that weight"),
    Column::integer("warnings", "findings of that weight"),
];

/// The fields of an office, as [`COLUMNS`] names them.
pub fn row(one: &Standing<'_>) -> Vec<Field> {
    let head = one.report.map(|report| &report.head);
    let listed = |of: fn(&Agency) -> &String| Field::maybe(one.agency.map(of));
    let or_listed = |printed: Option<&crate::text::Text>, of: fn(&Agency) -> &String| match printed
    {
        Some(printed) => Field::text(printed),
        None => listed(of),
    };
    let weighed = |severity| match one.report {
        Some(report) => Field::count(count(report, severity)),
        None => Field::Empty,
    };
    vec![
        Field::text(one.period),
        listed(|agency| &agency.id),
        Field::text(one.office()),
        or_listed(
            head.and_then(|head| head.parent_agency.as_ref()),
            |agency| &agency.superior,
        ),
        or_listed(head.and_then(|head| head.province.as_ref()), |agency| {
            &agency.province
        }),
        listed(|agency| &agency.level),
        listed(|agency| &agency.due),
        Field::text(one.sent.name()),
        Field::maybe(head.and_then(|head| head.number.as_ref())),
        Field::maybe(head.and_then(|head| head.date.as_ref())),
        Field::maybe(one.report.map(|report| report.name.as_str())),
        Field::text(one.copies.join("; ")),
        one.report
            .map_or(Field::Empty, |report| Field::count(values(report))),
        weighed(Severity::Error),
        weighed(Severity::Warning),
    ]
}

/// Findings of a weight.
pub fn count(report: &Submission, severity: Severity) -> usize {
    let found = report
        .findings
        .iter()
        .filter(|found| found.severity == severity);
    found.count()
}

/// Indicators with a number.
pub fn values(report: &Submission) -> usize {
    report
        .cells
        .iter()
        .filter(|cell| cell.number().is_some())
        .count()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Among, Letterhead, Period, SchemaFit};
    use crate::text::Text;

    fn listed(agency: &str, id: &str, date: &str) -> Listed {
        Listed::Read(Box::new(Submission {
            name: agency.into(),
            head: Letterhead {
                agency: Some(Text::clean(agency)),
                date: Some(date.into()),
                period: Some(Period {
                    code: "2030-Q3".into(),
                    ..Period::default()
                }),
                ..Letterhead::default()
            },
            schema: Some(SchemaFit::default()),
            among: Among {
                agency_id: id.into(),
                ..Among::default()
            },
            ..Submission::default()
        }))
    }

    #[test]
    fn who_sent_who_is_late_and_who_did_not() {
        let rows = [
            ["id", "name", "due"],
            ["b", "Sở B", "20/9/2030"],
            ["a", "Sở A", "20/9/2030"],
            ["c", "Sở C", ""],
        ];
        let agencies =
            Agencies::of_table(&rows.map(|row| row.map(str::to_owned).to_vec())).unwrap();
        let files = [
            listed("Sở A", "a", "2030-09-15"),
            listed("Sở B", "b", "2030-09-25"),
        ];
        let files: Vec<&Listed> = files.iter().collect();
        let board = board(&files, Some(&agencies));
        let told: Vec<_> = board.iter().map(|one| (one.office(), one.sent)).collect();
        assert_eq!(
            told,
            [
                ("Sở B", Sent::Late),
                ("Sở A", Sent::InTime),
                ("Sở C", Sent::Missing)
            ]
        );
    }
}
