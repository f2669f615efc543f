//! The graphics state, as far as what is shown depends on it.

use super::Unsupported;
use super::colour::Paint;
use hayro_interpret::hayro_syntax::object::{Dict, Object};
use hayro_interpret::kurbo::Affine;

/// What `q` saves and `Q` restores.
#[derive(Clone)]
pub(super) struct State {
    /// From user space to the frame.
    pub(super) ctm: Affine,
    pub(super) fill: Paint,
    pub(super) stroke: Paint,
    pub(super) line_width: f32,
    pub(super) veil: Veil,
    pub(super) text: Text,
    /// Clips there were when it was saved.
    pub(super) clips: usize,
}

/// What makes ink show what lies below it.
#[derive(Clone, Copy, Default)]
pub(super) struct Veil {
    blend: bool,
    mask: bool,
}

impl Veil {
    pub(super) fn is_drawn(self) -> bool {
        self.blend || self.mask
    }
}

/// The text state.
#[derive(Clone, Copy)]
pub(super) struct Text {
    pub(super) char_space: f32,
    pub(super) word_space: f32,
    /// In percent.
    pub(super) scaling: f32,
    pub(super) leading: f32,
    pub(super) font: Option<usize>,
    pub(super) size: f32,
    pub(super) rise: f32,
    pub(super) mode: Mode,
    pub(super) matrix: Affine,
    pub(super) line_matrix: Affine,
}

/// How text is painted.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Mode {
    /// Filled or stroked.
    Once,
    /// Filled and stroked: drawn twice.
    Twice,
    /// Not at all.
    Invisible,
}

/// What a graphics state dictionary sets, as far as it matters.
#[derive(Clone, Copy, Default)]
pub(super) struct Settings {
    line_width: Option<f32>,
    fill_alpha: Option<f32>,
    stroke_alpha: Option<f32>,
    /// Colours are mixed with those below.
    blend: Option<bool>,
    mask: Option<bool>,
}

impl Settings {
    pub(super) fn of(dict: &Dict<'_>) -> Result<Settings, Unsupported> {
        // A transfer function changes colours, unless it is a name: then there is none.
        let changes_colours = |key: &str| {
            dict.contains_key(key) && !matches!(dict.get::<Object<'_>>(key), Some(Object::Name(_)))
        };
        if dict.contains_key("Font") || changes_colours("TR") || changes_colours("TR2") {
            return Err(Unsupported);
        }
        Ok(Settings {
            line_width: dict.get("LW"),
            fill_alpha: dict.get("ca"),
            stroke_alpha: dict.get("CA"),
            blend: dict.get::<Object<'_>>("BM").map(|mode| {
                !matches!(mode, Object::Name(name) if matches!(name.as_ref(), b"Normal" | b"Compatible"))
            }),
            mask: dict
                .get::<Object<'_>>("SMask")
                .map(|mask| !matches!(mask, Object::Name(_))),
        })
    }
}

impl State {
    pub(super) fn set(&mut self, settings: Settings) {
        self.line_width = settings.line_width.unwrap_or(self.line_width);
        self.fill.alpha = settings.fill_alpha.unwrap_or(self.fill.alpha);
        self.stroke.alpha = settings.stroke_alpha.unwrap_or(self.stroke.alpha);
        self.veil.blend = settings.blend.unwrap_or(self.veil.blend);
        self.veil.mask = settings.mask.unwrap_or(self.veil.mask);
    }

    pub(super) fn new(ctm: Affine) -> State {
        State {
            veil: Veil::default(),
            ctm,
            fill: Paint::default(),
            stroke: Paint::default(),
            line_width: 1.0,
            text: Text::default(),
            clips: 0,
        }
    }
}

impl Default for Text {
    fn default() -> Text {
        Text {
            char_space: 0.0,
            word_space: 0.0,
            scaling: 100.0,
            leading: 0.0,
            font: None,
            size: 1.0,
            rise: 0.0,
            mode: Mode::Once,
            matrix: Affine::IDENTITY,
            line_matrix: Affine::IDENTITY,
        }
    }
}

impl Text {
    /// The horizontal scaling as a factor.
    pub(super) fn stretch(&self) -> f32 {
        self.scaling / 100.0
    }

    /// Moves the pen by a vector of text space.
    pub(super) fn advance(&mut self, tx: f64, ty: f64) {
        let [a, b, c, d, e, f] = self.matrix.as_coeffs();
        self.matrix = Affine::new([a, b, c, d, a * tx + c * ty + e, b * tx + d * ty + f]);
    }

    /// Goes to the start of a line, counted from the start of this one.
    pub(super) fn next_line(&mut self, tx: f64, ty: f64) {
        self.line_matrix *= Affine::translate((tx, ty));
        self.matrix = self.line_matrix;
    }
}
