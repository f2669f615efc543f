//! styles.xml: what a paragraph or a run inherits.

use super::table_style::TableStyles;
use crate::model::Error;
use crate::read::word::fonts::Fonts;
use crate::read::word::props::{ParagraphProps, RunProps};
use crate::read::word::raw::FontId;
use crate::read::word::sight::{Ground, by_name, hexadecimal};
use crate::read::xml::{Event, Tag, Xml};
use std::collections::BTreeMap;

/// Longest chain of styles based on styles that is followed.
pub(super) const CHAIN: usize = 32;

/// Takes in one setting out of `rPr`.
pub(super) fn set_run(run: &mut RunProps, tag: &Tag<'_>, fonts: &mut Fonts) {
    match tag.name() {
        "rFonts" => run.font = font(tag, fonts).or(run.font),
        "b" => run.bold = Some(tag.on()),
        "i" => run.italic = Some(tag.on()),
        "vanish" | "specVanish" => run.hidden = Some(tag.on()),
        "strike" => run.look.struck = Some(tag.on()),
        "dstrike" => run.look.double_struck = Some(tag.on()),
        "sz" => run.look.size = tag.number("val").map(|halves| halves as f32 / 2.0),
        "color" => run.look.color = Some(tag.val().and_then(|code| hexadecimal(&code))),
        "shd" => run.look.ground = Some(shading(tag)),
        "highlight" => {
            let color = tag.val().and_then(|name| by_name(&name));
            run.look.highlight = Some(color.map_or(Ground::Around, Ground::Color));
        }
        "position" if tag.number("val").is_some_and(|halves| halves > 0) => {
            run.superscript = Some(true);
        }
        "vertAlign" => run.superscript = Some(tag.val().as_deref() == Some("superscript")),
        _ => {}
    }
}

/// What a shading puts behind letters.
pub(super) fn shading(tag: &Tag<'_>) -> Ground {
    let color = match tag.val().as_deref() {
        Some("clear" | "nil") | None => tag.attr("fill"),
        Some("solid") => tag.attr("color"),
        Some(_) => return Ground::Unknown,
    };
    let color = color.and_then(|code| hexadecimal(&code));
    color.map_or(Ground::Around, Ground::Color)
}

/// The font of an `rFonts`: the one for letters beyond ASCII counts, as those are what a legacy
/// encoding changes. `None` where only a theme is named.
fn font(tag: &Tag<'_>, fonts: &mut Fonts) -> Option<FontId> {
    let name = ["hAnsi", "ascii", "cs"]
        .iter()
        .find_map(|key| tag.attr(key).filter(|n| !n.is_empty()))?;
    fonts.id(&name)
}

/// Takes in one setting out of `pPr` (or out of `numPr` inside it).
pub(super) fn set_paragraph(props: &mut ParagraphProps, tag: &Tag<'_>) {
    match tag.name() {
        "jc" => props.centered = Some(tag.val().as_deref() == Some("center")),
        "ind" => {
            let left = tag.number("left").or_else(|| tag.number("start"));
            props.left = left.or(props.left);
            let hanging = tag.number("hanging").map(i64::saturating_neg);
            let first = hanging.or_else(|| tag.number("firstLine"));
            props.first = first.or(props.first);
        }
        "shd" => props.ground = Some(shading(tag)),
        "numId" => props.list = tag.number("val"),
        "ilvl" => props.level = tag.number("val").map(|n| n.clamp(0, 8) as usize),
        _ => {}
    }
}

/// One style, its ancestors' settings already in it.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Style {
    pub id: String,
    pub run: RunProps,
    pub paragraph: ParagraphProps,
    based_on: Option<String>,
}

/// All styles.
#[derive(Debug, Default)]
pub(super) struct Styles {
    by_id: BTreeMap<String, Style>,
    /// The paragraph style of paragraphs that name none.
    normal: Option<String>,
    /// The same with all it inherits.
    normal_style: Option<Style>,
    defaults: Style,
    pub tables: TableStyles,
}

