//! The names of the fonts a document uses: in old reports the font shows the encoding.

use super::raw::FontId;
use std::collections::BTreeMap;

/// The document's font names, each once.
#[derive(Debug, Default)]
pub(in crate::read) struct Fonts {
    names: Vec<String>,
    ids: BTreeMap<String, FontId>,
}

impl Fonts {
    /// The number of a font name; `None` once there are more fonts than any document has.
    pub fn id(&mut self, name: &str) -> Option<FontId> {
        if let Some(id) = self.ids.get(name) {
            return Some(*id);
        }
        let id = FontId::try_from(self.names.len()).ok()?;
        self.names.push(name.to_owned());
        self.ids.insert(name.to_owned(), id);
        Some(id)
    }

    /// The name of a font.
    pub fn name(&self, id: FontId) -> Option<&str> {
        self.names.get(usize::from(id)).map(String::as_str)
    }

    /// All names, in the order of their numbers.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.names.iter().map(String::as_str)
    }
}
