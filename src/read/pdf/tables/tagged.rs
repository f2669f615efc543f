//! The structure tree on a page: the tree says which words are one cell and which cells one row, rules
//! and positions say which column. Where the two contradict each other the tree is left aside.

use super::borderless::columns::{Column, Span, columns, edges as borders};
use super::found::{Found, Piece};
use super::stamp;
use super::tag_checks::{self, Cells};
use crate::model::{BBox, Cell, Found as How, Grid};
use crate::read::Limits;
use crate::read::pdf::content::page::PageContent;
use crate::read::pdf::file::tree::{TagCell, TagRow, TagTable, tagged};
use crate::read::pdf::text::cell::cell;
use crate::read::pdf::text::word::{Word, extent};
use crate::text::Text;
use hayro_interpret::hayro_syntax::Pdf;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

/// The tagged tables of a document, and where each piece of marked content belongs.
#[derive(Clone, Debug, Default)]
pub struct Tags {
    tables: Vec<TagTable>,
    homes: BTreeMap<(usize, i32), Home>,
    /// The limit that left some of the tree unread.
    pub cut: Option<u64>,
}

/// The cell some marked content belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Home {
    table: usize,
    row: usize,
    cell: usize,
    piece: usize,
}

/// The words of tables by their number in the tree.
pub(crate) type OfTables = BTreeMap<usize, Cells>;

/// The words of each of these tables, with those that stand among them, where it is large enough for a table
/// with stamps in it.
pub(crate) fn areas(of_tables: &OfTables, words: &[Word]) -> Vec<Vec<usize>> {
    let area = |cells: &Cells| {
        let rows: BTreeSet<usize> = cells.keys().map(|(row, _)| *row).collect();
        let columns = cells.keys().map(|(_, cell)| cell + 1).max().unwrap_or(0);
        let own: BTreeSet<usize> = cells.values().flatten().copied().collect();
        let among: Vec<usize> = tag_checks::among(words, &own).collect();
        (rows.len() >= stamp::LEAST && columns >= stamp::LEAST)
            .then(|| own.into_iter().chain(among).collect())
    };
    of_tables.values().filter_map(area).collect()
}

/// The tables of one page as tagged, with what speaks against their tags.
#[derive(Clone, Debug, Default)]
pub struct Tagged {
    /// Those the page bears out.
    pub tables: Vec<Found>,
    /// The tree holds a table that what is printed contradicts.
    pub left_aside: bool,
    /// Texts the tree would have read in place of others that are printed: not taken.
    pub unlike: Vec<String>,
    /// Words in the cells that are marked as not part of the document (stamps): left out.
    pub artifacts: Vec<String>,
}

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
                    note(
                        &mut homes,
                        Home {
                            table,
                            row,
                            cell,
                            piece: 0,
                        },
                        tag_cell,
                    );
                }
            }
        }
        Tags {
            tables: found.tables,
            homes,
            cut: found.cut,
        }
    }

    /// The tagged tables on a page, of these words. A ruled table that a tagged one takes the place of is left out of `ruled`.
    pub fn find(
        &self,
        content: &PageContent,
        words: &[Word],
        of_tables: OfTables,
        ruled: &mut Vec<Found>,
    ) -> Tagged {
        let mut tagged = Tagged::default();
        for (table, cells) in of_tables {
            if !self.is_table(table) {
                continue;
            }
            let page = OnPage {
                tags: self,
                content,
                words,
                table,
                cells: &cells,
            };
            match page.read(ruled, &mut tagged) {
                Some(found) => tagged.tables.push(found),
                None => tagged.left_aside = true,
            }
        }
        let own: BTreeSet<usize> = tagged
            .tables
            .iter()
            .flat_map(|table| table.words.iter().copied())
            .collect();
        ruled.retain(|table| !table.words.iter().any(|word| own.contains(word)));
        tagged
    }

    /// The words of each tagged table on a page, by row and cell.
    pub(crate) fn on_page(&self, content: &PageContent, words: &[Word]) -> OfTables {
        let mut tables = OfTables::new();
        if self.homes.is_empty() {
            return tables;
        }
        for (at, word) in words.iter().enumerate() {
            if let Some(home) = self.home(content, word) {
                tables
                    .entry(home.table)
                    .or_default()
                    .entry((home.row, home.cell))
                    .or_default()
                    .push(at);
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
        rows.len() >= 2
            && rows.iter().filter(|row| row.cells.len() >= 2).count() * 2 >= rows.len().min(4)
    }
}

/// One tagged table on one page.
struct OnPage<'a> {
    tags: &'a Tags,
    content: &'a PageContent,
    words: &'a [Word],
    table: usize,
    cells: &'a Cells,
}

