//! What a printed figure says: the number grammar of Vietnamese reports.
//!
//! Dots part thousands and a comma parts the decimals ("17.454.000", "86,96"), but exports of some
//! systems print a decimal dot ("97.06"). Where both readings are possible the caller is told.

mod looks;
mod marks;

pub use looks::{Strictness, is_no_data, is_none_in_words, is_number};

use super::vocabulary;
use marks::{Marks, are_groups, decide, looks_grouped};
use rust_decimal::Decimal;
use std::str::FromStr;

/// What a printed value cell says, before anybody asks what kind of value it should be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reading {
    /// A figure, with a `%` sign where one is printed.
    Figure(Figure),
    /// "6/7": a part and a whole, with the words after them.
    Fraction {
        /// The part.
        part: Decimal,
        /// The whole.
        whole: Decimal,
        /// Words printed behind: a unit.
        words: String,
    },
    /// "-", "…", "x", "Không": somebody wrote that there is no figure.
    NoData,
    /// Words, or something that is no figure by any rule.
    Words,
}

/// A printed figure.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Figure {
    /// What it says, in the likelier reading.
    pub value: Decimal,
    /// The other possible reading: 1.946 for "1.946" read as 1946.
    pub other: Option<Decimal>,
    /// A `%` sign stands behind it.
    pub percent: bool,
    /// Words printed behind it: "12 người".
    pub words: String,
    /// What stands in brackets at the end: "12 (mười hai)".
    pub bracket: Option<String>,
    /// Blanks alone part its thousands: "142 124" may as well be two figures.
    pub parted: bool,
    /// The figure as read, where letters had to be taken for digits ("1O5" → "105") or a rule beside it left out
    /// ("|16" → "16").
    pub repaired: Option<String>,
}

/// What the surroundings tell about an ambiguous dot or comma.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Habit {
    /// How the table sets off decimals, where known.
    pub decimal_mark: Option<char>,
    /// What the value is expected to be.
    pub expect: Expect,
}

/// What kind of figure is expected.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Expect {
    /// Nothing is known.
    #[default]
    Any,
    /// A count of things: no decimals.
    Whole,
    /// A rate, usually 0 to 100 with decimals.
    Rate,
}

/// Reads a printed value.
///
/// ```
/// use phuluc::text::number::{Habit, Reading, read};
/// let value = |printed: &str| match read(printed, Habit::default()) {
///     Reading::Figure(figure) => figure.value.to_string(),
///     other => format!("{other:?}"),
/// };
/// assert_eq!(value("86,96"), "86.96");
/// assert_eq!(value("17.454.000"), "17454000");
/// assert_eq!(value("09"), "9");
/// assert_eq!(value("43(1)"), "43");
/// assert_eq!(value("-"), "NoData");
/// assert_eq!(value("12 trong đó 5 nữ"), "Words");
/// ```
pub fn read(printed: &str, habit: Habit) -> Reading {
    let text = printed.trim();
    if is_no_data(text) {
        return Reading::NoData;
    }
    let bare = without_rules(text);
    let text_of_cell = without_footnote(bare);
    if let Some(fraction) = fraction(text_of_cell) {
        return fraction;
    }
    let Some(mut figure) = figure(text_of_cell, habit) else {
        return Reading::Words;
    };
    if bare.len() < text.len() {
        figure.repaired.get_or_insert_with(|| bare.to_owned());
    }
    Reading::Figure(figure)
}

/// A bar at the edge of a cell is the rule beside it, taken for a letter. What may be a digit as well ("I16",
/// "16]") is left: it makes the cell no number.
fn without_rules(text: &str) -> &str {
    text.trim_matches(|c: char| matches!(c, '|' | '¦' | '│') || c.is_whitespace())
}

/// A figure whatever words follow it, of a unit that multiplies it as well: "1,5 tỷ đồng".
pub fn with_unit(printed: &str, habit: Habit) -> Option<Figure> {
    let (sign, unsigned) = sign(printed.trim());
    let (digits, rest) = split_digits(unsigned);
    signed(sign, digits, Beside::of(rest)?, habit)
}

