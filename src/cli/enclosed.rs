//! `phuluc letters --marked`: marked copies of an office's reports, beside its letter.

use super::{fail, marking};
use crate::batch::{Input, name, source};
use crate::emit::letter::{self, Letter};
use crate::emit::mark::{How, Mark};
use crate::emit::message::{Lang, talk};
use crate::model::{Limits, Place};
use crate::store::manifest::{FileId, Files, Known};
use jiff::civil::Date;
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;

/// Where copies are made from, and how.
pub struct Enclosing<'a> {
    /// The files of the store.
    pub files: &'a Files,
    /// Who writes the letters: in whose name the marks are.
    pub author: &'a str,
    /// The day of the letters.
    pub date: Option<Date>,
    /// What may open a file that is locked.
    pub passwords: &'a [String],
    /// The language in which a report that cannot be marked is told.
    pub lang: Lang,
}

/// What is marked in one file: several reports may stand in it.
struct Asked<'a> {
    known: &'a Known,
    marks: Vec<Mark>,
    head: Option<Place>,
}

impl Enclosing<'_> {
    /// The marked copies that go with a letter, by their names; those that cannot be made are told.
    pub fn copies(&self, letter: &Letter<'_>, stem: &str) -> Vec<(String, Vec<u8>)> {
        let mut named = Vec::new();
        for asked in self.asked(letter).into_values() {
            let input = input(asked.known);
            if let Some(copy) = self.copy(&asked, &input) {
                named.push((marking::name(&input, copy.ending), copy.bytes));
            }
        }
        let names: Vec<String> = named
            .iter()
            .map(|(own, _)| format!("{stem} - {own}"))
            .collect();
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        let bytes = named.into_iter().map(|(_, bytes)| bytes);
        name::names(&names).into_iter().zip(bytes).collect()
    }

    /// What is asked, file by file.
    fn asked(&self, letter: &Letter<'_>) -> BTreeMap<FileId, Asked<'_>> {
        let mut files = BTreeMap::new();
        for part in &letter.parts {
            let name = &part.submission.name;
            let is_own = |known: &Known| known.reports().any(|report| report == name);
            let (marks, head) = (letter::marks(part, None), letter::head(part));
            self.ask(&mut files, &part.submission.file, &is_own, (marks, head));
            for file in letter::other_files(part) {
                let marks = letter::marks(part, Some(file));
                self.ask(&mut files, file, &|known| known.file == file, (marks, None));
            }
        }
        files
    }

    /// Adds marks to those of a file of the store.
    fn ask<'s>(
        &'s self,
        files: &mut BTreeMap<FileId, Asked<'s>>,
        shown: &str,
        is_it: &dyn Fn(&Known) -> bool,
        (marks, head): (Vec<Mark>, Option<Place>),
    ) {
        if marks.is_empty() {
            return;
        }
        let Some(known) = self.files.iter().find(|known| is_it(known)) else {
            self.tell("gone", shown);
            return;
        };
        let asked = files.entry(known.id()).or_insert(Asked {
            known,
            marks: Vec::new(),
            head,
        });
        asked.marks.extend(marks);
    }

    fn copy(&self, asked: &Asked<'_>, input: &Input) -> Option<marking::Copy> {
        let limits = Limits::default();
        if !is_the_same(asked.known, &limits) {
            self.tell("changed", &asked.known.file);
            return None;
        }
        let how = How {
            author: self.author,
            date: self.date,
            head: asked.head.clone(),
            anchors: None,
            passwords: self.passwords,
            force: false,
            limits,
        };
        marking::copy(input, &asked.marks, &how, self.lang)
    }

    fn tell(&self, code: &str, file: &str) {
        let word = |part: &str| talk(&format!("mark.{code}{part}"), &[], self.lang);
        let file = fail::one_line(file);
        eprintln!(
            "{}",
            marking::line(&file, code, &word(""), &word(".hint"), self.lang)
        );
    }
}

/// The file is what was read: marks on another one would stand on other rows.
fn is_the_same(known: &Known, limits: &Limits) -> bool {
    let Ok(bytes) = source::bytes(&known.path, limits.file_bytes) else {
        return false;
    };
    let hash = Sha256::digest(&bytes);
    let hash: String = hash.iter().map(|byte| format!("{byte:02x}")).collect();
    hash == known.sha256
}

fn input(known: &Known) -> Input {
    Input {
        path: known.path.clone(),
        member: known.member.clone(),
        shown: known.file.clone(),
        below: known.below.clone(),
        name: known.name.clone(),
        skip: None,
        fault: None,
    }
}
