//! What people and programs do to a report, in every format that can hold it: `fixtures/twins/<what was done>/`
//! holds one small report in many formats and its truth, written by `benches/trust/trust.py --write`. Each
//! value is right, or a warning or an error stands on its row; and what was done is named by its code.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::print_stdout)] // a test that cannot go on fails

use phuluc::model::{Code, Finding, Place, Record, Report, Severity, Value};
use phuluc::pipeline::{Context, Extracted, extract_all};
use serde::Deserialize;
use serde_json::Value as Json;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// What `truth.json` says of the twins beside it.
#[derive(Deserialize)]
struct Truth {
    /// What has to be said, on a row or of the report.
    says: Option<Code>,
    /// Indicators whose value may come out as anything, but not without a word.
    told: Vec<String>,
    reports: Vec<Wanted>,
}

#[derive(Deserialize)]
struct Wanted {
    agency: String,
    /// As the letterhead's period is called: `2023-Q3`.
    period: String,
    /// Of each indicator what is right: a number, nothing, "missing", or one of several.
    values: BTreeMap<String, Vec<Json>>,
}

#[test]
fn each_value_is_right_or_told_of() {
    let context = Context::default();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/twins");
    let (mut read, mut faults) = (0, Vec::new());
    for mutation in listed(&folder) {
        let name = name(&mutation);
        let truth = std::fs::read_to_string(mutation.join("truth.json")).expect("a truth");
        let truth: Truth = serde_json::from_str(&truth).expect("a truth as it is written");
        for twin in listed(&mutation).iter().filter(|file| is_twin(file)) {
            let format = self::name(twin).replacen("twin.", "", 1);
            if let Err(fault) = fault(twin, &truth, &context) {
                faults.push(format!("{name} in {format}: {fault}"));
            }
            read += 1;
        }
    }
    assert!(read > 300, "{read} twins");
    assert!(
        faults.is_empty(),
        "{} of {read}\n{}",
        faults.len(),
        faults.join("\n")
    );
}

fn listed(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).expect("a folder of twins");
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    paths
}

fn name(path: &Path) -> String {
    path.file_name().unwrap().to_string_lossy().into_owned()
}

fn is_twin(path: &Path) -> bool {
    name(path).starts_with("twin.")
}

fn fault(twin: &Path, truth: &Truth, context: &Context) -> Result<(), String> {
    let bytes = std::fs::read(twin).expect("a twin");
    let found = extract_all(&name(twin), bytes, context).map_err(|error| error.to_string())?;
    for wanted in &truth.reports {
        let report = one_of(&found, wanted).ok_or_else(|| {
            let heads = found.iter().map(|read| &read.report.head);
            let heads = heads.map(|head| (&head.agency, &head.period));
            let heads: Vec<_> = heads.collect();
            format!(
                "no report of {} {}: {heads:?}",
                wanted.agency, wanted.period
            )
        })?;
        for (id, right) in &wanted.values {
            let told = truth.told.contains(id);
            holds(report, id, right, told)?;
        }
    }
    let mut said = found.iter().flat_map(|read| &read.report.findings);
    match truth.says {
        Some(code) if !said.any(|finding| finding.code == code) => Err(format!("no {code}")),
        _ => Ok(()),
    }
}

/// The report of an agency and period; the only one is the only one's.
fn one_of<'r>(found: &'r [Extracted], wanted: &Wanted) -> Option<&'r Report> {
    let is_wanted = |report: &&Report| {
        let agency = report.head.agency.as_ref().map(ToString::to_string);
        let agency = agency.unwrap_or_default().to_lowercase();
        let period = report.head.period.as_ref();
        agency.contains(&wanted.agency.to_lowercase())
            && period.is_some_and(|period| period.code == wanted.period)
    };
    let mut reports = found.iter().map(|read| &read.report);
    match found {
        [only] => Some(&only.report),
        _ => reports.find(is_wanted),
    }
}

/// The law for one value; where no form fits or no table was found, the report says so of all of them.
fn holds(report: &Report, id: &str, right: &[Json], told: bool) -> Result<(), String> {
    let of_all = [Code::NoSchema, Code::MissingAppendix];
    if report
        .findings
        .iter()
        .any(|said| of_all.contains(&said.code))
    {
        return Ok(());
    }
    let record = report
        .records
        .iter()
        .find(|record| record.indicator.as_str() == id);
    let record = record.ok_or_else(|| format!("{id} has no record"))?;
    let is_right = right.iter().any(|value| is(&record.value, value));
    if is_right && !told
        || report
            .findings
            .iter()
            .any(|said| stands_on(said, record, report))
    {
        return Ok(());
    }
    let printed = record.printed.as_ref().map(ToString::to_string);
    Err(format!(
        "{id} is {right:?}, silently {:?} from {printed:?}",
        record.value
    ))
}

fn is(value: &Value, right: &Json) -> bool {
    match (value, right) {
        (Value::Missing, right) => right == "missing",
        (Value::Text(_) | Value::Unreadable, _) => false,
        (value, Json::Null) => value.number().is_none(),
        (value, right) => value.number().is_some_and(|number| {
            Some(number.to_string()) == right.as_f64().map(|f| f.to_string())
        }),
    }
}

/// Whether a warning or an error names the record, its row or, where it has none, its section.
fn stands_on(finding: &Finding, record: &Record, report: &Report) -> bool {
    if finding.severity < Severity::Warning {
        return false;
    }
    let about = finding.indicator.as_ref();
    let own = about == Some(&record.indicator);
    let Some(at) = record.row else {
        let section = record.indicator.as_str().split('.').next();
        return own
            || finding.code == Code::MissingSection
                && about.map(|indicator| indicator.as_str()) == section;
    };
    let at_place = |place: &Place| {
        let mut places = report.appendix.rows[at].places.iter();
        places.any(|own| {
            own.row.is_some() && (own.table, own.row) == (place.table, place.row)
                || own.line.is_some() && own.line == place.line
                || lap(own, place)
        })
    };
    own || finding.row == Some(at)
        || finding.places.iter().any(|said| at_place(&said.place))
            && finding.code != Code::ReadByAlignment
}

/// Whether two places of a page stand beside each other, in the same line.
fn lap(one: &Place, other: &Place) -> bool {
    let (Some(a), Some(b)) = (one.bbox, other.bbox) else {
        return false;
    };
    let lapped = a.y1.min(b.y1) - a.y0.max(b.y0);
    one.page == other.page && lapped > 0.4 * (a.y1 - a.y0).min(b.y1 - b.y0)
}
