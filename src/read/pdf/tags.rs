//! The structure tree on a page: the tree says which words are one cell and which cells one row, rules
//! and positions say which column. Where the two contradict each other the tree is left aside.

use super::borderless::columns::{Column, Span, columns, edges as borders};
use super::cell::cell;
use super::found::{Found, Piece};
use super::page::PageContent;
use super::tree::{TagCell, TagTable, tagged};
use super::word::Word;
use crate::model::{BBox, Cell, Found as How, Grid};
use crate::read::Limits;
use crate::text::Text;
use hayro_interpret::hayro_syntax::Pdf;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

/// The tagged tables of a document, and where each piece of marked content belongs.
#[derive(Clone, Debug, Default)]
pub struct Tags {
    tables: Vec<TagTable>,
    homes: BTreeMap<(usize, i32), Home>,
    /// The tree was larger than allowed: some of it was left unread.
    pub cut: bool,
}

/// The cell some marked content belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Home {
    table: usize,
    row: usize,
    cell: usize,
    piece: usize,
}

/// The words of one table on one page, by row and cell of the tree.
type Cells = BTreeMap<(usize, usize), Vec<usize>>;

/// What the rules say about a tagged table.
enum Ruled {
    /// The same: the index of the ruled table.
    Agrees(usize),
    /// Nothing, or less than the tree.
    Less,
    /// They part what the tree holds for one cell.
    Denies,
}

impl Tags {
    /// Reads the tree; empty where the document has none.
    pub fn of(pdf: &Pdf, limits: &Limits) -> Tags {
        let found = tagged(pdf, limits).unwrap_or_default();
        let mut homes = BTreeMap::new();
        for (table, tagged) in found.tables.iter().enumerate() {
            for (row, tag_row) in tagged.rows.iter().enumerate() {
                for (cell, tag_cell) in tag_row.cells.iter().enumerate() {
                    note(&mut homes, Home { table, row, cell, piece: 0 }, tag_cell);
                }
            }
        }
        Tags { tables: found.tables, homes, cut: found.cut }
    }

    /// The tagged tables on a page, and whether one was left aside because what is printed contradicts it.
    /// A ruled table that a tagged one takes the place of is left out of `ruled`.
    pub fn find(&self, content: &PageContent, words: &[Word], ruled: &mut Vec<Found>) -> (Vec<Found>, bool) {
        let mut found = Vec::new();
        let mut left_aside = false;
        for (table, cells) in self.on_page(content, words) {
            if !self.is_table(table) {
                continue;
            }
            let made = match agreement(content, words, &cells, ruled) {
                _ if lies(words, &cells) => None,
                Ruled::Agrees(at) => Some(self.over_ruled(content, words, table, &cells, ruled.remove(at))),
                Ruled::Less => self.by_position(content, words, table, &cells),
                Ruled::Denies => None,
            };
            left_aside |= made.is_none();
            found.extend(made);
        }
        let own: BTreeSet<usize> = found.iter().flat_map(|table| table.words.iter().copied()).collect();
        ruled.retain(|table| !table.words.iter().any(|word| own.contains(word)));
        (found, left_aside)
    }

    fn on_page(&self, content: &PageContent, words: &[Word]) -> BTreeMap<usize, Cells> {
        let mut tables: BTreeMap<usize, Cells> = BTreeMap::new();
        for (at, word) in words.iter().enumerate() {
            if let Some(home) = self.home(content, word) {
                tables.entry(home.table).or_default().entry((home.row, home.cell)).or_default().push(at);
            }
        }
        tables
    }

    fn home(&self, content: &PageContent, word: &Word) -> Option<&Home> {
        let page = (content.number as usize).checked_sub(1)?;
        self.homes.get(&(page, i32::try_from(word.mcid?).ok()?))
    }

    /// Two rows and two columns at least: what only lays out a page is left to geometry.
    fn is_table(&self, table: usize) -> bool {
        let rows = &self.tables[table].rows;
        rows.len() >= 2 && rows.iter().filter(|row| row.cells.len() >= 2).count() * 2 >= rows.len().min(4)
    }

