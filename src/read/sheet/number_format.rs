//! What a number looks like under a number format: 0,8696 as `0.00%` is printed "86,96%".
//!
//! Separators are those of a Vietnamese machine, dot for thousands and comma for decimals, because that
//! is what the people who sent the file saw.

use rust_decimal::{Decimal, RoundingStrategy};

/// The code of a built-in format, by its number.
pub(super) fn built_in(id: i64) -> &'static str {
    match id {
        1 => "0",
        2 => "0.00",
        3 | 5 | 6 | 37 | 38 | 41 | 42 => "#,##0",
        4 | 7 | 8 | 39 | 40 | 43 | 44 => "#,##0.00",
        9 => "0%",
        10 => "0.00%",
        14..=17 => "dd/mm/yyyy",
        18 | 20 => "h:mm",
        19 | 21 => "h:mm:ss",
        22 => "dd/mm/yyyy h:mm",
        45 => "mm:ss",
        46 => "[h]:mm:ss",
        _ => "General",
    }
}

/// A number from the characters a file has for it, `1E-3` included.
pub(super) fn parse(value: &str) -> Option<Decimal> {
    let value = value.trim();
    let number = value
        .parse()
        .or_else(|_| Decimal::from_scientific(value))
        .ok()?;
    // Files hold the binary number's nearest decimal; spreadsheets show fifteen digits at most.
    Decimal::round_sf(&number, 15)
}

/// A number as a format prints it; `None` where the format hides it. `day_zero` is the day before day 1 of
/// the file's calendar.
pub(super) fn printed(value: Decimal, code: &str, day_zero: jiff::civil::Date) -> Option<String> {
    let sections = sections(code);
    let (section, negative_only) = section_for(value, &sections);
    if section.is_empty() && sections.len() > 1 {
        return None;
    }
    // The format of negative numbers says itself how they are marked.
    let value = if negative_only { value.abs() } else { value };
    if section.to_ascii_lowercase().contains("[white]") {
        return None;
    }
    let (marks, elapsed) = marks(section);
    // Blanks and empty quotation marks show nothing; a colour alone is the number in that colour.
    let is_blank = |mark: &Mark| matches!(mark, Mark::Literal(c) if c.is_whitespace());
    if marks.iter().all(is_blank) && section.contains(['"', '_', '\\']) {
        return None;
    }
    Some(if elapsed {
        super::date::elapsed(value, &marks)
    } else if is_date(&marks) {
        super::date::printed(value, &marks, day_zero).unwrap_or_else(|| general(value))
    } else if marks.contains(&GENERAL) {
        in_words(value, &marks)
    } else if is_fraction(section) {
        general(value)
    } else {
        match Pattern::of(&marks) {
            Some(pattern) => pattern.print(value, &marks),
            None => general(value),
        }
    })
}

/// Whether a format shows another number than is stored: in thousands, or as a day where no report has one.
pub(super) fn is_moved(value: Decimal, code: &str) -> bool {
    let sections = sections(code);
    let (marks, elapsed) = marks(section_for(value, &sections).0);
    if elapsed || marks.contains(&GENERAL) {
        return false;
    }
    if is_date(&marks) {
        return value.fract().is_zero() && value.abs() < FIRST_DAY;
    }
    Pattern::of(&marks).is_some_and(|pattern| pattern.thousands > 0) && !value.is_zero()
}

/// The first day of 1954, counted as workbooks do: nothing that is reported on was before it.
const FIRST_DAY: Decimal = Decimal::from_parts(19_725, 0, 0, false, 0);

/// Whether a format hides all numbers.
pub(super) fn hides_numbers(code: &str) -> bool {
    printed(Decimal::ONE, code, jiff::civil::date(1899, 12, 30)).is_none()
}

/// Whether a format hides all text, as `;;;` does.
pub(super) fn hides_text(code: &str) -> bool {
    matches!(sections(code)[..], [_, _, _, text] if text.trim().is_empty())
}

