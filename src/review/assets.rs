//! The page itself: its files, and its words in both languages. All of them stand in the program.

use crate::emit::message::Lang;
use serde_json::Value;

/// The page.
pub const HTML: &str = include_str!("assets/review.html");

macro_rules! files {
    ($($name:literal),+ $(,)?) => {
        [$(($name, include_str!(concat!("assets/", $name)))),+]
    };
}

/// What the page asks for beside itself: scripts, its look, its sign.
const FILES: [(&str, &str); 20] = files![
    "counts.js",
    "decide.js",
    "dom.js",
    "facts.js",
    "forms.js",
    "hand.js",
    "item.js",
    "keys.js",
    "list.js",
    "live.js",
    "mapping.js",
    "number.js",
    "paper.js",
    "review.css",
    "review.js",
    "review.svg",
    "server.js",
    "typing.js",
    "walk.js",
    "words.js",
];

/// The kind of a file and what it says; nothing of the name leads to a path.
pub fn file(name: &str) -> Option<(&'static str, &'static str)> {
    let (name, text) = FILES.iter().find(|(known, _)| *known == name)?;
    let kind = match name.rsplit_once('.')?.1 {
        "css" => "text/css; charset=utf-8",
        "js" => "text/javascript; charset=utf-8",
        _ => "image/svg+xml",
    };
    Some((kind, text))
}

/// Every word of the page.
pub fn words(lang: Lang) -> Value {
    let words = match lang {
        Lang::Vi => include_str!("assets/words.vi.json"),
        Lang::En => include_str!("assets/words.en.json"),
    };
    serde_json::from_str(words).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    /// The words a text names between a mark and the quote after it.
    fn named<'t>(text: &'t str, mark: &str) -> Vec<&'t str> {
        let found = text.split(mark).skip(1);
        found.filter_map(|rest| rest.split('"').next()).collect()
    }

    /// A script that is not served leaves the page empty.
    #[test]
    fn every_script_that_is_imported_is_served() {
        let mut asked = BTreeSet::from(["review.js"]);
        for (_, text) in FILES {
            asked.extend(named(text, "from \"./"));
        }
        let served: BTreeSet<&str> = FILES.iter().map(|(name, _)| *name).collect();
        let scripts = served.iter().filter(|name| name.ends_with(".js"));
        assert_eq!(asked, scripts.copied().collect());
        for name in named(HTML, "\"assets/") {
            assert!(served.contains(name), "{name}");
        }
    }

    /// A word without its text is shown as its key.
    #[test]
    fn the_page_has_every_word_in_both_languages() {
        let keys = |lang| {
            let words = words(lang);
            let words = words.as_object().cloned().unwrap_or_default();
            words
                .into_iter()
                .map(|(key, _)| key)
                .collect::<BTreeSet<_>>()
        };
        let known = keys(Lang::Vi);
        assert_eq!(known, keys(Lang::En));
        let mut used = Vec::new();
        for mark in ["data-word=\"", "data-label=\"", "data-hint=\""] {
            used.extend(named(HTML, mark));
        }
        for (name, text) in FILES {
            if name.ends_with(".js") {
                used.extend(named(text, "word(\""));
            }
        }
        assert!(used.len() > 80, "{} words", used.len());
        for word in used {
            assert!(known.contains(word), "{word}");
        }
    }
}
