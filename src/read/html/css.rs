//! What style sheets say of an element, as far as it decides whether the eye sees its text.

use super::lex::attribute;
use crate::read::word::sight::{Color, Ground, hexadecimal, is_speck};

/// Most rules of a page that are kept.
const MAX_RULES: usize = 4096;

/// Names of colours that people write by name.
const NAMES: [(&str, Color); 17] = [
    ("white", [255, 255, 255]),
    ("black", [0, 0, 0]),
    ("silver", [192, 192, 192]),
    ("gray", [128, 128, 128]),
    ("grey", [128, 128, 128]),
    ("maroon", [128, 0, 0]),
    ("red", [255, 0, 0]),
    ("purple", [128, 0, 128]),
    ("fuchsia", [255, 0, 255]),
    ("green", [0, 128, 0]),
    ("lime", [0, 255, 0]),
    ("olive", [128, 128, 0]),
    ("yellow", [255, 255, 0]),
    ("navy", [0, 0, 128]),
    ("blue", [0, 0, 255]),
    ("teal", [0, 128, 128]),
    ("aqua", [0, 255, 255]),
];

/// An element as selectors see it.
#[derive(Clone, Debug, Default)]
pub(super) struct Element {
    pub name: String,
    id: Option<String>,
    classes: Vec<String>,
    attributes: String,
}

impl Element {
    pub fn new(name: &str, attributes: &str) -> Element {
        let classes = attribute(attributes, "class").unwrap_or_default();
        Element {
            name: name.to_owned(),
            id: attribute(attributes, "id"),
            classes: classes.split_whitespace().map(str::to_owned).collect(),
            attributes: attributes.to_owned(),
        }
    }
}

/// `td.so#a`: what one element must be.
#[derive(Clone, Debug, Default)]
struct Compound {
    name: Option<String>,
    id: Option<String>,
    classes: Vec<String>,
    /// By name, with a value where it has to be that one.
    attributes: Vec<(String, Option<String>)>,
}

impl Compound {
    /// `None` for what only a browser can tell: `:hover`.
    fn read(text: &str) -> Option<Compound> {
        let is_name = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_');
        let mut compound = Compound::default();
        let mut rest = text;
        while let Some(first) = rest.chars().next() {
            if let Some(inner) = rest.strip_prefix('[') {
                let (inner, tail) = inner.split_once(']')?;
                compound.attributes.push(wanted(inner)?);
                rest = tail;
                continue;
            }
            let (kind, after) = match first {
                '.' | '#' | '*' => (first, &rest[1..]),
                c if is_name(c) => (' ', rest),
                _ => return None,
            };
            let end = after.find(|c| !is_name(c)).unwrap_or(after.len());
            let (name, tail) = after.split_at(end);
            match kind {
                '.' => compound.classes.push(name.to_owned()),
                '#' => compound.id = Some(name.to_owned()),
                ' ' => compound.name = Some(name.to_ascii_lowercase()),
                _ => {}
            }
            rest = tail;
        }
        Some(compound)
    }

    fn fits(&self, element: &Element) -> bool {
        self.name.as_ref().is_none_or(|name| *name == element.name)
            && self.id.is_none() | (self.id == element.id)
            && self
                .classes
                .iter()
                .all(|class| element.classes.contains(class))
            && self.attributes.iter().all(|(name, wanted)| {
                let found = attribute(&element.attributes, name);
                found.is_some_and(|found| wanted.as_ref().is_none_or(|value| *value == found))
            })
    }

    fn weight(&self) -> u32 {
        let id = u32::from(self.id.is_some());
        let classes = (self.classes.len() + self.attributes.len()) as u32;
        10_000 * id + 100 * classes + u32::from(self.name.is_some())
    }
}

/// `name` or `name="value"`; `None` for attributes that only have to begin with a value, and the like.
fn wanted(inner: &str) -> Option<(String, Option<String>)> {
    let (name, value) = match inner.split_once('=') {
        Some((name, value)) => (
            name,
            Some(value.trim().trim_matches(['"', '\'']).to_owned()),
        ),
        None => (inner, None),
    };
    let name = name.trim().to_ascii_lowercase();
    let is_name = name
        .chars()
        .all(|c| c.is_alphanumeric() || matches!(c, '-' | '_'));
    is_name.then_some((name, value))
}

