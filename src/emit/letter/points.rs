//! Findings → points of a letter: which row of the form, what the report says there, what is asked.

use crate::emit::markup::file_name;
use crate::emit::message::{self, Lang, talk};
use crate::emit::wording::{self, shortened};
use crate::model::{
    Asked, Code, Family, Finding, Place, Severity, Submission, SubmittedCell, Value,
};
use crate::schema::{Indicator, Kind, Schema};
use crate::text::Text;
use crate::text::number::vietnamese;
use rust_decimal::Decimal;

/// What is asked: to fill in, or to check.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Group {
    /// Something is missing.
    Fill,
    /// Something is wrong or doubtful.
    Check,
}

/// What is asked about one row of the form, or about the report as a whole.
#[derive(Clone, Debug, PartialEq)]
pub struct Point {
    /// What is asked.
    pub group: Group,
    /// The section of the form: `III. Cải cách thủ tục hành chính`; empty for the report as a whole.
    pub section: String,
    /// Where: `Mục VII.3, dòng 3.2, trang 14`.
    pub place: String,
    /// The row's label; empty for the report as a whole.
    pub label: String,
    /// The row's unit.
    pub unit: String,
    /// What the report says there.
    pub printed: String,
    /// What is asked, a sentence each.
    pub asked: Vec<String>,
    /// How much it weighs.
    pub severity: Severity,
    /// Where it stands in the file, for who marks it there; none where it is about the report as a whole.
    pub at: Option<Place>,
}

/// Most characters of what the report prints.
const PRINTED: usize = 60;
/// Most characters of a label that is quoted within a sentence.
const LABEL: usize = 90;

/// The points of a report, and how many errors and warnings are not for its office.
pub(super) fn of(
    submission: &Submission,
    schema: Option<&Schema>,
    lang: Lang,
) -> (Vec<Point>, usize) {
    let findings = submission.findings.iter();
    let loud = findings.filter(|finding| finding.severity > Severity::Info);
    let loud = loud.filter(|finding| !is_settled(finding, submission));
    let loud = loud.filter(|finding| !is_told_more_fully(finding, submission));
    let mut found: Vec<(Option<usize>, Point)> = Vec::new();
    let mut others = 0;
    for finding in loud {
        let asked = asked(finding, schema, lang);
        if asked.is_empty() {
            others += 1;
            continue;
        }
        let at = finding
            .indicator
            .as_ref()
            .and_then(|id| schema?.position(id));
        let group = group(finding);
        let same = |(place, point): &&mut (Option<usize>, Point)| {
            at.is_some() && *place == at && point.group == group
        };
        match found.iter_mut().find(same) {
            Some((_, point)) if point.asked.contains(&asked) => {}
            Some((_, point)) => {
                point.asked.push(asked);
                point.severity = point.severity.max(finding.severity);
            }
            None => found.push((at, point(submission, finding, schema, asked, lang))),
        }
    }
    for one in &submission.among.asked {
        let at = one.indicator.as_ref().and_then(|id| schema?.position(id));
        let same = |(place, _): &&mut (Option<usize>, Point)| at.is_some() && *place == at;
        match found.iter_mut().find(same) {
            Some((_, point)) if point.asked.contains(&one.text) => {}
            Some((_, point)) => point.asked.push(one.text.clone()),
            None => found.push((at, question(submission, one, schema, lang))),
        }
    }
    found.sort_by_key(|(at, point)| (point.group, *at));
    (found.into_iter().map(|(_, point)| point).collect(), others)
}

/// A person has set the value since: nobody is asked again.
fn is_settled(finding: &Finding, submission: &Submission) -> bool {
    let cell = finding
        .indicator
        .as_ref()
        .and_then(|id| submission.cell(id));
    cell.is_some_and(|cell| cell.corrected.is_some())
}

/// A blank whose note or text tells what belongs there: the finding that quotes it says it all.
fn is_told_more_fully(finding: &Finding, submission: &Submission) -> bool {
    let fuller = |other: &Finding| {
        let quotes = matches!(other.code, Code::BlankButNoted | Code::BlankButNarrated);
        quotes && other.indicator == finding.indicator && other.severity > Severity::Info
    };
    finding.code == Code::BlankRequired && submission.findings.iter().any(fuller)
}