/// The section that a number is printed by, and whether it is for negative numbers alone.
fn section_for<'c>(value: Decimal, sections: &[&'c str]) -> (&'c str, bool) {
    let numbers = sections.get(..sections.len().min(3)).unwrap_or_default();
    let own: Vec<Option<Condition>> = numbers.iter().map(|s| Condition::of(s)).collect();
    let conditional = own.iter().any(Option::is_some);
    for (at, section) in numbers.iter().enumerate() {
        let is_last = at + 1 == numbers.len();
        let condition = own
            .get(at)
            .copied()
            .flatten()
            .or(match (at, numbers.len()) {
                _ if is_last => None,
                (0, 2) if !conditional => Some(Condition('≥', Decimal::ZERO)),
                (0, _) => Some(Condition('>', Decimal::ZERO)),
                _ => Some(Condition('<', Decimal::ZERO)),
            });
        let unset = is_last && (at > 0 || condition.is_none());
        if unset || condition.is_some_and(|condition| condition.holds(value)) {
            let rest_of_positive = !conditional && is_last && at == 1;
            let negative = condition.is_some_and(Condition::is_of_negatives);
            return (section.trim(), rest_of_positive || negative);
        }
    }
    // A number that no section is for is printed as it is.
    ("General", false)
}

/// A condition of a section: how the number compares, and to what.
#[derive(Clone, Copy)]
struct Condition(char, Decimal);

impl Condition {
    /// `[>=100]`, wherever it stands among colours and languages.
    fn of(section: &str) -> Option<Condition> {
        section.split('[').skip(1).find_map(|rest| {
            let inner = rest.split_once(']')?.0;
            let digits = inner.trim_start_matches(['<', '>', '=']);
            let sign = match inner.strip_suffix(digits)? {
                "<" => '<',
                "<=" => '≤',
                ">" => '>',
                ">=" => '≥',
                "=" => '=',
                "<>" => '≠',
                _ => return None,
            };
            Some(Condition(sign, parse(digits)?))
        })
    }

    fn holds(self, value: Decimal) -> bool {
        match self.0 {
            '<' => value < self.1,
            '≤' => value <= self.1,
            '>' => value > self.1,
            '≥' => value >= self.1,
            '=' => value == self.1,
            _ => value != self.1,
        }
    }

    fn is_of_negatives(self) -> bool {
        match self.0 {
            '<' => self.1 <= Decimal::ZERO,
            '≤' | '=' => self.1 < Decimal::ZERO,
            _ => false,
        }
    }
}

/// Stands for a number without a format.
const GENERAL: Mark = Mark::Code('G');

/// A number without a format among words and signs of its own.
fn in_words(value: Decimal, marks: &[Mark]) -> String {
    let mut out = String::new();
    for mark in marks {
        match mark {
            Mark::Literal(c) => out.push(*c),
            Mark::Code('%') => out.push('%'),
            Mark::Code(_) => out.push_str(&general(value)),
        }
    }
    out.trim().to_owned()
}

/// A number without a format: eleven characters at most, as a cell shows it.
fn general(value: Decimal) -> String {
    let whole = value.trunc().abs().normalize().to_string().len();
    let decimals = u32::try_from(10usize.saturating_sub(whole)).unwrap_or(0);
    let rounded = round(value, decimals).normalize();
    rounded.to_string().replace('.', ",")
}

fn round(value: Decimal, decimals: u32) -> Decimal {
    value.round_dp_with_strategy(decimals, RoundingStrategy::MidpointAwayFromZero)
}

/// One sign of a format: a placeholder, or a character printed as it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Mark {
    /// `0 # ? . , % E` and the letters of dates.
    Code(char),
    /// Quoted, escaped, or without meaning.
    Literal(char),
}

/// A format's parts for positive, negative, zero and text.
fn sections(code: &str) -> Vec<&str> {
    let (mut quoted, mut bracketed, mut escaped) = (false, false, false);
    let ends = |c: char| {
        if std::mem::take(&mut escaped) {
            return false;
        }
        match c {
            '\\' => escaped = true,
            '"' => quoted = !quoted,
            '[' => bracketed = true,
            ']' => bracketed = false,
            _ => {}
        }
        c == ';' && !quoted && !bracketed
    };
    code.split(ends).collect()
}

