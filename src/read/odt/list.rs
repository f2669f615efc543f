//! List numbers of an ODT: what the lists look like, and counting.

use crate::read::word::list::{Counts, LEVELS, LabelPart, Level};
use crate::read::xml::Tag;
use std::borrow::Cow;
use std::collections::BTreeMap;

/// One level of a list: what all formats have, and what only becomes a label beside the other levels.
#[derive(Clone, Debug, Default)]
struct OdtLevel {
    level: Level,
    prefix: String,
    suffix: String,
    /// How many levels are printed; 0 where the label is known.
    shown: usize,
}

type Levels = [Option<OdtLevel>; LEVELS];

/// All lists and how far each has counted.
#[derive(Debug, Default)]
pub(super) struct Lists {
    styles: BTreeMap<String, Levels>,
    open_style: Option<(String, usize)>,
    /// The lists that are open, the innermost last.
    open: Vec<Open>,
    counts: Vec<Counts>,
    /// The last list of a style, and lists by their id.
    last: BTreeMap<String, usize>,
    ids: BTreeMap<String, usize>,
}

/// A list that is open.
#[derive(Clone, Debug, Default)]
struct Open {
    style: String,
    counts: usize,
    /// Its item that is open has not been numbered yet.
    ahead: bool,
    start: Option<i64>,
}

/// The outline of headings is a list of its own.
const OUTLINE: &str = "\u{0}outline";

impl Lists {
    /// Takes in one element among the styles.
    pub fn take(&mut self, tag: &Tag<'_>) {
        match tag.name() {
            "list-style" => self.style(tag.attr("name").unwrap_or_default().into_owned()),
            "outline-style" => self.style(OUTLINE.to_owned()),
            "list-level-style-number" | "outline-level-style" => self.level(tag, None),
            "list-level-style-bullet" => {
                self.level(
                    tag,
                    Some(tag.attr("bullet-char").unwrap_or_default().into_owned()),
                );
            }
            "list-level-label-alignment" => {
                let tight = tag.attr("label-followed-by").as_deref() == Some("nothing");
                self.level_mut()
                    .into_iter()
                    .for_each(|level| level.tight = tight);
            }
            _ => {}
        }
    }

    fn style(&mut self, name: String) {
        self.styles.insert(name.clone(), Levels::default());
        self.open_style = Some((name, 0));
    }

    fn level(&mut self, tag: &Tag<'_>, bullet: Option<String>) {
        let own = |key| tag.attr(key).unwrap_or_default().into_owned();
        let repeated_letters = tag.attr("num-letter-sync").as_deref() == Some("true");
        let label = match (bullet, tag.attr("num-list-format")) {
            (Some(bullet), _) => Some(vec![LabelPart::Text(bullet)]),
            (None, pattern) => pattern.map(|pattern| by_pattern(&pattern)),
        };
        let shown = tag.number("display-levels").unwrap_or(1);
        let level = OdtLevel {
            prefix: own("num-prefix"),
            suffix: own("num-suffix"),
            shown: match label {
                Some(_) => 0,
                None => shown.clamp(1, LEVELS as i64) as usize,
            },
            level: Level {
                start: tag.number("start-value"),
                format: word_format(&own("num-format"), repeated_letters).to_owned(),
                label: label.unwrap_or_default(),
                ..Level::default()
            },
        };
        let at = tag.number("level").unwrap_or(1).clamp(1, LEVELS as i64) as usize - 1;
        if let Some((_, open)) = &mut self.open_style {
            *open = at;
        }
        let Some((name, _)) = &self.open_style else {
            return;
        };
        let slot = self
            .styles
            .get_mut(name)
            .and_then(|levels| levels.get_mut(at));
        slot.into_iter()
            .for_each(|slot| *slot = Some(level.clone()));
    }

    fn level_mut(&mut self) -> Option<&mut Level> {
        let (name, at) = self.open_style.as_ref()?;
        let slot = self.styles.get_mut(name)?.get_mut(*at)?.as_mut()?;
        Some(&mut slot.level)
    }

    /// A list opens. One inside another goes on with its style and counts.
    pub fn open(&mut self, tag: &Tag<'_>) {
        let style = tag.attr("style-name").map(Cow::into_owned);
        let around = self.open.last().cloned();
        let style = style
            .or_else(|| around.as_ref().map(|list| list.style.clone()))
            .unwrap_or_default();
        let named = tag
            .attr("continue-list")
            .and_then(|id| self.ids.get(&*id))
            .copied();
        let on = tag.attr("continue-numbering").as_deref() == Some("true");
        let same = || self.last.get(&style).copied().filter(|_| on);
        let counts = around
            .map(|list| list.counts)
            .or(named)
            .or_else(same)
            .unwrap_or_else(|| self.fresh());
        self.last.insert(style.clone(), counts);
        if let Some(id) = tag.attr("id") {
            self.ids.insert(id.into_owned(), counts);
        }
        self.open.push(Open {
            style,
            counts,
            ..Open::default()
        });
    }

