//! The names of the fonts a document uses: in old reports the font tells the encoding.

use super::raw::FontId;

/// The document's font names, each once.
#[derive(Debug, Default)]
pub(in crate::read) struct Fonts {
    names: Vec<String>,
}

impl Fonts {
    /// The number of a font name.
    pub fn id(&mut self, name: &str) -> Option<FontId> {
        let at = self.names.iter().position(|known| known == name).unwrap_or_else(|| {
            self.names.push(name.to_owned());
            self.names.len() - 1
        });
        FontId::try_from(at).ok()
    }

    /// The name of a font.
    pub fn name(&self, id: FontId) -> Option<&str> {
        self.names.get(usize::from(id)).map(String::as_str)
    }
}
