//! What reading noticed about a cell → the row it is about; text that does not count stays with that row as printed.

use crate::model::{Code, Doubt, Finding, Place, Row};
use crate::text::Text;

/// Names on each finding the row that its first place stands in, and keeps on the row what was left out of it.
pub fn settle(rows: &mut [Row], findings: &mut [Finding]) {
    for finding in findings.iter_mut().filter(|finding| finding.row.is_none()) {
        let Some(evidence) = finding.places.first() else {
            continue;
        };
        let is_here = |row: &Row| row.places.iter().any(|own| is_in(&evidence.place, own));
        let Some(at) = rows.iter().position(is_here) else {
            continue;
        };
        if is_left_out(finding.code) {
            let printed = (finding.code.to_string(), evidence.printed.clone());
            rows[at].raw.push(printed);
        }
        finding.row = Some(at);
    }
}

/// A finding for each cell of a value column whose reading from a picture is in doubt.
pub fn weak_readings(rows: &[Row]) -> Vec<Finding> {
    let cells = rows.iter().enumerate();
    let cells = cells.flat_map(|(at, row)| row.readings.iter().map(move |cell| (at, row, cell)));
    let doubted = cells.filter_map(|(at, row, (column, reading))| {
        let printed = row.cell(*column).map_or("", Text::as_str);
        let mut doubts = reading.doubts.clone();
        if is_odd_percent(row, printed) && !doubts.contains(&Doubt::NotANumber) {
            doubts.push(Doubt::NotANumber);
        }
        (!doubts.is_empty()).then_some((at, row, printed, reading, doubts))
    });
    doubted
        .map(|(at, row, printed, reading, doubts)| {
            let doubts: Vec<&str> = doubts.iter().map(|doubt| doubt.name()).collect();
            let finding = Finding::new(Code::WeakReading)
                .with("label", &row.label)
                .with("printed", printed)
                .with("doubts", doubts.join(", "))
                .with("confidence", reading.confidence)
                .at_row(at, row, printed);
            match &reading.other {
                Some(other) => finding
                    .with("other", &other.text)
                    .with("engine", other.engine.name()),
                None => finding,
            }
        })
        .collect()
}

/// A percent sign after a count of something: readers of pictures see one in "½".
fn is_odd_percent(row: &Row, printed: &str) -> bool {
    let unit = row.unit.as_ref().map_or("", Text::as_str);
    !unit.is_empty() && !unit.contains('%') && printed.ends_with('%')
}

/// Text that stands on the paper and does not count.
fn is_left_out(code: Code) -> bool {
    matches!(
        code,
        Code::StruckOut | Code::UnseenText | Code::CoveredText | Code::RaisedMark
    )
}

/// Whether a place lies in one of a row: by the row of its table, else by its box on the page.
fn is_in(place: &Place, row: &Place) -> bool {
    match (place.row, row.row, place.bbox.zip(row.bbox)) {
        (Some(own), Some(other), _) => {
            own == other && place.table == row.table && place.sheet == row.sheet
        }
        (None, _, Some((own, other))) => {
            let middle = (own.y0 + own.y1) / 2.0;
            place.page == row.page
                && other.y0 <= middle
                && middle <= other.y1
                && own.x0 < other.x1
                && other.x0 < own.x1
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{BBox, Doubt, Engine, OtherReading, Reading};

    fn boxed(y0: f32, y1: f32) -> Place {
        let bbox = BBox {
            x0: 10.0,
            y0,
            x1: 90.0,
            y1,
        };
        Place {
            bbox: Some(bbox),
            ..Place::page(2)
        }
    }

    fn settled(place: Place, rows: [Place; 2]) -> (Option<usize>, [Vec<(String, String)>; 2]) {
        let mut rows = rows.map(|place| Row {
            places: vec![place],
            ..Row::default()
        });
        let mut findings = [Finding::new(Code::StruckOut).at(place, "13")];
        settle(&mut rows, &mut findings);
        (findings[0].row, rows.map(|row| row.raw))
    }

    #[test]
    fn struck_words_stay_with_their_row_as_printed() {
        let cell = |row| Place {
            table: Some(1),
            row: Some(row),
            ..Place::default()
        };
        let kept = vec![("struck-out".to_owned(), "13".to_owned())];
        let expected = (Some(1), [Vec::new(), kept]);
        assert_eq!(settled(cell(7), [cell(6), cell(7)]), expected);
        let rows = [boxed(10.0, 30.0), boxed(30.0, 50.0)];
        assert_eq!(settled(boxed(32.0, 40.0), rows), expected);
    }

    #[test]
    fn a_reading_in_doubt_names_its_row_and_says_both_readings() {
        let reading = Reading {
            engines: vec![Engine::Model],
            confidence: 0.97,
            other: Some(OtherReading {
                engine: Engine::Tesseract,
                text: "76".into(),
            }),
            doubts: vec![Doubt::Differ],
        };
        let row = |readings| Row {
            label: Text::clean("Số văn bản"),
            value: Some(Text::clean("16")),
            readings,
            ..Row::default()
        };
        let sound = Reading {
            doubts: Vec::new(),
            ..reading.clone()
        };
        let told = weak_readings(&[row(vec![(0, sound)]), row(vec![(0, reading)])]);
        assert_eq!(told.len(), 1);
        assert_eq!(told[0].row, Some(1));
        let fact = |name: &str| told[0].data[name].as_str();
        assert_eq!(
            (fact("printed"), fact("other"), fact("engine")),
            ("16", "76", "tesseract")
        );
    }

    #[test]
    fn what_stands_elsewhere_is_about_no_row() {
        let rows = [boxed(10.0, 30.0), boxed(30.0, 50.0)];
        assert_eq!(settled(boxed(60.0, 70.0), rows.clone()).0, None);
        assert_eq!(
            settled(
                Place {
                    page: Some(3),
                    ..boxed(32.0, 40.0)
                },
                rows
            )
            .0,
            None
        );
    }
}
