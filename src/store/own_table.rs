//! A table that is people's own: a line is put in or taken back, every other byte of it stays as it is.

use crate::batch::write;
use crate::emit::sheet::Field;
use crate::model::{Error, ErrorKind};
use crate::read::{Options, list};
use crate::text::fold::bare;
use std::fs;
use std::io;
use std::path::Path;

/// A table as it stands in its file.
#[derive(Clone, Debug)]
pub struct OwnTable {
    mark: u8,
    end: &'static str,
    header: Line,
    lines: Vec<Line>,
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Line {
    raw: String,
    cells: Vec<String>,
}

/// What putting a line in changed, for whoever wants to take it back.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Change {
    added: String,
    /// The lines whose place it took, and where they stood.
    replaced: Vec<(usize, String)>,
}

const BOM: char = '\u{feff}';

impl OwnTable {
    /// The table of a file; an empty one with these columns where there is none.
    ///
    /// # Errors
    /// When the file cannot be read, or is no table.
    pub fn open(path: &Path, columns: &[&str]) -> Result<OwnTable, Error> {
        let bytes = match fs::read(path) {
            Ok(bytes) => bytes,
            Err(error) if error.kind() == io::ErrorKind::NotFound => Vec::new(),
            Err(error) => return Err(error.into()),
        };
        if bytes.iter().all(u8::is_ascii_whitespace) {
            return Ok(OwnTable::of(&in_full(columns)));
        }
        match String::from_utf8(bytes) {
            Ok(text) if !text.contains('\0') && !text.starts_with("PK") => Ok(OwnTable::of(&text)),
            // As Excel saves it: the same rows, in a writing that lines can be put into.
            Ok(text) => OwnTable::rewritten(path, text.as_bytes()),
            Err(other) => OwnTable::rewritten(path, other.as_bytes()),
        }
    }

    fn rewritten(path: &Path, bytes: &[u8]) -> Result<OwnTable, Error> {
        let rows = list::rows(&path.display().to_string(), bytes, &Options::default())?;
        let mut text = String::from(BOM);
        for row in &rows {
            let cells: Vec<&str> = row.iter().map(String::as_str).collect();
            text.push_str(&raw(&cells, b',', "\n"));
        }
        Ok(OwnTable::of(&text))
    }

    fn of(text: &str) -> OwnTable {
        let mut records = records(text).into_iter();
        let first = records.next().unwrap_or_default();
        let count = |mark: u8| first.bytes().filter(|byte| *byte == mark).count();
        // Of equally many the comma.
        let mark = [b'\t', b';', b',']
            .into_iter()
            .max_by_key(|&mark| count(mark));
        let mark = mark.unwrap_or(b',');
        let line = |raw: &str| Line {
            cells: cells(raw.trim_start_matches(BOM), mark),
            raw: raw.to_owned(),
        };
        OwnTable {
            mark,
            end: if first.ends_with("\r\n") {
                "\r\n"
            } else {
                "\n"
            },
            header: line(first),
            lines: records.map(line).collect(),
        }
    }

    /// Puts a line in behind all others, in the place of those that `is_same` is true of. Columns of others' making
    /// stay empty in it.
    pub fn put(&mut self, fields: &[(&str, Field)], is_same: impl Fn(&Row<'_>) -> bool) -> Change {
        for (name, field) in fields {
            if self.column(name).is_none() && *field != Field::Empty {
                self.widen(name);
            }
        }
        let mut change = Change::default();
        let mut at = 0;
        while at < self.lines.len() {
            let row = Row {
                header: &self.header.cells,
                cells: &self.lines[at].cells,
            };
            if is_same(&row) {
                let replaced = self.lines.remove(at).raw;
                change.replaced.push((at + change.replaced.len(), replaced));
            } else {
                at += 1;
            }
        }
        let mut cells = vec![String::new(); self.header.cells.len()];
        for (name, field) in fields {
            if let Some(cell) = self.column(name).and_then(|at| cells.get_mut(at)) {
                *cell = field.printed().into_owned();
            }
        }
        self.end_last_line();
        let shown: Vec<&str> = cells.iter().map(String::as_str).collect();
        let raw = raw(&shown, self.mark, self.end);
        change.added.clone_from(&raw);
        self.lines.push(Line { raw, cells });
        change
    }

    /// Takes a line back and puts those whose place it took where they were; whether it still stood there.
    pub fn take_back(&mut self, change: &Change) -> bool {
        let Some(at) = self.lines.iter().rposition(|line| line.raw == change.added) else {
            return false;
        };
        self.lines.remove(at);
        for (at, raw) in &change.replaced {
            self.end_last_line();
            let at = (*at).min(self.lines.len());
            let cells = cells(raw, self.mark);
            self.lines.insert(
                at,
                Line {
                    raw: raw.clone(),
                    cells,
                },
            );
        }
        true
    }

    /// Writes the table, whole or not at all.
    ///
    /// # Errors
    /// When it cannot be written, or another program holds it; the old one is whole then.
    pub fn save(&self, path: &Path) -> Result<(), Error> {
        let real = write::atomic(path, |out| {
            out.write_all(self.header.raw.as_bytes())?;
            let mut lines = self.lines.iter();
            lines.try_for_each(|line| out.write_all(line.raw.as_bytes()))
        })?;
        if real != path {
            // A copy beside it would be read by nobody.
            let _ = fs::remove_file(real);
            return Err(ErrorKind::InUse.into());
        }
        Ok(())
    }

    fn column(&self, name: &str) -> Option<usize> {
        self.header.cells.iter().position(|cell| bare(cell) == name)
    }

    fn widen(&mut self, name: &str) {
        let shown = self.header.raw.trim_end_matches(['\r', '\n']);
        self.header.raw = format!("{shown}{}{name}{}", char::from(self.mark), self.end);
        self.header.cells.push(name.to_owned());
    }

    /// What is appended must not run on in the line before it.
    fn end_last_line(&mut self) {
        let last = self.lines.last_mut().unwrap_or(&mut self.header);
        if !last.raw.ends_with('\n') {
            last.raw.push_str(self.end);
        }
    }
}

/// A line by the names of its columns.
pub struct Row<'r> {
    header: &'r [String],
    cells: &'r [String],
}