/// A selector and what it sets.
#[derive(Clone, Debug)]
struct Rule {
    /// From the outermost element to the one that is meant.
    path: Vec<Compound>,
    weight: u32,
    sets: String,
    /// It is for what is printed before the element's content, or after it.
    beside: Option<Beside>,
}

/// Where a style sheet adds words to an element.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Beside {
    Before,
    After,
}

/// The style sheets of a page.
#[derive(Debug, Default)]
pub(super) struct Sheet {
    rules: Vec<Rule>,
}

impl Sheet {
    /// Takes in the content of a `style` element. Rules for printers, small screens and the like are passed
    /// over, and so is every selector that cannot be followed.
    pub fn add(&mut self, css: &str) {
        let css = without_comments(css);
        let mut rest = css.as_str();
        while let Some((selectors, after)) = rest.split_once('{') {
            let end = block_end(after);
            let (sets, tail) = after.split_at_checked(end).unwrap_or((after, ""));
            rest = tail.strip_prefix('}').unwrap_or("");
            let selectors = selectors.rsplit(';').next().unwrap_or(selectors).trim();
            if selectors.starts_with('@') {
                continue;
            }
            for selector in selectors.split(',') {
                self.add_rule(selector, sets);
            }
        }
        // Of rules of one weight the later counts.
        self.rules.sort_by_key(|rule| rule.weight);
    }

    fn add_rule(&mut self, selector: &str, sets: &str) {
        let (selector, beside) = without_beside(selector);
        let path: Option<Vec<Compound>> = selector
            .replace('>', " > ")
            .split_whitespace()
            .filter(|part| *part != ">")
            .map(Compound::read)
            .collect();
        let Some(path) = path.filter(|path| !path.is_empty()) else {
            return;
        };
        if self.rules.len() < MAX_RULES {
            self.rules.push(Rule {
                weight: path.iter().map(Compound::weight).sum(),
                path,
                // The words of `content` keep their case.
                sets: if beside.is_some() {
                    sets.to_owned()
                } else {
                    plain(sets)
                },
                beside,
            });
        }
    }

    /// What the rules that fit an element set, the weightiest last. `around` are the elements it stands in,
    /// the innermost last.
    pub fn sets<'s>(
        &'s self,
        element: &Element,
        around: impl DoubleEndedIterator<Item = &'s Element> + Clone,
    ) -> Vec<&'s str> {
        self.sets_of(None, element, around)
    }

    /// The words that the rules print before an element's content or after it.
    pub fn words<'s>(
        &'s self,
        beside: Beside,
        element: &Element,
        around: impl DoubleEndedIterator<Item = &'s Element> + Clone,
    ) -> Option<String> {
        let rules = self.sets_of(Some(beside), element, around);
        let declared = |sets: &&str| {
            sets.split(';').rev().find_map(|set| {
                let (name, value) = set.split_once(':')?;
                let is_content = name.trim().eq_ignore_ascii_case("content");
                is_content.then(|| generated(value.trim(), element))
            })
        };
        let mut shown = Shown::default();
        rules.iter().for_each(|sets| shown.take(&plain(sets)));
        let words = rules.iter().rev().find_map(declared)?;
        (!words.is_empty() && !shown.gone && !shown.is_unseen()).then_some(words)
    }

    fn sets_of<'s>(
        &'s self,
        beside: Option<Beside>,
        element: &Element,
        around: impl DoubleEndedIterator<Item = &'s Element> + Clone,
    ) -> Vec<&'s str> {
        let fits = |rule: &&Rule| {
            let Some((last, outer)) = rule.path.split_last() else {
                return false;
            };
            let mut around = around.clone().rev();
            rule.beside == beside
                && last.fits(element)
                && outer
                    .iter()
                    .rev()
                    .all(|compound| around.any(|element| compound.fits(element)))
        };
        self.rules
            .iter()
            .filter(fits)
            .map(|rule| &*rule.sets)
            .collect()
    }
}

