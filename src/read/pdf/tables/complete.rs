//! Lattices whose rules leave a row of their table out: the header above them is painted or has no rules, the
//! page's end cuts a row through, a repeated header stands in one box with the rest of a row.

use super::borderless::figure::is_ordinal;
use super::borderless::names_a_form;
use super::lattice::Lattice;
use super::ruling_line::{Axis, RulingLine, SNAP, shades};
use super::sheets;
use crate::model::BBox;
use crate::read::pdf::content::page::PageContent;
use crate::read::pdf::tables::overlay::letter_box;
use crate::read::pdf::text::line::lines;
use crate::read::pdf::text::word::Word;
use crate::text::column_role::{ColumnRole, column_role};
use crate::text::number::{Strictness, is_number};
use compact_str::CompactString;
use std::borrow::Cow;

/// Text is no further above the first rule of its table than this many font sizes.
const NEAR: f32 = 1.5;
/// From the bottom of a line of a cell to the top of the next it is no further than this many font sizes.
const NEXT: f32 = 0.9;
/// Words may reach over a border by this many points.
const OVER: f32 = 1.5;
/// Upright rules that run on beyond the last one across by this many points leave a row open.
const OPEN: f32 = 1.5;
/// Places on two pages agree to so many points.
const ALIKE: f32 = 1.0;
/// A header is no taller than this many points.
const MAX_HEADER: f32 = 120.0;
/// So many rows of a table may be its header.
const HEADER_ROWS: usize = 3;

/// What a page hands on to the next: how its last table ended and began.
#[derive(Debug, Default)]
pub(crate) struct Cut {
    /// The words of the last line before the open end.
    last: Vec<(CompactString, f32)>,
    /// The rows it began with, where they may be printed again.
    head: Head,
    /// The borders of the rows of each page's last table.
    rows: Vec<Vec<f32>>,
}

/// The first rows of a table.
#[derive(Debug, Default)]
struct Head {
    xs: Vec<f32>,
    rows: Vec<HeadRow>,
}

#[derive(Debug)]
struct HeadRow {
    height: f32,
    /// What stands in it, and where, seen from its top left corner.
    words: Vec<(CompactString, f32, f32)>,
}

/// A lattice with the rows its rules leave out.
pub(crate) fn completed<'r>(
    lattice: &'r Lattice,
    content: &PageContent,
    edges: &[RulingLine],
    words: &[Word],
    before: &Cut,
) -> Cow<'r, Lattice> {
    let mut lattice = Cow::Borrowed(lattice);
    if lattice.columns() < 3 {
        return lattice;
    }
    if let Some((row, y)) = before.head.shares_box(&lattice, words) {
        lattice.to_mut().cut_row(row, y);
    }
    match End::top(&lattice, edges).and_then(|end| end.reached(&lattice, words)) {
        Some((y, true)) => lattice.to_mut().ys[0] = y,
        Some((y, false)) => {
            let down = passing(&lattice, edges, y);
            lattice.to_mut().add_above(y, down);
        }
        None => {
            if let Some((y, down)) = header_above(&lattice, content, edges, words) {
                lattice.to_mut().add_above(y, down);
            }
        }
    }
    match End::bottom(&lattice, edges).map(|end| end.reached(&lattice, words)) {
        Some(Some((y, true))) => lattice.to_mut().stretch(y),
        Some(Some((y, false))) => {
            let down = passing(&lattice, edges, y);
            lattice.to_mut().add_below(y, down);
        }
        // What stands below an open end is not seen there.
        Some(None) => {}
        None => {
            if let Some(y) = row_below(&lattice, &before.head, words) {
                let down = vec![true; lattice.xs.len()];
                lattice.to_mut().add_below(y, down);
            }
        }
    }
    lattice
}

/// Where the header ends above that stands over columns whose rules begin below it, as far as it names those
/// of an appendix.
pub(crate) fn frame_top(
    xs: &[f32],
    bbox: BBox,
    edges: &[RulingLine],
    words: &[Word],
) -> Option<f32> {
    let lattice = Lattice::bare(xs.to_vec(), vec![bbox.y0, bbox.y1]);
    let above = |word: &&Word| word.middle().1 < bbox.y0 && word.middle().1 > bbox.y0 - MAX_HEADER;
    named(
        &lattice,
        edges,
        &words.iter().filter(above).collect::<Vec<_>>(),
    )
}

