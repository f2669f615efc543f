//! Pictures, of which only the box matters, and forms: operations kept in a stream of their own.

use super::state::Veil;
use super::{Interpreter, Scope, Unsupported};
use crate::read::pdf::content::collect;
use crate::read::pdf::file::bounded::unpack;
use hayro_interpret::hayro_syntax::object::{Dict, Name, Stream};
use hayro_interpret::hayro_syntax::page::Resources;
use hayro_interpret::kurbo::{Affine, Rect, Shape};

/// Forms inside forms beyond this are not drawn, as in the full interpreter.
const DEEPEST: u32 = 50;

impl<'a> Interpreter<'_, 'a> {
    pub(super) fn x_object(
        &mut self,
        name: &Name<'_>,
        scope: &mut Scope<'_, 'a>,
    ) -> Result<(), Unsupported> {
        let Some(stream) = scope.resources.get_x_object(name) else {
            return Ok(());
        };
        self.shown(stream.dict())?;
        match stream.dict().get::<Name<'_>>("Subtype").as_deref() {
            Some(b"Image") => self.image(stream.dict()),
            Some(b"Form") => self.form(&stream, scope),
            _ => Ok(()),
        }
    }

    /// Goes on when the layer of a picture or a form is shown.
    fn shown(&self, dict: &Dict<'_>) -> Result<(), Unsupported> {
        match dict.contains_key("OC") {
            true => self.path.layers.shown(dict.get::<Dict<'_>>("OC")),
            false => Ok(()),
        }
    }

    /// A picture of a size that makes sense.
    pub(super) fn image(&mut self, dict: &Dict<'_>) -> Result<(), Unsupported> {
        self.shown(dict)?;
        let size =
            |short: &str, long: &str| dict.get::<u32>(short).or_else(|| dict.get::<u32>(long));
        if let (Some(width @ 1..), Some(height @ 1..)) = (size("W", "Width"), size("H", "Height")) {
            let (width, height) = (f64::from(width), f64::from(height));
            let unit = Affine::new([1.0 / width, 0.0, 0.0, -1.0 / height, 0.0, 1.0]);
            self.collector.group(collect::Veil::NONE);
            self.collector.end_group();
            self.collector
                .keep_image(width, height, self.state.ctm * unit);
        }
        Ok(())
    }

    fn form(&mut self, stream: &Stream<'a>, around: &mut Scope<'_, 'a>) -> Result<(), Unsupported> {
        let dict = stream.dict();
        let Some(bbox) = dict
            .get::<[f32; 4]>("BBox")
            .map(|edges| edges.map(f64::from))
        else {
            return Ok(());
        };
        if self.depth >= DEEPEST {
            return Ok(());
        }
        let operations = unpack(stream, self.path.stream_limit).map_err(|_| Unsupported)?;
        let own = dict.get::<Dict<'_>>("Resources").map(Resources::new);
        let matrix = dict
            .get::<[f64; 6]>("Matrix")
            .map_or(Affine::IDENTITY, Affine::new);
        self.depth += 1;
        self.pen.drop_path();
        self.save()?;
        self.state.ctm *= matrix;
        let group = dict.get::<Dict<'_>>("Group").is_some();
        if group {
            let opacity = self.state.fill.alpha;
            let is_drawn = opacity < 1.0 || self.state.veil.is_drawn();
            self.collector.group(collect::Veil { is_drawn, opacity });
            self.state.veil = Veil::default();
            self.state.fill.alpha = 1.0;
            self.state.stroke.alpha = 1.0;
        }
        for paint in [&mut self.state.fill, &mut self.state.stroke] {
            self.path
                .colours
                .fix(paint, around.resources, &mut around.colours);
        }
        let edge = self.state.ctm * Rect::new(bbox[0], bbox[1], bbox[2], bbox[3]).to_path(0.1);
        self.collector.clip_to(edge.control_box(), true);
        self.operations(&operations, own.as_ref().unwrap_or(around.resources))?;
        self.collector.end_clip();
        if group {
            self.collector.end_group();
        }
        self.restore();
        self.depth -= 1;
        Ok(())
    }
}
