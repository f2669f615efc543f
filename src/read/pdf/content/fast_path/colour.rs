//! Colours: plain ones at once, all others as the full interpreter says.
//!
//! Two things hang on a colour: whether it is white, and whether two boxes have the same. So a colour of ink
//! or of a profile is worked out in the simple way where that leaves no doubt: setting up a profile
//! costs more than reading a page.

use super::Interpreter;
use crate::read::pdf::content::collect::{PATTERN, color_of, is_coloured};
use hayro_interpret::font::GlyphRun;
use hayro_interpret::hayro_syntax::content::TypedIter;
use hayro_interpret::hayro_syntax::content::ops::TypedInstruction as Op;
use hayro_interpret::hayro_syntax::object::{Name, Number, Object};
use hayro_interpret::hayro_syntax::page::Resources;
use hayro_interpret::hayro_syntax::xref::XRef;
use hayro_interpret::kurbo::{Affine, BezPath, Rect};
use hayro_interpret::{
    BlendMode, ClipPath, Context, Device, DrawMode, DrawProps, Function, Image, ImageDrawProps,
    InterpreterCache, InterpreterSettings, Paint as Painted, SoftMask, interpret,
};
use std::collections::BTreeMap;
use std::rc::Rc;

/// A colour and how much it covers.
#[derive(Clone)]
pub(super) struct Paint {
    colour: Colour,
    pub(super) alpha: f32,
}

#[derive(Clone)]
enum Colour {
    Gray(f32),
    Rgb([f32; 3]),
    /// One whose space is still to be looked up.
    Unresolved(Rc<Operands>),
    /// One whose space has its name in the stream around this one only.
    Resolved(OnPaper, Rc<Operands>),
}

/// The operands that choose a colour.
struct Operands {
    /// Name of its space.
    space: String,
    /// Its parts; none for the first colour of the space.
    parts: Option<Vec<f32>>,
    pattern: Option<String>,
}

/// What a paint does to white paper.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum OnPaper {
    Nothing,
    Rgb([u8; 3]),
    Pattern,
}

/// Colours of one stream already asked for.
pub(super) type Seen = BTreeMap<Rc<str>, OnPaper>;

impl Default for Paint {
    fn default() -> Paint {
        Paint {
            colour: Colour::Gray(0.0),
            alpha: 1.0,
        }
    }
}

impl Paint {
    /// Neither black nor grey nor white, as far as that is plain without looking up its space.
    #[inline]
    pub(super) fn is_coloured(&self) -> bool {
        match &self.colour {
            Colour::Gray(_) => false,
            Colour::Rgb(parts) => is_coloured(parts.map(eight_bits)),
            Colour::Resolved(paper, _) => matches!(paper, OnPaper::Rgb(rgb) if is_coloured(*rgb)),
            Colour::Unresolved(operands) => operands
                .parts
                .as_deref()
                .and_then(|parts| simple(Kind::Cmyk, parts))
                .is_some_and(|(light, _)| is_coloured(light.map(eight_bits))),
        }
    }
}

impl Paint {
    /// The colour where it needs no looking up.
    #[inline]
    pub(super) fn plainly(&self) -> Option<[u8; 3]> {
        let rgb = match &self.colour {
            Colour::Gray(gray) => [eight_bits(*gray); 3],
            Colour::Rgb(parts) => parts.map(eight_bits),
            Colour::Resolved(OnPaper::Rgb(rgb), _) => *rgb,
            Colour::Resolved(..) | Colour::Unresolved(_) => return None,
        };
        color_of(rgb, eight_bits(self.alpha))
    }

    /// Whether nothing of it is seen.
    pub(super) fn is_clear(&self) -> bool {
        eight_bits(self.alpha) == 0
    }

    /// Whether a colour whose space is to be looked up can be white: all light, or no ink at all.
    pub(super) fn may_be_white(&self) -> bool {
        let Colour::Unresolved(operands) = &self.colour else {
            return false;
        };
        let all = |ok: fn(&f32) -> bool| operands.parts.iter().flatten().all(ok);
        operands.pattern.is_none() && (all(|part| *part >= 0.95) || all(|part| *part <= 0.05))
    }
}

