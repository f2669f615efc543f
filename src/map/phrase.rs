//! The set phrases of letterheads, captions and closing formulas.

use crate::text::scan::{Scan, behind};
use crate::text::{fold::bare, vocabulary};

/// "Số: 174 /BC-STTTT", the party's "Số 45-BC/ĐU": the number, as printed.
pub(super) fn number(text: &str) -> Option<&str> {
    behind(text, "số", |mut at| {
        let _ = at.spaces() && at.word(":") && at.spaces();
        document_number(&mut at)
    })
}

/// The number of a letterhead: "Số" opens its line or stands behind a name, as slips of scans have it too; a document
/// that is cited has "số" behind its kind.
pub(super) fn own_number(text: &str) -> Option<&str> {
    own_marks(text).find_map(|(_, mut behind)| document_number(&mut behind))
}

/// A name without the "Số: …" that stands behind it on its line.
pub(super) fn before_number(text: &str) -> &str {
    match own_marks(text).next() {
        Some((at, _)) if at > 0 => text[..at].trim_end(),
        _ => text,
    }
}

/// Where a "Số" of the letterhead stands, and the place behind it.
fn own_marks(text: &str) -> impl Iterator<Item = (usize, Scan<'_>)> {
    let starts = text.match_indices(' ').map(|(at, _)| at + 1);
    std::iter::once(0).chain(starts).filter_map(|at| {
        let word = text[at..].split([' ', ':']).next()?;
        let is_mark =
            word.starts_with(char::is_uppercase) && ["so", "s6", "s0"].contains(&&*bare(word));
        let mut behind = Scan::at(text, at + word.len());
        let colon = behind.spaces() && behind.word(":");
        let _ = behind.spaces();
        let is_followed = colon || behind.rest().starts_with(|c: char| c.is_ascii_digit());
        let own = is_mark && is_followed && stands_apart(text[..at].trim_end());
        own.then_some((at, behind))
    })
}

/// Whether nothing stands before "Số", or what ends in capitals and is no kind of document.
fn stands_apart(before: &str) -> bool {
    let last = before.trim_end_matches("Số:").trim_end();
    let last = last.rsplit(' ').next().unwrap_or("");
    let key = bare(before);
    let mut kinds = vocabulary::DOCUMENTS.iter();
    !last.contains(char::is_lowercase) && !kinds.any(|kind| key.ends_with(&bare(kind)))
}

/// "… số 15/QĐ-UBND": a document is cited.
pub(super) fn cites(text: &str) -> bool {
    number(text).is_some()
}

fn document_number<'t>(at: &mut Scan<'t>) -> Option<&'t str> {
    let start = at.rest();
    at.digits(5)?;
    let _ = thousands(at);
    let letter = at.rest().chars().next().filter(char::is_ascii_alphabetic);
    let _ = letter.is_some_and(|c| at.word(c.encode_utf8(&mut [0; 4])));
    let kind = |at: &mut Scan<'t>| at.while_is(is_kind).starts_with(char::is_alphabetic);
    let by_party = |at: &mut Scan<'t>| {
        let of_kind = dash(at) && at.while_is(char::is_uppercase).len() >= 2;
        of_kind && at.word("/") && kind(at)
    };
    let by_state = |at: &mut Scan<'t>| {
        let slash = at.spaces() && at.word("/") && at.spaces();
        slash && kind(at)
    };
    let mut party = *at;
    if by_party(&mut party) {
        *at = party;
    } else if !by_state(at) {
        return None;
    }
    while goes_on(at) {}
    Some(&start[..start.len() - at.rest().len()])
}

/// The ".205" of "1.205".
fn thousands(at: &mut Scan<'_>) -> Option<()> {
    let mut after = *at;
    let is_group = after.word(".") && after.all_digits(3).is_some();
    is_group.then(|| *at = after)
}

fn dash(at: &mut Scan<'_>) -> bool {
    at.spaces() && at.any(&["-", "–", "—"]).is_some() && at.spaces()
}

/// Who issued it, behind a dash set apart: "412/BC - UBND", but no "- V/v …".
fn goes_on(at: &mut Scan<'_>) -> bool {
    let mut after = *at;
    let name = if dash(&mut after) {
        after.while_is(is_kind)
    } else {
        ""
    };
    let is_name = name.chars().count() > 1 && !name.contains(char::is_lowercase);
    if is_name && !after.rest().starts_with('/') {
        *at = after;
        return true;
    }
    false
}

/// What stands behind the slash of a document number.
fn is_kind(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '&' | '.' | '-')
}

/// Dots and blanks where a number is to be filled in.
fn is_gap(c: char) -> bool {
    c.is_whitespace() || matches!(c, '.' | '…' | '_')
}

