//! Printed figures, as far as a draft needs them: to see whether a sum or a rate works out.

use rust_decimal::Decimal;

/// The figure a value cell holds; `None` for blanks, words and anything unclear.
pub(super) fn figure(printed: &str) -> Option<Decimal> {
    let text: String = printed
        .chars()
        .filter(|c| !c.is_whitespace() && *c != '%')
        .collect();
    if !text.starts_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let plain = match (text.contains(','), is_grouped(&text)) {
        (true, _) => text.replace('.', "").replace(',', "."),
        (false, true) => text.replace('.', ""),
        (false, false) => text,
    };
    plain.parse().ok()
}

/// "1.946", "17.454.000": dots between groups of three.
fn is_grouped(text: &str) -> bool {
    let mut groups = text.split('.');
    let first = groups
        .next()
        .is_some_and(|first| (1..=3).contains(&first.len()) && first != "0");
    let mut rest = groups.peekable();
    first && rest.peek().is_some() && rest.all(|group| group.len() == 3)
}

/// Whether part / whole × 100 is the printed rate, to its last printed digit.
pub(super) fn is_rate(rate: Decimal, part: Decimal, whole: Decimal) -> bool {
    let Some(exact) = (part * Decimal::ONE_HUNDRED).checked_div(whole) else {
        return false;
    };
    (exact - rate).abs() <= Decimal::new(1, rate.scale().min(2))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures() {
        let read = |printed| figure(printed).map(|figure| figure.to_string());
        let all = [
            "86,96",
            "1.946",
            "6.8",
            "17.454.000",
            "100%",
            "09",
            "Không",
            "-",
            "6/7",
        ]
        .map(read);
        let some = |text: &str| Some(text.to_owned());
        assert_eq!(
            all[..6],
            ["86.96", "1946", "6.8", "17454000", "100", "9"].map(some)
        );
        assert_eq!(all[6..], [None, None, None]);
    }
}
