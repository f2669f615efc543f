//! Runs, changes, fields, notes, shapes, signs; other ways of writing the same XML.

use crate::package::Parts;
use crate::{body, finding, p, shown};
use phuluc::locale::Lang;
use phuluc::model::{Block, ErrorKind};

/// The one paragraph of a body of one paragraph.
fn text(paragraph: &str) -> String {
    shown(&body(&format!("<w:p>{paragraph}</w:p>"))).join(" / ")
}

fn run(text: &str) -> String {
    format!("<w:r><w:t xml:space=\"preserve\">{text}</w:t></w:r>")
}

#[test]
fn split_runs_join_without_a_space() {
    assert_eq!(
        text(
            &[
                run("Ti"),
                run("n,"),
                "<w:proofErr w:type=\"spellStart\"/>".into(),
                run(" bài")
            ]
            .concat()
        ),
        "Tin, bài"
    );
}

#[test]
fn hyphens_spaces_tabs_and_breaks() {
    let signs = "<w:r><w:t>174</w:t><w:noBreakHyphen/><w:t>BC cch</w:t><w:softHyphen/><w:t>c</w:t><w:tab/><w:t>a\u{a0}b</w:t><w:br/><w:t>c</w:t></w:r>";
    assert_eq!(text(signs), "174-BC cchc a b c");
}

#[test]
fn tracked_changes_read_as_accepted_and_are_told() {
    let changed = format!(
        "<w:del w:id=\"1\"><w:r><w:delText>12</w:delText></w:r></w:del><w:ins w:id=\"2\">{}</w:ins>",
        run("15")
    );
    let moved = format!(
        "<w:moveFrom w:id=\"3\">{}</w:moveFrom><w:moveTo w:id=\"4\">{}</w:moveTo>",
        run(" cũ"),
        run(" mới")
    );
    let noted = Parts::body(&format!("<w:p>{changed}{moved}</w:p>")).read();
    assert_eq!(shown(&noted.output), ["15 mới"]);
    let told = finding(&noted, "tracked-changes").expect("it is told");
    assert_eq!(
        (
            told.data["insertions"].as_str(),
            told.data["deletions"].as_str()
        ),
        ("2", "2")
    );
}

#[test]
fn a_paragraph_whose_end_is_deleted_runs_into_the_next() {
    let first = "<w:p><w:pPr><w:rPr><w:del w:id=\"1\"/></w:rPr></w:pPr><w:r><w:t>Số liệu </w:t></w:r></w:p>";
    assert_eq!(
        shown(&body(&(first.to_owned() + &p("quý III")))),
        ["Số liệu quý III"]
    );
}

#[test]
fn hidden_text_is_left_out_and_told_also_when_a_style_hides_it() {
    let hidden = "<w:r><w:rPr><w:vanish/></w:rPr><w:t>ẩn</w:t></w:r><w:r><w:rPr><w:rStyle w:val=\"An\"/></w:rPr><w:t>ẩn</w:t></w:r>\
                  <w:r><w:rPr><w:rStyle w:val=\"An\"/><w:vanish w:val=\"0\"/></w:rPr><w:t>hiện</w:t></w:r>";
    let styles =
        "<w:style w:type=\"character\" w:styleId=\"An\"><w:rPr><w:vanish/></w:rPr></w:style>";
    let noted = Parts::body(&format!("<w:p>{hidden}</w:p>"))
        .with("styles", styles)
        .read();
    assert_eq!(shown(&noted.output), ["hiện"]);
    assert_eq!(
        finding(&noted, "hidden-text").expect("it is told").data["count"],
        "2"
    );
}

#[test]
fn fields_show_their_results() {
    let mark = |kind: &str| format!("<w:r><w:fldChar w:fldCharType=\"{kind}\"/></w:r>");
    let instruction = |text: &str| format!("<w:r><w:instrText>{text}</w:instrText></w:r>");
    let inner = [
        mark("begin"),
        instruction("REF x"),
        mark("separate"),
        run("không in"),
        mark("end"),
    ]
    .concat();
    let field = [
        mark("begin"),
        instruction("=SUM(ABOVE)"),
        inner,
        mark("separate"),
        run("1.946"),
        mark("end"),
        run(" hồ sơ"),
    ];
    assert_eq!(text(&field.concat()), "1.946 hồ sơ");
    let simple = format!(
        "<w:fldSimple w:instr=\"SEQ Bảng\">{}</w:fldSimple>",
        run("2")
    );
    assert_eq!(text(&(run("Bảng ") + &simple)), "Bảng 2");
}

