//! What a file is, determined once and by its content alone. A container is opened here and handed on
//! to the reader of its format; what that costs counts against the same [`Budget`] as its parts.

use super::archive::SEVEN_MAGIC;
use super::docx::parts::{self, Parts};
use super::picture::decode;
use super::xml::{Budget, Event, Package, in_format};
use super::{docling, html, mail, office, ole, pdf, recognised, rtf, sheet, text};
use crate::model::{Error, ErrorKind};
use memchr::memmem;

/// The first bytes of a zip archive.
pub(super) const ZIP_MAGIC: &[u8] = b"PK\x03\x04";
/// Bytes in which a file in plain text names its format.
const HEAD: usize = 4 << 10;
/// Bytes from which the encoding of a text is determined.
const SAMPLE: usize = 64 << 10;

/// How the media types of OpenDocument texts, their templates and master documents begin.
const TEXT_MEDIA: &str = "application/vnd.oasis.opendocument.text";
/// The same of OpenDocument spreadsheets.
const SPREADSHEET_MEDIA: &str = "application/vnd.oasis.opendocument.spreadsheet";

/// A file's format, with what had to be opened to determine it.
pub(super) enum Container<'b> {
    Pdf,
    /// A picture, by its format.
    Picture(&'static str),
    /// A zip archive.
    Package(Package<'b>, PackageKind),
    /// An OLE compound file, by its telling stream.
    Ole(Option<ole::Stream>),
    /// An OpenDocument text as a single XML file.
    FlatOdt,
    /// A format that only an office suite reads.
    Foreign(office::Kind),
    Rtf,
    /// The JSON of docling.
    Docling,
    /// Words with boxes, by the format they are kept in.
    Recognised(recognised::Format),
    Html,
    /// A mail, or a page saved as one.
    Mail,
    /// Other files, packed in a way that is not unpacked here, by its name.
    Packed(&'static str),
    Csv,
    Text,
    Unknown,
}

/// What archives that are not unpacked begin with: the bytes, where they stand, the name.
const PACKED: [(&[u8], usize, &str); 9] = [
    (b"Rar!\x1A\x07", 0, "RAR"),
    (SEVEN_MAGIC, 0, "7z"),
    (b"\x1F\x8B", 0, "gzip"),
    (b"BZh", 0, "bzip2"),
    (b"\xFD7zXZ\0", 0, "xz"),
    (b"\x28\xB5\x2F\xFD", 0, "zstd"),
    (b"MSCF\0\0\0\0", 0, "CAB"),
    (b"\x60\xEA", 0, "ARJ"),
    (b"ustar", 257, "tar"),
];

/// What a zip archive holds.
#[derive(Debug)]
pub(super) enum PackageKind {
    Docx(Box<Parts>),
    Odt,
    /// A workbook, by the name of its main part.
    Xlsx(String),
    Xlsb(String),
    Ods,
    /// A document that only an office suite reads.
    Foreign(office::Kind),
    /// Other files.
    Archive,
}

/// Identifies a file.
///
/// # Errors
/// When a zip archive is damaged, is encrypted, or has more entries than the limits allow.
pub(super) fn identify<'b>(bytes: &'b [u8], budget: &'b Budget) -> Result<Container<'b>, Error> {
    match bytes {
        _ if pdf::sniff(bytes) => Ok(Container::Pdf),
        _ if bytes.starts_with(ole::MAGIC) => Ok(Container::Ole(ole::stream(bytes))),
        _ if bytes.starts_with(ZIP_MAGIC) => {
            let mut package = Package::open(bytes, budget).map_err(|error| cut(bytes, error))?;
            let kind = package_kind(&mut package)?;
            Ok(Container::Package(package, kind))
        }
        _ => {
            let others = || packed(bytes).unwrap_or_else(|| by_characters(bytes));
            Ok(decode::sniff(bytes).map_or_else(others, Container::Picture))
        }
    }
}

/// Without its directory, an archive still shows the names of its entries.
fn cut(bytes: &[u8], error: Error) -> Error {
    let shows = |part: &str| contains(bytes, part.as_bytes());
    match () {
        () if shows("word/") => in_format("docx", error),
        () if shows("xl/") => in_format("xlsx", error),
        () if shows(TEXT_MEDIA) => in_format("odt", error),
        () if shows(SPREADSHEET_MEDIA) => in_format("ods", error),
        () => error,
    }
}

fn package_kind(package: &mut Package<'_>) -> Result<PackageKind, Error> {
    if let Some(kind) = office_open_xml(package)? {
        return Ok(kind);
    }
    Ok(open_document(package)?.unwrap_or(PackageKind::Archive))
}

/// Whether the names of an archive's entries are those of an office format: such an archive is one
/// document, whatever else it holds.
pub(super) fn is_office_package<'n>(mut names: impl Iterator<Item = &'n [u8]>) -> bool {
    names.any(|name| {
        name.eq_ignore_ascii_case(b"[Content_Types].xml")
            || matches!(
                name,
                b"mimetype" | b"content.xml" | b"word/document.xml" | b"xl/workbook.xml"
            )
    })
}

/// The folder of the main part says what a package is, wherever a `word/` folder in it may come from.
fn office_open_xml(package: &mut Package<'_>) -> Result<Option<PackageKind>, Error> {
    let usual = [sheet::XLSX_MAIN, sheet::XLSB_MAIN].map(str::to_owned);
    let usual = usual.into_iter().find(|main| package.has(main));
    let sheet = usual.and_then(workbook);
    let format = match &sheet {
        Some(PackageKind::Xlsx(_)) => "xlsx",
        Some(_) => "xlsb",
        None => "docx",
    };
    package.set_format(format);
    let roots = match parts::Roots::read(package) {
        Ok(roots) => roots,
        // A workbook's reader does without these relationships.
        Err(_) if sheet.is_some() => return Ok(sheet),
        Err(error) => return Err(error),
    };
    match &roots.main {
        Some(main) if is_workbook(main) || is_sheets(package, main) => Ok(workbook(main.clone())),
        Some(main) if main.starts_with("xl/") || main.starts_with("ppt/") => Ok(sheet),
        Some(_) => Ok(Some(PackageKind::Docx(Box::new(roots.parts(package)?)))),
        None if parts::promises_word(package)? => Ok(Some(PackageKind::Docx(Box::default()))),
        None => Ok(sheet),
    }
}

/// A workbook's main part lies in the folder `xl`, or where its maker likes.
fn is_workbook(main: &str) -> bool {
    let file = main.rsplit('/').next().unwrap_or_default();
    main.starts_with("xl/") || file.starts_with("workbook")
}

/// Where neither folder nor name tells, the content type does.
fn is_sheets(package: &mut Package<'_>, main: &str) -> bool {
    if main.starts_with("word/") {
        return false;
    }
    let media = parts::content_type(package, main).ok().flatten();
    media.is_some_and(|media| media.contains("spreadsheetml") || media.contains("ms-excel"))
}

/// What the workbook with this main part is: in XML, or in records.
fn workbook(main: String) -> Option<PackageKind> {
    Some(if main.ends_with(".bin") {
        PackageKind::Xlsb(main)
    } else {
        PackageKind::Xlsx(main)
    })
}

/// OpenDocument names its media type in a part of its own, again in the manifest; a packager may have
/// left out either.
fn open_document(package: &mut Package<'_>) -> Result<Option<PackageKind>, Error> {
    package.set_format("odt");
    let mimetype = package.bytes("mimetype").ok().flatten().unwrap_or_default();
    let manifest = Manifest::read(package).unwrap_or_default();
    let media = match mimetype.trim_ascii() {
        [] => manifest.media,
        own => String::from_utf8_lossy(own).into_owned(),
    };
    let kind = match media.as_str() {
        media if media.starts_with(TEXT_MEDIA) => PackageKind::Odt,
        media if media.starts_with(SPREADSHEET_MEDIA) => PackageKind::Ods,
        // Before OpenDocument: .sxw and .sxc.
        media if media.starts_with("application/vnd.sun.xml.writer") => {
            return Ok(Some(PackageKind::Foreign(office::Kind::Words)));
        }
        media if media.starts_with("application/vnd.sun.xml.calc") => {
            return Ok(Some(PackageKind::Foreign(office::Kind::Sheets)));
        }
        "" => return Ok(by_body(package).unwrap_or_default()),
        _ => return Ok(None),
    };
    if manifest.encrypted {
        return Err(ErrorKind::Password.into());
    }
    Ok(Some(kind))
}

/// What the manifest of an OpenDocument package says.
#[derive(Debug, Default)]
struct Manifest {
    /// The media type of the whole.
    media: String,
    /// Some part is encrypted.
    encrypted: bool,
}

impl Manifest {
    fn read(package: &mut Package<'_>) -> Result<Manifest, Error> {
        let mut manifest = Manifest::default();
        let Some(mut xml) = package.part("META-INF/manifest.xml")? else {
            return Ok(manifest);
        };
        while let Some(event) = xml.next()? {
            let Event::Start(tag) = event else { continue };
            manifest.encrypted |= tag.name() == "encryption-data";
            if tag.attr("full-path").as_deref() == Some("/") {
                manifest.media = tag.attr("media-type").unwrap_or_default().into_owned();
            }
        }
        Ok(manifest)
    }
}

/// The first element inside the body of an OpenDocument's content names its kind.
fn by_body(package: &mut Package<'_>) -> Result<Option<PackageKind>, Error> {
    let Some(mut xml) = package.part("content.xml")? else {
        return Ok(None);
    };
    let mut in_body = false;
    while let Some(event) = xml.next()? {
        let Event::Start(tag) = event else { continue };
        if in_body {
            return Ok(match tag.name() {
                "text" => Some(PackageKind::Odt),
                "spreadsheet" => Some(PackageKind::Ods),
                _ => None,
            });
        }
        in_body = tag.name() == "body";
    }
    Ok(None)
}

fn packed<'b>(bytes: &[u8]) -> Option<Container<'b>> {
    let mut formats = PACKED.iter();
    let format =
        formats.find(|(magic, at, _)| bytes.get(*at..).is_some_and(|b| b.starts_with(magic)));
    format.map(|(.., name)| Container::Packed(name))
}

/// Formats that are characters, from the most particular to any text.
fn by_characters<'b>(bytes: &[u8]) -> Container<'b> {
    let head = &bytes[..bytes.len().min(HEAD)];
    if mail::is_mail(&bytes[..bytes.len().min(SAMPLE)]) {
        return Container::Mail;
    }
    if let Some(kind) = office::kind(head) {
        return Container::Foreign(kind);
    }
    if contains(head, b"<office:document") && contains(head, TEXT_MEDIA.as_bytes()) {
        return Container::FlatOdt;
    }
    if rtf::sniff(head) {
        return Container::Rtf;
    }
    let sample = &bytes[..bytes.len().min(SAMPLE)];
    let text = text::decode(sample).map(|decoded| decoded.text);
    if let Some(format) = text.as_deref().and_then(recognised::Format::of) {
        return Container::Recognised(format);
    }
    match text {
        Some(text) if docling::is_docling(&text) => Container::Docling,
        Some(text) if html::is_page(&text) => Container::Html,
        Some(text) if sheet::is_csv(&text, sample.len() < bytes.len()) => Container::Csv,
        Some(_) => Container::Text,
        None => Container::Unknown,
    }
}

/// Whether some bytes stand among others.
pub(super) fn contains(bytes: &[u8], part: &[u8]) -> bool {
    memmem::find(bytes, part).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::Limits;
    use std::io::{Cursor, Write};

    fn zipped(parts: &[(&str, &str)]) -> Vec<u8> {
        let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
        for (name, content) in parts {
            zip.start_file(*name, zip::write::SimpleFileOptions::default())
                .expect("a part is opened");
            zip.write_all(content.as_bytes())
                .expect("a part is written");
        }
        zip.finish().expect("the package is closed").into_inner()
    }

    /// The name of a file's format.
    fn name(bytes: &[u8]) -> String {
        let budget = Budget::new(Limits::default());
        match identify(bytes, &budget) {
            Ok(Container::Package(_, PackageKind::Docx(_))) => "Docx".to_owned(),
            Ok(Container::Package(_, PackageKind::Xlsx(_))) => "Xlsx".to_owned(),
            Ok(Container::Package(_, kind)) => format!("{kind:?}"),
            Ok(Container::Foreign(kind)) => format!("Foreign({kind:?})"),
            Ok(Container::Ole(stream)) => format!("{stream:?}"),
            Ok(Container::Pdf) => "Pdf".to_owned(),
            Ok(Container::Picture(format)) => format.to_owned(),
            Ok(Container::FlatOdt) => "FlatOdt".to_owned(),
            Ok(Container::Rtf) => "Rtf".to_owned(),
            Ok(Container::Docling) => "Docling".to_owned(),
            Ok(Container::Recognised(format)) => format!("{format:?}"),
            Ok(Container::Html) => "Html".to_owned(),
            Ok(Container::Mail) => "Mail".to_owned(),
            Ok(Container::Packed(format)) => format.to_owned(),
            Ok(Container::Csv) => "Csv".to_owned(),
            Ok(Container::Text) => "Text".to_owned(),
            Ok(Container::Unknown) => "Unknown".to_owned(),
            Err(Error { kind, .. }) => format!("{kind:?}"),
        }
    }

    fn rels(target: &str) -> String {
        format!("<r><Relationship Type='x/officeDocument' Target='{target}'/></r>")
    }

    #[test]
    fn the_main_part_says_what_a_package_is() {
        let docx = zipped(&[
            ("_rels/.rels", &rels("a/b.xml")),
            ("a/b.xml", "<document/>"),
        ]);
        let xlsx = zipped(&[
            ("_rels/.rels", &rels("xl/workbook.xml")),
            ("word/document.xml", "<document/>"),
            ("xl/workbook.xml", "<workbook/>"),
        ]);
        let pptx = zipped(&[
            ("_rels/.rels", &rels("ppt/presentation.xml")),
            ("ppt/presentation.xml", "<presentation/>"),
        ]);
        let promised = zipped(&[(
            "[Content_Types].xml",
            "<a ContentType='application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml'/>",
        )]);
        let at_the_root = zipped(&[
            ("_rels/.rels", &rels("/workbook.xml")),
            ("workbook.xml", "<workbook/>"),
        ]);
        let names = [docx, xlsx, pptx, promised, at_the_root].map(|bytes| name(&bytes));
        assert_eq!(names, ["Docx", "Xlsx", "Archive", "Docx", "Xlsx"]);
    }

    /// A workbook is read without the relationships of its package, so damage to them must not make it
    /// a Word document that cannot be read.
    #[test]
    fn a_workbook_with_damaged_relationships_is_a_workbook() {
        let parts = [("_rels/.rels", "<r><"), ("xl/workbook.xml", "<workbook/>")];
        assert_eq!(name(&zipped(&parts)), "Xlsx");
    }

    #[test]
    fn open_documents_are_known_by_any_of_three_parts() {
        let manifest =
            |media: &str| format!("<m><file-entry full-path='/' media-type='{media}'/></m>");
        let body = "<document-content><body><spreadsheet/></body></document-content>";
        assert_eq!(name(&zipped(&[("mimetype", TEXT_MEDIA)])), "Odt");
        let by_manifest = zipped(&[("META-INF/manifest.xml", &manifest(SPREADSHEET_MEDIA))]);
        assert_eq!(name(&by_manifest), "Ods");
        assert_eq!(name(&zipped(&[("content.xml", body)])), "Ods");
        let old = zipped(&[("mimetype", "application/vnd.sun.xml.calc")]);
        assert_eq!(name(&old), "Foreign(Sheets)");
    }

    /// An encrypted spreadsheet asks for a password as an encrypted text does.
    #[test]
    fn encryption_of_open_documents_is_seen_in_the_manifest() {
        let manifest = "<m><file-entry full-path='content.xml'><encryption-data/></file-entry></m>";
        for media in [TEXT_MEDIA, SPREADSHEET_MEDIA] {
            let parts = [("mimetype", media), ("META-INF/manifest.xml", manifest)];
            assert_eq!(name(&zipped(&parts)), "Password");
        }
    }

    #[test]
    fn formats_of_characters_and_archives_are_told_apart() {
        let cases: [(&[u8], &str); 15] = [
            (b"Rar!\x1A\x07\x01\0", "RAR"),
            (
                b"MIME-Version: 1.0\r\nContent-Type: text/html\r\n\r\n<p>x",
                "Mail",
            ),
            (b"From: a\nPh\xE1\xBA\xA7n: b\n", "Text"),
            (b"%PDF-1.4", "Pdf"),
            (b"\n%PDF-1.7", "Pdf"),
            (b" {\\rtf1 x}", "Rtf"),
            (b"<html><p>x</html>", "Html"),
            (b"a;b;c\n1;2;3\n4;5;6\n", "Csv"),
            (b"STT\tx", "Text"),
            (b"{\"schema_name\": \"DoclingDocument\"}", "Docling"),
            (b"<?xml version='1.0'?><a:alto xmlns:a='x'/>", "Alto"),
            (b"<html><div class='ocr_page'>", "Hocr"),
            (b"ID;PCALCOOO32\n", "Foreign(Sheets)"),
            (b"\x00\x01\x02\x00\x01", "Unknown"),
            (&zipped(&[("a.txt", "x")]), "Archive"),
        ];
        for (bytes, expected) in cases {
            assert_eq!(name(bytes), expected);
        }
    }

    /// The user's limits hold while a file is identified, not only once it is read.
    #[test]
    fn limits_hold_while_identifying() {
        let bytes = zipped(&[("_rels/.rels", &rels("word/document.xml")), ("b", "")]);
        let identified = |limits| {
            let budget = Budget::new(limits);
            identify(&bytes, &budget).map(|_| ())
        };
        assert!(identified(Limits::default()).is_ok());
        for limits in [
            Limits {
                zip_entries: 1,
                ..Limits::default()
            },
            Limits {
                decompressed_bytes: 10,
                ..Limits::default()
            },
            Limits {
                xml_events: 1,
                ..Limits::default()
            },
        ] {
            assert!(identified(limits).is_err_and(|error| error.code() == "limit"));
        }
    }

    #[test]
    fn what_is_cut_off_is_damaged_in_the_format_its_entries_show() {
        let whole = zipped(&[("word/document.xml", "<document/>")]);
        let cut = name(&whole[..whole.len() - 30]);
        assert!(cut.contains("docx"), "{cut}");
    }
}
