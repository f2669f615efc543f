//! Whether the appendix bears out that a sentence speaks of the reporter though it names another body.
//!
//! "Bộ phận Một cửa của Sở tiếp nhận 1.824 hồ sơ, đã trả 1.765": where the appendix holds the second number, the
//! first is of its rows too.

use super::place::Stated;
use super::tie::Tie;
use crate::model::Report;
use rust_decimal::Decimal;

/// Of two readings of a sentence the one the appendix bears out: the plain one unless the other says more of it.
pub(super) fn chosen(report: &Report, plain: Vec<Tie>, as_own: Vec<Tie>) -> Vec<Tie> {
    let held = |tie: &&Tie| !tie.contested && is_held(report, tie);
    let borne = as_own.iter().filter(held).count();
    let foreign = as_own.iter().filter(held).any(|tie| tie.foreign);
    let telling = as_own.iter().filter(held).any(is_telling);
    if foreign && telling && borne > plain.iter().filter(held).count() {
        let sure = |tie: &Tie| !tie.foreign || held(&tie) || tie.score >= SURE;
        as_own.into_iter().filter(sure).collect()
    } else {
        plain
    }
}

/// What the appendix does not bear out is of the reporter only where the sentence says nearly all of the row.
const SURE: f32 = 0.75;

/// Small counts and whole rates are soon equal to something.
fn is_telling(tie: &Tie) -> bool {
    match tie.stated {
        Stated::Count(count) => count >= Decimal::TEN,
        Stated::Percent(rate) => !rate.is_integer(),
        Stated::Rate(..) | Stated::Money(..) => false,
    }
}

/// The row holds what is stated.
fn is_held(report: &Report, tie: &Tie) -> bool {
    let stated = match tie.stated {
        Stated::Count(number) | Stated::Percent(number) if !number.is_zero() => number,
        _ => return false,
    };
    let mut records = report.records.iter();
    let record = records.find(|record| record.indicator == tie.indicator);
    record.and_then(|record| record.value.number()) == Some(stated)
}
