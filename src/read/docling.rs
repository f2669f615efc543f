//! The JSON of docling: texts, groups and tables as a tree, each with its page and box.

use super::Input;
use crate::model::{
    BBox, Block, Cell, Document, Error, Finding, Found, Grid, LimitKind, Page, Paragraph, Place,
    WithFindings,
};
use crate::text::Text;
use serde_json::Value;

const FORMAT: &str = "docling-json";
/// Groups inside one another.
const DEEPEST: usize = 32;

/// Whether a text is such a file, told from its first characters.
pub(super) fn is_docling(head: &str) -> bool {
    let head = head.trim_start_matches('\u{FEFF}').trim_start();
    head.starts_with('{') && head.contains("\"DoclingDocument\"")
}

/// Reads a file.
///
/// # Errors
/// When it is no JSON.
pub(super) fn read(input: &Input<'_>) -> Result<WithFindings<Document>, Error> {
    let damaged = |_| Error::damaged(FORMAT, "no JSON");
    let document: Value = serde_json::from_slice(input.bytes).map_err(damaged)?;
    let mut walk = Walk {
        document: &document,
        limit: input.options.limits.table_cells as usize,
        items: 0,
        tables: 0,
        blocks: Vec::new(),
        findings: Vec::new(),
    };
    if let Some(body) = document.get("body") {
        walk.children(body, 0);
    }
    Ok(WithFindings {
        output: Document {
            source: input.source(FORMAT),
            pages: pages(&document),
            blocks: walk.blocks,
            ..Document::default()
        },
        findings: walk.findings,
    })
}

fn pages(document: &Value) -> Vec<Page> {
    let pages = document.get("pages").and_then(Value::as_object);
    let count = pages.map_or(0, serde_json::Map::len);
    let size = |number: usize| {
        let size = pages?.get(&number.to_string())?.get("size")?;
        Some(Page {
            width: length(size, "width")?,
            height: length(size, "height")?,
            rotation: 0,
            pictured: false,
        })
    };
    let sizes: Option<Vec<Page>> = (1..=count).map(size).collect();
    sizes.unwrap_or_default()
}

fn length(of: &Value, name: &str) -> Option<f32> {
    of.get(name)?.as_f64().map(|length| length as f32)
}

fn number(of: &Value, name: &str) -> Option<usize> {
    usize::try_from(of.get(name)?.as_u64()?).ok()
}

struct Walk<'d> {
    document: &'d Value,
    /// Most cells of a table.
    limit: usize,
    /// Items seen: one that is named twice could lead in circles.
    items: usize,
    tables: u32,
    blocks: Vec<Block>,
    findings: Vec<Finding>,
}

impl<'d> Walk<'d> {
    fn children(&mut self, of: &'d Value, depth: usize) {
        let children = of.get("children").and_then(Value::as_array);
        for child in children.into_iter().flatten() {
            let name = child
                .get("$ref")
                .or_else(|| child.get("cref"))
                .and_then(Value::as_str);
            let item = name.and_then(|name| self.document.pointer(name.strip_prefix('#')?));
            self.items += 1;
            if let Some(item) = item.filter(|_| depth < DEEPEST && self.items <= self.limit) {
                self.item(item);
                self.children(item, depth + 1);
            }
        }
    }

    fn item(&mut self, item: &Value) {
        if item.get("content_layer").and_then(Value::as_str) == Some("furniture") {
            return;
        }
        if let Some(data) = item
            .get("data")
            .filter(|data| data.get("table_cells").is_some())
        {
            let place = self.place(item);
            self.table(data, &place);
        } else if let Some(text) = item.get("text").and_then(Value::as_str) {
            let marker = item
                .get("marker")
                .and_then(Value::as_str)
                .unwrap_or_default();
            let text = Text::clean(&format!("{marker} {text}"));
            let bold = item.pointer("/formatting/bold").and_then(Value::as_bool);
            let paragraph = Paragraph {
                text,
                place: self.place(item),
                bold: bold.unwrap_or(false),
                ..Paragraph::default()
            };
            self.blocks
                .extend((!paragraph.text.is_empty()).then_some(Block::Paragraph(paragraph)));
        }
    }

    /// Where an item stands.
    fn place(&self, item: &Value) -> Place {
        let Some(prov) = item.pointer("/prov/0") else {
            return Place::default();
        };
        let page = number(prov, "page_no");
        Place {
            page: page.and_then(|page| u32::try_from(page).ok()),
            bbox: prov.get("bbox").and_then(|bbox| self.bbox(bbox, page?)),
            ..Place::default()
        }
    }

    fn bbox(&self, bbox: &Value, page: usize) -> Option<BBox> {
        let side = |name| length(bbox, name);
        let (x0, x1, top, bottom) = (side("l")?, side("r")?, side("t")?, side("b")?);
        let from_below = bbox.get("coord_origin").and_then(Value::as_str) != Some("TOPLEFT");
        let height = if from_below {
            length(
                self.document
                    .get("pages")?
                    .get(page.to_string())?
                    .get("size")?,
                "height",
            )?
        } else {
            0.0
        };
        let down = |y: f32| if from_below { height - y } else { y };
        Some(BBox {
            x0,
            y0: down(top).min(down(bottom)),
            x1,
            y1: down(top).max(down(bottom)),
        })
    }

