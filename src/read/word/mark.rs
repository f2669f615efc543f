//! Footnote marks people type themselves: superscript at the end of a cell, "43" with a superscript "(1)".

use super::raw::{Role, Run};

use crate::text::number::{Strictness, is_number};

/// Takes a typed footnote mark off the end of a cell's text, or off the front of its figure.
pub(in crate::read) fn take_off(runs: &mut Vec<Run>) -> Option<Run> {
    take_last(runs).or_else(|| take_first(runs))
}

fn take_first(runs: &mut Vec<Run>) -> Option<Run> {
    let start = runs.iter().position(|run| !run.text.trim().is_empty())?;
    let (first, rest) = (runs.get(start)?, runs.get(start + 1..)?);
    let after: String = rest.iter().map(|run| &*run.text).collect();
    let plain = rest.iter().find(|run| !run.text.trim().is_empty())?;
    let found =
        first.format.superscript && !plain.format.superscript && leads(first.text.trim(), &after);
    found.then(|| runs.remove(start))
}

/// Whether what is raised before a figure is a mark.
pub(in crate::read) fn leads(superscript: &str, after: &str) -> bool {
    is_mark(superscript, "") && is_number(after.trim(), Strictness::Leading)
}

fn take_last(runs: &mut Vec<Run>) -> Option<Run> {
    let blank = |run: &Run| run.text.trim().is_empty();
    let end = runs.iter().rposition(|run| !blank(run))?;
    let (before, last) = (runs.get(..end)?, runs.get(end)?);
    let plain = before
        .iter()
        .rev()
        .find(|run| !blank(run) && run.format.role == Role::Text)?;
    let found = last.format.superscript
        && !plain.format.superscript
        && is_mark(last.text.trim(), plain.text.trim_end());
    found.then(|| runs.remove(end))
}

/// `(1)`, `[2]`, `1)`, `*`, or a bare number, unless that makes a power of the unit before it.
pub(in crate::read) fn is_mark(superscript: &str, before: &str) -> bool {
    let inner = superscript.trim_matches(['(', ')', '[', ']']).trim();
    let bracketed = inner.len() < superscript.len();
    let stars = !inner.is_empty() && inner.chars().all(|c| c == '*');
    let number = (1..=2).contains(&inner.len()) && inner.chars().all(|c| c.is_ascii_digit());
    let letter = bracketed && inner.len() == 1 && inner.chars().all(|c| c.is_ascii_lowercase());
    stars || letter || number && (bracketed || !is_length(before))
}

/// True when the text ends in a unit that is squared or cubed.
fn is_length(text: &str) -> bool {
    let word = text
        .rsplit(|c: char| !c.is_alphabetic())
        .next()
        .unwrap_or_default();
    ["m", "cm", "dm", "mm", "km", "hm", "dam"].contains(&word.to_lowercase().as_str())
}

#[cfg(test)]
mod tests {
    use super::super::raw::RunFormat;
    use super::*;

    fn taken(before: &str, superscript: &str) -> bool {
        let plain = Run {
            text: before.to_owned(),
            format: RunFormat::default(),
        };
        let up = Run {
            text: superscript.to_owned(),
            format: RunFormat {
                superscript: true,
                ..RunFormat::default()
            },
        };
        take_off(&mut vec![plain, up]).is_some()
    }

    #[test]
    fn marks_come_off_but_powers_stay() {
        assert!(taken("43", "(1)"));
        assert!(taken("43", "1"));
        assert!(taken("Số hồ sơ", "*"));
        assert!(!taken("Diện tích, km", "2"));
        assert!(!taken("86,96", "%"));
    }

    #[test]
    fn a_mark_before_a_figure_comes_off_too() {
        let leading = |superscript: &str, after: &str| {
            let run = |text: &str, superscript| Run {
                text: text.to_owned(),
                format: RunFormat {
                    superscript,
                    ..RunFormat::default()
                },
            };
            let mut runs = vec![run(superscript, true), run(after, false)];
            take_off(&mut runs).is_some()
        };
        assert!(leading("1", "23"));
        assert!(leading("(2)", " 1.204"));
        assert!(!leading("1", "Số hồ sơ"));
        assert!(!leading("-", "23"));
    }

    #[test]
    fn a_cell_that_is_raised_as_a_whole_keeps_its_text() {
        let up = Run {
            text: "1".to_owned(),
            format: RunFormat {
                superscript: true,
                ..RunFormat::default()
            },
        };
        assert!(take_off(&mut vec![up]).is_none());
    }
}
