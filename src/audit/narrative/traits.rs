//! What the label of a row says of the things it counts, beside what they are.

use super::body::{self, Named, row_words};
use super::cue::{self, Bits};
use super::word::Word;
use super::words::{all_terms, syllables};
use crate::schema::{Indicator, Kind, Schema};
use crate::text::vocabulary;
use rust_decimal::Decimal;
use std::collections::BTreeSet;
use std::sync::LazyLock;

/// What the label of a row says of the things it counts.
#[derive(Clone, Debug, Default)]
pub struct Traits {
    /// The kinds of things its label, or one above it, sets apart.
    pub kinds: Bits,
    /// Those its own label names outside brackets.
    pub own_kinds: Bits,
    /// What was done.
    pub acts: Bits,
    /// Its label names no act, the one above it does.
    pub acts_of_group: bool,
    /// It asks for what is planned.
    pub planned: bool,
    /// How many đồng one of its unit is.
    pub money: Option<Decimal>,
    /// The bodies its own label names outside brackets.
    pub bodies: Vec<Named>,
    /// Its words and those of the labels above it.
    pub words: Vec<Word>,
    /// The same as terms.
    terms: BTreeSet<Word>,
}

static PLANNED: LazyLock<Vec<Vec<Word>>> = LazyLock::new(|| cue::list(&vocabulary::PLANNED_ROWS));
impl Traits {
    /// Reads the label of a row and `group`, those above it.
    pub fn of(indicator: &Indicator, group: &str, schema: &Schema) -> Traits {
        let label = indicator.plain_label();
        let outside = label.split('(').next().unwrap_or(label);
        let section = schema
            .indicators
            .iter()
            .find(|row| row.id.as_str() == indicator.section);
        let aliases = indicator.aliases.iter().map(String::as_str);
        let all = [label, group].into_iter().chain(aliases.clone());
        let own = syllables(outside);
        let kinds = |text: &str| {
            let found = cue::kinds(&syllables(text));
            found.iter().fold(0, |all, (_, kind)| all | kind)
        };
        let (acts, above) = (cue::acts(&syllables(label)), cue::acts(&syllables(group)));
        let own_kinds = kinds(outside);
        let any = acts == 0 || cue::is_any(acts);
        Traits {
            kinds: [label, &outside_brackets(group)]
                .into_iter()
                .chain(aliases)
                .chain(ways(indicator, schema))
                .fold(0, |bits, text| bits | kinds(text)),
            bodies: body::named_in(outside),
            own_kinds: own_kinds & !cue::is_either(own_kinds),
            acts: match any {
                true if cue::is_any(above) => 0,
                true => above,
                false => acts,
            },
            acts_of_group: any,
            planned: (0..own.len()).any(|at| cue::starts_with(&own[at..], &PLANNED)),
            money: indicator.unit.as_deref().and_then(money),
            words: all.clone().flat_map(row_words).collect(),
            terms: terms_of(all.chain(section.map(Indicator::plain_label))),
        }
    }
}

impl Traits {
    /// One of its words, or a phrase of them.
    pub fn says(&self, word: Word) -> bool {
        self.terms.contains(&word)
    }
}

/// The ways a row beside this one asks for ("Hình thức: trực tuyến = 0, phát phiếu = 1"): each may be the whole.
fn ways<'s>(indicator: &'s Indicator, schema: &'s Schema) -> impl Iterator<Item = &'s str> {
    let beside = schema.indicators.iter().filter(|row| {
        row.kind == Kind::Choice && row.parent.is_some() && row.parent == indicator.parent
    });
    beside.flat_map(|row| row.choices.iter().map(|choice| choice.label.as_str()))
}

/// The terms of labels.
fn terms_of<'t>(texts: impl Iterator<Item = &'t str>) -> BTreeSet<Word> {
    let words = texts.flat_map(|text| all_terms(&syllables(text)));
    words.map(|term| term.word).collect()
}
/// A text without what stands in brackets.
fn outside_brackets(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('(') {
        out.push_str(before);
        rest = after.split_once(')').map_or("", |(_, behind)| behind);
    }
    out.push_str(rest);
    out
}

/// How many đồng one of a unit is: "Triệu đồng".
pub fn money(unit: &str) -> Option<Decimal> {
    let unit = unit.trim().to_lowercase();
    let mut units = vocabulary::MONEY.iter();
    let (value, _) = units.find(|(_, words)| words.contains(&unit.as_str()))?;
    value.parse().ok()
}
