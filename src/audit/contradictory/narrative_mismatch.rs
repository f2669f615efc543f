//! `narrative-mismatch`: the body states another quantity than the appendix.

use super::elsewhere::{Elsewhere, elsewhere};
use super::rule::rate_agrees;
use crate::audit::check::{Check, Run};
use crate::audit::context::{Context, is_open};
use crate::audit::narrative::quantity::{Amount, Bound, Quantity};
use crate::audit::narrative::span::Span;
use crate::audit::narrative::thresholds::EQUAL;
use crate::audit::narrative::traits;
use crate::audit::narrative::{Denial, Rival, Stated, Tie};
use crate::model::{Code, Finding, IndicatorId, Record, Severity};
use crate::schema::Scope;
use crate::text::number::vietnamese;
use rust_decimal::Decimal;

/// The check.
pub const CHECK: Check = Check {
    code: Code::NarrativeMismatch,
    run: Run::Report(run),
};

/// What a tie says about the value of its indicator.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Says {
    /// The same quantity.
    Same,
    /// Another one.
    Another,
    /// The appendix gives none.
    Nothing,
}

fn run(context: &Context, findings: &mut Vec<Finding>) {
    for tie in &context.narrative.ties {
        let Some(record) = context.record(&tie.indicator) else {
            continue;
        };
        if says(context, tie, record) == Says::Another
            && (!tie.vague || exceeds(context, tie, record))
            && !tie.contested
            && !tie.apart
            && is_same_span(context, tie)
            && !is_doubtful(context, tie)
            && elsewhere(context, tie) != Elsewhere::Surely
        {
            findings.push(finding(context, tie, record));
        }
    }
}

fn finding(context: &Context, tie: &Tie, record: &Record) -> Finding {
    let mut finding = context.about(CHECK.finding(), record);
    match tie.none {
        _ if elsewhere(context, tie) == Elsewhere::Perhaps => finding.severity = Severity::Info,
        Some(Denial::Part) => finding.severity = Severity::Info,
        _ if is_open_between(context, tie) => finding.severity = Severity::Info,
        None if tie.exact => finding.severity = Severity::Error,
        _ => {}
    }
    let stated = match tie.stated {
        Stated::Count(value) | Stated::Percent(value) => vietnamese(value),
        Stated::Rate(part, whole) => format!("{}/{}", vietnamese(part), vietnamese(whole)),
        Stated::Money(..) => tie.printed.clone(),
    };
    let finding = finding.with("stated", stated).with("printed", &tie.printed);
    said(context, finding, tie)
}

/// Adds the sentence of a tie: its place, its words and the heading above it.
pub fn said(context: &Context, finding: Finding, tie: &Tie) -> Finding {
    said_at(context, finding, tie.statement)
}

/// Adds a sentence of the body: its place, its words and the heading above it.
pub fn said_at(context: &Context, finding: Finding, statement: usize) -> Finding {
    match context.narrative.statements.get(statement) {
        Some(statement) => finding
            .with("heading", &statement.above.number)
            .with("sentence", &statement.phrase.text)
            .at(statement.place.clone(), statement.phrase.text.clone()),
        None => finding,
    }
}

/// Compares what the body states with what the appendix holds.
pub fn says(context: &Context, tie: &Tie, record: &Record) -> Says {
    compared(context, tie.stated, record)
}

/// The appendix holds what a tie states.
fn agrees(context: &Context, tie: &Tie) -> bool {
    let record = context.record(&tie.indicator);
    record.is_some_and(|record| says(context, tie, record) == Says::Same)
}

/// Compares what is stated with what the appendix holds.
fn compared(context: &Context, stated: Stated, record: &Record) -> Says {
    if is_open(&record.value) {
        return Says::Nothing;
    }
    let Some(number) = super::rule::percent(&record.value) else {
        return Says::Nothing;
    };
    let tolerance = context.settings.tolerance;
    let same = match stated {
        Stated::Count(stated) => stated == number,
        Stated::Percent(stated) => same_rate(stated, number, tolerance),
        Stated::Money(stated, step) => match money(context, record) {
            Some(scale) => (number.saturating_mul(scale) - stated).abs() <= step,
            None => return Says::Nothing,
        },
        Stated::Rate(part, whole) => match part.checked_div(whole) {
            Some(rate) => rate_agrees(number, rate.saturating_mul(Decimal::ONE_HUNDRED), tolerance),
            None => return Says::Nothing,
        },
    };
    if same { Says::Same } else { Says::Another }
}

