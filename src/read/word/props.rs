//! Settings of characters and paragraphs, as styles, runs and paragraphs give them.

use super::raw::{FontId, Role, RunFormat};
use super::sight::{Color, Ground, Look, is_speck};

/// Settings of characters; `None` is "not said here".
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(in crate::read) struct RunProps {
    pub font: Option<FontId>,
    pub bold: Option<bool>,
    pub italic: Option<bool>,
    pub hidden: Option<bool>,
    pub superscript: Option<bool>,
    pub look: LookProps,
}

impl RunProps {
    /// These settings, and where they are silent the others'.
    pub fn or(self, other: RunProps) -> RunProps {
        RunProps {
            font: self.font.or(other.font),
            bold: self.bold.or(other.bold),
            italic: self.italic.or(other.italic),
            hidden: self.hidden.or(other.hidden),
            superscript: self.superscript.or(other.superscript),
            look: self.look.or(other.look),
        }
    }

    /// The format of characters with these settings.
    pub fn format(self, role: Role) -> RunFormat {
        RunFormat {
            font: self.font,
            bold: self.bold == Some(true),
            italic: self.italic == Some(true),
            superscript: self.superscript == Some(true),
            role,
            look: self.look.look(),
        }
    }
}

/// Settings that decide whether characters are seen; `None` is "not said here".
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(in crate::read) struct LookProps {
    pub struck: Option<bool>,
    pub double_struck: Option<bool>,
    /// In points.
    pub size: Option<f32>,
    /// The inner `None` is the usual colour, which is seen on any ground.
    pub color: Option<Option<Color>>,
    pub ground: Option<Ground>,
    /// What a marker pen put over the ground.
    pub highlight: Option<Ground>,
}

impl LookProps {
    fn or(self, other: LookProps) -> LookProps {
        LookProps {
            struck: self.struck.or(other.struck),
            double_struck: self.double_struck.or(other.double_struck),
            size: self.size.or(other.size),
            color: self.color.or(other.color),
            ground: self.ground.or(other.ground),
            highlight: self.highlight.or(other.highlight),
        }
    }

    /// The look of characters with these settings.
    pub fn look(self) -> Look {
        let ground = self.ground.unwrap_or_default();
        Look {
            struck: self.struck == Some(true) || self.double_struck == Some(true),
            unseen: self.size.is_some_and(is_speck),
            color: self.color.flatten(),
            ground: self.highlight.unwrap_or_default().or(ground),
        }
    }
}

/// Settings of paragraphs; `None` is "not said here". Lengths in twentieths of a point.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(in crate::read) struct ParagraphProps {
    pub centered: Option<bool>,
    pub left: Option<i64>,
    /// Of the first line against the others; negative where it hangs.
    pub first: Option<i64>,
    /// Which list, 0 for none.
    pub list: Option<i64>,
    /// Which level of it.
    pub level: Option<usize>,
    pub ground: Option<Ground>,
}

impl ParagraphProps {
    /// These settings, and where they are silent the others'.
    pub fn or(self, other: ParagraphProps) -> ParagraphProps {
        ParagraphProps {
            centered: self.centered.or(other.centered),
            left: self.left.or(other.left),
            first: self.first.or(other.first),
            list: self.list.or(other.list),
            level: self.level.or(other.level),
            ground: self.ground.or(other.ground),
        }
    }

    /// Indent of the first line in points.
    pub fn points(&self) -> f32 {
        let twentieths = self
            .left
            .unwrap_or(0)
            .saturating_add(self.first.unwrap_or(0));
        twentieths.clamp(-100_000, 100_000) as f32 / 20.0
    }
}