/// "Số:      /BC-SXD".
pub(super) fn has_blank_number(text: &str) -> bool {
    let blank = |mut at: Scan<'_>| {
        let _ = at.spaces() && at.word(":");
        at.while_is(is_gap);
        let kind = at.word("/") && at.spaces();
        let kind = kind && ["bc", "tb", "kh"].iter().any(|kind| at.caseless(kind));
        (kind && at.is_edge()).then_some(())
    };
    behind(text, "số", blank).is_some()
}

/// "Kèm theo Báo cáo số 174/BC-STTTT ngày …": the number, if it is filled in, and what follows.
pub(super) fn attached(text: &str) -> Option<(Option<&str>, &str)> {
    behind(text, "kèm theo ", |mut at| {
        vocabulary::ATTACHED_TO
            .iter()
            .find(|kind| at.caseless(kind))?;
        let _ = at.spaces() && at.caseless("số");
        let _ = at.spaces() && at.word(":") && at.spaces();
        let (before, start) = (at, at.rest());
        let mut own = at;
        if let Some(number) = document_number(&mut own) {
            return Some((Some(number), own.rest()));
        }
        at.while_is(|c| c.is_ascii_digit() || is_gap(c));
        if !at.word("/") || !at.spaces() || at.while_is(is_kind).is_empty() {
            return Some((None, before.rest()));
        }
        let number = &start[..start.len() - at.rest().len()];
        Some((
            Some(number).filter(|number| number.starts_with(|c: char| c.is_ascii_digit())),
            at.rest(),
        ))
    })
}

/// "… của Sở Xây dựng)": who the document is of; dots to be filled in are nobody.
pub(super) fn of_agency(text: &str) -> Option<&str> {
    behind(text, "của ", |at| {
        let agency = at.rest().trim_end_matches([')', '.', ',', ';']).trim();
        agency.contains(char::is_alphabetic).then_some(agency)
    })
}

/// "…, Sở X tỉnh Y tổng hợp báo cáo": who reports.
pub(super) fn who_reports(text: &str) -> Option<&str> {
    let starts = text.match_indices([',', ';']).map(|(at, _)| at + 1);
    std::iter::once(0)
        .chain(starts)
        .find_map(|at| reporting(text[at..].trim_start()))
}

fn reporting(text: &str) -> Option<&str> {
    let mut after = Scan::at(text, 0);
    after.any(&vocabulary::AGENCIES)?;
    let told = text
        .match_indices(" báo cáo")
        .map(|(at, _)| at)
        .find(|at| *at > after.place())?;
    let who = text[..told].trim_end();
    let who = who.strip_suffix(" tổng hợp").unwrap_or(who).trim_end();
    let who = who.strip_suffix(" xin").unwrap_or(who).trim_end();
    let length = who.get(after.place()..)?.chars().count();
    (2..=90).contains(&length).then_some(who)
}

/// "… gửi Sở Nội vụ tổng hợp.", "Kính gửi: Sở Nội vụ": to whom.
pub(super) fn sent_to(text: &str) -> Option<&str> {
    behind(text, "gửi", |mut at| {
        let start = at.place();
        let _ = at.spaces() && at.word(":") && at.spaces();
        let words = Some(at.rest()).filter(|_| at.place() > start)?;
        let end = words
            .char_indices()
            .skip(3)
            .map(|(at, _)| at)
            .find(|end| is_end(&words[*end..]));
        let words = &words[..end.unwrap_or(words.len())];
        let whom = words.trim_end_matches([',', '.', ';', ' ', '(']);
        (3..=90).contains(&whom.chars().count()).then_some(whom)
    })
}

/// Where the words on whom end and those on what for begin.
fn is_end(rest: &str) -> bool {
    let mut at = Scan::at(rest, 0);
    if rest.starts_with("./") || rest.starts_with(';') || rest == "." {
        return true;
    }
    at.word("(");
    vocabulary::BEHIND_RECIPIENT
        .iter()
        .any(|word| at.caseless(word))
}

/// "KT. GIÁM ĐỐC": the office of who signs, in capitals.
pub(super) fn is_office(text: &str) -> bool {
    let capital = |c: char| c.is_uppercase() || c.is_whitespace() || matches!(c, '.' | ',');
    let mut openings = vocabulary::OFFICES.iter();
    openings.any(|opening| text.starts_with(opening)) && text.chars().all(capital)
}