/// How many đồng one of a record's unit is: as its row prints it, else as the form does.
fn money(context: &Context, record: &Record) -> Option<Decimal> {
    let printed = context.row(record).and_then(|row| row.unit.as_ref());
    let printed = printed.and_then(|unit| traits::money(unit.as_str()));
    let form = || {
        context
            .schema?
            .get(&record.indicator)?
            .unit
            .as_deref()
            .and_then(traits::money)
    };
    printed.or_else(form)
}

/// "Hơn 1.300" beside 1.204: the bound leaves the value out.
fn exceeds(context: &Context, tie: &Tie, record: &Record) -> bool {
    let (Some(bound), Some(value)) = (tie.bound, super::rule::percent(&record.value)) else {
        return false;
    };
    let (value, stated) = match tie.stated {
        Stated::Count(stated) | Stated::Percent(stated) => (value, stated),
        Stated::Money(stated, _) => match money(context, record) {
            Some(scale) => (value.saturating_mul(scale), stated),
            None => return false,
        },
        Stated::Rate(..) => return false,
    };
    match bound {
        Bound::Least => value < stated,
        Bound::Most => value > stated,
    }
}

/// The coarser of two printed rates decides how finely they must agree.
fn same_rate(one: Decimal, two: Decimal, tolerance: Decimal) -> bool {
    let (coarse, fine) = if one.scale() <= two.scale() {
        (one, two)
    } else {
        (two, one)
    };
    rate_agrees(coarse, fine, tolerance)
}

/// The sentence and the indicator speak of the same time.
fn is_same_span(context: &Context, tie: &Tie) -> bool {
    let indicator = context.schema.and_then(|schema| schema.get(&tie.indicator));
    let cumulative = indicator.is_some_and(|indicator| indicator.scope == Scope::Cumulative);
    // "… cắt giảm trong năm": since the year began or in the period, the form leaves it open.
    let of_year = indicator.is_some_and(|indicator| indicator.label.contains("trong năm"));
    match tie.span {
        Span::Unsaid => true,
        Span::Period => !cumulative || !is_later_quarter(context),
        Span::Cumulative => cumulative || of_year,
        Span::Other => false,
    }
}

/// In the second to fourth quarter the period and the year so far are two spans.
fn is_later_quarter(context: &Context) -> bool {
    let period = context.report.head.period.as_ref();
    period.is_some_and(|period| {
        ["-Q2", "-Q3", "-Q4"]
            .iter()
            .any(|quarter| period.code.ends_with(quarter))
    })
}

/// Another indicator the quantity may speak of holds it, or another sentence states this indicator right.
fn is_doubtful(context: &Context, tie: &Tie) -> bool {
    let rival_agrees = tie
        .rivals
        .iter()
        .filter(|rival| rival.gap <= allowance(rival) && holds(context, rival))
        .any(|rival| !is_told_beside(context, tie, rival));
    let told_right = context.narrative.ties.iter().any(|other| {
        other.indicator == tie.indicator
            && other.span != Span::Other
            && other.score >= tie.score - 0.1
            && agrees(context, other)
    });
    rival_agrees
        || told_right
        || is_part_stated(context, tie)
        || are_parts(context, tie)
        || are_parts_beside(context, tie)
        || is_total_of_others(context, tie)
}

/// "Đơn giản hóa 06 thủ tục, gồm 04 … và 02 …": the numbers behind it are of the rows beside this one, and it is their
/// sum, which has no row.
fn is_total_of_others(context: &Context, tie: &Tie) -> bool {
    let (Stated::Count(total), Some(schema)) = (tie.stated, context.schema) else {
        return false;
    };
    let parent = |id: &IndicatorId| schema.get(id).and_then(|row| row.parent.as_ref());
    let own = parent(&tie.indicator);
    let behind = context.narrative.ties.iter().filter(|other| {
        other.statement == tie.statement
            && other.at.start > tie.at.end
            && !other.contested
            && other.indicator != tie.indicator
            && parent(&other.indicator) == own
    });
    let parts: Vec<Decimal> = behind
        .filter_map(|other| match other.stated {
            Stated::Count(part) if !part.is_zero() => Some(part),
            _ => None,
        })
        .collect();
    let sum = parts
        .iter()
        .fold(Decimal::ZERO, |sum, part| sum.saturating_add(*part));
    parts.len() > 1 && sum == total
}

/// Another row is as likely meant: "bổ nhiệm 02 người", and the form parts them by rank.
fn is_open_between(context: &Context, tie: &Tie) -> bool {
    let near = |rival: &&Rival| rival.gap < 0.0 || rival.spoken && rival.gap < EQUAL;
    let mut rivals = tie.rivals.iter().filter(near);
    rivals.any(|rival| rival.claims.len() == 1 && !is_told_beside(context, tie, rival))
}

