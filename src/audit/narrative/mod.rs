//! The cross-check of body and appendix: what the sentences state in figures, tied to indicators.
//!
//! [`sentence`] cuts the body, [`figure`] reads the figures, [`span`] the time they speak of,
//! [`tie`] finds the indicator through the words of its label in [`index`].

pub mod figure;
pub mod index;
pub mod numeral;
pub mod sentence;
pub mod span;
pub mod tally;
pub mod tie;
pub mod words;

pub use index::Index;
pub use sentence::Statement;
pub use tie::{Rival, Stated, Tie};

use crate::model::Report;

/// What the body states: its sentences, and the figures tied to indicators.
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
        let period = report.head.period.as_ref();
        let ties = statements.iter().enumerate();
        let ties = ties.flat_map(|(at, statement)| tie::ties(at, statement, index, period)).collect();
        Narrative { statements, ties }
    }
}

/// What the notes of the appendix state about other rows; [`Tie::statement`] is the row that notes it.
pub fn noted(report: &Report, index: &Index) -> Vec<Tie> {
    let period = report.head.period.as_ref();
    let mut ties = Vec::new();
    for (at, row) in report.appendix.rows.iter().enumerate() {
        let Some(note) = &row.note else { continue };
        for text in sentence::sentences(note.as_str()) {
            let statement = Statement::of_note(text);
            let found = tie::ties(at, &statement, index, period).into_iter();
            ties.extend(
                found.filter(|tie| report.mapped.get(at).and_then(Option::as_ref) != Some(&tie.indicator)),
            );
        }
    }
    ties
}