    /// The rules' own grid, with what only the tree knows.
    fn over_ruled(
        &self,
        content: &PageContent,
        words: &[Word],
        table: usize,
        cells: &Cells,
        mut found: Found,
    ) -> Found {
        let homes = boxes(content, &found);
        let mut rows = vec![None; found.grid.rows];
        for ((row, cell), own) in cells {
            let Some(at) = own.first().and_then(|&word| box_at(&homes, &words[word])) else { continue };
            let made = &mut found.grid.cells[at];
            rows[made.rows.start].get_or_insert(*row);
            if let Some(text) = self.spoken(content, words, table, (*row, *cell), own) {
                made.text = text;
            }
        }
        found.grid.found = How::Tree;
        found.grid.header_rows = self.header_rows(table, &rows);
        found.piece = Some(Piece { table, rows });
        found
    }

    /// Leading rows the tree marks as header.
    fn header_rows(&self, table: usize, rows: &[Option<usize>]) -> usize {
        let tagged = &self.tables[table].rows;
        let header = |row: &usize| {
            let row = &tagged[*row];
            row.header || !row.cells.is_empty() && row.cells.iter().all(|cell| cell.header)
        };
        rows.iter().take_while(|row| row.as_ref().is_some_and(header)).count()
    }

    /// The cell's text where the tree gives one in place of what is drawn.
    fn spoken(
        &self,
        content: &PageContent,
        words: &[Word],
        table: usize,
        (row, at): (usize, usize),
        own: &[usize],
    ) -> Option<Text> {
        let tagged = &self.tables[table].rows[row].cells[at];
        if tagged.pieces.iter().all(|piece| piece.actual.is_none()) {
            return None;
        }
        let part = |(number, piece): (usize, &super::tree::Piece)| match &piece.actual {
            Some(actual) => actual.clone(),
            None => {
                let inside =
                    |word: &&usize| self.home(content, &words[**word]).is_some_and(|h| h.piece == number);
                let words: Vec<&str> =
                    own.iter().filter(inside).map(|&word| words[word].text.as_str()).collect();
                words.join(" ")
            }
        };
        let parts: Vec<String> = tagged.pieces.iter().enumerate().map(part).collect();
        Some(Text::clean(&parts.join(" ")))
    }

    /// Rows as tagged; columns by counting where a row is full, by position where it is not.
    fn by_position(
        &self,
        content: &PageContent,
        words: &[Word],
        table: usize,
        cells: &Cells,
    ) -> Option<Found> {
        let rows: Vec<usize> =
            cells.keys().map(|(row, _)| *row).collect::<BTreeSet<_>>().into_iter().collect();
        let columns = self.columns(words, table, cells)?;
        let mut grid = Grid { rows: rows.len(), columns: columns.len(), found: How::Tree, ..Grid::default() };
        for (at, &row) in rows.iter().enumerate() {
            let own: Vec<(usize, &Vec<usize>)> =
                cells.range((row, 0)..(row + 1, 0)).map(|((_, cell), own)| (*cell, own)).collect();
            let places = self.places(words, table, row, &own, &columns);
            for ((cell, own), place) in own.iter().zip(places) {
                let tagged = &self.tables[table].rows[row].cells[*cell];
                let mut made =
                    make(content, words, own, at..(at + tagged.rows).min(rows.len()), place, &columns);
                if let Some(text) = self.spoken(content, words, table, (row, *cell), own) {
                    made.text = text;
                }
                grid.cells.push(made);
            }
        }
        let taken: Vec<usize> = cells.values().flatten().copied().collect();
        let bbox = extent(words, &taken)?;
        let rows: Vec<Option<usize>> = rows.into_iter().map(Some).collect();
        grid.header_rows = self.header_rows(table, &rows);
        grid.places = vec![content.place(bbox)];
        (grid.rows > 0).then_some(Found { grid, bbox, words: taken, piece: Some(Piece { table, rows }) })
    }

    /// Number of columns the longest row needs.
    fn width(&self, table: usize) -> usize {
        let wide = |row: &super::tree::TagRow| row.cells.iter().map(|cell| cell.columns).sum::<usize>();
        self.tables[table].rows.iter().map(wide).max().unwrap_or(0)
    }

