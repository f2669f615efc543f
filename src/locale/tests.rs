//! The two languages say the same things.

use super::*;
use crate::model::{Code, LimitKind};
use std::collections::BTreeSet;

fn both() -> [&'static Locale; 2] {
    [of(Lang::Vi), of(Lang::En)]
}

fn keys<T>(group: &BTreeMap<String, T>) -> Vec<&String> {
    group.keys().collect()
}

fn assert_same_placeholders(key: &str, vi: &str, en: &str) {
    assert_eq!(
        vi.is_empty(),
        en.is_empty(),
        "{key}: said in one language only"
    );
    let sets = [vi, en].map(|text| placeholders(text).into_iter().collect::<BTreeSet<_>>());
    assert_eq!(sets[0], sets[1], "{key}: placeholders differ");
}

#[test]
fn both_files_parse_and_hold_the_same_keys() {
    for text in FILES {
        serde_json::from_str::<Locale>(text).expect("a locale");
    }
    let [vi, en] = both();
    assert_eq!(keys(&vi.findings), keys(&en.findings));
    assert_eq!(keys(&vi.errors), keys(&en.errors));
    let limits: BTreeSet<_> = LimitKind::ALL.iter().map(|limit| limit.name()).collect();
    assert!(
        keys(&vi.limits).into_iter().eq(&limits),
        "a name for every limit, and no other"
    );
    assert_eq!(keys(&vi.limits), keys(&en.limits));
    assert_eq!(keys(&vi.details), keys(&en.details));
    assert_eq!(keys(&vi.talk), keys(&en.talk));
    assert_eq!(keys(&vi.help), keys(&en.help));
}

#[test]
fn both_files_are_sorted_and_hold_each_key_once() {
    for (text, parsed) in FILES.into_iter().zip(both()) {
        let groups: Vec<Vec<&str>> = text
            .split("\n  \"")
            .skip(1)
            .map(|group| {
                let lines = group.lines().filter_map(|line| line.strip_prefix("    \""));
                lines.filter_map(|line| line.split('"').next()).collect()
            })
            .collect();
        let counted = [
            parsed.findings.len(),
            parsed.errors.len(),
            parsed.details.len(),
            parsed.limits.len(),
            parsed.talk.len(),
            parsed.help.len(),
        ];
        assert_eq!(groups.iter().map(Vec::len).collect::<Vec<_>>(), counted);
        for keys in groups {
            let unsorted = keys.windows(2).find(|pair| pair[0] >= pair[1]);
            assert_eq!(unsorted, None, "keys are sorted");
        }
    }
}

#[test]
fn both_languages_fill_in_the_same_facts() {
    let [vi, en] = both();
    for (mine, theirs) in [(&vi.findings, &en.findings), (&vi.errors, &en.errors)] {
        for (key, vi) in mine {
            let en = &theirs[key];
            for (vi, en) in [
                (&vi.title, &en.title),
                (&vi.message, &en.message),
                (&vi.hint, &en.hint),
                (&vi.letter, &en.letter),
            ] {
                assert_same_placeholders(key, vi, en);
            }
        }
    }
    for (key, vi) in &vi.talk {
        assert_same_placeholders(key, vi, &en.talk[key]);
    }
}

#[test]
fn every_code_has_its_sentence_and_its_documentation() {
    for locale in both() {
        for code in Code::ALL {
            let Some(sentence) = locale.findings.get(code.as_str()) else {
                panic!("{code} has no sentence");
            };
            for text in [
                &sentence.title,
                &sentence.what,
                &sentence.why,
                &sentence.example,
                &sentence.remedy,
            ] {
                assert!(!text.is_empty(), "{code} is not documented");
            }
        }
        let unknown = |key: &&String| {
            key.split('+')
                .next()
                .is_none_or(|k| k.parse::<Code>().is_err())
        };
        assert_eq!(
            locale.findings.keys().find(unknown),
            None,
            "a sentence no code asks for"
        );
    }
}

#[test]
fn what_a_letter_asks_is_a_sentence_that_needs_no_fact_its_finding_may_lack() {
    for locale in both() {
        for (key, sentence) in &locale.findings {
            let letter = sentence.letter.as_str();
            let known = placeholders(&sentence.message);
            let unknown = placeholders(letter)
                .into_iter()
                .find(|name| !known.contains(name));
            assert_eq!(
                unknown, None,
                "{key}: a fact that the message does not name"
            );
            let begins = letter.starts_with(|c: char| c.is_uppercase() || "“{".contains(c));
            assert!(
                letter.is_empty() || begins && letter.ends_with('.'),
                "{key}: {letter}"
            );
        }
    }
}
