//! A paragraph while its XML is being read.

use super::styles::{ParagraphProps, Styles};
use crate::read::word::props::RunProps;
use crate::read::word::raw::{Block, Look, Paragraph, Piece, push};

/// What is known of the paragraph that is open.
#[derive(Debug, Default)]
pub(super) struct Open {
    pub style: Option<String>,
    /// Its own settings.
    pub own: ParagraphProps,
    /// The settings of the run that is open.
    pub run: RunProps,
    /// The character style of that run.
    pub run_style: Option<String>,
    /// Its end mark is deleted or hidden: it runs into the next paragraph.
    pub joined: bool,
    /// Text boxes anchored in it.
    pub boxes: Vec<Block>,
    pub picture: bool,
    /// The rest of the open run is the mark of a note.
    pub reference: bool,
    pieces: Vec<Piece>,
    /// How many fields were open when it began.
    pub fields: usize,
}

impl Open {
    /// A paragraph that begins with what an earlier one without end mark left.
    pub fn after(carried: Vec<Piece>, fields: usize) -> Open {
        Open {
            pieces: carried,
            fields,
            ..Open::default()
        }
    }

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

    /// Adds characters to the end.
    pub fn push(&mut self, text: &str, look: Look) {
        push(&mut self.pieces, text, look);
    }

    /// Puts characters before everything else.
    pub fn prepend(&mut self, text: String, look: Look) {
        self.pieces.insert(0, Piece { text, look });
    }

    /// Takes what has been read so far.
    pub fn take(&mut self) -> Vec<Piece> {
        std::mem::take(&mut self.pieces)
    }

    /// The paragraph as read.
    pub fn close(mut self, props: ParagraphProps) -> (Vec<Block>, Paragraph) {
        let boxes = std::mem::take(&mut self.boxes);
        let paragraph = Paragraph {
            pieces: self.pieces,
            centered: props.centered == Some(true),
            indent: props.points(),
            picture: self.picture,
        };
        (boxes, paragraph)
    }
}
