//! `blank-but-narrated`: the appendix leaves blank what the body states.

use crate::audit::check::{Check, Family, Run, Words};
use crate::audit::context::Context;
use crate::audit::contradictory::narrative_mismatch::{Says, said, says};
use crate::audit::narrative::span::Span;
use crate::audit::narrative::{Stated, Tie};
use crate::model::{Finding, Severity};

/// The check.
pub const CHECK: Check = Check {
    code: "blank-but-narrated",
    family: Family::Missing,
    severity: Severity::Warning,
    vi: Words {
        what: "Phần lời có nêu số liệu nhưng ô tương ứng trong phụ lục để trống.",
        why: "Số liệu có thật nhưng không vào bảng tổng hợp, vì bảng chỉ lấy từ phụ lục.",
        example: "Mục 1.2 viết “rà soát 08 văn bản quy phạm pháp luật”, phụ lục để trống dòng “Số VBQPPL đã rà soát”.",
        settle: "Đề nghị đơn vị điền số vào phụ lục; chương trình không tự điền.",
    },
    en: Words {
        what: "The body states a figure whose cell in the appendix is blank.",
        why: "The figure exists but never reaches the summary, which is made from appendices alone.",
        example: "Section 1.2 says “rà soát 08 văn bản quy phạm pháp luật”; “Số VBQPPL đã rà soát” is blank.",
        settle: "Ask the unit to fill the cell in; the program never fills a blank itself.",
    },
    run: Run::Report(run),
};

fn run(context: &Context, findings: &mut Vec<Finding>) {
    for tie in &context.narrative.ties {
        let Some(record) = context.record(&tie.indicator) else {
            continue;
        };
        let states_something =
            !tie.contested && !matches!(tie.stated, Stated::Count(count) if count.is_zero());
        if states_something
            && says(context, tie, record) == Says::Nothing
            && record.value.number().is_none()
        {
            let mut finding = context.about(CHECK.finding(), record);
            if tie.span == Span::Other {
                finding.severity = Severity::Info;
            }
            findings.push(said(context, finding.with("stated", stated(tie)), tie));
        }
    }
}

fn stated(tie: &Tie) -> &str {
    &tie.printed
}
