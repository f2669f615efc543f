//! Controls of forms and fields with a state: what the page shows of them.

use crate::read::xml::Tag;
use std::collections::BTreeMap;

/// What controls show, by their ids.
#[derive(Debug, Default)]
pub(super) struct Controls {
    shown: BTreeMap<String, String>,
    /// The list that is open.
    list: Option<String>,
}

impl Controls {
    /// Takes in an element of a form. Options follow the list they belong to.
    pub fn take(&mut self, tag: &Tag<'_>) {
        let value = || tag.attr("current-value").or_else(|| tag.attr("value"));
        let shown = match tag.name() {
            "option" => return self.option(tag),
            "checkbox" | "radio" => {
                let on = match tag.name() {
                    "checkbox" => tag.attr("current-state").or_else(|| tag.attr("state")),
                    _ => tag
                        .attr("current-selected")
                        .or_else(|| tag.attr("selected")),
                };
                let on = matches!(on.as_deref(), Some("checked" | "true"));
                let label = tag.attr("label").unwrap_or_default();
                format!(" {} {label} ", if on { "☒" } else { "☐" })
            }
            "listbox" => String::new(),
            "text" | "textarea" | "formatted-text" | "number" | "date" | "time" | "combobox" => {
                value().unwrap_or_default().into_owned()
            }
            _ => return,
        };
        let id = tag.attr("id").unwrap_or_default().into_owned();
        self.list = (tag.name() == "listbox").then(|| id.clone());
        self.shown.insert(id, shown);
    }

    fn option(&mut self, tag: &Tag<'_>) {
        let chosen = tag
            .attr("current-selected")
            .or_else(|| tag.attr("selected"));
        let list = self.list.as_ref().and_then(|id| self.shown.get_mut(id));
        if let Some(shown) = list
            && chosen.as_deref() == Some("true")
        {
            *shown = tag.attr("label").unwrap_or_default().into_owned();
        }
    }

    /// What the control of an id shows.
    pub fn get(&self, id: &str) -> &str {
        self.shown.get(id).map_or("", String::as_str)
    }
}

/// A field of an old form of Word's.
#[derive(Debug, Default)]
pub(super) struct FieldMark {
    is_box: bool,
    ticked: bool,
    entries: Vec<String>,
    chosen: usize,
}

impl FieldMark {
    pub fn new(tag: &Tag<'_>) -> FieldMark {
        FieldMark {
            is_box: tag
                .attr("type")
                .is_some_and(|kind| kind.ends_with("FORMCHECKBOX")),
            ..FieldMark::default()
        }
    }

    /// Takes in a setting.
    pub fn set(&mut self, tag: &Tag<'_>) {
        let value = tag.attr("value").unwrap_or_default();
        match tag.attr("name").as_deref() {
            Some("Dropdown_ListEntry") => self.entries.push(value.into_owned()),
            Some("Dropdown_Selected") => self.chosen = value.trim().parse().unwrap_or(0),
            Some("Checkbox_Checked") => self.ticked = matches!(&*value, "true" | "1"),
            _ => {}
        }
    }

    /// What the page shows of it.
    pub fn shown(&self) -> &str {
        match (self.is_box, self.ticked) {
            (true, true) => "☒",
            (true, false) => "☐",
            _ => self.entries.get(self.chosen).map_or("", String::as_str),
        }
    }
}
