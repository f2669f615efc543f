//! Where a person should look.

use serde::{Deserialize, Serialize};
use std::fmt;

/// A box on a page: points (1/72 inch), origin at the top left of the page as it is printed before
/// any `/Rotate`, y growing downwards.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(into = "[f32; 4]", from = "[f32; 4]")]
pub struct BBox {
    /// Left edge.
    pub x0: f32,
    /// Top edge.
    pub y0: f32,
    /// Right edge.
    pub x1: f32,
    /// Bottom edge.
    pub y1: f32,
}

impl BBox {
    /// The smallest box that holds both.
    #[inline]
    pub fn union(self, other: BBox) -> BBox {
        BBox {
            x0: self.x0.min(other.x0),
            y0: self.y0.min(other.y0),
            x1: self.x1.max(other.x1),
            y1: self.y1.max(other.y1),
        }
    }

    /// The same to a hundredth of a point: finer than any eye, and short in the outputs.
    pub fn rounded(self) -> BBox {
        let round = |v: f32| (v * 100.0).round() / 100.0;
        BBox {
            x0: round(self.x0),
            y0: round(self.y0),
            x1: round(self.x1),
            y1: round(self.y1),
        }
    }

    /// Width in points.
    pub fn width(self) -> f32 {
        self.x1 - self.x0
    }

    /// Height in points.
    pub fn height(self) -> f32 {
        self.y1 - self.y0
    }
}

impl From<BBox> for [f32; 4] {
    fn from(b: BBox) -> [f32; 4] {
        let b = b.rounded();
        [b.x0, b.y0, b.x1, b.y1]
    }
}

impl From<[f32; 4]> for BBox {
    fn from([x0, y0, x1, y1]: [f32; 4]) -> BBox {
        BBox { x0, y0, x1, y1 }
    }
}

/// Where a piece of data stands. Every field is counted from 1 and only those that the format knows
/// are set: pages for PDF, lines for text, sheets for workbooks, table and row wherever there is a table.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Place {
    /// The file, where it is another than the report's own: the body of an appendix sent by itself.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub file: Option<String>,
    /// Page of the document.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub page: Option<u32>,
    /// Box on that page.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub bbox: Option<BBox>,
    /// Line of a text file.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub line: Option<u32>,
    /// Sheet of a workbook.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sheet: Option<String>,
    /// Table of the document.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub table: Option<u32>,
    /// Row of the table (of the sheet, in a workbook).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub row: Option<u32>,
    /// Column of the table.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub column: Option<u32>,
    /// Paragraph of the document, for text outside tables.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub paragraph: Option<u32>,
}

impl Place {
    /// A line of a text file.
    pub fn line(line: u32) -> Place {
        Place {
            line: Some(line),
            ..Place::default()
        }
    }

    /// A page as a whole.
    pub fn page(page: u32) -> Place {
        Place {
            page: Some(page),
            ..Place::default()
        }
    }
}

/// `trang 3, bảng 1, dòng 12` without the words: `p3:t1:r12`, as findings print it; `:31` for a line.
impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut parts = Vec::new();
        parts.extend(self.sheet.clone());
        parts.extend(self.page.map(|n| format!("p{n}")));
        parts.extend(self.table.map(|n| format!("t{n}")));
        parts.extend(self.row.map(|n| format!("r{n}")));
        parts.extend(self.column.map(|n| format!("c{n}")));
        parts.extend(self.paragraph.map(|n| format!("¶{n}")));
        parts.extend(self.line.map(|n| n.to_string()));
        f.write_str(&parts.join(":"))
    }
}
