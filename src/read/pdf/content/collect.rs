//! Listens to hayro's interpretation of a page and keeps glyphs, ink and pictures.

use super::fonts::characters::{characters, font_of, one};
use super::fonts::unicode::UnicodeMaps;
use super::page::{Characters, Cover, Direction, Font, Glyph, PathItem, PathKind};
use crate::model::BBox;
use crate::read::pdf::file::strings::text_string;
use hayro_interpret::font::{Glyph as Drawn, GlyphRun, OutlineFontData};
use hayro_interpret::hayro_syntax::object::{Dict, String as PdfString};
use hayro_interpret::kurbo::{Affine, BezPath, PathEl, Point, Rect, Shape};
use hayro_interpret::{
    BlendMode, ClipPath, Device, DrawMode, DrawProps, Image, ImageDrawProps, Paint, SoftMask,
};
use std::collections::BTreeMap;

/// Thrown through the interpreter when a page holds more than the limit allows.
pub(crate) struct PageBudgetExceeded;

/// Font size of text in a box that does not say how it is drawn, where there is room.
const TYPED: f64 = 10.0;
/// Slanted lines shorter than this are corners and ticks.
const SHORTEST_SLANT: f64 = 3.0;

/// What was seen on a page so far.
#[derive(Default)]
pub(crate) struct Collector {
    pub(crate) glyphs: Vec<Glyph>,
    pub(crate) fonts: Vec<Font>,
    pub(crate) paths: Vec<PathItem>,
    pub(crate) images: Vec<BBox>,
    /// Samples per inch of each of them.
    pub(crate) densities: Vec<f32>,
    pub(crate) slants: Vec<BBox>,
    pub(crate) strokes: usize,
    pub(crate) covers: Vec<Cover>,
    font_numbers: BTreeMap<Font, u16>,
    /// By the key of a glyph of it.
    glyph_fonts: BTreeMap<u128, u16>,
    pub(crate) unicodes: UnicodeMaps,
    marks: Vec<Mark>,
    clips: Vec<Clip>,
    /// Whether each open group is drawn so that something shows through it.
    veils: Vec<Veil>,
    /// What may still come before the page is given up.
    budget: u32,
}

/// What is seen.
#[derive(Clone, Copy)]
struct Clip {
    rect: Rect,
    /// All of the box is.
    whole: bool,
}

/// How much a collector had kept at some moment.
#[derive(Clone, Copy)]
pub(crate) struct Kept {
    glyphs: usize,
    paths: usize,
    images: usize,
    slants: usize,
    strokes: usize,
    marks: usize,
    clips: usize,
    covers: usize,
    veils: usize,
    budget: u32,
}

/// An open marked-content sequence.
struct Mark {
    mcid: Option<u32>,
    artifact: bool,
    /// The text that replaces the glyphs, and how many glyphs there were before it.
    actual: Option<(Box<str>, usize)>,
}

impl Collector {
    /// Makes ready for a page of this size; what the fonts say stays from page to page.
    pub(crate) fn start(&mut self, width: f32, height: f32, budget: u32) {
        let margin = 1.0;
        let visible = Rect::new(
            -margin,
            -margin,
            f64::from(width) + margin,
            f64::from(height) + margin,
        );
        self.clips = vec![Clip {
            rect: visible,
            whole: true,
        }];
        self.veils.clear();
        self.covers.clear();
        self.marks.clear();
        self.glyphs.clear();
        self.paths.clear();
        self.images.clear();
        self.densities.clear();
        self.slants.clear();
        self.strokes = 0;
        self.budget = budget;
    }

    /// How much there is so far.
    pub(crate) fn kept(&self) -> Kept {
        Kept {
            glyphs: self.glyphs.len(),
            paths: self.paths.len(),
            images: self.images.len(),
            slants: self.slants.len(),
            strokes: self.strokes,
            marks: self.marks.len(),
            clips: self.clips.len(),
            covers: self.covers.len(),
            veils: self.veils.len(),
            budget: self.budget,
        }
    }

