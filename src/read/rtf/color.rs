//! The colour table: colours by number.

use crate::read::word::sight::{Color, Ground};

/// The colour table while it is read, and then.
#[derive(Debug, Default)]
pub(super) struct Colors {
    /// `None` is the usual colour, whatever it is.
    all: Vec<Option<Color>>,
    next: Option<Color>,
}

impl Colors {
    /// Sets a part of the colour that is being read.
    pub fn set(&mut self, part: &str, value: i32) {
        let color = self.next.get_or_insert_default();
        let part = match part {
            "red" => &mut color[0],
            "green" => &mut color[1],
            _ => &mut color[2],
        };
        *part = value.clamp(0, 255) as u8;
    }

    /// The colour that is being read ends.
    pub fn end(&mut self) {
        self.all.push(self.next.take());
    }

    /// The colour of a number.
    pub fn get(&self, number: i32) -> Option<Color> {
        let at = usize::try_from(number).ok()?;
        self.all.get(at).copied().flatten()
    }

    /// The colour of a number behind letters.
    pub fn ground(&self, number: i32) -> Ground {
        self.get(number).map_or(Ground::Around, Ground::Color)
    }
}