impl Styles {
    /// Reads styles.xml.
    pub fn read(mut xml: Xml<'_>, fonts: &mut Fonts) -> Result<Styles, Error> {
        let mut styles = Styles::default();
        let mut current: Option<Style> = None;
        let mut depth = 0_usize;
        let mut of_table = false;
        while let Some(event) = xml.next()? {
            if matches!(&event, Event::Start(tag) if skipped(tag.name(), of_table)) {
                drop(event);
                xml.skip()?;
                continue;
            }
            match event {
                Event::Start(tag) if of_table || is_of_tables(&tag) => {
                    depth += 1;
                    of_table = true;
                    styles.tables.take(&tag);
                }
                Event::Start(tag) => {
                    depth += 1;
                    if tag.name() == "style" {
                        current = Some(styles.open(&tag));
                    } else {
                        let style = current.as_mut().unwrap_or(&mut styles.defaults);
                        style.set(&tag, fonts);
                    }
                }
                Event::End => {
                    depth = depth.saturating_sub(1);
                    if depth == 1 {
                        if std::mem::take(&mut of_table) {
                            styles.tables.close();
                        }
                        let style = current.take();
                        styles
                            .by_id
                            .extend(style.map(|style| (style.id.clone(), style)));
                    }
                }
                Event::Text(_) => {}
            }
        }
        styles.inherit();
        Ok(styles)
    }

    fn open(&mut self, tag: &Tag<'_>) -> Style {
        let id = tag.attr("styleId").unwrap_or_default().into_owned();
        let default = matches!(tag.attr("default").as_deref(), Some("1" | "true" | "on"));
        if default && tag.attr("type").as_deref() == Some("paragraph") {
            self.normal = Some(id.clone());
        }
        Style {
            id,
            ..Style::default()
        }
    }

    /// Gives each style what its ancestors say.
    fn inherit(&mut self) {
        let full: Vec<Style> = self
            .by_id
            .values()
            .map(|style| self.with_ancestors(style))
            .collect();
        for (style, full) in self.by_id.values_mut().zip(full) {
            *style = full;
        }
        self.normal_style = self.normal.as_ref().and_then(|id| self.get(id)).cloned();
    }

    fn with_ancestors(&self, style: &Style) -> Style {
        let mut full = style.clone();
        for _ in 0..CHAIN {
            let Some(base) = full.based_on.as_ref().and_then(|id| self.by_id.get(id)) else {
                break;
            };
            full.run = full.run.or(base.run);
            full.paragraph = full.paragraph.or(base.paragraph);
            full.based_on.clone_from(&base.based_on);
        }
        full
    }

    /// A style by its id.
    pub fn get(&self, id: &str) -> Option<&Style> {
        self.by_id.get(id)
    }

    /// The style of paragraphs that name none, or none that is defined.
    pub fn normal(&self) -> Option<&Style> {
        self.normal_style.as_ref()
    }

    /// What every run starts from.
    pub fn run_defaults(&self) -> RunProps {
        self.defaults.run
    }
}

impl Style {
    fn set(&mut self, tag: &Tag<'_>, fonts: &mut Fonts) {
        if tag.name() == "basedOn" {
            self.based_on = tag.val().map(std::borrow::Cow::into_owned);
        }
        set_run(&mut self.run, tag, fonts);
        set_paragraph(&mut self.paragraph, tag);
    }
}

/// Styles of tables are most of the styles in a file made from Word's template, and all that matters of them
/// is what they put behind the text.
fn is_of_tables(tag: &Tag<'_>) -> bool {
    tag.name() == "style" && tag.attr("type").as_deref() == Some("table")
}

/// Parts of styles.xml that say nothing about runs and paragraphs as such, and in a style of tables nothing about
/// what is behind its cells; and how things were before a tracked change.
fn skipped(name: &str, of_table: bool) -> bool {
    let aside = match of_table {
        true => matches!(
            name,
            "rPr" | "pPr" | "trPr" | "tblBorders" | "tcBorders" | "tblCellMar" | "tcMar"
        ),
        false => matches!(
            name,
            "tblStylePr" | "latentStyles" | "tblPr" | "trPr" | "tcPr"
        ),
    };
    aside || name.ends_with("Change")
}
