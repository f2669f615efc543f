//! The structure tree of a tagged PDF: which marked content is one cell, which cells are one row.
//!
//! The tree names no columns that can be trusted (see `tree_grid`); this file only walks it:
//! `StructTreeRoot → … → Table → TR → TH/TD → (page, MCID)`.

use crate::read::Limits;
use hayro_interpret::hayro_syntax::Pdf;
use hayro_interpret::hayro_syntax::object::{
    Array, Dict, MaybeRef, Name, Number, ObjRef, Object, String as PdfString,
};
use std::collections::{BTreeMap, BTreeSet};

/// A run of marked content: its page (index from 0) and its identifier there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Mark {
    /// Page, counted from 0.
    pub page: usize,
    /// The marked-content identifier on that page.
    pub mcid: i32,
}

/// A part of a cell: what is marked, or the text that stands for it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Piece {
    /// The marked content, in the tree's order.
    pub marks: Vec<Mark>,
    /// `/ActualText`: what to read instead.
    pub actual: Option<String>,
}

/// A TH or TD.
#[derive(Clone, Debug, PartialEq)]
pub struct TagCell {
    /// TH.
    pub header: bool,
    /// Declared `/RowSpan`, at least 1.
    pub rows: usize,
    /// Declared `/ColSpan`, at least 1.
    pub columns: usize,
    /// The cell's own `/ActualText` stands for all of its content.
    pub whole: bool,
    /// Its content in order.
    pub pieces: Vec<Piece>,
    /// Tables inside it.
    pub nested: Vec<TagTable>,
}

/// A TR.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct TagRow {
    /// Inside THead.
    pub header: bool,
    /// Its cells in order; empty ones may be missing.
    pub cells: Vec<TagCell>,
}

/// A Table.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct TagTable {
    /// Its rows in order.
    pub rows: Vec<TagRow>,
    /// Marked content of the table that is in no cell: the caption.
    pub loose: Vec<Mark>,
}

/// The tables of a document as tagged.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Tagged {
    /// Outermost tables in the tree's order.
    pub tables: Vec<TagTable>,
    /// The limit that left some of the tree unread: on its depth, its elements or its cells.
    pub cut: Option<u64>,
}

impl TagCell {
    /// All its marks, in order.
    pub fn marks(&self) -> impl Iterator<Item = Mark> + '_ {
        self.pieces
            .iter()
            .flat_map(|piece| piece.marks.iter().copied())
    }
}

impl TagTable {
    /// All its cells, nested tables left aside.
    pub fn cells(&self) -> impl Iterator<Item = &TagCell> + '_ {
        self.rows.iter().flat_map(|row| row.cells.iter())
    }
}

/// Cells in all tagged tables together.
fn most_cells(limits: &Limits) -> u64 {
    u64::from(limits.table_cells) * 8
}

/// Walks the structure tree; `None` when the document has none.
pub fn tagged(pdf: &Pdf, limits: &Limits) -> Option<Tagged> {
    let catalog: Dict<'_> = pdf.xref().get(pdf.xref().root_id())?;
    let root: Dict<'_> = catalog.get("StructTreeRoot")?;
    let mut walk = Walk::new(pdf, &root, limits);
    walk.schedule_kids(&root, None, 0);
    walk.run();
    Some(Tagged {
        tables: walk.built.done,
        cut: walk.cut,
    })
}

/// What the walk has still to do.
enum Step<'a> {
    /// Visit a kid standing `depth` deep, of an element on `page`.
    Visit {
        kid: Object<'a>,
        page: Option<usize>,
        depth: u32,
    },
    /// The element entered last is complete.
    Leave,
}

struct Walk<'a> {
    pages: BTreeMap<(u32, i32), usize>,
    roles: Dict<'a>,
    classes: Dict<'a>,
    steps: Vec<Step<'a>>,
    /// Indirect objects met already: a tree meets each once.
    met: BTreeSet<(u32, i32)>,
    visits_left: u64,
    depth_limit: u32,
    cells_left: u64,
    built: Builder,
    cut: Option<u64>,
    limits: &'a Limits,
}

