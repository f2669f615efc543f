//! PDFs for tests: small ones made of drawing operations, four fonts and a picture; the fixtures; those
//! beside the repository.

use std::path::{Path, PathBuf};

/// A document under construction.
#[derive(Clone, Default)]
pub(crate) struct Sample {
    pages: Vec<(String, String)>,
    /// Further entries of the catalog.
    catalog: String,
    fonts: String,
}

impl Sample {
    /// A document of one A4 page.
    pub(crate) fn page(content: &str) -> Sample {
        Sample::default().and(content, "")
    }

    /// One more page; `entries` go into its dictionary.
    pub(crate) fn and(mut self, content: &str, entries: &str) -> Sample {
        self.pages.push((content.to_owned(), entries.to_owned()));
        self
    }

    /// More entries for the catalog; resources know one layer, `/Layer`, which is object 8.
    pub(crate) fn catalog(self, entries: &str) -> Sample {
        Sample {
            catalog: entries.to_owned(),
            ..self
        }
    }

    /// More fonts, by name, for every page.
    pub(crate) fn fonts(self, entries: &str) -> Sample {
        Sample {
            fonts: entries.to_owned(),
            ..self
        }
    }

    /// With a structure tree: `elements` of the document, whose content is on the first page.
    pub(crate) fn tagged(self, elements: &str) -> Sample {
        let tree = format!(
            "/StructTreeRoot << /K << /S /Document /Pg {FIRST_PAGE} 0 R /K [{elements}] >> >>"
        );
        self.catalog(&tree)
    }

    /// The file.
    pub(crate) fn bytes(&self) -> Vec<u8> {
        let catalog = format!("<< /Type /Catalog /Pages 2 0 R {} >>", self.catalog);
        let mut objects = vec![catalog, String::new()];
        objects.push(
            "<< /Type /Font /Subtype /Type1 /BaseFont /Times-Roman /Encoding /WinAnsiEncoding >>"
                .into(),
        );
        objects.push(VIETNAMESE.replace('\n', " "));
        objects.push(stream("", TO_UNICODE));
        objects.push(stream(
            "/Type /XObject /Subtype /Image /Width 1 /Height 1 /BitsPerComponent 8 \
                             /ColorSpace /DeviceGray",
            "x",
        ));
        objects.push(stream(
            FORM,
            "5 5 30 30 re f BT /F 8 Tf 5 50 Td (form) Tj ET",
        ));
        objects.push("<< /Type /OCG /Name (Layer) >>".into());
        let mut kids = String::new();
        for (content, entries) in &self.pages {
            let number = objects.len() + 1;
            kids += &format!("{number} 0 R ");
            let media = if entries.contains("MediaBox") {
                ""
            } else {
                "/MediaBox [0 0 595 842]"
            };
            objects.push(format!(
                "<< /Type /Page /Parent 2 0 R {media} /Contents {} 0 R {entries} \
                 /Resources << /Font << /F 3 0 R /V 4 0 R {fonts} >> /XObject << /Im 6 0 R /Fm 7 0 R >> \
                 /ExtGState << /Clear << /ca 0 /CA 0 >> >> \
                 /Properties << /Layer 8 0 R /Unless << /Type /OCMD /OCGs 8 0 R /P /AllOff >> >> \
                 /ColorSpace << /C [/Indexed /DeviceRGB 1 <000000FFFFFF>] \
                 /Tint [/Separation /Blue /DeviceCMYK << {TINT} /C0 [0 0 0 0] /C1 [1 0.5 0 0] >>] \
                 /Shade [/Separation /Black /Tint << {TINT} /C0 [0] /C1 [1] >>] \
                 /Void [/Separation /None /DeviceGray << {TINT} /C0 [1] /C1 [0] >>] >> >> >>",
                number + 1,
                fonts = self.fonts
            ));
            objects.push(stream("", content));
        }
        objects[1] = format!(
            "<< /Type /Pages /Kids [{kids}] /Count {} >>",
            self.pages.len()
        );
        file(&objects)
    }
}

