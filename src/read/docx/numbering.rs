//! numbering.xml: what the lists look like.

use super::styles::{set_paragraph, set_run};
use crate::model::Error;
use crate::read::word::fonts::Fonts;
use crate::read::word::list::{LabelPart, Level, Numbering};
use crate::read::word::props::RunProps;
use crate::read::xml::{Event, Tag, Xml};
use std::borrow::Cow;

/// The deepest level of a list in Word.
const DEEPEST: i64 = 8;

/// Where in numbering.xml we are.
#[derive(Default)]
struct Cursor {
    design: Option<i64>,
    list: Option<i64>,
    level: Option<usize>,
}

/// Reads numbering.xml.
pub(super) fn read(mut xml: Xml<'_>, fonts: &mut Fonts) -> Result<Numbering, Error> {
    let mut numbering = Numbering::default();
    let mut at = Cursor::default();
    while let Some(event) = xml.next()? {
        if matches!(&event, Event::Start(tag) if skipped(tag.name())) {
            drop(event);
            xml.skip()?;
            continue;
        }
        match event {
            Event::Start(tag) => open(&mut numbering, &tag, &mut at, fonts),
            Event::End | Event::Text(_) => {}
        }
    }
    Ok(numbering)
}

fn open(numbering: &mut Numbering, tag: &Tag<'_>, at: &mut Cursor, fonts: &mut Fonts) {
    match tag.name() {
        "abstractNum" => {
            *at = Cursor {
                design: tag.number("abstractNumId"),
                ..Cursor::default()
            };
            numbering
                .designs
                .entry(at.design.unwrap_or(-1))
                .or_default();
        }
        "num" => {
            *at = Cursor {
                list: tag.number("numId"),
                ..Cursor::default()
            };
            numbering.lists.entry(at.list.unwrap_or(-1)).or_default();
        }
        "lvl" | "lvlOverride" => {
            at.level = tag.number("ilvl").map(|n| n.clamp(0, DEEPEST) as usize);
            if tag.name() == "lvl" {
                new_level(numbering, at);
            }
        }
        _ => set(numbering, tag, at, fonts),
    }
}

fn new_level(numbering: &mut Numbering, at: &Cursor) {
    let Some(level) = at.level else { return };
    let fresh = Level {
        format: "decimal".to_owned(),
        ..Level::default()
    };
    if let Some(list) = at.list.and_then(|id| numbering.lists.get_mut(&id)) {
        list.levels.insert(level, fresh);
    } else if let Some(design) = at.design.and_then(|id| numbering.designs.get_mut(&id)) {
        design.levels.insert(level, fresh);
    }
}

fn set(numbering: &mut Numbering, tag: &Tag<'_>, at: &Cursor, fonts: &mut Fonts) {
    let levels = if let Some(list) = at.list.and_then(|id| numbering.lists.get_mut(&id)) {
        match (tag.name(), at.level) {
            ("abstractNumId", _) => list.design = tag.number("val").unwrap_or(-1),
            ("startOverride", Some(level)) => {
                list.starts.insert(level, tag.number("val").unwrap_or(1));
            }
            _ => {}
        }
        &mut list.levels
    } else if let Some(design) = at.design.and_then(|id| numbering.designs.get_mut(&id)) {
        match (tag.name(), at.level) {
            ("styleLink", None) => design.defines = tag.val().map(Cow::into_owned),
            ("numStyleLink", None) => design.borrows = tag.val().map(Cow::into_owned),
            _ => {}
        }
        &mut design.levels
    } else {
        return;
    };
    if let Some(level) = at.level.and_then(|at| levels.get_mut(&at)) {
        set_level(level, tag, fonts);
    }
}

fn set_level(level: &mut Level, tag: &Tag<'_>, fonts: &mut Fonts) {
    match tag.name() {
        "start" => level.start = tag.number("val"),
        "numFmt" => level.format = tag.val().unwrap_or_default().into_owned(),
        "lvlText" => level.label = label(&tag.val().unwrap_or_default()),
        "lvlRestart" => {
            level.restart = tag.number("val").map(|n| n.clamp(0, DEEPEST + 1) as usize);
        }
        "isLgl" => level.legal = tag.on(),
        "suff" => level.tight = tag.val().as_deref() == Some("nothing"),
        "pStyle" => level.style = tag.val().map(Cow::into_owned),
        _ => {
            let mut run = RunProps::default();
            set_run(&mut run, tag, fonts);
            level.font = run.font.or(level.font);
            set_paragraph(&mut level.paragraph, tag);
        }
    }
}

/// `%1.%2.` taken apart.
fn label(pattern: &str) -> Vec<LabelPart> {
    let mut parts = Vec::new();
    let mut text = String::new();
    let mut chars = pattern.chars().peekable();
    while let Some(c) = chars.next() {
        let digit = chars.peek().and_then(|next| next.to_digit(10));
        match digit.filter(|digit| c == '%' && *digit > 0) {
            Some(digit) => {
                chars.next();
                parts.push(LabelPart::Text(std::mem::take(&mut text)));
                parts.push(LabelPart::Number(digit as usize - 1));
            }
            None => text.push(c),
        }
    }
    parts.push(LabelPart::Text(text));
    parts
}

/// Bullets as pictures, and older ways of saying a level.
fn skipped(name: &str) -> bool {
    matches!(name, "numPicBullet" | "legacy") || name.ends_with("Change")
}