/// The bottom of a last row that no rule closes: right below the last rule a label, and a figure where the
/// header says that figures stand.
fn row_below(lattice: &Lattice, head: &Head, words: &[Word]) -> Option<f32> {
    let b = lattice.bbox();
    let own: Vec<&Word> = in_row(lattice, 0, words).collect();
    let roles = match names_form(lattice, &own) {
        true => roles(lattice, &own),
        false => head.roles(lattice)?,
    };
    let top = |word: &Word| letter_box(word).y0;
    let first_of = |row: usize| {
        in_row(lattice, row, words)
            .map(|word| top(word) - lattice.ys[row])
            .reduce(f32::min)
    };
    let padding = (1..lattice.rows()).filter_map(first_of).fold(0.0, f32::max);
    let below = words.iter().filter(|word| {
        word.middle().1 > b.y1
            && word.middle().1 < b.y1 + MAX_HEADER
            && word.bbox.x1 > b.x0
            && word.bbox.x0 < b.x1
    });
    let mut own: Vec<Word> = Vec::new();
    let mut bottom =
        b.y1 + padding + OVER - NEXT * lines(below.clone().cloned().collect()).first()?.size;
    for line in lines(below.cloned().collect()) {
        let over = |word: &Word| {
            word.bbox.x0 < b.x0
                || b.x1 < word.bbox.x1
                || lattice.xs.iter().any(|x| crosses(word, *x))
        };
        if line.baseline - 0.7 * line.size > bottom + NEXT * line.size
            || line.words.iter().any(over)
        {
            break;
        }
        bottom = line.baseline;
        own.extend(line.words);
    }
    let said = |wanted: fn(ColumnRole) -> bool, fits: fn(&str) -> bool| {
        let columns = || {
            roles
                .iter()
                .enumerate()
                .filter(|(_, role)| role.is_some_and(wanted))
        };
        let texts = columns()
            .map(|(at, _)| text_in(lattice, at, &own))
            .filter(|text| !text.is_empty());
        texts.fold((0, true), |(count, all), text| {
            (count + 1, all && fits(&text))
        })
    };
    let figures = said(
        |role| matches!(role, ColumnRole::Value(_)),
        |text| is_number(text, Strictness::Answer),
    );
    let labels = said(|role| role == ColumnRole::Label, |_| true);
    let numbers = said(|role| role == ColumnRole::Number, is_ordinal);
    (figures.0 > 0 && figures.1 && labels.0 > 0 && numbers.1).then_some(bottom + 3.0)
}

/// What words say in a column of a lattice.
fn text_in(lattice: &Lattice, column: usize, words: &[Word]) -> String {
    let inside = |word: &&Word| {
        lattice.xs[column] < word.middle().0 && word.middle().0 < lattice.xs[column + 1]
    };
    let texts: Vec<&str> = words
        .iter()
        .filter(inside)
        .map(|word| word.text.as_str())
        .collect();
    texts.join(" ")
}

/// Along which column borders a rule runs at this height or up to it.
fn passing(lattice: &Lattice, edges: &[RulingLine], y: f32) -> Vec<bool> {
    let (top, bottom) = (lattice.ys[0], lattice.ys[lattice.rows()]);
    let passes = |edge: &RulingLine| {
        edge.from < top - OPEN && y < top || edge.to > bottom + OPEN && y > bottom
    };
    let upright = || edges.iter().filter(|edge| edge.axis == Axis::Vertical);
    let at = |x: &f32| upright().any(|edge| (edge.at - x).abs() < SNAP && passes(edge));
    lattice.xs.iter().map(at).collect()
}

/// Where the upright rules of a table end without a rule across: a page's end cut its row through.
struct End {
    y: f32,
    /// Seen from it, where the rows are.
    below: bool,
    /// No rule closes the table's own last row: it ends here.
    unclosed: bool,
}

impl End {
    fn top(lattice: &Lattice, edges: &[RulingLine]) -> Option<End> {
        let top = lattice.ys[0];
        let own = |edge: &RulingLine| edge.from < top + SNAP && top - SNAP < edge.to;
        let y = end(lattice, edges, own, |edge| edge.from, f32::max)?;
        End::of(lattice, edges, y, top, true)
    }