    /// Drops what came since.
    pub(crate) fn back_to(&mut self, kept: Kept) {
        self.glyphs.truncate(kept.glyphs);
        self.paths.truncate(kept.paths);
        self.images.truncate(kept.images);
        self.densities.truncate(kept.images);
        self.slants.truncate(kept.slants);
        self.strokes = kept.strokes;
        self.clips.truncate(kept.clips);
        self.covers.truncate(kept.covers);
        self.veils.truncate(kept.veils);
        self.marks.truncate(kept.marks);
        self.budget = kept.budget;
    }

    /// Sets text into a box that says what it holds, but not how it is drawn.
    pub(crate) fn set_text(&mut self, place: Rect, text: &str) {
        let font = self.number(Font::default());
        let lines = || text.lines().filter(|line| !line.trim().is_empty());
        let size = (place.height() / (1.2 * lines().count().max(1) as f64)).clamp(1.0, TYPED);
        for (at, line) in lines().enumerate() {
            let step = (place.width() / line.chars().count() as f64).min(size / 2.0);
            let base = place.y0 + size * (1.2 * at as f64 + 1.0);
            for (c, letter) in line.chars().enumerate() {
                let x = place.x0 + step * c as f64;
                let bbox = Rect::new(x, base - 0.8 * size, x + step, base + 0.2 * size);
                let Some(bbox) = bbox_of(bbox) else { continue };
                self.glyphs.push(Glyph {
                    characters: one(letter),
                    bbox,
                    origin: (x as f32, base as f32),
                    advance: step as f32,
                    direction: Direction::Right,
                    size: size as f32,
                    font,
                    mcid: None,
                    artifact: false,
                    invisible: false,
                    coloured: false,
                    rgb: [0; 3],
                });
            }
        }
    }

    #[inline]
    pub(crate) fn spend(&mut self, items: usize) {
        match self
            .budget
            .checked_sub(u32::try_from(items).unwrap_or(u32::MAX))
        {
            Some(left) => self.budget = left,
            // hayro's `Device` gives no way to stop an interpretation: its methods return nothing and nothing
            // asks whether to go on. `resume_unwind` prints nothing.
            None => std::panic::resume_unwind(Box::new(PageBudgetExceeded)),
        }
    }

    fn clip(&self) -> Rect {
        self.clips.last().map_or(Rect::ZERO, |clip| clip.rect)
    }

    fn mcid(&self) -> Option<u32> {
        self.marks.iter().rev().find_map(|mark| mark.mcid)
    }

    fn in_artifact(&self) -> bool {
        self.marks.iter().any(|mark| mark.artifact)
    }

    /// What the glyphs shown now have in common.
    pub(crate) fn text_style(
        &self,
        font: u16,
        invisible: bool,
        (coloured, rgb): (bool, [u8; 3]),
    ) -> TextStyle {
        TextStyle {
            font,
            invisible,
            coloured,
            rgb: if self.is_veiled_away() { PAPER } else { rgb },
            mcid: self.mcid(),
            artifact: self.in_artifact(),
            clip: self.clip(),
        }
    }

    /// Keeps a glyph of a run, if it is seen.
    #[inline(always)]
    pub(crate) fn keep_glyph(
        &mut self,
        (width, characters): (f64, &Characters),
        (pose, origin): (&Pose, Point),
        style: &TextStyle,
    ) {
        let Some(bbox) = pose
            .bbox(width, origin)
            .filter(|bbox| touches(*bbox, style.clip))
        else {
            return;
        };
        self.glyphs.push(Glyph {
            characters: match characters {
                Characters::One(c) => Characters::One(*c),
                other => other.clone(),
            },
            bbox,
            origin: (origin.x as f32, origin.y as f32),
            advance: (width * pose.along) as f32,
            direction: pose.direction,
            size: pose.size,
            font: style.font,
            mcid: style.mcid,
            artifact: style.artifact,
            invisible: style.invisible,
            coloured: style.coloured,
            rgb: style.rgb,
        });
    }

