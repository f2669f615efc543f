//! The central type: what one input became. Every output is a view of `&[Report]`.

use super::{Appendix, Finding, IndicatorId, Place, Reading, SchemaVersion, Source};
use crate::text::Text;
use crate::text::period::days_by_law;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// What one input became.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Report {
    /// The shape it is written in.
    #[serde(default)]
    pub schema_version: SchemaVersion,
    /// Which file.
    pub source: Source,
    /// How far it came.
    pub status: Status,
    /// Agency, number, date, period.
    pub head: Letterhead,
    /// The headings of the body with the text under each.
    pub outline: Vec<Heading>,
    /// The schema it was mapped to; `None` when none fits.
    pub schema: Option<SchemaFit>,
    /// The appendix as printed.
    pub appendix: Appendix,
    /// For each appendix row, the indicator it was mapped to.
    pub mapped: Vec<Option<IndicatorId>>,
    /// One record per indicator of the schema, in schema order.
    pub records: Vec<Record>,
    /// What the rows that fit no indicator say by themselves: (index into `Appendix::rows`, value).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub unmapped: Vec<(usize, Value)>,
    /// What is doubtful.
    pub findings: Vec<Finding>,
    /// Where every printed row went.
    pub ledger: Ledger,
}

impl Report {
    /// The records by their indicators.
    pub fn by_indicator(&self) -> BTreeMap<&IndicatorId, &Record> {
        let records = self.records.iter();
        records.map(|record| (&record.indicator, record)).collect()
    }
}

/// How far an input came.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Status {
    /// Read and mapped.
    #[default]
    Ok,
    /// Read, but something was cut off by a limit or could not be read.
    Partial,
    /// Read; no appendix in it.
    NoAppendix,
    /// Read; its appendix fits no schema.
    NoSchema,
    /// Pages are pictures without text, and nothing was there to read them with.
    NeedsOcr,
}

/// What the letterhead, the title and the caption say.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Letterhead {
    /// Issuing agency, with its province: `Sở Thông tin và Truyền thông tỉnh Sóc Trăng`.
    pub agency: Option<Text>,
    /// The agency above it, where the letterhead prints one.
    pub parent_agency: Option<Text>,
    /// At which level of government it stands, where its name tells.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub level: Option<Level>,
    /// Province or centrally run city, without the word: `Sóc Trăng`.
    pub province: Option<Text>,
    /// Report number as printed: `174/BC-STTTT`.
    pub number: Option<Text>,
    /// Date, ISO: `2022-09-15`.
    pub date: Option<String>,
    /// Title of the report.
    pub title: Option<Text>,
    /// What it reports on.
    pub period: Option<Period>,
    /// Whom it is addressed to.
    pub recipient: Option<Text>,
    /// Who signed: name.
    pub signer: Option<Text>,
    /// Who signed: office held.
    pub signer_title: Option<Text>,
    /// Number or date stands blank: a draft.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub draft: bool,
    /// Where each of these was found: (field, place).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub places: Vec<(String, Place)>,
}

/// The level of government an agency stands at.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Level {
    /// A ministry or an agency of its rank.
    Ministry,
    /// The council or people's committee of a province or centrally run city.
    Province,
    /// An office of a province's people's committee: sở, thanh tra, văn phòng, ban quản lý các khu.
    Department,
    /// The council or people's committee of a district, town or city under a province; none since July 2025.
    District,
    /// The council or people's committee of a commune, ward, township or special zone.
    Commune,
    /// An organ of the party, of any rank.
    Party,
    /// Another body: a unit under an office, a school, a hospital, an agency run from the capital.
    Other,
}

/// A reporting period.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Period {
    /// `2022-Q3`, `2026-H1` (6 tháng), `2022-M9` (9 tháng), `2024` (năm), `2026-03` (tháng).
    pub code: String,
    /// As printed.
    pub printed: String,
    /// First day, ISO: as stated, else as the law lays it down
    /// ([`days_by_law`](crate::text::period::days_by_law)).
    pub start: Option<String>,
    /// Last day, ISO, likewise.
    pub end: Option<String>,
}

impl Period {
    /// A period with the days it has by law.
    pub fn by_law(code: String, printed: String) -> Period {
        let (start, end) = days_by_law(&code).unzip();
        Period {
            code,
            printed,
            start,
            end,
        }
    }
}

/// A heading of the body with the text under it, up to the next heading. Tables are left out: the
/// contact table of part II holds names and telephone numbers that belong in no output.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Heading {
    /// `1.3.3`, `II`, `a`; closing dot dropped.
    pub number: String,
    /// The heading's words.
    pub title: Text,
    /// 1 for I, II …; 2 for 1, 2 …; 3 for 1.1 …; 4 for 1.1.1 ….
    pub level: u8,
    /// Where it stands.
    pub place: Place,
    /// The paragraphs under it.
    pub text: Vec<Sentence>,
}

