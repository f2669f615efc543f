//! Bytes of picture files → pictures of pages.

use super::Picture;
use super::flatten::brightness;
use image::metadata::Orientation;
use image::{DynamicImage, ImageDecoder, ImageFormat, ImageReader, Limits};
use std::io::Cursor;
use tiff::ColorType;
use tiff::decoder::ifd::Value;
use tiff::decoder::{Decoder, DecodingResult};
use tiff::tags::Tag;

/// More pixels than this are no page: A4 at 900 dots an inch.
const MOST_PIXELS: u64 = 100_000_000;

/// A resolution outside this is not that of the paper, in dots an inch.
const RESOLUTIONS: std::ops::RangeInclusive<f32> = 50.0..=1300.0;

/// Why a picture cannot be read.
#[derive(Debug, thiserror::Error)]
pub(crate) enum DecodeError {
    /// No format known here.
    #[error("not a picture of a known format")]
    Unknown,
    /// More pixels than a page has.
    #[error("{0} × {1} pixels are too many")]
    TooLarge(u32, u32),
    /// The decoder's word.
    #[error("{0}")]
    Broken(String),
}

impl From<image::ImageError> for DecodeError {
    fn from(error: image::ImageError) -> Self {
        Self::Broken(error.to_string())
    }
}

impl From<tiff::TiffError> for DecodeError {
    fn from(error: tiff::TiffError) -> Self {
        Self::Broken(error.to_string())
    }
}

/// The format by its first bytes.
pub(crate) fn sniff(bytes: &[u8]) -> Option<&'static str> {
    match bytes {
        [0x89, b'P', b'N', b'G', b'\r', b'\n', 0x1a, b'\n', ..] => Some("png"),
        [0xff, 0xd8, 0xff, ..] => Some("jpeg"),
        [b'I', b'I', 42 | 43, 0, ..] | [b'M', b'M', 0, 42 | 43, ..] => Some("tiff"),
        [
            b'R',
            b'I',
            b'F',
            b'F',
            _,
            _,
            _,
            _,
            b'W',
            b'E',
            b'B',
            b'P',
            ..,
        ] => Some("webp"),
        // "BM", the file's length, nothing twice, where the pixels begin, the length of a known header.
        [
            b'B',
            b'M',
            _,
            _,
            _,
            _,
            0,
            0,
            0,
            0,
            _,
            _,
            0,
            0,
            12 | 40 | 52 | 56 | 108 | 124,
            0,
            0,
            0,
            ..,
        ] => Some("bmp"),
        _ => None,
    }
}

/// The pages of a picture file, one after the other.
pub(crate) enum Pages<'b> {
    /// A file of one page not yet decoded.
    One(&'b [u8], ImageFormat),
    /// A file of pages that follow each other.
    Tiff(Box<Decoder<Cursor<&'b [u8]>>>, usize),
    /// Nothing more.
    Done,
}

/// The first `most` pages of a picture file.
pub(crate) fn pages(bytes: &[u8], most: usize) -> Result<Pages<'_>, DecodeError> {
    let format = match sniff(bytes).ok_or(DecodeError::Unknown)? {
        "png" => ImageFormat::Png,
        "jpeg" => ImageFormat::Jpeg,
        "webp" => ImageFormat::WebP,
        "bmp" => ImageFormat::Bmp,
        _ => {
            let mut limits = tiff::decoder::Limits::default();
            limits.decoding_buffer_size = MOST_PIXELS as usize * 4;
            limits.intermediate_buffer_size = MOST_PIXELS as usize * 4;
            let decoder = Decoder::new(Cursor::new(bytes))?.with_limits(limits);
            return Ok(Pages::Tiff(Box::new(decoder), most));
        }
    };
    Ok(Pages::One(bytes, format))
}

impl Iterator for Pages<'_> {
    type Item = Result<Picture, DecodeError>;

    fn next(&mut self) -> Option<Self::Item> {
        match std::mem::replace(self, Self::Done) {
            Self::Done | Self::Tiff(_, 0) => None,
            Self::One(bytes, format) => Some(one(bytes, format)),
            Self::Tiff(mut decoder, left) => {
                let page = tiff_page(&mut decoder);
                // After a page that cannot be read the next may still be.
                let more = decoder.more_images() && decoder.next_image().is_ok();
                if more {
                    *self = Self::Tiff(decoder, left - 1);
                }
                Some(page)
            }
        }
    }
}