    /// Keeps the glyphs from this one on a second time.
    pub(crate) fn repeat(&mut self, from: usize) {
        self.spend(self.glyphs.len() - from);
        self.glyphs.extend_from_within(from..);
    }

    /// The number of a font the file says this of.
    pub(crate) fn font_of(&mut self, data: Option<&OutlineFontData>) -> u16 {
        self.number(data.map(font_of).unwrap_or_default())
    }

    /// The number of a glyph's font. Fonts are identified by the glyph's own key: asking the font for its
    /// name and weight each time would cost more than reading the glyph.
    fn font_of_glyph(&mut self, drawn: &Drawn<'_>) -> u16 {
        let Drawn::Outline(outline) = drawn else {
            return self.number(Font::default());
        };
        let key = outline.identifier().cache_key();
        if let Some(number) = self.glyph_fonts.get(&key) {
            return *number;
        }
        let number = self.font_of(outline.font_data().as_ref());
        self.glyph_fonts.insert(key, number);
        number
    }

    /// The number of a font.
    pub(crate) fn number(&mut self, font: Font) -> u16 {
        if let Some(number) = self.font_numbers.get(&font) {
            return *number;
        }
        let number = u16::try_from(self.fonts.len()).unwrap_or(u16::MAX);
        self.fonts.push(font.clone());
        self.font_numbers.insert(font, number);
        number
    }

    fn keep_path(&mut self, rect: Rect, kind: PathKind, rgb: [u8; 3]) {
        let seen = rect.intersect(self.clip());
        let Some(bbox) = bbox_of(rect).and_then(|_| bbox_of(seen)) else {
            return;
        };
        let outside = seen.width() <= 0.0 && rect.width() > 0.0
            || seen.height() <= 0.0 && rect.height() > 0.0;
        if !outside {
            self.paths.push(PathItem {
                bbox,
                kind,
                rgb,
                artifact: self.in_artifact(),
            });
        }
    }

    fn keep_strokes(&mut self, path: &BezPath, transform: Affine, width: f64, rgb: [u8; 3]) {
        let half = (width * scale_of(transform) / 2.0).max(0.05);
        let (mut start, mut last) = (Point::ZERO, Point::ZERO);
        for element in path.elements() {
            let to = match *element {
                PathEl::MoveTo(p) => {
                    (start, last) = (p, p);
                    continue;
                }
                PathEl::LineTo(p) => p,
                PathEl::ClosePath => start,
                PathEl::QuadTo(_, p) | PathEl::CurveTo(_, _, p) => {
                    self.keep_slant(Rect::from_points(transform * last, transform * p));
                    last = p;
                    continue;
                }
            };
            match straight(transform * last, transform * to, half) {
                Some(rect) => self.keep_path(rect, PathKind::Stroke, rgb),
                None => self.keep_slant(Rect::from_points(transform * last, transform * to)),
            }
            last = to;
        }
    }

    fn keep_fills(&mut self, path: &BezPath, transform: Affine, rgb: [u8; 3], opaque: bool) {
        let path = transform * path;
        if opaque && rgb != PATTERN && self.veils.iter().all(|veil| !veil.is_drawn) {
            self.keep_covers(&path, rgb);
        }
        for sub in subpaths(path.elements()) {
            match box_of(sub) {
                Some(rect) => self.keep_path(rect, PathKind::Fill, rgb),
                None => self.keep_slant(extent(sub)),
            }
        }
    }

    /// Keeps the boxes a fill covers whole: a path of several that overlap leaves holes.
    fn keep_covers(&mut self, path: &BezPath, rgb: [u8; 3]) {
        if self.clips.last().is_none_or(|clip| !clip.whole) {
            return;
        }
        let mut boxes: Vec<Rect> = Vec::new();
        for sub in subpaths(path.elements()).take(MOST_COVERS + 1) {
            match box_of(sub) {
                Some(rect) if boxes.iter().all(|one| one.intersect(rect).area() <= 0.0) => {
                    boxes.push(rect);
                }
                _ => return,
            }
        }
        if boxes.len() > MOST_COVERS {
            return;
        }
        for rect in boxes {
            let seen = rect.intersect(self.clip());
            if seen.width().min(seen.height()) > THINNEST_COVER {
                let glyphs = self.glyphs.len();
                self.covers
                    .extend(bbox_of(seen).map(|bbox| Cover { bbox, rgb, glyphs }));
            }
        }
    }

