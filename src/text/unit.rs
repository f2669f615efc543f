//! Units as forms print them: "Văn bản", "%", "triệu đồng".

use super::fold::bare;
use super::vocabulary;
use std::collections::BTreeSet;
use std::sync::LazyLock;

static COUNTED: LazyLock<BTreeSet<String>> = LazyLock::new(|| {
    let listed = vocabulary::COUNTED.iter();
    let listed = listed.chain(vocabulary::COUNTED_IN_RETURNS.iter());
    listed.map(|unit| bare(unit)).collect()
});

/// Whether all words of a text are those that units of measure are made of.
///
/// ```
/// use phuluc::text::unit::{is_measure, is_unit};
/// assert!(is_measure("triệu đồng") && is_measure("%"));
/// assert!(!is_measure("Văn bản") && is_unit("Văn bản"));
/// assert!(!is_unit("Sở Nội vụ"));
/// ```
pub fn is_measure(text: &str) -> bool {
    text == "%" || is_made_of_units(&bare(text))
}

/// Whether a text is a unit of measure or one that forms count in; a longer text is a remark.
pub fn is_unit(text: &str) -> bool {
    const MOST_WORDS: usize = 4;
    let key = bare(text);
    let short = key.split(' ').count() <= MOST_WORDS;
    // "nghìn HK", "1000 cái": so many of something.
    let first = text.split(' ').next().unwrap_or_default().to_lowercase();
    let many = vocabulary::MULTIPLIERS.contains(&first.as_str()) || first == "1000";
    let multiplied = many && text.contains(' ');
    text == "%" || COUNTED.contains(&key) || short && (multiplied || is_made_of_units(&key))
}

/// "Đơn vị tính", "ĐVT (triệu đồng)": the words, as [`bare`] makes them, before a unit.
pub fn announces_unit(key: &str) -> bool {
    let mut openings = vocabulary::UNIT_OPENINGS.iter();
    openings.any(|opening| key.starts_with(opening.as_str()))
}

fn is_made_of_units(key: &str) -> bool {
    let known = |word: &str| vocabulary::UNIT_WORDS.iter().any(|unit| unit == word);
    !key.is_empty() && key.split(' ').all(known)
}
