//! A form: its indicators in printed order, and what each may hold.

use crate::model::{IndicatorId, Number};
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// One form. Made only by [`Schema::from_json`], which validates it.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Schema {
    /// The JSON Schema it follows.
    #[serde(rename = "$schema", default, skip_serializing_if = "Option::is_none")]
    pub json_schema: Option<String>,
    /// Stable id, also its file's name: `cchc-so-nganh-2022`.
    pub id: String,
    /// What the form is called.
    pub title: String,
    /// The documents that prescribe it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub legal_basis: Vec<String>,
    /// Who fills it in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub filled_by: Option<String>,
    /// First day it is in force, ISO.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub valid_from: Option<String>,
    /// Last day it is in force, ISO.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub valid_to: Option<String>,
    /// The value columns, where the form has more than one (plan / done / compared).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub value_columns: Vec<ValueColumn>,
    /// Which value column is the value, an index into `value_columns`.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub main_column: usize,
    /// How other kinds of agency reword the labels; [`Schema::from_json`] turns it into aliases.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub variants: Vec<Variant>,
    /// Sections, headings and indicators in printed order, parents before children.
    pub indicators: Vec<Indicator>,
    /// Position of each id in `indicators`.
    #[serde(skip)]
    pub(crate) index: BTreeMap<IndicatorId, usize>,
    /// Its labels made ready for comparing.
    #[serde(skip)]
    pub(crate) prepared: super::labels::Prepared,
}

fn is_zero(n: &usize) -> bool {
    *n == 0
}

/// A value column of a form with several.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ValueColumn {
    /// Short stable name: `plan`, `done`, `compared`.
    pub id: String,
    /// As the header prints it.
    pub label: String,
    /// Other ways headers print it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub aliases: Vec<String>,
    /// The column is recomputed from two others of its row, in percent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ratio: Option<ColumnRatio>,
    /// A draft guessed (some of) this.
    #[serde(default, skip_serializing_if = "is_default")]
    pub guessed: bool,
}

/// Two value columns that make a third, by their ids: done / plan.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ColumnRatio {
    /// The part.
    pub part: String,
    /// The whole.
    pub whole: String,
}

/// How one kind of agency rewords a form made for another: a commune prints "UBND xã" where the
/// department's form says "sở ngành".
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Variant {
    /// Who prints it so: `xã`, `thành phố`.
    pub name: String,
    /// Printed words and what stands in their place, tried in order, each on what the one before left.
    pub replace: Vec<(String, String)>,
}

/// One row of the form.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Indicator {
    /// Unique and stable.
    pub id: IndicatorId,
    /// The row above it in the tree.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub parent: Option<IndicatorId>,
    /// Section numeral: `III`.
    pub section: String,
    /// The number the form prints.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub number: Option<Number>,
    /// The code the form gives the row (mã số), where it has a column for it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub code: Option<String>,
    /// The label the form prints.
    pub label: String,
    /// Other ways reports print it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub aliases: Vec<String>,
    /// The unit the form prints.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unit: Option<String>,
    /// Other ways reports print it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub unit_aliases: Vec<String>,
    /// The form prints the unit in the label's parentheses, not in a column of its own.
    #[serde(default, skip_serializing_if = "is_default")]
    pub unit_in_label: bool,
    /// What its value is.
    pub kind: Kind,
    /// The answers of a choice.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub choices: Vec<Choice>,
    /// Whether a blank is acceptable.
    #[serde(default, skip_serializing_if = "is_default")]
    pub presence: Presence,
    /// What span its figure covers.
    #[serde(default, skip_serializing_if = "is_default")]
    pub scope: Scope,
    /// How agencies' values add up.
    #[serde(default, skip_serializing_if = "is_default")]
    pub aggregate: Aggregate,
    /// What its value must agree with.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub rules: Vec<Rule>,
    /// Prompts the form prints in the note column ("Quyết định số ...").
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub note_prompts: Vec<String>,
    /// A draft guessed (some of) this; a person should confirm it.
    #[serde(default, skip_serializing_if = "is_default")]
    pub guessed: bool,
}

fn is_default<T: Default + PartialEq>(value: &T) -> bool {
    *value == T::default()
}

/// What an indicator's value is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// A section of the form: I … VII.
    Section,
    /// A heading that asks for no value.
    Heading,
    /// A whole number of things.
    #[default]
    Count,
    /// A percentage.
    Percent,
    /// One of a few answers, given by code.
    Choice,
    /// A quantity that may have decimals: money, area, weight.
    Amount,
    /// Words.
    Text,
    /// A date.
    Date,
}

/// An answer of a choice: `Có = 1`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Choice {
    /// Its code.
    pub code: i64,
    /// Its words.
    pub label: String,
}

/// Whether a blank is acceptable.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Presence {
    /// A blank is worth a word (info).
    #[default]
    Expected,
    /// A blank is a fault.
    Required,
    /// "(nếu có)": a blank says nothing.
    Optional,
    /// Required when another indicator has a value above zero.
    RequiredIf(IndicatorId),
}

/// What span a figure covers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Scope {
    /// The reporting period.
    #[default]
    InPeriod,
    /// "lũy kế": from the start of the year or of the programme.
    Cumulative,
}

/// How agencies' values make one.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Aggregate {
    /// They do not.
    #[default]
    None,
    /// Added.
    Sum,
    /// Recomputed from two summed indicators, in percent.
    Ratio {
        /// The part.
        part: IndicatorId,
        /// The whole.
        whole: IndicatorId,
    },
    /// Their mean, each weighed by another indicator: a rate whose whole the form asks for, but not its part.
    Weighted {
        /// What each agency's value is weighed by.
        by: IndicatorId,
    },
    /// Their plain mean, which is told to be one: a rate of which the form asks for neither part nor whole.
    Mean,
    /// Agencies that answered 1.
    CountYes,
    /// The newest.
    Last,
}