impl OnPage<'_> {
    /// The table, unless the page speaks against it.
    fn read(&self, ruled: &mut Vec<Found>, tagged: &mut Tagged) -> Option<Found> {
        if tag_checks::contradicts_page(self.words, self.cells) {
            return None;
        }
        match agreement(self.content, self.words, self.cells, ruled) {
            Ruled::Agrees(at) => Some(self.over_ruled(ruled.remove(at), tagged)),
            Ruled::Less => self.by_position(tagged),
            Ruled::Denies => None,
        }
    }

    fn row(&self, row: usize) -> &TagRow {
        &self.tags.tables[self.table].rows[row]
    }

    /// The rules' own grid, with what only the tree knows.
    fn over_ruled(&self, mut found: Found, tagged: &mut Tagged) -> Found {
        let homes = boxes(self.content, &found);
        self.drop_artifacts(&mut found, &homes, tagged);
        let mut rows = vec![None; found.grid.rows];
        for (home, own) in self.cells {
            let Some(at) = own
                .first()
                .and_then(|&word| box_at(&homes, &self.words[word]))
            else {
                continue;
            };
            let made = &mut found.grid.cells[at];
            rows[made.rows.start].get_or_insert(home.0);
            if let Some(text) = self.spoken(*home, own, tagged) {
                made.text = text;
            }
        }
        found.grid.found = How::Tree;
        found.grid.header_rows = self.header_rows(&rows);
        found.piece = Some(Piece {
            table: self.table,
            rows,
        });
        found
    }

    /// Takes words marked as artifacts (stamps, watermarks) out of the cells of rows the tree knows; a row
    /// of nothing else is a header printed once more and stays.
    fn drop_artifacts(&self, found: &mut Found, homes: &[Option<BBox>], tagged: &mut Tagged) {
        if !found.words.iter().any(|&at| self.words[at].artifact) {
            return;
        }
        let mut inside: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        for &word in &found.words {
            if let Some(at) = box_at(homes, &self.words[word]) {
                inside.entry(at).or_default().push(word);
            }
        }
        let known: BTreeSet<usize> = inside
            .iter()
            .filter(|(_, own)| own.iter().any(|&at| !self.words[at].artifact))
            .map(|(at, _)| found.grid.cells[*at].rows.start)
            .collect();
        for (at, own) in inside {
            let made = &mut found.grid.cells[at];
            if !known.contains(&made.rows.start) || own.iter().all(|&at| !self.words[at].artifact) {
                continue;
            }
            let (out, kept): (Vec<usize>, Vec<usize>) =
                own.into_iter().partition(|&at| self.words[at].artifact);
            tagged.artifacts.push(self.text_of(out.into_iter()));
            let kept = kept.into_iter().map(|at| self.words[at].clone()).collect();
            *made = cell(
                self.content,
                kept,
                made.rows.clone(),
                made.columns.clone(),
                homes[at],
            );
        }
    }

    /// Leading rows the tree marks as header.
    fn header_rows(&self, rows: &[Option<usize>]) -> usize {
        let header = |row: &usize| {
            let row = self.row(*row);
            row.header || !row.cells.is_empty() && row.cells.iter().all(|cell| cell.header)
        };
        rows.iter()
            .take_while(|row| row.as_ref().is_some_and(header))
            .count()
    }

    fn text_of(&self, words: impl Iterator<Item = usize>) -> String {
        words
            .map(|at| self.words[at].text.as_str())
            .collect::<Vec<_>>()
            .join(" ")
    }

    /// The cell's text where the tree gives one in place of what is drawn.
    fn spoken(&self, home: (usize, usize), own: &[usize], tagged: &mut Tagged) -> Option<Text> {
        let pieces = &self.row(home.0).cells[home.1].pieces;
        if pieces.iter().all(|piece| piece.actual.is_none()) {
            return None;
        }
        let mut parts = Vec::with_capacity(pieces.len());
        for (number, piece) in pieces.iter().enumerate() {
            let inside = |at: &usize| {
                self.tags
                    .home(self.content, &self.words[*at])
                    .is_some_and(|home| home.piece == number)
            };
            let drawn = self.text_of(own.iter().copied().filter(inside));
            match &piece.actual {
                Some(actual) if tag_checks::stands_for(actual, &drawn) => {
                    parts.push(actual.clone())
                }
                Some(actual) => {
                    tagged.unlike.push(actual.clone());
                    return None;
                }
                None => parts.push(drawn),
            }
        }
        Some(Text::clean(&parts.join(" ")))
    }

    /// Rows as tagged; columns by counting where a row is full, by position where it is not.
    fn by_position(&self, tagged: &mut Tagged) -> Option<Found> {
        let rows: BTreeSet<usize> = self.cells.keys().map(|(row, _)| *row).collect();
        let rows: Vec<usize> = rows.into_iter().collect();
        let columns = self.columns()?;
        let free: Vec<usize> = (0..self.words.len())
            .filter(|&at| self.tags.home(self.content, &self.words[at]).is_none())
            .collect();
        let table = &self.tags.tables[self.table];
        if tag_checks::is_implausible(self.words, self.cells, table, &columns, &free) {
            return None;
        }
        let cells = self.cells_by_position(&rows, &columns, tagged)?;
        let own: BTreeSet<usize> = self.cells.values().flatten().copied().collect();
        let artifacts = tag_checks::artifacts(self.words, &own);
        let texts = artifacts.iter().map(|at| self.words[*at].text.to_string());
        tagged.artifacts.extend(texts);
        let words: Vec<usize> = own.into_iter().chain(artifacts).collect();
        let bbox = extent(self.words, &words)?;
        let (high, wide) = (rows.len(), columns.len());
        let rows: Vec<Option<usize>> = rows.into_iter().map(Some).collect();
        Some(Found {
            grid: Grid {
                rows: high,
                columns: wide,
                cells,
                places: vec![self.content.place(bbox)],
                found: How::Tree,
                header_rows: self.header_rows(&rows),
            },
            bbox,
            words,
            piece: Some(Piece {
                table: self.table,
                rows,
            }),
            doubtful: Vec::new(),
        })
    }

    /// The cells of these rows of the tree, each in its columns; `None` where a row has no column left for one.
    fn cells_by_position(
        &self,
        rows: &[usize],
        columns: &[Column],
        tagged: &mut Tagged,
    ) -> Option<Vec<Cell>> {
        let mut cells = Vec::with_capacity(self.cells.len());
        for (at, &row) in rows.iter().enumerate() {
            let own: Vec<(usize, &Vec<usize>)> = self
                .cells
                .range((row, 0)..(row + 1, 0))
                .map(|((_, cell), own)| (*cell, own))
                .collect();
            let places = self.places(row, &own, columns)?;
            for ((cell, own), place) in own.iter().zip(places) {
                let high = at..(at + self.row(row).cells[*cell].rows).min(rows.len());
                let mut made = make(self.content, self.words, own, high, place, columns);
                if let Some(text) = self.spoken((row, *cell), own, tagged) {
                    made.text = text;
                }
                cells.push(made);
            }
        }
        check_row_spans(&mut cells);
        add_blanks(&mut cells, rows.len(), columns.len());
        Some(cells)
    }

    /// Number of columns: as many as the longest row has cells. Spans are not counted: where no row parts
    /// what they join there is nothing to join.
    fn width(&self) -> usize {
        self.tags.tables[self.table]
            .rows
            .iter()
            .map(|row| row.cells.len())
            .max()
            .unwrap_or(0)
    }

    /// How many columns each cell of a row covers; `None` when the row does not tell.
    fn spans(&self, row: usize) -> Option<Vec<usize>> {
        let (cells, width) = (&self.row(row).cells, self.width());
        let declared: Vec<usize> = cells.iter().map(|cell| cell.columns).collect();
        if cells.len() == width {
            return Some(vec![1; width]);
        }
        (declared.iter().sum::<usize>() == width).then_some(declared)
    }

    /// Where the columns are: from rows that have all their cells, else from the positions of all.
    fn columns(&self) -> Option<Vec<Column>> {
        let mut counted: Vec<Option<Column>> = vec![None; self.width()];
        for ((row, cell), own) in self.cells {
            let Some(spans) = self.spans(*row) else {
                continue;
            };
            let at: usize = spans[..*cell].iter().sum();
            if let (1, Some(text)) = (spans[*cell], extent(self.words, own)) {
                let known = counted[at].unwrap_or(Column {
                    x0: text.x0,
                    x1: text.x1,
                });
                counted[at] = Some(Column {
                    x0: known.x0.min(text.x0),
                    x1: known.x1.max(text.x1),
                });
            }
        }
        let apart = |columns: &[Column]| {
            columns
                .windows(2)
                .all(|pair| pair[0].x1 <= pair[1].x0 + 2.0)
        };
        if self.cells.keys().all(|(row, _)| self.spans(*row).is_some()) {
            fill_gaps(&mut counted);
        }
        if let Some(all) = counted
            .into_iter()
            .collect::<Option<Vec<Column>>>()
            .filter(|all| apart(all))
        {
            let wider = self.widened(&all);
            return Some(if apart(&wider) { wider } else { all });
        }
        let spans: Vec<Span> = self
            .cells
            .iter()
            .filter_map(|((row, _), own)| {
                extent(self.words, own).map(|b| Span {
                    line: *row,
                    x0: b.x0,
                    x1: b.x1,
                })
            })
            .collect();
        Some(columns(&spans, &[])).filter(|columns| columns.len() >= 2)
    }

    /// Counted columns with what else stands under each alone: some writers tag no empty cells, so that the
    /// header's names are all that can be counted, and a name in the middle tells little of its column.
    fn widened(&self, counted: &[Column]) -> Vec<Column> {
        let mut all = counted.to_vec();
        for text in self
            .cells
            .values()
            .filter_map(|own| extent(self.words, own))
        {
            let mut under = (0..counted.len())
                .filter(|&at| counted[at].x0 < text.x1 && text.x0 < counted[at].x1);
            if let (Some(at), None) = (under.next(), under.next()) {
                all[at] = Column {
                    x0: all[at].x0.min(text.x0),
                    x1: all[at].x1.max(text.x1),
                };
            }
        }
        all
    }

    /// The columns of each cell of a row, in order: none reaches into the next one's, and none shares a column.
    fn places(
        &self,
        row: usize,
        own: &[(usize, &Vec<usize>)],
        columns: &[Column],
    ) -> Option<Vec<Range<usize>>> {
        let counted = self.spans(row).filter(|_| columns.len() == self.width());
        let mut starts = Vec::with_capacity(own.len() + 1);
        for (cell, cell_words) in own {
            let start = match &counted {
                Some(spans) => spans[..*cell].iter().sum(),
                None => extent(self.words, cell_words).map_or(0, |text| nearest(columns, text)),
            };
            let next = starts.last().map_or(0, |last| last + 1);
            if next >= columns.len() {
                return None;
            }
            starts.push(start.max(next).min(columns.len() - 1));
        }
        let span = |cell: usize| match &counted {
            Some(spans) => spans[cell],
            None => self.row(row).cells[cell].columns,
        };
        let ends = starts.iter().skip(1).copied().chain([columns.len()]);
        let place = |((start, end), (cell, _)): ((&usize, usize), &(usize, &Vec<usize>))| {
            *start..(start + span(*cell)).min(end).max(start + 1)
        };
        Some(starts.iter().zip(ends).zip(own).map(place).collect())
    }
}

