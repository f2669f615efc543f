use super::*;
use crate::model::Period;
use crate::text::Text;

fn head(agency: &str, number: &str, date: &str, period: &str) -> Letterhead {
    let text = |text: &str| Some(Text::clean(text)).filter(|text| !text.is_empty());
    Letterhead {
        title: text("Kết quả cải cách hành chính"),
        agency: text(agency),
        number: text(number),
        date: Some(date.to_owned()).filter(|date| !date.is_empty()),
        period: (!period.is_empty()).then(|| Period {
            code: period.to_owned(),
            ..Period::default()
        }),
        ..Letterhead::default()
    }
}

fn body<'s>(file: &'s str, head: &'s Letterhead) -> Side<'s> {
    Side {
        file,
        head,
        status: Status::NoAppendix,
        sentences: 30,
    }
}

fn appendix<'s>(file: &'s str, head: &'s Letterhead) -> Side<'s> {
    Side {
        status: Status::Ok,
        sentences: 0,
        ..body(file, head)
    }
}

/// The grounds on which pairs were made, and how many bodies are in doubt.
fn found(sides: &[Side<'_>]) -> (Vec<Ground>, usize) {
    let found = pairs(sides);
    let grounds = found.pairs.iter().map(|pair| pair.ground).collect();
    (grounds, found.doubts.len())
}

#[test]
fn a_caption_with_the_bodys_number_joins() {
    let own = head("Sở Xây dựng", "87/BC-SXD", "2024-06-18", "2024-Q2");
    let caption = head("Sở Xây dựng", "87/BC-SXD", "2024-06-18", "");
    let sides = [body("a.docx", &own), appendix("b.xlsx", &caption)];
    assert_eq!(found(&sides), (vec![Ground::Number], 0));
    // Numbers of communes are alike everywhere: without the office the number alone is not enough.
    let nameless = head("", "87/BC-SXD", "2024-06-18", "");
    let sides = [body("a.docx", &own), appendix("b.xlsx", &nameless)];
    assert_eq!(found(&sides), (vec![], 0));
}

#[test]
fn office_and_period_join_and_what_contradicts_parts() {
    let own = head("Sở Xây dựng", "87/BC-SXD", "2024-06-18", "2024-Q2");
    let table = head("SỞ XÂY DỰNG", "", "", "2024-Q2");
    let sides = [body("a.docx", &own), appendix("b.xlsx", &table)];
    assert_eq!(found(&sides), (vec![Ground::Office], 0));
    let letter = Letterhead {
        title: None,
        ..own.clone()
    };
    let sides = [body("a.docx", &letter), appendix("b.xlsx", &table)];
    assert_eq!(found(&sides), (vec![], 0));
    for other in [
        head("Sở Xây dựng", "", "", "2024-Q1"),
        head("Sở Nội vụ", "", "", "2024-Q2"),
        head("Sở Xây dựng", "88/BC-SXD", "", "2024-Q2"),
    ] {
        let sides = [
            body("x/a.docx", &own),
            appendix("x/a.xlsx", &other),
            body("y.docx", &table),
        ];
        assert_eq!(found(&sides[..2]), (vec![], 0), "{other:?}");
    }
}

#[test]
fn names_and_folders_join_what_says_nothing_itself() {
    let own = head("Sở Xây dựng", "87/BC-SXD", "2024-06-18", "2024-Q2");
    let none = Letterhead::default();
    let more = head("Sở Nội vụ", "9/BC-SNV", "2024-06-18", "2024-Q2");
    let named = [
        body("in/BC quy II So XD.docx", &own),
        appendix("in/PL_quy II So XD.xlsx", &none),
        body("in/BC quy II So NV.docx", &more),
    ];
    assert_eq!(found(&named), (vec![Ground::Name], 0));
    let folders = [
        body("in/sxd/van ban.docx", &own),
        appendix("in/sxd/1.xlsx", &none),
        body("in/snv/van ban.docx", &more),
        appendix("in/snv/1.xlsx", &none),
    ];
    assert_eq!(found(&folders), (vec![Ground::Folder, Ground::Folder], 0));
    let mail = [
        body("in/a.eml!x.docx", &own),
        appendix("in/a.eml!y.xlsx", &none),
    ];
    assert_eq!(found(&mail), (vec![Ground::Folder], 0));
    // All there is in the folder given: nothing says that the two have to do with each other.
    let root = [body("in/x.docx", &own), appendix("in/y.xlsx", &none)];
    assert_eq!(found(&root), (vec![], 0));
}

#[test]
fn two_that_could_be_meant_are_told_and_none_is_taken() {
    let own = head("Sở Xây dựng", "87/BC-SXD", "2024-06-18", "2024-Q2");
    let table = head("Sở Xây dựng", "", "", "2024-Q2");
    let draft = head("Sở Xây dựng", "", "", "2024-Q2");
    let two = [
        body("a.docx", &own),
        appendix("b.xlsx", &table),
        appendix("c.xlsx", &table),
    ];
    assert_eq!(found(&two), (vec![], 1));
    let bodies = [
        body("a.docx", &own),
        body("d.docx", &draft),
        appendix("b.xlsx", &table),
    ];
    assert_eq!(found(&bodies), (vec![], 2));
    // The same paper as Word file and as PDF is one.
    let twice = [
        body("a.docx", &own),
        body("a.pdf", &own),
        appendix("b.xlsx", &table),
    ];
    let found = pairs(&twice);
    assert_eq!((found.pairs[0].bodies.len(), found.doubts.len()), (2, 0));
}

#[test]
fn a_report_that_is_whole_is_no_half() {
    let own = head("Sở Xây dựng", "87/BC-SXD", "2024-06-18", "2024-Q2");
    let whole = Side {
        sentences: 40,
        ..appendix("b.docx", &own)
    };
    let sides = [body("a.docx", &own), whole];
    assert_eq!(found(&sides), (vec![], 0));
    // The body sent once more without its appendix is no report that lacks one.
    assert_eq!(pairs(&sides).again, [(0, 1)]);
    let other = head("Sở Xây dựng", "88/BC-SXD", "2024-06-18", "2024-Q2");
    assert_eq!(pairs(&[body("a.docx", &other), whole]).again, []);
}
