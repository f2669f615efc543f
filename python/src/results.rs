//! Many reports, settled among each other, and their tables.

use crate::columns::{Part, batches};
use crate::fault::raised;
use crate::frame::{Frame, arrow};
use crate::options::Options;
use crate::report::Report;
use phuluc::embed::{self, Compared, Named, Read};
use phuluc::emit::data::{FILES, FINDINGS, INDICATORS, Source, Table};
use phuluc::emit::files::Line;
use phuluc::locale::Lang;
use phuluc::model::Report as Whole;
use phuluc::pipeline::Context;
use pyo3::exceptions::{PyKeyError, PyRuntimeError};
use pyo3::prelude::*;
use rayon::prelude::*;
use std::path::PathBuf;
use std::sync::Arc;

/// So many reports are turned into columns at once: their rows stand in memory meanwhile.
const PART: usize = 64;

/// A table of some lines.
pub fn table(table: &Table, lines: &[Line], context: &Context, lang: Lang) -> PyResult<Frame> {
    let schemas = context.schemas();
    let part = |lines: &[Line]| {
        let source = Source {
            lines,
            board: &[],
            schemas,
            costs: false,
            lang,
        };
        let rows: Vec<_> = (table.rows)(&source).collect();
        Part::of(table, &rows)
    };
    let parts: Vec<Part> = lines.par_chunks(PART).map(part).collect();
    let made = batches(table, parts).map_err(arrow)?;
    Ok(Frame::new(table.name, made))
}

/// Many reports: their values, what is doubtful, and what became of each file.
#[pyclass(frozen, module = "phuluc")]
pub struct Results {
    values: Py<Frame>,
    findings: Py<Frame>,
    files: Py<Frame>,
    lines: Vec<Line>,
    read: Option<Read>,
    context: Arc<Context>,
    lang: Lang,
}

/// The tables, made while Python goes on.
pub struct Tables([Frame; 3]);

impl Tables {
    /// Of some lines.
    pub fn of(lines: &[Line], context: &Context, lang: Lang) -> PyResult<Tables> {
        let made = |of: &Table| table(of, lines, context, lang);
        Ok(Tables([
            made(&INDICATORS)?,
            made(&FINDINGS)?,
            made(&FILES)?,
        ]))
    }
}

impl Results {
    /// Of what was read of a folder.
    pub fn of_folder(
        py: Python<'_>,
        read: Read,
        tables: Tables,
        context: Arc<Context>,
        lang: Lang,
    ) -> PyResult<Results> {
        let lines = read.lines.clone();
        Results::new(py, lines, Some(read), tables, context, lang)
    }

    fn new(
        py: Python<'_>,
        lines: Vec<Line>,
        read: Option<Read>,
        Tables([values, findings, files]): Tables,
        context: Arc<Context>,
        lang: Lang,
    ) -> PyResult<Results> {
        Ok(Results {
            values: Py::new(py, values)?,
            findings: Py::new(py, findings)?,
            files: Py::new(py, files)?,
            lines,
            read,
            context,
            lang,
        })
    }
}

#[pymethods]
impl Results {
    /// Every value of every report, as ``indicators.csv`` has it.
    #[getter]
    fn values(&self, py: Python<'_>) -> Py<Frame> {
        self.values.clone_ref(py)
    }

    /// Everything doubtful, as ``findings.csv`` has it.
    #[getter]
    fn findings(&self, py: Python<'_>) -> Py<Frame> {
        self.findings.clone_ref(py)
    }

    /// What became of every file, the failed ones included, as ``files.csv`` has it.
    #[getter]
    fn files(&self, py: Python<'_>) -> Py<Frame> {
        self.files.clone_ref(py)
    }

    /// The names of the reports.
    #[getter]
    fn names(&self) -> Vec<&str> {
        let read = self.lines.iter().filter_map(|line| line.listed.read());
        read.map(|report| report.name.as_str())
            .filter(|name| !name.is_empty())
            .collect()
    }

    /// The report of that name, whole, as it was read.
    fn report(&self, py: Python<'_>, name: &str) -> PyResult<Report> {
        let missing = || PyKeyError::new_err(name.to_owned());
        let named = |line: &&Line| line.listed.read().is_some_and(|one| one.name == name);
        let line = self.lines.iter().find(named).ok_or_else(missing)?;
        let kept = line.listed.read().ok_or_else(missing)?;
        let read = self.read.as_ref().ok_or_else(missing)?;
        let bytes = read
            .report(name)
            .map_err(|fault| raised(py, &fault, self.lang))?;
        let report: Whole = serde_json::from_slice(&bytes)
            .map_err(|error| PyRuntimeError::new_err(error.to_string()))?;
        let named = Named {
            report,
            file: kept.file.clone(),
            name: name.to_owned(),
            path: line.path.clone(),
            sha256: line.sha256.clone(),
            counts: kept.counts(),
        };
        Ok(Report::new(named, Arc::clone(&self.context), self.lang))
    }

    fn __len__(&self) -> usize {
        self.names().len()
    }

    fn __repr__(&self) -> String {
        format!(
            "<phuluc.Results {} reports, {} files>",
            self.names().len(),
            self.lines.len()
        )
    }
}

/// Compares reports with each other, with earlier ones and with a list of offices.
#[pyfunction]
pub fn audit(
    py: Python<'_>,
    reports: Vec<Py<Report>>,
    previous: Vec<Py<Report>>,
    agencies: Option<PathBuf>,
    options: &Options,
) -> PyResult<Results> {
    let lang = options.lang();
    let context = options.context(py)?;
    let named = |reports: &[Py<Report>]| -> Vec<Arc<Named>> {
        let reports = reports.iter();
        reports
            .map(|report| Arc::clone(&report.get().named))
            .collect()
    };
    let (reports, earlier) = (named(&reports), named(&previous));
    let made = py.detach(|| {
        let owned = |all: &[Arc<Named>]| all.iter().map(|one| (**one).clone()).collect::<Vec<_>>();
        let (reports, earlier) = (owned(&reports), owned(&earlier));
        let compared = Compared {
            earlier: &earlier,
            agencies: agencies.as_deref(),
        };
        embed::audit(&reports, compared, &context)
    });
    let lines = made.map_err(|fault| raised(py, &fault, lang))?;
    let tables = py.detach(|| Tables::of(&lines, &context, lang))?;
    Results::new(py, lines, None, tables, context, lang)
}