/// "Phát hiện 08 vấn đề, xử lý xong 08": the row the second number fits too is the first one's.
fn is_told_beside(context: &Context, tie: &Tie, rival: &Rival) -> bool {
    let told = |id: &IndicatorId| {
        context.narrative.ties.iter().any(|other| {
            other.statement == tie.statement
                && other.at != tie.at
                && !other.contested
                && other.indicator == *id
                && agrees(context, other)
        })
    };
    rival.claims.iter().all(|(id, _)| told(id))
}

/// "Tiếp nhận 2.190 hồ sơ, kỳ trước chuyển qua 128 hồ sơ": the row holds the sum of numbers side by side.
fn are_parts_beside(context: &Context, tie: &Tie) -> bool {
    let (Some(statement), Some(record)) = (
        context.narrative.statements.get(tie.statement),
        context.record(&tie.indicator),
    ) else {
        return false;
    };
    let quantities = &statement.phrase.quantities;
    let Some(own) = quantities.iter().position(|quantity| quantity.at == tie.at) else {
        return false;
    };
    let count = |quantity: &Quantity| match quantity.amount {
        Amount::Count(count) if !count.is_zero() => Some(count),
        _ => None,
    };
    // Months listed are added up by a check of their own.
    let kin = |quantity: &Quantity| {
        let same = quantity.class() == quantities.get(own).and_then(Quantity::class);
        !statement.is_listed(&quantity.at) && (quantity.class().is_none() || same)
    };
    (0..=own).any(|first| {
        let mut sum = Decimal::ZERO;
        let run = quantities.iter().enumerate().skip(first);
        let run =
            run.map_while(|(at, quantity)| Some((at, count(quantity).filter(|_| kin(quantity))?)));
        run.into_iter().any(|(at, count)| {
            sum = sum.saturating_add(count);
            at >= own && at > first && compared(context, Stated::Count(sum), record) == Says::Same
        })
    })
}

/// The body gives parts in several sentences, "cấp tỉnh 11, cấp xã 02", and the row their sum.
fn are_parts(context: &Context, tie: &Tie) -> bool {
    let Some(record) = context.record(&tie.indicator) else {
        return false;
    };
    let same =
        context.narrative.ties.iter().filter(|other| {
            other.indicator == tie.indicator && !other.vague && other.span == tie.span
        });
    let counts: Vec<Decimal> = same
        .filter_map(|other| match other.stated {
            Stated::Count(count) if !count.is_zero() => Some(count),
            _ => None,
        })
        .collect();
    let sum = counts
        .iter()
        .fold(Decimal::ZERO, |sum, next| sum.saturating_add(*next));
    counts.len() > 1 && compared(context, Stated::Count(sum), record) == Says::Same
}

/// "73 người (28 công chức, 45 viên chức)": another number of the sentence, which no row has claimed, is the row's.
fn is_part_stated(context: &Context, tie: &Tie) -> bool {
    let (Some(statement), Some(record)) = (
        context.narrative.statements.get(tie.statement),
        context.record(&tie.indicator),
    ) else {
        return false;
    };
    let claimed = |quantity: &Quantity| {
        context.narrative.ties.iter().any(|other| {
            other.statement == tie.statement
                && other.at == quantity.at
                && !other.contested
                && agrees(context, other)
        })
    };
    let quantities = &statement.phrase.quantities;
    let own = quantities.iter().find(|quantity| quantity.at == tie.at);
    quantities.iter().any(|quantity| {
        let Amount::Count(count) = quantity.amount else {
            return false;
        };
        quantity.at != tie.at
            && !quantity.earlier
            && !count.is_zero()
            && own.and_then(Quantity::class) == quantity.class()
            && compared(context, Stated::Count(count), record) == Says::Same
            && !claimed(quantity)
    })
}

/// The appendix holds everything the quantity would state placed that way.
fn holds(context: &Context, rival: &Rival) -> bool {
    let same = |(id, stated): &(_, Stated)| {
        context
            .record(id)
            .is_some_and(|record| compared(context, *stated, record) == Says::Same)
    };
    !rival.claims.is_empty() && rival.claims.iter().all(same)
}

/// How much less likely a placement may be that the appendix bears out: 3 is soon equal to something,
/// 86,96 or 40 of 46 is not.
fn allowance(rival: &Rival) -> f32 {
    let telling = |stated: &Stated| match stated {
        Stated::Count(count) if *count < Decimal::TEN => 0.05,
        Stated::Count(count) if *count < Decimal::ONE_HUNDRED => 0.12,
        Stated::Percent(rate) if rate.is_integer() => 0.05,
        _ => 0.25,
    };
    let most = rival
        .claims
        .iter()
        .map(|(_, stated)| telling(stated))
        .fold(0.0, f32::max);
    if rival.claims.len() > 1 { 0.25 } else { most }
}

