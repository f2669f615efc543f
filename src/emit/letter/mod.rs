//! Letters to the offices that sent reports: what is to be filled in, what is to be checked. One an office, as an
//! official document in DOCX and as a page to read on any screen; an index of all of them.

mod docx;
mod html;
mod index;
mod marks;
mod points;
mod said;
mod style;

pub use docx::docx;
pub use html::html;
pub use index::{Filed, index};
pub use marks::{head, marks, other_files};
pub use points::{Group, Point};

use super::markup::file_name;
use super::message::Lang;
use crate::model::{Listed, Submission};
use crate::schema::{Schema, with_id};
use jiff::civil::Date;
use std::collections::BTreeMap;

/// What stands in a letter besides its points. What is not given is left blank, to be filled in by hand.
#[derive(Clone, Debug, Default)]
pub struct Form {
    /// Its language.
    pub lang: Lang,
    /// The office that sends it.
    pub sender: Option<String>,
    /// The office above that one.
    pub superior: Option<String>,
    /// Where it is written.
    pub place: Option<String>,
    /// When it is written.
    pub date: Option<Date>,
    /// The last day for an answer.
    pub due: Option<Date>,
    /// What the reports are about, as the subject line has it; by default what their forms are about.
    pub topic: Option<String>,
    /// Who signs: the office held.
    pub signer_title: Option<String>,
    /// Who signs: the name.
    pub signer: Option<String>,
}

/// What is to be said to one office.
#[derive(Clone, Debug)]
pub struct Letter<'a> {
    /// The office; the file's name where the report does not say.
    pub office: String,
    /// Its reports, by period.
    pub parts: Vec<Part<'a>>,
    /// Names of the marked copies of its reports that go with it.
    pub enclosed: Vec<String>,
}

/// One report of an office with its points.
#[derive(Clone, Debug)]
pub struct Part<'a> {
    /// The report.
    pub submission: &'a Submission,
    /// The form it was mapped to.
    pub schema: Option<&'a Schema>,
    /// What is missing and what is doubtful, in the order of the form.
    pub points: Vec<Point>,
    /// Errors and warnings that are none of the office's business: how the file was read.
    pub others: usize,
}

/// The letters, by office; one without points too. A report that another counts for is in none.
///
/// ```
/// use phuluc::emit::{letter::letters, message::Lang};
/// use phuluc::model::{Code, Finding, Listed, Submission};
/// let report = Submission {
///     file: "a.docx".into(),
///     findings: vec![Finding::new(Code::MissingAppendix)],
///     ..Submission::default()
/// };
/// let listed = [Listed::Read(Box::new(report))];
/// let letters = letters(&listed, &[], Lang::Vi);
/// assert_eq!((letters[0].office.as_str(), letters[0].count()), ("a.docx", [1, 0]));
/// ```
pub fn letters<'a>(listed: &'a [Listed], schemas: &'a [Schema], lang: Lang) -> Vec<Letter<'a>> {
    let mut offices: BTreeMap<(&str, &str), Vec<Part<'a>>> = BTreeMap::new();
    let counting = listed.iter().filter_map(Listed::read);
    for submission in counting.filter(|submission| submission.counts()) {
        let id = submission.among.agency_id.as_str();
        offices
            .entry((office(submission), id))
            .or_default()
            .push(part(submission, schemas, lang));
    }
    let letter = |((office, _), mut parts): ((&str, &str), Vec<Part<'a>>)| {
        parts.sort_by(|one, two| {
            let key = |part: &Part<'a>| (part.submission.period(), part.submission.name.as_str());
            key(one).cmp(&key(two))
        });
        Letter {
            office: office.to_owned(),
            parts,
            enclosed: Vec::new(),
        }
    };
    offices.into_iter().map(letter).collect()
}

/// Whose a report is, as people are told: its office, else its file.
fn office(submission: &Submission) -> &str {
    match submission.agency() {
        "" => file_name(&submission.file),
        agency => agency,
    }
}

fn part<'a>(submission: &'a Submission, schemas: &'a [Schema], lang: Lang) -> Part<'a> {
    let schema = submission
        .schema
        .as_ref()
        .and_then(|fit| with_id(schemas, &fit.id));
    let (points, others) = points::of(submission, schema, lang);
    Part {
        submission,
        schema,
        points,
        others,
    }
}

impl Letter<'_> {
    /// How many points are to be filled in and to be checked.
    pub fn count(&self) -> [usize; 2] {
        let points = || self.parts.iter().flat_map(|part| &part.points);
        [Group::Fill, Group::Check]
            .map(|group| points().filter(|point| point.group == group).count())
    }

    /// Whether there is anything to ask for.
    pub fn asks(&self) -> bool {
        self.count() != [0, 0]
    }
}
