//! `indicators-wide.csv`: indicators down, agencies across, values only.
//!
//! The table is turned: reports come one by one and are its columns. Each report's column is packed
//! in blocks of a few values ([`values`]), so that the table can be written block by block from wherever
//! the columns are kept, without all values of all reports in memory.

use super::long::words;
use super::sheet::{self, Field};
use crate::model::{Entry, Record, Report};
use crate::schema::{self, Indicator, Kind, Schema};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::io::{self, Write};

/// The columns before the agencies'.
pub const FIXED: [&str; 6] = ["schema", "indicator", "section", "number", "label", "unit"];

/// Values in one block of a packed column.
const BLOCK: usize = 16;

/// What stands over a report's column.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ColumnHead {
    /// The agency, its period behind it; the report's name where the letterhead was not readable.
    pub title: String,
    /// Id of the form its values belong to.
    pub schema: String,
}

/// The head of a report's column; `None` where no form fits.
pub fn head(entry: &Entry, report: &Report, schemas: &[Schema]) -> Option<ColumnHead> {
    let schema = schema::of(report, schemas)?;
    let agency = report
        .head
        .agency
        .as_ref()
        .map_or(entry.name.as_str(), |agency| agency.as_str());
    let title = match &report.head.period {
        Some(period) => format!("{agency} ({})", period.code),
        None => agency.to_owned(),
    };
    Some(ColumnHead {
        title,
        schema: schema.id.clone(),
    })
}

/// A report's values in the order of its form, packed: a block is its length in bytes, then each value's
/// length and bytes; all lengths are 32-bit little endian.
pub fn values(entry: &Entry, schemas: &[Schema]) -> Vec<u8> {
    let Some((report, schema)) = entry
        .report()
        .and_then(|report| Some((report, schema::of(report, schemas)?)))
    else {
        return Vec::new();
    };
    let records = report.by_indicator();
    let asked: Vec<&Indicator> = asked(schema).collect();
    let mut packed = Vec::new();
    for block in asked.chunks(BLOCK) {
        let mut bytes = Vec::new();
        for indicator in block {
            let value = records.get(&indicator.id).map(|r| value(indicator, r));
            put(
                &mut bytes,
                value.unwrap_or(Field::Empty).printed().as_bytes(),
            );
        }
        put(&mut packed, &bytes);
    }
    packed
}

fn put(out: &mut Vec<u8>, bytes: &[u8]) {
    let length = u32::try_from(bytes.len()).unwrap_or(u32::MAX);
    out.extend(length.to_le_bytes());
    out.extend(bytes.iter().take(length as usize));
}

/// Takes what [`put`] put off the front.
fn take<'a>(bytes: &mut &'a [u8]) -> &'a [u8] {
    let Some((length, rest)) = bytes.split_first_chunk::<4>() else {
        return &[];
    };
    let length = (u32::from_le_bytes(*length) as usize).min(rest.len());
    let (taken, rest) = rest.split_at(length);
    *bytes = rest;
    taken
}

/// The titles of the columns, the report's name behind those that several reports share.
pub fn titles<'a>(columns: &[(&'a str, &'a ColumnHead)]) -> Vec<String> {
    let mut seen: BTreeMap<&str, usize> = BTreeMap::new();
    for (_, head) in columns {
        *seen.entry(&head.title).or_default() += 1;
    }
    let title = |(name, head): &(&str, &ColumnHead)| match seen.get(head.title.as_str()) {
        Some(1) => head.title.clone(),
        _ => format!("{} – {name}", head.title),
    };
    columns.iter().map(title).collect()
}

/// Writes the table. `columns` are the reports' names and heads; `read` gives so many bytes of a column's
/// packed values, going on where it stopped before.
///
/// # Errors
/// When `out` cannot be written or a column cannot be read.
pub fn write(
    columns: &[(&str, &ColumnHead)],
    schemas: &[Schema],
    read: &mut dyn FnMut(usize, usize) -> io::Result<Vec<u8>>,
    out: &mut dyn Write,
) -> io::Result<()> {
    let fixed = FIXED.iter().map(|name| (*name).to_owned());
    sheet::header(fixed.chain(titles(columns)), out)?;
    let fits = |schema: &Schema| columns.iter().any(|(_, head)| head.schema == schema.id);
    for schema in schemas.iter().filter(|schema| fits(schema)) {
        let asked: Vec<&Indicator> = asked(schema).collect();
        for indicators in asked.chunks(BLOCK) {
            let blocks = blocks(columns, schema, read)?;
            let mut blocks: Vec<&[u8]> = blocks.iter().map(Vec::as_slice).collect();
            let records = indicators.iter().map(|indicator| {
                let values = blocks.iter_mut().map(|block| packed_field(take(block)));
                fixed_fields(schema, indicator)
                    .into_iter()
                    .chain(values)
                    .collect()
            });
            // One row at a time: a row is as long as there are reports.
            sheet::rows(records, out)?;
        }
    }
    Ok(())
}

/// The next block of every column; nothing of those whose form is another.
fn blocks(
    columns: &[(&str, &ColumnHead)],
    schema: &Schema,
    read: &mut dyn FnMut(usize, usize) -> io::Result<Vec<u8>>,
) -> io::Result<Vec<Vec<u8>>> {
    let block = |(at, (_, head)): (usize, &(&str, &ColumnHead))| {
        if head.schema != schema.id {
            return Ok(Vec::new());
        }
        let length = read(at, 4)?;
        let length = length
            .first_chunk()
            .map_or(0, |four| u32::from_le_bytes(*four));
        read(at, length as usize)
    };
    columns.iter().enumerate().map(block).collect()
}

/// A value as [`values`] packed it: what is to stand in the table already.
fn packed_field(bytes: &[u8]) -> Field {
    Field::Printed(String::from_utf8_lossy(bytes).into_owned())
}

fn asked(schema: &Schema) -> impl Iterator<Item = &Indicator> {
    schema
        .indicators
        .iter()
        .filter(|indicator| indicator.asks())
}

fn fixed_fields(schema: &Schema, indicator: &Indicator) -> Vec<Field> {
    vec![
        Field::text(&schema.id),
        Field::text(indicator.id.as_str()),
        Field::text(&indicator.section),
        Field::maybe(indicator.number.as_ref().map(|number| &number.0)),
        Field::text(&indicator.label),
        Field::maybe(indicator.unit.as_ref()),
    ]
}

fn value(indicator: &Indicator, record: &Record) -> Field {
    match (record.value.number(), indicator.kind) {
        (Some(number), _) => Field::Number(number),
        (None, Kind::Text | Kind::Date) => words(&record.value),
        _ => Field::Empty,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_put_is_taken_and_the_end_is_nothing() {
        let mut packed = Vec::new();
        put(&mut packed, b"12");
        put(&mut packed, b"");
        let mut rest = packed.as_slice();
        assert_eq!(
            [take(&mut rest), take(&mut rest), take(&mut rest)],
            [&b"12"[..], b"", b""]
        );
    }

    #[test]
    fn agencies_of_one_name_are_told_apart_by_their_reports() {
        let head = ColumnHead {
            title: "Sở A".into(),
            schema: "f".into(),
        };
        let other = ColumnHead {
            title: "Sở B".into(),
            schema: "f".into(),
        };
        let columns = [("a", &head), ("b", &head), ("c", &other)];
        assert_eq!(titles(&columns), ["Sở A – a", "Sở A – b", "Sở B"]);
    }
}