fn bounded(width: u32, height: u32) -> Result<(), DecodeError> {
    match u64::from(width) * u64::from(height) {
        1..=MOST_PIXELS => Ok(()),
        _ => Err(DecodeError::TooLarge(width, height)),
    }
}

fn one(bytes: &[u8], format: ImageFormat) -> Result<Picture, DecodeError> {
    let mut reader = ImageReader::with_format(Cursor::new(bytes), format);
    let mut limits = Limits::default();
    limits.max_alloc = Some(MOST_PIXELS * 8);
    reader.limits(limits);
    let mut decoder = reader.into_decoder()?;
    let (width, height) = decoder.dimensions();
    bounded(width, height)?;
    let orientation = decoder.orientation().unwrap_or(Orientation::NoTransforms);
    let exif = decoder.exif_metadata().ok().flatten();
    let mut image = DynamicImage::from_decoder(decoder)?;
    image.apply_orientation(orientation);
    let told = match format {
        ImageFormat::Png => png_resolution(bytes),
        ImageFormat::Jpeg => jfif_resolution(bytes),
        ImageFormat::Bmp => bmp_resolution(bytes),
        _ => None,
    };
    let told = told.or_else(|| exif.as_deref().and_then(exif_resolution));
    Ok(from_image(image, told))
}

fn from_image(image: DynamicImage, told: Option<f32>) -> Picture {
    let (width, height) = (image.width() as usize, image.height() as usize);
    let is_grey = !image.color().has_color();
    let (grey, colour) = match (is_grey, image.color().has_alpha()) {
        (true, false) => (image.into_luma8().into_raw(), None),
        (false, false) => coloured(image.into_rgb8().pixels().map(|pixel| pixel.0).collect()),
        (_, true) => {
            let pixels = image.into_rgba8();
            coloured(pixels.pixels().map(|pixel| over_white(pixel.0)).collect())
        }
    };
    Picture {
        width,
        height,
        grey,
        colour: colour.filter(|_| !is_grey),
        dpi: resolution(told, width, height),
    }
}

fn coloured(colour: Vec<[u8; 3]>) -> (Vec<u8>, Option<Vec<[u8; 3]>>) {
    (
        colour.iter().map(|&pixel| brightness(pixel)).collect(),
        Some(colour),
    )
}

fn over_white([red, green, blue, alpha]: [u8; 4]) -> [u8; 3] {
    let alpha = u32::from(alpha);
    [red, green, blue].map(|c| ((u32::from(c) * alpha + 255 * (255 - alpha)) / 255) as u8)
}

/// What the file tells if it can be that of a page, else as if the page were A4.
///
/// 72 and 96 are what programs write that know nothing: they count only where they make a page of paper's size.
fn resolution(told: Option<f32>, width: usize, height: usize) -> f32 {
    let long = width.max(height) as f32;
    let short = width.min(height) as f32;
    let told = told.filter(|dpi| {
        let inches = long / dpi;
        RESOLUTIONS.contains(dpi) && (3.0..=24.0).contains(&inches)
    });
    told.unwrap_or_else(|| {
        // An A4 page, upright or lying; something longer, as a strip of a page, has its width.
        let by_long = long / 11.69;
        let by_short = short / 8.27;
        let dpi = if long / short > 1.7 {
            by_short
        } else {
            by_long
        };
        dpi.clamp(40.0, *RESOLUTIONS.end())
    })
}

fn big(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_be_bytes(bytes.get(at..at + 4)?.try_into().ok()?))
}

/// The `pHYs` chunk, in pixels a metre.
fn png_resolution(bytes: &[u8]) -> Option<f32> {
    let mut at = 8;
    loop {
        let length = big(bytes, at)? as usize;
        match bytes.get(at + 4..at + 8)? {
            b"pHYs" if bytes.get(at + 16) == Some(&1) => {
                return Some(big(bytes, at + 8)? as f32 * 0.0254);
            }
            b"IDAT" => return None,
            _ => at = at.checked_add(length)?.checked_add(12)?,
        }
    }
}