    fn table(&mut self, data: &Value, place: &Place) {
        self.tables += 1;
        let place = Place {
            table: Some(self.tables),
            ..place.clone()
        };
        let cells = data.get("table_cells").and_then(Value::as_array);
        let cells: Vec<&Value> = cells.into_iter().flatten().collect();
        if cells.len() > self.limit {
            let limit = Finding::limit_reached(LimitKind::TableCells, self.limit);
            self.findings.push(limit.at(place.clone(), ""));
        }
        let cells = cells.into_iter().take(self.limit);
        let mut cells: Vec<Cell> = cells.filter_map(|cell| self.cell(cell, &place)).collect();
        cells.sort_by_key(|cell| (cell.rows.start, cell.columns.start));
        self.blocks.push(Block::Grid(Grid {
            rows: cells.iter().map(|cell| cell.rows.end).max().unwrap_or(0),
            columns: cells.iter().map(|cell| cell.columns.end).max().unwrap_or(0),
            cells,
            places: vec![place],
            found: Found::Alignment,
            header_rows: 0,
        }));
    }

    fn cell(&self, cell: &Value, table: &Place) -> Option<Cell> {
        let reach = |from, to| {
            let from = number(cell, from).filter(|from| *from < self.limit)?;
            let to = number(cell, to).unwrap_or(from + 1);
            Some(from..to.clamp(from + 1, self.limit))
        };
        let rows = reach("start_row_offset_idx", "end_row_offset_idx")?;
        let columns = reach("start_col_offset_idx", "end_col_offset_idx")?;
        let text = cell.get("text").and_then(Value::as_str).unwrap_or_default();
        let page = table.page.and_then(|page| usize::try_from(page).ok());
        let bbox = cell.get("bbox").and_then(|bbox| self.bbox(bbox, page?));
        let lines: Vec<Text> = text.trim().lines().map(Text::clean).collect();
        Some(Cell {
            text: Text::clean(text),
            lines: if lines.len() > 1 { lines } else { Vec::new() },
            places: vec![Place {
                row: u32::try_from(rows.start + 1).ok(),
                column: u32::try_from(columns.start + 1).ok(),
                bbox,
                ..table.clone()
            }],
            rows,
            columns,
            ..Cell::default()
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::{Options, read};

    const FILE: &str = r##"{"schema_name": "DoclingDocument", "version": "1.7.0",
        "body": {"children": [{"$ref": "#/groups/0"}, {"$ref": "#/tables/0"}, {"$ref": "#/body"}]},
        "groups": [{"children": [{"$ref": "#/texts/0"}, {"$ref": "#/texts/1"}]}],
        "texts": [{"label": "text", "text": "PHỤ LỤC", "content_layer": "body",
            "prov": [{"page_no": 1, "bbox": {"l": 70, "t": 800, "r": 200, "b": 780, "coord_origin": "BOTTOMLEFT"}}]},
            {"label": "page_footer", "text": "trang 1", "content_layer": "furniture"}],
        "tables": [{"label": "table", "prov": [{"page_no": 1, "bbox": {"l": 70, "t": 700, "r": 500, "b": 600}}],
            "data": {"table_cells": [
                {"text": "5%", "start_row_offset_idx": 1, "end_row_offset_idx": 2, "start_col_offset_idx": 1,
                    "end_col_offset_idx": 2, "bbox": {"l": 300, "t": 160, "r": 500, "b": 180, "coord_origin": "TOPLEFT"}},
                {"text": "Cải cách thể chế", "start_row_offset_idx": 0, "end_row_offset_idx": 1,
                    "start_col_offset_idx": 0, "end_col_offset_idx": 2},
                {"text": "Số tin", "start_row_offset_idx": 1, "start_col_offset_idx": 0}]}}],
        "pages": {"1": {"size": {"width": 595, "height": 842}}}}"##;

    #[test]
    fn texts_and_tables_come_in_the_order_of_the_body() {
        let document = read("a", FILE.as_bytes(), &Options::default())
            .expect("read")
            .output;
        assert_eq!(
            (document.source.format.as_str(), document.pages.len()),
            (FORMAT, 1)
        );
        let (Some(Block::Paragraph(title)), Some(Block::Grid(grid))) =
            (document.blocks.first(), document.blocks.get(1))
        else {
            panic!("{:?}", document.blocks)
        };
        assert_eq!(title.text.as_str(), "PHỤ LỤC");
        assert_eq!(title.place.bbox.map(|bbox| bbox.y0), Some(42.0));
        let cells = grid
            .cells
            .iter()
            .map(|cell| (cell.text.as_str(), cell.columns.clone()));
        let cells: Vec<_> = cells.collect();
        assert_eq!(
            cells,
            [("Cải cách thể chế", 0..2), ("Số tin", 0..1), ("5%", 1..2)]
        );
        let place = &grid.cells[2].places[0];
        assert_eq!(
            (place.page, place.row, place.bbox.map(|bbox| bbox.y0)),
            (Some(1), Some(2), Some(160.0))
        );
    }

    #[test]
    fn what_is_cut_or_leads_in_circles_ends() {
        assert!(read("a", &FILE.as_bytes()[..900], &Options::default()).is_err());
        let circle = r##"{"schema_name":"DoclingDocument","body":{"children":[{"$ref":"#/body"},{"$ref":"#/body"}]}}"##;
        let document = read("a", circle.as_bytes(), &Options::default())
            .expect("read")
            .output;
        assert!(document.blocks.is_empty());
    }
}
