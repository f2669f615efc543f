//! `row-outside-table`: a row of the form is in no table, but its label stands as text beside them.

use crate::audit::check::{Check, Run};
use crate::audit::context::Context;
use crate::model::finding::Evidence;
use crate::model::{Code, Finding};
use crate::schema::Indicator;
use crate::text::fold::fold;

/// The check.
pub const CHECK: Check = Check {
    code: Code::RowOutsideTable,
    run: Run::Report(run),
};

/// Words of a label that no sentence holds by chance.
const FEWEST: usize = 3;

fn run(context: &Context, findings: &mut Vec<Finding>) {
    for (indicator, record) in context.sheet() {
        let Some(text) = text(context, indicator).filter(|_| record.row.is_none()) else {
            continue;
        };
        findings.push(
            context
                .about(CHECK.finding(), record)
                .with("section", &indicator.section)
                .with("printed", &text.printed)
                .at(text.place.clone(), &text.printed),
        );
    }
}

/// The text beside the tables that has the label of a row: an earlier stage named it as one that holds labels
/// of the form. What has a longer label of the form is that row's.
pub fn text<'a>(context: &Context<'a>, indicator: &Indicator) -> Option<&'a Evidence> {
    let findings = context.report.findings.iter();
    let texts = findings.filter(|finding| finding.code == Code::TextBetweenTables);
    let mut texts = texts.flat_map(|finding| &finding.places).peekable();
    texts.peek()?;
    let label = fold(indicator.plain_label());
    if label.split(' ').count() < FEWEST {
        return None;
    }
    let labels = context.sheet().map(|(other, _)| fold(other.plain_label()));
    let longer: Vec<String> = labels
        .filter(|other| other.len() > label.len() && holds(other, &label))
        .collect();
    texts.find(|text| {
        let printed = fold(&text.printed);
        holds(&printed, &label) && !longer.iter().any(|other| holds(&printed, other))
    })
}

/// Whether a text holds another as whole words.
fn holds(text: &str, part: &str) -> bool {
    let edge = |c: Option<char>| c.is_none_or(|c| !c.is_alphanumeric());
    text.match_indices(part).any(|(at, _)| {
        let (before, after) = (&text[..at], &text[at + part.len()..]);
        edge(before.chars().next_back()) && edge(after.chars().next())
    })
}

#[cfg(test)]
mod tests {
    use crate::audit::testing::Sheet;

    const ROWS: [(&str, &str, &str); 4] = [
        ("I.1", "Số nhiệm vụ được giao", ""),
        ("I.2", "Số văn bản đã ban hành", "3"),
        ("II", "Cải cách thể chế", ""),
        ("II.1", "Số văn bản đã rà soát", ""),
    ];

    #[test]
    fn a_row_that_stands_as_text_is_not_called_missing() {
        let sheet = Sheet::of(&ROWS).without("I.1");
        assert_eq!(sheet.codes(), ["missing-row I.1"]);
        let sheet = sheet.text_beside("1 Số nhiệm vụ được giao Nhiệm vụ 26");
        assert_eq!(sheet.only("missing-row"), Vec::<String>::new());
        assert_eq!(sheet.only("row-outside-table"), ["row-outside-table I.1"]);
    }

    #[test]
    fn a_section_with_a_row_that_stands_as_text_is_there() {
        let sheet = Sheet::of(&ROWS).without("II").without("II.1");
        assert_eq!(sheet.codes(), ["missing-section II"]);
        let sheet = sheet.text_beside("Số văn bản đã rà soát 7");
        assert_eq!(sheet.only("missing-section"), Vec::<String>::new());
        assert_eq!(sheet.only("row-outside-table"), ["row-outside-table II.1"]);
    }
}
