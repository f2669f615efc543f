//! What an OLE compound file (.doc, .xls, an encrypted package) is of.

/// The first bytes of every compound file.
pub(super) const MAGIC: &[u8] = &[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];

/// The stream that shows which program a compound file is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Stream {
    /// A Word document.
    Word,
    /// An Excel workbook.
    Workbook,
    /// A PowerPoint presentation.
    Presentation,
    /// Any newer office file under a password.
    Encrypted,
    /// A mail of Outlook.
    Mail,
}

/// The telling streams, by name.
const STREAMS: [(&str, Stream); 6] = [
    ("WordDocument", Stream::Word),
    ("Workbook", Stream::Workbook),
    ("Book", Stream::Workbook),
    ("PowerPoint Document", Stream::Presentation),
    ("EncryptedPackage", Stream::Encrypted),
    ("__properties_version1.0", Stream::Mail),
];

/// The telling stream that the directory lists first: those of embedded files come after the file's own.
pub(super) fn stream(bytes: &[u8]) -> Option<Stream> {
    let entries = STREAMS.map(|(name, stream)| {
        let mut entry: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
        entry.extend([0, 0]);
        (entry, stream)
    });
    // Directory entries stand at multiples of 128 bytes, the name first. The directory is not walked: a
    // file whose sector table is damaged still shows what it is.
    bytes.chunks(128).find_map(|chunk| {
        let named = entries.iter().find(|(entry, _)| chunk.starts_with(entry));
        named.map(|(_, stream)| *stream)
    })
}