/// The signs of a section, colours, conditions and paddings left out, and whether it counts hours on and on.
fn marks(section: &str) -> (Vec<Mark>, bool) {
    let (mut marks, mut is_elapsed) = (Vec::new(), false);
    let mut chars = section.chars();
    while let Some(c) = chars.next() {
        let word = chars.as_str().get(..6);
        if matches!(c, 'G' | 'g') && word.is_some_and(|rest| rest.eq_ignore_ascii_case("eneral")) {
            chars.nth(5);
            marks.push(GENERAL);
            continue;
        }
        match c {
            '"' => marks.extend(chars.by_ref().take_while(|c| *c != '"').map(Mark::Literal)),
            '\\' => marks.extend(chars.next().map(Mark::Literal)),
            '_' | '*' => drop(chars.next()),
            '[' => {
                let inner: String = chars.by_ref().take_while(|c| *c != ']').collect();
                is_elapsed |= elapsed(&inner);
                marks.extend(bracket(&inner));
            }
            '0' | '#' | '?' | '.' | ',' | '%' => marks.push(Mark::Code(c)),
            c if c.is_ascii_alphabetic() || c == '@' => marks.push(Mark::Code(c)),
            other => marks.push(Mark::Literal(other)),
        }
    }
    (marks, is_elapsed)
}

/// `h`, `mm` or `s`: of a time that goes on past the day.
fn elapsed(inner: &str) -> bool {
    !inner.is_empty()
        && inner
            .chars()
            .all(|c| matches!(c.to_ascii_lowercase(), 'h' | 'm' | 's'))
}

/// What stands in brackets: a currency sign is printed, elapsed hours are hours, the rest is not text.
fn bracket(inner: &str) -> Vec<Mark> {
    if let Some(currency) = inner.strip_prefix('$') {
        return currency
            .split('-')
            .next()
            .unwrap_or("")
            .chars()
            .map(Mark::Literal)
            .collect();
    }
    if elapsed(inner) {
        inner.chars().map(Mark::Code).collect()
    } else {
        Vec::new()
    }
}

/// `# ?/?`: a bar that is no quoted word stands after digits.
fn is_fraction(section: &str) -> bool {
    let (mut quoted, mut escaped, mut seen) = (false, false, false);
    section.chars().any(|c| {
        if std::mem::take(&mut escaped) {
            return false;
        }
        match c {
            '"' => quoted = !quoted,
            '\\' => escaped = true,
            '0' | '#' | '?' => seen |= !quoted,
            _ => {}
        }
        c == '/' && seen && !quoted
    })
}

fn is_date(marks: &[Mark]) -> bool {
    let code = |wanted: &str| {
        marks
            .iter()
            .any(|m| matches!(m, Mark::Code(c) if wanted.contains(c.to_ascii_lowercase())))
    };
    code("ymdhs") && !code("0#?gn")
}

/// The digits a section asks for.
#[derive(Default)]
struct Pattern {
    /// Least digits before the decimals.
    whole: usize,
    /// Least and most decimals.
    decimals: (usize, u32),
    grouped: bool,
    /// Times a hundred.
    percents: u32,
    /// Thousands cut off.
    thousands: u32,
}

impl Pattern {
    /// `None` for "General", text, fractions and powers of ten: printed plainly.
    fn of(marks: &[Mark]) -> Option<Pattern> {
        let mut pattern = Pattern::default();
        let (mut seen, mut after_point, mut commas) = (false, false, 0u32);
        for mark in marks {
            match mark {
                Mark::Code('0' | '#' | '?') => {
                    let zero = usize::from(*mark == Mark::Code('0'));
                    pattern.grouped |= commas > 0 && !after_point;
                    commas = 0;
                    seen = true;
                    if after_point {
                        pattern.decimals = (pattern.decimals.0 + zero, pattern.decimals.1 + 1);
                    } else {
                        pattern.whole += zero;
                    }
                }
                Mark::Code('.') => after_point = true,
                Mark::Code(',') => commas += u32::from(seen),
                Mark::Code('%') => pattern.percents += 1,
                Mark::Code(_) => return None,
                _ => {}
            }
        }
        pattern.thousands = commas;
        Some(pattern).filter(|_| seen || !marks.is_empty())
    }

