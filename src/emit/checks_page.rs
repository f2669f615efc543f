//! `docs/checks.md`: the documentation of every finding as one page, made from the registry and the locale.

use crate::locale::{self, Lang, Sentence};
use crate::model::{Code, Family};
use std::fmt::Write;

const HEAD: &str = r#"# Checks

Every finding names one of these checks. Levels can be set in `phuluc.toml`:

```toml
[audit]
tolerance = 0.01          # of percentages

[audit.checks]            # off, info, warning or error; checks or families
prompt-left-in-note = "off"
unusual = "info"

[audit.indicators."III.7.1"]
blank-required = "error"
```
"#;

/// The page, in Markdown, both languages under each check.
pub fn page() -> String {
    let mut page = String::from(HEAD);
    for family in Family::ALL {
        // Writing to a String cannot fail.
        let _ = writeln!(page, "\n## {}\n", family.name());
        for code in Code::ALL.iter().filter(|code| code.family() == family) {
            one(*code, &mut page);
        }
    }
    page
}

fn one(code: Code, page: &mut String) {
    let severity = code.severity().name();
    let _ = writeln!(page, "### {code}\n\n*{severity}*\n");
    let languages = [
        (Lang::En, ["What", "Why", "Example", "How to fix"]),
        (Lang::Vi, ["Là gì", "Vì sao", "Ví dụ", "Xử lý"]),
    ];
    for (lang, titles) in languages {
        let Some(sentence) = locale::of(lang).findings.get(code.as_str()) else {
            continue;
        };
        for (title, text) in titles.into_iter().zip(documentation(sentence)) {
            let _ = writeln!(page, "* **{title}:** {text}");
        }
        page.push('\n');
    }
}

/// What a check looks for, why, an example, and how to fix what it found.
pub fn documentation(sentence: &Sentence) -> [&str; 4] {
    [
        &sentence.what,
        &sentence.why,
        &sentence.example,
        &sentence.remedy,
    ]
}
