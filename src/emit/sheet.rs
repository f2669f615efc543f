//! Comma-separated values as every reader understands them: UTF-8 with BOM, comma, decimal point.
//! The columns are data, so that the Data Package beside the files says the same.

use rust_decimal::Decimal;
use std::borrow::Cow;
use std::io::{self, Write};

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Holds {
    /// Words.
    Text,
    /// A decimal number, decimal point.
    Number,
    /// A share between 0 and 1, as near as a double comes to it.
    Share,
    /// A whole number.
    Integer,
    /// A day, ISO.
    Date,
    /// `true` or `false`.
    Boolean,
}

/// A column: its name, what it holds and what it means.
#[derive(Clone, Copy, Debug)]
pub struct Column {
    /// Name in the header; never changes with the language.
    pub name: &'static str,
    /// What it holds.
    pub holds: Holds,
    /// What it means, in English.
    pub about: &'static str,
    /// The only values it takes; empty where it takes any.
    pub values: &'static [&'static str],
}

impl Column {
    const fn new(name: &'static str, holds: Holds, about: &'static str) -> Column {
        Column {
            name,
            holds,
            about,
            values: &[],
        }
    }

    /// A column of words.
    pub const fn text(name: &'static str, about: &'static str) -> Column {
        Column::new(name, Holds::Text, about)
    }

    /// A column of one of a few words.
    pub const fn one_of(
        name: &'static str,
        values: &'static [&'static str],
        about: &'static str,
    ) -> Column {
        Column {
            values,
            ..Column::new(name, Holds::Text, about)
        }
    }

    /// A column of decimal numbers.
    pub const fn number(name: &'static str, about: &'static str) -> Column {
        Column::new(name, Holds::Number, about)
    }

    /// A column of shares between 0 and 1.
    pub const fn share(name: &'static str, about: &'static str) -> Column {
        Column::new(name, Holds::Share, about)
    }

    /// A column of whole numbers.
    pub const fn integer(name: &'static str, about: &'static str) -> Column {
        Column::new(name, Holds::Integer, about)
    }

    /// A column of days.
    pub const fn date(name: &'static str, about: &'static str) -> Column {
        Column::new(name, Holds::Date, about)
    }

    /// A column of `true` and `false`.
    pub const fn boolean(name: &'static str, about: &'static str) -> Column {
        Column::new(name, Holds::Boolean, about)
    }
}

/// How values are written apart.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Dialect {
    /// Comma between values, decimal point: what every reader takes.
    #[default]
    Standard,
    /// Semicolon between values, decimal comma: what a spreadsheet set to Vietnamese takes by itself. It would make
    /// numbers and days of words that look like them; an apostrophe before them keeps them words.
    Vietnamese,
}

impl Dialect {
    fn delimiter(self) -> u8 {
        match self {
            Dialect::Standard => b',',
            Dialect::Vietnamese => b';',
        }
    }
}

/// One field of a record.
#[derive(Clone, Debug, PartialEq)]
pub enum Field {
    /// Nothing.
    Empty,
    /// Words; neutralised on the way out.
    Text(String),
    /// A plain number.
    Number(Decimal),
    /// A whole number.
    Integer(u64),
    /// A share between 0 and 1.
    Share(f64),
    /// Yes or no.
    Boolean(bool),
}

impl Field {
    /// Words, or nothing.
    pub fn text(text: impl AsRef<str>) -> Field {
        match text.as_ref() {
            "" => Field::Empty,
            text => Field::Text(text.to_owned()),
        }
    }

    /// Words that may be absent.
    pub fn maybe(text: Option<impl AsRef<str>>) -> Field {
        text.map_or(Field::Empty, Field::text)
    }

    /// A count.
    pub fn count(n: usize) -> Field {
        Field::Integer(n as u64)
    }

    /// Its words, as they are.
    pub fn words(&self) -> Option<&str> {
        match self {
            Field::Text(text) => Some(text),
            _ => None,
        }
    }

    /// The number, as near as a double comes to it.
    pub fn double(&self) -> Option<f64> {
        match self {
            // By its digits: so it is the nearest there is.
            Field::Number(n) => n.to_string().parse().ok(),
            Field::Integer(n) => Some(*n as f64),
            Field::Share(share) => Some(*share),
            Field::Empty | Field::Text(_) | Field::Boolean(_) => None,
        }
    }

