//! The Python package's other half: what [`phuluc::embed`] offers, with Python's types. What is called stands in
//! `phuluc/__init__.py`, typed and explained; here nothing is decided.

mod columns;
mod fault;
mod frame;
mod options;
mod report;
mod results;
mod run;
mod schema;
mod source;

use pyo3::prelude::*;

/// What reads, for the modules beside it.
#[pymodule]
mod _phuluc {
    #[pymodule_export]
    use super::frame::Frame;
    #[pymodule_export]
    use super::options::Options;
    #[pymodule_export]
    use super::report::{_rust_call, Report, extract, tables};
    #[pymodule_export]
    use super::results::{Results, audit};
    #[pymodule_export]
    use super::run::{extract_folder, main, started_as};
    #[pymodule_export]
    use super::schema::Schema;
    use super::*;

    #[pymodule_init]
    fn init(module: &Bound<'_, PyModule>) -> PyResult<()> {
        module.add("__version__", env!("CARGO_PKG_VERSION"))
    }
}