    fn bottom(lattice: &Lattice, edges: &[RulingLine]) -> Option<End> {
        let bottom = lattice.ys[lattice.rows()];
        let own = |edge: &RulingLine| edge.from < bottom + SNAP && bottom - SNAP < edge.to;
        let y = end(lattice, edges, own, |edge| edge.to, f32::min)?;
        End::of(lattice, edges, y, bottom, false)
    }

    fn of(
        lattice: &Lattice,
        edges: &[RulingLine],
        y: f32,
        border: f32,
        below: bool,
    ) -> Option<End> {
        let width = lattice.bbox().width();
        let closes = |edge: &&RulingLine| {
            edge.axis == Axis::Horizontal
                && (edge.at - border).abs() < SNAP
                && edge.length() > 0.3 * width
        };
        let unclosed = !edges.iter().any(|edge| closes(&edge));
        let beyond = if below { border - y } else { y - border };
        (unclosed || beyond > OPEN).then_some(End { y, below, unclosed })
    }

    /// How far the words reach that this end cuts through or that stand in the row it leaves open, and whether
    /// that is the lattice's own row.
    fn reached(&self, lattice: &Lattice, words: &[Word]) -> Option<(f32, bool)> {
        let b = lattice.bbox();
        let border = if self.below { b.y0 } else { b.y1 };
        let within = |word: &&Word| {
            let own = letter_box(word);
            // Words stand in the row that the middle of their box is in.
            let middle = word.middle().1;
            let outside = if self.below {
                middle < border && own.y1 > self.y
            } else {
                middle > border && own.y0 < self.y
            };
            outside && b.x0 < own.x0 && own.x1 < b.x1
        };
        let own = words.iter().filter(within).map(|word| word.bbox);
        let far = own.map(|b| if self.below { b.y0 } else { b.y1 });
        let far = if self.below {
            far.reduce(f32::min)?.min(self.y)
        } else {
            far.reduce(f32::max)?.max(self.y)
        };
        Some((far, self.unclosed))
    }
}

/// Where the upright rules of all column borders end, as far as they agree.
fn end(
    lattice: &Lattice,
    edges: &[RulingLine],
    own: impl Fn(&RulingLine) -> bool,
    at: impl Fn(&RulingLine) -> f32,
    nearest: fn(f32, f32) -> f32,
) -> Option<f32> {
    let upright = || {
        edges
            .iter()
            .filter(|edge| edge.axis == Axis::Vertical && own(edge))
    };
    let outermost = [lattice.xs[0], lattice.xs[lattice.columns()]];
    let ends = outermost.map(|x| upright().find(|edge| (edge.at - x).abs() < SNAP).map(&at));
    let [Some(left), Some(right)] = ends else {
        return None;
    };
    ((left - right).abs() < ALIKE).then(|| nearest(left, right))
}

impl Head {
    /// The first rows of a lattice, with their words.
    fn of(lattice: &Lattice, words: &[Word]) -> Head {
        let row = |row: usize| HeadRow {
            height: lattice.ys[row + 1] - lattice.ys[row],
            words: in_row(lattice, row, words)
                .map(|word| {
                    (
                        word.text.clone(),
                        word.bbox.x0 - lattice.xs[0],
                        word.baseline - lattice.ys[row],
                    )
                })
                .collect(),
        };
        Head {
            xs: lattice.xs.clone(),
            rows: (0..lattice.rows().min(HEADER_ROWS)).map(row).collect(),
        }
    }

    /// What its first row says of each column of the same table's rows on another page.
    fn roles(&self, lattice: &Lattice) -> Option<Vec<Option<ColumnRole>>> {
        let first = self.rows.first().filter(|_| self.is_over(lattice))?;
        let said = |x: &[f32]| {
            let from = |word: &&(CompactString, f32, f32)| {
                let x0 = word.1 + self.xs[0];
                x[0] < x0 && x0 < x[1]
            };
            let texts: Vec<&str> = first
                .words
                .iter()
                .filter(from)
                .map(|word| word.0.as_str())
                .collect();
            column_role(&texts.join(" "))
        };
        let roles: Vec<_> = self.xs.windows(2).map(said).collect();
        names_a_form(roles.iter().copied().flatten()).then_some(roles)
    }

    fn is_over(&self, lattice: &Lattice) -> bool {
        self.xs.len() == lattice.xs.len()
            && self
                .xs
                .iter()
                .zip(&lattice.xs)
                .all(|(a, b)| (a - b).abs() < ALIKE)
    }