    /// The whole number.
    pub fn whole(&self) -> Option<i64> {
        match self {
            Field::Integer(n) => i64::try_from(*n).ok(),
            _ => None,
        }
    }

    /// Yes or no.
    pub fn yes(&self) -> Option<bool> {
        match self {
            Field::Boolean(yes) => Some(*yes),
            _ => None,
        }
    }

    /// What stands in a table of this dialect; `holds` is what its column holds.
    fn said(&self, holds: Holds, dialect: Dialect) -> Cow<'_, str> {
        match (dialect, self) {
            (Dialect::Vietnamese, Field::Number(_) | Field::Share(_)) => {
                self.printed().replace('.', ",").into()
            }
            (Dialect::Vietnamese, Field::Text(text))
                if holds != Holds::Date && is_taken_for_a_number(text) =>
            {
                format!("'{text}").into()
            }
            _ => self.printed(),
        }
    }

    /// What stands in the table.
    pub fn printed(&self) -> Cow<'_, str> {
        match self {
            Field::Empty => "".into(),
            Field::Text(text) => harmless(text),
            Field::Number(n) => n.normalize().to_string().into(),
            Field::Integer(n) => n.to_string().into(),
            Field::Share(share) => share.to_string().into(),
            Field::Boolean(is) => if *is { "true" } else { "false" }.into(),
        }
    }
}

/// A spreadsheet runs what starts with `=`, `+`, `@` or a control character; an apostrophe before it
/// makes it words again. A leading "-" is left alone: labels really start with "- ".
fn harmless(text: &str) -> Cow<'_, str> {
    match text.chars().next() {
        Some(first)
            if matches!(first, '=' | '+' | '@' | '＝' | '＋' | '＠') || first.is_control() =>
        {
            format!("'{text}").into()
        }
        _ => text.into(),
    }
}

/// Words a spreadsheet takes for a number, a day or a time: figures and the signs between them.
fn is_taken_for_a_number(text: &str) -> bool {
    let figures = |c: char| c.is_ascii_digit() || " .,/-:%()".contains(c);
    text.contains(|c: char| c.is_ascii_digit())
        && (text.chars().all(figures) || text.parse::<f64>().is_ok())
}

/// A whole table: its first line and its rows.
///
/// # Errors
/// When `out` cannot be written.
pub fn table(
    columns: &[Column],
    records: impl IntoIterator<Item = Vec<Field>>,
    dialect: Dialect,
    out: &mut dyn Write,
) -> io::Result<()> {
    let names = columns.iter().map(|column| column.name);
    header_in(dialect, names, out)?;
    let holds = |at: usize| columns.get(at).map_or(Holds::Text, |column| column.holds);
    rows_in(dialect, holds, records, out)
}

/// The first line of a table, a byte order mark before it.
///
/// # Errors
/// When `out` cannot be written.
pub fn header<H: AsRef<str>>(
    names: impl IntoIterator<Item = H>,
    out: &mut dyn Write,
) -> io::Result<()> {
    header_in(Dialect::Standard, names, out)
}

/// The same in a dialect.
///
/// # Errors
/// When `out` cannot be written.
pub fn header_in<H: AsRef<str>>(
    dialect: Dialect,
    names: impl IntoIterator<Item = H>,
    out: &mut dyn Write,
) -> io::Result<()> {
    out.write_all("\u{FEFF}".as_bytes())?;
    let mut writer = csv::WriterBuilder::new()
        .delimiter(dialect.delimiter())
        .from_writer(out);
    for name in names {
        writer.write_field(harmless(name.as_ref()).as_bytes())?;
    }
    writer.write_record(None::<&[u8]>)?;
    writer.flush()
}

/// Rows of a table.
///
/// # Errors
/// When `out` cannot be written.
pub fn rows(records: impl IntoIterator<Item = Vec<Field>>, out: &mut dyn Write) -> io::Result<()> {
    rows_in(Dialect::Standard, |_| Holds::Text, records, out)
}