    fn print(&self, value: Decimal, marks: &[Mark]) -> String {
        let digits = self.digits(value);
        let mut out = String::new();
        if value.is_sign_negative() && digits.contains(|c: char| matches!(c, '1'..='9')) {
            out.push('-');
        }
        if is_spread(marks) {
            out.push_str(&spread(&digits, marks));
            return out.trim().to_owned();
        }
        let mut digits = Some(digits);
        for mark in marks {
            match mark {
                Mark::Literal(c) => out.push(*c),
                Mark::Code('%') => out.push('%'),
                Mark::Code(_) => out.push_str(&digits.take().unwrap_or_default()),
            }
        }
        out.trim().to_owned()
    }

    fn digits(&self, value: Decimal) -> String {
        let mut value = value.abs();
        for _ in 0..self.percents.min(4) {
            value = value.checked_mul(Decimal::ONE_HUNDRED).unwrap_or(value);
        }
        for _ in 0..self.thousands.min(8) {
            value /= Decimal::ONE_THOUSAND;
        }
        let text = round(value, self.decimals.1).to_string();
        let (whole, decimals) = text.split_once('.').unwrap_or((&text, ""));
        let whole = if whole == "0" { "" } else { whole };
        let whole = format!(
            "{}{whole}",
            "0".repeat(self.whole.saturating_sub(whole.len()).min(64))
        );
        let whole = if self.grouped { grouped(&whole) } else { whole };
        let wanted = decimals.trim_end_matches('0').len().max(self.decimals.0);
        let decimals: String = decimals
            .chars()
            .chain(std::iter::repeat('0'))
            .take(wanted.min(64))
            .collect();
        if decimals.is_empty() {
            whole
        } else {
            format!("{whole},{decimals}")
        }
    }
}

fn is_digit(mark: &Mark) -> bool {
    matches!(mark, Mark::Code('0' | '#' | '?'))
}

/// Whether characters stand between the digits of whole numbers, as in `#\.###`.
fn is_spread(marks: &[Mark]) -> bool {
    let is_point = |mark: &Mark| *mark == Mark::Code('.');
    let (first, last) = (
        marks.iter().position(is_digit),
        marks.iter().rposition(is_digit),
    );
    let (Some(first), Some(last)) = (first, last) else {
        return false;
    };
    let between = marks.get(first..last).unwrap_or_default();
    between.iter().any(|mark| matches!(mark, Mark::Literal(_))) && !between.iter().any(is_point)
}

/// Digits from the right on, one for each place of the format and the rest for the first, with the characters
/// between them.
fn spread(digits: &str, marks: &[Mark]) -> String {
    let mut digits: Vec<char> = digits.chars().filter(char::is_ascii_digit).collect();
    let first = marks.iter().position(is_digit);
    let mut out: Vec<char> = Vec::new();
    for (at, mark) in marks.iter().enumerate().rev() {
        match mark {
            _ if first == Some(at) => {
                let all = std::mem::take(&mut digits);
                out.extend(all.into_iter().rev());
            }
            Mark::Literal(c) => out.push(*c),
            Mark::Code('%') => out.push('%'),
            Mark::Code('0') => out.push(digits.pop().unwrap_or('0')),
            mark if is_digit(mark) => out.extend(digits.pop()),
            Mark::Code(_) => {}
        }
    }
    out.iter().rev().collect()
}

