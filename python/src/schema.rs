//! A form.

use crate::fault::raised;
use crate::report::Report;
use phuluc::embed::{self, Fault};
use phuluc::locale::Lang;
use phuluc::schema::{self, Schema as Form};
use pyo3::exceptions::PyRuntimeError;
use pyo3::prelude::*;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;
use tempfile::TempPath;

/// A form: the indicators it asks for. :func:`phuluc.extract` takes one as ``schema``.
#[pyclass(frozen, module = "phuluc")]
pub struct Schema {
    form: Form,
    path: Option<PathBuf>,
    /// Every reader of this package has it.
    is_shipped: bool,
    /// Where it was written to be read by others; it goes with this.
    own: OnceLock<TempPath>,
}

impl Schema {
    fn new(form: Form, path: Option<PathBuf>) -> Schema {
        Schema {
            form,
            path,
            is_shipped: false,
            own: OnceLock::new(),
        }
    }
}

/// The language asked for, else the environment's, as the package chooses it.
fn language(py: Python<'_>, lang: Option<&str>) -> PyResult<Lang> {
    let code = py.import("phuluc")?.call_method1("_language", (lang,))?;
    Ok(embed::lang(&code.extract::<String>()?).unwrap_or_default())
}

/// A report as it is, anything else read first.
fn report<'py>(source: Bound<'py, PyAny>) -> PyResult<Py<Report>> {
    if let Ok(report) = source.cast::<Report>() {
        return Ok(report.clone().unbind());
    }
    let read = source
        .py()
        .import("phuluc")?
        .call_method1("extract", (source,))?;
    Ok(read.cast_into::<Report>()?.unbind())
}

#[pymethods]
impl Schema {
    /// The shipped forms.
    #[staticmethod]
    fn shipped() -> Vec<Schema> {
        let shipped = schema::builtin().iter().cloned();
        let made = |form| Schema {
            is_shipped: true,
            ..Schema::new(form, None)
        };
        shipped.map(made).collect()
    }

    /// The form of a file; :class:`phuluc.SchemaError` says what is wrong with it.
    #[staticmethod]
    #[pyo3(signature = (path, *, lang=None))]
    fn load(py: Python<'_>, path: PathBuf, lang: Option<&str>) -> PyResult<Schema> {
        let lang = language(py, lang)?;
        let form = schema::load_file(&path)
            .map_err(|error| raised(py, &Fault::Schemas(vec![error]), lang))?;
        let path = path.canonicalize().unwrap_or(path);
        Ok(Schema::new(form, Some(path)))
    }

    /// A form drafted from reports of one form, blank or filled: :class:`phuluc.Report` or whatever :func:`phuluc.extract`
    /// takes. What is guessed is marked so in its JSON.
    #[staticmethod]
    #[pyo3(signature = (reports, *, id="bieu-mau-moi", title="Biểu mẫu mới", lang=None))]
    fn draft(
        py: Python<'_>,
        reports: Vec<Bound<'_, PyAny>>,
        id: &str,
        title: &str,
        lang: Option<&str>,
    ) -> PyResult<Schema> {
        let lang = language(py, lang)?;
        let reports = reports.into_iter().map(report);
        let reports: Vec<Py<Report>> = reports.collect::<PyResult<_>>()?;
        let read = reports.iter().map(|report| &report.get().named.report);
        let form = embed::draft(read, id, title).map_err(|fault| raised(py, &fault, lang))?;
        Ok(Schema::new(form, None))
    }

    /// Writes it to a file.
    fn save(&self, path: PathBuf) -> PyResult<()> {
        Ok(fs::write(path, self.to_json()?)?)
    }

    #[getter]
    fn _is_shipped(&self) -> bool {
        self.is_shipped
    }

    /// A file that holds it, for readers that are told where a form lies.
    fn _file(&self) -> PyResult<PathBuf> {
        if let Some(path) = &self.path {
            return Ok(path.clone());
        }
        if let Some(own) = self.own.get() {
            return Ok(own.to_path_buf());
        }
        let mut file = tempfile::Builder::new().suffix(".json").tempfile()?;
        file.write_all(self.to_json()?.as_bytes())?;
        let own = self.own.get_or_init(|| file.into_temp_path());
        Ok(own.to_path_buf())
    }

    /// Its id.
    #[getter]
    fn id(&self) -> &str {
        &self.form.id
    }

    /// Its title.
    #[getter]
    fn title(&self) -> &str {
        &self.form.title
    }

    /// The file it was loaded from; None where there is none.
    #[getter]
    fn path(&self) -> Option<&Path> {
        self.path.as_deref()
    }

    /// How many rows of a draft are guessed and to be settled.
    #[getter]
    fn guesses(&self) -> usize {
        self.form.guesses()
    }

    /// The form as the text of its file.
    fn to_json(&self) -> PyResult<String> {
        let said = |error: serde_json::Error| PyRuntimeError::new_err(error.to_string());
        self.form.to_json().map_err(said)
    }

    fn __len__(&self) -> usize {
        self.form.indicators.len()
    }

    fn __repr__(&self) -> String {
        format!(
            "<phuluc.Schema {}: {} rows>",
            self.form.id,
            self.form.indicators.len()
        )
    }
}
