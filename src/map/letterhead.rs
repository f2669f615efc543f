//! The letterhead: the agency above, the agency, "Số: …", place and date. What it cites is none of it.

use super::body::Line;
use super::{phrase, province};
use crate::model::{Letterhead, Place};
use crate::text::vocabulary::{self, names_nation};
use crate::text::{Text, date, fold::bare, fold::fold};

/// Lines of a report without a title that are looked at for a letterhead.
const MOST_LINES: usize = 12;
/// Words of an agency's name in small letters.
const LONGEST: usize = 12;

/// The lines of the letterhead: those over the title, else those before the report addresses somebody or its
/// body begins.
pub(super) fn lines<'a, 'l>(lines: &'a [Line<'l>], title_at: Option<usize>) -> &'a [Line<'l>] {
    let begins = |line: &Line| {
        let key = bare(line.text.as_str());
        let numbered = ["i ", "1 ", "a "].iter().any(|sign| key.starts_with(sign));
        numbered || vocabulary::BODY.iter().any(|word| key.starts_with(word))
    };
    let most = title_at.unwrap_or(lines.len().min(MOST_LINES));
    let over = &lines[..most];
    let end = over
        .iter()
        .position(|line| is_addressed(line) || title_at.is_none() && begins(line));
    &over[..end.unwrap_or(most)]
}

/// "Kính gửi: …".
pub(super) fn is_addressed(line: &Line) -> bool {
    bare(line.text.as_str()).starts_with("kinh gui")
}

/// Reads what the lines of the letterhead say. A number or a day that is left open on one line and stands on
/// another, as signing software prints it, is there. `addressed`: "Kính gửi" stands below them.
pub(super) fn read(lines: &[Line], addressed: bool, head: &mut Letterhead) {
    let own: Vec<&Line> = lines
        .iter()
        .filter(|line| !is_aside(line.text.as_str()))
        .collect();
    number(&own, head);
    day(&own, head);
    // Where neither a number nor "BÁO CÁO" closes the letterhead, lines in capitals may be the title.
    let numbered = |line: &&Line| {
        let text = line.text.as_str();
        phrase::own_number(text).is_some() || phrase::has_blank_number(text)
    };
    let closed = head.title.is_some() || addressed || own.iter().any(numbered);
    let mut agencies = agencies(&own, is_agency_line, closed);
    if agencies.is_empty() && head.title.is_some() {
        let is_short = |text: &str| text.split(' ').count() <= LONGEST;
        agencies = self::agencies(&own, |text| is_short(text) && names_agency(text), false);
    }
    if let [(parent, _), .., (own, line)] = &agencies[..] {
        head.parent_agency = Some(parent.clone());
        head.agency = Some(own.clone());
        found(head, "agency", &line.place);
    } else if let [(own, line)] = &agencies[..] {
        head.agency = Some(own.clone());
        found(head, "agency", &line.place);
    }
}

fn found(head: &mut Letterhead, field: &str, place: &Place) {
    head.places.push((field.to_owned(), place.clone()));
}

fn number(lines: &[&Line], head: &mut Letterhead) {
    let texts = || lines.iter().map(|line| (line.text.as_str(), &line.place));
    let mut own = texts().filter_map(|(text, place)| Some((phrase::own_number(text)?, place)));
    let open = texts().find(|(text, _)| phrase::has_blank_number(text));
    if let Some((number, place)) = own.next() {
        head.number = Some(without_spaces(number));
        found(head, "number", place);
    } else if let Some((_, place)) = open {
        head.draft = true;
        found(head, "number", place);
    }
}

fn day(lines: &[&Line], head: &mut Letterhead) {
    let texts = || lines.iter().map(|line| (line.text.as_str(), &line.place));
    // A stamp of who received it has a day of its own.
    let (beside, alone): (Vec<_>, Vec<_>) = texts().partition(|(text, _)| is_place_and_day(text));
    let all = beside.into_iter().chain(alone);
    let mut own = all.filter_map(|(text, place)| Some((date::first_date(text)?, place)));
    let open = texts().find(|(text, _)| date::is_unfilled_date(text));
    if let Some((day, place)) = own.next() {
        head.date = Some(day);
        found(head, "date", place);
    } else if let Some((_, place)) = open {
        head.draft = true;
        found(head, "date", place);
    }
}

