//! Paths: building, painting, clipping.

use super::colour::Paint;
use super::{Interpreter, Scope};
use crate::read::pdf::content::collect::{Collector, as_box};
use hayro_interpret::hayro_syntax::content::ops::TypedInstruction as Op;
use hayro_interpret::hayro_syntax::object::Number;
use hayro_interpret::kurbo::{BezPath, PathEl, Point, Rect, Shape};
use hayro_interpret::util::{Float32Ext, Float64Ext, x_y_advances};

/// The path under construction and the clips in force.
pub(super) struct Pen {
    path: BezPath,
    start: Point,
    last: Point,
    /// The path becomes a clip once it is done with.
    clips: bool,
    /// What is seen within each clip; the first is the page.
    seen: Vec<Rect>,
    /// Whether each clip was handed on: one that cuts nothing off is not.
    handed_on: Vec<bool>,
}

fn point(x: Number, y: Number) -> Point {
    Point::new(x.as_f64(), y.as_f64())
}

impl Pen {
    pub(super) fn new(visible: Rect) -> Pen {
        Pen {
            path: BezPath::new(),
            start: Point::ZERO,
            last: Point::ZERO,
            clips: false,
            seen: vec![visible],
            handed_on: Vec::new(),
        }
    }

    pub(super) fn clips(&self) -> usize {
        self.handed_on.len()
    }

    pub(super) fn restore_clips(&mut self, clips: usize, collector: &mut Collector) {
        while self.handed_on.len() > clips {
            if self.handed_on.pop() == Some(true) {
                collector.end_clip();
                self.seen.pop();
            }
        }
    }

    pub(super) fn drop_path(&mut self) {
        self.path.truncate(0);
        self.clips = false;
    }

    fn move_to(&mut self, p: Point) {
        (self.start, self.last) = (p, p);
        self.path.move_to(p);
    }

    fn rect(&mut self, p: Point, width: f64, height: f64) {
        self.path
            .extend(Rect::new(p.x, p.y, p.x + width, p.y + height).path_elements(0.1));
        (self.start, self.last) = (p, p);
    }

    fn line_to(&mut self, p: Point) {
        if self.path.elements().is_empty() {
            return;
        }
        // A line without length is nudged, as the full interpreter does to show its round ends.
        let nudge = if self.last == p { 0.0001 } else { 0.0 };
        self.last = p;
        self.path.line_to((p.x + nudge, p.y));
    }

    fn curve_to(&mut self, p1: Option<Point>, p2: Point, p3: Point) {
        if !self.path.elements().is_empty() {
            self.path.curve_to(p1.unwrap_or(self.last), p2, p3);
            self.last = p3;
        }
    }

    fn close(&mut self) {
        if !self.path.is_empty() && self.path.elements().last() != Some(&PathEl::ClosePath) {
            self.path.close_path();
            self.last = self.start;
        }
    }
}

