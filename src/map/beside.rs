//! What a cell prints beside its figure: the unit once more is fine, everything else makes the figure
//! another one than the row asks for, or none.

use super::value::{Asked, is_measured};
use crate::schema::Kind;
use crate::text::fold::fold;
use crate::text::number::{Figure, Habit, Reading, read};
use crate::text::numeral::in_words;
use crate::text::vocabulary;
use rust_decimal::{Decimal, RoundingStrategy};

/// Whether all that stands beside the figure says the same as the row asks.
pub(super) fn agrees(asked: &Asked, figure: &Figure) -> bool {
    let bracket = figure.bracket.as_deref().unwrap_or_default();
    is_unit(asked, figure, &figure.words)
        && (repeats(figure, bracket) || is_unit(asked, figure, bracket))
}

/// "12 (mười hai)", "100% (15/15)": the same figure again.
fn repeats(figure: &Figure, bracket: &str) -> bool {
    if let Some(said) = in_words(bracket) {
        return said == figure.value;
    }
    match read(bracket, Habit::default()) {
        Reading::Figure(other) => {
            other.value == figure.value && other.percent <= figure.percent && other.words.is_empty()
        }
        Reading::Fraction { part, whole, .. } => {
            let rate = (part * Decimal::ONE_HUNDRED).checked_div(whole);
            figure.percent && rate.is_some_and(|rate| is_rounded(figure.value, rate))
        }
        Reading::NoData | Reading::Words => false,
    }
}

/// Whether `printed` is `exact` to as many places as it has, rounded or cut off.
fn is_rounded(printed: Decimal, exact: Decimal) -> bool {
    use RoundingStrategy::{MidpointAwayFromZero, ToZero};
    [MidpointAwayFromZero, ToZero]
        .into_iter()
        .any(|way| exact.round_dp_with_strategy(printed.scale(), way) == printed)
}

fn is_unit(asked: &Asked, figure: &Figure, words: &str) -> bool {
    let words = fold(words);
    if words.is_empty() {
        return true;
    }
    let parts: Vec<&str> = words.split(' ').collect();
    match asked.indicator.kind {
        // "12 hồ sơ" in a row of rates is no rate.
        Kind::Percent => {
            words == fold("phần trăm") || figure.percent && Nouns::of(asked).tells(&parts)
        }
        _ => Nouns::of(asked).allow(&parts),
    }
}

/// What a row counts.
struct Nouns {
    /// Its units, each wording folded.
    units: Vec<String>,
    /// Its label, folded, from the noun on.
    label: String,
}

impl Nouns {
    fn of(asked: &Asked) -> Nouns {
        let indicator = asked.indicator;
        let units = asked.unit.into_iter().chain(indicator.unit.as_deref());
        let units = units.chain(indicator.unit_aliases.iter().map(String::as_str));
        let units = units.flat_map(|unit| unit.split([',', '/']).chain([unit]));
        let label = fold(&indicator.label);
        let counting: Vec<String> = vocabulary::COUNTING.iter().map(|word| fold(word)).collect();
        let noun = label
            .split(' ')
            .skip_while(|word| counting.iter().any(|counting| counting == word));
        Nouns {
            units: units.map(fold).filter(|unit| !unit.is_empty()).collect(),
            label: noun.collect::<Vec<_>>().join(" "),
        }
    }

    /// The words begin with the row's noun, and what follows is of the label: "15 hồ sơ tiếp nhận".
    fn allow(&self, words: &[&str]) -> bool {
        (1..=words.len()).any(|end| {
            let (noun, rest) = words.split_at(end);
            self.is_noun(&noun.join(" ")) && self.tells(rest)
        })
    }

    /// All words are of the label.
    fn tells(&self, words: &[&str]) -> bool {
        let mut label = self.label.split(' ');
        words.iter().all(|word| label.any(|of| of == *word))
    }

    fn is_noun(&self, noun: &str) -> bool {
        let begins = |text: &String| {
            text.strip_prefix(noun)
                .is_some_and(|rest| rest.is_empty() || rest.starts_with(' '))
        };
        if self.units.iter().any(|unit| unit == noun) || begins(&self.label) {
            return true;
        }
        let Some(counted) = class(noun).filter(|class| !["money", "time"].contains(class)) else {
            return self.units.is_empty() && is_measured(noun);
        };
        let mut own = self
            .units
            .iter()
            .filter_map(|unit| class(unit))
            .chain(self.of_label())
            .peekable();
        own.peek().is_none() && self.units.is_empty() || own.any(|own| own == counted)
    }

    /// What kind of thing the label begins with.
    fn of_label(&self) -> Option<&'static str> {
        let ends = self.label.match_indices(' ').map(|(at, _)| at).take(3);
        ends.chain([self.label.len()])
            .find_map(|end| class(&self.label[..end]))
    }
}

/// What kind of thing a noun counts: "đồng chí" a person.
fn class(noun: &str) -> Option<&'static str> {
    let is = |word: &&str| fold(word) == noun;
    let kept = vocabulary::TERMS
        .iter()
        .find(|(_, variants)| variants.iter().any(is))
        .map_or_else(|| noun.to_owned(), |(kept, _)| fold(kept));
    vocabulary::CLASSES
        .iter()
        .find(|(_, nouns)| nouns.iter().any(|word| fold(word) == kept))
        .map(|(class, _)| *class)
}
