//! What styles of tables put behind the letters of their cells.

use super::styles::{CHAIN, shading};
use crate::read::word::sight::Ground;
use crate::read::xml::Tag;
use std::collections::BTreeMap;

/// One style of tables.
#[derive(Clone, Debug, Default)]
struct TableStyle {
    based_on: Option<String>,
    whole: Option<Ground>,
    /// The first row is shaded apart.
    first_row: bool,
    /// Other rows or columns are, or bands of them.
    parts: bool,
}

/// All styles of tables.
#[derive(Debug, Default)]
pub(super) struct TableStyles {
    by_id: BTreeMap<String, TableStyle>,
    /// The style that is being read, and its id.
    open: TableStyle,
    id: String,
    /// The part of the table that what is being read is about; none for all of it.
    part: Option<String>,
}

impl TableStyles {
    /// Takes in an element of a style of tables.
    pub fn take(&mut self, tag: &Tag<'_>) {
        if tag.name() == "style" {
            self.id = tag.attr("styleId").unwrap_or_default().into_owned();
            self.part = None;
        }
        let style = &mut self.open;
        match (tag.name(), self.part.as_deref()) {
            ("basedOn", _) => style.based_on = tag.val().map(std::borrow::Cow::into_owned),
            ("tblStylePr", _) => self.part = tag.attr("type").map(std::borrow::Cow::into_owned),
            ("shd", None) => style.whole = Some(shading(tag)),
            ("shd", Some("firstRow")) => style.first_row = true,
            ("shd", Some(_)) => style.parts = true,
            _ => {}
        }
    }

    /// The style that is being read ends.
    pub fn close(&mut self) {
        let style = std::mem::take(&mut self.open);
        self.by_id.insert(std::mem::take(&mut self.id), style);
    }

    /// What a style puts behind the cells of the first row or of another one. Which cells a part has is
    /// for Word to know: what is behind those is unknown.
    pub fn ground(&self, id: &str, first_row: bool) -> Ground {
        let next = |style: &&TableStyle| self.by_id.get(style.based_on.as_deref()?);
        let chain = std::iter::successors(self.by_id.get(id), next).take(CHAIN);
        let mut whole = None;
        for style in chain {
            if style.parts || first_row && style.first_row {
                return Ground::Unknown;
            }
            whole = whole.or(style.whole);
        }
        whole.unwrap_or_default()
    }
}
