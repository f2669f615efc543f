//! A table of the store, row by row: what is not asked for is not kept.

use csv::{Reader, StringRecord};
use std::collections::BTreeMap;
use std::fs::File;
use std::io::{self, BufReader, Read, Seek};
use std::path::Path;

/// A table while it is read.
pub struct Table {
    reader: Reader<BufReader<File>>,
    columns: BTreeMap<String, usize>,
    row: StringRecord,
}

impl Table {
    /// Opens a table.
    ///
    /// # Errors
    /// When it is not there or has no header.
    pub fn open(path: &Path) -> io::Result<Table> {
        let mut file = BufReader::with_capacity(1 << 16, File::open(path)?);
        let mut mark = [0; 3];
        let marked = file.read_exact(&mut mark).is_ok() && mark == *b"\xEF\xBB\xBF";
        if !marked {
            file.rewind()?;
        }
        let mut reader = csv::ReaderBuilder::new().flexible(true).from_reader(file);
        let names = reader.headers()?.iter().enumerate();
        Ok(Table {
            columns: names.map(|(at, name)| (name.to_owned(), at)).collect(),
            row: StringRecord::new(),
            reader,
        })
    }

    /// Goes on to the next row; whether there is one.
    ///
    /// # Errors
    /// When the table cannot be read.
    pub fn next(&mut self) -> io::Result<bool> {
        Ok(self.reader.read_record(&mut self.row)?)
    }

    /// What stands in a column; nothing where there is no such column.
    pub fn get(&self, name: &str) -> &str {
        let at = self.columns.get(name);
        at.and_then(|at| self.row.get(*at)).unwrap_or_default()
    }
}
