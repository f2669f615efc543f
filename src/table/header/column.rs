//! A column under a header: the words over it and what stands below them.

use super::Lines;
use super::behaviour::Behaviour;
use crate::model::Cell;
use crate::table::view::View;
use crate::text::Text;
use crate::text::column_role::{ColumnRole, column_role};
use crate::text::fold::bare;
use crate::text::unit::announces_unit;
use crate::text::upright::joined;
use crate::text::vocabulary::{self, BareWords};
use std::borrow::Cow;

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
        rows.find_map(|row| column_role(&whole(grid.at(row, column)?)))
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
    let mut words: Vec<Cow<str>> = Vec::new();
    for row in lines.words.clone() {
        if let Some(cell) = grid.at(row, column)
            && !cell.text.is_empty()
            && words.last() != Some(&whole(cell))
        {
            words.push(whole(cell));
        }
    }
    Text::clean(&words.join(" / "))
}

/// The words of a cell of the header; a column too narrow for them breaks them into letters.
fn whole(cell: &Cell) -> Cow<'_, str> {
    let text = cell.text.as_str();
    joined(text).map_or(Cow::Borrowed(text), Cow::Owned)
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
            Some(ColumnRole::Unit) => {
                let below = &self.below;
                let counted = self.announces_unit() && !below.is_figures();
                counted || below.is_blank() || below.is_units() || below.are_some_units()
            }
            None => self.below.is_known_units() && !self.below.is_figures(),
            Some(_) => false,
        }
    }

    /// "Đơn vị tính", which "Đơn vị" over offices does not say.
    fn announces_unit(&self) -> bool {
        let lowest = self.name.as_str().rsplit(" / ").next();
        lowest.is_some_and(|words| announces_unit(&bare(words)))
    }

    /// A word that promises an answer, and answers below it: "Tình trạng" over "Bền vững" and "Hỏng".
    pub fn is_answered(&self) -> bool {
        let lowest = self.name.as_str().rsplit(" / ").next();
        let key = bare(lowest.unwrap_or_default());
        let mut openings = vocabulary::ANSWERED_COLUMNS.iter();
        openings.any(|word| key.starts_with(word.as_str())) && self.below.is_short_words()
    }

    /// Figures that count nothing: telephone numbers, days, numbers of documents.
    pub fn identifies(&self) -> bool {
        let plain = self.below.is_figures() || self.below.is_blank() && self.counts_papers();
        self.begins(&vocabulary::IDENTIFYING_COLUMNS)
            || !plain && self.begins(&vocabulary::NAMING_COLUMNS)
    }

    /// "Số quyết định xử phạt" counts, "Số quyết định phê duyệt" names one.
    fn counts_papers(&self) -> bool {
        let key = bare(self.name.as_str());
        let mut openings = vocabulary::NAMING_COLUMNS.iter();
        let rest = openings.find_map(|opening| key.strip_prefix(opening.as_str()));
        let rest = rest.map(str::trim_start).unwrap_or_default();
        let named = ["ngay", "phe duyet", "thanh lap", "dau tu"];
        !rest.is_empty() && !named.iter().any(|word| rest.starts_with(word))
    }

    /// "Trong đó: nữ": part of what stands in another column.
    pub fn is_part(&self) -> bool {
        self.begins(&vocabulary::AMONG)
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