/// A selector without `::before` or `::after`, and which of them it had.
fn without_beside(selector: &str) -> (&str, Option<Beside>) {
    let selector = selector.trim();
    for (end, beside) in [(":before", Beside::Before), (":after", Beside::After)] {
        if let Some(element) = selector.strip_suffix(end) {
            let element = element.strip_suffix(':').unwrap_or(element);
            return (if element.is_empty() { "*" } else { element }, Some(beside));
        }
    }
    (selector, None)
}

/// What a `content` prints: its strings, and what it takes from attributes.
fn generated(value: &str, element: &Element) -> String {
    let mut out = String::new();
    let mut rest = value;
    while let Some(at) = rest.find(['"', '\'', '(']) {
        let (before, from) = rest.split_at(at);
        let mark = if from.starts_with('(') {
            ")"
        } else {
            from.get(..1).unwrap_or_default()
        };
        let inner = from.get(1..).unwrap_or_default();
        let (inner, after) = inner.split_once(mark).unwrap_or((inner, ""));
        if mark != ")" {
            out.push_str(&unescaped(inner));
        } else if before.trim_end().ends_with("attr") {
            out.extend(attribute(&element.attributes, inner.trim()));
        }
        rest = after;
    }
    out
}

/// `\31` stands for the character of that number in hexadecimal.
fn unescaped(text: &str) -> String {
    let mut parts = text.split('\\');
    let mut out = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let is_digit = |c: &char| c.is_ascii_hexdigit();
        let digits: String = part.chars().take_while(is_digit).take(6).collect();
        let code = u32::from_str_radix(&digits, 16)
            .ok()
            .and_then(char::from_u32);
        out.extend(code);
        let rest = part.get(digits.len()..).unwrap_or_default();
        out.push_str(if code.is_some() {
            rest.strip_prefix(' ').unwrap_or(rest)
        } else {
            rest
        });
    }
    out
}

/// Where a block ends that has begun, with the blocks in it.
fn block_end(css: &str) -> usize {
    let mut depth = 0_usize;
    for (at, byte) in css.bytes().enumerate() {
        match byte {
            b'{' => depth += 1,
            b'}' if depth == 0 => return at,
            b'}' => depth -= 1,
            _ => {}
        }
    }
    css.len()
}

fn without_comments(css: &str) -> String {
    let mut out = String::with_capacity(css.len());
    let mut rest = css;
    while let Some((before, after)) = rest.split_once("/*") {
        out.push_str(before);
        rest = after.split_once("*/").map_or("", |(_, after)| after);
    }
    out.push_str(rest);
    out.replace("<!--", "").replace("-->", "")
}

/// Declarations in lower case, one space between words.
fn plain(sets: &str) -> String {
    let words: Vec<&str> = sets.split_whitespace().collect();
    words.join(" ").to_ascii_lowercase()
}

/// How an element shows its text, by what is set for it and around it.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Shown {
    pub struck: bool,
    /// It takes no room: `display: none`.
    pub gone: bool,
    /// Nothing of what it holds shows, whatever is set there.
    faded: bool,
    invisible: bool,
    speck: bool,
    /// Set above the line, as footnote marks are.
    pub raised: bool,
    /// Of this element alone: what does not fit is cut off, and nothing fits.
    cuts: bool,
    no_room: bool,
    pub color: Option<Color>,
    pub ground: Ground,
}

impl Shown {
    /// What takes no room in a cell is told of like the rest that is not seen there.
    pub fn gone_is_faded(&mut self) {
        self.faded |= std::mem::take(&mut self.gone);
    }

    /// What an element has for itself to begin with, by what is around it.
    pub fn inside(self) -> Shown {
        Shown {
            faded: self.faded || self.cuts && self.no_room,
            cuts: false,
            no_room: false,
            ..self
        }
    }

    pub fn is_unseen(self) -> bool {
        self.faded || self.cuts && self.no_room || self.invisible || self.speck
    }

    /// Takes in declarations.
    pub fn take(&mut self, sets: &str) {
        for set in plain(sets).split(';') {
            if let Some((name, value)) = set.split_once(':') {
                let value = value.trim().trim_end_matches("!important").trim();
                self.set(name.trim(), value);
            }
        }
    }

