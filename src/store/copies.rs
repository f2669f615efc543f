//! One office, one period, one report: of several one counts, the others are evidence.
//!
//! Copies are known by office, period and form, or by equal content. Where letterheads tell neither superior nor
//! province, the same name alone does not make one office of two: if their figures differ for the most part, both count
//! and both are told. The one that counts: signed before draft,
//! later before earlier, fuller before emptier, and where all that is equal the one that comes first by name.

use crate::model::{Code, Finding, Place, Submission, SubmittedCell, Value};
use crate::schema::{Schema, with_id};
use std::cmp::Reverse;
use std::collections::BTreeMap;

/// Of the figures two reports both have, so many must be equal for a name alone to make them copies.
const ALIKE: f64 = 0.5;
/// Most cells named one by one: two reports that differ everywhere are told once.
const MOST_CELLS: usize = 40;

/// Marks the copies, and says where each differs from the report that counts. `offices` and `contents` are those
/// of the reports, in their order.
pub fn settle(
    reports: &mut [&mut Submission],
    offices: &[Option<usize>],
    contents: &[String],
    schemas: &[Schema],
) {
    for group in groups(reports, offices, contents) {
        let group = alike(reports, group);
        let Some(&counts) = group.iter().max_by_key(|&&at| rank(reports[at])) else {
            continue;
        };
        let name = reports[counts].name.clone();
        let file = reports[counts].file.clone();
        let number = reports[counts].head.number.clone();
        for &at in group.iter().filter(|&&at| at != counts) {
            let why = why(reports[counts], reports[at]);
            let differing = differing(reports[counts], reports[at], schemas);
            reports[counts].findings.extend(differing);
            let copy = &mut reports[at];
            copy.among.copy_of = Some(name.clone());
            let finding = Finding::new(Code::DuplicateSubmission).with("file", &file);
            let finding = match &number {
                Some(number) => finding.with("number", number),
                None => finding,
            };
            copy.findings.push(finding.with("why", why));
        }
    }
}

/// Reports of one office, period and form, or of one content, two or more.
fn groups(
    reports: &[&mut Submission],
    offices: &[Option<usize>],
    contents: &[String],
) -> Vec<Vec<usize>> {
    let mut keyed: BTreeMap<(String, String, String), Vec<usize>> = BTreeMap::new();
    for (at, report) in reports.iter().enumerate() {
        let Some(fit) = report.schema.as_ref().filter(|_| !report.among.half) else {
            continue;
        };
        let office = offices.get(at).copied().flatten();
        let content = contents.get(at).map_or("", String::as_str);
        let key = match (office, report.period()) {
            (Some(office), period) if !period.is_empty() => {
                (office.to_string(), period.to_owned(), fit.id.clone())
            }
            // Several reports of one file have one content and are not copies of each other.
            _ if !content.is_empty() => (content.to_owned(), number(report), fit.id.clone()),
            _ => continue,
        };
        keyed.entry(key).or_default().push(at);
    }
    keyed
        .into_values()
        .filter(|group| group.len() > 1)
        .collect()
}

/// The reports of a group that are of one office; those that only share a name with it are told and left out.
fn alike(reports: &mut [&mut Submission], group: Vec<usize>) -> Vec<usize> {
    let Some(&first) = group.iter().max_by_key(|&&at| rank(reports[at])) else {
        return group;
    };
    let (same, others): (Vec<usize>, Vec<usize>) = group.into_iter().partition(|&at| {
        at == first
            || is_told(reports[at]) && is_told(reports[first])
            || likeness(reports[first], reports[at]) >= ALIKE
    });
    for &at in &others {
        let finding =
            |other: &Submission| Finding::new(Code::OfficeAmbiguous).with("file", &other.file);
        let (own, of_first) = (finding(reports[first]), finding(reports[at]));
        reports[at].findings.push(own);
        reports[first].findings.push(of_first);
    }
    same
}

/// Something besides its name tells the office.
fn is_told(report: &Submission) -> bool {
    let head = &report.head;
    !report.among.agency_id.is_empty() || head.parent_agency.is_some() || head.province.is_some()
}

/// The share of equal figures among those both reports have; 1 where there are none to compare.
pub fn likeness(a: &Submission, b: &Submission) -> f64 {
    let others: BTreeMap<_, _> = b
        .cells
        .iter()
        .filter_map(|cell| Some((&cell.indicator, cell.value.number()?)))
        .collect();
    let both = a
        .cells
        .iter()
        .filter_map(|cell| Some((cell.value.number()?, *others.get(&cell.indicator)?)));
    let (mut equal, mut all) = (0_u32, 0_u32);
    for (own, other) in both {
        all += 1;
        equal += u32::from(own == other);
    }
    if all == 0 {
        1.0
    } else {
        f64::from(equal) / f64::from(all)
    }
}

/// `#2` of a file that holds several reports.
fn number(report: &Submission) -> String {
    let number = report.name.rsplit_once('#').map(|(_, number)| number);
    number
        .filter(|n| n.chars().all(|c| c.is_ascii_digit()))
        .unwrap_or_default()
        .to_owned()
}

type Rank<'r> = (bool, bool, Option<&'r str>, usize, Reverse<&'r str>);

/// The greatest counts. What is gone counts only where nothing else is left.
fn rank<'r>(report: &'r Submission) -> Rank<'r> {
    (
        !report.among.gone,
        is_signed(report),
        report.head.date.as_deref(),
        filled(report),
        Reverse(&report.name),
    )
}

fn is_signed(report: &Submission) -> bool {
    !report.head.draft && report.head.number.is_some() && report.head.date.is_some()
}

