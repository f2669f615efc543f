//! Reports and units for the tests.

use crate::audit::{Settings, compare::compare};
use crate::model::{Agencies, Period, Report};
use crate::text::Text;

const AGENCIES: [[&str; 3]; 3] = [
    ["id", "name", "due"],
    ["a", "Sở A", "20/09/2030"],
    ["b", "Sở B", "2030-09-20"],
];

/// A report of a unit: name, period, date, number.
pub fn report(agency: &str, period: &str, date: &str, number: &str) -> Report {
    let mut report = Report::default();
    report.source.file = format!("{agency}-{number}.pdf");
    report.head.agency = Some(Text::clean(agency));
    report.head.period = Some(Period {
        code: period.to_owned(),
        ..Period::default()
    });
    report.head.date = Some(date.to_owned());
    report.head.number = Some(Text::clean(number));
    report
}

/// What comparing finds: "file code", and "- code id" for units without a report.
pub fn found(mut reports: Vec<Report>) -> Vec<String> {
    let agencies =
        Agencies::of_table(&AGENCIES.map(|row| row.map(str::to_owned).to_vec())).unwrap();
    let loose = compare(
        &mut reports,
        &[],
        &[],
        Some(&agencies),
        &Settings::default(),
    );
    let mut found: Vec<String> = reports
        .iter()
        .flat_map(|report| {
            report
                .findings
                .iter()
                .map(|finding| format!("{} {}", report.source.file, finding.code))
        })
        .collect();
    found.extend(
        loose
            .iter()
            .map(|finding| format!("- {} {}", finding.code, finding.data["agency_id"])),
    );
    found
}
