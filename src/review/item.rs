//! Everything known of one item, read from the one report it is of.

use super::index::{Index, Item};
use super::page::{displayed, turned};
use super::place::Places;
use super::print::{self, Standing};
use super::reported::Reported;
use super::state::Cell;
use super::{Review, index};
use crate::batch::printed::Printed;
use crate::emit::message::{self, Lang, talk};
use crate::emit::record::{name, shown};
use crate::emit::to_review::in_address;
use crate::model::{Finding, IndicatorId, Page, Place, Record, Report, Row};
use crate::model::{LooseRow, Submission, SubmittedCell, Value};
use crate::schema::{Choice, Indicator, Schema};
use crate::store;
use crate::text::Text;
use crate::text::fold::bare;
use crate::text::when::When;
use serde::de::DeserializeOwned;
use serde_json::{Value as Json, json};
use std::fs;
use std::path::Path;
use std::sync::Arc;

/// Rows shown before and after the row where its page is shown too.
const AROUND: usize = 6;

/// An item and what was taken from the desk to tell of it.
pub struct Taken {
    item: Item,
    report: Reported,
    listed: Json,
    decision: Json,
    copies: Vec<Reported>,
    before: Option<Reported>,
}

/// A report of the store, as it is kept and as it was read.
pub struct Read {
    /// As it is kept.
    pub kept: Submission,
    /// As it was read.
    pub whole: Report,
}

impl Read {
    /// Reads the report of a name.
    pub fn of(dir: &Path, name: &str) -> Option<Read> {
        Some(Read {
            kept: kept(dir, name)?,
            whole: json_of(&store::report(dir, name)).unwrap_or_default(),
        })
    }
}

/// A report as it is kept.
pub fn kept(dir: &Path, name: &str) -> Option<Submission> {
    json_of(&store::kept(dir, name))
}

fn json_of<T: DeserializeOwned>(path: &Path) -> Option<T> {
    serde_json::from_slice(&fs::read(path).ok()?).ok()
}

/// Everything of an item; `None` where there is no such item.
pub fn told(review: &Arc<Review>, id: &str) -> Option<Json> {
    let taken = taken(review, id)?;
    let read = Read::of(review.dir(), &taken.report.name);
    let lang = review.lang();
    let Taken {
        item,
        report,
        mut listed,
        decision,
        copies,
        before,
    } = taken;
    let read = read.unwrap_or_else(|| Read {
        kept: Submission::default(),
        whole: Report::default(),
    });
    let schema = report
        .schema
        .and_then(|at| review.setup.context.schemas().get(at));
    let row = row_of(&item, &read);
    let near = row.or_else(|| before_missing(&item, &read.whole));
    let printing = print::standing(review, &report);
    let places = Places::of(&read.whole, &printing);
    let place = near.and_then(|at| places.one(at, item.page));
    let number = place.as_ref().and_then(|place| place.page).or(item.page);
    let page = match &printing {
        Standing::Done(printed) => page_of_print(printed, place.as_ref()),
        _ => page_of(review, &report, number),
    };
    let finding = finding_of(&item, &read.kept);
    let said = finding.map(|finding| message::finding(finding, lang));
    let cell = cell_of(&item, &read.kept);
    let more = json!({
        "message": said.as_ref().map_or(&item.message, |said| &said.message),
        "hint": said.as_ref().map_or(&item.hint, |said| &said.hint),
        "unit": unit(schema, &item, &read, row),
        "note": note(cell, &read, row),
        "previous": before.and_then(|before| previous(review, &before, &item, lang)),
        "choices": choices(schema, &item),
        "evidence": evidence(&item, &read, lang),
        "findings": others(&item, &read.kept, finding.is_none(), lang),
        "copies": copies_told(review, &copies, &item, lang),
        "place": place.as_ref().filter(|_| row.is_some()).and_then(|place| placed(place, page.as_ref())),
        "page": page.as_ref().map(|shown| page_told(shown, &report)),
        "printing": matches!(printing, Standing::Coming),
        "rows": rows(&read.whole, &places, (row, near), page.as_ref()),
        "decision": decision,
        "file": report.file,
        "correctable": cell.is_some(),
    });
    if let (Json::Object(all), Json::Object(more)) = (&mut listed, more) {
        all.extend(more);
    }
    if let (Some(text), "") = (shown_row(&item, &read), item.printed.as_str()) {
        listed["printed"] = json!(text);
    }
    Some(listed)
}

