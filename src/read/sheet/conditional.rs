//! Conditional formats that strike a figure out or hide it.

use super::cell::unseen;
use super::number_format::{hides_numbers, parse};
use super::styles::{Colour, Font};
use super::{Merge, Unshown};
use crate::model::Code;
use crate::read::xml::Tag;
use rust_decimal::Decimal;

/// What a conditional format changes in a cell.
#[derive(Debug, Default)]
pub(super) struct Change {
    font: Font,
    ground: Option<Colour>,
    hides: bool,
}

impl Change {
    /// Takes in an element of the format, by the one around it.
    pub fn take(&mut self, parent: &str, tag: &Tag<'_>) {
        match (parent, tag.name()) {
            ("font", _) => self.font.take(tag),
            // Here the colour of a solid fill is that of its background.
            ("patternFill", "bgColor") => self.ground = Colour::of(tag).or(Some(Colour::pattern())),
            (_, "numFmt") => {
                self.hides = tag
                    .attr("formatCode")
                    .is_some_and(|code| hides_numbers(&code));
            }
            _ => {}
        }
    }

    /// Why a figure in such a cell would not be read, where the format is put on it.
    fn code(&self, font: Option<&Font>, ground: &Colour) -> Option<Code> {
        if self.hides {
            return Some(Code::UnseenText);
        }
        let changed = Font {
            struck: self.font.struck,
            speck: self.font.speck,
            colour: self.font.colour.clone().or_else(|| font?.colour.clone()),
            ..Font::default()
        };
        unseen(&changed, self.ground.as_ref().unwrap_or(ground))
    }
}

/// When a conditional format is put on the cells of some areas.
#[derive(Debug, Default)]
pub(super) struct Rule {
    pub areas: Vec<Merge>,
    kind: String,
    operator: String,
    /// The number of its [`Change`].
    pub change: usize,
    pub formulas: Vec<String>,
}

impl Rule {
    pub fn of(tag: &Tag<'_>, areas: &[Merge]) -> Option<Rule> {
        Some(Rule {
            areas: areas.to_vec(),
            kind: tag.attr("type")?.into_owned(),
            operator: tag.attr("operator").unwrap_or_default().into_owned(),
            change: tag.number("dxfId")?.try_into().ok()?,
            formulas: Vec::new(),
        })
    }

    fn covers(&self, (row, column): (u32, u32)) -> bool {
        let mut areas = self.areas.iter();
        areas.any(|area| area.rows.contains(&row) && area.columns.contains(&column))
    }

    /// Whether it is met by a figure; `None` where only a spreadsheet can tell.
    fn holds(&self, figure: Decimal) -> Option<bool> {
        let constant = |at: usize| parse(self.formulas.get(at)?);
        if self.kind == "expression" {
            return match self.formulas.first()?.trim().to_ascii_uppercase().as_str() {
                "TRUE" | "TRUE()" => Some(true),
                "FALSE" | "FALSE()" => Some(false),
                number => parse(number).map(|number| !number.is_zero()),
            };
        }
        if self.kind != "cellIs" {
            return None;
        }
        let first = constant(0)?;
        let between = |second: Decimal| (first.min(second)..=first.max(second)).contains(&figure);
        Some(match &*self.operator {
            "lessThan" => figure < first,
            "lessThanOrEqual" => figure <= first,
            "equal" => figure == first,
            "notEqual" => figure != first,
            "greaterThanOrEqual" => figure >= first,
            "greaterThan" => figure > first,
            "between" => between(constant(1)?),
            "notBetween" => !between(constant(1)?),
            _ => return None,
        })
    }

    /// What is to be told of a figure that the format may hide or strike.
    pub fn told(
        &self,
        at: (u32, u32),
        figure: Decimal,
        changes: &[Change],
        (font, ground): (Option<&Font>, &Colour),
    ) -> Option<Unshown> {
        if !self.covers(at) || self.holds(figure) == Some(false) {
            return None;
        }
        let code = changes.get(self.change)?.code(font, ground);
        code.map(|code| Unshown::new(code, figure.normalize().to_string().replace('.', ",")))
    }
}
