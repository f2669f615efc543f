//! Several appendices of one form in a file: which are reports, whose and of when, and which one counts.

use super::Draft;
use crate::map::head;
use crate::model::{Code, Finding, Letterhead, Period, Report};
use crate::text::Text;

/// An appendix that fills in less than this share of what the fullest does, in percent, is a form left blank.
const BLANK: usize = 5;

/// Leaves the forms out that nobody filled in, gives each appendix its own head, and says of each that there
/// are others. A single one stays as it is.
pub(super) fn told_apart(mut drafts: Vec<Draft>) -> Vec<Draft> {
    let count = drafts.len();
    if count < 2 {
        return drafts;
    }
    let title = drafts[0].report.head.period.clone();
    let first = drafts[0].report.head.clone();
    for (at, draft) in drafts.iter_mut().enumerate() {
        let own = head::of_appendix(&draft.part.layout()).or(draft.report.head.period.take());
        if at > 0 {
            inherit(&mut draft.report.head, &first);
        }
        draft.report.head.period = own.or_else(|| title.clone());
    }
    let fullest = drafts
        .iter()
        .map(|draft| filled(&draft.report))
        .max()
        .unwrap_or(0);
    let is_blank = |draft: &Draft| filled(&draft.report) * 100 <= fullest * BLANK && fullest > 0;
    let known: Vec<(String, bool)> = drafts
        .iter()
        .map(|draft| (described(&draft.report), is_blank(draft)))
        .collect();
    let mut kept: Vec<Draft> = Vec::new();
    for (at, mut draft) in drafts.into_iter().enumerate() {
        if !known[at].1 {
            draft.findings.push(finding(at, &known, &draft.report));
            kept.push(draft);
        }
    }
    let code = |period: &Option<Period>| period.as_ref().map(|period| period.code.clone());
    let of_title =
        |draft: &Draft| title.is_some() && code(&draft.report.head.period) == code(&title);
    let counts = kept.iter().position(of_title).unwrap_or(0);
    let several = kept.len() > 1;
    for (at, draft) in kept.iter_mut().enumerate() {
        draft.counts = at == counts;
        if several {
            draft.report.source.file += &format!("#{}", at + 1);
        }
    }
    kept
}

/// An appendix without a letterhead of its own is one of the report before it; what its caption says of
/// agency, number and date stays.
fn inherit(own: &mut Letterhead, first: &Letterhead) {
    if own.title.is_some() {
        return;
    }
    let fill = |own: &mut Option<Text>, first: &Option<Text>| {
        if own.is_none() {
            own.clone_from(first);
        }
    };
    if own.agency.is_none() {
        own.parent_agency.clone_from(&first.parent_agency);
        own.province.clone_from(&first.province);
    }
    fill(&mut own.agency, &first.agency);
    fill(&mut own.province, &first.province);
    fill(&mut own.number, &first.number);
    fill(&mut own.recipient, &first.recipient);
    own.date = own.date.take().or_else(|| first.date.clone());
}

/// Rows with a value.
fn filled(report: &Report) -> usize {
    let rows = report.appendix.rows.iter();
    rows.filter(|row| row.value.is_some() || row.more_values.iter().any(Option::is_some))
        .count()
}

/// Whose, of when, and how many of its rows are filled in.
fn described(report: &Report) -> String {
    let agency = report.head.agency.as_ref().map_or("?", Text::as_str);
    let period = report
        .head
        .period
        .as_ref()
        .map_or("?", |period: &Period| period.code.as_str());
    let rows = report.appendix.rows.len();
    format!("{agency}, {period}, {}/{rows}", filled(report))
}

fn finding(at: usize, known: &[(String, bool)], report: &Report) -> Finding {
    let others = known.iter().enumerate().filter(|(other, _)| *other != at);
    let others: Vec<&str> = others
        .map(|(_, (described, _))| described.as_str())
        .collect();
    let finding = Finding::new(Code::SeveralAppendices)
        .with("count", known.len())
        .with("number", at + 1)
        .with("own", &known[at].0)
        .with("others", others.join("; "));
    match report
        .appendix
        .rows
        .first()
        .and_then(|row| row.places.first())
    {
        Some(place) => finding.at(place.clone(), ""),
        None => finding,
    }
}