#[test]
fn a_field_that_never_ends_swallows_nothing() {
    let broken = "<w:p><w:r><w:fldChar w:fldCharType=\"begin\"/></w:r><w:r><w:instrText>PAGE</w:instrText></w:r></w:p>";
    assert_eq!(shown(&body(&(broken.to_owned() + &p("sau")))), ["sau"]);
}

#[test]
fn check_boxes_of_old_forms_are_printed() {
    let check = |state: &str| {
        format!(
            "<w:r><w:fldChar w:fldCharType=\"begin\"><w:ffData><w:checkBox><w:default w:val=\"0\"/>{state}</w:checkBox></w:ffData></w:fldChar></w:r>\
             <w:r><w:instrText>FORMCHECKBOX</w:instrText></w:r><w:r><w:fldChar w:fldCharType=\"end\"/></w:r>"
        )
    };
    assert_eq!(
        text(&(check("<w:checked/>") + &run(" Có ") + &check("") + &run(" Không"))),
        "☒ Có ☐ Không"
    );
}

#[test]
fn a_prompt_nobody_has_overwritten_is_not_text() {
    let control = format!(
        "<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>{}</w:sdtContent></w:sdt>",
        run("Bấm vào đây")
    );
    assert_eq!(text(&(run("Số: ") + &control + &run("/BC"))), "Số: /BC");
}

#[test]
fn alternatives_are_read_once_and_the_fallback_when_the_choice_prints_nothing() {
    let shape = |inner: &str| {
        format!(
            "<wps:txbx><w:txbxContent>{}</w:txbxContent></wps:txbx>",
            p(inner)
        )
    };
    let both = format!(
        "<w:r><mc:AlternateContent><mc:Choice Requires=\"wps\"><w:drawing>{}</w:drawing></mc:Choice>\
         <mc:Fallback><w:pict>{}</w:pict></mc:Fallback></mc:AlternateContent></w:r>",
        shape("MẬT"),
        shape("MẬT")
    );
    assert_eq!(text(&(both + &run("BÁO CÁO"))), "MẬT / BÁO CÁO");
    let symbol = "<w:r><mc:AlternateContent><mc:Choice Requires=\"w16se\"><w16se:symEx w16se:char=\"1F60A\"/></mc:Choice>\
         <mc:Fallback><w:t>x</w:t></mc:Fallback></mc:AlternateContent></w:r>";
    assert_eq!(text(symbol), "x");
}

#[test]
fn text_of_a_drawing_outside_text_boxes_is_no_text() {
    let chart = "<w:r><w:drawing><a:txBody><a:p><a:r><a:t>nhãn</a:t></a:r></a:p></a:txBody></w:drawing></w:r>";
    assert_eq!(text(&(chart.to_owned() + &run("lời"))), "lời");
}

#[test]
fn notes_stand_at_the_end_and_their_marks_out_of_the_text() {
    let reference = "<w:r><w:rPr><w:vertAlign w:val=\"superscript\"/></w:rPr><w:footnoteReference w:id=\"2\"/></w:r>";
    let table = format!(
        "<w:tbl><w:tr><w:tc><w:p>{}{reference}</w:p></w:tc></w:tr></w:tbl>",
        run("43")
    );
    let notes = format!(
        "<w:footnote w:type=\"separator\" w:id=\"0\">{}</w:footnote><w:footnote w:id=\"2\"><w:p><w:r><w:footnoteRef/></w:r>{}</w:p></w:footnote>",
        p("---"),
        run(" Gồm 3 xã.")
    );
    let document = Parts::body(&table).with("footnotes", &notes).read().output;
    assert_eq!(shown(&document), ["43", "[1] Gồm 3 xã."]);
    assert_eq!(crate::cell(&document, 0, 0).marks[0].as_str(), "1");
}

#[test]
fn formulas_and_symbols_are_read_as_text() {
    let fraction = "<m:oMath><m:f><m:fPr><m:ctrlPr/></m:fPr><m:num><m:r><m:t>15</m:t></m:r></m:num><m:den><m:r><m:t>20</m:t></m:r></m:den></m:f></m:oMath>";
    assert_eq!(text(fraction), "15/20");
    let power = "<m:oMath><m:sSup><m:e><m:r><m:t>2</m:t></m:r></m:e><m:sup><m:r><m:t>5</m:t></m:r></m:sup></m:sSup></m:oMath>";
    assert_eq!(text(power), "2^5");
    let symbol = "<w:r><w:sym w:font=\"Wingdings\" w:char=\"F0FE\"/></w:r>";
    assert_eq!(text(&(symbol.to_owned() + &run(" Có"))), "☑ Có");
}