impl<'a> Interpreter<'_, 'a> {
    /// Takes the operation when it chooses a colour; gives it back otherwise.
    pub(super) fn colour_operation<'b, 'c>(&mut self, operation: Op<'b, 'c>) -> Option<Op<'b, 'c>> {
        let (fill, stroke) = (&mut self.state.fill.colour, &mut self.state.stroke.colour);
        match operation {
            Op::NonStrokeColorDeviceGray(g) => *fill = Colour::Gray(g.0.as_f32()),
            Op::StrokeColorDeviceGray(g) => *stroke = Colour::Gray(g.0.as_f32()),
            Op::NonStrokeColorDeviceRgb(c) => {
                *fill = Colour::Rgb([c.0, c.1, c.2].map(|n| n.as_f32()))
            }
            Op::StrokeColorDeviceRgb(c) => {
                *stroke = Colour::Rgb([c.0, c.1, c.2].map(|n| n.as_f32()))
            }
            Op::NonStrokeColorCmyk(c) => *fill = cmyk(&[c.0, c.1, c.2, c.3]),
            Op::StrokeColorCmyk(c) => *stroke = cmyk(&[c.0, c.1, c.2, c.3]),
            Op::ColorSpaceNonStroke(space) => *fill = in_space(space.0),
            Op::ColorSpaceStroke(space) => *stroke = in_space(space.0),
            Op::NonStrokeColor(parts) => *fill = fill.with(&parts.0, None),
            Op::StrokeColor(parts) => *stroke = stroke.with(&parts.0, None),
            Op::NonStrokeColorNamed(parts) => *fill = fill.with(&parts.0, parts.1),
            Op::StrokeColorNamed(parts) => *stroke = stroke.with(&parts.0, parts.1),
            other => return Some(other),
        }
        None
    }
}

fn cmyk(parts: &[Number]) -> Colour {
    unresolved("/DeviceCMYK", parts, None)
}

fn in_space(name: &Name<'_>) -> Colour {
    match name.as_ref() {
        b"DeviceGray" | b"G" => Colour::Gray(0.0),
        b"DeviceRGB" | b"RGB" => Colour::Rgb([0.0; 3]),
        b"DeviceCMYK" | b"CMYK" => Colour::Unresolved(Rc::new(Operands {
            space: "/DeviceCMYK".to_owned(),
            parts: Some(vec![0.0, 0.0, 0.0, 1.0]),
            pattern: None,
        })),
        _ => Colour::Unresolved(Rc::new(Operands {
            space: written(name),
            parts: None,
            pattern: None,
        })),
    }
}

fn unresolved(space: &str, parts: &[Number], pattern: Option<&Name<'_>>) -> Colour {
    let parts = Some(parts.iter().map(Number::as_f32).collect());
    Colour::Unresolved(Rc::new(Operands {
        space: space.to_owned(),
        parts,
        pattern: pattern.map(written),
    }))
}

/// A name as it stands in a file.
fn written(name: &Name<'_>) -> String {
    let mut out = String::from("/");
    for byte in name.as_ref() {
        match byte {
            b'0'..=b'9' | b'A'..=b'Z' | b'a'..=b'z' | b'-' | b'_' | b'.' | b'+' => {
                out.push(char::from(*byte))
            }
            _ => out += &format!("#{byte:02X}"),
        }
    }
    out
}

impl Colour {
    /// The colour of the same space with these parts.
    fn with(&self, parts: &[Number], pattern: Option<&Name<'_>>) -> Colour {
        let part = |at: usize| parts.get(at).map_or(0.0, Number::as_f32);
        match (self, pattern) {
            (Colour::Gray(_), None) => Colour::Gray(part(0)),
            (Colour::Rgb(_), None) => Colour::Rgb([0, 1, 2].map(part)),
            (Colour::Gray(_), _) => unresolved("/DeviceGray", parts, pattern),
            (Colour::Rgb(_), _) => unresolved("/DeviceRGB", parts, pattern),
            (Colour::Unresolved(before) | Colour::Resolved(_, before), _) => {
                unresolved(&before.space, parts, pattern)
            }
        }
    }
}

