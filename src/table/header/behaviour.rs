//! How a column behaves below its header: figures, names of things, units, numbers of rows.

use super::{Lines, non_empty};
use crate::model::Cell;
use crate::table::columns::{is_choice, is_number_like};
use crate::table::view::View;
use crate::text::fold::bare;
use crate::text::number::{Strictness, is_no_data, is_number};
use crate::text::unit::is_unit;
use crate::text::vocabulary;
use std::collections::BTreeSet;

/// Rows of a table that are looked at.
const ROWS: usize = 80;

/// What stands in the cells of one column.
#[derive(Clone, Debug, Default)]
pub(super) struct Behaviour {
    /// Rows of the table that hold anything, looked at.
    pub rows: usize,
    /// Of them those with something in this column; signs for "no data" do not count.
    pub filled: usize,
    /// Figures and nothing else.
    pub figures: usize,
    /// Words.
    pub words: usize,
    /// Letters of the words.
    pub letters: usize,
    /// Numbers or bullets of rows.
    pub numbers: usize,
    /// Words behind a number of their own: "1. Dân số".
    pub numbered: usize,
    /// Letters and digits without a blank, or digits with a zero in front: "R-101", "01".
    pub codes: usize,
    /// One short word each: "NNP", "01".
    pub tokens: usize,
    /// Units that forms print.
    pub units: usize,
    /// Different texts.
    pub distinct: usize,
}

impl Behaviour {
    /// Looks at the rows of a column below a header.
    pub fn of(grid: &View, lines: &Lines, column: usize) -> Behaviour {
        let mut behaviour = Behaviour::default();
        let mut texts: BTreeSet<String> = BTreeSet::new();
        let from = lines.below;
        let rows = (from..grid.rows().min(from + ROWS))
            .filter(|row| is_of_columns(grid, *row) && !is_again(grid, lines.words.start, *row));
        for row in rows {
            behaviour.rows += 1;
            let own = |cell: &&Cell| cell.rows.start == row && cell.columns.start == column;
            if let Some(cell) = grid.at(row, column).filter(own) {
                behaviour.look(cell.text.as_str(), &mut texts);
            }
        }
        behaviour.distinct = texts.len();
        behaviour
    }

    fn look(&mut self, text: &str, texts: &mut BTreeSet<String>) {
        let number = is_number_like(text);
        self.numbers += usize::from(number);
        // A dash says that there is nothing to count: it speaks for figures as little as against them.
        if text.is_empty() || is_no_data(text) {
            return;
        }
        self.filled += 1;
        let answer = vocabulary::ANSWER_COLUMNS.contains(&bare(text));
        let figure =
            answer || is_number(text, Strictness::Bare) || is_signed(text) || is_measured(text);
        self.figures += usize::from(figure);
        self.codes += usize::from(is_code(text));
        // A narrow column breaks a code in two.
        let whole = text.replacen(' ', "", 1);
        let broken = whole.len() <= 8 && whole.contains(|c: char| c.is_ascii_digit());
        let short = text.chars().count() <= 12;
        self.tokens += usize::from(short && (!text.contains(' ') || broken));
        self.units += usize::from(is_choice(text) || is_unit(text));
        let letters = text.chars().filter(|c| c.is_alphabetic()).count();
        if !figure && !number && letters > 1 {
            self.words += 1;
            self.letters += letters;
            let head = text.split(['.', ')']).next().unwrap_or("");
            let own = head.len() < text.len() && head.chars().all(|c| c.is_ascii_digit());
            self.numbered += usize::from(own && !head.is_empty());
        }
        texts.insert(bare(text));
    }

    /// Most of what it holds are figures.
    pub fn is_figures(&self) -> bool {
        self.figures >= 2 && self.figures * 3 > self.filled * 2
    }

    /// Nothing stands in it.
    pub fn is_blank(&self) -> bool {
        self.filled == 0
    }

    /// It names things: words in most rows, and other ones in each.
    pub fn is_names(&self) -> bool {
        self.words * 2 > self.filled
            && self.filled * 2 >= self.rows
            && self.distinct * 10 >= self.filled * 4
    }

    /// It numbers the rows.
    pub fn is_numbers(&self) -> bool {
        self.numbers > 0 && self.numbers * 10 >= self.filled * 8
    }

    /// Each row has a code of its own.
    pub fn is_codes(&self) -> bool {
        self.codes >= 2 && self.codes == self.filled && self.distinct * 10 >= self.filled * 9
    }

    /// What a column called "Mã" may hold.
    pub fn is_tokens(&self) -> bool {
        self.tokens == self.filled
    }

    /// It holds units that forms print.
    pub fn is_known_units(&self) -> bool {
        self.filled > 0 && self.units * 10 >= self.filled * 6
    }

    /// Short words, of which some are known units.
    pub fn are_some_units(&self) -> bool {
        self.units * 3 >= self.filled && self.letters <= self.words * 12
    }

    /// A few words each.
    pub fn is_short_words(&self) -> bool {
        self.words > 0 && self.letters <= self.words * 20
    }

    /// It holds units: known ones, or a few short words over and over.
    pub fn is_units(&self) -> bool {
        let short = self.letters <= self.words * 14 && self.distinct * 2 <= self.filled;
        self.is_known_units() || self.filled > 0 && self.words * 2 >= self.filled && short
    }
}

/// Words, and no number of a row alone.
pub(super) fn is_words(text: &str) -> bool {
    let letters = text.chars().filter(|c| c.is_alphabetic()).count();
    letters > 1 && !is_number_like(text)
}

/// A row whose cells stand in columns: a title across the table is none of them.
fn is_of_columns(grid: &View, row: usize) -> bool {
    let own = non_empty(grid, row).filter(|cell| cell.rows.start == row);
    let mut cells = own.peekable();
    cells.peek().is_some() && !cells.all(|cell| cell.columns.len() * 2 > grid.columns().max(3))
}

/// The header is printed again.
fn is_again(grid: &View, header: usize, row: usize) -> bool {
    let mut again = non_empty(grid, row).filter(|cell| cell.rows.start == row);
    let mut first = non_empty(grid, header);
    let same = |a: Option<&Cell>, b: Option<&Cell>| match (a, b) {
        (Some(a), Some(b)) => a.text == b.text,
        _ => false,
    };
    same(first.next(), again.next()) && same(first.next(), again.next())
}

/// "-12,5", "(62)": a figure below nothing.
fn is_signed(text: &str) -> bool {
    let inner = text.strip_prefix(['-', '−', '+']).map(str::trim_start);
    let inner = inner.or_else(|| text.strip_prefix('(')?.strip_suffix(')'));
    inner.is_some_and(|inner| is_number(inner, Strictness::Bare))
}

/// "350 m3/ngày": a figure with its unit behind it.
fn is_measured(text: &str) -> bool {
    let parted = text.split_once(' ');
    parted.is_some_and(|(figure, unit)| {
        figure.starts_with(|c: char| c.is_ascii_digit())
            && is_number(figure, Strictness::Bare)
            && unit.split('/').all(is_unit)
    })
}

/// "R-101", "A.1", "01", "0102": no words, and not a plain number.
fn is_code(text: &str) -> bool {
    const LONGEST: usize = 12;
    let digits = text.chars().filter(char::is_ascii_digit).count();
    let letters = text.chars().filter(|c| c.is_alphabetic()).count();
    let whole = !text.contains([' ', ',', '%']) && text.chars().count() <= LONGEST;
    let padded = text.starts_with('0') && text.len() > 1 && digits == text.len();
    whole && digits > 0 && (padded || (1..=4).contains(&letters))
}