#[test]
fn comments_hyperlinks_and_smart_tags() {
    let comment = "<w:commentRangeStart w:id=\"0\"/><w:r><w:commentReference w:id=\"0\"/></w:r>";
    let link = format!(
        "<w:hyperlink r:id=\"rId1\">{}</w:hyperlink>",
        run("sonoivu.gov.vn")
    );
    let tag = format!(
        "<w:smartTag w:element=\"place\">{}</w:smartTag>",
        run(" Hưng Yên")
    );
    assert_eq!(
        text(&(comment.to_owned() + &link + &tag)),
        "sonoivu.gov.vn Hưng Yên"
    );
}

#[test]
fn bold_and_centred_come_from_the_style_too() {
    let styles = "<w:style w:type=\"paragraph\" w:styleId=\"Base\"><w:pPr><w:jc w:val=\"center\"/></w:pPr></w:style>\
                  <w:style w:type=\"paragraph\" w:styleId=\"T\"><w:basedOn w:val=\"Base\"/><w:rPr><w:b/></w:rPr></w:style>";
    let body = format!(
        "<w:p><w:pPr><w:pStyle w:val=\"T\"/></w:pPr>{}</w:p>",
        run("PHỤ LỤC")
    );
    let document = Parts::body(&body).with("styles", styles).read().output;
    let Some(Block::Paragraph(paragraph)) = document.blocks.first() else {
        panic!("a paragraph")
    };
    assert!(paragraph.bold && paragraph.centered);
}

#[test]
fn any_prefix_the_strict_namespace_and_utf16_read_the_same() {
    let plain = format!(
        "<w:document xmlns:w=\"http://purl.oclc.org/ooxml/wordprocessingml/main\"><w:body>{}</w:body></w:document>",
        p("Cải cách")
    );
    let none = plain
        .replace("<w:", "<")
        .replace("</w:", "</")
        .replace("xmlns:w", "xmlns");
    let other = plain
        .replace("<w:", "<ns0:")
        .replace("</w:", "</ns0:")
        .replace("xmlns:w", "xmlns:ns0");
    let utf16: Vec<u8> = format!("\u{feff}{plain}")
        .encode_utf16()
        .flat_map(u16::to_be_bytes)
        .collect();
    for xml in [
        plain.into_bytes(),
        none.into_bytes(),
        other.into_bytes(),
        utf16,
    ] {
        let document = Parts::default()
            .raw("word/document.xml", &xml)
            .read()
            .output;
        assert_eq!(shown(&document), ["Cải cách"]);
    }
}

#[test]
fn the_main_part_is_the_one_the_relationships_name() {
    let rels = "<Relationships><Relationship Id=\"a\" Type=\"http://purl.oclc.org/ooxml/officeDocument/relationships/officeDocument\" Target=\"/text/main2.xml\"/></Relationships>";
    let main = "<w:document><w:body><w:p><w:r><w:t>x</w:t></w:r></w:p></w:body></w:document>";
    let parts = Parts::default()
        .raw("_rels/.rels", rels.as_bytes())
        .raw("text/main2.xml", main.as_bytes());
    assert_eq!(shown(&parts.read().output), ["x"]);
}

#[test]
fn embedded_content_we_cannot_read_is_told() {
    let noted = Parts::body(&format!("{}<w:altChunk r:id=\"rId5\"/>", p("x"))).read();
    assert_eq!(
        finding(&noted, "embedded-content")
            .expect("it is told")
            .data["count"],
        "1"
    );
}

#[test]
fn broken_packages_are_errors_that_say_so() {
    let whole = Parts::body(&p("x")).zip();
    let cut = &whole[..whole.len() / 2];
    let read = |bytes: &[u8]| phuluc::read::read("a.docx", bytes, &Default::default());
    assert!(
        read(cut).is_err_and(
            |error| error.code() == "damaged" && error.facts(Lang::En)["format"] == "docx"
        )
    );
    let open = Parts::default().raw("word/document.xml", b"<w:document><w:body><w:p>");
    assert!(
        open.try_read()
            .is_err_and(|error| error.code() == "damaged")
    );
    let other = Parts::default().raw("word/document.xml", b"<html/>");
    assert!(
        other
            .try_read()
            .is_err_and(|error| error.code() == "damaged")
    );
    let types = "<Types><Override PartName=\"/word/document.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml\"/></Types>";
    let empty = Parts::default().raw("[Content_Types].xml", types.as_bytes());
    assert!(
        empty
            .try_read()
            .is_err_and(|error| error.code() == "damaged")
    );
    let mut locked = vec![0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];
    // The directory stands in a sector of its own, each name in 64 bytes.
    locked.resize(512, 0);
    locked.extend("EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes));
    locked.resize(1024, 0);
    assert!(read(&locked).is_err_and(|error| error.kind == ErrorKind::Password));
}
