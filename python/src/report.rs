//! One report, and what is read of one file.

use crate::fault::raised;
use crate::frame::Frame;
use crate::options::Options;
use crate::results::table;
use crate::source::given;
use phuluc::embed::{self, Named};
use phuluc::emit::data::{FINDINGS, INDICATORS};
use phuluc::emit::{files, json};
use phuluc::locale::Lang;
use phuluc::pipeline::Context;
use pyo3::exceptions::PyOSError;
use pyo3::prelude::*;
use pyo3::types::PyBytes;
use std::sync::Arc;

/// One report: who sent it, for which period, what each indicator says and what is doubtful.
#[pyclass(frozen, module = "phuluc")]
pub struct Report {
    pub named: Arc<Named>,
    context: Arc<Context>,
    lang: Lang,
}

impl Report {
    /// Of what was read with these.
    pub fn new(named: Named, context: Arc<Context>, lang: Lang) -> Report {
        Report {
            named: Arc::new(named),
            context,
            lang,
        }
    }
}

#[pymethods]
impl Report {
    /// The file as given, ``#2`` behind it where it holds several reports.
    #[getter]
    fn file(&self) -> &str {
        &self.named.file
    }

    /// Name of the report in tables.
    #[getter]
    fn name(&self) -> &str {
        &self.named.name
    }

    /// How far it was read: ``ok``, ``partial``, ``no-appendix``, ``no-schema`` or ``needs-ocr``.
    #[getter]
    fn status(&self) -> &'static str {
        files::status(self.named.report.status)
    }

    /// What the content is: ``docx``, ``pdf`` …
    #[getter]
    fn format(&self) -> &str {
        &self.named.report.source.format
    }

    /// Of several reports of one file this is the one :func:`phuluc.extract` gives.
    #[getter]
    fn counts(&self) -> bool {
        self.named.counts
    }

    /// Id of the form it was mapped to; None where none fits.
    #[getter]
    fn schema(&self) -> Option<&str> {
        let fit = self.named.report.schema.as_ref();
        fit.map(|fit| fit.id.as_str())
    }

    /// The office, as printed.
    #[getter]
    fn agency(&self) -> Option<&str> {
        let agency = self.named.report.head.agency.as_ref();
        agency.map(AsRef::as_ref)
    }

    /// The period: ``2022-Q3``, ``2026-H1``, ``2022-M9``, ``2024``.
    #[getter]
    fn period(&self) -> Option<&str> {
        let period = self.named.report.head.period.as_ref();
        period.map(|period| period.code.as_str())
    }

    /// Every value, as ``indicators.csv`` has it.
    #[getter]
    fn values(&self, py: Python<'_>) -> PyResult<Frame> {
        let line = embed::lines(&self.named, &self.context);
        py.detach(|| table(&INDICATORS, &[line], &self.context, self.lang))
    }

    /// Everything doubtful, as ``findings.csv`` has it.
    #[getter]
    fn findings(&self, py: Python<'_>) -> PyResult<Frame> {
        let line = embed::lines(&self.named, &self.context);
        py.detach(|| table(&FINDINGS, &[line], &self.context, self.lang))
    }

    /// The report as JSON, byte for byte what ``phuluc extract`` writes to ``reports/<name>.json``.
    fn to_json<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyBytes>> {
        let mut bytes = Vec::new();
        py.detach(|| json::one(&self.named.report, &mut bytes))
            .map_err(|error| PyOSError::new_err(error.to_string()))?;
        Ok(PyBytes::new(py, &bytes))
    }

    /// The report as plain Python, shaped as its JSON is (``schemas/report.schema.json``). Numbers with a decimal point
    /// become ``decimal.Decimal``, so that none loses a digit.
    fn to_dict<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        let decimal = py.import("decimal")?.getattr("Decimal")?;
        let said = pyo3::types::PyDict::new(py);
        said.set_item("parse_float", decimal)?;
        let loads = py.import("json")?.getattr("loads")?;
        loads.call((self.to_json(py)?,), Some(&said))
    }

    fn __repr__(&self) -> String {
        let period = self.period().unwrap_or("?");
        format!(
            "<phuluc.Report {:?} {} {period}>",
            self.named.file,
            self.status()
        )
    }
}

/// The reports of a file, in printed order.
#[pyfunction]
pub fn extract(
    py: Python<'_>,
    source: &Bound<'_, PyAny>,
    name: Option<&str>,
    options: &Options,
) -> PyResult<Vec<Report>> {
    let given = given(source)?;
    let context = options.context(py)?;
    let lang = options.lang();
    let read = py
        .detach(|| embed::reports(given, name, &context))
        .map_err(|fault| raised(py, &fault, lang))?;
    let report = |named| Report::new(named, Arc::clone(&context), lang);
    Ok(read.into_iter().map(report).collect())
}

/// The tables of a file, as JSON.
#[pyfunction]
pub fn tables<'py>(
    py: Python<'py>,
    source: &Bound<'_, PyAny>,
    name: Option<&str>,
    options: &Options,
) -> PyResult<Bound<'py, PyBytes>> {
    let given = given(source)?;
    let context = options.context(py)?;
    let json = py
        .detach(|| embed::tables(given, name, &context))
        .map_err(|fault| raised(py, &fault, options.lang()))?;
    Ok(PyBytes::new(py, &json))
}

/// What a program in Rust would call, for benches/python to compare with: the number of reports.
#[pyfunction]
pub fn _rust_call(
    py: Python<'_>,
    content: &[u8],
    name: &str,
    options: &Options,
) -> PyResult<usize> {
    let context = options.context(py)?;
    let read = py.detach(|| phuluc::pipeline::extract_all(name, content, &context));
    let fault = |error| raised(py, &embed::Fault::file(name, error), options.lang());
    read.map(|reports| reports.len()).map_err(fault)
}