    fn is_full(&self, table: usize, row: usize) -> bool {
        let cells = &self.tables[table].rows[row].cells;
        cells.iter().map(|cell| cell.columns).sum::<usize>() == self.width(table)
    }

    /// Where the columns are: from rows that have all their cells, else from the positions of all.
    fn columns(&self, words: &[Word], table: usize, cells: &Cells) -> Option<Vec<Column>> {
        let width = self.width(table);
        let mut counted: Vec<Option<Column>> = vec![None; width];
        for ((row, cell), own) in cells.iter().filter(|((row, _), _)| self.is_full(table, *row)) {
            let tagged = &self.tables[table].rows[*row].cells;
            let at: usize = tagged[..*cell].iter().map(|cell| cell.columns).sum();
            if let (1, Some(ink)) = (tagged[*cell].columns, extent(words, own)) {
                let known = counted[at].unwrap_or(Column { x0: ink.x0, x1: ink.x1 });
                counted[at] = Some(Column { x0: known.x0.min(ink.x0), x1: known.x1.max(ink.x1) });
            }
        }
        let apart = |columns: &[Column]| columns.windows(2).all(|pair| pair[0].x1 <= pair[1].x0 + 2.0);
        if let Some(all) = counted.into_iter().collect::<Option<Vec<Column>>>().filter(|all| apart(all)) {
            return Some(all);
        }
        let spans: Vec<Span> = cells
            .iter()
            .filter_map(|((row, _), own)| extent(words, own).map(|b| Span { line: *row, x0: b.x0, x1: b.x1 }))
            .collect();
        Some(columns(&spans, &[])).filter(|columns| columns.len() >= 2)
    }

    /// The columns of each cell of a row, in order.
    fn places(
        &self,
        words: &[Word],
        table: usize,
        row: usize,
        own: &[(usize, &Vec<usize>)],
        columns: &[Column],
    ) -> Vec<Range<usize>> {
        let tagged = &self.tables[table].rows[row].cells;
        let full = self.is_full(table, row) && columns.len() == self.width(table);
        let mut next = 0;
        let mut places = Vec::with_capacity(own.len());
        for (cell, cell_words) in own {
            let span = tagged[*cell].columns.min(columns.len());
            let start = if full {
                tagged[..*cell].iter().map(|cell| cell.columns).sum()
            } else {
                extent(words, cell_words).map_or(next, |ink| nearest(columns, ink)).max(next)
            };
            let start = start.min(columns.len() - 1);
            let end = (start + span).min(columns.len());
            places.push(start..end.max(start + 1));
            next = end;
        }
        places
    }
}

fn note(homes: &mut BTreeMap<(usize, i32), Home>, home: Home, cell: &TagCell) {
    for (piece, own) in cell.pieces.iter().enumerate() {
        for mark in &own.marks {
            homes.entry((mark.page, mark.mcid)).or_insert(Home { piece, ..home });
        }
    }
    // The text of a table inside a cell is part of the cell's.
    for inner in cell.nested.iter().flat_map(TagTable::cells) {
        for mark in inner.marks() {
            homes.entry((mark.page, mark.mcid)).or_insert(home);
        }
    }
}

fn extent(words: &[Word], own: &[usize]) -> Option<BBox> {
    own.iter().map(|&at| words[at].bbox).reduce(BBox::union)
}

fn nearest(columns: &[Column], ink: BBox) -> usize {
    let overlap = |column: &Column| column.x1.min(ink.x1) - column.x0.max(ink.x0);
    let best = (0..columns.len()).max_by(|&a, &b| overlap(&columns[a]).total_cmp(&overlap(&columns[b])));
    best.unwrap_or(0)
}

fn make(
    content: &PageContent,
    words: &[Word],
    own: &[usize],
    rows: Range<usize>,
    place: Range<usize>,
    columns: &[Column],
) -> Cell {
    let own: Vec<Word> = own.iter().map(|&at| words[at].clone()).collect();
    let borders = borders(columns);
    let bbox = own.iter().map(|word| word.bbox).reduce(BBox::union).map(|ink| BBox {
        x0: ink.x0.min(borders.get(place.start).copied().unwrap_or(ink.x0)),
        x1: ink.x1.max(borders.get(place.end).copied().unwrap_or(ink.x1)),
        ..ink
    });
    cell(content, own, rows, place, bbox)
}

