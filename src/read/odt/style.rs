//! Styles of an ODT: what a paragraph or a span inherits.

use crate::read::word::fonts::Fonts;
use crate::read::word::props::{LookProps, RunProps};
use crate::read::word::raw::FontId;
use crate::read::word::sight::{Ground, hexadecimal};
use crate::read::xml::Tag;
use std::collections::BTreeMap;

/// Longest chain of styles based on styles that is followed.
const CHAIN: usize = 32;

/// One style.
#[derive(Clone, Debug, Default)]
pub(super) struct Style {
    pub run: RunProps,
    pub centered: Option<bool>,
    /// Left margin in points.
    pub left: Option<f32>,
    /// Indent of the first line in points.
    pub first: Option<f32>,
    /// What a paragraph, a cell, a row or a table puts behind its letters.
    pub ground: Option<Ground>,
    parent: Option<String>,
}

/// A style's family and name; names of different families do not meet.
type Key = (String, String);

/// All styles seen so far: those of styles.xml, then the automatic ones of content.xml.
#[derive(Debug, Default)]
pub(super) struct Styles {
    by_key: BTreeMap<Key, Style>,
    defaults: BTreeMap<String, Style>,
    /// Declared font → family as the system knows it.
    faces: BTreeMap<String, String>,
    open: Option<(Key, bool)>,
}

impl Styles {
    /// Takes in one element among the styles.
    pub fn take(&mut self, tag: &Tag<'_>, fonts: &mut Fonts) {
        match tag.name() {
            "font-face" => self.face(tag),
            "style" => self.begin(tag, true),
            "default-style" => self.begin(tag, false),
            "text-properties"
            | "paragraph-properties"
            | "table-cell-properties"
            | "table-row-properties"
            | "table-properties" => self.set(tag, fonts),
            _ => {}
        }
    }

    fn face(&mut self, tag: &Tag<'_>) {
        if let (Some(name), Some(family)) = (tag.attr("name"), tag.attr("font-family")) {
            self.faces
                .insert(name.into_owned(), family.trim_matches('\'').to_owned());
        }
    }

    fn begin(&mut self, tag: &Tag<'_>, named: bool) {
        let own = |key| tag.attr(key).unwrap_or_default().into_owned();
        let key = (own("family"), own("name"));
        let parent = tag
            .attr("parent-style-name")
            .map(std::borrow::Cow::into_owned);
        let style = Style {
            parent,
            ..Style::default()
        };
        if named {
            self.by_key.insert(key.clone(), style);
        } else {
            self.defaults.insert(key.0.clone(), style);
        }
        self.open = Some((key, named));
    }

    fn set(&mut self, tag: &Tag<'_>, fonts: &mut Fonts) {
        let font = self.font(tag, fonts);
        let Some((key, named)) = &self.open else {
            return;
        };
        let style = if *named {
            self.by_key.get_mut(key)
        } else {
            self.defaults.get_mut(&key.0)
        };
        if let Some(style) = style {
            style.set(tag, font);
        }
    }

    fn font(&self, tag: &Tag<'_>, fonts: &mut Fonts) -> Option<FontId> {
        let family = tag
            .attr("font-family")
            .map(|name| name.trim_matches('\'').to_owned());
        let face = tag
            .attr("font-name")
            .map(|name| self.faces.get(&*name).cloned().unwrap_or(name.into_owned()));
        fonts.id(&face.or(family)?)
    }

    /// A style with all it inherits. A name nobody declared inherits the family's defaults.
    pub fn get(&self, family: &str, name: Option<&str>) -> Style {
        let mut full = Style {
            parent: name.map(str::to_owned),
            ..Style::default()
        };
        for _ in 0..CHAIN {
            let Some(name) = full.parent.take() else {
                break;
            };
            let Some(base) = self.by_key.get(&(family.to_owned(), name)) else {
                break;
            };
            full = full.or(base);
        }
        match self.defaults.get(family) {
            Some(defaults) => full.or(defaults),
            None => full,
        }
    }
}

