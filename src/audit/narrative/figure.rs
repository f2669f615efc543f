//! Figures: what a sentence states in numbers, with what they count.
//!
//! Document numbers, dates, legal citations, years, levels and headings are numbers too, but no figures:
//! they are covered over before anything is read.

use super::numeral;
use super::words::{Term, all_terms, class};
use crate::text::fold::fold;
use regex::Regex;
use rust_decimal::Decimal;
use std::ops::Range;
use std::sync::LazyLock;

/// How much is stated.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Amount {
    /// So many.
    Count(Decimal),
    /// So many of so many: 40/46.
    Of(Decimal, Decimal),
    /// So many in a hundred.
    Percent(Decimal),
}

/// A figure in a sentence.
#[derive(Clone, Debug, PartialEq)]
pub struct Figure {
    /// How much.
    pub amount: Amount,
    /// Where it is printed in the sentence, noun left out.
    pub at: Range<usize>,
    /// What is counted: the canonical noun and where it ends.
    pub noun: Option<Noun>,
    /// "khoảng", "hơn", "tối thiểu": not meant exactly.
    pub vague: bool,
}

/// What a figure counts.
#[derive(Clone, Debug, PartialEq)]
pub struct Noun {
    /// The canonical word.
    pub word: String,
    /// The class of things it belongs to, when known.
    pub class: Option<&'static str>,
    /// Byte offset after it.
    pub end: usize,
}

static CITATION: LazyLock<Option<Regex>> = LazyLock::new(|| {
    let kinds = "quyết định|kế hoạch|công văn|nghị định|nghị quyết|thông tư|báo cáo|chỉ thị|văn bản|luật|tờ trình|thông báo|đề án|hướng dẫn|kết luận|chương trình|công điện|giấy mời|giấy phép|quy chế";
    let parts = [
        // Quyết định số 12, số: 12/QĐ-UBND, 16/2022/QĐ-UBND, 18-NQ/TW
        &format!(r"(?:{kinds})\s+(?:liên tịch\s+)?số\s*:?\s*\d+[\w/.-]*"),
        r"số\s*:?\s*\d+\s*/[\w/.-]*",
        r"\d+(?:/\d{4})?\s*/\s*[A-ZĐƯa-zđư][\p{L}\d.&/-]*",
        r"\d+-\p{L}[\p{L}\d.&/-]*",
        // addresses of all kinds
        r"(?:https?://|www\.)\S+",
        r"[\w.+-]+@[\w.-]+",
        r"(?:\+84|0)\d{8,10}",
        // ISO 9001:2015, TCVN ISO 9001
        r"(?:iso|tcvn)(?:[\s:/-]*(?:iso|\d+))+",
    ];
    Regex::new(&format!("(?i){}", parts.join("|"))).ok()
});

static DATE: LazyLock<Option<Regex>> = LazyLock::new(|| {
    let parts = [
        r"\d{1,2}\s*[/.-]\s*\d{1,2}\s*[/.-]\s*\d{4}",
        r"ngày\s+\d{1,2}(?:\s*[/-]\s*\d{1,2})?(?:\s+tháng\s+\d{1,2})?(?:\s*(?:/|năm)\s*\d{4})?",
        r"tháng\s+\d{1,2}(?:\s*/\s*\d{4})?",
        r"\d{1,2}/(?:19|20)\d{2}",
        r"(?:19|20)\d{2}\s*[-–]\s*(?:19|20)\d{2}",
        r"năm\s+(?:19|20)\d{2}",
        r"quý\s+(?:[ivx]+|\d)(?:\s*/\s*\d{4})?\b",
        r"\b\d{1,2}\s+(?:tháng|ngày|giờ|phút|năm|tuần|quý)\b(?:\s+(?:đầu|cuối) năm(?:\s+\d{4})?)?",
    ];
    Regex::new(&format!("(?i){}", parts.join("|"))).ok()
});

