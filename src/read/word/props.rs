//! Settings of characters, as styles and runs give them.

use super::raw::{FontId, Look, Role};

/// Settings of characters; `None` is "not said here".
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(in crate::read) struct RunProps {
    pub font: Option<FontId>,
    pub bold: Option<bool>,
    pub italic: Option<bool>,
    pub hidden: Option<bool>,
    pub raised: Option<bool>,
}

impl RunProps {
    /// These settings, and where they are silent the others'.
    pub fn or(self, other: RunProps) -> RunProps {
        RunProps {
            font: self.font.or(other.font),
            bold: self.bold.or(other.bold),
            italic: self.italic.or(other.italic),
            hidden: self.hidden.or(other.hidden),
            raised: self.raised.or(other.raised),
        }
    }

    /// How characters with these settings look.
    pub fn look(self, role: Role) -> Look {
        Look {
            font: self.font,
            bold: self.bold == Some(true),
            italic: self.italic == Some(true),
            raised: self.raised == Some(true),
            role,
        }
    }
}