/// A report number has no spaces inside: "174 /BC-STTTT".
pub(super) fn without_spaces(number: &str) -> Text {
    Text::clean(&number.split_whitespace().collect::<String>())
}

/// "Hòa Giang, ngày 14 tháng 9 năm 2023", "Hòa Giang, tháng 9 năm 2023": where and when it was signed.
pub(super) fn is_place_and_day(text: &str) -> bool {
    let Some((_, when)) = text.split_once(',') else {
        return false;
    };
    let key = bare(when);
    let is_day = key.starts_with("ngay ") || key.starts_with(|c: char| c.is_ascii_digit());
    is_day && key.contains("thang ") || key.starts_with("thang ")
}

/// What a letter is about, which form this is, what a document was issued with: a number or a day there is
/// another document's.
fn is_aside(text: &str) -> bool {
    let key = bare(text);
    let cited = || phrase::cites(text) && phrase::own_number(text).is_none();
    text.starts_with('(')
        || vocabulary::ASIDE_OPENINGS
            .iter()
            .any(|word| key.starts_with(word))
        || vocabulary::ASIDE.iter().any(|word| key.contains(word))
        || cited()
}

/// The agencies of a letterhead, from the top, each with its first line: a name may be set on several. With
/// `all`, a line in capitals that no list knows goes on with a name that is not complete, and is an agency of its
/// own under one that is: the superior alone would be the worse answer.
fn agencies<'l>(
    lines: &[&'l Line<'l>],
    is_agency: impl Fn(&str) -> bool,
    all: bool,
) -> Vec<(Text, &'l Line<'l>)> {
    let mut agencies: Vec<(Text, &Line)> = Vec::new();
    let mut closed = false;
    for line in own_lines(lines) {
        let name = before_number(line.text);
        let text = name.as_str();
        if let Some((above, first)) = agencies.last_mut().filter(|_| !closed) {
            if goes_on(above, first, (text, line), all) {
                *above = above.join(&name);
            } else if is_agency(text) || all && is_unknown(text) {
                agencies.push((name.clone(), line));
            }
        } else if is_agency(text) {
            agencies.push((name.clone(), line));
        }
        // Below the number stand marks, not names.
        let numbered = phrase::own_number(line.text.as_str()).is_some()
            || phrase::has_blank_number(line.text.as_str());
        closed |= numbered && !agencies.is_empty();
    }
    agencies.truncate(3);
    agencies
}

/// The lines without those over every letterhead: "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT", its "NAM" on a line of
/// its own, "Độc lập - Tự do - Hạnh phúc", "ĐẢNG CỘNG SẢN VIỆT NAM".
fn own_lines<'l>(lines: &[&'l Line<'l>]) -> impl Iterator<Item = &'l Line<'l>> {
    let cut = |line: &&&Line| {
        let key = bare(line.text.as_str());
        let nation = vocabulary::NATION.first();
        nation.is_some_and(|name| key.contains(name)) && key.ends_with("viet")
    };
    let wrapped = lines.iter().any(|line| cut(&line));
    let own = move |line: &&Line| {
        let text = line.text.as_str();
        !(is_national(text) || wrapped && bare(text) == "nam")
    };
    let own: Vec<_> = lines.iter().copied().filter(own).collect();
    own.into_iter()
}

fn is_national(text: &str) -> bool {
    let key = bare(text);
    let whole = names_nation(text) && before_nation(text) == text;
    whole
        || vocabulary::NATION
            .iter()
            .any(|words| key.starts_with(words))
}

/// A name without what stands beside it on its line: the name of the country, "Số: …", the party's star.
fn before_number(text: &Text) -> Text {
    let name = before_nation(text.as_str());
    let name = phrase::before_number(name).trim_end_matches(['*', '_', '-', ' ']);
    if name.len() == text.as_str().len() {
        text.clone()
    } else {
        Text::clean(name)
    }
}

fn before_nation(text: &str) -> &str {
    let at = ["CỘNG HÒA XÃ", "CỘNG HOÀ XÃ"]
        .iter()
        .find_map(|name| text.find(name));
    at.filter(|at| *at > 0)
        .map_or(text, |at| text[..at].trim_end())
}