/// What is to be told of an item beside its report.
fn taken(review: &Review, id: &str) -> Option<Taken> {
    let desk = review.desk();
    let (_, item) = desk.index.item(id)?;
    let report = &desk.index.reports[item.report];
    let states = super::state::States::of(&desk.said);
    Some(Taken {
        listed: desk.index.listed(item, review.lang()),
        decision: states.told(report, item.cell(), item.code, &item.message),
        copies: copies(&desk.index, report),
        before: before(&desk.index, report),
        report: report.clone(),
        item: item.clone(),
    })
}

/// The other reports of the same office and period, by the one that counts for them.
fn copies(index: &Index, report: &Reported) -> Vec<Reported> {
    let copies = index.reports.iter();
    copies
        .filter(|one| one.copy_of == report.name)
        .cloned()
        .collect()
}

/// The report of the same office on the period before.
fn before(index: &Index, report: &Reported) -> Option<Reported> {
    let now = When::of(&report.period)?;
    let office = |one: &Reported| match report.agency_id.as_str() {
        "" => (bare(&one.agency), &one.province) == (bare(&report.agency), &report.province),
        id => one.agency_id == id,
    };
    let earlier = index.reports.iter().filter(|one| one.counts && office(one));
    let earlier = earlier.filter_map(|one| Some((When::of(&one.period)?, one)));
    let earlier = earlier.filter(|(when, one)| now.follows(*when) && one.schema == report.schema);
    earlier
        .max_by_key(|(when, _)| *when)
        .map(|(_, one)| one.clone())
}

/// The cell an item is about.
pub fn cell_of<'r>(item: &Item, kept: &'r Submission) -> Option<&'r SubmittedCell> {
    match item.cell() {
        Cell::Indicator(id) => kept.cell(&id.into()),
        Cell::Row(_) => None,
    }
}

/// The finding an item is about, as the report itself has it; what only the store found is not in it.
fn finding_of<'r>(item: &Item, kept: &'r Submission) -> Option<&'r Finding> {
    let findings = kept
        .findings
        .iter()
        .filter(|finding| finding.code == item.code);
    let mut own = findings.filter(|finding| is_on(finding, item));
    own.nth(item.nth)
}

fn is_on(finding: &Finding, item: &Item) -> bool {
    let quoted = finding.places.first().map(|place| place.printed.as_str());
    match item.cell() {
        Cell::Indicator(id) => finding
            .indicator
            .as_ref()
            .is_some_and(|own| own.as_str() == id),
        Cell::Row(label) => finding.indicator.is_none() && quoted == Some(label),
    }
}

/// The row of the appendix an item is about.
fn row_of(item: &Item, read: &Read) -> Option<usize> {
    match item.cell() {
        Cell::Indicator(_) => record(item, &read.whole)?.row,
        Cell::Row(label) => {
            let finding = finding_of(item, &read.kept).and_then(|finding| finding.row);
            let mut rows = read.whole.appendix.rows.iter();
            finding.or_else(|| rows.position(|row| row.label.as_str() == label))
        }
    }
}

/// The row behind which a missing one should stand: that of the indicator before it in the form.
fn before_missing(item: &Item, whole: &Report) -> Option<usize> {
    let mut records = whole.records.iter();
    let at = records.position(|record| record.indicator.as_str() == item.indicator)?;
    whole
        .records
        .get(..at)?
        .iter()
        .rev()
        .find_map(|record| record.row)
}

fn record<'r>(item: &Item, whole: &'r Report) -> Option<&'r Record> {
    let mut records = whole.records.iter();
    records.find(|record| record.indicator.as_str() == item.indicator)
}

/// The row of no indicator an item is about, as it is kept.
fn loose_of<'r>(item: &Item, kept: &'r Submission) -> Option<&'r LooseRow> {
    let Cell::Row(label) = item.cell() else {
        return None;
    };
    let at = finding_of(item, kept).and_then(|finding| finding.row);
    let named = kept.loose.iter().find(|row| Some(row.row) == at);
    named.or_else(|| kept.loose.iter().find(|row| row.label.as_str() == label))
}

/// What a row of no indicator prints.
fn shown_row(item: &Item, read: &Read) -> Option<String> {
    let row = loose_of(item, &read.kept)?;
    row.printed.as_ref().map(Text::to_string)
}

