//! Who has sent what: one line per office and period, the offices of the list that sent nothing included.

use super::sheet::{Column, Field};
use super::whose;
use crate::model::{Agencies, Agency, Listed, Period, Severity, Status, Submission};
use crate::text::when::When;
use jiff::civil::Date;
use std::cmp::Reverse;
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
    /// Last day for the report on this period; `None` where the list sets none for it.
    pub due: Option<&'s str>,
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

/// Everybody's standing, the newest period first, then in the order of the list, then by name. The offices of the list
/// that sent nothing stand under every period that is collected: the newest, the one most reports are on, and those a
/// fair share of the offices reported on. A single report with another period makes nobody miss one.
pub fn board<'s>(listed: &[&'s Listed], agencies: Option<&'s Agencies>) -> Vec<Standing<'s>> {
    let reports: Vec<&Submission> = listed.iter().filter_map(|one| one.read()).collect();
    let mut copies: BTreeMap<&str, Vec<&'s Submission>> = BTreeMap::new();
    for report in &reports {
        if let Some(of) = &report.among.copy_of {
            copies.entry(of).or_default().push(report);
        }
    }
    let agency = |id: &str| agencies?.0.iter().find(|agency| agency.id == id);
    let none = Vec::new();
    let standing = |report: &&'s Submission| {
        let agency = agency(&report.among.agency_id);
        let copies = copies.get(report.name.as_str()).unwrap_or(&none);
        let due = agency.and_then(|agency| due(agency, report.head.period.as_ref()));
        Standing {
            agency,
            report: Some(report),
            copies: copies.iter().map(|copy| copy.name.as_str()).collect(),
            sent: sent(report, copies, due),
            due,
            period: report.period(),
        }
    };
    let counting = reports.iter().filter(|report| report.counts());
    let mut board: Vec<Standing> = counting.map(standing).collect();
    let missing: Vec<Standing> = collected(&board, agencies)
        .into_iter()
        .flat_map(|period| missing(&board, agencies, period))
        .collect();
    board.extend(missing);
    let place = |agency: Option<&Agency>| {
        let list = agencies.map(|list| list.0.as_slice()).unwrap_or_default();
        agency
            .and_then(|own| list.iter().position(|other| other.id == own.id))
            .unwrap_or(usize::MAX)
    };
    board.sort_by(|a, b| {
        let newest_first = |one: &Standing<'s>| Reverse((When::of(one.period), one.period));
        let key = |one: &Standing<'s>| (newest_first(one), place(one.agency));
        key(a).cmp(&key(b)).then_with(|| {
            (a.office(), a.report.map(|r| &r.name)).cmp(&(b.office(), b.report.map(|r| &r.name)))
        })
    });
    board
}

/// A period with fewer reports than this share of the fullest one's is a stray report's.
const STRAY: usize = 10;

/// The newest of the periods that are no stray report's: the one a workbook shows.
pub fn newest<'s>(board: &[Standing<'s>]) -> &'s str {
    let counts = counts(board);
    let most = counts.values().copied().max().unwrap_or(0);
    let periods = counts
        .into_iter()
        .filter(|(_, count)| count * STRAY >= most);
    let newest = periods.max_by_key(|(period, _)| (When::of(period), *period));
    newest.map_or("", |(period, _)| period)
}

fn counts<'s>(board: &[Standing<'s>]) -> BTreeMap<&'s str, usize> {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    let sent = board
        .iter()
        .filter(|one| one.report.is_some() && !one.period.is_empty());
    sent.for_each(|one| *counts.entry(one.period).or_default() += 1);
    counts
}

/// The periods on which every office of the list should have reported.
fn collected<'s>(board: &[Standing<'s>], agencies: Option<&Agencies>) -> Vec<&'s str> {
    let offices = agencies.map_or(0, |list| list.0.len());
    let newest = newest(board);
    let counts = counts(board);
    let most = counts.values().copied().max().unwrap_or(0);
    let is_collected = |(period, count): &(&str, usize)| {
        *period == newest || *count == most || count * 4 >= offices
    };
    let periods: Vec<&str> = counts
        .into_iter()
        .filter(is_collected)
        .map(|(period, _)| period)
        .collect();
    match periods.is_empty() {
        // Nobody sent anything: there is no telling for which period.
        true => vec![""],
        false => periods,
    }
}

fn missing<'s>(
    board: &[Standing<'s>],
    agencies: Option<&'s Agencies>,
    period: &'s str,
) -> Vec<Standing<'s>> {
    let here = board.iter().filter(|one| one.period == period);
    let here: BTreeSet<&str> = here
        .filter_map(|one| Some(one.agency?.id.as_str()))
        .collect();
    let of_period = board.iter().filter(|one| one.period == period);
    let known = of_period
        .filter_map(|one| one.report?.head.period.as_ref())
        .next();
    let list = agencies.into_iter().flat_map(|list| &list.0);
    let missing = list.filter(|agency| !here.contains(agency.id.as_str()));
    missing
        .map(|agency| Standing {
            agency: Some(agency),
            report: None,
            copies: Vec::new(),
            sent: Sent::Missing,
            due: due(agency, known),
            period,
        })
        .collect()
}

/// The last day for a report on a period: the list's, if it lies soon after the period's end. A list has one day, and
/// it is not that of the quarter before.
fn due<'s>(agency: &'s Agency, period: Option<&Period>) -> Option<&'s str> {
    const SOON: i64 = 60;
    let due = Some(agency.due.as_str()).filter(|due| !due.is_empty())?;
    let end = period.and_then(|period| period.end.as_deref()?.parse::<Date>().ok());
    let (Some(end), Ok(day)) = (end, due.parse::<Date>()) else {
        return Some(due);
    };
    let after = i64::from((day - end).get_days());
    (-SOON..=SOON).contains(&after).then_some(due)
}

/// Late is who sent nothing in time: a report sent in time and again later is in time.
fn sent(report: &Submission, copies: &[&Submission], due: Option<&str>) -> Sent {
    if report.schema.is_none() || report.status == Status::NeedsOcr {
        return Sent::Unreadable;
    }
    let dates = std::iter::once(report).chain(copies.iter().copied());
    let first = dates.filter_map(|one| one.head.date.as_deref()).min();
    match (first, due) {
        (Some(date), Some(due)) if date > due => Sent::Late,
        _ => Sent::InTime,
    }
}

/// The columns of `submissions.csv`.
pub const COLUMNS: &[Column] = &[
    Column::text("period", "reporting period"),
    whose::AGENCY_ID,
    whose::AGENCY,
    Column::text("superior", "the agency above it"),
    whose::PROVINCE,
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
        Field::maybe(one.due),
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