impl Style {
    fn or(self, base: &Style) -> Style {
        Style {
            run: self.run.or(base.run),
            centered: self.centered.or(base.centered),
            left: self.left.or(base.left),
            first: self.first.or(base.first),
            ground: self.ground.or(base.ground),
            parent: base.parent.clone(),
        }
    }

    fn set(&mut self, tag: &Tag<'_>, font: Option<FontId>) {
        if tag.name() == "text-properties" {
            self.run.font = font.or(self.run.font);
            self.run.bold = tag
                .attr("font-weight")
                .map(|weight| is_bold(&weight))
                .or(self.run.bold);
            self.run.italic = tag
                .attr("font-style")
                .map(|style| style != "normal")
                .or(self.run.italic);
            self.run.hidden = tag
                .attr("display")
                .map(|display| display == "none")
                .or(self.run.hidden);
            self.run.superscript = tag
                .attr("text-position")
                .map(|at| is_raised(&at))
                .or(self.run.superscript);
            set_look(&mut self.run.look, tag);
        } else {
            self.ground = ground(tag).or(self.ground);
            self.centered = tag
                .attr("text-align")
                .map(|align| align == "center")
                .or(self.centered);
            self.left = tag
                .attr("margin-left")
                .and_then(|length| points(&length))
                .or(self.left);
            self.first = tag
                .attr("text-indent")
                .and_then(|length| points(&length))
                .or(self.first);
        }
    }
}

fn set_look(look: &mut LookProps, tag: &Tag<'_>) {
    let line = tag.attr("text-line-through-style");
    let line = line.or_else(|| tag.attr("text-line-through-type"));
    look.struck = line.map(|line| line != "none").or(look.struck);
    let size = tag.attr("font-size").and_then(|size| points(&size));
    look.size = size.or(look.size);
    if tag.attr("use-window-font-color").as_deref() == Some("true") {
        look.color = Some(None);
    }
    let color = tag.attr("color").map(|color| hexadecimal(&color));
    look.color = color.or(look.color);
    look.ground = ground(tag).or(look.ground);
}

/// What `background-color` says is behind letters.
fn ground(tag: &Tag<'_>) -> Option<Ground> {
    let color = tag.attr("background-color")?;
    Some(hexadecimal(&color).map_or(Ground::Around, Ground::Color))
}

fn is_bold(weight: &str) -> bool {
    weight == "bold" || weight.parse::<u32>().is_ok_and(|weight| weight >= 600)
}

/// `super 58%` or a height above the line in percent.
pub(in crate::read) fn is_raised(position: &str) -> bool {
    let first = position.split(' ').next().unwrap_or_default();
    first == "super"
        || first
            .trim_end_matches('%')
            .parse::<f32>()
            .is_ok_and(|height| height > 0.0)
}

/// A length in points.
pub(in crate::read) fn points(length: &str) -> Option<f32> {
    let (number, unit) = length
        .trim()
        .split_at_checked(length.trim().find(|c: char| c.is_ascii_alphabetic())?)?;
    let size = match unit {
        "pt" => 1.0,
        "in" => 72.0,
        "cm" => 72.0 / 2.54,
        "mm" => 72.0 / 25.4,
        "pc" => 12.0,
        "px" => 0.75,
        _ => return None,
    };
    number
        .parse::<f32>()
        .ok()
        .map(|number| (number * size).clamp(-5000.0, 5000.0))
}

#[cfg(test)]
mod tests {
    use super::points;

    #[test]
    fn lengths_of_every_unit() {
        assert_eq!(points("1in"), Some(72.0));
        assert_eq!(points("2.54cm"), Some(72.0));
        assert_eq!(points("12pt"), Some(12.0));
        assert_eq!(points("100%"), None);
        assert_eq!(points("1em"), None);
    }
}
