//! A code and its facts → a sentence in the reader's language, from the files of [`crate::locale`].

use super::wording;
use crate::locale;
pub use crate::locale::{Lang, Sentence};
use crate::model::Finding;
use crate::schema::{Fault, FaultKind, SchemaError};
use std::collections::BTreeMap;

/// The sentence on a finding.
pub fn finding(finding: &Finding, lang: Lang) -> Sentence {
    let mut data = finding.data.clone();
    if let Some(id) = &finding.indicator {
        data.entry("indicator".to_owned())
            .or_insert_with(|| id.to_string());
    }
    name_limit(&mut data, lang);
    name_readings(&mut data, lang);
    write_out_time(&mut data, lang);
    let said = |data: &BTreeMap<String, String>| {
        locale::filled(&locale::of(lang).findings, finding.code.as_str(), data)
    };
    let full = decided(said(&data), finding, lang);
    if full.message.chars().count() <= LONGEST {
        return full;
    }
    // What it quotes is cut, more and more; the whole stands where it was printed.
    let cut = |most: &usize| {
        for quoted in data.values_mut() {
            *quoted = wording::shortened(quoted, *most);
        }
        said(&data).message
    };
    let mut cut = CUTS.iter().map(cut);
    let short = cut.find(|message| message.chars().count() <= LONGEST);
    let message = short.unwrap_or_else(|| wording::shortened(&full.message, LONGEST));
    Sentence { message, ..full }
}

/// What people decided on a finding stands in the place of what is to be done about it; what they want known, behind.
fn decided(said: Sentence, finding: &Finding, lang: Lang) -> Sentence {
    let fact = |name: &str| finding.data.get(name).filter(|text| !text.is_empty());
    let mut hint = said.hint;
    if finding.data.contains_key("decision.by") {
        let data: Vec<String> = ["by", "at", "why"]
            .into_iter()
            .filter_map(|part| fact(&format!("decision.{part}")).cloned())
            .collect();
        let who: [(&str, &dyn ToString); 1] = [("who", &data.join(", "))];
        hint = talk("decision.confirmed", &who, lang);
    }
    let mut more = |name: &str, text: String| {
        let facts: [(&str, &dyn ToString); 1] = [("text", &text)];
        hint = format!("{hint} · {}", talk(name, &facts, lang));
    };
    if let Some(text) = fact("asked.text") {
        more("decision.asked", text.clone());
    }
    if let Some(text) = fact("comment.text") {
        let by = fact("comment.by")
            .map(|by| format!("{by}: "))
            .unwrap_or_default();
        more("decision.comment", format!("{by}{text}"));
    }
    let hint = hint.trim_start_matches(" · ").to_owned();
    Sentence { hint, ..said }
}

/// Most characters of a message.
pub const LONGEST: usize = 200;

/// Where the texts a message quotes are cut until it is short enough.
const CUTS: [usize; 4] = [80, 60, 40, 25];

/// Most characters of a quoted note or sentence.
pub const QUOTED: usize = 160;

/// The finding with what it quotes from the report cut to a readable length.
pub fn quoting_briefly(finding: &Finding) -> Finding {
    let mut short = finding.clone();
    for quoted in ["note", "sentence"] {
        if let Some(text) = short.data.get_mut(quoted) {
            *text = wording::shortened(text, QUOTED);
        }
    }
    short
}

/// Says in the reader's language which limit was reached.
fn name_limit(data: &mut BTreeMap<String, String>, lang: Lang) {
    if let Some(what) = data.get_mut("what") {
        let named = locale::of(lang).limits.get(what).unwrap_or(what);
        *what = named.clone();
    }
}

/// Says in the reader's language who read a picture and what speaks against the reading, and what the cause is.
fn name_readings(data: &mut BTreeMap<String, String>, lang: Lang) {
    for (fact, kind) in [
        ("doubts", "doubt"),
        ("engine", "engine"),
        ("readers", "engine"),
        ("field", "column"),
        ("unread", "column"),
        ("cause", "cause"),
        ("ground", "ground"),
    ] {
        if let Some(names) = data.get_mut(fact) {
            let named = names
                .split(", ")
                .map(|name| talk(&format!("{kind}.{name}"), &[], lang));
            *names = named.collect::<Vec<_>>().join(", ");
        }
    }
}

