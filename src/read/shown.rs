//! The pages of a file as pictures, for a person to look at.

use super::picture::Picture;
use super::picture::decode;
use super::{Options, office, pdf};
use crate::model::{Cause, Error, ErrorKind, Page};
use image::codecs::png::PngEncoder;
use image::{ExtendedColorType, ImageEncoder, RgbImage, imageops};

/// Whether files of this format have pages that can be shown.
pub fn has_pages(format: &str) -> bool {
    matches!(format, "pdf" | "png" | "jpeg" | "webp" | "bmp" | "tiff")
}

/// Whether files of this format get pages where LibreOffice is installed.
pub fn can_be_printed(format: &str) -> bool {
    // Of a text no suite shows more than the table does.
    let formats = [
        "doc", "docx", "html", "ods", "odt", "rtf", "xls", "xlsb", "xlsx",
    ];
    formats.contains(&format) && office::found().is_some()
}

/// A file without pages as LibreOffice prints it, a PDF.
///
/// # Errors
/// LibreOffice is not there, does not know the file, or takes too long.
pub fn printed(bytes: &[u8], format: &str, options: &Options) -> Result<Vec<u8>, Error> {
    office::printed(bytes, format, &options.limits)
}

/// The sizes of a file's pages.
///
/// # Errors
/// The file cannot be opened, or has no pages.
pub fn sizes(bytes: Vec<u8>, options: &Options) -> Result<Vec<Page>, Error> {
    if pdf::sniff(&bytes) {
        return pdf::shown::sizes(bytes, options);
    }
    let points = |pixels: usize, dpi: f32| pixels as f32 * 72.0 / dpi;
    let pages = pictures(&bytes, options.limits.pages as usize)?;
    let size = |picture: Picture| Page {
        width: points(picture.width, picture.dpi),
        height: points(picture.height, picture.dpi),
        rotation: 0,
        pictured: true,
    };
    pages.map(|page| page.map(size)).collect()
}

/// The picture of a page, counted from 1, as PNG.
///
/// # Errors
/// The file cannot be opened, or has no such page.
pub fn png(bytes: Vec<u8>, number: u32, dpi: f32, options: &Options) -> Result<Vec<u8>, Error> {
    let at = (number as usize).checked_sub(1);
    let none = || Error::from(ErrorKind::NotAFile);
    let at = at.ok_or_else(none)?;
    if pdf::sniff(&bytes) {
        let picture = pdf::shown::picture(bytes, at, dpi, options)?;
        return encoded(&picture.ok_or_else(none)?, dpi);
    }
    let mut pages = pictures(&bytes, at + 1)?;
    encoded(&pages.nth(at).ok_or_else(none)??, dpi)
}

fn pictures(
    bytes: &[u8],
    most: usize,
) -> Result<impl Iterator<Item = Result<Picture, Error>>, Error> {
    if decode::sniff(bytes).is_none() {
        return Err(ErrorKind::UnknownFormat.into());
    }
    let broken =
        |error: decode::DecodeError| Error::damaged("picture", Cause::from(error.to_string()));
    Ok(decode::pages(bytes, most)
        .map_err(broken)?
        .map(move |page| page.map_err(broken)))
}

/// A picture finer than asked for is made as coarse.
fn encoded(picture: &Picture, dpi: f32) -> Result<Vec<u8>, Error> {
    let failed = |error: image::ImageError| Error::failed(Cause::from(error.to_string()));
    let [width, height] = [picture.width, picture.height].map(|length| length as u32);
    let scale = dpi / picture.dpi;
    let mut png = Vec::new();
    if scale > 0.95 && picture.colour.is_none() {
        let encoder = PngEncoder::new(&mut png);
        let written = encoder.write_image(&picture.grey, width, height, ExtendedColorType::L8);
        return written.map(|()| png).map_err(failed);
    }
    let pixels = match &picture.colour {
        Some(colour) => colour.as_flattened().to_vec(),
        None => picture.grey.iter().flat_map(|grey| [*grey; 3]).collect(),
    };
    let whole = RgbImage::from_raw(width, height, pixels);
    let mut whole = whole.ok_or_else(|| Error::failed("a picture of another size"))?;
    if scale <= 0.95 {
        let scaled = |length: u32| ((length as f32 * scale) as u32).max(1);
        whole = imageops::thumbnail(&whole, scaled(width), scaled(height));
    }
    let encoder = PngEncoder::new(&mut png);
    let written = encoder.write_image(
        whole.as_raw(),
        whole.width(),
        whole.height(),
        ExtendedColorType::Rgb8,
    );
    written.map(|()| png).map_err(failed)
}
