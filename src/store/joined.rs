//! Bodies and appendices that came in two files: what a store holds of each is made anew of both.

use super::report;
use crate::emit::files::Line;
use crate::emit::kept;
use crate::model::{Listed, Report, Submission};
use crate::pipeline::Context;
use crate::pipeline::joined::{Ground, Pair, Side, doubtful, found_in, join, pairs};
use rayon::prelude::*;
use std::fs;
use std::path::Path;

/// Joins the halves among the reports of a store. Where one of them cannot be read again, both stay as they are.
pub fn settle(lines: &mut [Line], dir: &Path, context: &Context) {
    let read: Vec<usize> = (0..lines.len())
        .filter(|at| lines[*at].listed.read().is_some_and(|one| !one.among.gone))
        .collect();
    let sides: Vec<Side<'_>> = read
        .iter()
        .filter_map(|at| Some(side(&lines[*at].path, lines[*at].listed.read()?)))
        .collect();
    let found = pairs(&sides);
    let at = |side: usize| read[side];
    let joined: Vec<Option<Submission>> = found
        .pairs
        .par_iter()
        .map(|pair| {
            whole(
                lines,
                [at(pair.body), at(pair.appendix)],
                pair,
                dir,
                context,
            )
        })
        .collect();
    for (pair, joined) in found.pairs.iter().zip(joined) {
        let Some(joined) = joined else { continue };
        let (name, file) = named(&joined);
        lines[at(pair.appendix)].listed = Listed::Read(Box::new(joined));
        for body in &pair.bodies {
            half(&mut lines[at(*body)], name.clone(), &file, pair.ground);
        }
    }
    for (body, whole) in found.again {
        let Some((name, file)) = lines[at(whole)].listed.read().map(named) else {
            continue;
        };
        half(&mut lines[at(body)], name, &file, Ground::Number);
    }
    for (body, files) in found.doubts {
        if let Listed::Read(body) = &mut lines[at(body)].listed {
            doubtful(&mut body.findings, &files);
        }
    }
}

fn named(report: &Submission) -> (String, String) {
    (report.name.clone(), report.file.clone())
}

/// Marks a body whose figures are counted with the report of that name.
fn half(line: &mut Line, name: String, file: &str, ground: Ground) {
    if let Listed::Read(body) = &mut line.listed {
        found_in(&mut body.findings, file, ground);
        body.among.copy_of = Some(name);
        body.among.half = true;
    }
}

fn side<'s>(file: &'s str, report: &'s Submission) -> Side<'s> {
    Side {
        file,
        head: &report.head,
        status: report.status,
        sentences: report.sentences,
    }
}

/// What a store keeps of the two as one.
fn whole(
    lines: &[Line],
    [body, appendix]: [usize; 2],
    pair: &Pair,
    dir: &Path,
    context: &Context,
) -> Option<Submission> {
    let (own, other) = (lines[body].listed.read()?, lines[appendix].listed.read()?);
    let read = |name: &str| -> Option<Report> {
        serde_json::from_slice(&fs::read(report(dir, name)).ok()?).ok()
    };
    let (body, mut joined) = (read(&own.name)?, read(&other.name)?);
    join(&body, &mut joined, &own.file, pair.ground, context);
    let mut kept = kept::submission(&other.name, &other.file, &joined, context.schemas());
    kept.among = other.among.clone();
    Some(kept)
}