#[cfg(test)]
mod tests {
    use crate::audit::testing::Sheet;
    use crate::model::report::Support;
    use crate::model::{Period, Severity};

    fn sheet(appendix: &str, sentence: &str) -> Sheet {
        let rows = [
            ("I", "Công tác chỉ đạo điều hành", ""),
            ("I.1", "Số văn bản chỉ đạo đã ban hành", appendix),
            ("I.2", "Số cuộc họp giao ban", "4"),
            ("I.3", "Số hồ sơ đã tiếp nhận", "20"),
        ];
        let mut sheet =
            Sheet::of(&rows)
                .units("I.1", "Văn bản", "Văn bản")
                .body("1.1", "Chỉ đạo", sentence);
        sheet.report.head.period = Some(Period {
            code: "2030-Q3".into(),
            ..Period::default()
        });
        sheet
    }

    fn narrated(appendix: &str, sentence: &str) -> Vec<String> {
        sheet(appendix, sentence).only("narrative-mismatch")
    }

    #[test]
    fn another_figure_in_the_body_is_named_however_it_is_written() {
        for sentence in [
            "Sở đã ban hành 9 văn bản chỉ đạo.",
            "Trong quý III đã có chín văn bản chỉ đạo được ban hành.",
            "Số văn bản chỉ đạo đã ban hành: 09.",
        ] {
            assert_eq!(
                narrated("12", sentence),
                ["narrative-mismatch I.1"],
                "{sentence}"
            );
        }
    }

    #[test]
    fn the_same_noun_span_and_unit_make_it_an_error() {
        let severity = |text| {
            sheet("12", text)
                .findings()
                .first()
                .map(|finding| finding.severity)
        };
        assert_eq!(
            severity("Sở đã ban hành 9 văn bản chỉ đạo."),
            Some(Severity::Error)
        );
        assert_eq!(
            severity("Sở đã ban hành 9 quyết định, văn bản chỉ đạo."),
            Some(Severity::Warning)
        );
    }

    #[test]
    fn the_same_figure_supports_the_value() {
        let sheet = sheet("12", "Sở đã ban hành mười hai văn bản chỉ đạo.");
        assert!(sheet.only("narrative-mismatch").is_empty());
        let record = &sheet.audited().records[1];
        assert!(record.evidence.contains(&Support::Narrative));
    }

    /// A row of all the things and a sentence of some of them, or the other way round, do not contradict.
    #[test]
    fn more_or_fewer_of_the_things_than_the_row_counts_are_silent() {
        for (label, sentence, told) in [
            (
                "Số văn bản đã ban hành",
                "Sở đã ban hành 9 văn bản chỉ đạo.",
                false,
            ),
            ("Số văn bản đã ban hành", "Sở đã ban hành 9 văn bản.", true),
            (
                "Số hồ sơ tiếp nhận trực tuyến",
                "Sở đã tiếp nhận 9 hồ sơ.",
                false,
            ),
            (
                "Số hồ sơ tiếp nhận trực tuyến",
                "Sở đã tiếp nhận 9 hồ sơ trực tuyến.",
                true,
            ),
        ] {
            let rows = [
                ("I", "Tình hình chung", ""),
                ("I.1", label, "12"),
                ("I.2", "Số cuộc họp", "4"),
            ];
            let mut sheet = Sheet::of(&rows).body("1.1", "Tình hình chung", sentence);
            sheet.report.head.period = Some(Period {
                code: "2030-Q3".into(),
                ..Period::default()
            });
            assert_eq!(
                !sheet.only("narrative-mismatch").is_empty(),
                told,
                "{label}: {sentence}"
            );
        }
    }

    #[test]
    fn other_times_other_things_and_rounded_figures_are_silent() {
        for sentence in [
            "Năm 2029, Sở đã ban hành 9 văn bản chỉ đạo.",
            "Trong 9 tháng đầu năm, Sở đã ban hành 30 văn bản chỉ đạo.",
            "Sở đã ban hành khoảng 10 văn bản chỉ đạo.",
            "Sở đã ban hành văn bản chỉ đạo số 9/SNV-VP ngày 09/9/2030.",
            "Có 9 hồ sơ quá hạn.",
        ] {
            assert!(narrated("12", sentence).is_empty(), "{sentence}");
        }
    }
}