/// Whether a printed text is figures parted by blanks: `Some(true)` where the blanks can part thousands
/// alone and did ("1 946"), `Some(false)` where they part figures ("12 34"); `None` for other texts.
///
/// ```
/// use phuluc::text::number::blank_vote;
/// assert_eq!(["1 946", "12 34", "1946"].map(blank_vote), [Some(true), Some(false), None]);
/// ```
pub fn blank_vote(printed: &str) -> Option<bool> {
    let groups: Vec<&str> = printed.split(' ').collect();
    let digits = |group: &&str| !group.is_empty() && group.bytes().all(|b| b.is_ascii_digit());
    (groups.len() > 1 && groups.iter().all(digits)).then(|| are_groups(&groups))
}

/// How one printed figure sets off its decimals, where it tells: a vote for the whole table.
///
/// ```
/// use phuluc::text::number::decimal_vote;
/// assert_eq!(decimal_vote("86,96"), Some(','));
/// assert_eq!(decimal_vote("97.06"), Some('.'));
/// assert_eq!(decimal_vote("1.946"), None);
/// ```
pub fn decimal_vote(printed: &str) -> Option<char> {
    let (digits, rest) = split_digits(without_footnote(printed.trim()));
    Beside::of(rest).filter(Beside::is_plain)?;
    match Marks::of(digits) {
        Marks::None => None,
        Marks::Both { last } => Some(last),
        // Repeated dots can only part thousands, which leaves the comma for decimals.
        Marks::Repeated('.') => Some(','),
        Marks::Repeated(_) => Some('.'),
        Marks::One { mark, whole, part } => (!looks_grouped(whole, part)).then_some(mark),
    }
}

/// "43(1)", "43[12]", "43*" → "43". A mark is a digit, in square brackets two, close behind the figure:
/// "12 (15)" states another one.
fn without_footnote(text: &str) -> &str {
    let is_figure = |head: &str| head.ends_with(|c: char| c.is_ascii_digit() || c == '%');
    let stars = text.trim_end_matches('*');
    if stars.len() < text.len() && is_figure(stars) {
        return stars;
    }
    for (open, close, most) in [('(', ')', 1), ('[', ']', 2)] {
        let mark = text
            .strip_suffix(close)
            .and_then(|text| text.rsplit_once(open));
        if let Some((head, mark)) = mark
            && (1..=most).contains(&mark.len())
            && mark.bytes().all(|b| b.is_ascii_digit())
            && is_figure(head)
        {
            return head;
        }
    }
    text
}

fn fraction(text: &str) -> Option<Reading> {
    let (part, rest) = text.split_once('/')?;
    let (whole, words) = split_digits(rest.trim_start());
    let part = plain_count(part.trim())?;
    let whole = plain_count(whole)?;
    let beside = Beside::of(words).filter(|beside| beside.is_plain() && !beside.percent)?;
    beside.bracket.is_none().then(|| Reading::Fraction {
        part,
        whole,
        words: beside.words.to_owned(),
    })
}

/// A whole number without decimals: digits, grouped by dots or not.
fn plain_count(text: &str) -> Option<Decimal> {
    let groups: Vec<&str> = text.split('.').collect();
    let grouped = groups.len() == 1 || are_groups(&groups);
    let digits = groups.concat();
    (grouped && !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit()))
        .then(|| Decimal::from_str(&digits).ok())?
}

fn figure(text: &str, habit: Habit) -> Option<Figure> {
    let text = text
        .split_once(' ')
        .filter(|(word, _)| vocabulary::BEFORE_NUMBER.contains(&word.to_lowercase().as_str()))
        .map_or(text, |(_, number)| number);
    let (sign, unsigned) = sign(text);
    let (digits, rest) = split_digits(unsigned);
    let beside = Beside::of(rest).filter(Beside::is_plain)?;
    signed(sign, digits, beside, habit)
}

