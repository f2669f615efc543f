//! A table's rows → Arrow columns, typed as the exported Parquet files are; numbers stay decimal.

use arrow_array::builder::{
    BooleanBuilder, Date32Builder, Float64Builder, Int64Builder, StringBuilder,
};
use arrow_array::{ArrayRef, Decimal128Array, Decimal256Array, RecordBatch};
use arrow_buffer::i256;
use arrow_schema::{ArrowError, DataType, Field as Named, Schema, SchemaRef};
use arrow_select::concat::concat_batches;
use jiff::civil::{Date, date};
use phuluc::emit::data::Table;
use phuluc::emit::sheet::{Column, Field, Holds};
use rust_decimal::Decimal;
use std::collections::BTreeMap;
use std::sync::Arc;

/// Decimals of a number where no value prints more: with these every number of 28 digits fits into 128 bits.
const SCALE: u32 = 9;
const DIGITS: u8 = 38;
const MORE_DIGITS: u8 = 76;

/// The rows of some reports, column by column.
pub struct Part {
    rows: usize,
    columns: Vec<Values>,
}

enum Values {
    Ready(ArrayRef),
    /// How many decimals they need is known when all are.
    Numbers(Vec<Option<Decimal>>),
}

impl Part {
    /// Of rows as the table names their fields.
    pub fn of(table: &Table, rows: &[Vec<Field>]) -> Part {
        let column = |(at, column): (usize, &Column)| values(column, at, rows);
        Part {
            rows: rows.len(),
            columns: table.columns.iter().enumerate().map(column).collect(),
        }
    }

    fn numbers(&self) -> Vec<Decimal> {
        let columns = self.columns.iter().filter_map(|column| match column {
            Values::Numbers(numbers) => Some(numbers.iter().flatten().copied()),
            Values::Ready(_) => None,
        });
        columns.flatten().collect()
    }
}

fn values(column: &Column, at: usize, rows: &[Vec<Field>]) -> Values {
    let fields = || rows.iter().map(|row| row.get(at).unwrap_or(&Field::Empty));
    Values::Ready(match column.holds {
        Holds::Number => return Values::Numbers(fields().map(number).collect()),
        Holds::Text => {
            let length = fields().filter_map(Field::words).map(str::len).sum();
            let mut built = StringBuilder::with_capacity(rows.len(), length);
            fields().for_each(|field| built.append_option(field.words()));
            Arc::new(built.finish())
        }
        Holds::Share => {
            let mut built = Float64Builder::with_capacity(rows.len());
            fields().for_each(|field| built.append_option(field.double()));
            Arc::new(built.finish())
        }
        Holds::Integer => {
            let mut built = Int64Builder::with_capacity(rows.len());
            fields().for_each(|field| built.append_option(field.whole()));
            Arc::new(built.finish())
        }
        Holds::Date => {
            let mut built = Date32Builder::with_capacity(rows.len());
            fields().for_each(|field| built.append_option(days(field)));
            Arc::new(built.finish())
        }
        Holds::Boolean => {
            let mut built = BooleanBuilder::with_capacity(rows.len());
            fields().for_each(|field| built.append_option(field.yes()));
            Arc::new(built.finish())
        }
    })
}

fn number(field: &Field) -> Option<Decimal> {
    match field {
        Field::Number(number) => Some(number.normalize()),
        Field::Integer(number) => Some((*number).into()),
        _ => None,
    }
}

/// Days since 1970-01-01.
fn days(field: &Field) -> Option<i32> {
    let day: Date = field.words()?.parse().ok()?;
    Some((day - date(1970, 1, 1)).get_days())
}

/// How numbers are held: wide enough that each of them stays what it is.
#[derive(Clone, Copy)]
struct Width {
    scale: u32,
    wide: bool,
}

impl Width {
    fn of(numbers: &[Decimal]) -> Width {
        let scale = numbers.iter().map(Decimal::scale);
        let scale = scale.max().unwrap_or(0).max(SCALE);
        let fits = |number: &Decimal| {
            let most = 10_i128.pow(DIGITS.into());
            scaled(*number, scale).is_some_and(|whole| whole.abs() < most)
        };
        Width {
            scale,
            wide: !numbers.iter().all(fits),
        }
    }

    fn kind(self) -> DataType {
        let scale = i8::try_from(self.scale).unwrap_or(i8::MAX);
        match self.wide {
            false => DataType::Decimal128(DIGITS, scale),
            true => DataType::Decimal256(MORE_DIGITS, scale),
        }
    }

    fn column(self, numbers: &[Option<Decimal>]) -> ArrayRef {
        let (kind, scale) = (self.kind(), self.scale);
        let numbers = numbers.iter().copied();
        match self.wide {
            false => {
                let whole = numbers.map(|number| scaled(number?, scale));
                Arc::new(Decimal128Array::from_iter(whole).with_data_type(kind))
            }
            true => {
                let whole = numbers.map(|number| Some(scaled_widely(number?, scale)));
                Arc::new(Decimal256Array::from_iter(whole).with_data_type(kind))
            }
        }
    }
}

/// The number in units of its last decimal; `None` where 128 bits do not hold it.
fn scaled(number: Decimal, scale: u32) -> Option<i128> {
    let more = 10_i128.checked_pow(scale - number.scale())?;
    number.mantissa().checked_mul(more)
}

/// The same in 256 bits, which hold every decimal in every scale.
fn scaled_widely(number: Decimal, scale: u32) -> i256 {
    let ten = i256::from_i128(10);
    let more = (number.scale()..scale).fold(i256::ONE, |more, _| more.wrapping_mul(ten));
    i256::from_i128(number.mantissa()).wrapping_mul(more)
}

/// So many parts make one batch: each has a price in whatever reads the stream, column by column.
const JOINED: usize = 16;

/// The table; its columns are the table's whether or not there is a row.
pub fn batches(
    table: &Table,
    parts: Vec<Part>,
) -> Result<(SchemaRef, Vec<RecordBatch>), ArrowError> {
    let numbers: Vec<Decimal> = parts.iter().flat_map(Part::numbers).collect();
    let width = Width::of(&numbers);
    let schema = Arc::new(schema(table, width));
    let filled = parts.into_iter().filter(|part| part.rows > 0);
    let batch = |part: Part| {
        let columns = part.columns.into_iter().map(|column| match column {
            Values::Ready(array) => array,
            Values::Numbers(numbers) => width.column(&numbers),
        });
        RecordBatch::try_new(Arc::clone(&schema), columns.collect())
    };
    let batches: Vec<RecordBatch> = filled.map(batch).collect::<Result<_, _>>()?;
    let joined = batches
        .chunks(JOINED)
        .map(|some| concat_batches(&schema, some));
    let joined = joined.collect::<Result<_, _>>()?;
    Ok((schema, joined))
}

/// Every column may be without a value; what it means goes with it.
fn schema(table: &Table, width: Width) -> Schema {
    let field = |column: &Column| {
        let kind = match column.holds {
            Holds::Text => DataType::Utf8,
            Holds::Number => width.kind(),
            Holds::Share => DataType::Float64,
            Holds::Integer => DataType::Int64,
            Holds::Date => DataType::Date32,
            Holds::Boolean => DataType::Boolean,
        };
        let about = BTreeMap::from([("description".to_owned(), column.about.to_owned())]);
        Named::new(column.name, kind, true).with_metadata(about)
    };
    Schema::new(table.columns.iter().map(field).collect::<Vec<_>>())
}
