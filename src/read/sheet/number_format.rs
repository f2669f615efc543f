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
        3 | 37 | 38 => "#,##0",
        4 | 39 | 40 => "#,##0.00",
        9 => "0%",
        10 => "0.00%",
        14..=17 => "dd/mm/yyyy",
        18 | 20 => "h:mm",
        19 | 21 => "h:mm:ss",
        22 => "dd/mm/yyyy h:mm",
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

/// A number as a format prints it. `day_zero` is the day before day 1 of the file's calendar.
pub(super) fn printed(value: Decimal, code: &str, day_zero: jiff::civil::Date) -> String {
    let sections = sections(code);
    let pick = match sections.len() {
        0 => return general(value),
        1 => 0,
        2 => usize::from(value.is_sign_negative() && !value.is_zero()),
        _ if value.is_zero() => 2,
        _ => usize::from(value.is_sign_negative()),
    };
    let section = sections.get(pick).copied().unwrap_or_default();
    let value = if pick == 1 { value.abs() } else { value };
    let marks = marks(section);
    if is_date(&marks) {
        return super::date::printed(value, &marks, day_zero).unwrap_or_else(|| general(value));
    }
    match Pattern::of(&marks) {
        Some(pattern) => pattern.print(value, &marks),
        None => general(value),
    }
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

/// The signs of a section; colours, conditions and paddings left out.
fn marks(section: &str) -> Vec<Mark> {
    let mut marks = Vec::new();
    let mut chars = section.chars();
    while let Some(c) = chars.next() {
        match c {
            '"' => marks.extend(chars.by_ref().take_while(|c| *c != '"').map(Mark::Literal)),
            '\\' => marks.extend(chars.next().map(Mark::Literal)),
            '_' | '*' => drop(chars.next()),
            '[' => marks.extend(bracket(
                &chars.by_ref().take_while(|c| *c != ']').collect::<String>(),
            )),
            '0' | '#' | '?' | '.' | ',' | '%' => marks.push(Mark::Code(c)),
            c if c.is_ascii_alphabetic() || c == '@' => marks.push(Mark::Code(c)),
            other => marks.push(Mark::Literal(other)),
        }
    }
    marks
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
    let elapsed = !inner.is_empty()
        && inner
            .chars()
            .all(|c| matches!(c.to_ascii_lowercase(), 'h' | 'm' | 's'));
    if elapsed {
        inner.chars().map(Mark::Code).collect()
    } else {
        Vec::new()
    }
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
                Mark::Code(_) | Mark::Literal('/') if seen || matches!(mark, Mark::Code(_)) => {
                    return None;
                }
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

    #[test]
    fn dates_are_dates() {
        assert_eq!(show("44827", "dd/mm/yyyy"), "23/09/2022");
        assert_eq!(show("44827.5", "d/m/yy h:mm"), "23/9/22 12:00");
        assert_eq!(show("44827", "[$-42A]dd \"tháng\" mm"), "23 tháng 09");
    }
}