fn signed(sign: Decimal, printed: &str, beside: Beside, habit: Habit) -> Option<Figure> {
    let (digits, repaired) = as_digits(printed)?;
    let expect = if beside.percent {
        Expect::Rate
    } else {
        habit.expect
    };
    let (value, other) = decide(&digits, Habit { expect, ..habit })?;
    Some(Figure {
        value: value * sign,
        other: other.map(|o| o * sign),
        percent: beside.percent,
        words: beside.words.to_owned(),
        bracket: beside.bracket.map(str::to_owned),
        parted: is_parted(&digits),
        repaired: repaired.then_some(digits),
    })
}

/// Blanks alone part the thousands, and but once, or behind a full group: "1 946" and "100 120 130" may be
/// figures side by side, "17 454 000" and "1 234,5" cannot.
fn is_parted(digits: &str) -> bool {
    blank_vote(digits).is_some()
        && (digits.matches(' ').count() == 1 || digits.find(' ') == Some(3))
}

/// The signs that stand for a minus: hyphen, dashes of any length, the sign itself.
const MINUS: [char; 6] = ['-', '\u{2012}', '–', '—', '―', '−'];

fn sign(text: &str) -> (Decimal, &str) {
    let minus = text.strip_prefix(MINUS);
    match minus.or_else(|| text.strip_prefix('+')) {
        Some(rest) if rest.starts_with(|c: char| c.is_ascii_digit()) => (
            if minus.is_some() {
                Decimal::NEGATIVE_ONE
            } else {
                Decimal::ONE
            },
            rest,
        ),
        _ => (Decimal::ONE, text),
    }
}

/// The figure at the start of a text and what follows it. A space inside the figure is kept only
/// where it parts thousands: "17 454 000 đồng", but not "2 100 người" cut as "2".
fn split_digits(text: &str) -> (&str, &str) {
    let is_figure = |c: char| c.is_ascii_digit() || matches!(c, '.' | ',' | 'O' | 'o' | 'l' | 'I');
    let mut end = text.find(|c: char| !is_figure(c)).unwrap_or(text.len());
    while let Some(group) = text[end..].strip_prefix(' ') {
        let length = group
            .find(|c: char| !c.is_ascii_digit())
            .unwrap_or(group.len());
        if length != 3
            || group[length..].starts_with(is_figure) && !group[length..].starts_with([',', ' '])
        {
            break;
        }
        end += 1 + length;
        if text[end..].starts_with(',') {
            end += text[end..]
                .find(|c: char| !is_figure(c))
                .unwrap_or(text.len() - end);
        }
    }
    let figure = text[..end].trim_end_matches(['.', ',']);
    (figure, &text[end..])
}

/// What stands behind a figure: a percent sign, words, and at the end something in brackets.
struct Beside<'t> {
    percent: bool,
    words: &'t str,
    bracket: Option<&'t str>,
}

