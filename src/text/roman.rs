//! Roman numerals, by which sections, quarters and lists are counted.

const SIGNS: [(u32, &str); 13] = [
    (1000, "M"),
    (900, "CM"),
    (500, "D"),
    (400, "CD"),
    (100, "C"),
    (90, "XC"),
    (50, "L"),
    (40, "XL"),
    (10, "X"),
    (9, "IX"),
    (5, "V"),
    (4, "IV"),
    (1, "I"),
];

/// A number as a Roman numeral; beyond their range, 1 to 3999, plain figures.
///
/// ```
/// use phuluc::text::roman::numeral;
/// assert_eq!([numeral(4), numeral(1994), numeral(0)], ["IV", "MCMXCIV", "0"]);
/// ```
pub fn numeral(number: u32) -> String {
    if !(1..4000).contains(&number) {
        return number.to_string();
    }
    let mut rest = number;
    let mut out = String::new();
    for (value, sign) in SIGNS {
        while rest >= value {
            out.push_str(sign);
            rest -= value;
        }
    }
    out
}

/// How a numeral may be written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tolerance {
    /// In capitals and as the rules have it, of at most twenty: no form has more sections.
    Exact,
    /// The same as a scan reads it: l or | for I. A lone "1" stays a number.
    Scanned,
    /// Letters of either case, as a scan reads them, added up however often they stand: "iv", "IIII"; of
    /// at most sixty. For what is known to be a numeral by where it stands.
    AnyCase,
}

/// The number of a numeral.
///
/// ```
/// use phuluc::text::roman::{Tolerance::{AnyCase, Exact, Scanned}, parse};
/// assert_eq!(["XIV", "IIII", "iv", "lI", ""].map(|n| parse(n, Exact)), [Some(14), None, None, None, None]);
/// assert_eq!(["XIV", "IIII", "iv", "lI"].map(|n| parse(n, Scanned)), [Some(14), None, None, Some(2)]);
/// assert_eq!(["XIV", "IIII", "iv", "lI"].map(|n| parse(n, AnyCase)), [14, 4, 4, 2].map(Some));
/// ```
pub fn parse(printed: &str, tolerance: Tolerance) -> Option<u32> {
    let (most, value): (u32, fn(char) -> Option<u32>) = match tolerance {
        Tolerance::Exact => (20, sign_value),
        Tolerance::Scanned => (20, |c| sign_value(if is_like_i(c) { 'I' } else { c })),
        Tolerance::AnyCase => (60, |c| {
            sign_value(if is_like_i(c) {
                'I'
            } else {
                c.to_ascii_uppercase()
            })
        }),
    };
    let values: Vec<u32> = printed.chars().map(value).collect::<Option<_>>()?;
    let sum = sum(&values).filter(|sum| (1..=most).contains(sum))?;
    let well_formed = || {
        values
            .iter()
            .copied()
            .eq(numeral(sum).chars().filter_map(sign_value))
    };
    (tolerance == Tolerance::AnyCase || well_formed()).then_some(sum)
}

/// One of the letters that numerals up to thirty-nine are written with.
pub fn is_sign(c: char) -> bool {
    sign_value(c).is_some()
}

fn sign_value(c: char) -> Option<u32> {
    match c {
        'I' => Some(1),
        'V' => Some(5),
        'X' => Some(10),
        _ => None,
    }
}

fn is_like_i(c: char) -> bool {
    matches!(c, 'l' | '|')
}

/// A sign before a greater one is taken off.
fn sum(values: &[u32]) -> Option<u32> {
    let signed = values.iter().enumerate().map(|(at, value)| {
        let before_greater = values.get(at + 1).is_some_and(|next| next > value);
        i64::from(*value) * if before_greater { -1 } else { 1 }
    });
    u32::try_from(signed.sum::<i64>()).ok()
}
