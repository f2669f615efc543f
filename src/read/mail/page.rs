//! The page in a mail or a web archive: one text, or several that a frame set shows.

use crate::read::html;

/// Sheets that a workbook saved as a page keeps from view are said to be so in its main part.
const HIDDEN: [&str; 2] = ["sheethidden", "sheetveryhidden"];
const WORKSHEET: &str = "<x:excelworksheet>";

/// A text in it.
#[derive(Clone, Debug, Default)]
pub(super) struct Text {
    /// Where it says it stands, or its id.
    pub location: String,
    pub text: String,
}

/// The texts that make the page.
#[derive(Debug, Default)]
pub(super) struct Page {
    pub subject: String,
    /// It is a saved page, not a message.
    pub archived: bool,
    /// The main text first.
    pub texts: Vec<Text>,
    /// What it says without a page.
    pub plain: Option<String>,
    pub styles: Vec<String>,
}

impl Page {
    /// All of it as one page, its styles first. Of a frame set the frames are read, in the order they are named.
    pub fn html(&self) -> String {
        let Some(main) = self.texts.first() else {
            return String::new();
        };
        let mut page = String::new();
        for style in &self.styles {
            page.push_str(&format!("<style>{style}</style>\n"));
        }
        let frames = frames(&main.text, &self.texts[1..]);
        if frames.is_empty() {
            page.push_str(&main.text);
        }
        for text in frames {
            page.push('\n');
            page.push_str(&text.text);
        }
        page
    }

    /// The names of a workbook's sheets that are kept from view.
    pub fn hidden(&self) -> Vec<String> {
        let main = self.texts.first().map_or("", |main| main.text.as_str());
        let named = |part: &str| {
            let (own, name) = (part.to_ascii_lowercase(), between(part, "<x:name>")?);
            let hidden = HIDDEN.iter().any(|mark| own.contains(mark));
            hidden.then(|| html::resolved(name))
        };
        worksheets(main).filter_map(named).collect()
    }
}

/// What the main part of a workbook says of each sheet.
fn worksheets(main: &str) -> impl Iterator<Item = &str> {
    let lower = main.to_ascii_lowercase();
    let starts: Vec<usize> = lower.match_indices(WORKSHEET).map(|(at, _)| at).collect();
    let ends = starts.clone().into_iter().skip(1).chain([main.len()]);
    let ends: Vec<usize> = ends.collect();
    starts
        .into_iter()
        .zip(ends)
        .filter_map(|(start, end)| main.get(start..end))
}

/// What stands between a tag and the next, whatever the case of its letters.
fn between<'t>(text: &'t str, tag: &str) -> Option<&'t str> {
    let start = text.to_ascii_lowercase().find(tag)? + tag.len();
    text.get(start..)?.split('<').next()
}

/// The texts that the main one shows in frames; for a workbook those of its sheets that are shown.
fn frames<'t>(main: &str, others: &'t [Text]) -> Vec<&'t Text> {
    let lower = main.to_ascii_lowercase();
    if !lower.contains("<frameset") && !lower.contains("<iframe") {
        return Vec::new();
    }
    let sheets = sheets(&lower);
    let names: Vec<String> = if sheets.is_empty() {
        let sources = lower
            .match_indices("<frame ")
            .chain(lower.match_indices("<iframe "));
        sources
            .filter_map(|(at, _)| attribute(&lower[at..], "src"))
            .collect()
    } else {
        sheets
    };
    let file = |location: &str| {
        let file = location.rsplit(['/', '\\', ':']).next().unwrap_or_default();
        file.to_ascii_lowercase()
    };
    let named = names.iter().filter_map(|name| {
        let wanted = file(name);
        others.iter().find(|text| file(&text.location) == wanted)
    });
    named.collect()
}

/// The files of a workbook's sheets, in their order, but for those kept from view.
fn sheets(lower: &str) -> Vec<String> {
    let one = |part: &str| {
        let hidden = HIDDEN.iter().any(|mark| part.contains(mark));
        attribute(part, "href").filter(|_| !hidden)
    };
    worksheets(lower).filter_map(one).collect()
}

/// The value of an attribute that follows.
fn attribute(text: &str, name: &str) -> Option<String> {
    let tag = text.split('>').find(|tag| tag.contains(name))?;
    let (_, after) = tag.split_once(&format!("{name}="))?;
    let value = match after.chars().next()? {
        quote @ ('"' | '\'') => after[1..].split(quote).next()?,
        _ => after.split([' ', '>', '\n', '\r']).next()?,
    };
    let value = value.trim_start_matches("cid:");
    Some(html::resolved(value))
}
