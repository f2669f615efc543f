//! Body and appendix in two files: the text with number, date and letterhead is one report with the table that was
//! sent beside it.
//!
//! `pairs` says which two belong together, and on what ground; [`join`] makes one report of them. The body stays an
//! input of its own: it names the file of its appendix in the place of having none.

mod pairs;

pub use pairs::{Ground, Pair, Pairs, Side, pairs};

use super::{Context, absent};
use crate::audit;
use crate::model::{Code, Entry, Finding, Letterhead, Outcome, Place, Report, Status};

/// Joins what belongs together among the reports of a run.
pub fn settle(entries: &mut [Entry], context: &Context) {
    let read: Vec<usize> = (0..entries.len())
        .filter(|at| entries[*at].report().is_some())
        .collect();
    let sides: Vec<Side<'_>> = read
        .iter()
        .filter_map(|at| Some(side(&entries[*at].file, entries[*at].report()?)))
        .collect();
    let found = pairs(&sides);
    for pair in found.pairs {
        let (body, appendix) = (read[pair.body], read[pair.appendix]);
        let files = [body, appendix].map(|at| entries[at].file.clone());
        let Some(whole) = entries[appendix].report().zip(entries[body].report()) else {
            continue;
        };
        let mut joined = whole.0.clone();
        join(whole.1, &mut joined, &files[0], pair.ground, context);
        entries[appendix].outcome = Outcome::Read(Box::new(joined));
        for at in pair.bodies.iter().map(|at| read[*at]) {
            if let Outcome::Read(report) = &mut entries[at].outcome {
                found_in(&mut report.findings, &files[1], pair.ground);
            }
        }
    }
    for (body, whole) in found.again {
        let file = entries[read[whole]].file.clone();
        if let Outcome::Read(report) = &mut entries[read[body]].outcome {
            found_in(&mut report.findings, &file, Ground::Number);
        }
    }
    for (body, files) in found.doubts {
        if let Outcome::Read(report) = &mut entries[read[body]].outcome {
            doubtful(&mut report.findings, &files);
        }
    }
}

/// A report as one side of a pair.
pub fn side<'s>(file: &'s str, report: &'s Report) -> Side<'s> {
    Side {
        file,
        head: &report.head,
        status: report.status,
        sentences: sentences(report),
    }
}

/// How many sentences of a body were read.
pub fn sentences(report: &Report) -> usize {
    report
        .outline
        .iter()
        .map(|heading| heading.text.len())
        .sum()
}

/// Makes the appendix's report the whole one: the body's letterhead and sentences, and what the audit says of both.
/// Every place in the body names its file.
pub fn join(body: &Report, appendix: &mut Report, file: &str, ground: Ground, context: &Context) {
    let there = |place: &Place| Place {
        file: Some(file.to_owned()),
        ..place.clone()
    };
    appendix.head = one_head(&body.head, &appendix.head, there);
    appendix.outline = body.outline.clone();
    for heading in &mut appendix.outline {
        heading.place = there(&heading.place);
        for sentence in &mut heading.text {
            sentence.place = there(&sentence.place);
        }
    }
    let (draft, known) = (appendix.head.draft, appendix.head.period.is_some());
    appendix.findings.retain(|finding| match finding.code {
        Code::Draft => draft,
        Code::PeriodUnknown => !known,
        _ => true,
    });
    let form = context.form_of(appendix);
    audit::audit_prepared(appendix, form, &context.setup.audit);
    let told = Finding::new(Code::BodyInFile)
        .with("file", file)
        .with("ground", ground.name());
    appendix.findings.push(told);
}

/// What the body's letterhead says, and what only the appendix does.
fn one_head(
    body: &Letterhead,
    appendix: &Letterhead,
    there: impl Fn(&Place) -> Place,
) -> Letterhead {
    let mut places: Vec<(String, Place)> = Vec::new();
    for (field, place) in &body.places {
        places.push((field.clone(), there(place)));
    }
    let named = |field: &str| body.places.iter().any(|(own, _)| own == field);
    let rest = appendix.places.iter().filter(|(field, _)| !named(field));
    places.extend(rest.cloned());
    let fuller = appendix.agency.clone().filter(|own| {
        // The caption may name the province that the letterhead leaves out.
        let printed = body.agency.as_ref().map_or(0, |name| name.as_str().len());
        own.as_str().len() > printed
    });
    Letterhead {
        agency: fuller.or_else(|| body.agency.clone()),
        parent_agency: body
            .parent_agency
            .clone()
            .or_else(|| appendix.parent_agency.clone()),
        level: body.level.or(appendix.level),
        province: body.province.clone().or_else(|| appendix.province.clone()),
        number: body.number.clone().or_else(|| appendix.number.clone()),
        date: body.date.clone().or_else(|| appendix.date.clone()),
        title: body.title.clone().or_else(|| appendix.title.clone()),
        period: body.period.clone().or_else(|| appendix.period.clone()),
        recipient: body
            .recipient
            .clone()
            .or_else(|| appendix.recipient.clone()),
        signer: body.signer.clone().or_else(|| appendix.signer.clone()),
        signer_title: body
            .signer_title
            .clone()
            .or_else(|| appendix.signer_title.clone()),
        draft: body.draft,
        places,
    }
}

/// A body without an appendix names the file that has it.
pub fn found_in(findings: &mut Vec<Finding>, file: &str, ground: Ground) {
    let gone = [Code::MissingAppendix, Code::AppendixInPicture];
    findings.retain(|finding| !gone.contains(&finding.code));
    let told = Finding::new(Code::AppendixInFile)
        .with("file", file)
        .with("ground", ground.name());
    findings.insert(0, told);
}

/// A body without an appendix for which several files could be it names them; none is taken.
pub fn doubtful(findings: &mut Vec<Finding>, files: &[String]) {
    findings.retain(|finding| finding.code != Code::MissingAppendix);
    absent::lead(Status::NoAppendix, findings);
    if let Some(absence) = findings.last_mut() {
        absence.data.remove("cause");
        absence.data.insert("files".to_owned(), files.join(", "));
    }
}
