//! The message catalogue: a code and its facts → a sentence in the reader's language.
//!
//! Findings are filed under their code (and `code+…` where those with other facts read differently), failures under `error.CODE`, the program's own talk under
//! `talk.NAME`.

use crate::model::{Failure, Finding};
use crate::schema::{Fault, SchemaError};
use serde::Deserialize;
use std::collections::BTreeMap;
use std::sync::OnceLock;

/// A language the program speaks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Lang {
    /// Vietnamese.
    #[default]
    Vi,
    /// English.
    En,
}

impl Lang {
    /// The key of the language in the catalogue.
    pub fn code(self) -> &'static str {
        match self {
            Lang::Vi => "vi",
            Lang::En => "en",
        }
    }
}

/// What the catalogue says on one code, or, its facts filled in, what the user reads.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Sentence {
    /// What kind of trouble, in a few words.
    #[serde(default)]
    pub title: String,
    /// What is so here.
    pub message: String,
    /// What to do about it.
    #[serde(default)]
    pub hint: String,
}

/// Code → language → sentence.
pub type Catalogue = BTreeMap<String, BTreeMap<String, Sentence>>;

/// The whole catalogue.
pub fn catalogue() -> &'static Catalogue {
    static CATALOGUE: OnceLock<Catalogue> = OnceLock::new();
    CATALOGUE
        .get_or_init(|| serde_json::from_str(include_str!("messages.json")).unwrap_or_default())
}

/// The sentence on a finding.
pub fn finding(finding: &Finding, lang: Lang) -> Sentence {
    let mut data = finding.data.clone();
    if let Some(id) = &finding.indicator {
        data.entry("indicator".to_owned())
            .or_insert_with(|| id.to_string());
    }
    name_limit(&mut data, lang);
    sentence(finding.code.as_str(), &data, lang)
}

/// The sentence on a failure.
pub fn failure(failure: &Failure, lang: Lang) -> Sentence {
    let mut data = failure.data.clone();
    name_limit(&mut data, lang);
    sentence(&format!("error.{}", failure.code), &data, lang)
}

/// Says in the reader's language which limit was reached.
fn name_limit(data: &mut BTreeMap<String, String>, lang: Lang) {
    if let Some(what) = data.get_mut("what") {
        let named = sentence(&format!("what.{what}"), &BTreeMap::new(), lang).message;
        *what = if named.is_empty() {
            what.clone()
        } else {
            named
        };
    }
}

/// The faults of a form file, a line each: place first, then what is so, then what may have been meant.
pub fn schema_faults(error: &SchemaError, lang: Lang) -> Vec<String> {
    error
        .faults
        .iter()
        .map(|fault| schema_fault(&error.file, fault, lang))
        .collect()
}

fn schema_fault(file: &str, fault: &Fault, lang: Lang) -> String {
    let facts = fault
        .kind
        .data()
        .into_iter()
        .map(|(key, value)| (key.to_owned(), value))
        .collect();
    let said = sentence(&format!("error.{}", fault.kind.code()), &facts, lang).message;
    let indicator = fault
        .indicator
        .as_ref()
        .map(|id| format!("{id}: "))
        .unwrap_or_default();
    let hint = fault
        .hint
        .as_ref()
        .map(|name| format!(" ({})", talk("did-you-mean", &[("name", name)], lang)));
    format!(
        "{file}: {}: {indicator}{said}{}",
        talk("error", &[], lang),
        hint.unwrap_or_default()
    )
}

/// A sentence of the program's own.
pub fn talk(name: &str, data: &[(&str, &dyn ToString)], lang: Lang) -> String {
    let data = data
        .iter()
        .map(|(key, value)| ((*key).to_owned(), value.to_string()))
        .collect();
    sentence(&format!("talk.{name}"), &data, lang).message
}

/// Looks a code up and fills the facts in. A code the catalogue lacks is shown as it is, with its facts.
fn sentence(code: &str, data: &BTreeMap<String, String>, lang: Lang) -> Sentence {
    let found = wordings(code).filter_map(|entry| entry.get(lang.code()));
    let found = found.max_by_key(|sentence| fitness(sentence, data));
    match found {
        Some(found) => Sentence {
            title: fill(&found.title, data),
            message: fill(&found.message, data),
            hint: fill(&found.hint, data),
        },
        None => bare(code, data),
    }
}

/// The entries of a code: those named `code+…`, then the plain one.
fn wordings(code: &str) -> impl Iterator<Item = &'static BTreeMap<String, Sentence>> {
    let prefix = format!("{code}+");
    let after = catalogue().range(prefix.clone()..);
    let special = after
        .take_while(move |(key, _)| key.starts_with(&prefix))
        .map(|(_, entry)| entry);
    special.chain(catalogue().get(code))
}

/// A wording that lacks no fact is better, then one that says more of them.
fn fitness(sentence: &Sentence, data: &BTreeMap<String, String>) -> (bool, usize) {
    let names = placeholders(&sentence.message);
    (
        names.iter().all(|name| data.contains_key(*name)),
        names.len(),
    )
}

fn bare(code: &str, data: &BTreeMap<String, String>) -> Sentence {
    let facts: Vec<String> = data
        .iter()
        .map(|(key, value)| format!("{key}: {value}"))
        .collect();
    Sentence {
        title: code.to_owned(),
        message: facts.join(", "),
        hint: String::new(),
    }
}

