//! What people said → where each item stands.

use super::reported::Reported;
use crate::model::Code;
use crate::store::among::Said;
use crate::store::corrections::Correction;
use crate::store::decisions::{Decided, Decision};
use crate::text::Text;
use crate::text::fold::bare;
use crate::text::number::vietnamese;
use serde_json::{Value as Json, json};
use std::collections::BTreeMap;

/// Where an item stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum State {
    /// Nobody has looked at it.
    #[default]
    Open,
    /// What is printed is right.
    Confirmed,
    /// Another value was set.
    Corrected,
    /// The row was given to another indicator.
    Mapped,
    /// The office is to be asked.
    Asked,
    /// Somebody looked at it and left a comment: the finding stays as loud as it is.
    Commented,
    /// It was settled while the report printed something else.
    Stale,
}

impl State {
    /// The stable name.
    pub fn name(self) -> &'static str {
        match self {
            State::Open => "open",
            State::Confirmed => "confirmed",
            State::Corrected => "corrected",
            State::Mapped => "mapped",
            State::Asked => "asked",
            State::Commented => "commented",
            State::Stale => "stale",
        }
    }

    /// Nobody has to look at it again.
    pub fn is_settled(self) -> bool {
        !matches!(self, State::Open | State::Stale)
    }
}

/// What an item is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cell<'c> {
    /// The cell of an indicator.
    Indicator(&'c str),
    /// A row of none, by its printed label.
    Row(&'c str),
}

/// Office, made comparable, period, and indicator or row.
type Key = (String, String, String);

/// What people said, by what it is about.
#[derive(Debug, Default)]
pub struct States<'s> {
    corrections: BTreeMap<Key, Vec<&'s Correction>>,
    /// Corrections that give a row to an indicator, by office and period.
    rows: BTreeMap<(String, String), Vec<&'s Correction>>,
    decisions: BTreeMap<Key, Vec<&'s Decision>>,
}

impl<'s> States<'s> {
    /// What was said of each cell and row.
    pub fn of(said: &'s Said) -> States<'s> {
        let mut states = States::default();
        for one in &said.corrections {
            let key = (bare(&one.office), one.period.clone());
            if !one.row.is_empty() {
                states.rows.entry(key.clone()).or_default().push(one);
            }
            let key = (key.0, key.1, one.indicator.clone());
            states.corrections.entry(key).or_default().push(one);
        }
        for one in &said.decisions {
            let about = match one.indicator.as_str() {
                "" => row_key(&one.row),
                id => id.to_owned(),
            };
            let key = (bare(&one.office), one.period.clone(), about);
            states.decisions.entry(key).or_default().push(one);
        }
        states
    }

    /// Where an item stands.
    pub fn of_item(
        &self,
        report: &Reported,
        cell: Cell<'_>,
        code: Code,
        printed: Option<&str>,
        message: &str,
    ) -> State {
        if let Some(correction) = self.correction(report, cell, message) {
            if !correction.row.is_empty() {
                return State::Mapped;
            }
            return match printed.is_some_and(|printed| is_same(&correction.printed, printed)) {
                true => State::Corrected,
                false => State::Stale,
            };
        }
        let decisions = self.decisions(report, cell, code);
        let settling = |one: &&&Decision| one.decided != Decided::Comment;
        let same = |one: &&&Decision| printed.is_some_and(|printed| is_same(&one.printed, printed));
        let on_row = matches!(cell, Cell::Row(_));
        match decisions.iter().rfind(settling) {
            None if decisions.is_empty() => State::Open,
            None => State::Commented,
            Some(one) if same(&one) => decided(one),
            // Several rows may be called the same: one of them was decided on, not this one.
            Some(_) if on_row => match decisions.iter().filter(settling).rfind(same) {
                Some(one) => decided(one),
                None => State::Open,
            },
            Some(_) => State::Stale,
        }
    }

    /// The value set in the place of the printed one; nothing for a blank.
    pub fn set(&self, report: &Reported, cell: Cell<'_>, message: &str) -> Option<String> {
        let one = self.correction(report, cell, message)?;
        Some(one.value.map(vietnamese).unwrap_or_default())
    }

    /// What was last decided on an item, as the page shows it.
    pub fn told(&self, report: &Reported, cell: Cell<'_>, code: Code, message: &str) -> Json {
        if let Some(one) = self.correction(report, cell, message) {
            let kind = if one.row.is_empty() { "correct" } else { "map" };
            let value = one.value.map(vietnamese);
            return json!({"kind": kind, "value": value, "indicator": one.indicator, "text": one.reason, "by": one.by, "at": one.at});
        }
        let decisions = self.decisions(report, cell, code);
        let Some(one) = decisions
            .iter()
            .rfind(|one| one.decided != Decided::Comment)
            .or(decisions.last())
        else {
            return Json::Null;
        };
        let kind = match one.decided {
            Decided::Confirmed => "confirm",
            Decided::Ask => "ask",
            Decided::Comment => "comment",
        };
        json!({"kind": kind, "value": null, "indicator": null, "text": one.text, "by": one.by, "at": one.at})
    }

    /// The last correction of a cell, or the one that gives its row to another indicator: a finding quotes the row.
    fn correction(
        &self,
        report: &Reported,
        cell: Cell<'_>,
        message: &str,
    ) -> Option<&'s Correction> {
        let own = |indicator: &str| {
            let mut found = report.names.iter().filter_map(|office| {
                let key = (
                    office.clone(),
                    report.said_period().to_owned(),
                    indicator.to_owned(),
                );
                self.corrections.get(&key)?.last().copied()
            });
            found.next_back()
        };
        let given = |is_it: &dyn Fn(&Correction) -> bool| {
            let mut found = report.names.iter().filter_map(|office| {
                let rows = self
                    .rows
                    .get(&(office.clone(), report.said_period().to_owned()))?;
                rows.iter().rfind(|one| is_it(one)).copied()
            });
            found.next_back()
        };
        match cell {
            Cell::Indicator(id) => own(id).or_else(|| {
                given(&|one| one.indicator != id && bare(message).contains(&bare(&one.row)))
            }),
            Cell::Row(label) => given(&|one| bare(&one.row) == bare(label)),
        }
    }

    fn decisions(&self, report: &Reported, cell: Cell<'_>, code: Code) -> Vec<&'s Decision> {
        let about = match cell {
            Cell::Indicator(id) => id.to_owned(),
            Cell::Row(label) => row_key(label),
        };
        let found = report.names.iter().filter_map(|office| {
            let key = (
                office.clone(),
                report.said_period().to_owned(),
                about.clone(),
            );
            self.decisions.get(&key)
        });
        let found = found.flatten().copied();
        found
            .filter(|one| one.code.is_empty() || one.code == code.as_str())
            .collect()
    }
}

fn decided(one: &Decision) -> State {
    match one.decided {
        Decided::Confirmed => State::Confirmed,
        Decided::Ask => State::Asked,
        Decided::Comment => State::Commented,
    }
}

fn row_key(label: &str) -> String {
    format!("={}", bare(label))
}

fn is_same(then: &str, now: &str) -> bool {
    Text::clean(then).as_str() == Text::clean(now).as_str()
}
