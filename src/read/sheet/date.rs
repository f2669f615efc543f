//! Day numbers as dates.

use super::number_format::Mark;
use jiff::civil::{Date, DateTime};
use jiff::{Span, ToSpan};
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

/// A day number under the date signs of a format; `None` outside the calendar.
pub(super) fn printed(value: Decimal, marks: &[Mark], day_zero: Date) -> Option<String> {
    let moment = moment(value, day_zero)?;
    let groups: Vec<&[Mark]> = marks.chunk_by(same).collect();
    let mut out = String::new();
    let mut after_hours = false;
    for (at, group) in groups.iter().enumerate() {
        let Some(Mark::Code(code)) = group.first() else {
            out.extend(group.iter().filter_map(|m| {
                if let Mark::Literal(c) = m {
                    Some(*c)
                } else {
                    None
                }
            }));
            continue;
        };
        let before_seconds = groups.iter().skip(at + 1).find_map(|g| letter(g)) == Some('s');
        let code = code.to_ascii_lowercase();
        let minutes = code == 'm' && (after_hours || before_seconds);
        out.push_str(&part(&moment, code, group.len(), minutes));
        after_hours = code == 'h' || after_hours && !code.is_ascii_lowercase();
    }
    Some(out)
}

/// A time that is counted on past the day, its first part as large as it gets: `[h]:mm` of 1,25 days is 30:00.
pub(super) fn elapsed(value: Decimal, marks: &[Mark]) -> String {
    let mut rest = (value.abs() * Decimal::from(86_400))
        .round()
        .to_i64()
        .unwrap_or(0);
    let mut out = String::from(if value.is_sign_negative() { "-" } else { "" });
    for group in marks.chunk_by(same) {
        let Some(unit) = letter(group) else {
            let literals = group.iter().filter_map(|mark| match mark {
                Mark::Literal(c) => Some(*c),
                Mark::Code(_) => None,
            });
            out.extend(literals);
            continue;
        };
        let seconds = match unit {
            'd' => 86_400,
            'h' => 3600,
            'm' => 60,
            _ => 1,
        };
        out.push_str(&format!("{:0width$}", rest / seconds, width = group.len()));
        rest %= seconds;
    }
    out
}

fn same(a: &Mark, b: &Mark) -> bool {
    matches!((a, b), (Mark::Code(a), Mark::Code(b)) if a.eq_ignore_ascii_case(b))
}

fn letter(group: &[Mark]) -> Option<char> {
    match group.first() {
        Some(Mark::Code(c)) => Some(c.to_ascii_lowercase()),
        _ => None,
    }
}

/// One part of a date; names of months and days are printed as their numbers.
fn part(moment: &DateTime, code: char, width: usize, minutes: bool) -> String {
    let number = match code {
        'y' if width <= 2 => return format!("{:02}", moment.year().rem_euclid(100)),
        'y' => return moment.year().to_string(),
        'm' if minutes => moment.minute(),
        'm' => moment.month(),
        'd' => moment.day(),
        'h' => moment.hour(),
        's' => moment.second(),
        _ => return String::new(),
    };
    if width == 1 {
        number.to_string()
    } else {
        format!("{number:02}")
    }
}

fn moment(value: Decimal, day_zero: Date) -> Option<DateTime> {
    let mut days = value.trunc();
    // Spreadsheets of Office have a 29th of February in 1900: the days before it are one later than counted.
    if day_zero == jiff::civil::date(1899, 12, 30) && (1..60).contains(&days.to_i64()?) {
        days += Decimal::ONE;
    }
    let seconds = ((value - value.trunc()) * Decimal::from(86_400))
        .round()
        .to_i64()?;
    let span = Span::new().try_days(days.to_i64()?).ok()?;
    let day = day_zero.checked_add(span).ok()?;
    day.to_datetime(jiff::civil::Time::midnight())
        .checked_add(seconds.seconds())
        .ok()
}
