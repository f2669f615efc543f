//! What an OLE compound file (.doc, .xls, an encrypted package) is of.

/// The first bytes of every compound file.
pub(super) const MAGIC: &[u8] = &[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];

/// The streams that tell.
const STREAMS: [&str; 5] = [
    "WordDocument",
    "Workbook",
    "Book",
    "PowerPoint Document",
    "EncryptedPackage",
];

/// The telling stream that the directory lists first: those of embedded files come after the file's own.
pub(super) fn stream(bytes: &[u8]) -> Option<&'static str> {
    let entries = STREAMS.map(|name| {
        let mut entry: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
        entry.extend([0, 0]);
        (name, entry)
    });
    // Directory entries stand at multiples of 128 bytes, the name first.
    let named = |chunk: &[u8]| {
        entries
            .iter()
            .find(|(_, entry)| chunk.starts_with(entry))
            .map(|(name, _)| *name)
    };
    bytes
        .starts_with(MAGIC)
        .then(|| bytes.chunks(128).find_map(named))?
}