impl<'a> Walk<'a> {
    fn new(pdf: &'a Pdf, root: &Dict<'a>, limits: &'a Limits) -> Walk<'a> {
        let ids = pdf.pages().iter().enumerate();
        Walk {
            pages: ids
                .filter_map(|(i, page)| Some((key(page.raw().obj_id()?.into()), i)))
                .collect(),
            roles: root.get("RoleMap").unwrap_or_else(Dict::empty),
            classes: root.get("ClassMap").unwrap_or_else(Dict::empty),
            steps: Vec::new(),
            met: BTreeSet::new(),
            visits_left: limits.xml_events,
            depth_limit: limits.xml_depth,
            cells_left: most_cells(limits),
            built: Builder::default(),
            cut: None,
            limits,
        }
    }

    fn run(&mut self) {
        while let Some(step) = self.steps.pop() {
            match step {
                Step::Leave => self.built.leave(),
                Step::Visit { .. } if self.visits_left == 0 => {
                    self.cut = Some(self.limits.xml_events);
                }
                Step::Visit { kid, page, depth } => {
                    self.visits_left -= 1;
                    self.visit(kid, page, depth);
                }
            }
        }
    }

    fn visit(&mut self, kid: Object<'a>, page: Option<usize>, depth: u32) {
        match kid {
            Object::Number(mcid) => self.mark(page, mcid),
            Object::Dict(dict) => match dict.get::<Name<'_>>("Type").as_deref() {
                Some(b"MCR") => self.content_reference(&dict, page),
                Some(b"OBJR") => {}
                _ => self.element(&dict, page, depth),
            },
            _ => {}
        }
    }

    fn mark(&mut self, page: Option<usize>, mcid: Number) {
        if let Some(page) = page {
            self.built.mark(Mark {
                page,
                mcid: mcid.as_i64() as i32,
            });
        }
    }

    /// `/MCR`; those into another stream count in that stream's own numbers and are left out.
    fn content_reference(&mut self, dict: &Dict<'a>, page: Option<usize>) {
        if !dict.contains_key("Stm")
            && let Some(mcid) = dict.get::<Number>("MCID")
        {
            self.mark(self.page_of(dict).or(page), mcid);
        }
    }

    fn page_of(&self, dict: &Dict<'a>) -> Option<usize> {
        self.pages.get(&key(dict.get_ref("Pg")?)).copied()
    }

    fn element(&mut self, dict: &Dict<'a>, page: Option<usize>, depth: u32) {
        if depth >= self.depth_limit {
            self.cut = Some(u64::from(self.depth_limit));
            return;
        }
        let open = self.open(dict);
        if matches!(open, Open::Artifact) {
            return;
        }
        if matches!(open, Open::Cell(_)) {
            if self.cells_left == 0 {
                self.cut = Some(most_cells(self.limits));
                return;
            }
            self.cells_left -= 1;
        }
        self.built.enter(open);
        self.steps.push(Step::Leave);
        self.schedule_kids(dict, self.page_of(dict).or(page), depth + 1);
    }

    fn open(&self, dict: &Dict<'a>) -> Open {
        let role = self.role(dict);
        match role.as_deref() {
            Some("Table") => Open::Table(TagTable::default()),
            Some("THead") => Open::Group { header: true },
            Some("TBody" | "TFoot") => Open::Group { header: false },
            Some("TR") => Open::Row(TagRow {
                header: self.built.in_head(),
                cells: Vec::new(),
            }),
            Some("TH") => Open::Cell(self.cell(dict, true)),
            Some("TD") => Open::Cell(self.cell(dict, false)),
            Some("Caption") => Open::Caption,
            Some("Artifact") => Open::Artifact,
            _ => actual_text(dict).map_or(Open::Other, |text| {
                Open::Actual(Piece {
                    marks: Vec::new(),
                    actual: Some(text),
                })
            }),
        }
    }

