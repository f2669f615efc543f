//! Sets of reports for the tests.

use crate::audit::testing::Sheet;
use crate::audit::{Settings, compare::compare};
use crate::model::{Finding, Period, Report};
use crate::text::Text;

/// A report of a unit on a period.
pub fn report(sheet: &Sheet, agency: &str, period: &str) -> Report {
    let mut report = sheet.report.clone();
    report.head.agency = Some(Text::clean(agency));
    report.head.period = Some(Period {
        code: period.to_owned(),
        ..Period::default()
    });
    report
}

/// What comparing finds in the last of the reports, as codes with their indicators.
pub fn last(sheet: &Sheet, mut reports: Vec<Report>) -> Vec<String> {
    let mut schema = sheet.schema.clone();
    schema.id = "form".to_owned();
    compare(&mut reports, &[], &[schema], None, &Settings::default());
    let findings = reports
        .pop()
        .map(|report| report.findings)
        .unwrap_or_default();
    findings.iter().map(named).collect()
}

fn named(finding: &Finding) -> String {
    let about = finding.indicator.as_ref().map_or("", |id| id.as_str());
    format!("{} {about}", finding.code).trim_end().to_owned()
}
