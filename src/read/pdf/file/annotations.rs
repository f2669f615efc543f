//! What lies on a page besides its content: fields of a form that was filled in, what signature fields show
//! and text typed over the page are part of what it says; comments and notes are not, but are reported.

use super::bounded::unpack;
use super::strings::{file_name, text_string};
use crate::model::finding::OWN_REMARK;
use hayro_interpret::hayro_syntax::object::{
    Array, Dict, Name, Object, Rect as PdfRect, Stream, String as PdfString,
};
use hayro_interpret::hayro_syntax::page::{Page, Resources};
use hayro_interpret::kurbo::{Affine, Point, Rect};

/// Annotations on one page beyond which no more are looked at.
const MOST: usize = 20_000;
/// Appearance of one field, unpacked.
const MAX_CONTENT: usize = 4 << 20;
/// A field's type and value may be kept by a parent, this many levels up at most.
const LEVELS: usize = 8;
/// Lines of words that one annotation marks.
const MOST_QUADS: usize = 1000;
/// Flags of an annotation that is not shown: hidden, not for viewing.
const UNSEEN: u32 = 2 | 32;

/// The annotations of a page that say something.
#[derive(Default)]
pub(crate) struct Annotations<'a> {
    /// Fields and typed-over text.
    pub(crate) fields: Vec<Field<'a>>,
    /// Boxes of the text that readers crossed out, on the page as the file has it.
    pub(crate) struck: Vec<Rect>,
    /// Boxes that hide what lies below them.
    pub(crate) covers: Vec<Rect>,
    /// What comments and notes say.
    pub(crate) comments: Vec<String>,
    /// Files attached at a place of the page, by name.
    pub(crate) files: Vec<String>,
}

/// A filled-in field.
pub(crate) struct Field<'a> {
    /// Its box on the page as the file has it, origin at the bottom left.
    pub(crate) rect: Rect,
    /// What it says.
    pub(crate) value: String,
    /// It is there for a signature.
    signature: bool,
    appearance: Option<Stream<'a>>,
}

/// How a field is drawn: drawing operations, their resources, and where they are drawn.
pub(crate) struct Drawing<'a> {
    pub(crate) operations: Vec<u8>,
    pub(crate) resources: Resources<'a>,
    pub(crate) place: Affine,
}

/// Looks through the annotations of a page.
pub(crate) fn annotations<'a>(page: &Page<'a>) -> Annotations<'a> {
    let mut found = Annotations::default();
    let Some(all) = page.raw().get::<Array<'a>>("Annots") else {
        return found;
    };
    for annotation in all.iter::<Dict<'a>>().take(MOST) {
        if annotation.get::<u32>("F").unwrap_or(0) & UNSEEN != 0 {
            continue;
        }
        let kind = annotation.get::<Name<'a>>("Subtype");
        let kind = kind.as_ref().map(|kind| kind.as_str());
        if covers(&annotation, kind) {
            found.covers.extend(rect(&annotation));
        }
        if kind == Some("StrikeOut") {
            found.struck.extend(quads(&annotation));
        }
        match kind {
            Some("Widget") => found.fields.extend(widget(&annotation)),
            Some("FreeText") => found
                .fields
                .extend(field(&annotation, contents(&annotation))),
            Some("FileAttachment") => found.files.push(attached(&annotation)),
            Some("Link" | "Popup") | None => {}
            Some("Highlight" | "Text") if is_ours(&annotation) => {}
            Some(_) => found
                .comments
                .extend(Some(contents(&annotation)).filter(|text| !text.is_empty())),
        }
    }
    found
}

/// A remark that this program put there.
fn is_ours(annotation: &Dict<'_>) -> bool {
    let name = annotation.get::<PdfString<'_>>("NM");
    name.is_some_and(|name| spoken(&name).starts_with(OWN_REMARK))
}

/// Whether an annotation hides what lies below it: a box filled with a colour, text typed on a coloured
/// ground, a place marked to be blacked out.
fn covers(annotation: &Dict<'_>, kind: Option<&str>) -> bool {
    let has_colour = |key| {
        let parts = annotation.get::<Array<'_>>(key);
        parts.is_some_and(|parts| parts.iter::<Object<'_>>().next().is_some())
    };
    let solid = annotation.get::<f32>("CA").unwrap_or(1.0) >= 1.0;
    solid
        && match kind {
            Some("Square") => has_colour("IC"),
            Some("FreeText") => has_colour("C"),
            Some("Redact") => true,
            _ => false,
        }
}

fn rect(annotation: &Dict<'_>) -> Option<Rect> {
    let rect = annotation.get::<PdfRect>("Rect")?;
    Some(Rect::new(rect.x0, rect.y0, rect.x1, rect.y1).abs())
}

/// The boxes of the words that an annotation marks, each given by its corners; its own box where none are.
fn quads(annotation: &Dict<'_>) -> Vec<Rect> {
    let corners: Vec<f64> = annotation
        .get::<Array<'_>>("QuadPoints")
        .map(|all| all.iter::<f64>().take(8 * MOST_QUADS).collect())
        .unwrap_or_default();
    let boxes: Vec<Rect> = corners
        .chunks_exact(8)
        .map(|quad| {
            let points = quad.chunks_exact(2).map(|p| Point::new(p[0], p[1]));
            let first = Point::new(quad[0], quad[1]);
            points.fold(Rect::from_points(first, first), |rect, p| rect.union_pt(p))
        })
        .collect();
    if boxes.is_empty() {
        rect(annotation).into_iter().collect()
    } else {
        boxes
    }
}

/// Name of the file an annotation carries, and its description.
fn attached(annotation: &Dict<'_>) -> String {
    let about = contents(annotation);
    let file = match annotation.get::<Object<'_>>("FS") {
        Some(Object::Dict(file)) => file_name(&file),
        Some(Object::String(name)) => Some(spoken(&name)),
        _ => None,
    };
    match file.filter(|name| !name.is_empty()) {
        Some(name) if about.is_empty() || about == name => name,
        Some(name) => format!("{name} ({about})"),
        None => about,
    }
}