fn unit(schema: Option<&Schema>, item: &Item, read: &Read, row: Option<usize>) -> Option<String> {
    let asked = schema.and_then(|schema| schema.get(&IndicatorId::from(item.indicator.as_str())));
    let printed = row.and_then(|at| read.whole.appendix.rows.get(at)?.unit.as_ref());
    let of_form = |row: &Indicator| row.unit.clone();
    asked.and_then(of_form).or(printed.map(Text::to_string))
}

fn note(cell: Option<&SubmittedCell>, read: &Read, row: Option<usize>) -> Option<String> {
    let printed = || row.and_then(|at| read.whole.appendix.rows.get(at)?.note.as_ref());
    let note = cell.and_then(|cell| cell.note.as_deref()).or_else(printed);
    note.map(Text::to_string)
}

fn previous(review: &Review, before: &Reported, item: &Item, lang: Lang) -> Option<Json> {
    let kept: Submission = json_of(&store::kept(review.dir(), &before.name))?;
    let cell = cell_of(item, &kept)?;
    Some(json!({"period": before.period, "value": value(&cell.value, lang)}))
}

fn value(value: &Value, lang: Lang) -> String {
    match value {
        Value::Blank | Value::Missing => String::new(),
        other => shown(other, lang),
    }
}

/// The answers a choice offers, as people are told them; nothing of another indicator.
fn choices(schema: Option<&Schema>, item: &Item) -> Option<String> {
    let row = schema?.get(&IndicatorId::from(item.indicator.as_str()))?;
    let told = |choice: &Choice| format!("{} = {}", choice.code, choice.label);
    let told: Vec<String> = row.choices.iter().map(told).collect();
    (!told.is_empty()).then(|| told.join(", "))
}

/// What speaks for the reading of a value, and what against it; what the checks say of it stands by itself.
fn evidence(item: &Item, read: &Read, lang: Lang) -> Json {
    let record = record(item, &read.whole);
    // What cannot be read was not read well, however clear the print is.
    let is_read = record.filter(|record| !matches!(record.value, Value::Unreadable));
    let support = is_read.map_or(&[][..], |record| &record.evidence);
    let support = support
        .iter()
        .map(|one| talk(&format!("evidence.{}", name(*one)), &[], lang));
    let doubts = record.and_then(|record| record.reading.as_ref());
    let doubts = doubts.map_or(&[][..], |reading| &reading.doubts).iter();
    let doubts = doubts.map(|one| talk(&format!("doubt.{}", one.name()), &[], lang));
    json!({
        "for": support.collect::<Vec<_>>(),
        "against": doubts.collect::<Vec<_>>(),
    })
}

/// All that is said on the cell or row; what only the comparison with others found stands in the tables alone.
fn others(item: &Item, kept: &Submission, only_in_store: bool, lang: Lang) -> Json {
    let own = only_in_store.then(|| {
        json!({
            "severity": item.severity.name(),
            "code": item.code.as_str(),
            "title": index::title(item.code, lang),
            "message": item.message,
            "hint": item.hint,
        })
    });
    let findings = kept.findings.iter().filter(|one| is_on(one, item));
    let told = findings.map(|one| {
        let said = message::finding(one, lang);
        json!({
            "severity": one.severity.name(),
            "code": one.code.as_str(),
            "title": index::title(one.code, lang),
            "message": said.message,
            "hint": said.hint,
        })
    });
    Json::Array(own.into_iter().chain(told).collect())
}

fn copies_told(review: &Review, copies: &[Reported], item: &Item, lang: Lang) -> Json {
    let told = copies.iter().filter_map(|copy| {
        let kept: Submission = json_of(&store::kept(review.dir(), &copy.name))?;
        let cell = cell_of(item, &kept)?;
        let printed = cell.printed.as_ref().map(Text::to_string);
        let value = printed.unwrap_or_else(|| value(&cell.value, lang));
        Some(json!({"report": copy.name, "file": copy.file, "value": value, "counts": false}))
    });
    Json::Array(told.collect())
}

/// A page that can be shown: its number, its size, how many there are.
struct Shown {
    number: u32,
    page: Page,
    of: usize,
    /// LibreOffice laid it out, not who made the report.
    is_print: bool,
}

fn page_of(review: &Review, report: &Reported, number: Option<u32>) -> Option<Shown> {
    let setup = &review.setup;
    let number = number.unwrap_or(1);
    let sizes = review.pictures.sizes(&setup.dir, &setup.program, report);
    let page = *sizes.get((number as usize).checked_sub(1)?)?;
    Some(Shown {
        number,
        page,
        of: sizes.len(),
        is_print: false,
    })
}

