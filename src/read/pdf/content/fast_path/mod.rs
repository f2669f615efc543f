//! Reads the drawing operations of an ordinary page: text, straight lines, boxes, pictures and forms.
//!
//! The full interpreter builds a glyph with its outline, its paint and its masks before anybody asks; here
//! a code is looked up once a font and costs an addition after that. Whatever this reader has no
//! business with (layers that are off, text as a clipping path, shadings, fonts that cannot be loaded) is [`Unsupported`]:
//! the page is then read by the full interpreter, from its start. Both fill the same collector with the
//! same numbers; the tests compare them.
//!
//! | what | file |
//! |---|---|
//! | operations → calls | `mod` |
//! | what `q` saves and `Q` restores | `state` |
//! | codes of a font → characters, widths | `font`, `described` |
//! | text operations | `text` |
//! | strings and moves in one array | `parts` |
//! | paths, painting, clipping | `path` |
//! | colours | `colour` |
//! | pictures and forms | `object` |
//! | layers | `layer` |

mod colour;
mod described;
mod font;
mod layer;
mod object;
mod parts;
mod path;
mod state;
#[cfg(test)]
mod tests;
mod text;

use crate::read::pdf::content::collect::Collector;
use crate::read::pdf::content::interpreter::Target;
use colour::Colours;
use font::Fonts;
use hayro_interpret::hayro_syntax::content::TypedIter;
use hayro_interpret::hayro_syntax::content::ops::TypedInstruction as Op;
use hayro_interpret::hayro_syntax::object::{Dict, Name, Object, dict_or_stream};
use hayro_interpret::hayro_syntax::page::Resources;
use hayro_interpret::hayro_syntax::xref::XRef;
use hayro_interpret::kurbo::Affine;
use hayro_interpret::{Device, InterpreterCache, InterpreterSettings};
use layer::Layers;
use path::Pen;
use state::{Settings, State};

/// The page holds something only the full interpreter knows.
#[derive(Debug)]
pub(crate) struct Unsupported;

/// What stays from page to page.
pub(crate) struct FastPath<'a> {
    fonts: Fonts<'a>,
    colours: Colours<'a>,
    layers: Layers,
    stream_limit: usize,
}

impl<'a> FastPath<'a> {
    pub(crate) fn new(
        xref: &'a XRef,
        cache: &InterpreterCache<'a>,
        settings: &InterpreterSettings,
        stream_limit: usize,
    ) -> FastPath<'a> {
        let colours = Colours::new(xref, cache.clone(), settings.clone());
        FastPath {
            fonts: Fonts::new(settings),
            colours,
            layers: Layers::of(xref),
            stream_limit,
        }
    }

    /// Hands everything the operations show to the collector.
    ///
    /// # Errors
    /// The operations hold something unusual; the collector then has part of the page.
    pub(crate) fn read(
        &mut self,
        operations: &[u8],
        resources: &Resources<'a>,
        target: Target,
        collector: &mut Collector,
    ) -> Result<(), Unsupported> {
        self.fonts.keep_in_step(&collector.unicodes);
        let mut run = Interpreter {
            path: self,
            collector,
            state: State::new(target.transform),
            saved: Vec::new(),
            pen: Pen::new(target.visible),
            depth: 0,
        };
        run.operations(operations, resources)
    }
}

/// One reading of one page.
struct Interpreter<'r, 'a> {
    path: &'r mut FastPath<'a>,
    collector: &'r mut Collector,
    state: State,
    saved: Vec<State>,
    pen: Pen,
    /// Forms inside forms.
    depth: u32,
}

/// What belongs to one stream of operations.
struct Scope<'s, 'a> {
    resources: &'s Resources<'a>,
    /// Fonts by the names they have here.
    fonts: Vec<(Box<[u8]>, usize)>,
    /// Graphics states likewise.
    states: Vec<(Box<[u8]>, Settings)>,
    colours: colour::Seen,
}

