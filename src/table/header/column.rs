//! A column under a header: the words over it and what stands below them.

use super::Lines;
use super::behaviour::Behaviour;
use crate::table::view::View;
use crate::text::Text;
use crate::text::column_role::{ColumnRole, column_role};
use crate::text::fold::bare;
use crate::text::vocabulary::{self, BareWords};

pub(super) struct Column {
    /// The words over it, from the top down: "Năm 2024 / Kế hoạch".
    pub name: Text,
    /// What the lowest header word over it says; a group over several columns speaks for a column only where nothing
    /// stands under it.
    pub said: Option<ColumnRole>,
    pub below: Behaviour,
}

/// The columns of a grid under a header.
pub(super) fn columns(grid: &View, lines: &Lines) -> Vec<Column> {
    let said = |column: usize| {
        let mut rows = lines.words.clone().rev();
        rows.find_map(|row| column_role(grid.at(row, column)?.text.as_str()))
    };
    (0..grid.columns())
        .map(|column| Column {
            name: column_name(grid, lines, column),
            said: said(column),
            below: Behaviour::of(grid, lines, column),
        })
        .collect()
}

/// The words over a column from the top down, each once.
pub(super) fn column_name(grid: &View, lines: &Lines, column: usize) -> Text {
    let mut words: Vec<&str> = Vec::new();
    for row in lines.words.clone() {
        if let Some(cell) = grid.at(row, column)
            && !cell.text.is_empty()
            && words.last() != Some(&cell.text.as_str())
        {
            words.push(cell.text.as_str());
        }
    }
    Text::clean(&words.join(" / "))
}

impl Column {
    /// A name, and nothing below it.
    pub fn is_room(&self) -> bool {
        !self.name.is_empty() && self.below.is_blank()
    }

    /// "Mã số", "Mã chỉ tiêu": what stands below counts nothing.
    pub fn is_called_code(&self) -> bool {
        let key = bare(self.name.as_str());
        key == "ma" || key.starts_with("ma ")
    }

    /// It is called a code and holds short words.
    pub fn is_named_code(&self) -> bool {
        self.is_called_code() && self.below.is_tokens()
    }

    /// It is called a code, or each row has one of its own.
    pub fn is_code(&self) -> bool {
        self.is_named_code() || self.below.is_codes()
    }

    /// By its words where it behaves so, else by holding known units.
    pub fn is_unit(&self) -> bool {
        match self.said {
            Some(ColumnRole::Unit) => self.below.is_blank() || self.below.is_units(),
            None => self.below.is_known_units() && !self.below.is_figures(),
            Some(_) => false,
        }
    }

    /// Figures that count nothing: telephone numbers, days, numbers of documents.
    pub fn identifies(&self) -> bool {
        self.begins(&vocabulary::IDENTIFYING_COLUMNS)
    }

    /// "Họ và tên": a list of people.
    pub fn names_people(&self) -> bool {
        self.begins(&vocabulary::PEOPLE_COLUMNS)
    }

    fn begins(&self, openings: &BareWords) -> bool {
        let key = bare(self.name.as_str());
        openings.iter().any(|word| key.starts_with(word.as_str()))
    }
}