fn contents(annotation: &Dict<'_>) -> String {
    annotation
        .get::<PdfString<'_>>("Contents")
        .map_or(String::new(), |text| spoken(&text))
}

fn spoken(text: &PdfString<'_>) -> String {
    text_string(text.as_ref()).trim().to_owned()
}

/// A field of a form. A tick, a choice and a signature are what their appearance shows: signing software
/// prints the number and the day of a report, and its stamp, as appearances of signature fields.
fn widget<'a>(annotation: &Dict<'a>) -> Option<Field<'a>> {
    match inherited(annotation, "FT")? {
        Object::Name(kind) if kind.as_str() == "Btn" => field(annotation, String::new()),
        Object::Name(kind) if kind.as_str() == "Sig" => Some(Field {
            signature: true,
            ..field(annotation, String::new())?
        }),
        _ => field(annotation, value(annotation)),
    }
}

fn value(annotation: &Dict<'_>) -> String {
    match inherited(annotation, "V") {
        Some(Object::String(text)) => spoken(&text),
        Some(Object::Array(chosen)) => {
            let texts: Vec<String> = chosen
                .iter::<PdfString<'_>>()
                .map(|text| spoken(&text))
                .collect();
            texts.join(", ")
        }
        _ => String::new(),
    }
}

fn inherited<'a>(annotation: &Dict<'a>, key: &str) -> Option<Object<'a>> {
    let mut node = annotation.clone();
    for _ in 0..LEVELS {
        if let Some(found) = node.get::<Object<'a>>(key) {
            return Some(found);
        }
        node = node.get::<Dict<'a>>("Parent")?;
    }
    None
}

fn field<'a>(annotation: &Dict<'a>, value: String) -> Option<Field<'a>> {
    let rect = rect(annotation)?;
    let appearance = appearance(annotation);
    (appearance.is_some() || !value.is_empty()).then_some(Field {
        rect,
        value,
        signature: false,
        appearance,
    })
}

fn appearance<'a>(annotation: &Dict<'a>) -> Option<Stream<'a>> {
    match annotation.get::<Dict<'a>>("AP")?.get::<Object<'a>>("N")? {
        Object::Stream(stream) => Some(stream),
        Object::Dict(states) => states.get::<Stream<'a>>(annotation.get::<Name<'a>>("AS")?),
        _ => None,
    }
}

impl<'a> Field<'a> {
    /// How the field is drawn, where the file says so: its appearance, fitted into its box.
    pub(crate) fn drawing(&self) -> Option<Drawing<'a>> {
        let stream = self.appearance.as_ref()?;
        let dict = stream.dict();
        let matrix = dict
            .get::<[f64; 6]>("Matrix")
            .map_or(Affine::IDENTITY, Affine::new);
        let own = dict.get::<PdfRect>("BBox")?;
        let own = matrix.transform_rect_bbox(Rect::new(own.x0, own.y0, own.x1, own.y1).abs());
        if own.area() <= 0.0 {
            return None;
        }
        let (sx, sy) = (
            self.rect.width() / own.width(),
            self.rect.height() / own.height(),
        );
        let fit = [
            sx,
            0.0,
            0.0,
            sy,
            self.rect.x0 - sx * own.x0,
            self.rect.y0 - sy * own.y0,
        ];
        Some(Drawing {
            operations: unpack(stream, MAX_CONTENT).ok()?,
            resources: Resources::new(dict.get::<Dict<'a>>("Resources").unwrap_or_default()),
            place: Affine::new(fit) * matrix,
        })
    }
}

/// What lay over the pages read so far, page numbers from 1.
#[derive(Default)]
pub(crate) struct AnnotationSummary {
    /// Number of fields read, those for signatures not among them.
    pub(crate) fields: usize,
    /// Number of signature fields with an appearance.
    pub(crate) signatures: usize,
    pub(crate) comments: Vec<(u32, String)>,
    /// Names of the files attached to them.
    pub(crate) files: Vec<String>,
}

impl AnnotationSummary {
    /// Notes what lies over a page.
    pub(crate) fn record(&mut self, page: u32, annotations: &Annotations<'_>) {
        let signatures = annotations.fields.iter().filter(|f| f.signature).count();
        self.signatures += signatures;
        self.fields += annotations.fields.len() - signatures;
        self.files.extend(annotations.files.iter().cloned());
        self.comments
            .extend(annotations.comments.iter().map(|text| (page, text.clone())));
    }
}