    /// The row and the height where a header printed again ends inside a box with words below it.
    fn shares_box(&self, lattice: &Lattice, words: &[Word]) -> Option<(usize, f32)> {
        if !self.is_over(lattice) {
            return None;
        }
        for (row, head) in self.rows.iter().enumerate().take(lattice.rows()) {
            let own: Vec<&Word> = in_row(lattice, row, words).collect();
            let again = |(text, x, y): &(CompactString, f32, f32)| {
                own.iter().any(|word| {
                    word.text == *text
                        && (word.bbox.x0 - lattice.xs[0] - x).abs() < ALIKE
                        && (word.baseline - lattice.ys[row] - y).abs() < ALIKE
                })
            };
            if head.words.len() < 2 || !head.words.iter().all(again) {
                return None;
            }
            let end = lattice.ys[row] + head.height;
            if end < lattice.ys[row + 1] - SNAP {
                let below = own.iter().filter(|word| letter_box(word).y0 > end).count();
                return (below > 0 && below + head.words.len() == own.len()).then_some((row, end));
            }
        }
        None
    }
}

/// The words in a row of a lattice.
fn in_row<'w>(lattice: &Lattice, row: usize, words: &'w [Word]) -> impl Iterator<Item = &'w Word> {
    let (b, y0, y1) = (lattice.bbox(), lattice.ys[row], lattice.ys[row + 1]);
    words.iter().filter(move |word| {
        let (x, y) = word.middle();
        b.x0 < x && x < b.x1 && y0 < y && y < y1
    })
}

/// The header right above a lattice whose rules leave it out: painted in shades, or naming the columns of an
/// appendix. Where it begins, and which column borders part it.
fn header_above(
    lattice: &Lattice,
    content: &PageContent,
    edges: &[RulingLine],
    words: &[Word],
) -> Option<(f32, Vec<bool>)> {
    let b = lattice.bbox();
    let size = in_row(lattice, 0, words)
        .map(|word| word.size)
        .fold(0.0, f32::max);
    let above: Vec<&Word> = words
        .iter()
        .filter(|word| word.middle().1 < b.y0 && word.middle().1 > b.y0 - MAX_HEADER)
        .collect();
    let near = |word: &&Word| b.y0 - word.baseline < NEAR * size.max(word.size);
    let own: Vec<&Word> = in_row(lattice, 0, words).collect();
    if size == 0.0 || !above.iter().any(near) || names_form(lattice, &own) {
        return None;
    }
    let y = painted(lattice, content, &above).or_else(|| named(lattice, edges, &above))?;
    let own: Vec<&Word> = above
        .into_iter()
        .filter(|word| word.middle().1 > y)
        .collect();
    let whole = |x: &f32| !own.iter().any(|word| crosses(word, *x));
    Some((y, lattice.xs.iter().map(whole).collect()))
}

fn crosses(word: &Word, x: f32) -> bool {
    word.bbox.x0 + OVER < x && x < word.bbox.x1 - OVER
}

/// The top of the shades that stand on the first rule from side to side, with words in two columns or more.
fn painted(lattice: &Lattice, content: &PageContent, above: &[&Word]) -> Option<f32> {
    let b = lattice.bbox();
    let on_top = |shade: &BBox| {
        (shade.y1 - b.y0).abs() < SNAP
            && b.x0 - SNAP < shade.x0
            && shade.x1 < b.x1 + SNAP
            && shade.height() < MAX_HEADER
    };
    let whole = shades(content).filter(on_top).reduce(BBox::union)?;
    let mut columns: Vec<usize> = above
        .iter()
        .filter(|word| word.middle().1 > whole.y0)
        .map(|word| lattice.xs.partition_point(|x| *x < word.middle().0))
        .collect();
    columns.sort_unstable();
    columns.dedup();
    (whole.width() > b.width() - 2.0 * SNAP && columns.len() >= 2).then_some(whole.y0)
}

