//! The tables as Parquet: one file a table, its columns typed as readers take them without being told. Equal rows give
//! equal bytes.

use super::data::{Rows, Table};
use super::sheet::{Column, Field, Holds};
use crate::model::SchemaVersion;
use jiff::civil::{Date, date};
use parquet::basic::{Compression, GzipLevel, LogicalType, Repetition, Type as Physical};
use parquet::data_type::{BoolType, ByteArray, ByteArrayType, DataType, DoubleType};
use parquet::data_type::{Int32Type, Int64Type};
use parquet::errors::{ParquetError, Result};
use parquet::file::metadata::KeyValue;
use parquet::file::properties::WriterProperties;
use parquet::file::writer::{SerializedColumnWriter, SerializedFileWriter};
use parquet::schema::types::{Type, TypePtr};
use std::io::{self, Write};
use std::sync::Arc;

/// Rows held in memory at once.
const GROUP: usize = 1 << 16;

/// Writes a table.
///
/// # Errors
/// When `out` cannot be written.
pub fn write(table: &Table, rows: Rows<'_>, out: &mut dyn Write) -> io::Result<()> {
    let bytes = made(table, rows).map_err(io::Error::other)?;
    out.write_all(&bytes)
}

fn made(table: &Table, mut rows: Rows<'_>) -> Result<Vec<u8>> {
    let version = KeyValue::new(
        "schema_version".to_owned(),
        SchemaVersion::NUMBER.to_string(),
    );
    let properties = WriterProperties::builder()
        .set_created_by("phuluc".to_owned())
        .set_compression(Compression::GZIP(GzipLevel::default()))
        .set_key_value_metadata(Some(vec![version]))
        .build();
    let mut file = SerializedFileWriter::new(Vec::new(), schema(table)?, Arc::new(properties))?;
    loop {
        let group: Vec<Vec<Field>> = rows.by_ref().take(GROUP).collect();
        if group.is_empty() {
            break;
        }
        let mut into = file.next_row_group()?;
        for (at, column) in table.columns.iter().enumerate() {
            let missing = || ParquetError::General(format!("no column {}", column.name));
            let mut writer = into.next_column()?.ok_or_else(missing)?;
            fill(column, at, &group, &mut writer)?;
            writer.close()?;
        }
        into.close()?;
    }
    file.into_inner()
}

/// Every column may be without a value, as in the other formats.
fn schema(table: &Table) -> Result<TypePtr> {
    let column = |column: &Column| {
        let (physical, logical) = match column.holds {
            Holds::Text => (Physical::BYTE_ARRAY, Some(LogicalType::String)),
            Holds::Number | Holds::Share => (Physical::DOUBLE, None),
            Holds::Integer => (Physical::INT64, None),
            Holds::Date => (Physical::INT32, Some(LogicalType::Date)),
            Holds::Boolean => (Physical::BOOLEAN, None),
        };
        let made = Type::primitive_type_builder(column.name, physical)
            .with_repetition(Repetition::OPTIONAL)
            .with_logical_type(logical)
            .build()?;
        Ok(Arc::new(made))
    };
    let columns = table.columns.iter().map(column);
    let columns = columns.collect::<Result<Vec<TypePtr>>>()?;
    let made = Type::group_type_builder(table.name).with_fields(columns);
    Ok(Arc::new(made.build()?))
}

fn fill(
    column: &Column,
    at: usize,
    rows: &[Vec<Field>],
    writer: &mut SerializedColumnWriter<'_>,
) -> Result<()> {
    let fields = || rows.iter().map(|row| row.get(at).unwrap_or(&Field::Empty));
    match column.holds {
        Holds::Text => put::<ByteArrayType>(fields().map(words), writer),
        Holds::Number | Holds::Share => put::<DoubleType>(fields().map(Field::double), writer),
        Holds::Integer => put::<Int64Type>(fields().map(Field::whole), writer),
        Holds::Date => put::<Int32Type>(fields().map(days), writer),
        Holds::Boolean => put::<BoolType>(fields().map(Field::yes), writer),
    }
}

/// Writes a column's values; a definition level of 0 is no value.
fn put<T: DataType>(
    values: impl Iterator<Item = Option<T::T>>,
    writer: &mut SerializedColumnWriter<'_>,
) -> Result<()> {
    let (mut there, mut levels) = (Vec::new(), Vec::new());
    for value in values {
        levels.push(i16::from(value.is_some()));
        there.extend(value);
    }
    let writer = writer.typed::<T>();
    writer.write_batch(&there, Some(&levels), None).map(drop)
}

fn words(field: &Field) -> Option<ByteArray> {
    field.words().map(ByteArray::from)
}

/// Days since 1970-01-01.
fn days(field: &Field) -> Option<i32> {
    let day: Date = field.words()?.parse().ok()?;
    Some((day - date(1970, 1, 1)).get_days())
}