/// The same in a dialect; `holds` is what each column holds.
///
/// # Errors
/// When `out` cannot be written.
pub fn rows_in(
    dialect: Dialect,
    holds: impl Fn(usize) -> Holds,
    records: impl IntoIterator<Item = Vec<Field>>,
    out: &mut dyn Write,
) -> io::Result<()> {
    let mut writer = csv::WriterBuilder::new()
        .delimiter(dialect.delimiter())
        .flexible(false)
        .from_writer(out);
    for record in records {
        for (at, field) in record.iter().enumerate() {
            writer.write_field(field.said(holds(at), dialect).as_bytes())?;
        }
        writer.write_record(None::<&[u8]>)?;
    }
    writer.flush()
}

/// Some fields of a row as they stand in it, without the end of the line.
///
/// # Errors
/// Never: they are written to memory.
pub fn part(fields: &[Field]) -> io::Result<Vec<u8>> {
    let mut out = Parts::default().next(fields)?.to_vec();
    out.truncate(out.len() - 1);
    Ok(out)
}

/// The last fields of rows, one row after the other, each with the end of its line.
pub struct Parts(csv::Writer<Vec<u8>>);

impl Default for Parts {
    fn default() -> Parts {
        Parts(
            csv::WriterBuilder::new()
                .flexible(true)
                .from_writer(Vec::new()),
        )
    }
}

impl Parts {
    /// The next row's.
    ///
    /// # Errors
    /// Never: they are written to memory.
    pub fn next(&mut self, fields: &[Field]) -> io::Result<&[u8]> {
        let start = self.0.get_ref().len();
        for field in fields {
            self.0.write_field(field.printed().as_bytes())?;
        }
        self.0.write_record(None::<&[u8]>)?;
        self.0.flush()?;
        Ok(self.0.get_ref().get(start..).unwrap_or_default())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_put_together_of_parts_is_the_row() {
        let fields = vec![
            Field::text("a,b"),
            Field::Empty,
            Field::text("=1"),
            Field::text("\"x\""),
        ];
        let (mut whole, mut parts) = (Vec::new(), Parts::default());
        rows([fields.clone(), fields.clone()], &mut whole).unwrap();
        let mut joined = Vec::new();
        for _ in 0..2 {
            joined.extend(part(&fields[..2]).unwrap());
            joined.push(b',');
            joined.extend(parts.next(&fields[2..]).unwrap());
        }
        assert_eq!(joined, whole);
    }

    #[test]
    fn formulas_become_words_in_text_and_numbers_stay_numbers() {
        let record = vec![
            Field::text("=1+1"),
            Field::text("- Số hồ sơ"),
            Field::Number(Decimal::new(-150, 2)),
        ];
        let mut out = Vec::new();
        header(["a", "b", "c"], &mut out).unwrap();
        rows([record], &mut out).unwrap();
        assert_eq!(
            String::from_utf8(out).unwrap(),
            "\u{FEFF}a,b,c\n'=1+1,- Số hồ sơ,-1.5\n"
        );
    }

    #[test]
    fn a_spreadsheet_set_to_vietnamese_keeps_words_words_and_numbers_numbers() {
        const COLUMNS: &[Column] = &[
            Column::text("a", ""),
            Column::date("b", ""),
            Column::number("c", ""),
        ];
        let record = |text: &str| {
            let number = Field::Number(Decimal::new(8696, 2));
            vec![Field::text(text), Field::text("2022-09-15"), number]
        };
        let records = ["6/7", "1.1", "2026-03", "12e5", "I.1", "15 hồ sơ; 3,5%"].map(record);
        let mut out = Vec::new();
        table(COLUMNS, records, Dialect::Vietnamese, &mut out).unwrap();
        assert_eq!(
            String::from_utf8(out).unwrap(),
            "\u{FEFF}a;b;c\n'6/7;2022-09-15;86,96\n'1.1;2022-09-15;86,96\n'2026-03;2022-09-15;86,96\n\
             '12e5;2022-09-15;86,96\nI.1;2022-09-15;86,96\n\"15 hồ sơ; 3,5%\";2022-09-15;86,96\n"
        );
    }
}
