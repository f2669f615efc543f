//! Different words for one thing: what reports write in place of a form's own wording.
//!
//! The table is data, `schemas/wording.json`: abbreviations, wordings that mean the same in a label,
//! and words a label can lose without becoming another.

use crate::text::fold::fold;
use serde::Deserialize;
use std::collections::BTreeMap;
use std::sync::OnceLock;

/// The table's file name in schemas/.
pub const FILE: &str = "wording.json";

const SHIPPED: &str = include_str!("../../schemas/wording.json");

/// The table as written.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Table {
    #[serde(rename = "$schema", default)]
    _json_schema: Option<String>,
    /// Short and long form.
    abbreviations: Vec<(String, String)>,
    /// First the wording kept, then those that mean the same.
    same: Vec<Vec<String>>,
    /// Words and phrases that carry no meaning of their own.
    fillers: Vec<String>,
    /// Words that say little and kinds of agencies: weighed when labels are compared letter by letter,
    /// see [`crate::text::words`].
    #[serde(default, rename = "light")]
    _light: serde::de::IgnoredAny,
    #[serde(default, rename = "agencies")]
    _agencies: serde::de::IgnoredAny,
}

/// A table of equal wordings, ready for use.
#[derive(Debug, Default)]
pub struct Wording {
    /// By first word: the phrase and what stands for it, longest phrase first.
    by_word: BTreeMap<String, Vec<Phrase>>,
}

/// Words and what is read in their place.
#[derive(Debug)]
struct Phrase {
    words: Vec<String>,
    plain: Vec<String>,
}

impl Wording {
    /// The shipped table, read once, on first use.
    pub fn builtin() -> &'static Wording {
        static WORDING: OnceLock<Wording> = OnceLock::new();
        // That the table reads is a test's business; without it labels still compare, less well.
        WORDING.get_or_init(|| Wording::from_json(SHIPPED).unwrap_or_default())
    }

    /// Reads a table.
    ///
    /// # Errors
    /// When the text is no such table.
    pub fn from_json(text: &str) -> Result<Wording, serde_json::Error> {
        let table: Table = serde_json::from_str(text)?;
        let mut wording = Wording::default();
        for (short, long) in &table.abbreviations {
            wording.add(short, long);
        }
        for group in &table.same {
            let Some((kept, others)) = group.split_first() else { continue };
            for other in others {
                wording.add(other, kept);
            }
        }
        for filler in &table.fillers {
            wording.add(filler, "");
        }
        for phrases in wording.by_word.values_mut() {
            phrases.sort_by_key(|phrase| std::cmp::Reverse(phrase.words.len()));
        }
        Ok(wording)
    }

    fn add(&mut self, phrase: &str, plain: &str) {
        let phrase = Phrase { words: words(phrase), plain: words(plain) };
        if let Some(first) = phrase.words.first().cloned() {
            self.by_word.entry(first).or_default().push(phrase);
        }
    }

    /// A label in plain wording: folded, abbreviations written out, one word for several that mean the
    /// same, fillers and web addresses dropped. Two printings of one label come out alike; two rows of a
    /// form stay different.
    ///
    /// ```
    /// use phuluc::schema::Wording;
    /// let wording = Wording::builtin();
    /// assert_eq!(wording.plain("Số lượng TTHC đã công bố"), wording.plain("Số thủ tục hành chính công bố"));
    /// assert_ne!(wording.plain("Số TTHC cấp tỉnh"), wording.plain("Số TTHC cấp xã"));
    /// ```
    pub fn plain(&self, label: &str) -> String {
        let words = words(label);
        let mut plain: Vec<&str> = Vec::with_capacity(words.len());
        let mut at = 0;
        while let Some(word) = words.get(at) {
            match self.phrase_at(word, &words[at..]) {
                Some(phrase) => {
                    plain.extend(phrase.plain.iter().map(String::as_str));
                    at += phrase.words.len();
                }
                None => {
                    plain.push(word);
                    at += 1;
                }
            }
        }
        plain.join(" ")
    }

    fn phrase_at(&self, word: &str, rest: &[String]) -> Option<&Phrase> {
        self.by_word.get(word)?.iter().find(|phrase| rest.starts_with(&phrase.words))
    }
}

/// The folded words of a label, web addresses left out, "&" read as "và".
fn words(label: &str) -> Vec<String> {
    let spoken: Vec<&str> = label.split_whitespace().filter(|word| !is_address(word)).collect();
    let spoken = spoken.join(" ").replace('&', " và ");
    fold(&spoken).split(' ').filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

fn is_address(word: &str) -> bool {
    word.contains("://") || word.contains("www.") || word.contains(".gov.vn")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::schema::builtin;

    #[test]
    fn the_shipped_table_reads() {
        assert!(Wording::from_json(SHIPPED).is_ok());
    }

    #[test]
    fn a_plain_label_stays_as_it_is() {
        let wording = Wording::builtin();
        for schema in builtin() {
            for row in &schema.indicators {
                let plain = wording.plain(&row.label);
                assert_eq!(wording.plain(&plain), plain, "{}", row.id);
            }
        }
    }

    /// What the table merges no longer tells rows apart: rows under one heading must stay different.
    #[test]
    fn siblings_stay_different() {
        let wording = Wording::builtin();
        for schema in builtin() {
            let mut seen = BTreeMap::new();
            for row in &schema.indicators {
                for name in std::iter::once(&row.label).chain(&row.aliases) {
                    let key = (row.parent.clone(), wording.plain(name));
                    let other = seen.insert(key, row.id.clone());
                    assert!(
                        other.is_none_or(|id| id == row.id),
                        "{}: {} reads like another row",
                        row.id,
                        name
                    );
                }
            }
        }
    }

    #[test]
    fn renamings_seen_in_reports_come_out_alike() {
        let wording = Wording::builtin();
        let pairs = [
            ("Số phòng, ban đã kiểm tra", "Số phòng ban đã kiểm tra"),
            ("Tuyển dụng CCVC", "Tuyển dụng công chức, viên chức (nếu có)"),
            ("Chỉ tiêu chuyển đổi theo QĐ", "Chỉ tiêu chuyển đổi theo quy định"),
            ("Số hồ sơ TTHC do CQ, ĐV tiếp nhận", "Số lượng hồ sơ TTHC do cơ quan, đơn vị tiếp nhận"),
            ("DVCTT một phần, toàn trình", "Dịch vụ công trực tuyến mức độ 3, 4"),
            ("trên Cổng DVCQG", "trên Cổng Dịch vụ công Quốc gia"),
            ("Chuyên trang (https://a.vn/)", "Chuyên trang (https://cchc.b.gov.vn/)"),
        ];
        for (printed, form) in pairs {
            assert_eq!(wording.plain(printed), wording.plain(form));
        }
    }
}