impl Operands {
    /// The operations that choose it.
    fn operations(&self) -> String {
        let mut all = format!("{} cs ", self.space);
        if let Some(parts) = &self.parts {
            parts.iter().for_each(|part| all += &format!("{part} "));
            all += self.pattern.as_deref().unwrap_or_default();
            all += " scn";
        }
        all
    }

    /// The colour, where the simple way to work it out leaves no doubt whether it is white.
    fn plainly(&self, resources: &Resources<'_>) -> Option<[u8; 3]> {
        let parts = self.parts.as_deref().filter(|_| self.pattern.is_none())?;
        if self.space == "/DeviceCMYK" {
            return simple(Kind::Cmyk, parts).and_then(surely);
        }
        let space = resources
            .color_spaces
            .get::<Object<'_>>(self.space.get(1..)?)?;
        in_terms(space, parts, MAX_STEPS).and_then(surely)
    }
}

/// What describes the parts of a colour.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// Four inks without a profile of the file's own.
    Cmyk,
    /// A profile in the file, or light without one.
    Profile,
}

/// How many spaces may be defined in terms of one another.
const MAX_STEPS: usize = 4;

/// A colour of a space, worked out without profiles: tints by their function, inks by the light they leave.
fn in_terms(space: Object<'_>, parts: &[f32], steps: usize) -> Option<Simple> {
    if let Object::Name(name) = space {
        let cmyk = [b"DeviceCMYK".as_slice(), b"CMYK"].contains(&name.as_ref());
        let known = cmyk || matches!(name.as_ref(), b"DeviceGray" | b"G" | b"DeviceRGB" | b"RGB");
        return known.then(|| simple(if cmyk { Kind::Cmyk } else { Kind::Profile }, parts))?;
    }
    let array = space.into_array()?;
    let mut space = array.iter::<Object<'_>>();
    match space.next()?.into_name()?.as_ref() {
        b"ICCBased" => {
            let count = space.next()?.into_stream()?.dict().get::<usize>("N")?;
            (count == parts.len()).then(|| simple(Kind::Profile, parts))?
        }
        b"Separation" => {
            let named = space
                .next()?
                .into_name()
                .filter(|name| name.as_ref() != b"None");
            tinted(named.and(space.next())?, space.next()?, parts, steps)
        }
        _ => None,
    }
}

/// A tint defined in terms of another space.
fn tinted(other: Object<'_>, function: Object<'_>, parts: &[f32], steps: usize) -> Option<Simple> {
    let function =
        Function::new(&function).filter(|function| function.num_inputs() == parts.len())?;
    let mut values = vec![0.0; function.num_outputs()];
    function.eval(parts, &mut values)?;
    in_terms(other, &values, steps.checked_sub(1)?)
}

/// A colour worked out in the simple way, and what it came from.
type Simple = ([f32; 3], Kind);

fn simple(kind: Kind, parts: &[f32]) -> Option<Simple> {
    let light = match *parts {
        [gray] => [gray; 3],
        [r, g, b] => [r, g, b],
        [c, m, y, k] => [c, m, y].map(|ink| 1.0 - (ink + k).min(1.0)),
        _ => return None,
    };
    Some((light, kind))
}

/// The colour, if any profile would say the same of its being white.
fn surely((light, kind): Simple) -> Option<[u8; 3]> {
    let bound = if kind == Kind::Cmyk {
        SURELY_DARK_CMYK
    } else {
        SURELY_DARK
    };
    let dark = light.iter().any(|part| *part < bound);
    let white = light.iter().all(|part| *part >= 1.0);
    (dark || white).then(|| light.map(eight_bits))
}

/// No profile makes white of a colour with a part below this: not even one of plain light,
/// where 0.945 comes out as 249 of 255.
const SURELY_DARK: f32 = 0.945;

/// Where the full interpreter has no other profile, it takes one for inks that leaves less light than this of
/// any ink that leaves this much (a test tries them).
const SURELY_DARK_CMYK: f32 = 0.975;

