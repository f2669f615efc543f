//! numbering.xml: what the lists look like.

use super::styles::{ParagraphProps, Styles, set_run};
use crate::model::Error;
use crate::read::word::fonts::Fonts;
use crate::read::word::props::RunProps;
use crate::read::word::raw::FontId;
use crate::read::xml::{Event, Tag, Xml};
use std::collections::BTreeMap;

/// Levels of a list.
pub(in crate::read) const LEVELS: usize = 9;

/// One level of a list.
#[derive(Clone, Debug, Default, PartialEq)]
pub(in crate::read) struct Level {
    pub start: Option<i64>,
    pub format: String,
    /// `%1.%2.`: the number with its parents' and what stands around them.
    pub text: String,
    /// The level (counted from 1) whose use starts this one again; 0: never.
    pub restart: Option<usize>,
    /// All its numbers in plain figures.
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
struct Abstract {
    levels: BTreeMap<usize, Level>,
    /// It is what the numbering style of this name means.
    defines: Option<String>,
    /// It is only a name for that numbering style.
    borrows: Option<String>,
}

/// A list as used.
#[derive(Clone, Debug, Default, PartialEq)]
struct List {
    design: i64,
    starts: BTreeMap<usize, i64>,
    levels: BTreeMap<usize, Level>,
}

/// All lists.
#[derive(Debug, Default)]
pub(in crate::read) struct Numbering {
    designs: BTreeMap<i64, Abstract>,
    lists: BTreeMap<i64, List>,
}

/// Where in numbering.xml we are.
#[derive(Default)]
struct Cursor {
    design: Option<i64>,
    list: Option<i64>,
    level: Option<usize>,
}

impl Numbering {
    /// Reads numbering.xml.
    pub fn read(mut xml: Xml<'_>, fonts: &mut Fonts) -> Result<Numbering, Error> {
        let mut numbering = Numbering::default();
        let mut at = Cursor::default();
        while let Some(event) = xml.next()? {
            if matches!(&event, Event::Start(tag) if skipped(tag.name())) {
                drop(event);
                xml.skip()?;
                continue;
            }
            match event {
                Event::Start(tag) => numbering.open(&tag, &mut at, fonts),
                Event::End | Event::Text(_) => {}
            }
        }
        Ok(numbering)
    }

    fn open(&mut self, tag: &Tag<'_>, at: &mut Cursor, fonts: &mut Fonts) {
        match tag.name() {
            "abstractNum" => {
                *at = Cursor {
                    design: tag.number("abstractNumId"),
                    ..Cursor::default()
                };
                self.designs.entry(at.design.unwrap_or(-1)).or_default();
            }
            "num" => {
                *at = Cursor {
                    list: tag.number("numId"),
                    ..Cursor::default()
                };
                self.lists.entry(at.list.unwrap_or(-1)).or_default();
            }
            "lvl" | "lvlOverride" => {
                at.level = tag
                    .number("ilvl")
                    .map(|n| n.clamp(0, LEVELS as i64 - 1) as usize);
                if tag.name() == "lvl" {
                    self.new_level(at);
                }
            }
            _ => self.set(tag, at, fonts),
        }
    }

    fn new_level(&mut self, at: &Cursor) {
        let Some(level) = at.level else { return };
        let fresh = Level {
            format: "decimal".to_owned(),
            ..Level::default()
        };
        if let Some(list) = at.list.and_then(|id| self.lists.get_mut(&id)) {
            list.levels.insert(level, fresh);
        } else if let Some(design) = at.design.and_then(|id| self.designs.get_mut(&id)) {
            design.levels.insert(level, fresh);
        }
    }

