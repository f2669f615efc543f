//! What is given to be read: bytes, or a path.

use phuluc::embed::Given;
use pyo3::prelude::*;
use pyo3::pybacked::PyBackedBytes;
use std::path::PathBuf;

/// Bytes are copied once, so that Python may go on meanwhile; `phuluc/__init__.py` has read files that are open.
pub fn given(source: &Bound<'_, PyAny>) -> PyResult<Given> {
    if let Ok(bytes) = source.extract::<PyBackedBytes>() {
        return Ok(Given::Bytes(bytes.to_vec()));
    }
    Ok(Given::Path(source.extract::<PathBuf>()?))
}