/// Digits with a dot before every third from the end.
fn grouped(digits: &str) -> String {
    let mut out = String::new();
    for (at, c) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push('.');
        }
        out.push(c);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn show(value: &str, code: &str) -> String {
        printed(
            parse(value).unwrap_or_default(),
            code,
            jiff::civil::date(1899, 12, 30),
        )
        .unwrap_or_else(|| "hidden".to_owned())
    }

    #[test]
    fn conditions_choose_the_section() {
        for (value, code, expected) in [
            ("120", r#"[=0]"-";#,##0"#, "120"),
            ("0", r#"[=0]"-";#,##0"#, "-"),
            ("-4", r#"[=0]"-";#,##0"#, "-4"),
            ("0", r#"[=1]"Có";"Không""#, "Không"),
            ("1", r#"[=1]"Có";"Không""#, "Có"),
            ("61.5", "[<1]0.00%;0.0", "61,5"),
            ("0.615", "[<1]0.00%;0.0", "61,50%"),
            ("5", "[Red][<0]-0;0", "5"),
            ("-5", "[Red][<0]-0;0", "-5"),
            ("3", "[Red][<1]-0;0", "3"),
            ("7", "[>100]0;[>10]0.0;0.00", "7,00"),
            ("50", "[>100]0;[>10]0.0;0.00", "50,0"),
        ] {
            assert_eq!(show(value, code), expected, "{value} in {code}");
        }
    }

    #[test]
    fn general_keeps_the_words_and_signs_around_it() {
        assert_eq!(show("-5", r#"General;-General;"-""#), "-5");
        assert_eq!(show("5", r#"General;-General;"-""#), "5");
        assert_eq!(show("12", r#"General" người""#), "12 người");
        assert_eq!(show("-5", r#"General"%""#), "-5%");
    }

    #[test]
    fn empty_sections_hide_their_numbers() {
        assert_eq!(show("5", ";;;"), "hidden");
        assert_eq!(show("0", "0;-0;;@"), "hidden");
        assert_eq!(show("4", "0;-0;;@"), "4");
        assert_eq!(show("-4", "0;-0;;@"), "-4");
        assert!(hides_text(";;;") && !hides_text("0;-0;;@"));
    }

    #[test]
    fn white_figures_are_hidden_and_quoted_bars_are_words() {
        assert_eq!(show("5", "[White]0"), "hidden");
        assert_eq!(show("5", "0;[White]-0"), "5");
        assert_eq!(show("12", r#"0"/20""#), "12/20");
        assert_eq!(show("0.5", "# ?/?"), "0,5");
    }

    #[test]
    fn formats_that_show_another_number_are_known() {
        let moved = |value, code| is_moved(parse(value).unwrap_or_default(), code);
        assert!(moved("12", "0.0,") && moved("12", "d") && moved("12", "dd/mm/yyyy"));
        assert!(!moved("44827", "dd/mm/yyyy") && !moved("0.5", "h:mm") && !moved("0", "#,##0,"));
        assert!(!moved("1234", "#,##0.0") && !moved("1.5", "[h]:mm") && !moved("12", "General"));
    }

    #[test]
    fn the_first_days_of_1900_are_counted_as_spreadsheets_do() {
        assert_eq!(show("12", "d"), "12");
        assert_eq!(show("59", "d/m"), "28/2");
        assert_eq!(show("61", "d/m"), "1/3");
    }

    #[test]
    fn hours_go_on_past_a_day() {
        assert_eq!(show("1.25", "[h]:mm"), "30:00");
        assert_eq!(show("1.25", "[h]:mm:ss"), "30:00:00");
        assert_eq!(show("0.0625", "[mm]:ss"), "90:00");
    }

    #[test]
    fn percents_are_multiplied() {
        assert_eq!(show("0.86960000000000004", "0.00%"), "86,96%");
        assert_eq!(show("1", "0%"), "100%");
        assert_eq!(show("0.5", "0.##%"), "50%");
    }

    #[test]
    fn leading_zeros_and_thousands_are_printed() {
        assert_eq!(show("9", "00"), "09");
        assert_eq!(show("17454000", "#,##0"), "17.454.000");
        assert_eq!(show("1946.5", "#,##0.00"), "1.946,50");
        assert_eq!(show("0", "#,##0"), "0");
        assert_eq!(show("1234567", "#,##0,"), "1.235");
    }

    #[test]
    fn plain_numbers_show_as_many_digits_as_a_cell_does() {
        assert_eq!(show("118.27956989247311", "General"), "118,2795699");
        assert_eq!(show("6.1111111111111107", "General"), "6,111111111");
        assert_eq!(show("86.96", "General"), "86,96");
        assert_eq!(show("1E-3", "General"), "0,001");
        assert_eq!(show("0.30000000000000004", "General"), "0,3");
        assert_eq!(show("-12", "General"), "-12");
    }

    #[test]
    fn sections_colours_and_words_count() {
        let accounting = r#"_(* #,##0_);_(* \(#,##0\);_(* "-"??_);_(@_)"#;
        assert_eq!(show("-1200", accounting), "(1.200)");
        assert_eq!(show("0", accounting), "-");
        assert_eq!(show("-5", "[Red]0.0"), "-5,0");
        assert_eq!(show("12", r#"0" người""#), "12 người");
        assert_eq!(show("3", "# ?/?"), "3");
    }

    /// Stored, format, shown; what bookkeepers' formats show of it, as a number.
    #[test]
    fn formats_of_reports_show_what_spreadsheets_show() {
        let accounting = r#"_-* #,##0.00\ _₫_-;-* #,##0.00\ _₫_-;_-* "-"??\ _₫_-;_-@_-"#;
        let comma = r#"_(* #,##0_);_(* \(#,##0\);_(* "-"_);_(@_)"#;
        for (stored, code, shown, read) in [
            ("0", comma, "-", "0"),
            ("-62", comma, "(62)", "-62"),
            ("1234", comma, "1.234", "1.234"),
            ("0", accounting, "-", "0"),
            ("-62", accounting, "-62,00", "-62,00"),
            ("0", r#"#,##0\ "₫";\-#,##0\ "₫";"-"\ "₫""#, "- ₫", "0"),
            ("0", r#"0;-0;"-Không""#, "-Không", "-Không"),
            ("-62", "#,##0_);[Red](#,##0)", "(62)", "-62"),
            ("-62", "#,##0;[Red]#,##0", "62", "62"),
            ("0", "0.0%;-0.0%;\"–\"", "–", "0"),
            ("0", r#"[=0]"-";#,##0"#, "-", "0"),
            ("0", r#"[=0]"";General"#, "hidden", "hidden"),
            ("7", r#"[=0]"";General"#, "7", "7"),
            ("0", r#"0;-0;"""#, "hidden", "hidden"),
            ("0", "0;-0;_-", "hidden", "hidden"),
            ("61.5", r#"0.00"%""#, "61,50%", "61,50%"),
            ("61.5", r"0.00\%", "61,50%", "61,50%"),
            ("0.615", r#""Đạt "0.0%"#, "Đạt 61,5%", "Đạt 61,5%"),
            ("1234.5", "[>=1000]#,##0.0;0.0", "1.234,5", "1.234,5"),
            ("12345", r"#\.###", "12.345", "12.345"),
            ("1234567", r"#\.###\.###", "1.234.567", "1.234.567"),
            ("12345", "# ##0", "12 345", "12 345"),
            ("345", "# ##0", "345", "345"),
            ("-12345", r"#\.##0", "-12.345", "-12.345"),
            ("125", r"0\,0", "12,5", "12,5"),
            ("5", r"00\-00", "00-05", "00-05"),
            ("-5", r#"General;-General;"-""#, "-5", "-5"),
            ("-5", "General;(General)", "(5)", "-5"),
            ("5", "[Red]General", "5", "5"),
            ("2.5", "[h]:mm", "60:00", "60:00"),
            (
                "1.5",
                r#"[h]" giờ "mm" phút""#,
                "36 giờ 00 phút",
                "36 giờ 00 phút",
            ),
            ("5", ";;;", "hidden", "hidden"),
            ("-5", "0;;0", "hidden", "hidden"),
            ("1234567", "#,##0.0,,", "1,2", "1,2"),
        ] {
            let found = show(stored, code);
            assert_eq!(found, shown, "{stored} in {code}");
            let number = super::super::cell::counted(&found, parse(stored).unwrap_or_default());
            assert_eq!(number, read, "{stored} in {code}");
        }
    }

    #[test]
    fn formats_without_a_code_have_a_number() {
        let show = |number| show("-1234.5", built_in(number));
        assert_eq!(
            (show(37), show(41), show(44)),
            ("-1.235".into(), "-1.235".into(), "-1.234,50".into())
        );
    }

    #[test]
    fn dates_are_dates() {
        assert_eq!(show("44827", "dd/mm/yyyy"), "23/09/2022");
        assert_eq!(show("44827.5", "d/m/yy h:mm"), "23/9/22 12:00");
        assert_eq!(show("44827", "[$-42A]dd \"tháng\" mm"), "23 tháng 09");
    }
}
