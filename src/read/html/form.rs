//! What the fields of a form show.

use super::lex::attribute;

/// A list that is open: its entries so far.
#[derive(Debug, Default)]
pub(super) struct List {
    /// Several entries may be chosen, or all of them are in sight: none is taken unless it is chosen.
    open: bool,
    /// It only proposes what may be typed elsewhere.
    proposes: bool,
    entries: Vec<Entry>,
}

/// An entry of a list.
#[derive(Debug, Default)]
struct Entry {
    text: String,
    chosen: bool,
}

impl List {
    pub fn new(name: &str, attributes: &str) -> List {
        let size = attribute(attributes, "size").and_then(|size| size.trim().parse::<u32>().ok());
        List {
            open: attribute(attributes, "multiple").is_some() || size.is_some_and(|size| size > 1),
            proposes: name == "datalist",
            entries: Vec::new(),
        }
    }

    /// An entry begins.
    pub fn entry(&mut self, attributes: &str) {
        self.entries.push(Entry {
            text: attribute(attributes, "label").unwrap_or_default(),
            chosen: attribute(attributes, "selected").is_some(),
        });
    }

    /// Characters of the entry that is open.
    pub fn text(&mut self, text: &str) {
        if let Some(entry) = self.entries.last_mut() {
            entry.text.push_str(text);
        }
    }

    /// What the page shows of the list: the entry that is chosen, else the first.
    pub fn shown(self) -> String {
        let mut chosen = self.entries.iter().filter(|entry| entry.chosen);
        let shown: Vec<&str> = match self.open {
            _ if self.proposes => Vec::new(),
            true => chosen.map(|entry| entry.text.trim()).collect(),
            false => {
                let one = chosen.next_back().or(self.entries.first());
                one.map(|entry| entry.text.trim()).into_iter().collect()
            }
        };
        shown.join(", ")
    }
}

/// What an `input` shows; `None` where it shows no text of the page's.
pub(super) fn input(attributes: &str) -> Option<String> {
    let kind = attribute(attributes, "type").unwrap_or_default();
    match kind.trim().to_ascii_lowercase().as_str() {
        "checkbox" | "radio" => {
            let ticked = attribute(attributes, "checked").is_some();
            Some(if ticked { " ☒ " } else { " ☐ " }.to_owned())
        }
        "hidden" | "password" | "button" | "submit" | "reset" | "image" | "file" | "color"
        | "range" => None,
        _ => attribute(attributes, "value"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(attributes: &str, entries: [&str; 3]) -> String {
        let mut list = List::new("select", attributes);
        for (entry, text) in entries.into_iter().zip(["0", " 1\n", "2"]) {
            list.entry(entry);
            list.text(text);
        }
        list.shown()
    }

    #[test]
    fn a_list_shows_what_is_chosen_else_its_first_entry() {
        assert_eq!(shown("", ["", "selected", ""]), "1");
        assert_eq!(shown("", ["", "", ""]), "0");
        assert_eq!(shown("multiple", ["", "", ""]), "");
        assert_eq!(
            shown("multiple", ["", "selected", "selected=selected"]),
            "1, 2"
        );
        assert_eq!(List::new("datalist", "").shown(), "");
    }

    #[test]
    fn fields_show_what_was_typed() {
        assert_eq!(input("value='15'").as_deref(), Some("15"));
        assert_eq!(input("type=NUMBER value=124 /").as_deref(), Some("124"));
        assert_eq!(input("type=hidden value=1"), None);
        assert_eq!(
            input("type=checkbox checked value=1").as_deref(),
            Some(" ☒ ")
        );
    }
}
