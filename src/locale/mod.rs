//! Every sentence people read, in two languages: `locale/vi.json` and `locale/en.json`.
//!
//! A translator edits one file. Each has the same six groups with the same keys, sorted, and the same
//! `{placeholders}`; a test holds the two side by side. Only the language asked for is parsed, once.

use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::sync::OnceLock;

/// A language the program speaks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Lang {
    /// Vietnamese.
    #[default]
    Vi,
    /// English.
    En,
}

impl Lang {
    /// The ISO 639-1 code: the stem of the language's file.
    pub fn code(self) -> &'static str {
        match self {
            Lang::Vi => "vi",
            Lang::En => "en",
        }
    }
}

/// What is said about a finding or an error; documentation for findings only.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Sentence {
    /// What kind of trouble, in a few words.
    pub title: String,
    /// What is so here.
    pub message: String,
    /// What to do about it.
    pub hint: String,
    /// What a letter asks of the office that sent the report; empty where the finding is none of its business.
    pub letter: String,
    /// Documentation: what the check looks for.
    pub what: String,
    /// Documentation: why that matters.
    pub why: String,
    /// Documentation: an example.
    pub example: String,
    /// Documentation: how to fix what was found.
    pub remedy: String,
}

/// One language's file.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Locale {
    /// Finding code → sentence; `code+…` where those with other facts read differently.
    pub findings: BTreeMap<String, Sentence>,
    /// Error code → sentence.
    pub errors: BTreeMap<String, Sentence>,
    /// What the readers themselves say of a damaged file → the same in this language.
    pub details: BTreeMap<String, String>,
    /// Limit → its name.
    pub limits: BTreeMap<String, String>,
    /// The program's own talk.
    pub talk: BTreeMap<String, String>,
    /// Help of the command line: `COMMAND`, `COMMAND.ARGUMENT`, `*.ARGUMENT`, `COMMAND#examples`.
    pub help: BTreeMap<String, String>,
}

const FILES: [&str; 2] = [
    include_str!("../../locale/vi.json"),
    include_str!("../../locale/en.json"),
];

/// The sentences of a language.
pub fn of(lang: Lang) -> &'static Locale {
    static PARSED: [OnceLock<Locale>; 2] = [OnceLock::new(), OnceLock::new()];
    // A file that does not parse is a failing test, never a reason to fall silent half way.
    PARSED[lang as usize]
        .get_or_init(|| serde_json::from_str(FILES[lang as usize]).unwrap_or_default())
}

/// The sentence filed under a code, or under one of its `code+…` variants: the one that lacks no fact,
/// then the one that says most of them. Its placeholders are still open.
pub fn best<'a>(
    sentences: &'a BTreeMap<String, Sentence>,
    code: &str,
    data: &BTreeMap<String, String>,
) -> Option<&'a Sentence> {
    let prefix = format!("{code}+");
    let variants = sentences
        .range(prefix.clone()..)
        .take_while(|(key, _)| key.starts_with(&prefix))
        .map(|(_, sentence)| sentence);
    variants.chain(sentences.get(code)).max_by_key(|sentence| {
        let names = placeholders(&sentence.message);
        let complete = names.iter().all(|name| data.contains_key(*name));
        (complete, names.len())
    })
}

/// The sentence filed under a code, its facts filled in. A code that the file lacks is shown as it is, with its
/// facts.
pub fn filled(
    sentences: &BTreeMap<String, Sentence>,
    code: &str,
    data: &BTreeMap<String, String>,
) -> Sentence {
    let (title, message, hint, letter) = match best(sentences, code, data) {
        Some(found) => (
            fill(&found.title, data),
            fill(&found.message, data),
            fill(&found.hint, data),
            fill(&found.letter, data),
        ),
        None => {
            let facts = data.iter().map(|(key, value)| format!("{key}: {value}"));
            let facts: Vec<String> = facts.collect();
            (
                code.to_owned(),
                facts.join(", "),
                String::new(),
                String::new(),
            )
        }
    };
    Sentence {
        title,
        message,
        hint,
        letter,
        ..Sentence::default()
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
mod tests;
