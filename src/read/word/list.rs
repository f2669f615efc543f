//! Numbered lists: what their numbers look like, and counting.

use super::number_format::format;
use super::props::ParagraphProps;
use super::raw::FontId;
use std::collections::{BTreeMap, BTreeSet};

/// Levels of a list: OpenDocument has ten, Word nine.
pub(in crate::read) const LEVELS: usize = 10;

/// A part of what is printed before a paragraph.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::read) enum LabelPart {
    Text(String),
    /// The number of a level, counted from 0.
    Number(usize),
}

/// One level of a list.
#[derive(Clone, Debug, Default, PartialEq)]
pub(in crate::read) struct Level {
    pub start: Option<i64>,
    /// The number format, by its name in DOCX.
    pub format: String,
    /// The number with its parents' and what stands around them.
    pub label: Vec<LabelPart>,
    /// The level (counted from 1) whose use starts this one again; 0: never.
    pub restart: Option<usize>,
    /// All its numbers are decimal.
    pub legal: bool,
    /// Nothing between number and text.
    pub tight: bool,
    pub font: Option<FontId>,
    /// The paragraph style that stands on this level.
    pub style: Option<String>,
    pub paragraph: ParagraphProps,
}

/// A list as designed; several lists of a document can share it, and then share its counting.
#[derive(Clone, Debug, Default, PartialEq)]
pub(in crate::read) struct Design {
    pub levels: BTreeMap<usize, Level>,
    /// It is what the numbering style of this name means.
    pub defines: Option<String>,
    /// It is only a name for that numbering style.
    pub borrows: Option<String>,
}

/// A list as used.
#[derive(Clone, Debug, Default, PartialEq)]
pub(in crate::read) struct List {
    pub design: i64,
    /// Levels that start anew, and with what.
    pub starts: BTreeMap<usize, i64>,
    /// Levels designed anew.
    pub levels: BTreeMap<usize, Level>,
}

/// All lists of a document, by their ids.
#[derive(Debug, Default)]
pub(in crate::read) struct Numbering {
    pub designs: BTreeMap<i64, Design>,
    pub lists: BTreeMap<i64, List>,
}

impl Numbering {
    /// The design a list follows, by its id. A design that only names a numbering style is replaced by
    /// the one that defines that style, or by that of the list which the style names.
    pub fn design(&self, list: i64, list_of_style: impl Fn(&str) -> Option<i64>) -> Option<i64> {
        let id = self.lists.get(&list)?.design;
        let Some(name) = self.designs.get(&id).and_then(|d| d.borrows.as_deref()) else {
            return Some(id);
        };
        let defines = |design: &Design| design.defines.as_deref() == Some(name);
        let mut designs = self.designs.iter();
        let defining = designs.find(|(_, design)| defines(design));
        let by_style = || Some(self.lists.get(&list_of_style(name)?)?.design);
        defining.map(|(id, _)| *id).or_else(by_style).or(Some(id))
    }

    /// A level of a list, as the list itself or its design has it.
    pub fn level(&self, list: i64, design: i64, level: usize) -> Option<&Level> {
        let own = self.lists.get(&list).and_then(|own| own.levels.get(&level));
        own.or_else(|| self.designs.get(&design)?.levels.get(&level))
    }

    /// The level on which paragraphs of a style stand.
    pub fn level_of_style(&self, design: i64, style: &str) -> Option<usize> {
        let mut levels = self.designs.get(&design)?.levels.iter();
        let found = levels.find(|(_, level)| level.style.as_deref() == Some(style));
        found.map(|(at, _)| *at)
    }

    /// The number a list says one of its levels starts with.
    fn start_override(&self, list: i64, level: usize) -> Option<i64> {
        self.lists.get(&list)?.starts.get(&level).copied()
    }
}

/// What is printed before a paragraph.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(in crate::read) struct Label {
    /// As printed, with the space between it and the text.
    pub text: String,
    pub font: Option<FontId>,
}

/// How far each list has counted.
#[derive(Debug, Default)]
pub(in crate::read) struct Counters {
    /// By design: lists of one design count on.
    counts: BTreeMap<i64, Counts>,
    /// List levels whose own start has been used.
    started: BTreeSet<(i64, usize)>,
}