    /// The standard role an element's own name stands for.
    fn role(&self, dict: &Dict<'a>) -> Option<String> {
        let mut name: Name<'_> = dict.get("S")?;
        for _ in 0..8 {
            match self.roles.get::<Name<'_>>(&*name) {
                Some(next) if *next != *name => name = next,
                _ => break,
            }
        }
        Some(name.as_str().to_owned())
    }

    fn cell(&self, dict: &Dict<'a>, header: bool) -> TagCell {
        let span = |name: &str| {
            self.attribute(dict, name)
                .map_or(1, |n| n.clamp(1, 1000) as usize)
        };
        let piece = actual_text(dict).map(|text| Piece {
            marks: Vec::new(),
            actual: Some(text),
        });
        TagCell {
            header,
            rows: span("RowSpan"),
            columns: span("ColSpan"),
            whole: piece.is_some(),
            pieces: piece.into_iter().collect(),
            nested: Vec::new(),
        }
    }

    /// A number among the element's attributes, or those of its classes.
    fn attribute(&self, dict: &Dict<'a>, name: &str) -> Option<i64> {
        let own = objects(dict, "A");
        let classes = objects(dict, "C").into_iter().filter_map(Object::into_name);
        let shared = classes.flat_map(|class| objects(&self.classes, &*class));
        own.into_iter()
            .chain(shared)
            .filter_map(Object::into_dict)
            .find_map(|attributes| attributes.get::<Number>(name))
            .map(|number| number.as_i64())
    }

    /// Puts an element's kids on the list, the first on top.
    fn schedule_kids(&mut self, dict: &Dict<'a>, page: Option<usize>, depth: u32) {
        let first = self.steps.len();
        let Some(kids) = dict.get_raw::<Object<'_>>("K") else {
            return;
        };
        match kids {
            MaybeRef::NotRef(Object::Array(kids)) => self.schedule_all(&kids, page, depth),
            kid => match self.resolve(kid, || dict.get("K")) {
                Some(Object::Array(kids)) => self.schedule_all(&kids, page, depth),
                Some(kid) => self.steps.push(Step::Visit { kid, page, depth }),
                None => {}
            },
        }
        self.steps[first..].reverse();
    }

    fn schedule_all(&mut self, kids: &Array<'a>, page: Option<usize>, depth: u32) {
        let mut resolved = kids.iter::<Object<'_>>();
        for kid in kids.raw_iter() {
            let whole = resolved.next();
            if let Some(kid) = self.resolve(kid, || whole) {
                self.steps.push(Step::Visit { kid, page, depth });
            }
        }
    }

    /// A kid itself, unless it is a reference met before.
    fn resolve(
        &mut self,
        kid: MaybeRef<Object<'a>>,
        whole: impl FnOnce() -> Option<Object<'a>>,
    ) -> Option<Object<'a>> {
        match kid {
            MaybeRef::NotRef(kid) => Some(kid),
            MaybeRef::Ref(reference) => self.met.insert(key(reference)).then(whole).flatten(),
        }
    }
}

fn key(reference: ObjRef) -> (u32, i32) {
    (reference.obj_number, reference.gen_number)
}

/// One object, or the objects of an array.
fn objects<'a>(dict: &Dict<'a>, name: impl AsRef<[u8]>) -> Vec<Object<'a>> {
    match dict.get::<Object<'_>>(name) {
        Some(Object::Array(all)) => all.iter::<Object<'_>>().take(64).collect(),
        Some(one) => vec![one],
        None => Vec::new(),
    }
}

fn actual_text(dict: &Dict<'_>) -> Option<String> {
    dict.get::<PdfString<'_>>("ActualText")
        .map(|text| text_string(text.as_bytes()))
}

/// A PDF text string: UTF-16 or UTF-8 by its mark, else Latin-1 (PDFDocEncoding but for its upper oddities).
fn text_string(bytes: &[u8]) -> String {
    match bytes {
        [0xfe, 0xff, rest @ ..] => utf16(rest, u16::from_be_bytes),
        [0xff, 0xfe, rest @ ..] => utf16(rest, u16::from_le_bytes),
        [0xef, 0xbb, 0xbf, rest @ ..] => String::from_utf8_lossy(rest).into_owned(),
        _ => bytes.iter().map(|&byte| char::from(byte)).collect(),
    }
}

fn utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> String {
    let units = bytes.chunks_exact(2).map(|pair| unit([pair[0], pair[1]]));
    char::decode_utf16(units)
        .map(|c| c.unwrap_or(char::REPLACEMENT_CHARACTER))
        .collect()
}

/// An element that has been entered and not yet left.
enum Open {
    Table(TagTable),
    Group { header: bool },
    Row(TagRow),
    Cell(TagCell),
    Actual(Piece),
    Caption,
    Artifact,
    Other,
}

/// Puts tables together from elements entered and left.
#[derive(Default)]
struct Builder {
    open: Vec<Open>,
    done: Vec<TagTable>,
}

impl Builder {
    fn enter(&mut self, open: Open) {
        self.open.push(open);
    }

    fn in_head(&self) -> bool {
        let nearest = self
            .open
            .iter()
            .rev()
            .find(|open| matches!(open, Open::Group { .. } | Open::Table(_)));
        matches!(nearest, Some(Open::Group { header: true }))
    }

    fn mark(&mut self, mark: Mark) {
        for open in self.open.iter_mut().rev() {
            match open {
                Open::Actual(piece) => return piece.marks.push(mark),
                Open::Cell(cell) => return add_mark(cell, mark),
                Open::Table(table) => return table.loose.push(mark),
                _ => {}
            }
        }
    }

