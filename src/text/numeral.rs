//! Numbers written in words: "hai trăm ba mươi lăm".

use super::fold::fold;
use super::vocabulary;
use rust_decimal::Decimal;
use std::collections::BTreeMap;
use std::sync::LazyLock;

static VALUES: LazyLock<BTreeMap<String, u64>> = LazyLock::new(|| {
    let values = vocabulary::NUMERALS.iter();
    values
        .filter_map(|(word, value)| Some((fold(word), value.first()?.parse().ok()?)))
        .collect()
});

/// The number that a text of nothing but numerals says.
///
/// ```
/// use phuluc::text::numeral::in_words;
/// let said = |text| in_words(text).map(|number| number.to_string());
/// assert_eq!(said("Một trăm linh năm").as_deref(), Some("105"));
/// assert_eq!(said("năm nhiệm vụ"), None);
/// ```
pub fn in_words(text: &str) -> Option<Decimal> {
    let folded = fold(text);
    let numerals: Option<Vec<u64>> = folded
        .split(' ')
        .map(|word| VALUES.get(word).copied())
        .collect();
    numerals.map(value)
}

/// What numerals make together, each given by its own value.
pub fn value(numerals: impl IntoIterator<Item = u64>) -> Decimal {
    let (mut thousands, mut hundreds, mut unit): (u64, u64, Option<u64>) = (0, 0, None);
    for numeral in numerals {
        match numeral {
            1000 => {
                (thousands, hundreds, unit) =
                    (thousands + (hundreds + unit.unwrap_or(0)).max(1), 0, None)
            }
            // "mười", "trăm" alone are one of them; "không trăm" is none.
            many @ (10 | 100) => (hundreds, unit) = (hundreds + unit.unwrap_or(1) * many, None),
            digit => unit = Some(unit.unwrap_or(0) + digit),
        }
    }
    Decimal::from(thousands * 1000 + hundreds + unit.unwrap_or(0))
}