impl Scope<'_, '_> {
    /// What the graphics state of this name sets.
    fn graphics_state(&mut self, name: &Name<'_>) -> Result<Settings, Unsupported> {
        if let Some((_, settings)) = self.states.iter().find(|(known, _)| **known == **name) {
            return Ok(*settings);
        }
        let dict = self.resources.get_ext_g_state(name);
        let settings = dict.map_or(Ok(Settings::default()), |dict| Settings::of(&dict))?;
        self.states.push((name.as_ref().into(), settings));
        Ok(settings)
    }
}

/// More states than any page saves; the full interpreter has a limit too.
const MAX_SAVED: usize = 10_000;

impl<'a> Interpreter<'_, 'a> {
    fn operations(&mut self, bytes: &[u8], resources: &Resources<'a>) -> Result<(), Unsupported> {
        let mut scope = Scope {
            resources,
            fonts: Vec::new(),
            states: Vec::new(),
            colours: colour::Seen::default(),
        };
        let below = self.saved.len();
        self.save()?;
        let mut operations = TypedIter::new(bytes);
        while let Some(operation) = operations.next() {
            self.operation(operation, &mut scope)?;
        }
        // A path does not go on in the next stream, nor do states saved here.
        self.pen.drop_path();
        while self.saved.len() > below {
            self.restore();
        }
        Ok(())
    }

    fn operation(
        &mut self,
        operation: Op<'_, '_>,
        scope: &mut Scope<'_, 'a>,
    ) -> Result<(), Unsupported> {
        match operation {
            Op::SaveState(_) => self.save()?,
            Op::RestoreState(_) => self.restore(),
            Op::Transform(t) => {
                let t = [t.0, t.1, t.2, t.3, t.4, t.5].map(|n| n.as_f64());
                self.state.ctm *= Affine::new(t);
            }
            Op::LineWidth(width) => self.state.line_width = width.0.as_f32(),
            Op::SetGraphicsState(name) => self.state.set(scope.graphics_state(name.0)?),
            Op::XObject(name) => self.x_object(name.0, scope)?,
            Op::InlineImage(image) => self.image(image.0.dict())?,
            Op::BeginMarkedContentWithProperties(begin) => {
                self.begin_marked(begin.0, begin.1, scope)?
            }
            Op::BeginMarkedContent(begin) => self.collector.begin_marked_content(begin.0, None),
            Op::EndMarkedContent(_) => self.collector.end_marked_content(),
            Op::Shading(_) => return Err(Unsupported),
            other => {
                if let Some(other) = self.path_operation(other, scope)
                    && let Some(other) = self.colour_operation(other)
                {
                    self.text_operation(other, scope)?;
                }
            }
        }
        Ok(())
    }

    fn save(&mut self) -> Result<(), Unsupported> {
        self.saved.push(State {
            clips: self.pen.clips(),
            ..self.state.clone()
        });
        if self.saved.len() > MAX_SAVED {
            Err(Unsupported)
        } else {
            Ok(())
        }
    }

    fn restore(&mut self) {
        if let Some(state) = self.saved.pop() {
            self.pen.restore_clips(state.clips, self.collector);
            self.state = state;
        }
    }

    fn begin_marked(
        &mut self,
        tag: &[u8],
        object: &Object<'_>,
        scope: &Scope<'_, 'a>,
    ) -> Result<(), Unsupported> {
        match object {
            Object::Name(name) => {
                let named = scope.resources.properties.get::<Dict<'_>>(name);
                if tag == b"OC" {
                    self.path.layers.shown(named.clone())?;
                }
                self.collector.begin_marked_content(tag, named.as_ref());
            }
            other => {
                let inline = dict_or_stream(other).map(|(dict, _)| dict);
                if let Some(dict) = inline.filter(|dict| tag == b"OC" || dict.contains_key("OC")) {
                    self.path.layers.shown(dict.get::<Dict<'_>>("OC"))?;
                }
                self.collector.begin_marked_content(tag, inline);
            }
        }
        Ok(())
    }
}
