//! Which findings of a report are marked, what the marks say and where they stand.

use super::{Mark, Printed};
use crate::emit::message::{self, Lang, talk};
use crate::emit::wording;
use crate::model::finding::Evidence;
use crate::model::{Finding, Place, Report, Row, Severity};
use crate::text::Text;

/// Most characters of what is quoted from another place.
const QUOTED: usize = 80;
/// Further places a mark names.
const MOST_PLACES: usize = 8;

/// Which findings are marked.
#[derive(Clone, Copy, Debug)]
pub struct Wanted<'a> {
    /// The least they weigh.
    pub least: Severity,
    /// The file that is marked, where it is another than the report's own: the body of an appendix sent by itself.
    pub file: Option<&'a str>,
    /// The language they speak.
    pub lang: Lang,
}

/// The marks of a report, in the order of its findings.
///
/// What has no place in the report's own file is about the report as a whole; of another file only what stands in it
/// is marked.
pub fn marks_of(report: &Report, wanted: Wanted<'_>) -> Vec<Mark> {
    let findings = report.findings.iter();
    let heavy = findings.filter(|finding| finding.severity >= wanted.least);
    let marks = heavy.map(|finding| mark(report, finding, wanted));
    marks
        .filter(|mark| wanted.file.is_none() || !mark.places.is_empty())
        .collect()
}

fn mark(report: &Report, finding: &Finding, wanted: Wanted<'_>) -> Mark {
    let sentence = message::finding(finding, wanted.lang);
    let places = places(report, finding, wanted.file);
    let mut lines = vec![sentence.message];
    if !sentence.hint.is_empty() {
        lines.push(format!("→ {}", sentence.hint));
    }
    let others = finding.places.iter();
    let others = others.filter(|evidence| !places.contains(&evidence.place));
    lines.extend(
        others
            .take(MOST_PLACES)
            .filter_map(|evidence| elsewhere(evidence, wanted.lang)),
    );
    lines.push(format!("[{}]", finding.code));
    let printed = printed(report, finding, &places);
    let rows = || report.appendix.rows.iter().flat_map(|row| &row.places);
    let clear = |place| clear_of_next(place, rows());
    let places = places.into_iter().map(clear);
    let about = finding.indicator.as_ref().map(|id| format!("{id} · "));
    Mark {
        printed,
        places: places.collect(),
        severity: finding.severity,
        title: format!("{}{}", about.unwrap_or_default(), sentence.title),
        text: lines.join("\n"),
    }
}

/// What the row prints that a mark stands at.
fn printed(report: &Report, finding: &Finding, places: &[Place]) -> Option<Printed> {
    let rows = &report.appendix.rows;
    let stands = |row: &&Row| {
        places
            .first()
            .is_some_and(|place| row.places.contains(place))
    };
    let own = finding.row.and_then(|at| rows.get(at)).filter(stands);
    let row = own.or_else(|| rows.iter().find(stands))?;
    Some(Printed {
        label: row.label.to_string(),
        value: row.value.as_ref().map_or(String::new(), Text::to_string),
    })
}

/// Another place that the finding rests on: `xem: trang 3 · bảng 2, dòng 5: “12”`.
fn elsewhere(evidence: &Evidence, lang: Lang) -> Option<String> {
    let place = wording::place(&evidence.place, lang);
    let printed = wording::shortened(&evidence.printed, QUOTED);
    let quoted = match printed.is_empty() {
        true => String::new(),
        false => format!(": “{printed}”"),
    };
    let said = || talk("mark.elsewhere", &[("place", &place)], lang);
    (!place.is_empty()).then(|| format!("{}{quoted}", said()))
}

