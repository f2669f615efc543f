//! A note → its annotation and how it looks, drawn here so that every reader shows and prints the same.

use super::Added;
use super::place::{ICON, Note, On};
use crate::emit::mark::How;
use crate::model::Severity;
use crate::model::finding::OWN_REMARK;
use lopdf::{Dictionary, Object, ObjectId, Stream, dictionary, text_string};

/// Flags of an annotation: printed; its icon neither grows nor turns with the page.
const PRINT: i64 = 4;
const KEEP_UPRIGHT: i64 = 8 | 16;

/// Width of the edge around a row.
const EDGE: f32 = 0.6;

/// The annotation of a note.
pub(super) fn annotation(
    note: &Note,
    number: usize,
    page: ObjectId,
    how: &How<'_>,
    added: &mut Added,
) -> Dictionary {
    let (rect, look) = match note.on {
        On::Row(rect) => (rect, highlight(rect, note.severity)),
        On::Page([x, y]) => ([x, y - ICON, x + ICON, y], icon(note.severity)),
    };
    let look = added.put(look);
    let mut annotation = dictionary! {
        "Type" => "Annot",
        "Rect" => numbers(rect),
        "P" => page,
        "Contents" => text_string(&note.text),
        "Subj" => text_string(&note.subject),
        "T" => text_string(how.author),
        "NM" => text_string(&format!("{OWN_REMARK}{}", number + 1)),
        "C" => numbers(colour(note.severity)),
        "AP" => dictionary! { "N" => look },
    };
    match note.on {
        On::Row([x0, y0, x1, y1]) => {
            annotation.set("Subtype", "Highlight");
            annotation.set("F", PRINT);
            // Upper corners before lower ones, as programs read it, whatever the standard says.
            annotation.set("QuadPoints", numbers([x0, y1, x1, y1, x0, y0, x1, y0]));
        }
        On::Page(_) => {
            annotation.set("Subtype", "Text");
            annotation.set("F", PRINT | KEEP_UPRIGHT);
            annotation.set("Name", "Comment");
        }
    }
    if let Some(date) = how.date {
        let day = date.strftime("D:%Y%m%d000000").to_string();
        annotation.set("M", text_string(&day));
    }
    annotation
}

/// Light enough for the print below it to be read.
fn colour(severity: Severity) -> [f32; 3] {
    match severity {
        Severity::Error => [1.0, 0.62, 0.56],
        Severity::Warning => [1.0, 0.88, 0.4],
        Severity::Info => [0.66, 0.84, 1.0],
    }
}

/// Dark enough to be seen where colours are printed grey.
fn edge(severity: Severity) -> [f32; 3] {
    match severity {
        Severity::Error => [0.75, 0.1, 0.1],
        Severity::Warning => [0.72, 0.48, 0.0],
        Severity::Info => [0.1, 0.4, 0.7],
    }
}

fn numbers<const N: usize>(numbers: [f32; N]) -> Object {
    let rounded = |number: f32| Object::Real((number * 100.0).round() / 100.0);
    Object::Array(numbers.into_iter().map(rounded).collect())
}

fn operands(numbers: &[f32]) -> String {
    let written = numbers.iter().map(|number| format!("{number:.2}"));
    written.collect::<Vec<_>>().join(" ")
}

/// The row in colour, what is printed there still to be read; an edge around it.
fn highlight(rect: [f32; 4], severity: Severity) -> Stream {
    let [x0, y0, x1, y1] = rect;
    let (fill, line) = (operands(&colour(severity)), operands(&edge(severity)));
    let whole = operands(&[x0, y0, x1 - x0, y1 - y0]);
    let inner = operands(&[
        x0 + EDGE,
        y0 + EDGE,
        x1 - x0 - 2.0 * EDGE,
        y1 - y0 - 2.0 * EDGE,
    ]);
    // The edge is a frame, not a stroke: programs that look for the rules of a table shall find no new ones.
    let drawn = format!("/M gs {fill} rg {whole} re f\n{line} rg {whole} re {inner} re f*\n");
    let multiply = dictionary! { "Type" => "ExtGState", "BM" => "Multiply" };
    let resources = dictionary! { "ExtGState" => dictionary! { "M" => multiply } };
    form(rect, resources, drawn)
}

/// A leaf with an exclamation mark.
fn icon(severity: Severity) -> Stream {
    let (fill, line) = (operands(&colour(severity)), operands(&edge(severity)));
    let drawn = format!(
        "{fill} rg 0.00 0.00 18.00 18.00 re f\n\
         {line} rg 0.00 0.00 18.00 18.00 re 1.00 1.00 16.00 16.00 re f*\n\
         7.80 7.00 2.40 7.40 re 7.80 3.60 2.40 2.40 re f\n"
    );
    form([0.0, 0.0, ICON, ICON], Dictionary::new(), drawn)
}

fn form(bbox: [f32; 4], resources: Dictionary, drawn: String) -> Stream {
    let dict = dictionary! {
        "Type" => "XObject",
        "Subtype" => "Form",
        "BBox" => numbers(bbox),
        "Resources" => resources,
    };
    Stream::new(dict, drawn.into_bytes())
}