/// Replaces every `{placeholder}` that has a fact; one pass, so that a fact may hold braces.
pub fn fill(pattern: &str, data: &BTreeMap<String, String>) -> String {
    let mut out = String::with_capacity(pattern.len());
    let mut rest = pattern;
    while let Some((before, name, after)) = next_placeholder(rest) {
        out.push_str(before);
        out.push_str(data.get(name).map_or("…", String::as_str));
        rest = after;
    }
    out.push_str(rest);
    out
}

/// The placeholders of a pattern.
pub fn placeholders(pattern: &str) -> Vec<&str> {
    let mut names = Vec::new();
    let mut rest = pattern;
    while let Some((_, name, after)) = next_placeholder(rest) {
        names.push(name);
        rest = after;
    }
    names
}

fn next_placeholder(text: &str) -> Option<(&str, &str, &str)> {
    let (before, rest) = text.split_once('{')?;
    let (name, after) = rest.split_once('}')?;
    Some((before, name, after))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    /// Every limit the readers and the batch know has a name in both languages.
    #[test]
    fn limits_have_names() {
        let sources = concat!(
            include_str!("../read/archive.rs"),
            include_str!("../read/xml/budget.rs"),
            include_str!("../read/xml/package.rs"),
            include_str!("../read/word/builder.rs"),
            include_str!("../read/rtf/walk.rs"),
            include_str!("../read/sheet/mod.rs"),
            include_str!("../read/text/mod.rs"),
            include_str!("../read/pdf/mod.rs"),
        );
        let marks = ["within(\"", "limit_reached(\""];
        let names = marks.iter().flat_map(|mark| sources.split(mark).skip(1));
        let names: Vec<&str> = names.filter_map(|rest| rest.split('"').next()).collect();
        assert!(names.len() > 6, "{names:?}");
        for name in names {
            assert!(
                catalogue().contains_key(&format!("what.{name}")),
                "{name} has no name"
            );
        }
    }

    #[test]
    fn the_catalogue_parses_and_is_sorted() {
        let text = include_str!("messages.json");
        let parsed: Catalogue = serde_json::from_str(text).expect("messages.json is a catalogue");
        let keys: Vec<&str> = text
            .lines()
            .filter_map(|line| line.strip_prefix("  \"")?.split('"').next())
            .collect();
        assert_eq!(
            keys.len(),
            parsed.len(),
            "each code once, two spaces before it"
        );
        assert!(
            keys.is_sorted(),
            "sorted by code: {:?}",
            keys.windows(2).find(|pair| pair[0] > pair[1])
        );
    }

    #[test]
    fn every_fault_of_a_form_has_its_sentence() {
        let codes = include_str!("../schema/fault.rs")
            .split('"')
            .filter(|text| text.starts_with("schema-"));
        let missing: Vec<&str> = codes
            .filter(|code| !catalogue().contains_key(&format!("error.{code}")))
            .collect();
        assert!(missing.is_empty(), "{missing:?}");
    }

    #[test]
    fn a_fault_names_file_indicator_and_the_name_meant() {
        let text = r#"{"id": "f", "title": "F", "indicators": [
            {"id": "I.1", "section": "", "label": "A", "kind": "count"},
            {"id": "I.2", "section": "", "label": "B", "kind": "count", "rules": [{"rule": "at-most", "whole": "I.11"}]}]}"#;
        let error = crate::schema::Schema::from_json("f.json", text).unwrap_err();
        assert_eq!(
            schema_faults(&error, Lang::Vi),
            ["f.json: lỗi: I.2: “at-most” nhắc đến “I.11”, chỉ tiêu không có (có phải I.1?)"]
        );
    }

    #[test]
    fn both_languages_hold_every_code_and_every_placeholder() {
        for (code, entry) in catalogue() {
            let [Some(vi), Some(en)] = ["vi", "en"].map(|lang| entry.get(lang)) else {
                panic!("{code} lacks a language")
            };
            for (vi, en) in [
                (&vi.title, &en.title),
                (&vi.message, &en.message),
                (&vi.hint, &en.hint),
            ] {
                assert_eq!(
                    vi.is_empty(),
                    en.is_empty(),
                    "{code}: said in one language only"
                );
                let sets =
                    [vi, en].map(|text| placeholders(text).into_iter().collect::<BTreeSet<_>>());
                assert_eq!(sets[0], sets[1], "{code}: placeholders differ");
            }
        }
    }

    #[test]
    fn a_finding_with_a_fact_of_its_own_gets_the_wording_for_it() {
        let count = Finding::new("unreadable", crate::model::Severity::Warning).with("count", 7);
        assert!(finding(&count, Lang::En).message.contains('7'));
        let facts = [
            ("pages", "2-3"),
            ("count", "2"),
            ("glyphs", "9"),
            ("of", "10"),
        ];
        let pages = Finding::new("unreadable", crate::model::Severity::Warning);
        let pages = facts
            .into_iter()
            .fold(pages, |pages, (key, value)| pages.with(key, value));
        assert!(finding(&pages, Lang::En).message.contains("2-3"));
    }

    #[test]
    fn a_fact_with_braces_stays_as_it_is() {
        let data = BTreeMap::from([("a".to_owned(), "{b}".to_owned())]);
        assert_eq!(fill("x {a} y", &data), "x {b} y");
    }
}