impl<'t> Beside<'t> {
    /// `None` where it is not set apart from the figure: "12a", "99,9%o".
    fn of(rest: &'t str) -> Option<Beside<'t>> {
        let spaced = rest.trim_start();
        let behind = spaced.strip_prefix('%');
        let text = behind.unwrap_or(spaced).trim();
        let apart = match behind {
            Some(behind) => behind.starts_with([' ', '(']),
            None => spaced.len() < rest.len() || text.chars().count() > 1,
        };
        let (words, bracket) = text
            .strip_suffix(')')
            .and_then(|text| text.rsplit_once('('))
            .map_or((text, None), |(words, bracket)| {
                (words.trim(), Some(bracket.trim()))
            });
        (apart || text.is_empty()).then_some(Beside {
            percent: behind.is_some(),
            words,
            bracket,
        })
    }

    /// A few words without digits that do not multiply the figure; in the brackets words as well, or
    /// nothing but another figure.
    fn is_plain(&self) -> bool {
        let sign = |c: char| matches!(c, ' ' | ',' | '/' | '.');
        let word = |c: char| c.is_alphabetic() || sign(c) || matches!(c, '(' | ')');
        let figure = |c: char| c.is_ascii_digit() || sign(c) || c == '%';
        let bracket = self.bracket.unwrap_or_default();
        let wordy = bracket.chars().all(word);
        self.words.chars().all(word)
            && self.words.split(' ').count() <= 5
            && !starts_with_multiplier(self.words)
            && (wordy || bracket.chars().all(figure))
    }
}

/// "3 triệu" is not 3: whoever reads it must know the unit.
fn starts_with_multiplier(words: &str) -> bool {
    let first = words
        .split([' ', ','])
        .next()
        .unwrap_or_default()
        .to_lowercase();
    vocabulary::MULTIPLIERS.contains(&first.as_str())
}

/// Letters that a scan makes of digits, taken back only between true digits: at the edge of a figure the same
/// stroke may be a rule. The flag says whether anything was repaired.
fn as_digits(printed: &str) -> Option<(String, bool)> {
    let is_digit = |c: char| c.is_ascii_digit();
    if !printed.starts_with(is_digit) || !printed.ends_with(is_digit) || printed.contains('I') {
        return None;
    }
    let digits: String = printed
        .chars()
        .map(|c| match c {
            'O' | 'o' => '0',
            'l' => '1',
            other => other,
        })
        .collect();
    let repaired = digits != printed;
    Some((digits, repaired))
}

/// A figure as people write it here: dots between thousands, a decimal comma.
///
/// ```
/// use phuluc::text::number::vietnamese;
/// assert_eq!(vietnamese("-1234567.50".parse().unwrap()), "-1.234.567,5");
/// ```
pub fn vietnamese(number: Decimal) -> String {
    let plain = number.normalize().to_string();
    let (whole, decimals) = plain.split_once('.').unwrap_or((&plain, ""));
    let (sign, digits) = whole
        .strip_prefix('-')
        .map_or(("", whole), |digits| ("-", digits));
    let mut grouped = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at) % 3 == 0 {
            grouped.push('.');
        }
        grouped.push(digit);
    }
    if decimals.is_empty() {
        format!("{sign}{grouped}")
    } else {
        format!("{sign}{grouped},{decimals}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn figure_of(printed: &str, habit: Habit) -> Option<Figure> {
        match read(printed, habit) {
            Reading::Figure(figure) => Some(figure),
            _ => None,
        }
    }

    fn value(printed: &str, expect: Expect, decimal_mark: Option<char>) -> Option<String> {
        figure_of(
            printed,
            Habit {
                decimal_mark,
                expect,
            },
        )
        .map(|figure| figure.value.to_string())
    }

    fn any(printed: &str) -> Option<String> {
        value(printed, Expect::Any, None)
    }

    #[test]
    fn plain_figures() {
        for (printed, expected) in [
            ("0", "0"),
            ("00", "0"),
            ("09", "9"),
            ("86,96", "86.96"),
            ("62,50%", "62.5"),
            ("100%", "100"),
            ("17.454.000", "17454000"),
            ("1.234,5", "1234.5"),
            ("1,234.5", "1234.5"),
            ("43(1)", "43"),
            ("43 (12)", "43"),
            ("99,1% (193.457/195.197)", "99.1"),
            ("—5", "-5"),
            ("12 (mười hai)", "12"),
            ("120*", "120"),
            ("12 người", "12"),
            ("0 tin, bài", "0"),
            ("3 TTHC", "3"),
            ("17 454 000", "17454000"),
            ("17 454 000 đồng", "17454000"),
            ("-12,5", "-12.5"),
            ("6.8", "6.8"),
            ("0,125", "0.125"),
            ("Đạt 100%", "100"),
            ("38,10", "38.1"),
            ("46.", "46"),
            ("1 234,56", "1234.56"),
        ] {
            assert_eq!(any(printed).as_deref(), Some(expected), "{printed}");
        }
    }

    #[test]
    fn what_is_no_figure_is_never_made_one() {
        for printed in [
            "12 trong đó 5 nữ",
            "15/9/2022",
            "1.2.3",
            "12.34.567",
            "1.23,4",
            "khoảng 12",
            "<5",
            "ba",
            "O",
            "lO",
            "3 triệu",
            "5 nghìn người",
            "12(5 nữ)",
            "(5)",
            "01.946.1",
            "2-3",
            "1,2,3",
            "",
            "12a3",
            "1..2",
            "12 345 6",
            "12a",
            "99,9%o",
            "3 chục",
            "12 (tăng 2)",
        ] {
            assert_eq!(any(printed), None, "{printed}");
        }
    }

    #[test]
    fn nothing_there_is_said_as_nothing() {
        for printed in [
            "-",
            "–",
            "…",
            "...",
            "x",
            "X",
            "Không",
            "không có",
            "/",
            "- -",
        ] {
            assert_eq!(
                read(printed, Habit::default()),
                Reading::NoData,
                "{printed}"
            );
        }
    }

    #[test]
    fn fractions_keep_both_numbers() {
        let Reading::Fraction { part, whole, words } = read("6/7 nhiệm vụ", Habit::default())
        else {
            panic!("not a fraction")
        };
        assert_eq!(
            (part.to_string(), whole.to_string(), words.as_str()),
            ("6".into(), "7".into(), "nhiệm vụ")
        );
        assert!(matches!(
            read("1.151/1.160", Habit::default()),
            Reading::Fraction { .. }
        ));
    }

    #[test]
    fn a_dot_before_three_digits_is_read_by_what_is_expected() {
        assert_eq!(
            value("1.946", Expect::Whole, Some('.')).as_deref(),
            Some("1946")
        );
        assert_eq!(
            value("1.946", Expect::Any, Some(',')).as_deref(),
            Some("1946")
        );
        assert_eq!(
            value("97.123", Expect::Rate, Some('.')).as_deref(),
            Some("97.123")
        );
        assert_eq!(
            value("99,123", Expect::Rate, Some(',')).as_deref(),
            Some("99.123")
        );
    }

    #[test]
    fn both_readings_are_told_where_both_are_possible() {
        let other = |printed, expect, decimal_mark| {
            figure_of(
                printed,
                Habit {
                    decimal_mark,
                    expect,
                },
            )
            .and_then(|figure| figure.other)
        };
        assert!(other("1.234", Expect::Any, None).is_some());
        assert!(other("1.234", Expect::Any, Some('.')).is_some());
        assert!(other("1,234", Expect::Whole, Some(',')).is_some());
        assert!(other("1.234", Expect::Rate, Some(',')).is_some());
        assert_eq!(other("1.234", Expect::Whole, None), None);
        assert_eq!(other("12,34", Expect::Any, None), None);
    }

    #[test]
    fn letters_become_digits_only_among_digits_and_are_told() {
        let figure = figure_of("1O,l5", Habit::default()).expect("a figure");
        assert_eq!(
            (figure.value.to_string(), figure.repaired.as_deref()),
            ("10.15".into(), Some("10,15"))
        );
        for printed in ["Il", "1O", "O1", "l16", "16l", "1I6"] {
            assert_eq!(any(printed), None, "{printed}");
        }
    }

    /// Beside a figure only a bar is surely the rule of the table; other strokes may be digits, and neither
    /// 116 nor 161 was ever printed.
    #[test]
    fn a_rule_beside_a_figure_is_no_digit() {
        for printed in ["|16", "16|", "| 16", "¦16", "│ 16 │"] {
            let figure = figure_of(printed, Habit::default()).expect("a figure");
            let read = (figure.value.to_string(), figure.repaired.as_deref());
            assert_eq!(read, ("16".into(), Some("16")), "{printed}");
        }
        for printed in [
            "I16", "]16", "!16", "[16", "16I", "16]", "16!", "|", "1|6", "|-",
        ] {
            assert_eq!(any(printed), None, "{printed}");
        }
        assert_eq!(any("99,5%|").as_deref(), Some("99.5"));
    }

    #[test]
    fn a_table_votes_for_its_decimal_mark() {
        assert_eq!(decimal_vote("17.454.000"), Some(','));
        assert_eq!(decimal_vote("1,234,567"), Some('.'));
        assert_eq!(decimal_vote("15 văn bản"), None);
        assert_eq!(decimal_vote("77,4%"), Some(','));
    }

    #[test]
    fn figures_are_shown_the_vietnamese_way() {
        let shown: Vec<String> = ["1946", "86.9600", "-1234567.5", "12"]
            .iter()
            .map(|n| vietnamese(n.parse().unwrap()))
            .collect();
        assert_eq!(shown, ["1.946", "86,96", "-1.234.567,5", "12"]);
    }
}
