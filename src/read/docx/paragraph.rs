//! The settings of a paragraph while its XML is being read.

use super::styles::{Style, Styles};
use crate::read::word::props::{ParagraphProps, RunProps};

/// What is set for the paragraph that is open and for its open run.
#[derive(Debug, Default)]
pub(super) struct Settings<'d> {
    pub style: Option<&'d Style>,
    /// The name of its style where no such style is defined: a list may name it all the same.
    pub undefined_style: Option<String>,
    /// Its own settings.
    pub own: ParagraphProps,
    /// The settings of the run that is open.
    pub run: RunProps,
    /// The character style of that run.
    pub run_style: Option<&'d Style>,
    /// Its end mark is deleted or hidden: it runs into the next paragraph.
    pub joined: bool,
    /// The rest of the open run is the mark of a note.
    pub reference: bool,
    /// How many fields were open when it began.
    pub fields: usize,
}

impl Settings<'_> {
    /// Forgets the settings of the last run.
    pub fn new_run(&mut self) {
        self.run = RunProps::default();
        self.run_style = None;
        self.reference = false;
    }

    /// All paragraph settings: its own, else its style's.
    pub fn props(&self, styles: &Styles) -> ParagraphProps {
        let style = self.style.or(styles.normal());
        self.own
            .or(style.map(|style| style.paragraph).unwrap_or_default())
    }

    /// All settings of the open run: its own, else its style's, else the paragraph style's.
    pub fn run_props(&self, styles: &Styles) -> RunProps {
        let of = |style: Option<&Style>| style.map(|style| style.run).unwrap_or_default();
        self.run
            .or(of(self.run_style))
            .or(of(self.style.or(styles.normal())))
            .or(styles.run_defaults())
    }
}
