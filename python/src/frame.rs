//! A table as Python takes it: an Arrow stream for libraries, dictionaries for those without one.

use arrow_array::cast::AsArray;
use arrow_array::ffi::FFI_ArrowSchema;
use arrow_array::ffi_stream::FFI_ArrowArrayStream;
use arrow_array::types::{Date32Type, Decimal128Type, Decimal256Type, Float64Type, Int64Type};
use arrow_array::{Array, RecordBatch, RecordBatchIterator};
use arrow_schema::{ArrowError, DataType, SchemaRef};
use pyo3::IntoPyObjectExt;
use pyo3::exceptions::PyRuntimeError;
use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
use pyo3::types::{PyCapsule, PyDict, PyList, PyString, PyType};
use std::ffi::CStr;

const STREAM: &CStr = c"arrow_array_stream";
const SCHEMA: &CStr = c"arrow_schema";

/// A table: values, findings or files.
///
/// Every library that reads the Arrow PyCapsule interface takes it as it is, without a copy: ``polars.DataFrame(table)``,
/// ``pandas.DataFrame.from_arrow(table)``, ``pyarrow.table(table)``, ``duckdb.sql("select … from frame")``. None of them is needed: ``table.to_dicts()`` gives plain Python.
#[pyclass(frozen, module = "phuluc", name = "Table")]
pub struct Frame {
    name: &'static str,
    schema: SchemaRef,
    batches: Vec<RecordBatch>,
}

impl Frame {
    /// Of a table's columns.
    pub fn new(name: &'static str, (schema, batches): (SchemaRef, Vec<RecordBatch>)) -> Frame {
        Frame {
            name,
            schema,
            batches,
        }
    }

    fn rows(&self) -> usize {
        self.batches.iter().map(RecordBatch::num_rows).sum()
    }
}

/// What Arrow said; it says nothing of what is read.
pub fn arrow(error: ArrowError) -> PyErr {
    PyRuntimeError::new_err(error.to_string())
}

#[pymethods]
impl Frame {
    /// The table as an Arrow stream (PyCapsule interface). A requested schema is not converted to, as the interface allows.
    #[pyo3(signature = (requested_schema=None))]
    fn __arrow_c_stream__<'py>(
        &self,
        py: Python<'py>,
        requested_schema: Option<Bound<'py, PyAny>>,
    ) -> PyResult<Bound<'py, PyCapsule>> {
        let _ = requested_schema;
        let batches: Vec<_> = self.batches.iter().cloned().map(Ok).collect();
        let stream = RecordBatchIterator::new(batches, self.schema.clone());
        let stream = FFI_ArrowArrayStream::new(Box::new(stream));
        PyCapsule::new_with_value(py, stream, STREAM)
    }

    /// The types of its columns (PyCapsule interface).
    fn __arrow_c_schema__<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyCapsule>> {
        let schema = FFI_ArrowSchema::try_from(self.schema.as_ref()).map_err(arrow)?;
        PyCapsule::new_with_value(py, schema, SCHEMA)
    }

    fn __len__(&self) -> usize {
        self.rows()
    }

    fn __repr__(&self) -> String {
        let columns = self.schema.fields().len();
        format!("<phuluc.Table {}: {} × {columns}>", self.name, self.rows())
    }

    /// The names of its columns.
    #[getter]
    fn columns(&self) -> Vec<&str> {
        let fields = self.schema.fields().iter();
        fields.map(|field| field.name().as_str()).collect()
    }

    /// One dictionary a row: str, int, bool, ``decimal.Decimal``, ``datetime.date`` or None.
    fn to_dicts<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyList>> {
        let names = self.columns().into_iter();
        let names: Vec<_> = names.map(|name| PyString::intern(py, name)).collect();
        let dicts = PyList::empty(py);
        for batch in &self.batches {
            let columns = batch.columns().iter();
            let columns: Vec<_> = columns
                .map(|column| values(py, column))
                .collect::<PyResult<_>>()?;
            for row in 0..batch.num_rows() {
                let dict = PyDict::new(py);
                for (name, column) in names.iter().zip(&columns) {
                    dict.set_item(name, &column[row])?;
                }
                dicts.append(dict)?;
            }
        }
        Ok(dicts)
    }

    /// As a ``pyarrow.Table``.
    fn to_arrow<'py>(slf: Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        let py = slf.py();
        py.import("pyarrow")?.call_method1("table", (slf,))
    }

    /// As a ``polars.DataFrame``.
    fn to_polars<'py>(slf: Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        let py = slf.py();
        py.import("polars")?.call_method1("DataFrame", (slf,))
    }

    /// As a ``pandas.DataFrame`` (through pyarrow). ``value`` is ``decimal.Decimal`` there.
    fn to_pandas<'py>(slf: Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        Frame::to_arrow(slf)?.call_method0("to_pandas")
    }
}

/// A column's values as Python's.
fn values<'py>(py: Python<'py>, column: &dyn Array) -> PyResult<Vec<Bound<'py, PyAny>>> {
    let there = |at: usize| column.is_valid(at);
    let value = |at: usize| -> PyResult<Bound<'py, PyAny>> {
        if !there(at) {
            return Ok(py.None().into_bound(py));
        }
        Ok(match column.data_type() {
            DataType::Utf8 => PyString::new(py, column.as_string::<i32>().value(at)).into_any(),
            DataType::Boolean => column
                .as_boolean()
                .value(at)
                .into_pyobject(py)?
                .to_owned()
                .into_any(),
            DataType::Int64 => number(py, column.as_primitive::<Int64Type>().value(at))?,
            DataType::Float64 => number(py, column.as_primitive::<Float64Type>().value(at))?,
            DataType::Date32 => day(py, column.as_primitive::<Date32Type>().value(at))?,
            DataType::Decimal128(..) => decimal(
                py,
                &column.as_primitive::<Decimal128Type>().value_as_string(at),
            )?,
            DataType::Decimal256(..) => decimal(
                py,
                &column.as_primitive::<Decimal256Type>().value_as_string(at),
            )?,
            other => return Err(PyRuntimeError::new_err(other.to_string())),
        })
    };
    (0..column.len()).map(value).collect()
}

fn number<'py>(py: Python<'py>, number: impl IntoPyObjectExt<'py>) -> PyResult<Bound<'py, PyAny>> {
    number.into_bound_py_any(py)
}

fn day(py: Python<'_>, days: i32) -> PyResult<Bound<'_, PyAny>> {
    static DATE: PyOnceLock<Py<PyType>> = PyOnceLock::new();
    /// 1970-01-01 as Python counts days.
    const FIRST: i32 = 719_163;
    let date = DATE.import(py, "datetime", "date")?;
    date.call_method1("fromordinal", (days + FIRST,))
}

/// As printed in the other tables: without the zeros that only fill the column's decimals.
fn decimal<'py>(py: Python<'py>, digits: &str) -> PyResult<Bound<'py, PyAny>> {
    static DECIMAL: PyOnceLock<Py<PyType>> = PyOnceLock::new();
    let digits = match digits.contains('.') {
        true => digits.trim_end_matches('0').trim_end_matches('.'),
        false => digits,
    };
    DECIMAL.import(py, "decimal", "Decimal")?.call1((digits,))
}
