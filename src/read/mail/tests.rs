use super::*;
use std::io::{Cursor, Write};

/// A mail with a file of this name attached.
pub(in crate::read) fn mail(name: &str, bytes: &[u8]) -> String {
    let hex: String = bytes
        .iter()
        .map(|byte| format!("={byte:02X}=\r\n"))
        .collect();
    format!(
        "From: a@b\r\nTo: c@d\r\nSubject: x\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed;\r\n boundary=\"q\"\r\n\r\n\
         --q\r\nContent-Type: text/plain\r\n\r\nhi\r\n--q\r\nContent-Type: application/octet-stream\r\n\
         Content-Transfer-Encoding: quoted-printable\r\nContent-Disposition: attachment; filename=\"{name}\"\r\n\r\n{hex}\r\n--q--\r\n"
    )
}

fn names(bytes: &[u8]) -> Vec<String> {
    let found = attachments(bytes, &Limits::default()).expect("a mail");
    found.into_iter().map(|one| one.name).collect()
}

#[test]
fn only_bytes_with_headers_of_a_mail_are_one() {
    let mails: [&[u8]; 4] = [
        b"MIME-Version: 1.0\nContent-Type: text/html\n\n",
        b"Received: from x\r\n by y\r\nFrom: a\r\nTo: b\r\n\r\nx",
        b"\xEF\xBB\xBFFrom: a\nTo: b\nSubject: c\n\n",
        b"From x@y Tue\nReturn-Path: <a>\nFrom: a\n\n",
    ];
    for bytes in mails {
        assert!(is_mail(bytes), "{}", String::from_utf8_lossy(bytes));
    }
    let others: [&[u8]; 4] = [
        b"Date: 1/1/2024\nSubject: x\n\n",
        "Subject: a\nĐơn vị: Sở Nội vụ\nTo: x\nFrom: y\n".as_bytes(),
        b"STT\tNoi dung\nFrom: a\n",
        b"",
    ];
    for bytes in others {
        assert!(!is_mail(bytes), "{}", String::from_utf8_lossy(bytes));
    }
}

#[test]
fn a_text_with_a_table_is_a_report_and_one_without_is_none() {
    let table = "<table><tr><td>STT<td>Chỉ tiêu<td>Số liệu<tr><td>1<td>a<td>2<tr><td>2<td>b<td>3<tr><td>3<td>c<td>4</table>";
    let with = |page: &str| {
        mail("a.csv", b"x").replace(
            "text/plain\r\n\r\nhi",
            &format!("text/html; charset=utf-8\r\n\r\n{page}"),
        )
    };
    assert_eq!(names(with("<p>Kính gửi</p>").as_bytes()), ["a.csv"]);
    assert_eq!(names(with(table).as_bytes()), ["x.html", "a.csv"]);
    let small = "<table><tr><td>Điện thoại<td>1<td>2</table>";
    assert_eq!(names(with(small).as_bytes()), ["a.csv"]);
}

#[test]
fn messages_in_messages_without_end_are_refused() {
    let deep = "Content-Type: message/rfc822\r\n\r\n".repeat(100_000);
    let bytes = format!("MIME-Version: 1.0\r\nFrom: a\r\n{deep}");
    let found = attachments(bytes.as_bytes(), &Limits::default());
    assert!(found.is_err_and(|error| error.code() == "limit"));
    let parts = "--q\r\nContent-Type: multipart/mixed; boundary=q\r\n\r\n".repeat(20_000);
    let bytes =
        format!("MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=q\r\n\r\n{parts}");
    let _ = attachments(bytes.as_bytes(), &Limits::default());
}

