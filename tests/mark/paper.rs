//! Small PDFs made of their parts, and pages as pictures.

use hayro::hayro_interpret::hayro_syntax::Pdf;
use hayro::hayro_interpret::{InterpreterSettings, RenderContent};
use hayro::vello_cpu::color::palette::css::WHITE;
use hayro::{PixmapSettings, RenderCache, RenderSettings, render};

/// A PDF with a classic table: a page for each of `pages`, its entries as given, and objects of one's own from number 20.
pub fn paper(pages: &[&str], catalog: &str, own: &[&str]) -> Vec<u8> {
    let text = "BT /F 12 Tf 40 300 Td (A row of the table) Tj ET";
    let kids: Vec<String> = (0..pages.len())
        .map(|at| format!("{} 0 R", 5 + at))
        .collect();
    let mut objects = vec![
        (1, format!("<</Type/Catalog/Pages 2 0 R {catalog}>>")),
        (
            2,
            format!(
                "<</Type/Pages/Kids[{}]/Count {}/MediaBox[0 0 300.12345678 400]\
                 /Resources<</Font<</F 3 0 R>>>>>>",
                kids.join(" "),
                pages.len()
            ),
        ),
        (
            3,
            "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>".to_owned(),
        ),
        (
            4,
            format!("<</Length {}>>stream\n{text}\nendstream", text.len()),
        ),
    ];
    for (number, entries) in (5..).zip(pages) {
        let page = format!("<</Type/Page/Parent 2 0 R/Contents 4 0 R {entries}>>");
        objects.push((number, page));
    }
    let own = (20..)
        .zip(own)
        .map(|(number, text)| (number, (*text).to_owned()));
    objects.extend(own);
    file(&objects)
}

fn file(objects: &[(usize, String)]) -> Vec<u8> {
    let mut file = b"%PDF-1.6\n".to_vec();
    let mut table = String::new();
    for (number, text) in objects {
        table += &format!("{number} 1\n{:010} 00000 n \n", file.len());
        file.extend(format!("{number} 0 obj\n{text}\nendobj\n").bytes());
    }
    let start = file.len();
    let size = objects.iter().map(|(number, _)| number + 1).max().unwrap();
    let trailer = format!(
        "xref\n0 1\n0000000000 65535 f \n{table}trailer\n<</Size {size}/Root 1 0 R/ID[<01><02>]>>\nstartxref\n{start}\n%%EOF"
    );
    file.extend(trailer.bytes());
    file
}

/// A page as a reader shows it: width, pixels.
pub struct Shown {
    width: usize,
    pixels: Vec<[u8; 3]>,
}

impl Shown {
    /// One pixel a point.
    pub fn of(bytes: &[u8], page: usize) -> Shown {
        let pdf = Pdf::new(bytes.to_vec()).unwrap();
        let interpreter = InterpreterSettings {
            render_content: RenderContent::PAGE | RenderContent::ANNOTATIONS,
            ..InterpreterSettings::default()
        };
        let pixmap = PixmapSettings {
            x_scale: 1.0,
            y_scale: 1.0,
            bg_color: WHITE,
        };
        let page = &pdf.pages()[page];
        let settings = RenderSettings::default();
        let drawn = render(page, &RenderCache::new(), &interpreter, &settings, &pixmap);
        let (pixels, _) = drawn.data_as_u8_slice().as_chunks::<4>();
        Shown {
            width: drawn.width().into(),
            pixels: pixels.iter().map(|[r, g, b, _]| [*r, *g, *b]).collect(),
        }
    }

    pub fn at(&self, x: usize, y: usize) -> [u8; 3] {
        self.pixels[y * self.width + x]
    }

    /// The box around everything that has a colour: left, top, right, bottom.
    pub fn coloured(&self) -> Option<[usize; 4]> {
        let coloured = self
            .pixels
            .iter()
            .enumerate()
            .filter(|(_, [r, g, b])| r.max(g).max(b) - r.min(g).min(b) > 24);
        let places = coloured.map(|(at, _)| (at % self.width, at / self.width));
        places.fold(None, |found: Option<[usize; 4]>, (x, y)| {
            let [x0, y0, x1, y1] = found.unwrap_or([x, y, x, y]);
            Some([x0.min(x), y0.min(y), x1.max(x), y1.max(y)])
        })
    }
}
