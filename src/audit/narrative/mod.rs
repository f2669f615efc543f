//! The cross-check of body and appendix: what the sentences state in quantities, tied to indicators.
//!
//! [`sentence`] cuts the body, [`phrase`] takes a sentence apart: [`mask`] blanks what counts nothing,
//! [`quantity`] reads the quantities, [`span`] the time they speak of. [`tie`] finds the indicator through the
//! words of its label in [`index`], unless the [`clause`] of the quantity says that other things are meant ([`fit`]);
//! another body that is named gives way where the appendix bears the reporter out (`borne_out`).

mod around;
pub mod asked;
pub mod body;
mod borne_out;
pub mod change;
pub mod clause;
pub mod cue;
pub mod days;
pub mod fit;
pub mod index;
pub mod mask;
pub mod none;
pub mod note;
pub mod numeral;
pub mod phrase;
mod place;
pub mod quantity;
pub mod sentence;
pub mod span;
pub mod tally;
pub(in crate::audit) mod thresholds;
pub mod tie;
pub mod traits;
pub mod word;
pub mod words;

pub use index::Index;
pub use phrase::Phrase;
pub use place::Stated;
pub use sentence::Statement;
pub use tie::{Denial, Rival, Tie};

use crate::model::{IndicatorId, Report};
use asked::Asked;
use note::Note;
use std::rc::Rc;

/// What the body states: its sentences, and the quantities tied to indicators.
#[derive(Debug, Default)]
pub struct Narrative {
    /// The sentences.
    pub statements: Vec<Statement>,
    /// The ties.
    pub ties: Vec<Tie>,
}

impl Narrative {
    /// Reads the body of a report.
    pub fn of(report: &Report, index: &Index) -> Narrative {
        let statements = sentence::statements(report, index);
        let own = Asked::of(report);
        let ties = statements.iter().enumerate();
        let ties = ties
            .flat_map(|(at, statement)| {
                let ties = tie::ties(at, statement, index, &own);
                let as_own = tie::ties_as_own(at, statement, index, &own);
                borne_out::chosen(report, ties, as_own)
            })
            .collect();
        Narrative { statements, ties }
    }
}

/// What the notes of the appendix state about other rows; [`Tie::statement`] is the row that notes it.
pub fn noted(report: &Report, notes: &[Option<Note>], index: &Index) -> Vec<Tie> {
    let own = Asked::of(report);
    let mut ties = Vec::new();
    for (at, note) in notes.iter().enumerate() {
        let Some(note) = note
            .as_ref()
            .filter(|note| !note.phrase.quantities.is_empty())
        else {
            continue;
        };
        let noting = report.mapped.get(at).and_then(Option::as_ref);
        for phrase in stating(note) {
            let statement = Statement::of_note(phrase);
            let found = tie::ties(at, &statement, index, &own).into_iter();
            ties.extend(found.filter(|tie| noting.is_none_or(|row| !may_be_of(tie, row))));
        }
    }
    ties
}

/// A note speaks of its own row before it speaks of another.
fn may_be_of(tie: &Tie, row: &IndicatorId) -> bool {
    let mut rivals = tie.rivals.iter().flat_map(|rival| &rival.claims);
    tie.indicator == *row || rivals.any(|(id, _)| id == row)
}

/// The sentences of a note that state a quantity.
fn stating(note: &Note) -> Vec<Rc<Phrase>> {
    let sentences = sentence::sentences(&note.phrase.text);
    if sentences.len() == 1 {
        return vec![Rc::clone(&note.phrase)];
    }
    let mut end = 0;
    let states = |text: &&str| {
        let start = note
            .phrase
            .text
            .get(end..)
            .and_then(|rest| rest.find(*text))
            .map_or(end, |at| end + at);
        end = start + text.len();
        note.phrase
            .quantities
            .iter()
            .any(|quantity| (start..end).contains(&quantity.at.start))
    };
    sentences
        .into_iter()
        .filter(states)
        .map(|text| Rc::new(Phrase::of(text)))
        .collect()
}