/// The density of the JFIF header.
fn jfif_resolution(bytes: &[u8]) -> Option<f32> {
    let mut at = 2;
    loop {
        let marker = bytes.get(at..at + 4)?;
        let length = usize::from(marker[2]) << 8 | usize::from(marker[3]);
        match (marker[0], marker[1]) {
            (0xff, 0xe0) if bytes.get(at + 4..at + 9) == Some(b"JFIF\0") => {
                let density = bytes.get(at + 11..at + 14)?;
                let value = f32::from(u16::from(density[1]) << 8 | u16::from(density[2]));
                return match density[0] {
                    1 => Some(value),
                    2 => Some(value * 2.54),
                    _ => None,
                };
            }
            (0xff, 0xe0..=0xef | 0xfe) => at += 2 + length,
            _ => return None,
        }
    }
}

/// The header's pixels a metre.
fn bmp_resolution(bytes: &[u8]) -> Option<f32> {
    let value = u32::from_le_bytes(bytes.get(38..42)?.try_into().ok()?);
    (value > 0 && bytes.get(14) != Some(&12)).then_some(value as f32 * 0.0254)
}

/// `XResolution` of an EXIF block, which is a TIFF of its own.
fn exif_resolution(exif: &[u8]) -> Option<f32> {
    let exif = exif.strip_prefix(b"Exif\0\0").unwrap_or(exif);
    let mut decoder = Decoder::new(Cursor::new(exif)).ok()?;
    tiff_resolution(&mut decoder)
}

fn tiff_resolution(decoder: &mut Decoder<Cursor<&[u8]>>) -> Option<f32> {
    let value = ratio(&decoder.get_tag(Tag::XResolution).ok()?)?;
    match decoder
        .find_tag_unsigned::<u16>(Tag::ResolutionUnit)
        .ok()
        .flatten()
    {
        Some(3) => Some(value * 2.54),
        Some(1) => None,
        _ => Some(value),
    }
}

/// A number as TIFF writes it: a fraction, as a rule.
fn ratio(value: &Value) -> Option<f32> {
    let of = |above: f32, below: f32| (below > 0.0).then(|| above / below);
    match value {
        Value::Rational(above, below) => of(*above as f32, *below as f32),
        Value::Float(value) => Some(*value),
        Value::Double(value) => Some(*value as f32),
        Value::Short(value) => Some(f32::from(*value)),
        Value::Unsigned(value) => Some(*value as f32),
        _ => None,
    }
}

fn tiff_page(decoder: &mut Decoder<Cursor<&[u8]>>) -> Result<Picture, DecodeError> {
    let (width, height) = decoder.dimensions()?;
    bounded(width, height)?;
    let told = tiff_resolution(decoder);
    let turned = decoder
        .find_tag_unsigned::<u8>(Tag::Orientation)?
        .unwrap_or(1);
    let kind = decoder.colortype()?;
    let samples = samples(decoder.read_image()?, kind)?;
    let (width, height) = (width as usize, height as usize);
    let broken = || DecodeError::Broken(format!("samples of {kind:?} do not fill the picture"));
    let count = width * height;
    let whole = |channels: usize| match samples.len() >= count * channels {
        true => Ok(&samples[..count * channels]),
        false => Err(broken()),
    };
    let pixels = |channels: usize| whole(channels).map(|all| all.chunks_exact(channels));
    let (grey, colour) = match kind {
        ColorType::Gray(depth) if depth < 8 => (
            unpacked(&samples, width, height, depth).ok_or_else(broken)?,
            None,
        ),
        ColorType::Gray(_) => (whole(1)?.to_vec(), None),
        ColorType::GrayA(_) => {
            let over = |c: &[u8]| over_white([c[0], c[0], c[0], c[1]])[0];
            (pixels(2)?.map(over).collect(), None)
        }
        ColorType::RGB(_) => coloured(pixels(3)?.map(|c| [c[0], c[1], c[2]]).collect()),
        ColorType::RGBA(_) => coloured(
            pixels(4)?
                .map(|c| over_white([c[0], c[1], c[2], c[3]]))
                .collect(),
        ),
        ColorType::CMYK(_) => coloured(
            pixels(4)?
                .map(|c| printed([c[0], c[1], c[2], c[3]]))
                .collect(),
        ),
        ColorType::YCbCr(_) => {
            coloured(pixels(3)?.map(|c| from_ycbcr([c[0], c[1], c[2]])).collect())
        }
        _ => return Err(DecodeError::Broken(format!("{kind:?} is not read"))),
    };
    let picture = Picture {
        width,
        height,
        grey,
        colour,
        dpi: resolution(told, width, height),
    };
    Ok(match Orientation::from_exif(turned) {
        Some(Orientation::NoTransforms) | None => picture,
        Some(orientation) => reoriented(picture, orientation),
    })
}