    fn set(&mut self, tag: &Tag<'_>, at: &Cursor, fonts: &mut Fonts) {
        let level = at.level;
        if let Some(list) = at.list.and_then(|id| self.lists.get_mut(&id)) {
            match (tag.name(), level) {
                ("abstractNumId", _) => list.design = tag.number("val").unwrap_or(-1),
                ("startOverride", Some(level)) => {
                    list.starts.insert(level, tag.number("val").unwrap_or(1));
                }
                (_, Some(level)) => list
                    .levels
                    .get_mut(&level)
                    .into_iter()
                    .for_each(|l| l.set(tag, fonts)),
                _ => {}
            }
        } else if let Some(design) = at.design.and_then(|id| self.designs.get_mut(&id)) {
            let owned = || tag.val().map(std::borrow::Cow::into_owned);
            match (tag.name(), level) {
                ("styleLink", None) => design.defines = owned(),
                ("numStyleLink", None) => design.borrows = owned(),
                (_, Some(level)) => design
                    .levels
                    .get_mut(&level)
                    .into_iter()
                    .for_each(|l| l.set(tag, fonts)),
                _ => {}
            }
        }
    }

    /// Adds a design with its levels, as a format lists them that has no XML.
    pub fn add_design(&mut self, id: i64, levels: impl IntoIterator<Item = Level>) {
        let levels = levels.into_iter().enumerate().collect();
        self.designs.insert(
            id,
            Abstract {
                levels,
                ..Abstract::default()
            },
        );
    }

    /// Adds a list of a design, with the levels it starts anew.
    pub fn add_list(&mut self, id: i64, design: i64, starts: BTreeMap<usize, i64>) {
        self.lists.insert(
            id,
            List {
                design,
                starts,
                ..List::default()
            },
        );
    }

    /// The design a list names, by its id.
    pub fn own_design(&self, list: i64) -> Option<i64> {
        self.lists.get(&list).map(|list| list.design)
    }

    /// The design a list follows, by its id. A design that only names a numbering style is replaced by
    /// the one that defines that style.
    pub fn design(&self, list: i64, styles: &Styles) -> Option<i64> {
        let id = self.own_design(list)?;
        let Some(name) = self.designs.get(&id)?.borrows.as_deref() else {
            return Some(id);
        };
        let defining = self
            .designs
            .iter()
            .find(|(_, design)| design.defines.as_deref() == Some(name));
        let by_style = || {
            self.lists
                .get(&styles.get(name)?.paragraph.list?)
                .map(|list| list.design)
        };
        defining.map(|(id, _)| *id).or_else(by_style).or(Some(id))
    }

    /// A level of a list, as the list itself or its design has it.
    pub fn level(&self, list: i64, design: i64, level: usize) -> Option<&Level> {
        let own = self
            .lists
            .get(&list)
            .and_then(|list| list.levels.get(&level));
        own.or_else(|| self.designs.get(&design)?.levels.get(&level))
    }

    /// The level on which paragraphs of a style stand.
    pub fn level_of_style(&self, design: i64, style: &str) -> Option<usize> {
        let levels = &self.designs.get(&design)?.levels;
        levels
            .iter()
            .find(|(_, level)| level.style.as_deref() == Some(style))
            .map(|(at, _)| *at)
    }

    /// The number a list says one of its levels starts with.
    pub fn start_override(&self, list: i64, level: usize) -> Option<i64> {
        self.lists.get(&list)?.starts.get(&level).copied()
    }
}

impl Level {
    fn set(&mut self, tag: &Tag<'_>, fonts: &mut Fonts) {
        match tag.name() {
            "start" => self.start = tag.number("val"),
            "numFmt" => self.format = tag.val().unwrap_or_default().into_owned(),
            "lvlText" => self.text = tag.val().unwrap_or_default().into_owned(),
            "lvlRestart" => {
                self.restart = tag
                    .number("val")
                    .map(|n| n.clamp(0, LEVELS as i64) as usize)
            }
            "isLgl" => self.legal = tag.on(),
            "suff" => self.tight = tag.val().as_deref() == Some("nothing"),
            "pStyle" => self.style = tag.val().map(std::borrow::Cow::into_owned),
            _ => {
                let mut run = RunProps::default();
                set_run(&mut run, tag, fonts);
                self.font = run.font.or(self.font);
                self.paragraph.set(tag);
            }
        }
    }
}

/// Bullets as pictures, and older ways of saying a level.
fn skipped(name: &str) -> bool {
    matches!(name, "numPicBullet" | "legacy") || name.ends_with("Change")
}
