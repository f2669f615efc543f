//! The settings of a paragraph while its XML is being read.

use super::styles::Styles;
use crate::read::word::props::{ParagraphProps, RunProps};

/// What is set for the paragraph that is open and for its open run.
#[derive(Debug, Default)]
pub(super) struct Settings {
    pub style: Option<String>,
    /// Its own settings.
    pub own: ParagraphProps,
    /// The settings of the run that is open.
    pub run: RunProps,
    /// The character style of that run.
    pub run_style: Option<String>,
    /// Its end mark is deleted or hidden: it runs into the next paragraph.
    pub joined: bool,
    /// The rest of the open run is the mark of a note.
    pub reference: bool,
    /// How many fields were open when it began.
    pub fields: usize,
}

impl Settings {
    /// Forgets the settings of the last run.
    pub fn new_run(&mut self) {
        self.run = RunProps::default();
        self.run_style = None;
        self.reference = false;
    }

    /// All paragraph settings: its own, else its style's.
    pub fn props(&self, styles: &Styles) -> ParagraphProps {
        let style = styles.paragraph(self.style.as_deref());
        self.own
            .or(style.map(|style| style.paragraph).unwrap_or_default())
    }

    /// All settings of the open run: its own, else its style's, else the paragraph style's.
    pub fn run_props(&self, styles: &Styles) -> RunProps {
        let character = self.run_style.as_deref().and_then(|id| styles.get(id));
        let paragraph = styles.paragraph(self.style.as_deref());
        let of =
            |style: Option<&super::styles::Style>| style.map(|style| style.run).unwrap_or_default();
        self.run
            .or(of(character))
            .or(of(paragraph))
            .or(styles.run_defaults())
    }
}
