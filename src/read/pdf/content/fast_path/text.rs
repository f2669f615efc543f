//! Text operations.

use super::parts::{Part, Parts};
use super::state::{Mode, Text};
use super::{Interpreter, Scope, Unsupported};
use crate::read::pdf::content::collect::{PAPER, PATTERN, Pose};
use hayro_interpret::hayro_syntax::content::ops::TypedInstruction as Op;
use hayro_interpret::hayro_syntax::object::Name;
use hayro_interpret::kurbo::{Affine, Point, Vec2};

/// Font units to one em.
const UNITS: f32 = 1000.0;
/// The code of a space, to which word spacing is added.
const SPACE: u32 = 32;

impl<'a> Interpreter<'_, 'a> {
    /// Does what a text operation says; all others say nothing.
    pub(super) fn text_operation(
        &mut self,
        operation: Op<'_, '_>,
        scope: &mut Scope<'_, 'a>,
    ) -> Result<(), Unsupported> {
        let text = &mut self.state.text;
        match operation {
            Op::BeginText(_) => {
                (text.matrix, text.line_matrix) = (Affine::IDENTITY, Affine::IDENTITY)
            }
            Op::SetTextMatrix(m) => {
                text.line_matrix = Affine::new([m.0, m.1, m.2, m.3, m.4, m.5].map(|n| n.as_f64()));
                text.matrix = text.line_matrix;
            }
            Op::TextFont(font) => {
                text.size = font.1.as_f32();
                let number = self.font(font.0, scope)?;
                self.state.text.font = Some(number);
            }
            Op::ShowText(shown) => self.show(shown.0.as_bytes(), scope)?,
            Op::ShowTexts(shown) => self.show_all(Parts::of(shown.0.data()), scope)?,
            Op::HorizontalScaling(scaling) => text.scaling = scaling.0.as_f32(),
            Op::TextLeading(leading) => text.leading = leading.0.as_f32(),
            Op::CharacterSpacing(space) => text.char_space = space.0.as_f32(),
            Op::WordSpacing(space) => text.word_space = space.0.as_f32(),
            Op::TextRise(rise) => text.rise = rise.0.as_f32(),
            Op::NextLine(by) => text.next_line(by.0.as_f64(), by.1.as_f64()),
            Op::NextLineUsingLeading(_) => text.next_line(0.0, -f64::from(text.leading)),
            Op::NextLineAndSetLeading(by) => {
                text.leading = -by.1.as_f64() as f32;
                text.next_line(by.0.as_f64(), by.1.as_f64());
            }
            _ => return self.rare_text_operation(operation, scope),
        }
        Ok(())
    }

    fn rare_text_operation(
        &mut self,
        operation: Op<'_, '_>,
        scope: &mut Scope<'_, 'a>,
    ) -> Result<(), Unsupported> {
        let text = &mut self.state.text;
        match operation {
            Op::TextRenderingMode(mode) => {
                text.mode = match mode.0.as_i64() {
                    2 => Mode::Twice,
                    3 => Mode::Invisible,
                    4..=7 => return Err(Unsupported),
                    _ => Mode::Once,
                };
            }
            Op::NextLineAndShowText(shown) => {
                text.next_line(0.0, -f64::from(text.leading));
                self.show(shown.0.as_bytes(), scope)?;
            }
            Op::ShowTextWithParameters(shown) => {
                (text.word_space, text.char_space) = (shown.0.as_f32(), shown.1.as_f32());
                text.next_line(0.0, -f64::from(text.leading));
                self.show(shown.2.as_bytes(), scope)?;
            }
            _ => {}
        }
        Ok(())
    }

    /// The number of the font that has this name here.
    fn font(&mut self, name: &Name<'_>, scope: &mut Scope<'_, 'a>) -> Result<usize, Unsupported> {
        if let Some((_, number)) = scope.fonts.iter().find(|(known, _)| **known == **name) {
            return Ok(*number);
        }
        let dict = scope.resources.get_font(name).ok_or(Unsupported)?;
        let number = self.path.fonts.number(&dict).ok_or(Unsupported)?;
        scope.fonts.push((name.as_ref().into(), number));
        Ok(number)
    }

    fn show(&mut self, bytes: &[u8], scope: &mut Scope<'_, 'a>) -> Result<(), Unsupported> {
        let from = self.collector.glyphs.len();
        let colour = self.text_colour(scope);
        self.append(bytes, colour)?;
        self.finish(from);
        Ok(())
    }

    /// Shows strings with moves of the pen between them.
    fn show_all(
        &mut self,
        mut parts: Parts<'_>,
        scope: &mut Scope<'_, 'a>,
    ) -> Result<(), Unsupported> {
        let from = self.collector.glyphs.len();
        let colour = self.text_colour(scope);
        while let Some(part) = parts.next()? {
            match part {
                Part::Back(by) => self.adjust(by)?,
                Part::Shown(bytes) => self.append(&bytes, colour)?,
            }
        }
        self.finish(from);
        Ok(())
    }

    /// Whether text is coloured, and its colour. What is not surely light is not looked up in its space.
    fn text_colour(&self, scope: &mut Scope<'_, 'a>) -> (bool, [u8; 3]) {
        let fill = &self.state.fill;
        let rgb = match fill.plainly() {
            Some(rgb) => rgb,
            None if fill.is_clear() => PAPER,
            None if fill.may_be_white() => self.rgb(fill, scope).unwrap_or(PAPER),
            None => PATTERN,
        };
        (fill.is_coloured(), rgb)
    }

    /// What is filled and stroked is drawn twice.
    fn finish(&mut self, from: usize) {
        if self.state.text.mode == Mode::Twice {
            self.collector.repeat(from);
        }
    }

    fn adjust(&mut self, by: f32) -> Result<(), Unsupported> {
        let text = &mut self.state.text;
        let font = text
            .font
            .and_then(|number| self.path.fonts.get(number))
            .ok_or(Unsupported)?;
        let stretch = if font.horizontal { text.stretch() } else { 1.0 };
        let by = f64::from(-by / UNITS * text.size * stretch);
        if font.horizontal {
            text.advance(by, 0.0)
        } else {
            text.advance(0.0, by)
        }
        Ok(())
    }

    /// Places the glyphs of a string one after the other. The sums are those of the full interpreter, done
    /// once a string where they come out the same for every glyph.
    fn append(&mut self, bytes: &[u8], colour: (bool, [u8; 3])) -> Result<(), Unsupported> {
        let (text, ctm) = (&mut self.state.text, self.state.ctm);
        let font = text
            .font
            .and_then(|number| self.path.fonts.get(number))
            .ok_or(Unsupported)?;
        if bytes.is_empty() {
            return Ok(());
        }
        let number = font.number(bytes, self.collector)?;
        let invisible = text.mode == Mode::Invisible;
        let run = self.collector.text_style(number, invisible, colour);
        let [a, b, c, d, _, _] = text.units().as_coeffs();
        let pose = Pose::of(ctm * text.units());
        let horizontal = font.horizontal;
        let mut at = 0;
        while at < bytes.len() {
            self.collector.spend(1);
            let coded = font.coded(&bytes[at..], &mut self.collector.unicodes)?;
            let (x, y) = text.pen();
            let glyph = (coded.width, &coded.characters);
            match coded.placing {
                None => self
                    .collector
                    .keep_glyph(glyph, (&pose, ctm * Point::new(x, y)), &run),
                Some((shift, stretch)) => {
                    let unit = Affine::new([a, b, c, d, x, y]) * Affine::translate(shift);
                    let whole = ctm * (unit * Affine::scale_non_uniform(stretch, 1.0));
                    let origin = whole.translation().to_point();
                    self.collector
                        .keep_glyph(glyph, (&Pose::of(whole), origin), &run);
                }
            }
            let spaced = coded.code == SPACE && coded.length == 1;
            let (tx, ty) = text.step(coded.advance, spaced, horizontal);
            at += coded.length;
            text.advance(tx, ty);
        }
        Ok(())
    }
}

impl Text {
    /// From font units to user space, for the glyph at the pen.
    fn units(&self) -> Affine {
        let (size, rise) = (f64::from(self.size), f64::from(self.rise));
        let text = Affine::new([size * f64::from(self.stretch()), 0.0, 0.0, size, 0.0, rise]);
        self.matrix * text * Affine::scale(1.0 / f64::from(UNITS))
    }

    /// Where the pen is, the rise of the text included.
    fn pen(&self) -> (f64, f64) {
        let [_, _, c, d, e, f] = self.matrix.as_coeffs();
        let rise = f64::from(self.rise);
        (c * rise + e, d * rise + f)
    }

    /// How far the pen moves for a code.
    fn step(&self, advance: Vec2, spaced: bool, horizontal: bool) -> (f64, f64) {
        let word_space = if spaced { self.word_space } else { 0.0 };
        let whole =
            |advance: f64| advance as f32 / UNITS * self.size + self.char_space + word_space;
        if horizontal {
            (f64::from(whole(advance.x) * self.stretch()), 0.0)
        } else {
            (0.0, f64::from(whole(advance.y)))
        }
    }
}