/// "Đơn vị báo cáo: Ngân hàng Hợp Phát": the unit a statistical return names as its own, without what else stands on
/// the line.
pub(super) fn reporting_unit(text: &str) -> Option<&str> {
    let starts = text.char_indices().map(|(at, _)| at);
    let mut starts = starts.filter(|at| *at == 0 || text[..*at].ends_with(' '));
    let after = starts.find_map(|at| {
        let (name, after) = text[at..].split_once(':')?;
        let named = vocabulary::REPORTING_UNIT.contains(&bare(name));
        named.then_some(after.trim_start())
    })?;
    // The next field of the line: "… Đơn vị nhận báo cáo: …".
    let next = vocabulary::FIELDS_OF_RETURNS
        .iter()
        .filter_map(|field| after.find(field))
        .min();
    let unit = after[..next.unwrap_or(after.len())].trim_end_matches([' ', '.', '…', ';', ',']);
    unit.contains(char::is_alphabetic).then_some(unit)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_told_from_gaps() {
        assert_eq!(number("Số: 174 /BC-STTTT"), Some("174 /BC-STTTT"));
        assert_eq!(number("số 16/2022/QĐ-UBND"), None);
        assert_eq!(number("SỐ 12a/TB-SNV&VP"), Some("12a/TB-SNV&VP"));
        for printed in [
            "412/BC - UBND",
            "1.205/BC-UBND",
            "45-BC/ĐU",
            "01 - BC/TU",
            "9/BC-HĐND&UBND",
        ] {
            assert_eq!(number(&format!("Số: {printed}")), Some(printed));
        }
        assert_eq!(number("Số: 12/BC-SXD - V/v báo cáo"), Some("12/BC-SXD"));
        assert!(
            has_blank_number("Số:      /BC-SXD")
                && has_blank_number("Số: ……/KH")
                && !has_blank_number("Số: 5/BC")
        );
    }

    #[test]
    fn a_letterheads_number_is_no_cited_one() {
        for (text, number) in [
            ("Số: 174 /BC-STTTT", Some("174 /BC-STTTT")),
            ("Số: Số: 2775/SNV-CCHC", Some("2775/SNV-CCHC")),
            ("SỞ NỘI VỤ Số: 12/BC-SNV", Some("12/BC-SNV")),
            ("Só: 12/BC-SNV", Some("12/BC-SNV")),
            ("Số 45-BC/ĐU", Some("45-BC/ĐU")),
            ("Thực hiện Công văn số 1234/SNV-CCHC", None),
            ("QUYẾT ĐỊNH SỐ 15/QĐ-UBND", None),
            ("SỞ NỘI VỤ", None),
        ] {
            assert_eq!(own_number(text), number, "{text}");
        }
        assert_eq!(before_number("SỞ NỘI VỤ Số:   /BC-SNV"), "SỞ NỘI VỤ");
        assert_eq!(before_number("SỞ NỘI VỤ"), "SỞ NỘI VỤ");
    }

    #[test]
    fn a_caption_names_the_report() {
        let text = "(Kèm theo Báo cáo số 174/BC-SXD ngày 15/9/2022 của Sở Xây dựng";
        assert_eq!(
            attached(text),
            Some((Some("174/BC-SXD"), " ngày 15/9/2022 của Sở Xây dựng"))
        );
        assert_eq!(
            attached("Kèm theo Công văn số:    /BC-SXD").map(|(number, _)| number),
            Some(None)
        );
        assert_eq!(of_agency(" ngày 5 của Sở Xây dựng.)"), Some("Sở Xây dựng"));
    }

    #[test]
    fn who_reports_to_whom() {
        let text = "Thực hiện Công văn số 5, Sở Y tế tỉnh Hà Nam xin báo cáo kết quả";
        assert_eq!(who_reports(text), Some("Sở Y tế tỉnh Hà Nam"));
        assert_eq!(who_reports("Sở báo cáo"), None);
        assert_eq!(
            sent_to("Trên đây là báo cáo gửi Sở Nội vụ tổng hợp./."),
            Some("Sở Nội vụ")
        );
        assert_eq!(
            sent_to("Kính gửi: Sở Nội vụ tỉnh Hà Nam"),
            Some("Sở Nội vụ tỉnh Hà Nam")
        );
        assert_eq!(sent_to("gửi X"), None);
    }

    #[test]
    fn offices_are_in_capitals() {
        assert!(is_office("KT. GIÁM ĐỐC") && !is_office("Giám đốc") && !is_office("TỔNG số"));
    }

    #[test]
    fn dots_to_be_filled_in_are_no_agency() {
        assert_eq!(
            of_agency("ngày 15/9/2022 của Sở Xây dựng)"),
            Some("Sở Xây dựng")
        );
        assert_eq!(of_agency("ngày     tháng     năm 20…… của ………………)"), None);
    }
}