/// Eight bits a sample; packed ones stay packed.
fn samples(read: DecodingResult, kind: ColorType) -> Result<Vec<u8>, DecodeError> {
    match read {
        DecodingResult::U8(samples) => Ok(samples),
        DecodingResult::U16(samples) => Ok(samples.into_iter().map(|s| (s >> 8) as u8).collect()),
        _ => Err(DecodeError::Broken(format!(
            "samples of {kind:?} are not read"
        ))),
    }
}

/// Samples of 1, 2 or 4 bits, each row beginning with a byte.
fn unpacked(packed: &[u8], width: usize, height: usize, depth: u8) -> Option<Vec<u8>> {
    let each = 8 / usize::from(depth);
    let stride = width.div_ceil(each);
    let most = (1_u16 << depth) - 1;
    let mut out = Vec::with_capacity(width * height);
    for row in packed.get(..stride * height)?.chunks_exact(stride) {
        for x in 0..width {
            let shift = 8 - usize::from(depth) * (x % each + 1);
            let sample = u16::from(row[x / each]) >> shift & most;
            out.push((sample * 255 / most) as u8);
        }
    }
    Some(out)
}

fn printed([cyan, magenta, yellow, key]: [u8; 4]) -> [u8; 3] {
    let light = 255 - u32::from(key);
    [cyan, magenta, yellow].map(|ink| ((255 - u32::from(ink)) * light / 255) as u8)
}

fn from_ycbcr([y, blue, red]: [u8; 3]) -> [u8; 3] {
    let (y, blue, red) = (
        f32::from(y),
        f32::from(blue) - 128.0,
        f32::from(red) - 128.0,
    );
    [
        y + 1.402 * red,
        y - 0.344 * blue - 0.714 * red,
        y + 1.772 * blue,
    ]
    .map(|c| c.clamp(0.0, 255.0) as u8)
}

