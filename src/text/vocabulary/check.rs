//! Are the lists well written? Run as a test, since they are compiled in: a slip is named by file, line and
//! word before anybody runs the program with it.

use super::{FILES, heading, is_remark, pieces, unquoted};
use std::collections::BTreeSet;
use std::fmt;
use unicode_normalization::is_nfc;

/// How the entries of a list are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shape {
    /// A word or phrase a line.
    Words,
    /// `word = other, other` a line.
    Groups,
}

/// A file of lists.
pub(super) struct File {
    pub name: &'static str,
    pub text: &'static str,
    pub lists: &'static [(&'static str, Shape)],
}

/// What is wrong with a line of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Fault {
    file: &'static str,
    /// Counted from 1; 0 for the file as a whole.
    line: usize,
    word: String,
    problem: Problem,
}

/// The ways a line can be wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Problem {
    UnknownList,
    MissingList,
    OutsideOfList,
    Empty,
    Twice,
    NotNfc,
    OpenQuote,
    NeedsEquals,
    HasEquals,
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let problem = match self.problem {
            Problem::UnknownList => "the program asks for no such list",
            Problem::MissingList => "a list the program asks for is missing",
            Problem::OutsideOfList => "stands before the first [list]",
            Problem::Empty => "an empty word",
            Problem::Twice => "stands twice in its list",
            Problem::NotNfc => "is not written in composed letters (NFC)",
            Problem::OpenQuote => "a quotation mark is not closed",
            Problem::NeedsEquals => "needs “= …”: the list is of words with what belongs to them",
            Problem::HasEquals => "has “=”: the list is of plain words",
        };
        write!(
            f,
            "vocabulary/{}:{}: “{}”: {problem}",
            self.file, self.line, self.word
        )
    }
}

fn faults_of(file: &File) -> Vec<Fault> {
    let mut faults = Vec::new();
    let fault = |line: usize, word: &str, problem| Fault {
        file: file.name,
        line,
        word: word.to_owned(),
        problem,
    };
    let mut open: Option<Shape> = None;
    let mut known = BTreeSet::new();
    let mut lists = BTreeSet::new();
    for (at, line) in file.text.lines().map(str::trim).enumerate() {
        if let Some(name) = heading(line) {
            open = file
                .lists
                .iter()
                .find(|(list, _)| *list == name)
                .map(|(_, shape)| *shape);
            known.clear();
            if open.is_none() {
                faults.push(fault(at + 1, name, Problem::UnknownList));
            } else if !lists.insert(name) {
                faults.push(fault(at + 1, name, Problem::Twice));
            }
        } else if !is_remark(line) {
            let found = problems(line, open, &mut known).into_iter();
            faults.extend(found.map(|(word, problem)| fault(at + 1, word, problem)));
        }
    }
    let missing = file.lists.iter().filter(|(list, _)| !lists.contains(list));
    faults.extend(missing.map(|(list, _)| fault(0, list, Problem::MissingList)));
    faults
}

/// What is wrong with one line of a list of this shape.
fn problems(
    line: &'static str,
    shape: Option<Shape>,
    known: &mut BTreeSet<&'static str>,
) -> Vec<(&'static str, Problem)> {
    let others = line.split_once('=');
    let own: Vec<&str> = match others {
        Some((word, _)) => vec![unquoted(word)],
        None => pieces(line).collect(),
    };
    let belonging = others.into_iter().flat_map(|(_, others)| pieces(others));
    let empty = own.iter().copied().chain(belonging).any(str::is_empty);
    let problem = match shape {
        None => Some(Problem::OutsideOfList),
        Some(Shape::Groups) if others.is_none() => Some(Problem::NeedsEquals),
        Some(Shape::Words) if others.is_some() => Some(Problem::HasEquals),
        _ if line.matches('"').count() % 2 == 1 => Some(Problem::OpenQuote),
        _ if !is_nfc(line) => Some(Problem::NotNfc),
        _ if empty => Some(Problem::Empty),
        _ => None,
    };
    let twice = own
        .into_iter()
        .filter(|word| !known.insert(word))
        .map(|word| (word, Problem::Twice));
    problem
        .map(|problem| (line, problem))
        .into_iter()
        .chain(twice)
        .collect()
}

mod tests {
    use super::*;

    /// A slip in a list is named by file, line and word, before anybody runs the program with it.
    #[test]
    fn every_list_is_well_written() {
        let faults: Vec<String> = FILES
            .iter()
            .flat_map(faults_of)
            .map(|f| f.to_string())
            .collect();
        assert!(faults.is_empty(), "{}", faults.join("\n"));
    }

    #[test]
    fn slips_are_named_by_file_line_and_word() {
        let lists: &'static [_] = &[
            ("a", Shape::Words),
            ("b", Shape::Groups),
            ("c", Shape::Words),
        ];
        let text =
            "x\n[a]\n# r\nmột, hai, một\nba = bốn\n\"năm\n[b]\nsáu\nsa\u{301}u = 7\nx = ,\n[d]\n";
        let found = faults_of(&File {
            name: "t.txt",
            text,
            lists,
        });
        let found: Vec<_> = found
            .iter()
            .map(|f| (f.line, f.word.as_str(), f.problem))
            .collect();
        let expected = [
            (1, "x", Problem::OutsideOfList),
            (4, "một", Problem::Twice),
            (5, "ba = bốn", Problem::HasEquals),
            (6, "\"năm", Problem::OpenQuote),
            (8, "sáu", Problem::NeedsEquals),
            (9, "sa\u{301}u = 7", Problem::NotNfc),
            (10, "x = ,", Problem::Empty),
            (11, "d", Problem::UnknownList),
            (0, "c", Problem::MissingList),
        ];
        assert_eq!(found, expected);
    }
}