    fn leave(&mut self) {
        match self.open.pop() {
            Some(Open::Table(table)) => self.close_table(table),
            Some(Open::Row(row)) => self.close_row(row),
            Some(Open::Cell(cell)) => self.close_cell(cell),
            Some(Open::Actual(piece)) => self.close_piece(piece),
            _ => {}
        }
    }

    fn close_table(&mut self, table: TagTable) {
        for open in self.open.iter_mut().rev() {
            if let Open::Cell(cell) = open {
                return cell.nested.push(table);
            }
        }
        self.done.push(table);
    }

    fn close_row(&mut self, row: TagRow) {
        for open in self.open.iter_mut().rev() {
            if let Open::Table(table) = open {
                return table.rows.push(row);
            }
        }
    }

    /// A cell outside any row is a row of its own.
    fn close_cell(&mut self, cell: TagCell) {
        for open in self.open.iter_mut().rev() {
            match open {
                Open::Row(row) => return row.cells.push(cell),
                Open::Table(table) => {
                    return table.rows.push(TagRow {
                        header: false,
                        cells: vec![cell],
                    });
                }
                _ => {}
            }
        }
    }

    /// Text inside other text that is stood for already adds its marks only.
    fn close_piece(&mut self, piece: Piece) {
        for open in self.open.iter_mut().rev() {
            match open {
                Open::Actual(outer) => return outer.marks.extend(piece.marks),
                Open::Cell(cell) => return add_piece(cell, piece),
                _ => {}
            }
        }
    }
}

/// Adds to the cell's last piece, opening one after a piece with its own text.
fn add_mark(cell: &mut TagCell, mark: Mark) {
    match cell.pieces.last_mut() {
        Some(piece) if piece.actual.is_none() || cell.whole => piece.marks.push(mark),
        _ => cell.pieces.push(Piece {
            marks: vec![mark],
            actual: None,
        }),
    }
}