impl Aggregate {
    /// The two indicators whose numbers an agency must both have to enter the total of indicator `own`; `None` where
    /// its own is enough.
    pub fn pair<'a>(&'a self, own: &'a IndicatorId) -> Option<(&'a IndicatorId, &'a IndicatorId)> {
        match self {
            Aggregate::Ratio { part, whole } => Some((part, whole)),
            Aggregate::Weighted { by } => Some((own, by)),
            _ => None,
        }
    }
}

/// What a value must agree with.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "rule", deny_unknown_fields)]
pub enum Rule {
    /// The sum of others, once all of them are given.
    SumOf {
        /// The parts.
        parts: Vec<IndicatorId>,
        /// A correct report may break it: worth a look, not a fault.
        #[serde(default, skip_serializing_if = "is_default")]
        soft: bool,
        /// A draft guessed it.
        #[serde(default, skip_serializing_if = "is_default")]
        guessed: bool,
    },
    /// part / whole × 100.
    RatioOf {
        /// The part.
        part: IndicatorId,
        /// The whole.
        whole: IndicatorId,
        /// A draft guessed it.
        #[serde(default, skip_serializing_if = "is_default")]
        guessed: bool,
    },
    /// Not more than another.
    AtMost {
        /// The other.
        whole: IndicatorId,
        /// A correct report may break it: worth a look, not a fault.
        #[serde(default, skip_serializing_if = "is_default")]
        soft: bool,
        /// A draft guessed it.
        #[serde(default, skip_serializing_if = "is_default")]
        guessed: bool,
    },
    /// Not less than the sum of others: parts that need not make the whole.
    AtLeastSum {
        /// The parts.
        parts: Vec<IndicatorId>,
        /// A correct report may break it: worth a look, not a fault.
        #[serde(default, skip_serializing_if = "is_default")]
        soft: bool,
        /// A draft guessed it.
        #[serde(default, skip_serializing_if = "is_default")]
        guessed: bool,
    },
    /// The same figure as another.
    EqualTo {
        /// The other.
        other: IndicatorId,
        /// A correct report may break it: worth a look, not a fault.
        #[serde(default, skip_serializing_if = "is_default")]
        soft: bool,
        /// A draft guessed it.
        #[serde(default, skip_serializing_if = "is_default")]
        guessed: bool,
    },
    /// Between two bounds, both included.
    Within {
        /// Lower bound.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        min: Option<Decimal>,
        /// Upper bound.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        max: Option<Decimal>,
    },
}

impl Schema {
    /// The indicator with an id.
    pub fn get(&self, id: &IndicatorId) -> Option<&Indicator> {
        self.index.get(id).map(|&at| &self.indicators[at])
    }

    /// How many things in it a draft guessed.
    pub fn guesses(&self) -> usize {
        let rules = |row: &Indicator| row.rules.iter().filter(|rule| rule.guessed()).count();
        let rows = self
            .indicators
            .iter()
            .map(|row| usize::from(row.guessed) + rules(row));
        rows.sum::<usize>()
            + self
                .value_columns
                .iter()
                .filter(|column| column.guessed)
                .count()
    }

    /// The position of an id in printed order.
    pub fn position(&self, id: &IndicatorId) -> Option<usize> {
        self.index.get(id).copied()
    }
}

impl Indicator {
    /// Whether the form asks for a value here.
    pub fn asks(&self) -> bool {
        !matches!(self.kind, Kind::Section | Kind::Heading)
    }

    /// Its label without bullet and closing colon.
    pub fn plain_label(&self) -> &str {
        self.label
            .trim_start_matches(['-', '+', '–', ' '])
            .trim_end_matches([':', '.', ' '])
    }
}

impl Rule {
    /// Its name as files write it.
    pub fn name(&self) -> &'static str {
        match self {
            Rule::SumOf { .. } => "sum-of",
            Rule::RatioOf { .. } => "ratio-of",
            Rule::AtMost { .. } => "at-most",
            Rule::AtLeastSum { .. } => "at-least-sum",
            Rule::EqualTo { .. } => "equal-to",
            Rule::Within { .. } => "within",
        }
    }

    /// The indicators it names.
    pub fn targets(&self) -> Vec<&IndicatorId> {
        match self {
            Rule::SumOf { parts, .. } | Rule::AtLeastSum { parts, .. } => parts.iter().collect(),
            Rule::RatioOf { part, whole, .. } => vec![part, whole],
            Rule::AtMost { whole: other, .. } | Rule::EqualTo { other, .. } => vec![other],
            Rule::Within { .. } => Vec::new(),
        }
    }

    /// Whether a correct report may break it.
    pub fn soft(&self) -> bool {
        match self {
            Rule::SumOf { soft, .. }
            | Rule::AtMost { soft, .. }
            | Rule::AtLeastSum { soft, .. }
            | Rule::EqualTo { soft, .. } => *soft,
            Rule::RatioOf { .. } | Rule::Within { .. } => false,
        }
    }

    /// Whether a draft guessed it.
    pub fn guessed(&self) -> bool {
        match self {
            Rule::SumOf { guessed, .. }
            | Rule::RatioOf { guessed, .. }
            | Rule::AtMost { guessed, .. }
            | Rule::AtLeastSum { guessed, .. }
            | Rule::EqualTo { guessed, .. } => *guessed,
            Rule::Within { .. } => false,
        }
    }
}
