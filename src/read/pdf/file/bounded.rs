//! Streams that unpack to more than a limit: known before the interpreter, which has none, meets them.

use flate2::{Decompress, FlushDecompress, Status};
use hayro_interpret::hayro_syntax::Filter;
use hayro_interpret::hayro_syntax::object::{Array, Dict, Stream};
use std::cell::RefCell;

/// A stream holds more than the limit.
pub(crate) struct TooLarge;

/// The most a filter can make of one byte.
fn expansion(filter: &Filter) -> usize {
    match filter {
        Filter::FlateDecode => 1_032,
        Filter::LzwDecode => 1_400,
        Filter::RunLengthDecode => 128,
        _ => 1,
    }
}

/// Unpacks a stream of at most `limit` bytes. What cannot be unpacked is empty, as for every viewer.
pub(crate) fn unpack(stream: &Stream<'_>, limit: usize) -> Result<Vec<u8>, TooLarge> {
    if let Some(whole) = inflated(stream, limit) {
        return Ok(whole);
    }
    if harmless(stream, limit) {
        return Ok(stream
            .decoded_data()
            .map(|data| data.into_owned())
            .unwrap_or_default());
    }
    let whole = with_limit(stream, limit)?;
    // Predictors and damaged ends are the interpreter's business; the size is known to be safe now.
    let plain = !stream.dict().contains_key("DecodeParms") && !whole.is_empty();
    if plain {
        return Ok(whole);
    }
    drop(whole);
    Ok(stream
        .decoded_data()
        .map(|data| data.into_owned())
        .unwrap_or_default())
}

thread_local! {
    /// One for all streams: setting it up costs more than unpacking a short one.
    static INFLATE: RefCell<Decompress> = RefCell::new(Decompress::new(true));
}

/// A whole, sound stream that is packed in the usual way and unpacks to no more than the limit.
fn inflated(stream: &Stream<'_>, limit: usize) -> Option<Vec<u8>> {
    if *stream.filters() != [Filter::FlateDecode]
        || ["DecodeParms", "DP"]
            .iter()
            .any(|key| stream.dict().contains_key(key))
    {
        return None;
    }
    let packed = stream.raw_data();
    INFLATE.with_borrow_mut(|inflate| {
        inflate.reset(true);
        let mut whole = Vec::with_capacity((packed.len() * 4).clamp(1 << 10, limit.max(1 << 10)));
        loop {
            let read = usize::try_from(inflate.total_in()).ok()?;
            match inflate
                .decompress_vec(packed.get(read..)?, &mut whole, FlushDecompress::None)
                .ok()?
            {
                Status::StreamEnd => return (whole.len() <= limit).then_some(whole),
                _ if whole.len() < whole.capacity() || whole.len() >= limit => return None,
                _ => whole.reserve(whole.len()),
            }
        }
    })
}

/// Whether even the worst bytes could not unpack to more than the limit.
fn harmless(stream: &Stream<'_>, limit: usize) -> bool {
    let filters = stream.filters();
    let worst = filters
        .iter()
        .map(expansion)
        .fold(1_usize, usize::saturating_mul);
    stream.raw_data().len().saturating_mul(worst) <= limit
}

fn with_limit(stream: &Stream<'_>, limit: usize) -> Result<Vec<u8>, TooLarge> {
    let name = |filter: &Filter| match filter {
        Filter::FlateDecode => "FlateDecode",
        Filter::LzwDecode => "LZWDecode",
        Filter::RunLengthDecode => "RunLengthDecode",
        Filter::AsciiHexDecode => "ASCIIHexDecode",
        Filter::Ascii85Decode => "ASCII85Decode",
        _ => "Crypt",
    };
    let filters = stream.filters();
    let names = filters
        .iter()
        .map(|f| lopdf::Object::Name(name(f).into()))
        .collect();
    let mut dict = lopdf::Dictionary::new();
    dict.set("Filter", lopdf::Object::Array(names));
    let packed = lopdf::Stream::new(dict, stream.raw_data().into_owned());
    match packed.decompressed_content_with_limit(limit) {
        Ok(data) => Ok(data),
        Err(lopdf::Error::Decompress(lopdf::DecompressError::MemoryLimitExceeded { .. })) => {
            Err(TooLarge)
        }
        Err(_) => Ok(Vec::new()),
    }
}

/// A table from codes to letters, unpacked: the largest real ones have a few hundred kilobytes.
const MAX_CODES: usize = 8 << 20;
/// A font program, unpacked: whole CJK fonts have some forty megabytes.
const MAX_PROGRAM: usize = 256 << 20;

/// Whether everything a font is made of unpacks to a sane size.
pub(crate) fn font_fits(font: &Dict<'_>) -> bool {
    let fits =
        |stream: &Stream<'_>, limit| harmless(stream, limit) || with_limit(stream, limit).is_ok();
    let codes = ["ToUnicode", "Encoding"]
        .into_iter()
        .filter_map(|key| font.get::<Stream<'_>>(key));
    codes.into_iter().all(|stream| fits(&stream, MAX_CODES))
        && programs(font)
            .iter()
            .all(|stream| fits(stream, MAX_PROGRAM))
}

/// The programs of a font: what its letters look like.
pub(in crate::read::pdf) fn programs<'a>(font: &Dict<'a>) -> Vec<Stream<'a>> {
    let keys = ["FontFile", "FontFile2", "FontFile3"];
    let descriptor = descriptor(font);
    keys.iter()
        .filter_map(|key| descriptor.as_ref()?.get::<Stream<'_>>(key))
        .collect()
}

/// The descriptor of a font, or of the font inside a composite one.
pub(in crate::read::pdf) fn descriptor<'a>(font: &Dict<'a>) -> Option<Dict<'a>> {
    let inner = font
        .get::<Array<'_>>("DescendantFonts")
        .and_then(|fonts| fonts.iter::<Dict<'_>>().next());
    inner.as_ref().unwrap_or(font).get("FontDescriptor")
}