/// Asks the full interpreter for colours.
pub(super) struct Colours<'a> {
    xref: &'a XRef,
    cache: InterpreterCache<'a>,
    settings: InterpreterSettings,
}

impl<'a> Colours<'a> {
    pub(super) fn new(
        xref: &'a XRef,
        cache: InterpreterCache<'a>,
        settings: InterpreterSettings,
    ) -> Colours<'a> {
        Colours {
            xref,
            cache,
            settings,
        }
    }

    /// The colour a paint has on white paper; `None` when it covers nothing.
    pub(super) fn rgb(
        &self,
        paint: &Paint,
        resources: &Resources<'a>,
        seen: &mut Seen,
    ) -> Option<[u8; 3]> {
        match self.on_paper(&paint.colour, resources, seen) {
            OnPaper::Nothing => None,
            OnPaper::Rgb(rgb) => color_of(rgb, eight_bits(paint.alpha)),
            OnPaper::Pattern => Some(PATTERN),
        }
    }

    /// Makes a paint ready for a stream with other resources.
    pub(super) fn fix(&self, paint: &mut Paint, resources: &Resources<'a>, seen: &mut Seen) {
        if let Colour::Unresolved(operands) = &paint.colour {
            paint.colour = Colour::Resolved(
                self.on_paper(&paint.colour, resources, seen),
                operands.clone(),
            );
        }
    }

    fn on_paper(&self, colour: &Colour, resources: &Resources<'a>, seen: &mut Seen) -> OnPaper {
        match colour {
            Colour::Gray(gray) => OnPaper::Rgb([eight_bits(*gray); 3]),
            Colour::Rgb(rgb) => OnPaper::Rgb(rgb.map(eight_bits)),
            Colour::Resolved(paper, _) => *paper,
            Colour::Unresolved(operands) => {
                let operations: Rc<str> = operands.operations().into();
                let find = || match operands.plainly(resources) {
                    Some(rgb) => OnPaper::Rgb(rgb),
                    None => self.ask(&operations, resources),
                };
                *seen.entry(operations.clone()).or_insert_with(find)
            }
        }
    }

    fn ask(&self, operations: &str, resources: &Resources<'a>) -> OnPaper {
        let drawn = format!("{operations} 0 0 1 1 re f");
        let square = Rect::new(0.0, 0.0, 1.0, 1.0);
        let mut context = Context::new(
            Affine::IDENTITY,
            square,
            &self.cache,
            self.xref,
            self.settings.clone(),
        );
        let mut probe = Probe(OnPaper::Nothing);
        interpret(
            TypedIter::new(drawn.as_bytes()),
            resources,
            &mut context,
            &mut probe,
        );
        probe.0
    }
}

/// As the full interpreter rounds.
fn eight_bits(part: f32) -> u8 {
    (part * 255.0 + 0.5) as u8
}

/// Notes the paint of what is drawn last.
struct Probe(OnPaper);

impl Probe {
    fn note(&mut self, props: &DrawProps<'_>) {
        self.0 = match &props.paint {
            Painted::Color(color) => match color.to_rgba().to_rgba8() {
                [_, _, _, 0] => OnPaper::Nothing,
                [r, g, b, _] => OnPaper::Rgb([r, g, b]),
            },
            Painted::Pattern(_) => OnPaper::Pattern,
        };
    }
}

impl<'a> Device<'a> for Probe {
    fn draw_path(&mut self, _: &BezPath, props: DrawProps<'a>, _: &DrawMode) {
        self.note(&props);
    }
    fn draw_rect(&mut self, _: &Rect, props: DrawProps<'a>, _: &DrawMode) {
        self.note(&props);
    }
    fn push_clip_path(&mut self, _: &ClipPath) {}
    fn push_transparency_group(&mut self, _: f32, _: Option<SoftMask<'a>>, _: BlendMode) {}
    fn draw_glyph_run(&mut self, _: &GlyphRun<'_, 'a>, _: DrawProps<'a>, _: &DrawMode) {}
    fn draw_image(&mut self, _: Image<'a, '_>, _: ImageDrawProps<'a>) {}
    fn pop_clip(&mut self) {}
    fn pop_transparency_group(&mut self) {}
}