static ORDINAL: LazyLock<Option<Regex>> = LazyLock::new(|| {
    let parts = [
        r"\b(?:mức độ|mức|cấp độ|điều|khoản|điểm|mục|phần|lần thứ|lần|thứ|đợt|phụ lục|biểu mẫu|biểu số|biểu|mẫu số|mẫu|khu vực|hạng|loại|nhóm|bước|giai đoạn|tổ|khóa|khoá|kỳ họp thứ|chương|tiểu mục|số thứ tự|stt|khối|phường|quận|top)\s+\d+(?:\s*(?:,|và|-|/)\s*\d+)*",
        r"^\s*(?:[-+*•–]\s*)?(?:\d{1,2}(?:\.\d{1,2})*[.)]|\(\d{1,2}\)|[a-zđ]\))\s",
        r"\(\d{1,2}\)|\b\d{1,2}\)",
    ];
    Regex::new(&format!("(?i){}", parts.join("|"))).ok()
});

static NUMBER: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(r"\d+(?:[.,]\d+)*").ok());

/// Covers what is no figure over with spaces: citations and addresses, then dates, then ordinals.
pub struct Covered {
    /// Citations covered only: dates can still be read.
    pub dated: String,
    /// Everything that is no figure covered.
    pub plain: String,
}

/// Covers a sentence; byte offsets stay what they were.
pub fn cover(sentence: &str) -> Covered {
    let dated = blank_out(sentence, &CITATION);
    let plain = blank_out(&blank_out(&dated, &DATE), &ORDINAL);
    Covered { dated, plain }
}

fn blank_out(text: &str, pattern: &LazyLock<Option<Regex>>) -> String {
    let Some(pattern) = pattern.as_ref() else { return text.to_owned() };
    let mut out = String::with_capacity(text.len());
    let mut last = 0;
    for found in pattern.find_iter(text) {
        out.push_str(&text[last..found.start()]);
        out.extend(std::iter::repeat_n(' ', found.len()));
        last = found.end();
    }
    out.push_str(&text[last..]);
    out
}

/// The figures of a sentence, left to right. `covered` is [`Covered::plain`].
pub fn figures(covered: &str) -> Vec<Figure> {
    let terms = all_terms(covered);
    let mut figures: Vec<Figure> = printed(covered);
    figures.extend(
        numeral::written(&terms, covered).into_iter().map(|(value, at)| bare(Amount::Count(value), at)),
    );
    figures.sort_by_key(|figure| figure.at.start);
    let mut figures = joined(covered, figures);
    for figure in &mut figures {
        figure.vague = is_vague(covered, figure);
        if !matches!(figure.amount, Amount::Percent(_)) {
            figure.noun = noun(&terms, figure.at.end, covered);
        }
    }
    figures.retain(|figure| is_figure(covered, figure));
    figures
}

fn bare(amount: Amount, at: Range<usize>) -> Figure {
    Figure { amount, at, noun: None, vague: false }
}

fn printed(covered: &str) -> Vec<Figure> {
    let Some(pattern) = NUMBER.as_ref() else { return Vec::new() };
    let found = pattern.find_iter(covered).filter(|found| stands_alone(covered, &found.range()));
    found.filter_map(|found| read(covered, found.range())).collect()
}

/// Not part of a word or a code: no letter touches it, no hyphen joins it to one.
fn stands_alone(text: &str, at: &Range<usize>) -> bool {
    let before = text[..at.start].chars().next_back();
    let after = text[at.end..].chars().next();
    !before.is_some_and(|c| c.is_alphanumeric() || c == '_') && !after.is_some_and(|c| c.is_alphanumeric())
}

fn read(text: &str, at: Range<usize>) -> Option<Figure> {
    let rest = text[at.end..].trim_start();
    let percent = rest.starts_with('%') || rest.to_lowercase().starts_with("phần trăm");
    let value = value(&text[at.clone()], percent)?;
    Some(bare(if percent { Amount::Percent(value) } else { Amount::Count(value) }, at))
}

