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
    let Some(first) = drafts.first().filter(|_| drafts.len() > 1) else {
        return drafts;
    };
    let first = first.report.head.clone();
    for (at, draft) in drafts.iter_mut().enumerate() {
        name(draft, at, &first);
    }
    let mut kept = filled_in(drafts);
    mark_what_counts(&mut kept, first.period.as_ref());
    number(&mut kept);
    kept
}

/// Whose an appendix is and of when: what is printed over it, else what the file's first page says.
fn name(draft: &mut Draft, at: usize, first: &Letterhead) {
    let own = head::of_appendix(&draft.part.layout()).or(draft.report.head.period.take());
    if at > 0 {
        inherit(&mut draft.report.head, first);
    }
    draft.report.head.period = own.or_else(|| first.period.clone());
}

/// The appendices that somebody filled in, each told of the others and of the forms left blank.
fn filled_in(drafts: Vec<Draft>) -> Vec<Draft> {
    let rows = |draft: &Draft| filled(&draft.report);
    let fullest = drafts.iter().map(rows).max().unwrap_or(0);
    let is_blank = |draft: &Draft| rows(draft) * 100 <= fullest * BLANK && fullest > 0;
    let known: Vec<String> = drafts
        .iter()
        .map(|draft| described(&draft.report))
        .collect();
    let numbered = drafts.into_iter().enumerate();
    let kept = numbered.filter(|(_, draft)| !is_blank(draft));
    kept.map(|(at, mut draft)| {
        let finding = finding(at, &known, &draft.report);
        draft.findings.push(finding);
        draft
    })
    .collect()
}

/// The one that counts where only one can: of the period in the file's title, else the first.
fn mark_what_counts(drafts: &mut [Draft], title: Option<&Period>) {
    let of_title = |draft: &Draft| {
        let own = draft.report.head.period.as_ref();
        title.is_some() && own.map(|own| &own.code) == title.map(|title| &title.code)
    };
    let counts = drafts.iter().position(of_title).unwrap_or(0);
    for (at, draft) in drafts.iter_mut().enumerate() {
        draft.counts = at == counts;
    }
}

/// `FILE#1`, `FILE#2` … where a file holds several.
fn number(drafts: &mut [Draft]) {
    let several = drafts.len() > 1;
    for (at, draft) in drafts.iter_mut().enumerate().filter(|_| several) {
        draft.report.source.file += &format!("#{}", at + 1);
    }
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
        own.level = first.level;
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

fn finding(at: usize, known: &[String], report: &Report) -> Finding {
    let mut others = known.to_vec();
    let own = others.remove(at);
    let finding = Finding::new(Code::SeveralAppendices)
        .with("count", known.len())
        .with("number", at + 1)
        .with("own", own)
        .with("others", others.join("; "));
    let first = report.appendix.rows.first();
    match first.and_then(|row| row.places.first()) {
        Some(place) => finding.at(place.clone(), ""),
        None => finding,
    }
}