impl Row<'_> {
    /// What stands in a column, as it was before it was made harmless; nothing where there is no such column.
    pub fn cell(&self, name: &str) -> &str {
        let at = self.header.iter().position(|cell| bare(cell) == name);
        let cell = at.and_then(|at| self.cells.get(at));
        cell.map_or("", |cell| as_meant(cell.trim()))
    }
}

/// Words as they were before an apostrophe kept a spreadsheet from running them.
pub fn as_meant(cell: &str) -> &str {
    let armed = |rest: &&str| Field::text(rest).printed().starts_with('\'');
    cell.strip_prefix('\'').filter(armed).unwrap_or(cell)
}

fn in_full(columns: &[&str]) -> String {
    format!("{BOM}{}", raw(columns, b',', "\n"))
}

/// The lines of a text, each with its end; one whose cell goes on over several is one.
fn records(text: &str) -> Vec<&str> {
    let (mut found, mut start, mut quoted) = (Vec::new(), 0, false);
    for (at, byte) in text.bytes().enumerate() {
        match byte {
            b'"' => quoted = !quoted,
            b'\n' if !quoted => {
                found.push(&text[start..=at]);
                start = at + 1;
            }
            _ => {}
        }
    }
    found.extend((start < text.len()).then(|| &text[start..]));
    found
}

fn cells(raw: &str, mark: u8) -> Vec<String> {
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(mark)
        .has_headers(false)
        .flexible(true)
        .from_reader(raw.as_bytes());
    let first = reader.records().next().and_then(Result::ok);
    first.map_or_else(Vec::new, |row| row.iter().map(str::to_owned).collect())
}

fn raw(cells: &[&str], mark: u8, end: &str) -> String {
    let quoted = |cell: &&str| {
        let bare = !cell.contains([char::from(mark), '"', '\n', '\r']);
        match bare {
            true => (*cell).to_owned(),
            false => format!("\"{}\"", cell.replace('"', "\"\"")),
        }
    };
    let cells: Vec<String> = cells.iter().map(quoted).collect();
    format!("{}{end}", cells.join(&char::from(mark).to_string()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn never(_: &Row<'_>) -> bool {
        false
    }

    fn text(table: &OwnTable) -> String {
        let lines = table.lines.iter().map(|line| line.raw.as_str());
        std::iter::once(table.header.raw.as_str())
            .chain(lines)
            .collect()
    }

    #[test]
    fn every_other_byte_stays() {
        let before = "\u{feff}mine;office;value\r\n x ;\"A\nB\";1,5\r\n\r\nodd\"line;;";
        let mut table = OwnTable::of(before);
        let fields = [
            ("office", Field::text("C;\"D\"")),
            ("row", Field::text("=1")),
        ];
        let change = table.put(&fields, never);
        let header = "\u{feff}mine;office;value;row\r\n";
        let kept = &before[before.find('\n').unwrap() + 1..];
        assert_eq!(
            text(&table),
            format!("{header}{kept}\r\n;\"C;\"\"D\"\"\";;'=1\r\n")
        );
        assert!(table.take_back(&change) && !table.take_back(&change));
        assert_eq!(text(&table), format!("{header}{kept}\r\n"));
    }

    #[test]
    fn a_line_takes_the_place_of_its_like_and_gives_it_back() {
        let before = "office,value\na,1\nb,2\na,3\nc,4\n";
        let mut table = OwnTable::of(before);
        let fields = [("office", Field::text("a")), ("value", Field::text("9"))];
        let change = table.put(&fields, |row| row.cell("office") == "a");
        assert_eq!(text(&table), "office,value\nb,2\nc,4\na,9\n");
        assert!(table.take_back(&change));
        assert_eq!(text(&table), before);
    }

    #[test]
    fn words_kept_from_running_are_read_as_they_were() {
        assert_eq!(["'=1", "'a", "+5"].map(as_meant), ["=1", "'a", "+5"]);
    }
}