/// A mail of Outlook: a long name in Unicode, a short one in the sender's page, a picture of the signature, a mail.
fn outlook_mail() -> Vec<u8> {
    let mut file = cfb::CompoundFile::create(Cursor::new(Vec::new())).expect("a file");
    let utf16 =
        |text: &str| -> Vec<u8> { text.encode_utf16().flat_map(u16::to_le_bytes).collect() };
    let mut put = |path: &str, bytes: &[u8]| {
        let folder = std::path::Path::new(path).parent().expect("a folder");
        file.create_storage_all(folder).expect("a storage");
        let mut stream = file.create_stream(path).expect("a stream");
        stream.write_all(bytes).expect("written");
    };
    put("/__properties_version1.0", &[0; 32]);
    put("/__substg1.0_0037001F", &utf16("Báo cáo"));
    put("/__substg1.0_10130102", "<p>Kính gửi</p>".as_bytes());
    let one = "/__attach_version1.0_#00000000";
    put(
        &format!("{one}/__substg1.0_3707001F"),
        &utf16("Phụ lục quý II.html"),
    );
    put(&format!("{one}/__substg1.0_37010102"), b"<p>x</p>");
    let two = "/__attach_version1.0_#00000001";
    put(&format!("{two}/__substg1.0_3704001E"), b"logo.png\0");
    put(&format!("{two}/__substg1.0_3712001F"), &utf16("logo"));
    put(&format!("{two}/__substg1.0_37010102"), b"png");
    let three = "/__attach_version1.0_#00000002/__substg1.0_3701000D";
    put(&format!("{three}/__properties_version1.0"), &[0; 32]);
    put(&format!("{three}/__substg1.0_0037001F"), &utf16("Gửi lại"));
    let inner = format!("{three}/__attach_version1.0_#00000000");
    put(
        &format!("{inner}/__substg1.0_3704001E"),
        b"b\xE1o c\xE1o.txt\0",
    );
    put(&format!("{inner}/__substg1.0_37010102"), b"b");
    file.into_inner().into_inner()
}

#[test]
fn attachments_of_outlook_are_found_in_mails_attached_too() {
    let bytes = outlook_mail();
    assert!(outlook::is_mail(&mut Cursor::new(&bytes)).expect("read"));
    let found = outlook::attachments(&bytes, &Limits::default()).expect("a mail");
    let names: Vec<&str> = found.iter().map(|one| one.name.as_str()).collect();
    assert_eq!(names, ["Phụ lục quý II.html", "Gửi lại.msg!báo cáo.txt"]);
    assert_eq!(found[0].bytes, b"<p>x</p>");
    let read = crate::read::read("a.msg", bytes, &Options::default()).expect("read");
    assert_eq!(read.output.source.format, "mail");
    assert_eq!(read.findings[0].code, Code::EmbeddedContent);
}

/// What Outlook writes to its own kind: the long name stands behind properties of every type.
#[test]
fn files_of_winmail_dat_have_their_long_names() {
    let attribute = |which: u32, data: &[u8]| {
        let mut out = vec![2];
        out.extend(which.to_le_bytes());
        out.extend((data.len() as u32).to_le_bytes());
        out.extend(data);
        out.extend([0, 0]);
        out
    };
    let name: Vec<u8> = "Phụ lục.docx\0"
        .encode_utf16()
        .flat_map(u16::to_le_bytes)
        .collect();
    let mut properties = 3_u32.to_le_bytes().to_vec();
    properties.extend([0x03, 0, 0x05, 0x37, 1, 0, 0, 0]);
    properties.extend([0x1E, 0, 0x03, 0x37, 1, 0, 0, 0, 6, 0, 0, 0]);
    properties.extend(b".docx\0\0\0");
    properties.extend([0x1F, 0, 0x07, 0x37, 1, 0, 0, 0]);
    properties.extend((name.len() as u32).to_le_bytes());
    properties.extend(&name);
    let mut bytes = tnef::MAGIC.to_vec();
    bytes.extend([1, 0]);
    bytes.extend(attribute(0x0006_9002, &[0; 14]));
    bytes.extend(attribute(0x0001_8010, b"PHULUC~1.DOC\0"));
    bytes.extend(attribute(0x0006_800F, b"content"));
    bytes.extend(attribute(0x0006_9005, &properties));
    let found = tnef::attachments(&bytes);
    assert_eq!(
        (found[0].name.as_str(), found[0].bytes.as_slice()),
        ("Phụ lục.docx", &b"content"[..])
    );
    for cut in 0..bytes.len() {
        let _ = tnef::attachments(&bytes[..cut]);
    }
}