    fn fresh(&mut self) -> usize {
        self.counts.push(Counts::default());
        self.counts.len() - 1
    }

    /// An item opens: its first paragraph gets the number.
    pub fn item(&mut self, tag: &Tag<'_>, numbered: bool) {
        if let Some(list) = self.open.last_mut() {
            list.ahead = numbered;
            list.start = tag.number("start-value");
        }
    }

    /// A list closes.
    pub fn close(&mut self) {
        self.open.pop();
    }

    /// The number of the paragraph that opens now: one in a list, as printed.
    pub fn number(&mut self) -> Option<String> {
        let level = self.open.len().checked_sub(1)?.min(LEVELS - 1);
        let list = self.open.last_mut()?;
        if !std::mem::take(&mut list.ahead) {
            return None;
        }
        let (style, counts, start) = (list.style.clone(), list.counts, list.start.take());
        self.count(&style, counts, level, start)
    }

    /// The number of a heading that stands in no list.
    pub fn heading(&mut self, level: i64, tag: &Tag<'_>) -> Option<String> {
        if !self.open.is_empty() || tag.attr("is-list-header").as_deref() == Some("true") {
            return None;
        }
        let level = level.clamp(1, LEVELS as i64) as usize - 1;
        let counts = self
            .last
            .get(OUTLINE)
            .copied()
            .unwrap_or_else(|| self.fresh());
        self.last.insert(OUTLINE.to_owned(), counts);
        let restart = tag.attr("restart-numbering").as_deref() == Some("true");
        let start = tag.number("start-value").filter(|_| restart);
        self.count(OUTLINE, counts, level, start)
    }

    fn count(
        &mut self,
        style: &str,
        counts: usize,
        level: usize,
        start: Option<i64>,
    ) -> Option<String> {
        let levels = self.styles.get(style)?;
        let of = |at: usize| levels.get(at).and_then(Option::as_ref);
        let first = |at: usize| of(at).and_then(|own| own.level.start).unwrap_or(1);
        let counts = self.counts.get_mut(counts)?;
        let numbers = counts.count(level, start, first, |at| at)?;
        let format_of = |at: usize| match of(at).map(|own| own.level.format.as_str()) {
            None | Some("") => "none",
            Some(format) => format,
        };
        let text = labelled(levels, level)?.printed(&numbers, format_of);
        Some(text).filter(|text| !text.trim().is_empty())
    }
}

/// A level with its label: where it is put together from the levels above, those without a number are left
/// out.
fn labelled(levels: &Levels, at: usize) -> Option<Cow<'_, Level>> {
    let own = levels.get(at)?.as_ref()?;
    if own.shown == 0 {
        return Some(Cow::Borrowed(&own.level));
    }
    let has_number = |at: &usize| {
        let level = levels.get(*at).and_then(Option::as_ref);
        level.is_some_and(|own| !own.level.format.is_empty())
    };
    let mut label = vec![LabelPart::Text(own.prefix.clone())];
    for (place, at) in ((at + 1).saturating_sub(own.shown)..=at)
        .filter(has_number)
        .enumerate()
    {
        if place > 0 {
            label.push(LabelPart::Text(".".to_owned()));
        }
        label.push(LabelPart::Number(at));
    }
    label.push(LabelPart::Text(own.suffix.clone()));
    Some(Cow::Owned(Level {
        label,
        ..own.level.clone()
    }))
}

/// `%1%.%2%.` taken apart.
fn by_pattern(pattern: &str) -> Vec<LabelPart> {
    let part = |(at, part): (usize, &str)| match part.parse::<usize>() {
        Ok(level) if at % 2 == 1 && level > 0 => LabelPart::Number(level - 1),
        _ => LabelPart::Text(part.to_owned()),
    };
    pattern.split('%').enumerate().map(part).collect()
}

/// The name Word has for a number format.
fn word_format(format: &str, repeated_letters: bool) -> &'static str {
    match format {
        "1" => "decimal",
        "i" => "lowerRoman",
        "I" => "upperRoman",
        "a" if repeated_letters => "lowerLetter",
        "A" if repeated_letters => "upperLetter",
        "a" => "lowerLetters",
        "A" => "upperLetters",
        "" => "",
        _ => "decimal",
    }
}