    /// Lines at an angle and curves: what charts and drawings are made of, and tables are not.
    fn keep_slant(&mut self, rect: Rect) {
        let seen = rect.intersect(self.clip());
        if seen.width().max(seen.height()) >= SHORTEST_SLANT {
            self.slants.extend(bbox_of(seen));
        }
    }

    /// A filled path.
    pub(crate) fn fill(
        &mut self,
        path: &BezPath,
        transform: Affine,
        rgb: Option<[u8; 3]>,
        opaque: bool,
    ) {
        self.count(path);
        if let Some(rgb) = rgb {
            self.keep_fills(path, transform, rgb, opaque);
        }
    }

    /// A stroked path.
    pub(crate) fn stroke(
        &mut self,
        path: &BezPath,
        transform: Affine,
        width: f32,
        rgb: Option<[u8; 3]>,
    ) {
        self.count(path);
        if let Some(rgb) = rgb {
            self.keep_strokes(path, transform, f64::from(width), rgb);
        }
    }

    fn count(&mut self, path: &BezPath) {
        self.spend(path.elements().len());
        self.strokes += path.elements().len();
    }

    /// A picture of this size in samples.
    pub(crate) fn keep_image(&mut self, width: f64, height: f64, transform: Affine) {
        self.spend(1);
        let size = Rect::new(0.0, 0.0, width, height);
        let seen = transform.transform_rect_bbox(size).intersect(self.clip());
        let Some(bbox) = bbox_of(seen).filter(|b| b.width() > 0.0 && b.height() > 0.0) else {
            return;
        };
        self.images.push(bbox);
        let points_a_sample = transform.determinant().abs().sqrt().max(1e-6);
        self.densities.push((72.0 / points_a_sample) as f32);
    }

    /// Shows nothing outside a box from here on, and all inside it where that is `whole`.
    pub(crate) fn clip_to(&mut self, rect: Rect, whole: bool) {
        self.spend(1);
        let whole = whole && self.clips.last().is_none_or(|clip| clip.whole);
        let rect = self.clip().intersect(rect);
        self.clips.push(Clip { rect, whole });
    }

    /// Ends the clip begun last.
    pub(crate) fn end_clip(&mut self) {
        if self.clips.len() > 1 {
            self.clips.pop();
        }
    }

    /// Something is drawn together before it comes onto the page, and may show what lies below it.
    pub(crate) fn group(&mut self, veil: Veil) {
        self.spend(1);
        self.veils.push(veil);
    }

    /// Whether what is drawn now lets all that is below it show through.
    fn is_veiled_away(&self) -> bool {
        self.veils.iter().any(|veil| veil.opacity < FAINTEST)
    }

    /// Ends the group begun last.
    pub(crate) fn end_group(&mut self) {
        self.veils.pop();
    }

    fn paint(&mut self, path: &BezPath, props: &DrawProps<'_>, mode: &DrawMode) {
        let rgb = paint_color(&props.paint);
        let opaque = is_opaque(props);
        match mode {
            DrawMode::Fill(_) => self.fill(path, props.transform, rgb, opaque),
            DrawMode::Stroke(stroke) => self.stroke(path, props.transform, stroke.line_width, rgb),
            DrawMode::FillAndStroke(_, stroke) => {
                self.fill(path, props.transform, rgb, opaque);
                self.stroke(path, props.transform, stroke.line_width, rgb);
            }
            DrawMode::Invisible => self.count(path),
        }
    }

