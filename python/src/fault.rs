//! A fault of the program as the exception that says it.

use phuluc::embed::Fault;
use phuluc::locale::Lang;
use pyo3::prelude::*;

/// The exception of a fault, as `phuluc/_errors.py` makes it.
pub fn raised(py: Python<'_>, fault: &Fault, lang: Lang) -> PyErr {
    let said = fault.said(lang);
    let made = || {
        py.import("phuluc._errors")?.getattr("made")?.call1((
            said.code,
            said.file,
            said.place,
            said.message,
            said.hint,
            matches!(fault, Fault::Schemas(_) | Fault::UnknownSchema { .. }),
        ))
    };
    match made() {
        Ok(exception) => PyErr::from_value(exception),
        Err(error) => error,
    }
}
