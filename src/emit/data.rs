//! The tables of a store as data: their names, columns and keys, and where their rows come from. CSV, Parquet, SQLite
//! and the Data Package are all made of these.

use super::board::{self, Standing};
use super::files::{self, Line};
use super::message::Lang;
use super::sheet::{self, Column, Dialect, Field};
use super::{findings, forms, long};
use crate::model::Submission;
use crate::schema::Schema;
use std::io::{self, Write};

/// What the tables are made of.
#[derive(Clone, Copy, Debug)]
pub struct Source<'s> {
    /// Every input of the store, settled among each other.
    pub lines: &'s [Line],
    /// Who has sent what.
    pub board: &'s [Standing<'s>],
    /// The forms.
    pub schemas: &'s [Schema],
    /// What the reading of each file cost, too.
    pub costs: bool,
    /// Language of titles and messages.
    pub lang: Lang,
}

impl<'s> Source<'s> {
    /// Every report, copies too.
    pub fn reports(&self) -> impl Iterator<Item = &'s Submission> + use<'s> {
        self.lines.iter().filter_map(|line| line.listed.read())
    }
}

/// Rows, one at a time: a store may hold thousands of reports.
pub type Rows<'r> = Box<dyn Iterator<Item = Vec<Field>> + 'r>;

/// A table.
#[derive(Clone, Copy, Debug)]
pub struct Table {
    /// Its name; the file's without its ending.
    pub name: &'static str,
    /// Its columns.
    pub columns: &'static [Column],
    /// The columns that tell its rows apart; none where only a row's place does.
    pub key: &'static [&'static str],
    /// A column whose values, where there are any, are each other's only ones.
    pub unique: Option<&'static str>,
    /// Columns whose values stand in another table.
    pub foreign: &'static [Foreign],
    /// Its rows.
    pub rows: for<'r> fn(&'r Source<'r>) -> Rows<'r>,
}

/// Columns whose values stand in another table.
#[derive(Clone, Copy, Debug)]
pub struct Foreign {
    /// The columns.
    pub fields: &'static [&'static str],
    /// The other table.
    pub table: &'static str,
    /// Its columns.
    pub there: &'static [&'static str],
}

const TO_FORMS: Foreign = Foreign {
    fields: &["schema", "indicator"],
    table: "forms",
    there: &["schema", "indicator"],
};
/// `files` has a row without a report where a file could not be read; every report has one.
const TO_FILES: Foreign = Foreign {
    fields: &["report"],
    table: "files",
    there: &["report"],
};

/// What every report was, one row an input.
pub const FILES: Table = Table {
    name: "files",
    columns: files::COLUMNS,
    key: &[],
    unique: Some("report"),
    foreign: &[],
    rows: |from| {
        let rows = from.lines.iter();
        Box::new(rows.map(|line| files::row(line, from.costs, from.lang)))
    },
};

/// The rows of the forms.
pub const FORMS: Table = Table {
    name: "forms",
    columns: forms::COLUMNS,
    key: &["schema", "indicator"],
    unique: None,
    foreign: &[],
    rows: |from| {
        let rows = |schema| forms::rows(schema);
        Box::new(from.schemas.iter().flat_map(rows))
    },
};

/// Who has sent what.
pub const SUBMISSIONS: Table = Table {
    name: "submissions",
    columns: board::COLUMNS,
    key: &[],
    unique: None,
    foreign: &[TO_FILES],
    rows: |from| Box::new(from.board.iter().map(board::row)),
};

/// Every value.
pub const INDICATORS: Table = Table {
    name: "indicators",
    columns: long::COLUMNS,
    key: &["report", "indicator"],
    unique: None,
    foreign: &[TO_FILES, TO_FORMS],
    rows: |from| {
        let rows = |one| long::records(one, from.schemas);
        Box::new(from.reports().flat_map(rows))
    },
};

/// Everything doubtful.
pub const FINDINGS: Table = Table {
    name: "findings",
    columns: findings::COLUMNS,
    key: &[],
    unique: None,
    foreign: &[TO_FILES],
    rows: |from| {
        let rows = |one| findings::records(one, from.lang);
        Box::new(from.reports().flat_map(rows))
    },
};

/// All of them; one that others name stands before them.
pub const TABLES: [Table; 5] = [FILES, FORMS, SUBMISSIONS, INDICATORS, FINDINGS];

/// Where the columns that tell the wide table's rows apart have their values.
pub const WIDE_FOREIGN: &[Foreign] = &[TO_FORMS];

/// Writes a table as comma-separated values.
///
/// # Errors
/// When `out` cannot be written.
pub fn csv(
    table: &Table,
    from: &Source<'_>,
    dialect: Dialect,
    out: &mut dyn Write,
) -> io::Result<()> {
    if table.name == INDICATORS.name && dialect == Dialect::Standard {
        // By far the longest table, most of whose fields are the same in every report.
        return long::write(from.reports(), from.schemas, out);
    }
    sheet::table(table.columns, (table.rows)(from), dialect, out)
}
