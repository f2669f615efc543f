//! A report of the store, as its table of files tells it.

use crate::store::corrections::UNKNOWN;

/// A report of the store.
#[derive(Clone, Debug, Default)]
pub struct Reported {
    /// Its name.
    pub name: String,
    /// The file as given.
    pub file: String,
    /// What its content is.
    pub format: String,
    /// Place of its form among the forms.
    pub schema: Option<usize>,
    /// Id of the office in the list of agencies; empty where there is none.
    pub agency_id: String,
    /// The office.
    pub agency: String,
    /// Its province.
    pub province: String,
    /// Code of the period.
    pub period: String,
    /// Its figures count.
    pub counts: bool,
    /// The report that counts in its place.
    pub copy_of: String,
    /// What its office may be called, made comparable, each once.
    pub names: Vec<String>,
}

impl Reported {
    /// The office as corrections and decisions name it.
    pub fn office(&self) -> &str {
        let names = [&self.agency_id, &self.agency, &self.name];
        let mut names = names.into_iter().filter(|name| !name.is_empty());
        names.next().map_or("", String::as_str)
    }

    /// The period as they name it.
    pub fn said_period(&self) -> &str {
        match self.period.as_str() {
            "" => UNKNOWN,
            code => code,
        }
    }

    /// The office as people are told it.
    pub fn shown_office(&self) -> &str {
        match self.agency.as_str() {
            "" => &self.name,
            agency => agency,
        }
    }
}