/// Whether a line goes on with the name that began on a line above: "VÀ MÔI TRƯỜNG", "XÃ TÂN HÒA" under a bare
/// "ỦY BAN NHÂN DÂN", "TỈNH HÒA GIANG" under the name of a commune, or what is no agency of its own.
fn goes_on(name: &Text, first: &Line, (text, line): (&str, &Line), all: bool) -> bool {
    let key = bare(text);
    let bare_name = bare(name.as_str());
    let goes_on = |word: &String| behind(&key, word).is_some();
    let governed = governs(&marked(text)).is_some_and(|place| !is_organ(place));
    if governed && vocabulary::BARE_AGENCIES.contains(&bare_name) {
        return is_words(text);
    }
    if !is_all_caps(text) || !is_words(text) || is_mark(&key) {
        return false;
    }
    let of_agency = vocabulary::BARE_OFFICES.contains(&bare_name) && is_agency_line(text);
    if governed || vocabulary::NAME_GOES_ON.iter().any(goes_on) || of_agency {
        return true;
    }
    let in_cell = line.in_grid && line.place == first.place;
    let cut = !text.contains(' ') || names_province(name.as_str(), text);
    (all || in_cell) && !is_agency_line(text) && (cut || !is_complete(name.as_str()))
}

/// What stands behind a word that a key begins with.
fn behind<'k>(key: &'k str, word: &str) -> Option<&'k str> {
    key.strip_prefix(word)?.strip_prefix(' ')
}

/// A name with its marks, for "quản lý" is no "quận"; without any where a scan has none.
fn marked(name: &str) -> String {
    format!("{} ", fold(name))
}

/// What stands behind the word for a place that a [`marked`] name begins with: "TỈNH", "XÃ".
fn governs(name: &str) -> Option<&str> {
    let plain = name.is_ascii();
    let mut words = vocabulary::GOVERNED.iter();
    words.find_map(|word| match plain {
        true => behind(name, &bare(word)),
        false => behind(name, &fold(word)),
    })
}

/// "TỈNH ỦY", "HUYỆN ĐOÀN": an organ, no place.
fn is_organ(place: &str) -> bool {
    ["uy", "doan"].contains(&&*bare(place.split(' ').next().unwrap_or("")))
}

/// Whether a name cut in the middle of a province's becomes one with the next line: "… TỈNH AN", "GIANG".
fn names_province(name: &str, next: &str) -> bool {
    let whole = format!("{name} {next}");
    province::named_in(name).is_none() && province::named_in(&whole).is_some()
}

/// A name that ends in that of a place has nothing to go on with: "UBND TỈNH HÒA GIANG", "TỈNH ỦY HÒA GIANG". "XÃ HỘI"
/// is no place.
fn is_complete(name: &str) -> bool {
    let name = marked(name);
    let starts = name.match_indices(' ').map(|(at, _)| at + 1);
    let is_place = |place: &str| {
        let place = match place.split_once(' ') {
            Some((_, rest)) if is_organ(place) => rest,
            _ => place,
        };
        !place.trim().is_empty() && bare(place).split(' ').next() != Some("hoi")
    };
    let mut places = std::iter::once(0)
        .chain(starts)
        .filter_map(|at| governs(&name[at..]));
    places.any(is_place)
}

/// Words in capitals of which no list says what they are.
fn is_unknown(text: &str) -> bool {
    let key = bare(text);
    is_all_caps(text) && is_words(text) && text.contains(' ') && !is_mark(&key)
}

/// "HỎA TỐC", "MẬT", "DỰ THẢO".
fn is_mark(key: &str) -> bool {
    let mut marks = vocabulary::MARKS.iter();
    marks.any(|mark| key == mark || behind(key, mark).is_some())
}

/// No number, no rule of dashes or stars.
fn is_words(text: &str) -> bool {
    let has_digit = text.contains(|c: char| c.is_ascii_digit());
    text.starts_with(char::is_alphabetic) && !has_digit && !text.contains('/')
}

pub(super) fn is_all_caps(text: &str) -> bool {
    !text.chars().any(char::is_lowercase)
}