/// The place that tells most; all places of a row that a page break cut.
fn places(report: &Report, finding: &Finding, file: Option<&str>) -> Vec<Place> {
    let own = |place: &&Place| place.file.as_deref() == file && **place != Place::default();
    let row = finding.row.or_else(|| {
        let records = finding.indicator.as_ref().map(|id| {
            let mut records = report.records.iter();
            records.find(|record| record.indicator == *id)
        });
        records.flatten().and_then(|record| record.row)
    });
    let row = row.and_then(|at| report.appendix.rows.get(at));
    let row: Vec<&Place> = row.map_or(Vec::new(), |row| row.places.iter().filter(own).collect());
    let mut evidence = finding
        .places
        .iter()
        .map(|evidence| &evidence.place)
        .filter(own);
    let Some(first) = evidence.next() else {
        return row.into_iter().cloned().collect();
    };
    let pieces = evidence.filter(|place| row.contains(place) && row.contains(&first));
    let mut places = vec![first.clone()];
    places.extend(pieces.cloned());
    places
}

/// The box of a row reaches as far down as its tallest cell, and a cell may span the rows below: what is marked ends where
/// the next row begins.
pub fn clear_of_next<'p>(mut place: Place, rows: impl Iterator<Item = &'p Place>) -> Place {
    let (page, file) = (place.page, place.file.clone());
    let Some(bbox) = place.bbox.as_mut() else {
        return place;
    };
    let below = rows
        .filter(|other| other.page == page && other.file == file)
        .filter_map(|other| other.bbox)
        .filter(|other| other.x0 < bbox.x1 && other.x1 > bbox.x0)
        .map(|other| other.y0)
        .filter(|top| *top > bbox.y0 + LEAST)
        .fold(f32::INFINITY, f32::min);
    bbox.y1 = bbox.y1.min(below);
    place
}

/// Rows are higher than this, in points.
const LEAST: f32 = 4.0;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{BBox, Code, Record, Row};

    fn at(y0: f32, y1: f32) -> Place {
        Place {
            page: Some(1),
            bbox: Some(BBox::from([10.0, y0, 90.0, y1])),
            ..Place::default()
        }
    }

    fn report(findings: Vec<Finding>) -> Report {
        let row = |y0, y1| Row {
            places: vec![at(y0, y1)],
            ..Row::default()
        };
        let mut report = Report {
            findings,
            records: vec![Record {
                indicator: "I.1".into(),
                row: Some(1),
                ..Record::default()
            }],
            ..Report::default()
        };
        // The unit of the second row spans the third.
        report.appendix.rows = vec![row(10.0, 30.0), row(30.0, 70.0), row(50.0, 70.0)];
        report
    }

    const ALL: Wanted<'_> = Wanted {
        least: Severity::Info,
        file: None,
        lang: Lang::Vi,
    };

    #[test]
    fn a_finding_without_a_place_stands_on_its_indicators_row_up_to_the_next() {
        let finding = Finding::new(Code::BlankRequired).about(&"I.1".into());
        let marks = marks_of(&report(vec![finding]), ALL);
        assert_eq!(marks[0].places, [at(30.0, 50.0)]);
        assert!(marks[0].title.starts_with("I.1 · "), "{marks:?}");
        assert!(marks[0].text.ends_with("[blank-required]"), "{marks:?}");
    }

    /// The first place is marked, the others are named; what stands in another file is marked in that.
    #[test]
    fn other_places_are_named() {
        let body = Place {
            file: Some("b.pdf".into()),
            ..at(100.0, 110.0)
        };
        let finding = Finding::new(Code::NarrativeMismatch).about(&"I.1".into());
        let finding = finding.at(at(30.0, 70.0), "12").at(body.clone(), "mười ba");
        let report = report(vec![finding, Finding::new(Code::Draft)]);
        let marks = marks_of(&report, ALL);
        assert_eq!((marks.len(), marks[0].places.len()), (2, 1));
        assert!(marks[0].text.contains("b.pdf") && marks[0].text.contains("“mười ba”"));
        let there = marks_of(
            &report,
            Wanted {
                file: Some("b.pdf"),
                ..ALL
            },
        );
        assert_eq!((there.len(), &there[0].places), (1, &vec![body]));
        let heavy = marks_of(
            &report,
            Wanted {
                least: Severity::Error,
                ..ALL
            },
        );
        assert!(heavy.iter().all(|mark| mark.severity == Severity::Error));
    }
}
