//! What the form says: the rows of the appendix, header gone, cut rows rejoined.

use super::{Found, Number, Place, Reading};
use crate::text::Text;
use serde::{Deserialize, Serialize};

/// The appendix (phụ lục) of one report, every printed row in printed order.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Appendix {
    /// Its rows.
    pub rows: Vec<Row>,
    /// Names of the value columns in printed order, as the header prints them ("Kế hoạch", "Thực hiện" …);
    /// empty for the usual one-value form.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub value_columns: Vec<Text>,
    /// The name of the value column where there is one only.
    #[serde(skip)]
    pub only_column: Option<Text>,
    /// The printed tables the rows were read from and which way each was found, in printed order; tables that
    /// follow each other and were found the same way are reported together.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub tables: Vec<ReadFrom>,
    /// Printed table rows that became no row of their own: what the ledger counts.
    pub set_aside: SetAside,
    /// How a decimal part is set off in this table: `,` or `.`; `None` where nothing tells.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub decimal_mark: Option<char>,
}

/// Printed tables that follow each other and were found the same way.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReadFrom {
    /// How their cells were found.
    pub found: Found,
    /// How many there are.
    pub count: usize,
    /// First and last page, from 1; `None` where the format has no pages.
    pub pages: Option<(u32, u32)>,
}

/// Printed table rows that are not appendix rows of their own.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SetAside {
    /// Header rows, every repetition counted.
    pub header: usize,
    /// Pieces of rows cut by a page break, joined to the row before.
    pub pieces: usize,
    /// Rules of dashes and rows without any ink.
    pub empty: usize,
}

/// What a row is, as far as the print alone tells.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum RowKind {
    /// A section: I, II … VII, or "Biểu mẫu 3".
    Section,
    /// Any other row.
    #[default]
    Item,
}

fn is_first(column: &usize) -> bool {
    *column == 0
}

impl Row {
    /// What stands in a value column, an index into [`Appendix::value_columns`]; `None` for a blank cell.
    pub fn cell(&self, column: usize) -> Option<&Text> {
        let other = column.checked_sub(usize::from(column > self.column));
        match column == self.column {
            true => self.value.as_ref(),
            false => self.more_values.get(other?)?.as_ref(),
        }
    }

    /// Whether anything stands in a value column.
    pub fn has_value(&self) -> bool {
        self.value.is_some() || self.more_values.iter().any(Option::is_some)
    }

    /// Makes what stands in a value column the value.
    pub fn choose(&mut self, column: usize) {
        let at = self.column.min(self.more_values.len());
        self.more_values.insert(at, self.value.take());
        if column < self.more_values.len() {
            self.column = column;
        }
        self.value = self.more_values.remove(self.column);
    }
}

/// One printed row of the appendix. After this type nobody says "column 3".
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Row {
    /// Section it stands under (`"III"`), when one was printed above it.
    pub section: Option<String>,
    /// The heading number as printed (STT).
    pub number: Option<Number>,
    /// The code the form gives the row (mã số), where it has a column for it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub code: Option<Text>,
    /// The label, bullets ("- ") kept.
    pub label: Text,
    /// The unit as printed.
    pub unit: Option<Text>,
    /// The value as printed; `None` when the cell is blank.
    pub value: Option<Text>,
    /// Which of the appendix's value columns it stands in, an index into [`Appendix::value_columns`].
    #[serde(default, skip_serializing_if = "is_first")]
    pub column: usize,
    /// What stands in the other value columns, in header order; `None` for blank cells.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub more_values: Vec<Option<Text>>,
    /// The value columns that its own table has, where others of the appendix have more; empty where it has all.
    #[serde(skip)]
    pub own_columns: Vec<usize>,
    /// Its words stand across the columns of figures: it asks for none.
    #[serde(skip)]
    pub across: bool,
    /// The note as printed.
    pub note: Option<Text>,
    /// Section or item.
    pub kind: RowKind,
    /// Where it stands; several when a page break cut it.
    pub places: Vec<Place>,
    /// Nesting as printed: indentation and bullets, 0 for none. A hint, not a fact.
    #[serde(default)]
    pub level: u8,
    /// The value cell holds ink that could not be turned into text.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub unreadable: bool,
    /// How the cells of its value columns were read, where the page is a picture: (column, reading).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub readings: Vec<(usize, Reading)>,
    /// Footnote marks of the value, taken off it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub marks: Vec<Text>,
    /// Fields whose printed characters differ from the cleaned ones: (field, as printed); and text of the row that
    /// does not count: (code of its finding, as printed).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub raw: Vec<(String, String)>,
}