fn is_agency_line(text: &str) -> bool {
    let capitals = text.chars().filter(|c| c.is_lowercase()).count() * 4 < text.chars().count();
    capitals && names_agency(text)
}

/// "Sở Xây dựng": a line that begins as agencies' names do.
fn names_agency(text: &str) -> bool {
    let key = bare(text);
    // "SỐ" and "SỞ" are one without their marks.
    let numbered = fold(text).split(' ').next() == Some(&fold("số"));
    // "TÌNH HÌNH" is no "TỈNH".
    let title = vocabulary::TITLE_OPENINGS
        .iter()
        .any(|words| fold(text).starts_with(&fold(words)));
    !numbered
        && !title
        && text.starts_with(char::is_uppercase)
        && !names_nation(text)
        && vocabulary::begins_agency(&key)
        && phrase::own_number(text).is_none()
        && !phrase::has_blank_number(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Superior, agency and number.
    fn head_of(texts: &[&str]) -> [String; 3] {
        let texts: Vec<Text> = texts.iter().map(|text| Text::clean(text)).collect();
        let lines: Vec<Line> = texts
            .iter()
            .map(|text| Line {
                text,
                place: Place::default(),
                in_grid: false,
                bold: false,
            })
            .collect();
        let mut head = Letterhead::default();
        read(&lines, true, &mut head);
        let text = |text: Option<Text>| text.map(|text| text.to_string()).unwrap_or_default();
        [head.parent_agency, head.agency, head.number].map(text)
    }

    #[test]
    fn a_narrow_column_cuts_names_anywhere() {
        let nation = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM";
        let head = head_of(&[
            &format!("ỦY BAN NHÂN DÂN TỈNH LẠNG {nation}"),
            "SƠN",
            "Độc lập - Tự do - Hạnh phúc",
            "ỦY BAN NHÂN DÂN HUYỆN",
            "HỮU LŨNG",
            "Số: 133/BC-UBND",
        ]);
        assert_eq!(head[0], "ỦY BAN NHÂN DÂN TỈNH LẠNG SƠN");
        assert_eq!(head[1], "ỦY BAN NHÂN DÂN HUYỆN HỮU LŨNG");
        let head = head_of(&[
            "UBND THÀNH PHỐ CẦN THƠ CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT",
            "SỞ KHOA HỌC VÀ CÔNG",
            "NAM",
            "NGHỆ",
        ]);
        assert_eq!(head[0], "UBND THÀNH PHỐ CẦN THƠ");
        assert_eq!(head[1], "SỞ KHOA HỌC VÀ CÔNG NGHỆ");
    }

    #[test]
    fn marks_and_other_documents_are_no_agency_and_no_number() {
        let head = head_of(&[
            "Mẫu số 02 (Ban hành kèm theo Quyết định số 15/QĐ-UBND)",
            "UBND TỈNH HÒA GIANG",
            "SỞ NỘI VỤ",
            "HỎA TỐC",
            "V/v báo cáo theo Công văn số 12/BNV-CCHC",
            "Số: 9/SNV-VP",
        ]);
        assert_eq!(head, ["UBND TỈNH HÒA GIANG", "SỞ NỘI VỤ", "9/SNV-VP"]);
        let head = head_of(&["ĐẢNG BỘ XÃ PHÚ LẠC", "CHI BỘ TRẠM Y TẾ *", "Số 7-BC/CB"]);
        assert_eq!(head, ["ĐẢNG BỘ XÃ PHÚ LẠC", "CHI BỘ TRẠM Y TẾ", "7-BC/CB"]);
    }

    #[test]
    fn names_without_marks_are_told_from_words_alike_only_by_them() {
        assert!(is_complete("UBND TỈNH HÒA GIANG") && is_complete("TỈNH ỦY HÒA GIANG"));
        assert!(is_complete("UBND XA PHU LAC"));
        for name in [
            "BAN QUẢN LÝ DỰ ÁN",
            "BẢO HIỂM XÃ HỘI",
            "HUYỆN ỦY",
            "UBND TỈNH",
        ] {
            assert!(!is_complete(name), "{name}");
        }
    }
}