/// The page of a print on which a row was found; of one that was not, none is better than a wrong one.
fn page_of_print(printed: &Printed, place: Option<&Place>) -> Option<Shown> {
    let number = place?.page?;
    let pages = &printed.laid.pages;
    Some(Shown {
        number,
        page: *pages.get((number as usize).checked_sub(1)?)?,
        of: pages.len(),
        is_print: true,
    })
}

fn page_told(shown: &Shown, report: &Reported) -> Json {
    let (width, height) = displayed(&shown.page);
    json!({
        "number": shown.number,
        "width": width,
        "height": height,
        "of": shown.of,
        "print": shown.is_print,
        "url": format!("page/{}/{}.png", in_address(&report.name), shown.number),
    })
}

fn boxed(place: &Place, shown: &Shown) -> Option<[f32; 4]> {
    let bbox = place.bbox.filter(|_| place.page == Some(shown.number))?;
    Some(turned(bbox, &shown.page).into())
}

fn placed(place: &Place, shown: Option<&Shown>) -> Option<Json> {
    let shown = shown?;
    Some(json!({"page": shown.number, "box": boxed(place, shown)?}))
}

/// The table around the row; the whole of it where no page shows it.
fn rows(
    whole: &Report,
    places: &Places<'_>,
    (own, near): (Option<usize>, Option<usize>),
    shown: Option<&Shown>,
) -> Json {
    let all = &whole.appendix.rows;
    let (from, to) = match (near, shown) {
        (Some(near), Some(_)) => (
            near.saturating_sub(AROUND),
            (near + AROUND + 1).min(all.len()),
        ),
        (None, Some(_)) => (0, 0),
        (_, None) => (0, all.len()),
    };
    let told = |(at, row): (usize, &Row)| {
        let places = places.all(at);
        let on_page = shown.and_then(|shown| places.iter().find_map(|place| boxed(place, shown)));
        json!({
            "at": at,
            "number": row.number.as_ref().map(|number| number.0.as_str()),
            "label": row.label.as_str(),
            "unit": row.unit.as_ref().map(Text::as_str),
            "value": row.value.as_ref().map(Text::as_str),
            "note": row.note.as_ref().map(Text::as_str),
            "own": own == Some(at),
            "box": on_page,
        })
    };
    let rows = all.iter().enumerate().skip(from).take(to - from);
    Json::Array(rows.map(told).collect())
}

/// The indicators a row may be given to, and which of them no row has yet.
pub fn indicators(review: &Review, id: &str) -> Option<Json> {
    let taken = taken(review, id)?;
    let kept: Submission = json_of(&store::kept(review.dir(), &taken.report.name))?;
    let schema = review.setup.context.schemas().get(taken.report.schema?)?;
    let rows = schema.indicators.iter().filter(|row| row.asks());
    let told = rows.map(|row| {
        let cell = kept.cell(&row.id);
        let free = cell.is_none_or(|cell| cell.value == Value::Missing);
        json!({"id": row.id.as_str(), "label": row.plain_label(), "free": free})
    });
    Some(Json::Array(told.collect()))
}

/// The printed label of the row an item is about, where the row can be given to another indicator.
pub fn row_label(item: &Item, kept: &Submission) -> Option<String> {
    let label = match item.cell() {
        Cell::Row(_) => Some(&loose_of(item, kept)?.label),
        Cell::Indicator(_) => cell_of(item, kept)?.label.as_deref(),
    };
    label.map(Text::to_string)
}

/// Whether several rows are called so: then a label does not tell which is meant.
pub fn is_shared(label: &str, kept: &Submission) -> bool {
    let own = bare(label);
    let loose = kept.loose.iter().map(|row| &row.label);
    let taken = kept.cells.iter().filter_map(|cell| cell.label.as_deref());
    let called = loose
        .chain(taken)
        .filter(|label| bare(label.as_str()) == own);
    called.count() > 1
}

/// What is printed in the cell or row an item is about, as a decision has to name it.
pub fn printed(item: &Item, kept: &Submission) -> String {
    match item.cell() {
        // What a row given to the cell prints is what the tables say.
        Cell::Indicator(_) => item.printed.clone(),
        Cell::Row(_) => {
            let row = loose_of(item, kept).and_then(|row| row.printed.as_ref());
            row.map_or_else(String::new, Text::to_string)
        }
    }
}