/// Believes cells that say they cover several rows, unless one of them would cover a cell of its own: then
/// none is believed.
fn check_row_spans(cells: &mut [Cell]) {
    let covers = |cell: &Cell, other: &Cell| {
        cell.rows.start < other.rows.start
            && other.rows.start < cell.rows.end
            && other.columns.start < cell.columns.end
            && cell.columns.start < other.columns.end
    };
    let high = || cells.iter().filter(|cell| cell.rows.len() > 1);
    if high().any(|cell| cells.iter().any(|other| covers(cell, other))) {
        cells
            .iter_mut()
            .for_each(|cell| cell.rows.end = cell.rows.start + 1);
    }
}

/// Columns that nothing is printed in on this page, where every row tells how many there are: they stand
/// between their neighbours, or beside the last.
fn fill_gaps(counted: &mut [Option<Column>]) {
    if counted.iter().flatten().count() < 2 {
        return;
    }
    for at in 0..counted.len() {
        if counted[at].is_some() {
            continue;
        }
        let before = counted[..at].iter().flatten().next_back().map(|own| own.x1);
        let after = counted[at..].iter().flatten().next().map(|own| own.x0);
        let x = match (before, after) {
            (Some(before), Some(after)) => (before + after) / 2.0,
            (Some(before), None) => before + 1.0,
            (None, after) => after.unwrap_or(0.0) - 1.0,
        };
        counted[at] = Some(Column { x0: x, x1: x });
    }
}