impl<'a> Interpreter<'_, 'a> {
    /// Takes the operation when it is one on paths; gives it back otherwise.
    pub(super) fn path_operation<'b, 'c>(
        &mut self,
        operation: Op<'b, 'c>,
        scope: &mut Scope<'_, 'a>,
    ) -> Option<Op<'b, 'c>> {
        let pen = &mut self.pen;
        match operation {
            Op::MoveTo(p) => pen.move_to(point(p.0, p.1)),
            Op::LineTo(p) => pen.line_to(point(p.0, p.1)),
            Op::RectPath(r) => pen.rect(point(r.0, r.1), r.2.as_f64(), r.3.as_f64()),
            Op::CubicTo(c) => pen.curve_to(Some(point(c.0, c.1)), point(c.2, c.3), point(c.4, c.5)),
            Op::CubicStartTo(c) => pen.curve_to(None, point(c.0, c.1), point(c.2, c.3)),
            Op::CubicEndTo(c) => {
                pen.curve_to(Some(point(c.0, c.1)), point(c.2, c.3), point(c.2, c.3))
            }
            Op::ClosePath(_) => pen.close(),
            Op::ClipNonZero(_) | Op::ClipEvenOdd(_) => pen.clips = true,
            Op::EndPath(_) => self.end_path(),
            other => return self.paint_operation(other, scope),
        }
        None
    }

    fn paint_operation<'b, 'c>(
        &mut self,
        operation: Op<'b, 'c>,
        scope: &mut Scope<'_, 'a>,
    ) -> Option<Op<'b, 'c>> {
        let (close, fill, stroke) = match operation {
            Op::StrokePath(_) => (false, false, true),
            Op::CloseAndStrokePath(_) => (true, false, true),
            Op::FillPathNonZero(_)
            | Op::FillPathNonZeroCompatibility(_)
            | Op::FillPathEvenOdd(_) => (false, true, false),
            Op::FillAndStrokeNonZero(_) | Op::FillAndStrokeEvenOdd(_) => (false, true, true),
            Op::CloseFillAndStrokeNonZero(_) | Op::CloseFillAndStrokeEvenOdd(_) => {
                (true, true, true)
            }
            other => return Some(other),
        };
        if close {
            self.pen.close();
        }
        if fill {
            self.fill(scope);
        }
        if stroke {
            let rgb = self.rgb(&self.state.stroke, scope);
            let path = as_rect(&self.pen.path).map(|rect| rect.to_path(0.1));
            let path = path.as_ref().unwrap_or(&self.pen.path);
            self.collector
                .stroke(path, self.state.ctm, self.state.line_width, rgb);
        }
        self.end_path();
        None
    }

    pub(super) fn rgb(&self, paint: &Paint, scope: &mut Scope<'_, 'a>) -> Option<[u8; 3]> {
        self.path
            .colours
            .rgb(paint, scope.resources, &mut scope.colours)
    }

    fn fill(&mut self, scope: &mut Scope<'_, 'a>) {
        let rgb = self.rgb(&self.state.fill, scope);
        let ctm = self.state.ctm;
        let bounds = bounds(&self.pen.path);
        let (x, y) = x_y_advances(&ctm);
        let flat = |extent: f64, unit: f64| ((extent * unit) as f32).is_nearly_zero();
        if flat(bounds.width(), x.length()) || flat(bounds.height(), y.length()) {
            // Too thin to be filled: shown as a hairline all the same.
            let scale = x.length().max(y.length()) as f32;
            let mut line = BezPath::new();
            line.move_to((bounds.x0, bounds.y0));
            line.line_to((bounds.x1, bounds.y1));
            let width = if scale > 0.0 { 1.0 / scale } else { 0.001 };
            self.collector.stroke(&line, ctm, width, rgb);
        } else {
            let path = as_rect(&self.pen.path).map(|rect| rect.to_path(0.1));
            let opaque = self.state.fill.alpha >= 1.0 && !self.state.veil.is_drawn();
            let path = path.as_ref().unwrap_or(&self.pen.path);
            self.collector.fill(path, ctm, rgb, opaque);
        }
    }

    /// Makes the path a clip where that was asked for, and starts anew.
    fn end_path(&mut self) {
        let pen = &mut self.pen;
        if std::mem::take(&mut pen.clips) && !pen.path.elements().is_empty() {
            let path = self.state.ctm * &pen.path;
            let seen = pen.seen.last().copied().unwrap_or(Rect::ZERO);
            let rect = as_rect(&path);
            let cuts = rect.is_none_or(|rect| !covers(rect, seen));
            if cuts {
                let whole = rect.is_some() || as_box(&path);
                self.collector
                    .clip_to(rect.unwrap_or_else(|| path.control_box()), whole);
                pen.seen
                    .push(seen.intersect(rect.unwrap_or_else(|| path.bounding_box())));
            }
            pen.handed_on.push(cuts);
        }
        pen.path.truncate(0);
    }
}

/// Whether a clip cuts nothing off what is seen.
fn covers(clip: Rect, seen: Rect) -> bool {
    seen.min_x().is_nearly_greater_or_equal(clip.min_x())
        && seen.min_y().is_nearly_greater_or_equal(clip.min_y())
        && seen.max_x().is_nearly_less_or_equal(clip.max_x())
        && seen.max_y().is_nearly_less_or_equal(clip.max_y())
}

/// The box of all points of a path, those that only steer curves too.
fn bounds(path: &BezPath) -> Rect {
    let mut all: Option<Rect> = None;
    let mut take = |p: Point| {
        all = Some(all.map_or(Rect::from_points(p, p), |rect| rect.union_pt(p)));
    };
    for element in path.elements() {
        match *element {
            PathEl::MoveTo(p) | PathEl::LineTo(p) => take(p),
            PathEl::QuadTo(a, b) => [a, b].into_iter().for_each(&mut take),
            PathEl::CurveTo(a, b, c) => [a, b, c].into_iter().for_each(&mut take),
            PathEl::ClosePath => {}
        }
    }
    all.unwrap_or(Rect::ZERO)
}

/// The box a path draws, if it draws a box and nothing else.
fn as_rect(path: &BezPath) -> Option<Rect> {
    let near = |a: Point, b: Point| (a.x.is_nearly_equal(b.x), a.y.is_nearly_equal(b.y));
    let corners = match *path.elements() {
        [
            PathEl::MoveTo(a),
            PathEl::LineTo(b),
            PathEl::LineTo(c),
            PathEl::LineTo(d),
            PathEl::ClosePath,
        ] => [a, b, c, d, a],
        [
            PathEl::MoveTo(a),
            PathEl::LineTo(b),
            PathEl::LineTo(c),
            PathEl::LineTo(d),
            PathEl::LineTo(e),
        ] if near(a, e) == (true, true) => [a, b, c, d, e],
        _ => return None,
    };
    // Upright and level sides in turn.
    let mut before = None;
    for side in corners.windows(2) {
        let (same_x, same_y) = near(side[0], side[1]);
        if same_x == same_y || before == Some(same_x) {
            return None;
        }
        before = Some(same_x);
    }
    Some(bounds(path))
}