/// Writes days and periods as people do. What is expected is a period where there is one beside it.
fn write_out_time(data: &mut BTreeMap<String, String>, lang: Lang) {
    for day in ["date", "due"] {
        if let Some(day) = data.get_mut(day) {
            *day = wording::day(day, lang);
        }
    }
    if data.contains_key("period") {
        for period in ["period", "expected"] {
            if let Some(period) = data.get_mut(period) {
                *period = wording::period(period, lang);
            }
        }
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
    let said = match &fault.kind {
        FaultKind::Io(cause) => cause.sentence(lang).message,
        kind => {
            let owned = |(key, value): (&str, String)| (key.to_owned(), value);
            let facts = kind.data().into_iter().map(owned).collect();
            locale::filled(&locale::of(lang).errors, kind.code(), &facts).message
        }
    };
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

/// A sentence of the program's own. A name the catalogue lacks is shown as it is.
pub fn talk(name: &str, data: &[(&str, &dyn ToString)], lang: Lang) -> String {
    let pattern = locale::of(lang).talk.get(name).map_or(name, String::as_str);
    let facts = data
        .iter()
        .map(|(key, value)| ((*key).to_owned(), value.to_string()))
        .collect();
    locale::fill(pattern, &facts)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Code;

    /// An error without a sentence would be shown as its code.
    #[test]
    fn every_error_and_every_fault_of_a_form_has_its_sentence() {
        let sources = [
            include_str!("../model/error.rs"),
            include_str!("../schema/fault.rs"),
        ];
        let arms = sources
            .into_iter()
            .flat_map(|source| source.split("Kind::"));
        let code = |arm: &'static str| arm.split_once("=> \"")?.1.split('"').next();
        let codes: Vec<&str> = arms
            .filter_map(code)
            .filter(|code| *code != "schema-io")
            .collect();
        let sentences = &locale::of(Lang::Vi).errors;
        let missing: Vec<_> = codes
            .iter()
            .filter(|code| !sentences.contains_key(**code))
            .collect();
        assert!(
            missing.is_empty() && codes.len() > 40,
            "{} {missing:?}",
            codes.len()
        );
    }

    #[test]
    fn a_fault_names_file_indicator_and_the_name_meant() {
        let text = r#"{"id": "f", "title": "F", "indicators": [
            {"id": "I.1", "section": "", "label": "A", "kind": "count"},
            {"id": "I.2", "section": "", "label": "B", "kind": "count", "rules": [{"rule": "at-most", "whole": "I.11"}]}]}"#;
        let error = crate::schema::Schema::from_json("f.json", text).unwrap_err();
        assert_eq!(
            schema_faults(&error, Lang::Vi),
            [
                "f.json: lỗi: I.2: “at-most” nhắc đến “I.11”, chỉ tiêu không có (có phải ý bạn là “I.1”?)"
            ]
        );
    }

    #[test]
    fn a_finding_with_a_fact_of_its_own_gets_the_wording_for_it() {
        let count = Finding::new(Code::Unreadable).with("count", 7);
        assert!(finding(&count, Lang::En).message.contains('7'));
        let facts = [
            ("pages", "2-3"),
            ("count", "2"),
            ("glyphs", "9"),
            ("of", "10"),
        ];
        let pages = Finding::new(Code::Unreadable);
        let pages = facts
            .into_iter()
            .fold(pages, |pages, (key, value)| pages.with(key, value));
        assert!(finding(&pages, Lang::En).message.contains("2-3"));
    }

    #[test]
    fn a_message_is_short_whatever_it_quotes() {
        let long = "chữ ".repeat(2_000);
        for code in Code::ALL {
            let names = locale::of(Lang::Vi).findings.get(code.as_str());
            let names = names.map(|found| locale::placeholders(&found.message));
            let facts = names.unwrap_or_default().into_iter();
            let full = facts.fold(Finding::new(*code), |found, name| {
                found.with(leaked(name), &long)
            });
            for lang in [Lang::Vi, Lang::En] {
                let message = finding(&full, lang).message;
                assert!(message.chars().count() <= LONGEST, "{code}: {message}");
            }
        }
    }

    /// Names of facts stand in the program; here they come from the catalogue.
    fn leaked(name: &str) -> &'static str {
        Box::leak(name.to_owned().into_boxed_str())
    }

    #[test]
    fn a_fact_with_braces_stays_as_it_is() {
        let data = BTreeMap::from([("a".to_owned(), "{b}".to_owned())]);
        assert_eq!(locale::fill("x {a} y", &data), "x {b} y");
    }
}
