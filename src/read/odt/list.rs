//! List numbers of an ODT: what the lists look like, and counting.

use crate::read::word::number_format::format;
use crate::read::xml::Tag;
use std::collections::BTreeMap;

/// Levels of a list.
const LEVELS: usize = 10;

/// One level of a list.
#[derive(Clone, Debug, Default)]
struct Level {
    /// The number format in Word's words; empty: no number.
    format: String,
    prefix: String,
    suffix: String,
    start: i64,
    /// How many levels are printed.
    shown: usize,
    /// `%1%.%2%.`: how newer writers say all of this.
    pattern: Option<String>,
    bullet: Option<String>,
    tight: bool,
}

type Levels = [Option<Level>; LEVELS];
type Counts = [Option<i64>; LEVELS];

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
        let level = Level {
            format: word_format(
                &own("num-format"),
                tag.attr("num-letter-sync").as_deref() == Some("true"),
            ),
            prefix: own("num-prefix"),
            suffix: own("num-suffix"),
            start: tag.number("start-value").unwrap_or(1),
            shown: tag
                .number("display-levels")
                .unwrap_or(1)
                .clamp(1, LEVELS as i64) as usize,
            pattern: tag
                .attr("num-list-format")
                .map(std::borrow::Cow::into_owned),
            bullet,
            tight: false,
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
        self.styles.get_mut(name)?.get_mut(*at)?.as_mut()
    }

    /// A list opens. One inside another goes on with its style and counts.
    pub fn open(&mut self, tag: &Tag<'_>) {
        let style = tag.attr("style-name").map(std::borrow::Cow::into_owned);
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
        let counts = self.counts.get_mut(counts)?;
        let first = |at: usize| {
            levels
                .get(at)
                .and_then(Option::as_ref)
                .map_or(1, |level| level.start)
        };
        let here = counts.get_mut(level)?;
        *here = start
            .or(here.map(|count| count.saturating_add(1)))
            .or(Some(first(level)));
        counts
            .iter_mut()
            .skip(level + 1)
            .for_each(|count| *count = None);
        let number = |at: usize| {
            counts
                .get(at)
                .copied()
                .flatten()
                .unwrap_or_else(|| first(at))
        };
        printed(levels, level, number)
    }
}

/// What is printed before a paragraph.
fn printed(levels: &Levels, at: usize, number: impl Fn(usize) -> i64) -> Option<String> {
    let level = levels.get(at)?.as_ref()?;
    let written = |at: usize| {
        let format_name = levels
            .get(at)
            .and_then(Option::as_ref)
            .map_or("", |level| level.format.as_str());
        if format_name.is_empty() {
            String::new()
        } else {
            format(number(at), format_name).into_owned()
        }
    };
    let mut text = match (&level.bullet, &level.pattern) {
        (Some(bullet), _) => bullet.clone(),
        (None, Some(pattern)) => by_pattern(pattern, &written),
        (None, None) => {
            let first = (at + 1).saturating_sub(level.shown);
            let numbers: Vec<String> = (first..=at)
                .map(&written)
                .filter(|n| !n.is_empty())
                .collect();
            format!("{}{}{}", level.prefix, numbers.join("."), level.suffix)
        }
    };
    if !text.is_empty() && !level.tight {
        text.push(' ');
    }
    Some(text).filter(|text| !text.trim().is_empty())
}

/// Puts numbers in for `%1%`, `%2%` …
fn by_pattern(pattern: &str, written: &impl Fn(usize) -> String) -> String {
    let mut out = String::new();
    for (at, part) in pattern.split('%').enumerate() {
        match part
            .parse::<usize>()
            .ok()
            .filter(|level| at % 2 == 1 && *level > 0)
        {
            Some(level) => out.push_str(&written(level - 1)),
            None => out.push_str(part),
        }
    }
    out
}

/// The name Word has for a number format.
fn word_format(format: &str, repeated_letters: bool) -> String {
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
    .to_owned()
}
