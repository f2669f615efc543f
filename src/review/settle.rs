//! A decision → a line in people's own files, at once and whole; the last one taken back.

use super::events::Changed;
use super::index::Item;
use super::item::{self, Read};
use super::reported::Reported;
use super::{Desk, Review, seen};
use crate::emit::message::{Lang, talk};
use crate::model::{Error, Submission};
use crate::schema::{Indicator, Schema};
use crate::store::among::Said;
use crate::store::corrections::{self, Correction};
use crate::store::decisions::{self, Decided, Decision};
use crate::store::own_table::{Change, OwnTable};
use crate::store::{allowed, lock};
use crate::text::number::vietnamese;
use rust_decimal::Decimal;
use serde::Deserialize;
use serde_json::{Value as Json, json};

/// What a person decided.
#[derive(Clone, Debug, Deserialize)]
pub struct Wish {
    /// The item's id.
    pub item: String,
    /// What.
    pub kind: Kind,
    /// The right value, as typed; empty for a blank.
    #[serde(default)]
    pub value: String,
    /// The indicator the row is of.
    #[serde(default)]
    pub indicator: String,
    /// Why, or what is asked.
    #[serde(default)]
    pub text: String,
    /// Who.
    #[serde(default)]
    pub by: String,
}

/// What can be decided.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// What is printed is right.
    Confirm,
    /// Another value is.
    Correct,
    /// The row is another indicator's.
    Map,
    /// The office is to be asked.
    Ask,
    /// Something is to be known.
    Comment,
}

/// Why nothing was done: in words, what could be done about it, and whether the request itself was wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refused {
    /// What is so.
    pub message: String,
    /// What to do about it.
    pub hint: String,
    /// Whether another request would do.
    pub wrong: bool,
}

/// A decision that can be taken back.
#[derive(Clone, Debug)]
pub struct Done {
    item: String,
    is_correction: bool,
    change: Change,
}

/// A line for one of the two files.
enum LineOf {
    Correction(Correction),
    Decision(Decision),
}

/// Writes a decision down; what the page is told of it.
///
/// # Errors
/// Why nothing was written.
pub fn decide(review: &Review, wish: &Wish) -> Result<Json, Refused> {
    let lang = review.lang();
    let (item, report) = {
        let desk = review.desk();
        let found = desk.index.item(&wish.item);
        let (_, item) = found.ok_or_else(|| wrong("review.no-item", "", lang))?;
        (item.clone(), desk.index.reports[item.report].clone())
    };
    let read = Read::of(review.dir(), &report.name);
    let read = read.ok_or_else(|| wrong("review.no-item", "", lang))?;
    let line = line(review, wish, &item, &report, &read.kept)?;
    // One decision after the other: each finds the file as the one before left it.
    let mut desk = review.desk();
    if let Some(at) = desk.index.item(&item.id).map(|(_, item)| item.report) {
        desk.index.look_up_rows(at, &read.kept);
    }
    let _lock = lock::take(review.dir()).map_err(|error| of_error(&error, lang))?;
    let (change, is_correction) = match &line {
        LineOf::Correction(one) => (corrections::put(review.dir(), one), true),
        LineOf::Decision(one) => (decisions::put(review.dir(), one), false),
    };
    let change = change.map_err(|error| of_error(&error, lang))?;
    desk.done.push(Done {
        item: item.id.clone(),
        is_correction,
        change,
    });
    Ok(settled(review, &mut desk, &item.id))
}

/// Takes the last decision back.
///
/// # Errors
/// Why it was not.
pub fn undo(review: &Review) -> Result<Json, Refused> {
    let lang = review.lang();
    let mut desk = review.desk();
    let _lock = lock::take(review.dir()).map_err(|error| of_error(&error, lang))?;
    let none = || known("review.nothing-to-undo", "", lang);
    let done = desk.done.pop().ok_or_else(none)?;
    let dir = review.dir();
    let (path, columns) = match done.is_correction {
        true => (corrections::path(dir), &corrections::COLUMNS[..]),
        false => (decisions::path(dir), &decisions::COLUMNS[..]),
    };
    let taken = OwnTable::open(&path, columns).and_then(|mut table| {
        let stood = table.take_back(&done.change);
        if stood {
            table.save(&path)?;
        }
        Ok(stood)
    });
    match taken {
        Ok(true) => Ok(settled(review, &mut desk, &done.item)),
        Ok(false) => Err(known("review.changed-meanwhile", "", lang)),
        Err(error) => {
            // It can be tried again.
            desk.done.push(done);
            Err(of_error(&error, lang))
        }
    }
}

/// Takes up what the files say now, tells the other windows, and makes the answer.
fn settled(review: &Review, desk: &mut Desk, id: &str) -> Json {
    // What was just written can be read; were it not, the item would stand as before until the files change again.
    if let Ok(said) = Said::read(review.dir()) {
        desk.said = said;
        let report = desk.index.item(id).map(|(_, item)| item.report);
        desk.index.settle(&desk.said, report);
    }
    desk.seen = seen(review.dir());
    desk.version += 1;
    // Nobody may be listening.
    let _ = review.changed.send(Changed::Item {
        version: desk.version,
        item: id.to_owned(),
    });
    let found = desk.index.item(id);
    let listed = found.map(|(_, item)| desk.index.listed(item, review.lang()));
    let next = found.and_then(|(at, _)| desk.index.next(at));
    json!({
        "ok": true,
        "item": listed,
        "next": next.map(|item| item.id.as_str()),
        "version": desk.version,
        "open": desk.index.open(),
    })
}