/// Cells that nothing is printed in: their tags hold no words, or are not there.
fn add_blanks(cells: &mut Vec<Cell>, rows: usize, columns: usize) {
    let mut full = vec![false; rows * columns];
    for cell in cells.iter() {
        for row in cell.rows.clone().take_while(|row| *row < rows) {
            full[row * columns..][cell.columns.clone()].fill(true);
        }
    }
    let blank = |at: usize| Cell {
        rows: at / columns..at / columns + 1,
        columns: at % columns..at % columns + 1,
        ..Cell::default()
    };
    cells.extend((0..full.len()).filter(|at| !full[*at]).map(blank));
    cells.sort_by_key(|cell| (cell.rows.start, cell.columns.start));
}

fn note(homes: &mut BTreeMap<(usize, i32), Home>, home: Home, cell: &TagCell) {
    for (piece, own) in cell.pieces.iter().enumerate() {
        for mark in &own.marks {
            homes
                .entry((mark.page, mark.mcid))
                .or_insert(Home { piece, ..home });
        }
    }
    // The text of a table inside a cell is part of the cell's.
    for inner in cell.nested.iter().flat_map(TagTable::cells) {
        for mark in inner.marks() {
            homes.entry((mark.page, mark.mcid)).or_insert(home);
        }
    }
}