fn group(finding: &Finding) -> Group {
    match finding.code.family() {
        Family::Missing => Group::Fill,
        _ => Group::Check,
    }
}

fn point(
    submission: &Submission,
    finding: &Finding,
    schema: Option<&Schema>,
    asked: String,
    lang: Lang,
) -> Point {
    let id = finding.indicator.as_ref();
    let row = id.and_then(|id| schema?.get(id));
    let cell = id.and_then(|id| submission.cell(id));
    let is_section = row.is_some_and(|row| row.kind == Kind::Section);
    let unit = row.filter(|row| !row.unit_in_label).and_then(unit);
    let place = place(finding, cell, schema, lang);
    Point {
        group: group(finding),
        section: section(finding, schema)
            .filter(|_| !is_section)
            .unwrap_or_default(),
        place: match place.as_str() {
            "" if row.is_none() => talk("letter.whole", &[], lang),
            place => capital(place),
        },
        label: row
            .map(|row| {
                row.label
                    .trim_start_matches(['-', '+', '–', ' '])
                    .to_owned()
            })
            .unwrap_or_default(),
        unit: unit.unwrap_or_default(),
        printed: printed(finding, cell, lang),
        asked: vec![asked],
        severity: finding.severity,
        at: stands(finding, cell),
    }
}

/// The place that a finding rests on, else its row's.
fn stands(finding: &Finding, cell: Option<&SubmittedCell>) -> Option<Place> {
    let evidence = finding.places.first().map(|evidence| &evidence.place);
    let place = evidence.or(cell.and_then(|cell| cell.place.as_ref()));
    place.filter(|place| **place != Place::default()).cloned()
}

/// What a person wants to ask about a row.
fn question(submission: &Submission, one: &Asked, schema: Option<&Schema>, lang: Lang) -> Point {
    let loose = submission.loose.iter();
    let mut loose = loose.filter(|row| one.indicator.is_none() && row.label.as_str() == one.row);
    let place = loose.next().and_then(|row| row.place.clone());
    // Stands for the finding that there is none of.
    let finding = Finding {
        indicator: one.indicator.clone(),
        ..Finding::new(Code::NarrativeMismatch).at(place.unwrap_or_default(), &one.printed)
    };
    let point = point(submission, &finding, schema, one.text.clone(), lang);
    match one.indicator {
        Some(_) => point,
        None => Point {
            label: one.row.clone(),
            ..point
        },
    }
}

/// The unit, or the answers of a choice, `Không = 0; Có = 1`, each kept on one line.
fn unit(row: &Indicator) -> Option<String> {
    let answers = row.choices.iter();
    let answers = answers.map(|choice| format!("{}\u{a0}=\u{a0}{}", choice.label, choice.code));
    match answers.collect::<Vec<_>>() {
        none if none.is_empty() => row.unit.clone(),
        answers => Some(answers.join("; ")),
    }
}

/// Numeral and label of the section a finding is about.
fn section(finding: &Finding, schema: Option<&Schema>) -> Option<String> {
    let schema = schema?;
    let section = &schema.get(finding.indicator.as_ref()?)?.section;
    let mut rows = schema.indicators.iter();
    let row = rows.find(|row| row.section == *section && row.kind == Kind::Section)?;
    let number = row
        .number
        .as_ref()
        .map_or(section.as_str(), |number| number.0.as_str());
    Some(format!("{number}. {}", row.label))
}