/// The line that says what was decided.
fn line(
    review: &Review,
    wish: &Wish,
    item: &Item,
    report: &Reported,
    kept: &Submission,
) -> Result<LineOf, Refused> {
    let lang = review.lang();
    let text = one_line(&wish.text);
    let by = match one_line(&wish.by) {
        none if none.is_empty() => review.setup.by.clone(),
        by => by,
    };
    let at = jiff::ZonedDateTime::now()
        .strftime("%Y-%m-%d %H:%M")
        .to_string();
    let decision = |decided| {
        let on_row = item.indicator.is_empty();
        LineOf::Decision(Decision {
            office: report.office().to_owned(),
            period: report.said_period().to_owned(),
            indicator: item.indicator.clone(),
            printed: item::printed(item, kept),
            decided,
            text: text.clone(),
            by: by.clone(),
            at: at.clone(),
            row: if on_row {
                item.label.clone()
            } else {
                String::new()
            },
            code: item.code.as_str().to_owned(),
        })
    };
    let correction = |indicator: &str, printed, value, row| {
        LineOf::Correction(Correction {
            office: report.office().to_owned(),
            period: report.said_period().to_owned(),
            indicator: indicator.to_owned(),
            printed,
            value,
            reason: text.clone(),
            by: by.clone(),
            at: at.clone(),
            row,
        })
    };
    let needs_text = || match text.as_str() {
        "" => Err(wrong("review.no-text", "", lang)),
        _ => Ok(()),
    };
    Ok(match wish.kind {
        Kind::Confirm => decision(Decided::Confirmed),
        Kind::Ask => needs_text().map(|()| decision(Decided::Ask))?,
        Kind::Comment => needs_text().map(|()| decision(Decided::Comment))?,
        Kind::Correct => {
            let value = value(review, &wish.value, item, kept)?;
            correction(
                &item.indicator,
                item::printed(item, kept),
                value,
                String::new(),
            )
        }
        Kind::Map => {
            let schema = report
                .schema
                .and_then(|at| review.setup.context.schemas().get(at));
            let id = wish.indicator.trim();
            if !schema.is_some_and(|schema| asks(schema, id)) {
                return Err(wrong("review.no-indicator", id, lang));
            }
            let row = item::row_label(item, kept);
            let row = row.ok_or_else(|| known("review.no-row", &item.indicator, lang))?;
            if item::is_shared(&row, kept) {
                return Err(known("review.same-label", &row, lang));
            }
            correction(id, item::printed(item, kept), None, row)
        }
    })
}

fn asks(schema: &Schema, id: &str) -> bool {
    schema.get(&id.into()).is_some_and(|row| row.asks())
}

/// The value typed, where it is a number that the cell can have.
fn value(
    review: &Review,
    typed: &str,
    item: &Item,
    kept: &Submission,
) -> Result<Option<Decimal>, Refused> {
    let lang = review.lang();
    if item::cell_of(item, kept).is_none() {
        return Err(known("review.no-cell", &item.label, lang));
    }
    let refused = |key: &'static str| {
        let data: [(&str, &dyn ToString); 2] = [("id", &item.indicator), ("value", &typed)];
        Refused {
            message: talk(key, &data, lang),
            hint: String::new(),
            wrong: true,
        }
    };
    let row = allowed::row(&review.setup.context, kept, &item.indicator);
    allowed::typed(typed, row).map_err(refused)
}

/// A value as the page says it will be written: of a choice, what it answers too.
pub fn shown(value: Decimal, row: Option<&Indicator>) -> String {
    let mut choices = row.map_or(&[][..], |row| &row.choices).iter();
    match choices.find(|choice| Decimal::from(choice.code) == value) {
        Some(choice) => format!("{value} = {}", choice.label),
        None => vietnamese(value),
    }
}

/// What is typed over several lines is one line of the file.
fn one_line(text: &str) -> String {
    let words = text.split(|c: char| c.is_whitespace() || c.is_control());
    let words: Vec<&str> = words.filter(|word| !word.is_empty()).collect();
    words.join(" ").chars().take(MOST_WORDS).collect()
}

/// Most characters of a text.
const MOST_WORDS: usize = 2000;

fn refused(key: &str, id: &str, lang: Lang, wrong: bool) -> Refused {
    Refused {
        message: talk(key, &[("id", &id)], lang),
        hint: String::new(),
        wrong,
    }
}

/// The request asks for what is not there.
pub fn wrong(key: &str, id: &str, lang: Lang) -> Refused {
    refused(key, id, lang, true)
}

/// The request is sound, and cannot be met as things stand.
fn known(key: &str, id: &str, lang: Lang) -> Refused {
    refused(key, id, lang, false)
}

fn of_error(error: &Error, lang: Lang) -> Refused {
    let said = error.sentence(lang);
    Refused {
        message: said.message,
        hint: said.hint,
        wrong: false,
    }
}