/// Adds a piece with its own text; under a cell's own text only its marks count.
fn add_piece(cell: &mut TagCell, piece: Piece) {
    match cell.pieces.last_mut() {
        Some(last) if cell.whole => last.marks.extend(piece.marks),
        _ => cell.pieces.push(piece),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A document of `pages` empty pages (objects 10, 11 …) with these further objects.
    fn document(pages: usize, objects: &[(u32, &str)]) -> Pdf {
        let kids: Vec<String> = (0..pages).map(|i| format!("{} 0 R", 10 + i)).collect();
        let mut all = vec![
            (
                1,
                "<</Type/Catalog/Pages 2 0 R/StructTreeRoot 3 0 R>>".to_owned(),
            ),
            (
                2,
                format!("<</Type/Pages/Count {pages}/Kids[{}]>>", kids.join(" ")),
            ),
        ];
        all.extend((0..pages).map(|i| {
            (
                10 + i as u32,
                "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<<>>>>".to_owned(),
            )
        }));
        all.extend(objects.iter().map(|(id, body)| (*id, (*body).to_owned())));
        Pdf::new(file(&all)).expect("a sound file")
    }

    fn file(objects: &[(u32, String)]) -> Vec<u8> {
        let mut out = b"%PDF-1.7\n".to_vec();
        for (id, body) in objects {
            out.extend(format!("{id} 0 obj\n{body}\nendobj\n").bytes());
        }
        out.extend(b"trailer\n<</Root 1 0 R/Size 1000>>\nstartxref\n0\n%%EOF");
        out
    }

    fn read(pages: usize, objects: &[(u32, &str)]) -> Tagged {
        tagged(&document(pages, objects), &Limits::default()).expect("a structure tree")
    }

    /// Rows as `[page:mcid,page:mcid|…]`, one text a row.
    fn drawn(table: &TagTable) -> Vec<String> {
        let cell = |cell: &TagCell| {
            cell.marks()
                .map(|m| format!("{}:{}", m.page, m.mcid))
                .collect::<Vec<_>>()
                .join(",")
        };
        table
            .rows
            .iter()
            .map(|row| row.cells.iter().map(cell).collect::<Vec<_>>().join("|"))
            .collect()
    }

    #[test]
    fn a_table_in_nested_sections_is_found_with_mapped_roles_and_spans() {
        let found = read(
            1,
            &[
                (
                    3,
                    "<</Type/StructTreeRoot/RoleMap<</Bang/Table/Dong/TR>>/K<</S/Document/Pg 10 0 R/K[4 0 R]>>>>",
                ),
                (4, "<</S/Sect/K[<</S/Div/K 5 0 R>>]>>"),
                (
                    5,
                    "<</S/Bang/K[<</S/Dong/K[<</S/TH/K 0/A<</O/Table/ColSpan 2>>>>]>> 6 0 R]>>",
                ),
                (
                    6,
                    "<</S/TR/K[<</S/TD/K<</S/P/K[1 2]>>>><</S/TD/K<</Type/MCR/MCID 3>>>>]>>",
                ),
            ],
        );
        assert_eq!(found.tables.len(), 1);
        assert_eq!(drawn(&found.tables[0]), ["0:0", "0:1,0:2|0:3"]);
        assert_eq!(found.tables[0].rows[0].cells[0].columns, 2);
        assert!(found.tables[0].rows[0].cells[0].header);
    }

    #[test]
    fn a_cell_may_run_over_two_pages() {
        let found = read(
            2,
            &[
                (3, "<</Type/StructTreeRoot/K 4 0 R>>"),
                (
                    4,
                    "<</S/Table/Pg 10 0 R/K<</S/TR/K<</S/TD/K[7<</Type/MCR/Pg 11 0 R/MCID 0>>]>>>>>>",
                ),
            ],
        );
        assert_eq!(drawn(&found.tables[0]), ["0:7,1:0"]);
        let marks = found.tables[0].cells().flat_map(TagCell::marks);
        assert_eq!(marks.map(|mark| mark.page).collect::<Vec<_>>(), [0, 1]);
    }

    #[test]
    fn head_rows_captions_and_nested_tables_are_kept_apart() {
        let found = read(
            1,
            &[
                (
                    3,
                    "<</Type/StructTreeRoot/K<</S/Table/Pg 10 0 R/K[4 0 R 5 0 R 6 0 R]>>>>",
                ),
                (4, "<</S/Caption/K 0>>"),
                (5, "<</S/THead/K<</S/TR/K<</S/TH/K 1>>>>>>"),
                (
                    6,
                    "<</S/TBody/K<</S/TR/K<</S/TD/K[2<</S/Table/K<</S/TR/K<</S/TD/K 3>>>>>>]>>>>>>",
                ),
            ],
        );
        let table = &found.tables[0];
        assert_eq!(table.loose, [Mark { page: 0, mcid: 0 }]);
        assert!(table.rows[0].header && !table.rows[1].header);
        assert_eq!(drawn(table), ["0:1", "0:2"]);
        assert_eq!(drawn(&table.rows[1].cells[0].nested[0]), ["0:3"]);
    }

    #[test]
    fn actual_text_stands_for_what_it_marks() {
        let found = read(
            1,
            &[
                (
                    3,
                    "<</Type/StructTreeRoot/K<</S/Table/Pg 10 0 R/K<</S/TR/K[4 0 R 5 0 R]>>>>>>",
                ),
                (4, "<</S/TD/K[0<</S/Span/ActualText(ffi)/K[1 2]>>3]>>"),
                (
                    5,
                    "<</S/TD/ActualText<FEFF0111>/K[4<</S/Span/ActualText(x)/K 5>>6]>>",
                ),
            ],
        );
        let cells = &found.tables[0].rows[0].cells;
        let texts: Vec<_> = cells[0]
            .pieces
            .iter()
            .map(|piece| piece.actual.as_deref())
            .collect();
        assert_eq!(texts, [None, Some("ffi"), None]);
        assert_eq!(cells[1].pieces.len(), 1);
        assert_eq!(cells[1].pieces[0].actual.as_deref(), Some("đ"));
        assert_eq!(cells[1].pieces[0].marks.len(), 3);
    }

    #[test]
    fn cycles_and_depth_are_survived() {
        let found = read(
            1,
            &[
                (3, "<</Type/StructTreeRoot/K 4 0 R>>"),
                (4, "<</S/Table/Pg 10 0 R/K[5 0 R 5 0 R 4 0 R]>>"),
                (5, "<</S/TR/K[<</S/TD/K 0>>4 0 R 5 0 R]>>"),
            ],
        );
        assert_eq!(drawn(&found.tables[0]), ["0:0"]);
        let deep = format!(
            "{}<</S/Table>>{}",
            "<</S/Div/K ".repeat(400),
            ">>".repeat(400)
        );
        let pdf = document(1, &[(3, "<</K 4 0 R>>"), (4, &deep)]);
        assert!(tagged(&pdf, &Limits::default()).is_none_or(|found| found.tables.is_empty()));
    }

    #[test]
    fn a_document_without_a_tree_has_none() {
        let pdf = document(1, &[(3, "null")]);
        assert!(tagged(&pdf, &Limits::default()).is_none());
    }
}