    /// Puts the ActualText in place of the glyphs drawn since the sequence was opened.
    fn replace(&mut self, actual: Box<str>, from: usize) {
        let covered = self.glyphs.get_mut(from..).unwrap_or_default();
        let bbox = covered.iter().map(|g| g.bbox).reduce(BBox::union);
        let Some(((first, rest), bbox)) = covered.split_first_mut().zip(bbox) else {
            return;
        };
        let one_line = rest
            .iter()
            .all(|g| (g.origin.1 - first.origin.1).abs() < first.size / 2.0);
        // Over several lines, or with words in it, the glyphs know better where everything stands.
        if !one_line || actual.trim().contains(char::is_whitespace) {
            return;
        }
        first.characters = characters(&actual);
        first.advance = bbox.x1 - bbox.x0;
        first.bbox = bbox;
        self.glyphs.truncate(from + 1);
        let late = self.covers.iter_mut().rev();
        late.take_while(|cover| cover.glyphs > from)
            .for_each(|cover| cover.glyphs = from + 1);
    }
}

impl<'a> Device<'a> for Collector {
    fn draw_path(&mut self, path: &BezPath, props: DrawProps<'a>, mode: &DrawMode) {
        self.paint(path, &props, mode);
    }

    fn draw_rect(&mut self, rect: &Rect, props: DrawProps<'a>, mode: &DrawMode) {
        self.paint(&rect.to_path(0.1), &props, mode);
    }

    fn push_clip_path(&mut self, clip: &ClipPath) {
        let whole = as_box(&clip.path);
        self.clip_to(clip.path.control_box(), whole);
    }

    fn push_clip_rect(&mut self, rect: &Rect) {
        self.clip_to(*rect, true);
    }

    fn push_transparency_group(
        &mut self,
        opacity: f32,
        mask: Option<SoftMask<'a>>,
        blend: BlendMode,
    ) {
        let is_drawn = opacity < 1.0 || mask.is_some() || blend != BlendMode::Normal;
        self.group(Veil { is_drawn, opacity });
    }

    fn draw_glyph_run(&mut self, run: &GlyphRun<'_, 'a>, props: DrawProps<'a>, mode: &DrawMode) {
        self.spend(run.glyphs().len());
        let Some(first) = run.glyphs().first() else {
            return;
        };
        let font = self.font_of_glyph(first);
        let coloured = matches!(props.paint, Paint::Color(_))
            && paint_color(&props.paint).is_some_and(is_coloured);
        let rgb = paint_color(&props.paint).unwrap_or(PAPER);
        let invisible = matches!(mode, DrawMode::Invisible);
        let shared = self.text_style(font, invisible, (coloured, rgb));
        for drawn in run.glyphs() {
            let transform = props.transform * drawn.transform();
            let origin = transform.translation().to_point();
            let outline = if let Drawn::Outline(outline) = &**drawn {
                Some(outline)
            } else {
                None
            };
            let characters = self.unicodes.characters(drawn.as_unicode(), outline);
            self.keep_glyph(
                (width(drawn), &characters),
                (&Pose::of(transform), origin),
                &shared,
            );
        }
    }

    fn draw_image(&mut self, image: Image<'a, '_>, props: ImageDrawProps<'a>) {
        self.keep_image(
            f64::from(image.width()),
            f64::from(image.height()),
            props.transform,
        );
    }

    fn pop_clip(&mut self) {
        self.end_clip();
    }

    fn pop_transparency_group(&mut self) {
        self.end_group();
    }