fn nearest(columns: &[Column], text: BBox) -> usize {
    let overlap = |column: &Column| column.x1.min(text.x1) - column.x0.max(text.x0);
    let best =
        (0..columns.len()).max_by(|&a, &b| overlap(&columns[a]).total_cmp(&overlap(&columns[b])));
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
    let bbox = own
        .iter()
        .map(|word| word.bbox)
        .reduce(BBox::union)
        .map(|text| BBox {
            x0: text
                .x0
                .min(borders.get(place.start).copied().unwrap_or(text.x0)),
            x1: text
                .x1
                .max(borders.get(place.end).copied().unwrap_or(text.x1)),
            ..text
        });
    cell(content, own, rows, place, bbox)
}

/// The frame boxes of a found table's cells.
fn boxes(content: &PageContent, found: &Found) -> Vec<Option<BBox>> {
    let framed = |cell: &Cell| {
        cell.places
            .first()
            .and_then(|place| place.bbox)
            .map(|b| content.framed(b))
    };
    found.grid.cells.iter().map(framed).collect()
}

fn box_at(boxes: &[Option<BBox>], word: &Word) -> Option<usize> {
    let (x, y) = word.middle();
    let holds = |b: &BBox| b.x0 <= x && x <= b.x1 && b.y0 <= y && y <= b.y1;
    boxes.iter().position(|b| b.as_ref().is_some_and(holds))
}

/// Compares the tagged cells with the boxes of the ruled table they stand in.
fn agreement(content: &PageContent, words: &[Word], cells: &Cells, ruled: &[Found]) -> Ruled {
    let Some(first) = cells.values().flatten().next() else {
        return Ruled::Denies;
    };
    let Some(at) = ruled.iter().position(|table| table.words.contains(first)) else {
        return Ruled::Less;
    };
    let boxes = boxes(content, &ruled[at]);
    let mut tenants: BTreeMap<usize, BTreeSet<(usize, usize)>> = BTreeMap::new();
    let (mut parted, mut outside) = (0, 0);
    for (home, own) in cells {
        let stands: BTreeSet<usize> = own
            .iter()
            .filter_map(|&word| box_at(&boxes, &words[word]))
            .collect();
        parted += usize::from(stands.len() > 1);
        outside += usize::from(stands.is_empty());
        for one in stands {
            tenants.entry(one).or_default().insert(*home);
        }
    }
    let shared = tenants.values().filter(|homes| homes.len() > 1).count();
    let same = shared == 0 && parted == 0 && outside == 0;
    if parted * 20 > cells.len() || same && !same_rows(&tenants, &ruled[at].grid.cells) {
        Ruled::Denies
    } else if same {
        // Words in the boxes that the tree leaves out, those of filled-in fields, are not to be lost.
        if covers(words, cells, &ruled[at]) {
            Ruled::Agrees(at)
        } else {
            Ruled::Denies
        }
    } else if parted == 0 {
        Ruled::Less
    } else {
        Ruled::Denies
    }
}

/// Whether the cells of each row of the tree stand in one row of the grid; `tenants` are the tagged cells in
/// each of the grid's.
fn same_rows(tenants: &BTreeMap<usize, BTreeSet<(usize, usize)>>, grid: &[Cell]) -> bool {
    let mut common: BTreeMap<usize, Range<usize>> = BTreeMap::new();
    for (at, homes) in tenants {
        let own = grid[*at].rows.clone();
        for (row, _) in homes {
            let known = common.entry(*row).or_insert_with(|| own.clone());
            *known = known.start.max(own.start)..known.end.min(own.end);
        }
    }
    common.values().all(|rows| rows.start < rows.end)
}

/// No words of the ruled table but artifacts are unknown to the tree.
fn covers(words: &[Word], cells: &Cells, ruled: &Found) -> bool {
    let own: BTreeSet<usize> = cells.values().flatten().copied().collect();
    ruled
        .words
        .iter()
        .all(|at| own.contains(at) || words[*at].artifact)
}
