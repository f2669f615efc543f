//! A page of an opened document → its picture, as a reader of the document sees it.

use super::page::PageContent;
use crate::read::picture::Picture;
use hayro::vello_cpu::color::palette::css::WHITE;
use hayro::{PixmapSettings, RenderCache, RenderSettings, render};
use hayro_interpret::hayro_syntax::Pdf;
use hayro_interpret::{InterpreterSettings, RenderContent};

/// Pictures on a page cover at least this share of it to set its resolution: a logo does not.
const SHARE: f32 = 0.1;
/// Pages drawn without pictures are looked at so closely; more shows nothing that reading needs.
const DRAWN_DPI: f32 = 200.0;
/// Scans are taken as they are between these: below there is nothing to read, above only work.
const LEAST_DPI: f32 = 72.0;
const MOST_DPI: f32 = 300.0;
/// Pixels of one page.
const MOST_PIXELS: f32 = 40e6;
/// Parts of a colour further apart than this are a colour and not grey.
const COLOURED: u8 = 24;

/// The picture of the page with this index as it is displayed, `/Rotate` obeyed, in the resolution of its scan.
pub(crate) fn picture(pdf: &Pdf, index: usize, dpi: f32) -> Option<Picture> {
    drawn(pdf, index, dpi, RenderContent::PAGE)
}

/// The same with what lies over it: fields filled in, marks of readers.
pub(crate) fn with_annotations(pdf: &Pdf, index: usize, dpi: f32) -> Option<Picture> {
    drawn(
        pdf,
        index,
        dpi,
        RenderContent::PAGE | RenderContent::ANNOTATIONS,
    )
}

fn drawn(pdf: &Pdf, index: usize, dpi: f32, render_content: RenderContent) -> Option<Picture> {
    let page = pdf.pages().get(index)?;
    let (width, height) = page.render_dimensions();
    let scale = (dpi / 72.0).min((MOST_PIXELS / (width * height)).sqrt());
    // The renderer cuts off what is left of a pixel.
    let whole = |points: f32| ((points * scale).round() + 0.01) / points;
    let interpreter = InterpreterSettings {
        render_content,
        ..InterpreterSettings::default()
    };
    let pixmap = PixmapSettings {
        x_scale: whole(width),
        y_scale: whole(height),
        bg_color: WHITE,
    };
    let settings = RenderSettings::default();
    let drawn = render(page, &RenderCache::new(), &interpreter, &settings, &pixmap);
    let (pixels, _) = drawn.data_as_u8_slice().as_chunks::<4>();
    let is_coloured = |[r, g, b, _]: &[u8; 4]| {
        let (least, most) = ((*r).min(*g).min(*b), (*r).max(*g).max(*b));
        most - least > COLOURED
    };
    let colour = pixels.iter().any(is_coloured);
    let colour = colour.then(|| pixels.iter().map(|[r, g, b, _]| [*r, *g, *b]).collect());
    Some(Picture {
        width: drawn.width().into(),
        height: drawn.height().into(),
        grey: pixels.iter().map(brightness).collect(),
        colour,
        dpi: 72.0 * scale,
    })
}

/// ITU-R BT.601, as cameras and scanners reckon.
fn brightness([r, g, b, _]: &[u8; 4]) -> u8 {
    ((299 * u32::from(*r) + 587 * u32::from(*g) + 114 * u32::from(*b) + 500) / 1000) as u8
}

/// The resolution to look at a page in: that of its finest large picture.
pub(crate) fn resolution(content: &PageContent) -> f32 {
    let page = content.width * content.height;
    let large = content.images.iter().zip(&content.densities);
    let large = large.filter(|(bbox, _)| bbox.width() * bbox.height() > SHARE * page);
    let finest = large.map(|(_, density)| *density).fold(0.0, f32::max);
    match finest {
        0.0 => DRAWN_DPI,
        dpi => dpi.clamp(LEAST_DPI, MOST_DPI),
    }
}