/// Where the office finds it: by the form, on the page or the sheet. Tables and their rows are counted only where
/// nothing else tells.
fn place(
    finding: &Finding,
    cell: Option<&SubmittedCell>,
    schema: Option<&Schema>,
    lang: Lang,
) -> String {
    let in_form = finding.indicator.as_ref().zip(schema);
    let in_form = in_form.map(|(id, schema)| wording::in_form(schema, id, lang));
    let section = || {
        let section = finding
            .data
            .get("section")
            .filter(|section| !section.is_empty())?;
        Some(talk("place.section", &[("number", section)], lang))
    };
    let in_form = in_form.filter(|place| !place.is_empty()).or_else(section);
    let evidence = finding.places.first().map(|evidence| &evidence.place);
    let place = cell.and_then(|cell| cell.place.as_ref()).or(evidence);
    let on_paper = place.map(|place| wording::place(&as_looked_up(place, in_form.is_some()), lang));
    let parts = [in_form, on_paper.filter(|place| !place.is_empty())];
    parts.into_iter().flatten().collect::<Vec<_>>().join(", ")
}

/// What of a place a person turns to.
fn as_looked_up(place: &Place, in_form: bool) -> Place {
    let in_sheet = place.sheet.is_some();
    let counted = !in_form && !in_sheet && place.page.is_none();
    Place {
        page: place.page,
        sheet: place.sheet.clone(),
        row: place.row.filter(|_| in_sheet || counted),
        table: place.table.filter(|_| counted),
        ..Place::default()
    }
}

/// What the report says: its value as printed, or that there is none.
fn printed(finding: &Finding, cell: Option<&SubmittedCell>, lang: Lang) -> String {
    let shown = cell
        .and_then(|cell| cell.printed.as_ref())
        .map(Text::as_str);
    // A row of no indicator is named by its label; what it holds is its value.
    let evidence = || match finding.data.get("value") {
        Some(value) if finding.indicator.is_none() => Some(value.as_str()),
        _ => finding.places.first().map(|place| place.printed.as_str()),
    };
    let state = |name: &str| talk(&format!("value.{name}"), &[], lang);
    match (
        shown.filter(|text| !text.is_empty()),
        cell.map(|cell| &cell.value),
    ) {
        (Some(text), _) => shortened(text, PRINTED),
        (None, Some(value @ (Value::Missing | Value::Blank | Value::Unreadable))) => {
            state(value.status())
        }
        (None, _) if finding.code == Code::MissingRow => state("missing"),
        (None, _) => shortened(evidence().unwrap_or_default(), PRINTED),
    }
}

/// What is asked, in a sentence; empty where the finding is not for the office.
fn asked(finding: &Finding, schema: Option<&Schema>, lang: Lang) -> String {
    let mut told = message::quoting_briefly(finding);
    for (fact, text) in &mut told.data {
        match fact.as_str() {
            "file" => *text = file_name(text).to_owned(),
            "read" | "other" => *text = figure(text, lang),
            "label" | "expected" => *text = shortened(text, LABEL),
            "others" => *text = by_label(text, schema),
            _ => {}
        }
    }
    let sentence = message::finding(&told, lang).letter;
    // A body without numbered parts.
    sentence.replace(" (mục )", "").replace(" (part )", "")
}

/// A plain figure as people write it; anything else stays.
fn figure(text: &str, lang: Lang) -> String {
    match (lang, text.parse::<Decimal>()) {
        (Lang::Vi, Ok(number)) => vietnamese(number),
        _ => text.to_owned(),
    }
}

/// `I.1.1 (37), I.1.2 (19)` by the labels of the form, which prints no such ids.
fn by_label(others: &str, schema: Option<&Schema>) -> String {
    let named = |part: &str| {
        let (id, value) = part.split_once(' ').unwrap_or((part, ""));
        let row = schema.and_then(|schema| schema.get(&id.into()));
        match row {
            Some(row) => format!("“{}” {value}", shortened(row.plain_label(), LABEL)),
            None => part.to_owned(),
        }
    };
    others
        .split(", ")
        .map(|part| named(part).trim_end().to_owned())
        .collect::<Vec<_>>()
        .join(", ")
}