fn reoriented(picture: Picture, orientation: Orientation) -> Picture {
    let (width, height) = (picture.width as u32, picture.height as u32);
    let image = match picture.colour {
        Some(colour) => {
            image::RgbImage::from_raw(width, height, colour.concat()).map(DynamicImage::from)
        }
        None => image::GrayImage::from_raw(width, height, picture.grey).map(DynamicImage::from),
    };
    let mut image = image.unwrap_or_default();
    image.apply_orientation(orientation);
    from_image(image, Some(picture.dpi))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all(bytes: &[u8], most: usize) -> Vec<Picture> {
        pages(bytes, most).unwrap().map(Result::unwrap).collect()
    }

    /// A4 at 50 dots an inch, paper with a black bar at the top.
    fn sheet() -> image::GrayImage {
        image::GrayImage::from_fn(413, 585, |_, y| {
            image::Luma([if y < 20 { 10 } else { 250 }])
        })
    }

    fn written(format: ImageFormat) -> Vec<u8> {
        let mut out = Cursor::new(Vec::new());
        DynamicImage::from(sheet())
            .to_rgb8()
            .write_to(&mut out, format)
            .unwrap();
        out.into_inner()
    }

    #[test]
    fn each_format_is_known_by_its_bytes_and_read() {
        let formats = [
            ("png", ImageFormat::Png),
            ("jpeg", ImageFormat::Jpeg),
            ("bmp", ImageFormat::Bmp),
            ("webp", ImageFormat::WebP),
        ];
        for (name, format) in formats {
            let bytes = written(format);
            assert_eq!(sniff(&bytes), Some(name));
            let page = &all(&bytes, 9)[0];
            assert_eq!((page.width, page.height), (413, 585));
            assert!(
                page.grey[413 * 5] < 30 && page.grey[413 * 300] > 230,
                "{name}"
            );
        }
        assert_eq!(sniff(b"BMW is a maker of cars"), None);
        assert!(matches!(pages(b"", 1), Err(DecodeError::Unknown)));
    }

    #[test]
    fn a_file_that_tells_nothing_is_taken_for_a4() {
        assert!((all(&written(ImageFormat::WebP), 1)[0].dpi - 50.0).abs() < 0.5);
    }

    #[test]
    fn the_resolution_told_counts() {
        let mut bmp = written(ImageFormat::Bmp);
        bmp[38..42].copy_from_slice(&3937_u32.to_le_bytes());
        assert!((all(&bmp, 1)[0].dpi - 100.0).abs() < 0.1);
    }

    #[test]
    fn too_many_pixels_are_refused_before_they_are_decoded() {
        let mut bmp = written(ImageFormat::Bmp);
        bmp[18..22].copy_from_slice(&30_000_u32.to_le_bytes());
        bmp[22..26].copy_from_slice(&30_000_u32.to_le_bytes());
        let page = pages(&bmp, 1).unwrap().next().unwrap();
        assert!(matches!(page, Err(DecodeError::TooLarge(30_000, 30_000))));
    }

    /// A bilevel TIFF of strips as they are, its pages one after the other.
    fn tiff(pages: &[(u16, u16, &[u8])], width: u16, height: u16) -> Vec<u8> {
        let mut out = b"II\x2a\0".to_vec();
        let mut at = 8_u32;
        out.extend(at.to_le_bytes());
        for (number, (compression, white, strip)) in pages.iter().enumerate() {
            let after = at + 2 + 8 * 12 + 4;
            let next = after + strip.len() as u32;
            let tags = [
                (256, u32::from(width)),
                (257, u32::from(height)),
                (258, 1),
                (259, u32::from(*compression)),
                (262, u32::from(*white)),
                (273, after),
                (278, u32::from(height)),
                (279, strip.len() as u32),
            ];
            out.extend(8_u16.to_le_bytes());
            for (tag, value) in tags {
                out.extend((tag as u16).to_le_bytes());
                out.extend(4_u16.to_le_bytes());
                out.extend(1_u32.to_le_bytes());
                out.extend(value.to_le_bytes());
            }
            let more = number + 1 < pages.len();
            out.extend(if more { next } else { 0 }.to_le_bytes());
            out.extend(*strip);
            at = next;
        }
        out
    }

    #[test]
    fn pages_of_a_tiff_follow_each_other_and_white_is_white() {
        // Sixteen pixels in two rows: eight black, eight white; then two rows of white.
        let zero_is_white: &[u8] = &[0xff, 0x00, 0x00, 0x00];
        let zero_is_black: &[u8] = &[0x00, 0xff, 0xff, 0xff];
        let bytes = tiff(&[(1, 0, zero_is_white), (1, 1, zero_is_black)], 16, 2);
        let found = all(&bytes, 9);
        assert_eq!(found.len(), 2);
        let row: Vec<u8> = [[0; 8], [255; 8]].concat();
        for page in &found {
            assert_eq!(page.grey, [row.clone(), vec![255; 16]].concat());
        }
        assert_eq!(all(&bytes, 1).len(), 1);
    }

    #[test]
    fn fax_pages_are_read() {
        // Group 4: black from 0 to 8 and white to the end, a row like it, the end of the block.
        // Horizontal 001, white run 0 00110101, black run 8 000101, then white to the end: vertical 1;
        // the next row vertical 1, vertical 1, vertical 1; 000000000001 twice.
        let bits = concat!(
            "001",
            "00110101",
            "000101",
            "1",
            "1",
            "1",
            "1",
            "000000000001",
            "000000000001"
        );
        let strip: Vec<u8> = bits
            .as_bytes()
            .chunks(8)
            .map(|byte| (0..8).fold(0, |all, i| all << 1 | u8::from(byte.get(i) == Some(&b'1'))))
            .collect();
        let page = &all(&tiff(&[(4, 0, &strip)], 16, 2), 1)[0];
        let row: Vec<u8> = [[0; 8], [255; 8]].concat();
        assert_eq!(page.grey, [row.clone(), row].concat());
    }
}