    fn begin_marked_content(&mut self, tag: &[u8], properties: Option<&Dict<'_>>) {
        self.spend(1);
        let actual = properties.and_then(|p| p.get::<PdfString<'_>>("ActualText"));
        let actual = actual.map(|text| (text_string(text.as_ref()), self.glyphs.len()));
        self.marks.push(Mark {
            mcid: properties.and_then(|p| p.get::<u32>("MCID")),
            artifact: tag == b"Artifact",
            actual,
        });
    }

    fn end_marked_content(&mut self) {
        if let Some(Mark {
            actual: Some((text, from)),
            ..
        }) = self.marks.pop()
        {
            self.replace(text, from);
        }
    }
}

/// What the glyphs shown by one operation have in common.
pub(crate) struct TextStyle {
    font: u16,
    mcid: Option<u32>,
    artifact: bool,
    invisible: bool,
    coloured: bool,
    rgb: [u8; 3],
    clip: Rect,
}

fn width(drawn: &Drawn<'_>) -> f64 {
    width_of(match drawn {
        Drawn::Outline(outline) => outline.advance_width(),
        Drawn::Type3(shape) => shape.advance_width(),
    })
}

/// The width of a glyph, where the file tells.
pub(crate) fn width_of(advance: Option<f32>) -> f64 {
    f64::from(advance.unwrap_or(500.0))
}

/// How glyphs lie on the page: size, slant and direction, wherever they stand.
pub(crate) struct Pose {
    transform: Affine,
    upright: bool,
    along: f64,
    size: f32,
    direction: Direction,
}

impl Pose {
    /// The pose of glyphs that this transform brings from font units to the frame.
    pub(crate) fn of(transform: Affine) -> Pose {
        let [a, b, c, d, _, _] = transform.as_coeffs();
        let upright = b == 0.0 && c == 0.0;
        let (along, across) = if upright {
            (a.abs(), d.abs())
        } else {
            (a.hypot(b), c.hypot(d))
        };
        let size = (1000.0 * across) as f32;
        Pose {
            transform,
            upright,
            along,
            size,
            direction: Direction::of(a, b),
        }
    }

    /// The box of a glyph of this width with its origin here.
    #[inline(always)]
    fn bbox(&self, width: f64, origin: Point) -> Option<BBox> {
        let [a, b, c, d, _, _] = self.transform.as_coeffs();
        let (e, f) = (origin.x, origin.y);
        bbox_of(if self.upright {
            Rect::from_points((e, f - 200.0 * d), (e + width * a, f + 800.0 * d))
        } else {
            let placed = Affine::new([a, b, c, d, e, f]);
            placed.transform_rect_bbox(Rect::new(0.0, -200.0, width, 800.0))
        })
    }
}

#[inline(always)]
fn touches(b: BBox, clip: Rect) -> bool {
    f64::from(b.x1) > clip.x0
        && f64::from(b.x0) < clip.x1
        && f64::from(b.y1) > clip.y0
        && f64::from(b.y0) < clip.y1
}

/// The colour of a paint; `None` for one that is fully transparent.
fn paint_color(paint: &Paint<'_>) -> Option<[u8; 3]> {
    match paint {
        Paint::Color(color) => {
            let [r, g, b, alpha] = color.to_rgba().to_rgba8();
            color_of([r, g, b], alpha)
        }
        Paint::Pattern(_) => Some(PATTERN),
    }
}

/// Whether what is drawn hides what lies below it.
fn is_opaque(props: &DrawProps<'_>) -> bool {
    let solid = match &props.paint {
        Paint::Color(color) => color.to_rgba().to_rgba8()[3] == u8::MAX,
        Paint::Pattern(_) => false,
    };
    solid && props.soft_mask.is_none() && props.blend_mode == BlendMode::Normal
}

/// Boxes of one path that are looked at.
const MOST_COVERS: usize = 16;
/// What is thinner than this covers no letter.
const THINNEST_COVER: f64 = 3.0;

/// Whether a path is one box.
pub(crate) fn as_box(path: &BezPath) -> bool {
    let mut parts = subpaths(path.elements());
    let first = parts.next();
    parts.next().is_none()
        && first.and_then(box_of).is_some_and(|rect| {
            let (box_area, area) = (rect.area(), path.area().abs());
            (box_area - area).abs() <= 0.01 * box_area
        })
}

/// What a pattern counts as: neither black nor white.
pub(crate) const PATTERN: [u8; 3] = [128; 3];
/// What shows where nothing is drawn.
pub(crate) const PAPER: [u8; 3] = [255; 3];
/// What is less opaque than this is not seen.
const FAINTEST: f32 = 0.02;

/// How a group is laid over what is below it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Veil {
    /// It is not drawn as it is: it lets something through, or is mixed with it.
    pub is_drawn: bool,
    /// 1 for all of it, 0 for nothing.
    pub opacity: f32,
}