/// A paragraph of the body and where it stands.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Sentence {
    /// Its text.
    pub text: Text,
    /// Where it stands.
    pub place: Place,
}

/// Which schema a report was mapped to, and how clearly.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct SchemaFit {
    /// The schema's id.
    pub id: String,
    /// Share of rows that fit, 0 to 1, to four places.
    pub score: f64,
    /// Forced by the user.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub forced: bool,
    /// The next best schema and its score.
    pub runner_up: Option<(String, f64)>,
}

/// What one report says on one indicator.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Record {
    /// Which indicator.
    pub indicator: IndicatorId,
    /// What the value is.
    pub value: Value,
    /// The value as printed; `None` when the cell is blank or the row is missing.
    pub printed: Option<Text>,
    /// What the other value columns say on the indicator: the form's own further ones in its order, then those
    /// that only the report prints.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub more_values: Vec<OtherValue>,
    /// The appendix row it was read from (index into `Appendix::rows`).
    pub row: Option<usize>,
    /// How the row was matched; `None` when missing.
    pub matched: Option<Match>,
    /// How the value was read, where its page is a picture.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reading: Option<Reading>,
    /// What supports the value.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub evidence: Vec<Support>,
}

/// What stands beside an indicator's value, in another value column: a plan, the period before, a rate.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct OtherValue {
    /// The words over its column; `None` where the report does not print the form's column.
    pub column: Option<Text>,
    /// As printed; `None` for a blank.
    pub printed: Option<Text>,
    /// What it is.
    pub value: Value,
}

/// A value. Missing, Blank and Unreadable are three different answers; there is no default of 0.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "is", content = "value")]
pub enum Value {
    /// The form's row is not in the report.
    #[default]
    Missing,
    /// The row is there, its value cell is empty.
    Blank,
    /// A dash, "…" or "x" where a figure should be: "no data", not 0.
    NoData,
    /// A count or an amount.
    Number(Decimal),
    /// A percentage: 86.96 for "86,96".
    Percent(Decimal),
    /// An answer code of a choice: 1 for "Có".
    Choice(i64),
    /// "6/7": part and whole.
    Fraction(Decimal, Decimal),
    /// Words.
    Text(Text),
    /// Something is printed that is no value of this indicator's kind, or cannot be read.
    Unreadable,
}

impl Value {
    /// The plain number of a count, percentage or choice.
    pub fn number(&self) -> Option<Decimal> {
        match self {
            Value::Number(n) | Value::Percent(n) => Some(*n),
            Value::Choice(code) => Some(Decimal::from(*code)),
            _ => None,
        }
    }

    /// The kebab-case name of the state, for the `status` column.
    pub fn status(&self) -> &'static str {
        match self {
            Value::Missing => "missing",
            Value::Blank => "blank",
            Value::NoData => "no-data",
            Value::Number(_) => "number",
            Value::Percent(_) => "percent",
            Value::Choice(_) => "choice",
            Value::Fraction(..) => "fraction",
            Value::Text(_) => "text",
            Value::Unreadable => "unreadable",
        }
    }
}

/// How a printed row was matched to its indicator.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Match {
    /// The printed number is the schema's.
    pub number: bool,
    /// Likeness of the labels, 0 to 1, to three places.
    pub label: f64,
    /// The row stood where the schema's order expects it.
    pub in_order: bool,
    /// The unit is the schema's.
    pub unit: bool,
    /// Certain, good or weak.
    pub grade: Grade,
}

/// How sure a match is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Grade {
    /// A person should look.
    #[default]
    Weak,
    /// Label or number bent, but no rival.
    Good,
    /// Label and position agree.
    Certain,
}

/// A reason to believe a value, beyond its being printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Support {
    /// Read clean: nothing was repaired on the way.
    ReadClean,
    /// A ratio or sum it takes part in works out.
    Arithmetic,
    /// The body states the same figure.
    Narrative,
    /// Its own note states the same figure.
    Note,
    /// Plausible beside the period before.
    Previous,
}

/// Where every printed row of the appendix went:
/// `printed = indicators + headings + pieces + header + empty + unmapped`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ledger {
    /// Table rows printed.
    pub printed: usize,
    /// Rows mapped to an indicator that asks for a value.
    pub indicators: usize,
    /// Rows mapped to a heading of the form.
    pub headings: usize,
    /// Pieces of rows cut by a page break.
    pub pieces: usize,
    /// Header rows.
    pub header: usize,
    /// Rules and rows without ink.
    pub empty: usize,
    /// Rows that fit no indicator; each is named by a finding.
    pub unmapped: usize,
}

impl Ledger {
    /// Whether every printed row is accounted for.
    pub fn adds_up(&self) -> bool {
        self.printed
            == self.indicators
                + self.headings
                + self.pieces
                + self.header
                + self.empty
                + self.unmapped
    }
}