impl Counters {
    /// Counts one paragraph of a list on a level and returns what is printed before it.
    pub fn next(
        &mut self,
        numbering: &Numbering,
        list: i64,
        design: i64,
        level: usize,
    ) -> Option<Label> {
        let of = |at: usize| numbering.level(list, design, at);
        let settings = of(level)?;
        let first = |at: usize| {
            let own = numbering.start_override(list, at);
            own.or_else(|| of(at)?.start).unwrap_or(1)
        };
        let restarts =
            numbering.start_override(list, level).is_some() && self.started.insert((list, level));
        let numbers = self.counts.entry(design).or_default().count(
            level,
            restarts.then(|| first(level)),
            first,
            |at| of(at).and_then(|level| level.restart).unwrap_or(at),
        )?;
        let written = |at: usize| match () {
            () if settings.legal => "decimal",
            () => of(at).map_or("decimal", |level| level.format.as_str()),
        };
        Some(Label {
            text: settings.printed(&numbers, written),
            font: settings.font,
        })
    }
}

impl Level {
    /// The label with these numbers, each in the format of its level; behind it a space, unless the
    /// level is tight.
    pub fn printed<'f>(
        &self,
        numbers: &[i64; LEVELS],
        format_of: impl Fn(usize) -> &'f str,
    ) -> String {
        let mut out = String::new();
        for part in &self.label {
            match part {
                LabelPart::Text(text) => out.push_str(text),
                // A bullet has no number, whatever it looks like.
                LabelPart::Number(at) if self.format == "bullet" => {
                    out.push_str(&std::format!("%{}", at + 1));
                }
                LabelPart::Number(at) => {
                    let number = numbers.get(*at).copied().unwrap_or(1);
                    out.push_str(&format(number, format_of(*at)));
                }
            }
        }
        if !self.tight && !out.is_empty() {
            out.push(' ');
        }
        out
    }
}

/// How far the levels of one list have counted.
#[derive(Clone, Copy, Debug, Default)]
pub(in crate::read) struct Counts([Option<i64>; LEVELS]);

impl Counts {
    /// Counts one paragraph on a level, from `anew` where that is given, and returns the numbers of all
    /// levels. `first` is what a level starts with; the use of a level before `restarts_after` of a
    /// deeper one starts that again.
    pub fn count(
        &mut self,
        level: usize,
        anew: Option<i64>,
        first: impl Fn(usize) -> i64,
        restarts_after: impl Fn(usize) -> usize,
    ) -> Option<[i64; LEVELS]> {
        let here = self.0.get_mut(level)?;
        let on = here.map(|count| count.saturating_add(1));
        *here = Some(anew.or(on).unwrap_or_else(|| first(level)));
        for (at, count) in self.0.iter_mut().enumerate().skip(level + 1) {
            if level < restarts_after(at) {
                *count = None;
            }
        }
        Some(std::array::from_fn(|at| {
            self.0[at].unwrap_or_else(|| first(at))
        }))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn level(format: &str, label: &[LabelPart]) -> Level {
        Level {
            format: format.to_owned(),
            label: label.to_vec(),
            ..Level::default()
        }
    }

    fn text(text: &str) -> LabelPart {
        LabelPart::Text(text.to_owned())
    }

    #[test]
    fn deeper_levels_start_again_and_lists_of_one_design_count_on() {
        let mut numbering = Numbering::default();
        let levels = [
            level("upperRoman", &[LabelPart::Number(0), text(".")]),
            level(
                "decimal",
                &[LabelPart::Number(0), text("."), LabelPart::Number(1)],
            ),
        ];
        numbering.designs.entry(7).or_default().levels = levels.into_iter().enumerate().collect();
        for list in [1, 2] {
            numbering.lists.entry(list).or_default().design = 7;
        }
        let mut counters = Counters::default();
        let printed: Vec<String> = [(1, 0), (1, 1), (1, 1), (2, 0), (2, 1)]
            .into_iter()
            .filter_map(|(list, level)| counters.next(&numbering, list, 7, level))
            .map(|label| label.text)
            .collect();
        assert_eq!(printed, ["I. ", "I.1 ", "I.2 ", "II. ", "II.1 "]);
    }

    #[test]
    fn a_bullet_prints_what_it_is() {
        let bullet = level("bullet", &[text("-")]);
        assert_eq!(bullet.printed(&[1; LEVELS], |_| "decimal"), "- ");
    }
}