/// How a tint becomes a colour: evenly.
const TINT: &str = "/FunctionType 2 /Domain [0 1] /N 1";
/// Number of the first page's object.
const FIRST_PAGE: usize = 9;

/// A form that knows another colour by the name the page has for one.
const FORM: &str = "/Type /XObject /Subtype /Form /BBox [0 0 100 100] /Matrix [1 0 0 1 10 10] /Group << >> \
    /Resources << /Font << /F 3 0 R >> /ColorSpace << /C [/Indexed /DeviceRGB 1 <FFFFFF000000>] >> >>";

/// A simple font whose codes 1, 2, 3 are ế, ộ and a combining hook, by its ToUnicode CMap alone.
const VIETNAMESE: &str =
    "<< /Type /Font /Subtype /Type1 /BaseFont /Times-Roman /FirstChar 1 /LastChar 3
/Widths [500 500 0] /ToUnicode 5 0 R >>";
const TO_UNICODE: &str = "/CIDInit /ProcSet findresource begin begincmap\n1 begincodespacerange <00> <FF> \
endcodespacerange\n3 beginbfchar <01> <1EBF> <02> <1ED9> <03> <0309> endbfchar endcmap end";

fn stream(entries: &str, data: &str) -> String {
    format!(
        "<< {entries} /Length {} >>\nstream\n{data}\nendstream",
        data.len()
    )
}

fn file(objects: &[String]) -> Vec<u8> {
    let mut out = String::from("%PDF-1.4\n");
    let mut offsets = Vec::new();
    for (index, object) in objects.iter().enumerate() {
        offsets.push(out.len());
        out += &format!("{} 0 obj\n{object}\nendobj\n", index + 1);
    }
    let start = out.len();
    out += &format!("xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1);
    for offset in offsets {
        out += &format!("{offset:010} 00000 n \n");
    }
    let size = objects.len() + 1;
    out += &format!("trailer << /Size {size} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n");
    out.into_bytes()
}

/// Operations that show a text; y counts from the top of the page.
pub(crate) fn text(x: f32, y: f32, size: f32, text: &str) -> String {
    format!("BT /F {size} Tf {x} {} Td ({text}) Tj ET\n", 842.0 - y)
}

/// A stroke between two points; y counts from the top of the page.
pub(crate) fn stroke(x0: f32, y0: f32, x1: f32, y1: f32) -> String {
    format!("{x0} {} m {x1} {} l S\n", 842.0 - y0, 842.0 - y1)
}

/// The strokes of a full grid.
pub(crate) fn grid(xs: &[f32], ys: &[f32]) -> String {
    let ends = |v: &[f32]| {
        (
            v.first().copied().unwrap_or(0.0),
            v.last().copied().unwrap_or(0.0),
        )
    };
    let ((left, right), (top, bottom)) = (ends(xs), ends(ys));
    let across = ys.iter().map(|y| stroke(left, *y, right, *y));
    across
        .chain(xs.iter().map(|x| stroke(*x, top, *x, bottom)))
        .collect()
}

/// The PDFs of the fixtures, by name.
pub(super) fn fixtures() -> Vec<PathBuf> {
    let mut found = Vec::new();
    pdfs(
        &Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures"),
        &mut found,
    );
    found.sort();
    found
}

/// The PDFs of the material beside the repository; `PHULUC_SHARED` says where it is, if elsewhere.
pub(super) fn shared() -> Vec<PathBuf> {
    let beside = || Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared");
    let root = std::env::var_os("PHULUC_SHARED").map_or_else(beside, PathBuf::from);
    let mut found = Vec::new();
    for folder in ["samples", "cases", "data/icdar2013-eu"] {
        pdfs(&root.join(folder), &mut found);
    }
    assert!(!found.is_empty(), "no PDFs in {}", root.display());
    found.sort();
    found
}

fn pdfs(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.is_dir() {
            pdfs(&path, found);
        } else if path.extension().is_some_and(|kind| kind == "pdf") {
            found.push(path);
        }
    }
}