/// With its first letter as a capital.
fn capital(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| {
        first.to_uppercase().chain(chars).collect()
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::schema::builtin;

    fn submission(findings: Vec<Finding>) -> Submission {
        let cell = SubmittedCell {
            indicator: "I.1".into(),
            value: Value::Percent("61.5".parse().unwrap()),
            printed: Some(Text::clean("61,5")),
            place: Some(Place {
                page: Some(14),
                table: Some(3),
                row: Some(5),
                ..Place::default()
            }),
            ..SubmittedCell::default()
        };
        Submission {
            cells: vec![cell],
            findings,
            ..Submission::default()
        }
    }

    fn points(findings: Vec<Finding>) -> (Vec<Point>, usize) {
        of(&submission(findings), builtin().first(), Lang::Vi)
    }

    #[test]
    fn a_row_is_named_as_people_do_and_other_rows_by_their_labels() {
        let finding = Finding::new(Code::RatioMismatch)
            .about(&"I.1".into())
            .with("value", "61,5")
            .with("others", "I.1.2 (19), I.1.1 (37)")
            .with("expected", "51,35");
        let (points, others) = points(vec![finding]);
        let [point] = &points[..] else {
            panic!("{points:?}")
        };
        assert_eq!((point.group, others), (Group::Check, 0));
        assert_eq!(point.place, "Mục I.1, trang 14");
        assert_eq!(point.section, "I. Công tác chỉ đạo điều hành CCHC");
        assert_eq!(point.printed, "61,5");
        let asked = "Tỷ lệ ghi 61,5 nhưng tính từ “Số nhiệm vụ đã hoàn thành” (19), “Số nhiệm vụ đề ra trong kế \
                     hoạch” (37) là 51,35; đề nghị tính lại tỷ lệ hoặc kiểm tra tử số, mẫu số.";
        assert_eq!(point.asked, [asked]);
    }

    #[test]
    fn one_row_is_one_point_and_infos_and_the_readers_own_matters_are_left_out() {
        let about = |code| {
            Finding::new(code)
                .about(&"I.5".into())
                .with("note", "x".repeat(900))
        };
        let quiet = Finding::new(Code::BlankRequired)
            .about(&"I.6".into())
            .severity(Severity::Info);
        let (points, others) = points(vec![
            about(Code::BlankRequired),
            about(Code::BlankButNoted),
            about(Code::BlankButNoted),
            about(Code::BlankButNarrated),
            quiet,
            Finding::new(Code::ReadByAlignment),
            Finding::new(Code::Draft),
        ]);
        assert_eq!((points.len(), others), (2, 1));
        assert_eq!((points[0].group, points[0].asked.len()), (Group::Fill, 2));
        assert!(points[0].asked[0].chars().count() < 300);
        assert_eq!(
            (points[1].group, points[1].place.as_str()),
            (Group::Check, "Toàn báo cáo")
        );
    }

    #[test]
    fn nobody_is_asked_about_a_value_that_a_person_has_set() {
        let mut report = submission(vec![Finding::new(Code::RatioMismatch).about(&"I.1".into())]);
        assert_eq!(of(&report, builtin().first(), Lang::Vi).0.len(), 1);
        report.cells[0].corrected = Some(Box::default());
        assert_eq!(of(&report, builtin().first(), Lang::Vi), (Vec::new(), 0));
    }

    #[test]
    fn a_row_that_is_not_there_is_said_to_be_missing() {
        let (points, _) = points(vec![Finding::new(Code::MissingRow).about(&"I.5".into())]);
        assert_eq!(points[0].printed, "(không có dòng)");
        assert_eq!(points[0].unit, "Không\u{a0}=\u{a0}0; Có\u{a0}=\u{a0}1");
    }

    #[test]
    fn a_row_of_no_indicator_is_looked_up_by_its_table_only_where_nothing_else_tells() {
        let place = |place: Place| {
            points(vec![Finding::new(Code::UnmappedRow).at(place, "x")]).0[0]
                .place
                .clone()
        };
        let in_word = Place {
            table: Some(10),
            row: Some(16),
            ..Place::default()
        };
        assert_eq!(place(in_word.clone()), "Bảng 10, dòng 16");
        assert_eq!(
            place(Place {
                page: Some(2),
                ..in_word
            }),
            "Trang 2"
        );
    }

    #[test]
    fn a_figure_of_two_readings_is_written_as_people_do() {
        assert_eq!(
            [figure("1.946", Lang::Vi), figure("1946", Lang::Vi)],
            ["1,946", "1.946"]
        );
    }
}
