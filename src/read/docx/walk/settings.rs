//! Settings: what stands in `…Pr` elements.

use super::{Scope, Walk};
use crate::read::docx::paragraph::Settings;
use crate::read::docx::styles::{set_paragraph, set_run};
use crate::read::word::builder::OpenParagraph;
use crate::read::word::props::ParagraphProps;
use crate::read::xml::Tag;

impl<'d> Walk<'d> {
    pub(super) fn paragraph_setting(&mut self, tag: &Tag<'_>) -> Option<Scope> {
        let paragraph = &mut self.builder.paragraph()?.format;
        match tag.name() {
            "rPr" => return Some(Scope::MarkProps),
            "sectPr" | "tabs" => return None,
            name if name.ends_with("Change") => return None,
            "pStyle" => {
                let name = tag.val();
                paragraph.style = name.as_ref().and_then(|name| self.styles.get(name));
                if paragraph.style.is_none() {
                    paragraph.undefined_style = name.map(std::borrow::Cow::into_owned);
                }
            }
            _ => set_paragraph(&mut paragraph.own, tag),
        }
        Some(Scope::ParagraphProps)
    }

    pub(super) fn mark_setting(&mut self, tag: &Tag<'_>) -> Option<Scope> {
        let paragraph = &mut self.builder.paragraph()?.format;
        match tag.name() {
            "del" | "moveFrom" => {
                paragraph.joined = true;
                self.builder.revisions.deletions += 1;
            }
            "ins" | "moveTo" => self.builder.revisions.insertions += 1,
            "vanish" => paragraph.joined |= tag.on(),
            name if name.ends_with("Change") => return None,
            _ => {}
        }
        Some(Scope::MarkProps)
    }

    pub(super) fn run_setting(&mut self, tag: &Tag<'_>) -> Option<Scope> {
        let paragraph = &mut self.builder.paragraph()?.format;
        match tag.name() {
            "rStyle" => paragraph.run_style = tag.val().and_then(|name| self.styles.get(&name)),
            name if name.ends_with("Change") => return None,
            _ => set_run(&mut paragraph.run, tag, self.fonts),
        }
        Some(Scope::RunProps)
    }

    pub(super) fn control_setting(&mut self, tag: &Tag<'_>) -> Option<Scope> {
        if tag.name() == "showingPlcHdr" && tag.on() {
            self.prompt_ahead = true;
        }
        None
    }

    /// All settings of a paragraph that ends, after its number, if it has one, was put before it.
    pub(super) fn number(&mut self, open: &mut OpenParagraph<Settings<'d>>) -> ParagraphProps {
        let props = open.format.props(self.styles);
        let lost = open.format.joined;
        let Some(list) = props
            .list
            .filter(|list| *list != 0 && !lost && self.builder.is_printed())
        else {
            return props;
        };
        let Some(design) = self
            .numbering
            .design(list, |style| self.styles.get(style)?.paragraph.list)
        else {
            return props;
        };
        let level = self
            .level(&open.format, design)
            .or(props.level)
            .unwrap_or(0);
        if let Some(label) = self.counters.next(self.numbering, list, design, level) {
            self.put_number(open, label);
        }
        let of_level = self
            .numbering
            .level(list, design, level)
            .map(|level| level.paragraph);
        open.format.own.or(of_level.unwrap_or_default()).or(props)
    }

    /// The level a paragraph's style stands on, unless the paragraph itself says one.
    fn level(&self, paragraph: &Settings<'_>, design: i64) -> Option<usize> {
        let defined = paragraph.style.map(|style| style.id.as_str());
        let style = defined.or(paragraph.undefined_style.as_deref());
        let of_style = || self.numbering.level_of_style(design, style?);
        paragraph.own.level.or_else(of_style)
    }
}