/// A printed number: dots or commas before groups of three are thousands, else a decimal mark.
fn value(printed: &str, percent: bool) -> Option<Decimal> {
    let groups: Vec<&str> = printed.split(['.', ',']).collect();
    let thousands = groups.len() > 1
        && !percent
        && groups[0].len() <= 3
        && groups[0] != "0"
        && groups[1..].iter().all(|group| group.len() == 3);
    match groups.as_slice() {
        [_] => printed.parse().ok(),
        _ if thousands => groups.concat().parse().ok(),
        [whole, decimals] => format!("{whole}.{decimals}").parse().ok(),
        _ => {
            // 17.454.000,5
            let (whole, decimals) = printed.rsplit_once(',')?;
            format!("{}.{decimals}", whole.replace('.', "")).parse().ok()
        }
    }
}

/// Joins "40/46", "40 trên 46", "40 trong tổng số 46" to one figure.
fn joined(text: &str, figures: Vec<Figure>) -> Vec<Figure> {
    let mut out: Vec<Figure> = Vec::new();
    for figure in figures {
        if let Some(last) = out.last_mut()
            && let (Amount::Count(part), Amount::Count(whole)) = (last.amount, figure.amount)
            && is_fraction_bar(&text[last.at.end..figure.at.start])
            && part <= whole.saturating_mul(Decimal::TWO)
        {
            *last = bare(Amount::Of(part, whole), last.at.start..figure.at.end);
            continue;
        }
        out.push(figure);
    }
    out
}

fn is_fraction_bar(between: &str) -> bool {
    let between = between.trim().to_lowercase();
    [
        "/",
        "trên",
        "trên tổng số",
        "trên tổng",
        "trong tổng số",
        "trong số",
        "trong tổng",
        "/tổng số",
        "/ tổng số",
        "so với tổng số",
    ]
    .contains(&between.as_str())
}

const VAGUE: [&str; 14] = [
    "khoảng",
    "gần",
    "hơn",
    "trên",
    "dưới",
    "tối thiểu",
    "tối đa",
    "ít nhất",
    "không quá",
    "từ",
    "đến",
    "tăng",
    "giảm",
    "thêm",
];

/// The word before says that the figure is rounded, a bound or a difference.
fn is_vague(text: &str, figure: &Figure) -> bool {
    let before = text[..figure.at.start].trim_end().to_lowercase();
    let after = text[figure.at.end..].trim_start_matches(['%', ' ']).to_lowercase();
    VAGUE.iter().any(|word| ends_with_word(&before, word)) || after.starts_with("so với")
}

fn ends_with_word(text: &str, word: &str) -> bool {
    text.strip_suffix(word).is_some_and(|rest| !rest.ends_with(char::is_alphanumeric))
}

/// Words between a figure and its noun.
static MEASURES: LazyLock<Vec<String>> =
    LazyLock::new(|| ["lượt", "bộ", "loại", "tổng", "số", "cái", "chiếc"].map(fold).to_vec());

/// The noun that follows a figure: the first known one near it, else the very next word.
fn noun(terms: &[Term], end: usize, text: &str) -> Option<Noun> {
    let first = terms.partition_point(|term| term.start < end);
    let near = terms[first..].iter().take(4).take_while(|term| is_same_phrase(&text[end..term.start]));
    let mut next = None;
    for term in near {
        if term.word.starts_with(|c: char| c.is_ascii_digit()) {
            break;
        }
        let known = class(&term.word);
        if known.is_some() || next.is_none() && !MEASURES.contains(&term.word) {
            next = Some(Noun { word: term.word.clone(), class: known, end: term.end });
        }
        if known.is_some() || !MEASURES.contains(&term.word) {
            break;
        }
    }
    next
}

fn is_same_phrase(between: &str) -> bool {
    !between.contains([',', ';', '.', ':', ')'])
}