    fn set(&mut self, name: &str, value: &str) {
        match name {
            "display" => self.gone |= value == "none",
            "mso-hide" => self.gone |= value == "all",
            "visibility" => self.invisible = matches!(value, "hidden" | "collapse"),
            "opacity" => self.faded |= number(value) == Some(0.0),
            "font-size" => self.size(value),
            "font" => self.font(value),
            "vertical-align" => {
                self.raised = value == "super" || number(value).is_some_and(|by| by > 0.0);
            }
            "mso-text-raise" => self.raised = number(value).is_some_and(|by| by > 0.0),
            "overflow" => self.cuts = matches!(value, "hidden" | "clip"),
            "width" | "height" | "max-width" | "max-height" => {
                self.no_room |= number(value) == Some(0.0);
            }
            "transform" => self.faded |= value.starts_with("scale(0)"),
            "text-decoration" | "text-decoration-line" => {
                self.struck |= value.contains("line-through");
            }
            "color" if value == "transparent" => self.invisible = true,
            "color" if value != "inherit" => self.color = color(value),
            "background" | "background-color" => self.ground(value),
            "background-image" if value != "none" => self.ground = Ground::Unknown,
            "clip" => self.faded |= value.replace([',', ' '], "").starts_with("rect(0"),
            "text-indent" | "left" => {
                self.faded |= number(value).is_some_and(|length| length < -900.0);
            }
            _ => {}
        }
    }

    /// The attributes that did this before there were style sheets.
    pub fn take_attributes(&mut self, name: &str, attributes: &str) {
        if let Some(value) = attribute(attributes, "bgcolor") {
            self.ground(&value.to_ascii_lowercase());
        }
        let ink = match name {
            "font" => attribute(attributes, "color"),
            "body" => attribute(attributes, "text"),
            _ => None,
        };
        if let Some(value) = ink {
            self.color = color(&value.to_ascii_lowercase());
        }
        if attribute(attributes, "background").is_some() {
            self.ground = Ground::Unknown;
        }
        self.struck |= matches!(name, "s" | "strike" | "del");
        self.gone |= attribute(attributes, "hidden").is_some()
            || matches!(name, "rt" | "rp" | "annotation" | "annotation-xml")
            || name == "dialog" && attribute(attributes, "open").is_none();
    }

    /// `bold 12pt/1.5 Arial`: of the words, the size is the one with a unit, or nothing at all.
    fn font(&mut self, value: &str) {
        let sizes = value.split(' ').filter_map(|word| word.split('/').next());
        let is_size = |word: &&str| {
            number(word).is_some_and(|size| size == 0.0 || word.ends_with(char::is_alphabetic))
        };
        if let Some(size) = sizes.into_iter().find(is_size) {
            self.size(size);
        }
    }

    fn size(&mut self, value: &str) {
        let points = match value.trim_end_matches(|c: char| c.is_ascii_alphabetic()) {
            length if length.len() < value.len() && value.ends_with("px") => {
                number(length).map(|pixels| pixels * 0.75)
            }
            length if value.ends_with("pt") => number(length),
            length if number(length) == Some(0.0) => Some(0.0),
            // Of the size around it.
            _ if value.ends_with(['%', 'm', 'x', 'r']) && !value.starts_with('x') => return,
            _ => None,
        };
        self.speck = points.is_some_and(is_speck);
    }

    fn ground(&mut self, value: &str) {
        if value.contains("url(") || value.contains("gradient") {
            self.ground = Ground::Unknown;
        } else if value.starts_with("rgba") {
            // What is behind shines through.
            self.ground = Ground::Unknown;
        } else if let Some(color) = color(value).or_else(|| value.split(' ').find_map(color)) {
            self.ground = Ground::Color(color);
        }
    }
}

/// The number a value begins with.
fn number(value: &str) -> Option<f32> {
    let end = value
        .find(|c: char| !c.is_ascii_digit() && !matches!(c, '.' | '-' | '+'))
        .unwrap_or(value.len());
    value[..end].parse().ok()
}