fn filled(report: &Submission) -> usize {
    let filled = |cell: &&SubmittedCell| !matches!(cell.value, Value::Missing | Value::Blank);
    report.cells.iter().filter(filled).count()
}

/// The rule by which one counts before the other, a key of the catalogue.
fn why(counts: &Submission, copy: &Submission) -> &'static str {
    let (a, b) = (rank(counts), rank(copy));
    match () {
        () if a.0 != b.0 => "gone",
        () if a.1 != b.1 => "signed",
        () if a.2 != b.2 => "later",
        () if a.3 != b.3 => "fuller",
        () => "equal",
    }
}

/// A finding for each cell in which the two say different things.
fn differing(counts: &Submission, copy: &Submission, schemas: &[Schema]) -> Vec<Finding> {
    let id = counts.schema.as_ref().map(|fit| fit.id.as_str());
    let Some(schema) = id.and_then(|id| with_id(schemas, id)) else {
        return Vec::new();
    };
    let others: BTreeMap<_, _> = copy
        .cells
        .iter()
        .map(|cell| (&cell.indicator, cell))
        .collect();
    let differ = counts.cells.iter().filter_map(|cell| {
        let other = others.get(&cell.indicator)?;
        // A row left blank here and left out there says the same of the figure: nothing.
        let is_printed = cell.printed.is_some() || other.printed.is_some();
        (cell.value != other.value && is_printed).then_some((cell, *other))
    });
    let finding = |(cell, other): (&SubmittedCell, &SubmittedCell)| {
        let label = schema
            .get(&cell.indicator)
            .map_or("", |row| row.plain_label());
        let place = cell.place.clone().unwrap_or_default();
        Finding::new(Code::CopiesDiffer)
            .about(&cell.indicator)
            .with("id", &cell.indicator)
            .with("label", label)
            .with("value", said(cell))
            .with("other", said(other))
            .with("file", &copy.file)
            .at(place, said(cell))
    };
    let mut findings: Vec<Finding> = differ.map(finding).collect();
    if findings.len() > MOST_CELLS {
        let more = findings.len() - MOST_CELLS;
        findings.truncate(MOST_CELLS);
        let rest = Finding::new(Code::CopiesDiffer).with("more", more);
        findings.push(rest.with("file", &copy.file).at(Place::default(), ""));
    }
    findings
}

fn said(cell: &SubmittedCell) -> &str {
    cell.printed.as_ref().map_or("", AsRef::as_ref)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Letterhead, Period, SchemaFit};
    use crate::text::Text;

    fn report(name: &str, date: Option<&str>, number: Option<&str>) -> Submission {
        Submission {
            name: name.into(),
            file: name.into(),
            head: Letterhead {
                agency: Some(Text::clean("Sở A")),
                date: date.map(str::to_owned),
                number: number.map(Text::clean),
                period: Some(Period {
                    code: "2030-Q3".into(),
                    ..Period::default()
                }),
                ..Letterhead::default()
            },
            schema: Some(SchemaFit {
                id: "f".into(),
                ..SchemaFit::default()
            }),
            ..Submission::default()
        }
    }

    fn counted(mut reports: Vec<Submission>) -> Vec<String> {
        let offices = vec![Some(0); reports.len()];
        let contents = vec![String::new(); reports.len()];
        let mut slots: Vec<&mut Submission> = reports.iter_mut().collect();
        settle(&mut slots, &offices, &contents, &[]);
        let counting = reports.iter().filter(|report| report.counts());
        counting.map(|report| report.name.clone()).collect()
    }

    #[test]
    fn a_signed_report_counts_before_a_later_draft() {
        let draft = report("draft", Some("2030-09-20"), None);
        let signed = report("signed", Some("2030-09-15"), Some("7/BC"));
        assert_eq!(counted(vec![draft, signed]), ["signed"]);
    }

    #[test]
    fn a_resubmission_counts_before_the_first() {
        let first = report("first", Some("2030-09-15"), Some("7/BC"));
        let second = report("second", Some("2030-09-18"), Some("9/BC"));
        assert_eq!(counted(vec![second, first]), ["second"]);
    }

    #[test]
    fn a_name_alone_makes_no_copies_of_reports_that_differ_throughout() {
        let with = |name: &str, figures: [i64; 3]| {
            let mut report = report(name, Some("2030-09-15"), Some("7/BC"));
            let cells = figures.into_iter().enumerate();
            let cell = |(at, figure): (usize, i64)| SubmittedCell {
                indicator: crate::model::IndicatorId(format!("I.{at}")),
                value: Value::Number(figure.into()),
                ..SubmittedCell::default()
            };
            report.cells = cells.map(cell).collect();
            report
        };
        assert_eq!(
            counted(vec![with("a", [1, 2, 3]), with("b", [4, 5, 6])]),
            ["a", "b"]
        );
        assert_eq!(
            counted(vec![with("a", [1, 2, 3]), with("b", [1, 2, 6])]),
            ["a"]
        );
        let mut told = [with("a", [1, 2, 3]), with("b", [4, 5, 6])];
        for report in &mut told {
            report.head.province = Some(Text::clean("Hòa Giang"));
        }
        assert_eq!(counted(told.to_vec()), ["a"]);
    }

    #[test]
    fn another_period_is_no_copy() {
        let one = report("one", Some("2030-09-15"), Some("7/BC"));
        let mut other = report("other", Some("2030-09-15"), Some("7/BC"));
        other.head.period = None;
        assert_eq!(counted(vec![one, other]), ["one", "other"]);
    }
}