/// Words among those of the table that the tree does not know, or rows that do not follow each other
/// down the page.
fn lies(words: &[Word], cells: &Cells) -> bool {
    let own: BTreeSet<usize> = cells.values().flatten().copied().collect();
    let all: Vec<usize> = own.iter().copied().collect();
    let Some(extent) = extent(words, &all) else { return true };
    let foreign = words.iter().enumerate().filter(|(at, word)| {
        let (x, y) = middle(word);
        let inside = extent.x0 <= x && x <= extent.x1 && extent.y0 <= y && y <= extent.y1;
        inside && !word.artifact && !own.contains(at)
    });
    foreign.count() * 10 > own.len() || disordered(words, cells)
}

fn disordered(words: &[Word], cells: &Cells) -> bool {
    let mut tops: BTreeMap<usize, f32> = BTreeMap::new();
    for ((row, _), own) in cells {
        let top = own.iter().map(|&at| words[at].bbox.y0).fold(f32::MAX, f32::min);
        tops.entry(*row).and_modify(|known| *known = known.min(top)).or_insert(top);
    }
    let tops: Vec<f32> = tops.into_values().collect();
    let wrong = tops.windows(2).filter(|pair| pair[1] + 2.0 < pair[0]).count();
    wrong * 10 > tops.len()
}

fn middle(word: &Word) -> (f32, f32) {
    ((word.bbox.x0 + word.bbox.x1) / 2.0, (word.bbox.y0 + word.bbox.y1) / 2.0)
}

/// The frame boxes of a found table's cells.
fn boxes(content: &PageContent, found: &Found) -> Vec<Option<BBox>> {
    let framed = |cell: &Cell| cell.places.first().and_then(|place| place.bbox).map(|b| content.framed(b));
    found.grid.cells.iter().map(framed).collect()
}

fn box_at(boxes: &[Option<BBox>], word: &Word) -> Option<usize> {
    let (x, y) = middle(word);
    let holds = |b: &BBox| b.x0 <= x && x <= b.x1 && b.y0 <= y && y <= b.y1;
    boxes.iter().position(|b| b.as_ref().is_some_and(holds))
}

/// Compares the tagged cells with the boxes of the ruled table they stand in.
fn agreement(content: &PageContent, words: &[Word], cells: &Cells, ruled: &[Found]) -> Ruled {
    let Some(first) = cells.values().flatten().next() else { return Ruled::Denies };
    let Some(at) = ruled.iter().position(|table| table.words.contains(first)) else { return Ruled::Less };
    let boxes = boxes(content, &ruled[at]);
    let mut tenants: BTreeMap<usize, BTreeSet<(usize, usize)>> = BTreeMap::new();
    let (mut parted, mut outside) = (0, 0);
    for (home, own) in cells {
        let stands: BTreeSet<usize> = own.iter().filter_map(|&word| box_at(&boxes, &words[word])).collect();
        parted += usize::from(stands.len() > 1);
        outside += usize::from(stands.is_empty());
        for one in stands {
            tenants.entry(one).or_default().insert(*home);
        }
    }
    let shared = tenants.values().filter(|homes| homes.len() > 1).count();
    let same = shared == 0 && parted == 0 && outside == 0;
    if parted * 20 > cells.len() {
        Ruled::Denies
    } else if same {
        // Words in the boxes that the tree leaves out, those of filled-in fields, are not to be lost.
        if covers(words, cells, &ruled[at]) { Ruled::Agrees(at) } else { Ruled::Denies }
    } else if parted == 0 {
        Ruled::Less
    } else {
        Ruled::Denies
    }
}

/// No words of the ruled table but artifacts are unknown to the tree.
fn covers(words: &[Word], cells: &Cells, ruled: &Found) -> bool {
    let own: BTreeSet<usize> = cells.values().flatten().copied().collect();
    ruled.words.iter().all(|at| own.contains(at) || words[*at].artifact)
}