fn color(value: &str) -> Option<Color> {
    if let Some((_, color)) = NAMES.iter().find(|(name, _)| *name == value) {
        return Some(*color);
    }
    if let Some(parts) = value.strip_prefix("rgb(") {
        let mut parts = parts.trim_end_matches(')').split([',', ' ']);
        let mut next = || {
            let part = parts.find(|part| !part.is_empty())?;
            part.parse::<u8>().ok()
        };
        return Some([next()?, next()?, next()?]);
    }
    hexadecimal(value.strip_prefix('#')?)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(css: &str, tag: &str) -> Shown {
        let mut sheet = Sheet::default();
        sheet.add(css);
        let (name, attributes) = tag.split_once(' ').unwrap_or((tag, ""));
        let mut shown = Shown::default();
        let table = Element::new("table", "class=bang");
        for sets in sheet.sets(&Element::new(name, attributes), [&table].into_iter()) {
            shown.take(sets);
        }
        shown.take_attributes(name, attributes);
        shown
    }

    #[test]
    fn words_that_a_sheet_adds_are_known() {
        let words = |css: &str| {
            let mut sheet = Sheet::default();
            sheet.add(css);
            let cell = Element::new("td", "class=so data-so=7");
            sheet.words(Beside::Before, &cell, [].into_iter())
        };
        assert_eq!(
            words(".so::before { content: 'A' \"1\" }"),
            Some("A1".into())
        );
        assert_eq!(
            words(".so:before { color: red; content: attr(data-so) }"),
            Some("7".into())
        );
        assert_eq!(words(r"td::before { content: '\31' }"), Some("1".into()));
        assert_eq!(words(".so::after { content: '1' }"), None);
        assert_eq!(words(".so::before { content: '1'; display: none }"), None);
        assert_eq!(words(".so::before { content: none }"), None);
    }

    #[test]
    fn rules_find_their_elements() {
        let css = "/* a */ @media print { .x { display: none } } <!-- .an, #b i { visibility : HIDDEN }
            td.so{display:none} .bang td { opacity:0 } p:hover { display:none } p { color: #FFF !important } -->";
        assert!(shown(css, "span class='ghi an'").is_unseen());
        assert!(shown(css, "td class=so").gone);
        assert!(shown(css, "td").is_unseen());
        assert!(!shown(css, "th").is_unseen());
        let p = shown(css, "p class=x");
        assert!(!p.gone && !p.is_unseen());
        assert_eq!(p.color, Some([255; 3]));
    }

    #[test]
    fn the_weightier_rule_wins_wherever_it_stands() {
        let css = ".a { background: navy } td { background-color: rgb(255, 255, 255) }";
        assert_eq!(shown(css, "td class=a").ground, Ground::Color([0, 0, 128]));
        assert_eq!(shown(css, "td").ground, Ground::Color([255; 3]));
        let picture = "td { background: #fff url(a.png) }";
        assert_eq!(shown(picture, "td").ground, Ground::Unknown);
    }

    #[test]
    fn rules_find_elements_by_their_attributes_and_their_parents() {
        let css = "td[data-cu='1'] { opacity:0 } .bang>th { opacity:0 } p[lang|=en] { opacity:0 }";
        assert!(shown(css, "td data-cu=1").is_unseen());
        assert!(!shown(css, "td data-cu=2").is_unseen());
        assert!(shown(css, "th").is_unseen());
        assert!(!shown(css, "p lang=en").is_unseen());
    }

    #[test]
    fn boxes_without_room_and_fonts_without_size_hide_their_text() {
        for (sets, unseen) in [
            ("height:0;overflow:hidden", true),
            ("width:0", false),
            ("overflow:hidden", false),
            ("font:0/0 a", true),
            ("font:bold 12pt/1.5 Arial", false),
            ("font:700 small Arial", false),
        ] {
            assert_eq!(
                shown(&format!("b {{ {sets} }}"), "b").is_unseen(),
                unseen,
                "{sets}"
            );
        }
        assert!(shown("b { vertical-align: super }", "b").raised);
        assert!(!shown("b { vertical-align: top }", "b").raised);
    }

    #[test]
    fn sizes_that_leave_nothing_to_see() {
        for (size, unseen) in [
            ("0", true),
            ("0px", true),
            ("1px", true),
            ("1pt", true),
            ("0.0em", true),
            ("0%", true),
            ("8pt", false),
            ("100%", false),
            ("small", false),
            ("1em", false),
            ("1.2rem", false),
        ] {
            let found = shown(&format!("b {{ font-size: {size} }}"), "b");
            assert_eq!(found.is_unseen(), unseen, "{size}");
        }
    }
}