/// Times are no figures, nor is the "100%" of "tự chủ 100% chi thường xuyên", which names a kind of unit.
fn is_figure(text: &str, figure: &Figure) -> bool {
    let names_a_kind = matches!(figure.amount, Amount::Percent(_))
        && text[figure.at.end..].trim_start_matches(['%', ' ']).starts_with("chi ");
    if names_a_kind {
        return false;
    }
    let noun_class = figure.noun.as_ref().and_then(|noun| noun.class);
    let after = text[figure.at.end..].trim_start();
    noun_class != Some("time") && !(after.starts_with('/') || text[..figure.at.start].ends_with('/'))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn amounts(sentence: &str) -> Vec<Amount> {
        figures(&cover(sentence).plain).into_iter().map(|figure| figure.amount).collect()
    }

    fn count(n: i64) -> Amount {
        Amount::Count(n.into())
    }

    #[test]
    fn citations_dates_and_levels_are_no_figures() {
        for sentence in [
            "Kế hoạch số 02/KH-STTTT ngày 27/01/2022 về cải cách hành chính năm 2022",
            "theo Nghị định số 130/2005/NĐ-CP ngày 17/10/2005 của Chính phủ",
            "Nghị quyết số 18-NQ/TW, Nghị quyết 19-NQ/TW",
            "Trong quý III (từ ngày 15/6/2022 đến 14/9/2022)",
            "Trong 9 tháng đầu năm 2022, dịch vụ công mức độ 3, 4",
            "ngày 15 tháng 9 năm 2022, tháng 9/2022, giai đoạn 2021 - 2025",
            "tiếp tục tham gia đợt 4, 5 diễn ra trong tháng 9 và tháng 10",
            "1. Áp dụng ISO 9001:2015 tại https://cchc.tinh.gov.vn/2022",
            "theo Điều 5, khoản 2 Luật số 12, khu vực 4, mạng 5G, liên hệ 0943128999",
            "a) tỷ lệ; (1) số",
        ] {
            assert_eq!(amounts(sentence), [], "{sentence}");
        }
    }

    #[test]
    fn counts_fractions_and_rates_are() {
        let of = |part: i64, whole: i64| Amount::Of(part.into(), whole.into());
        let percent = |n: &str| Amount::Percent(n.parse().unwrap());
        assert_eq!(amounts("hoàn thành 40/46 phần việc, đạt tỷ lệ 86,96%."), [of(40, 46), percent("86.96")]);
        assert_eq!(amounts("57 trên tổng số 64 nhiệm vụ (89.06 %)"), [of(57, 64), percent("89.06")]);
        assert_eq!(
            amounts("Tổng số văn bản đi là 2.467 văn bản, trong đó 1.995"),
            [count(2467), count(1995)]
        );
        assert_eq!(amounts("gồm 04 phòng và 01 Trung tâm"), [count(4), count(1)]);
        assert_eq!(amounts("đã ban hành mười hai văn bản"), [count(12)]);
        assert_eq!(amounts("tổng số 51 công chức, viên chức"), [count(51)]);
    }

    #[test]
    fn the_noun_is_found_behind_measure_words() {
        let nouns = |text: &str| -> Vec<Option<&'static str>> {
            figures(&cover(text).plain).iter().map(|f| f.noun.as_ref().and_then(|noun| noun.class)).collect()
        };
        assert_eq!(nouns("đã cử 25 lượt công chức, 7 đồng chí"), [Some("person"), Some("person")]);
        assert_eq!(nouns("tại 1 phòng chuyên môn"), [Some("office")]);
        assert_eq!(nouns("giao 46 nhiệm vụ"), [Some("task")]);
    }

    #[test]
    fn about_and_more_than_are_vague() {
        let vague = |text: &str| figures(&cover(text).plain).iter().map(|f| f.vague).collect::<Vec<_>>();
        assert_eq!(vague("khoảng 486 cuộc, 26 kỳ"), [true, false]);
        assert_eq!(vague("tăng 12% so với cùng kỳ"), [true]);
    }
}
