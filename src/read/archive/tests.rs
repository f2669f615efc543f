use super::zip::vietnamese;
use super::*;
use crate::model::ErrorKind;
use std::io::Write;

fn zipped(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = ::zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in files {
        zip.start_file(*name, ::zip::write::SimpleFileOptions::default())
            .expect("an entry is opened");
        zip.write_all(content).expect("an entry is written");
    }
    zip.finish().expect("the archive is closed").into_inner()
}

fn list(bytes: &[u8]) -> Vec<Member> {
    members(Cursor::new(bytes), &Limits::default())
        .expect("a directory")
        .expect("an archive")
}

#[test]
fn members_of_an_inner_archive_are_listed_and_read() {
    let inner = zipped(&[("b.txt", b"hai")]);
    let outer = zipped(&[("Phường 1/a.txt", b"mot"), ("trong.zip", &inner)]);
    let members = list(&outer);
    let names: Vec<_> = members.iter().map(|member| member.name.as_str()).collect();
    assert_eq!(names, ["Phường 1/a.txt", "trong.zip!b.txt"]);
    let read = |at: usize| member(&outer, &members[at].at, &Limits::default()).expect("a member");
    assert_eq!((read(0), read(1)), (b"mot".to_vec(), b"hai".to_vec()));
}

/// An archive whose entries of the same length of name are given one name.
fn of_one_name(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut bytes = zipped(files);
    let name = files[0].0.as_bytes();
    for (other, _) in files {
        let places: Vec<usize> = (0..bytes.len())
            .filter(|at| bytes[*at..].starts_with(other.as_bytes()))
            .collect();
        for at in places {
            bytes[at..at + name.len()].copy_from_slice(name);
        }
    }
    bytes
}

#[test]
fn entries_of_one_name_are_all_members() {
    let long = [b'3'; 5000];
    let same = of_one_name(&[("bc1.txt", b"mot"), ("bc2.txt", b"hai"), ("bc3.txt", &long)]);
    let outer = zipped(&[("trong.zip", &same)]);
    for (archive, before) in [(&same, ""), (&outer, "trong.zip!")] {
        let members = list(archive);
        let found: Vec<(String, usize)> = members
            .iter()
            .map(|one| {
                let bytes = member(archive, &one.at, &Limits::default()).expect("a member");
                (one.name.clone(), bytes.len())
            })
            .collect();
        let expected = [("bc1.txt", 5000), ("bc1 (2).txt", 3), ("bc1 (3).txt", 3)];
        let expected = expected.map(|(name, length)| (format!("{before}{name}"), length));
        assert_eq!(found, expected);
    }
    let read = |at| member(&same, &[at], &Limits::default()).expect("a member");
    assert_eq!((read(1), read(2)), (b"mot".to_vec(), b"hai".to_vec()));
    assert!(member(&same, &[3], &Limits::default()).is_err());
}

#[test]
fn an_office_package_is_no_archive() {
    let package = zipped(&[("[Content_Types].xml", b""), ("word/document.xml", b"")]);
    assert_eq!(
        members(Cursor::new(&package), &Limits::default()).expect("a directory"),
        None
    );
    assert_eq!(
        members(Cursor::new(b"text"), &Limits::default()).expect("nothing"),
        None
    );
}

#[test]
fn what_is_too_large_is_an_error() {
    let bytes = zipped(&[("a.txt", &[b'a'; 5000])]);
    let limits = Limits {
        decompressed_bytes: 1000,
        ..Limits::default()
    };
    assert!(matches!(
        member(&bytes, &[0], &limits),
        Err(Error {
            kind: ErrorKind::Limit {
                found: Some(1001),
                ..
            },
            ..
        })
    ));
    let limits = Limits {
        zip_entries: 0,
        ..Limits::default()
    };
    assert!(matches!(
        members(Cursor::new(&bytes), &limits),
        Err(Error {
            kind: ErrorKind::Limit { .. },
            ..
        })
    ));
}

#[test]
fn names_come_in_utf8_windows_1258_or_dos() {
    assert_eq!(vietnamese(b"B\xe1o c\xe1o Qu\xfd I.docx"), None); // "Quư" is no word, so page 437 it is
    assert_eq!(
        vietnamese(b"B\xe1o c\xe1o s\xf4\xec 1.docx").as_deref(),
        Some("Báo cáo số 1.docx")
    );
}

/// A mail in an archive, with an archive in it: what is in that is named with all that is around it.
#[test]
fn files_in_mails_in_archives_are_found() {
    let csv = zipped(&[("pl.csv", b"a;b")]);
    let coded = crate::read::mail::tests::mail("a.zip", &csv);
    let outer = zipped(&[("thu.eml", coded.as_bytes()), ("x.txt", b"x")]);
    let members = list(&outer);
    let names: Vec<_> = members.iter().map(|member| member.name.as_str()).collect();
    assert_eq!(names, ["thu.eml!a.zip!pl.csv", "x.txt"]);
    let read = member(&outer, &members[0].at, &Limits::default()).expect("a member");
    assert_eq!(read, b"a;b");
}

#[test]
fn a_seven_zip_archive_lists_and_gives_its_files() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/fixtures/archive/reports.7z");
    let bytes = std::fs::read(path).expect("a fixture");
    let members = list(&bytes);
    let names: Vec<_> = members.iter().map(|member| member.name.as_str()).collect();
    assert_eq!(names, ["bao-cao.html", "Quý II/phụ lục.csv"]);
    let content = |limits: &Limits| member(&bytes, &members[1].at, limits);
    assert!(content(&Limits::default()).is_ok_and(|bytes| bytes.len() > 100));
    let small = Limits {
        decompressed_bytes: 50,
        ..Limits::default()
    };
    assert!(content(&small).is_err_and(|error| error.code() == "limit"));
    for cut in [8, 40, bytes.len() / 2, bytes.len() - 5] {
        let listed = super::members(Cursor::new(&bytes[..cut]), &Limits::default());
        assert!(listed.is_err(), "cut at {cut}");
    }
}

/// Damage makes an error or other bytes, never a panic, and takes no time to speak of.
#[test]
fn damaged_archives_and_mails_come_to_an_end() {
    let limits = Limits {
        decompressed_bytes: 1 << 20,
        ..Limits::default()
    };
    for name in ["reports.7z", "reports.eml", "reports.zip"] {
        let path = format!("{}/fixtures/archive/{name}", env!("CARGO_MANIFEST_DIR"));
        let whole = std::fs::read(path).expect("a fixture");
        let mut seed = 7_usize;
        for _ in 0..150 {
            let mut bytes = whole.clone();
            for _ in 0..3 {
                seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
                let at = (seed >> 16) % bytes.len();
                bytes[at] = (seed >> 40) as u8;
            }
            bytes.truncate(bytes.len() - (seed >> 20) % 3 * (bytes.len() / 4));
            if let Ok(Some(found)) = members(Cursor::new(&bytes), &limits) {
                for one in found {
                    let _ = member(&bytes, &one.at, &limits);
                }
            }
        }
    }
}