/// The top of the lines that name the columns: the fewest that do, and those above that say more.
fn named(lattice: &Lattice, edges: &[RulingLine], above: &[&Word]) -> Option<f32> {
    let b = lattice.bbox();
    let outside = |word: &&Word| word.bbox.x1 < b.x0 || b.x1 < word.bbox.x0;
    let over = |word: &&Word| lattice.xs.iter().any(|x| crosses(word, *x));
    let ruled = |y0: f32, y1: f32| {
        let across = edges.iter().filter(|edge| edge.axis == Axis::Horizontal);
        across
            .into_iter()
            .any(|edge| y0 < edge.at && edge.at < y1 - SNAP)
    };
    let all = lines(above.iter().map(|word| (*word).clone()).collect());
    let (mut own, mut top): (Vec<&Word>, f32) = (Vec::new(), b.y0);
    let mut best: Option<(usize, f32)> = None;
    for line in all.iter().rev() {
        let words: Vec<&Word> = line.words.iter().collect();
        let y = line.baseline - 0.8 * line.size;
        if top - line.baseline > NEAR * line.size
            || words.iter().any(outside)
            || words.iter().any(over)
            || ruled(y, top)
        {
            break;
        }
        own.splice(0..0, words);
        top = y;
        let said = roles(lattice, &own).into_iter().flatten().count();
        match best {
            Some((most, _)) if said < most => break,
            None if !names_form(lattice, &own) => {}
            _ => best = Some((said, y)),
        }
    }
    best.map(|(_, y)| y)
}

fn names_form(lattice: &Lattice, words: &[&Word]) -> bool {
    names_a_form(roles(lattice, words).into_iter().flatten())
}

/// What words, in reading order, say of each column.
fn roles(lattice: &Lattice, words: &[&Word]) -> Vec<Option<ColumnRole>> {
    let said = |x: &[f32]| {
        let own = words
            .iter()
            .filter(|word| x[0] < word.middle().0 && word.middle().0 < x[1]);
        let text: Vec<&str> = own.map(|word| word.text.as_str()).collect();
        column_role(&text.join(" "))
    };
    lattice.xs.windows(2).map(said).collect()
}

impl Cut {
    /// Takes out the words whose upper halves the page before showed already, and those that only touch the
    /// edge of what a page shows.
    pub(crate) fn drop_again(
        &self,
        lattices: &[Lattice],
        edges: &[RulingLine],
        words: &mut Vec<Word>,
    ) {
        let first = lattices
            .iter()
            .min_by(|a, b| a.bbox().y0.total_cmp(&b.bbox().y0));
        let open = |lattice: &&Lattice| lattice.columns() >= 3;
        let Some(lattice) = first.filter(open) else {
            return;
        };
        let Some(top) = End::top(lattice, edges).map_or(Some(lattice.ys[0]), |end| Some(end.y))
        else {
            return;
        };
        if self.last.is_empty() {
            return;
        }
        let again = |word: &Word| {
            letter_box(word).y0 < top + ALIKE
                && self
                    .last
                    .iter()
                    .any(|(text, x)| *text == word.text && (x - word.bbox.x0).abs() < ALIKE)
        };
        words.retain(|word| !again(word));
    }

    /// Whether the rows of a lattice stand at the heights of those of a table before: its only column may be
    /// one of a wide sheet's.
    pub(crate) fn has_rows_of(&self, lattice: &Lattice) -> bool {
        self.rows
            .iter()
            .any(|rows| sheets::agree(&lattice.ys, rows))
    }

    /// What the last table of a page hands on.
    pub(crate) fn after(
        mut self,
        lattice: Option<&Lattice>,
        edges: &[RulingLine],
        words: &[Word],
    ) -> Cut {
        let several = lattice.filter(|lattice| lattice.columns() >= 2);
        self.rows.extend(several.map(|lattice| lattice.ys.clone()));
        let Some(lattice) = lattice.filter(|lattice| lattice.columns() >= 3) else {
            return Cut {
                last: Vec::new(),
                ..self
            };
        };
        let cut = |end: End| {
            let through = |word: &&Word| {
                let own = letter_box(word);
                own.y0 < end.y && end.y < own.y1 + 0.3 * word.size
            };
            words
                .iter()
                .filter(through)
                .map(|word| (word.text.clone(), word.bbox.x0))
                .collect()
        };
        let head = if self.head.is_over(lattice) {
            self.head
        } else {
            Head::of(lattice, words)
        };
        let last = End::bottom(lattice, edges).map_or(Vec::new(), cut);
        Cut {
            last,
            head,
            rows: self.rows,
        }
    }
}