impl Veil {
    /// The group is drawn as if it were none.
    pub const NONE: Veil = Veil {
        is_drawn: false,
        opacity: 1.0,
    };
}

/// A colour that nobody would call black, grey or white.
pub(crate) fn is_coloured(rgb: [u8; 3]) -> bool {
    let (least, most) = (rgb.iter().min(), rgb.iter().max());
    least
        .zip(most)
        .is_some_and(|(least, most)| most - least > GREYISH)
}

/// The parts of a grey, however tinted, lie no further apart.
const GREYISH: u8 = 80;

/// A colour on white paper, where a light tint is what remains of a half-transparent one.
pub(crate) fn color_of(rgb: [u8; 3], alpha: u8) -> Option<[u8; 3]> {
    let over_white = |c: u8| 255 - ((255 - u16::from(c)) * u16::from(alpha) / 255) as u8;
    (alpha > 0).then(|| rgb.map(over_white))
}

#[inline(always)]
pub(crate) fn bbox_of(r: Rect) -> Option<BBox> {
    let all = [r.x0, r.y0, r.x1, r.y1];
    let sane = all.iter().all(|v| v.is_finite() && v.abs() < 1e6);
    sane.then_some(BBox {
        x0: r.x0 as f32,
        y0: r.y0 as f32,
        x1: r.x1 as f32,
        y1: r.y1 as f32,
    })
}

/// How much a transform enlarges a line's width.
fn scale_of(transform: Affine) -> f64 {
    transform.determinant().abs().sqrt()
}

/// The box of a horizontal or vertical stroke; `None` for a slanted one.
fn straight(a: Point, b: Point, half: f64) -> Option<Rect> {
    let (dx, dy) = ((b.x - a.x).abs(), (b.y - a.y).abs());
    // A dot draws nothing that could be a rule; the interpreter nudges such lines by a ten-thousandth.
    if dx.max(dy) < 0.01 {
        return None;
    }
    let along = Rect::from_points(a, b);
    if dy <= 0.02 * dx || dy < 0.3 && dx > 1.0 {
        return Some(along.inflate(0.0, half));
    }
    (dx <= 0.02 * dy || dx < 0.3 && dy > 1.0).then(|| along.inflate(half, 0.0))
}

/// The box of a path's points.
fn extent(elements: &[PathEl]) -> Rect {
    let mut points = elements.iter().filter_map(PathEl::end_point);
    let first = points.next().unwrap_or(Point::ZERO);
    points.fold(Rect::from_points(first, first), |rect, p| rect.union_pt(p))
}

/// The pieces of a path, each from a `MoveTo` on.
fn subpaths(elements: &[PathEl]) -> impl Iterator<Item = &[PathEl]> {
    elements.chunk_by(|_, next| !matches!(next, PathEl::MoveTo(_)))
}

/// The box of a subpath that is a box, or so thin that its shape does not matter.
fn box_of(elements: &[PathEl]) -> Option<Rect> {
    let mut points = elements.iter().filter_map(PathEl::end_point);
    let first = points.next()?;
    let rect = points.fold(Rect::from_points(first, first), |rect, p| rect.union_pt(p));
    let thin = rect.width().min(rect.height()) <= 3.0;
    let on_edge = |p: Point| {
        let near = |a: f64, b: f64| (a - b).abs() < 0.5;
        (near(p.x, rect.x0) || near(p.x, rect.x1)) && (near(p.y, rect.y0) || near(p.y, rect.y1))
    };
    let corners = elements.iter().all(|element| match element {
        PathEl::MoveTo(p) | PathEl::LineTo(p) => on_edge(*p),
        PathEl::ClosePath => true,
        PathEl::QuadTo(..) | PathEl::CurveTo(..) => false,
    });
    (thin || corners && elements.len() >= 4).then_some(rect)
}
