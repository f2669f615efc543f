//! Agency, number, date, period, province, recipient, signer: from the letterhead, the title, the closing
//! formula and the appendix's "(Kèm theo Báo cáo số … ngày … của …)".

use super::body::{self, Line};
use super::letterhead::{self, is_all_caps, without_spaces};
use super::{level, phrase, province};
use crate::model::{Code, Finding, Layout, Letterhead, Page, Period, Place, WithFindings};
use crate::text::date;
use crate::text::period::{self, Named};
use crate::text::vocabulary;
use crate::text::{Text, fold::bare, fold::fold};

/// Reads the head of a report. What is not printed stays `None`; a blank number or date makes it a draft,
/// which is a finding.
pub fn head(layout: &Layout) -> WithFindings<Letterhead> {
    let lines = body::lines(layout);
    let tail = body::appendix_lines(layout);
    let mut head = Letterhead::default();
    let title_at = lines.iter().position(is_report_word);
    title(&lines, title_at, &mut head);
    let over = letterhead::lines(&lines, title_at);
    let addressed = lines.get(over.len()).is_some_and(letterhead::is_addressed);
    letterhead::read(over, addressed, &mut head);
    attached(&lines, &tail, &mut head);
    agency(&lines, &mut head);
    period(&lines, over, &tail, &mut head);
    recipient(&lines, &mut head);
    signature(&lines, &mut head);
    provinces(layout, &lines, &tail, &mut head);
    head.level = level::level(&head);
    let findings = draft(&head).into_iter().collect();
    WithFindings {
        output: head,
        findings,
    }
}

fn draft(head: &Letterhead) -> Option<Finding> {
    head.draft.then(|| {
        let place = head
            .places
            .first()
            .map(|(_, place)| place.clone())
            .unwrap_or_default();
        Finding::new(Code::Draft)
            .with("number", head.number.as_ref().map_or("", Text::as_str))
            .with("date", head.date.as_deref().unwrap_or(""))
            .at(place, "")
    })
}

/// A document's number and day are filled in by pen, and a reader of pictures may be wrong about them without
/// any doubt: where they stand on a page that is a picture they are to be checked.
pub fn filled_by_pen(head: &Letterhead, pages: &[Page]) -> Vec<Finding> {
    let is_pictured = |place: &Place| {
        let index = place.page.and_then(|page| page.checked_sub(1));
        index.is_some_and(|at| pages.get(at as usize).is_some_and(|page| page.pictured))
    };
    let number = head.number.as_ref().map(Text::to_string);
    let fields = [
        ("number", "document", number),
        ("date", "date", head.date.clone()),
    ];
    let at = |field: &str| {
        let mut places = head.places.iter();
        places.find(|(name, place)| name == field && is_pictured(place))
    };
    let finding = |(field, column, printed): (&str, &str, Option<String>)| {
        // What a pen wrote may not be read at all: then it is looked for in the letterhead.
        let (_, place) = match &printed {
            Some(_) => at(field)?,
            None => at("agency").or_else(|| at("title"))?,
        };
        let Some(printed) = printed else {
            let finding = Finding::new(Code::WeakReading).with("unread", column);
            return Some(finding.at(place.clone(), ""));
        };
        let finding = Finding::new(Code::WeakReading).with("field", column);
        Some(finding.with("printed", &printed).at(place.clone(), printed))
    };
    fields.into_iter().filter_map(finding).collect()
}

fn found(head: &mut Letterhead, field: &str, place: &Place) {
    head.places.push((field.to_owned(), place.clone()));
}

/// "BÁO CÁO" alone on its line.
fn is_report_word(line: &Line) -> bool {
    let key = bare(line.text.as_str());
    key == "bao cao"
        || (key.starts_with("bao cao ")
            && line.text.as_str().starts_with("BÁO CÁO")
            && key.len() < 200)
}

/// The lines under "BÁO CÁO" up to where the body begins.
fn title(lines: &[Line], at: Option<usize>, head: &mut Letterhead) {
    let Some(at) = at else { return };
    let mut words: Vec<&str> = Vec::new();
    let own = lines[at].text.as_str();
    if bare(own) != "bao cao" {
        words.push(own.get("BÁO CÁO".len()..).unwrap_or("").trim());
    }
    for line in lines[at + 1..].iter().take(4) {
        let text = line.text.as_str();
        // A title may end in a full stop, or go on behind a semicolon.
        let ended = text.strip_suffix(['.', ';']).unwrap_or(text);
        if !is_title_line(ended) {
            break;
        }
        words.push(text);
        if text.ends_with('.') {
            break;
        }
    }
    let title = Text::clean(words.join(" ").trim_end_matches(['.', ';']));
    if !title.is_empty() {
        head.title = Some(title);
        found(head, "title", &lines[at].place);
    }
}

fn is_title_line(text: &str) -> bool {
    let key = text.chars().take(24).collect::<String>();
    let key = bare(&key);
    let signs = text.starts_with("I.")
        || text.starts_with("1.")
        || text.starts_with('-')
        || text.starts_with('(');
    let ruled = text.chars().all(|c| !c.is_alphanumeric());
    !signs
        && !ruled
        && text.chars().count() <= 200
        && !text.ends_with(['.', ';', ':'])
        && !vocabulary::BODY.iter().any(|word| key.starts_with(word))
}

/// "(Kèm theo Báo cáo số 174/BC-STTTT ngày 15/9/2022 của Sở …)": the fullest source of all, where it is of the
/// letterhead's agency or there is no letterhead. Else it names the letter that the form came with.
fn attached(lines: &[Line], tail: &[Line], head: &mut Letterhead) {
    let Some((line, text)) = attached_line(lines, tail) else {
        return;
    };
    let Some((number, rest)) = phrase::attached(&text) else {
        return;
    };
    let agency = phrase::of_agency(rest);
    let is_report = bare(&text).starts_with("kem theo bao cao");
    let is_host = match (&head.agency, agency) {
        (Some(own), Some(agency)) => is_same(own.as_str(), agency),
        (None, Some(agency)) => is_report || !bare(agency).starts_with("bo "),
        (_, None) => is_report,
    };
    if !is_host {
        return;
    }
    if let Some(number) = number.filter(|_| head.number.is_none()) {
        head.number = Some(without_spaces(number));
        found(head, "number", &line.place);
    }
    if head.date.is_none() {
        head.date = date::first_date(rest);
        found(head, "date", &line.place);
    }
    if let Some(agency) = agency {
        head.agency = Some(Text::clean(agency));
        found(head, "agency", &line.place);
    }
}

/// Whether two names are of one agency: the fuller one goes on with its place.
fn is_same(one: &str, other: &str) -> bool {
    let [one, other] = [one, other].map(|name| {
        let name = bare(name).replace("uy ban nhan dan", "ubnd");
        name.replace("hoi dong nhan dan", "hdnd")
    });
    let goes_on = |long: &str, short: &str| {
        let rest = long.strip_prefix(short);
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(' '))
    };
    goes_on(&one, &other) || goes_on(&other, &one)
}

/// The line may be set on two.
fn attached_line<'a>(lines: &'a [Line], tail: &'a [Line]) -> Option<(&'a Line<'a>, String)> {
    let all: Vec<&Line> = tail.iter().chain(lines).collect();
    let at = all
        .iter()
        .position(|line| bare(line.text.as_str()).starts_with("kem theo"))?;
    let mut text = all[at].text.as_str().to_owned();
    for next in all[at + 1..].iter().take(2) {
        if text.ends_with(')') {
            break;
        }
        text = format!("{text} {}", next.text);
    }
    let end = text.find(')').unwrap_or(text.len());
    Some((all[at], text[..end].to_owned()))
}

/// Without an "(Kèm theo …)" line: "…, Sở X tỉnh Y báo cáo tình hình", else the letterhead in the
/// letters the body uses.
fn agency(lines: &[Line], head: &mut Letterhead) {
    let attached = head
        .places
        .iter()
        .filter(|(field, _)| field == "agency")
        .count()
        > 1;
    let all_caps = head
        .agency
        .as_ref()
        .is_none_or(|agency| is_all_caps(agency.as_str()));
    if attached || !all_caps {
        return;
    }
    if let Some((agency, line)) = lines
        .iter()
        .take(40)
        .find_map(|line| Some((phrase::reporting_unit(line.text.as_str())?, line)))
    {
        head.agency = Some(Text::clean(agency));
        found(head, "agency", &line.place);
        return;
    }
    let stated = lines
        .iter()
        .take(40)
        .find_map(|line| Some((phrase::who_reports(line.text.as_str())?, line)));
    if let Some((agency, line)) = stated {
        let agency = Text::clean(agency);
        if head
            .agency
            .as_ref()
            .is_none_or(|own| fold(agency.as_str()).starts_with(&fold(own.as_str())))
        {
            head.agency = Some(agency);
            found(head, "agency", &line.place);
            return;
        }
    }
    head.agency = head.agency.take().map(|agency| as_in_body(&agency, lines));
}

/// The body's own spelling of a name the letterhead sets in capitals.
fn as_in_body(capitals: &Text, lines: &[Line]) -> Text {
    let length = capitals.as_str().chars().count();
    let wanted = capitals.as_str().to_lowercase();
    for line in lines {
        let text = line.text.as_str();
        let lower = text.to_lowercase();
        if lower.chars().count() != text.chars().count() {
            continue;
        }
        if let Some(at) = lower.find(&wanted) {
            let skip = lower[..at].chars().count();
            let spelled: String = text.chars().skip(skip).take(length).collect();
            if spelled.chars().any(char::is_lowercase) {
                return Text::clean(&spelled);
            }
        }
    }
    capitals.clone()
}

/// The period that the appendix's own title names.
pub fn of_appendix(layout: &Layout) -> Option<Period> {
    let titles = body::appendix_title(layout);
    let (code, printed) = titles
        .filter_map(|text| period::period(text, None))
        .next()?;
    Some(Period::by_law(code, printed))
}

/// The title's period, else the appendix's, else that of the letter's subject or of the first sentences; its days
/// where they are stated. The year of a plan that the sentences begin with is none, nor is the month of signing.
fn period(lines: &[Line], over: &[Line], tail: &[Line], head: &mut Letterhead) {
    let signed = head.date.clone();
    let text = |line: &Line| line.text.as_str().to_owned();
    let titles = head.title.iter().map(|title| title.as_str().to_owned());
    let titles: Vec<String> = titles.chain(tail.iter().take(8).map(text)).collect();
    let subject = over
        .iter()
        .map(|line| line.text.as_str())
        .filter(|text| !letterhead::is_place_and_day(text));
    let named = |text: &str| period::named(text, signed.as_deref());
    let is_year =
        |named: &Named| matches!(named, Named::Period(code, _) if code.len() == "2024".len());
    let first = titles.iter().map(String::as_str).chain(subject);
    let body = lines.iter().skip(over.len()).take(12);
    let body = body.filter_map(|line| named(line.text.as_str()).filter(|named| !is_year(named)));
    let Some(Named::Period(code, printed)) = first.filter_map(named).chain(body).next() else {
        return;
    };
    let mut period = Period::by_law(code, printed);
    if is_statistical(lines, tail) {
        (period.start, period.end) = period::days_by_calendar(&period.code).unzip();
    }
    if let Some((start, end)) = stated_days(&titles, lines, &period.code) {
        (period.start, period.end) = (Some(start), Some(end));
    }
    head.period = Some(period);
}

/// A statistical return, by the number of its form ("Biểu số 02/NN"), and nothing of administrative reform, whose
/// figures are closed on the 14th: it counts whole months.
fn is_statistical(lines: &[Line], tail: &[Line]) -> bool {
    let keys = || {
        lines
            .iter()
            .chain(tail)
            .map(|line| bare(line.text.as_str()))
    };
    let numbered = |key: &String| {
        let mut names = vocabulary::FORM_NUMBERS.iter();
        names.any(|name| {
            key.strip_prefix(name.as_str())
                .is_some_and(|rest| rest.contains(|c: char| c.is_ascii_digit()))
        })
    };
    let reform = |key: &String| {
        vocabulary::REFORM
            .iter()
            .any(|word| key.contains(word.as_str()))
    };
    keys().take(HEAD_LINES).any(|key| numbered(&key)) && !keys().any(|key| reform(&key))
}

/// Lines at the top among which a form's number stands.
const HEAD_LINES: usize = 20;

/// The days a report states for its period: beside its name in the title any that end in its year, in the body
/// those of a period like it, for a body also tells of a few days within.
fn stated_days(titles: &[String], lines: &[Line], code: &str) -> Option<(String, String)> {
    let beside = titles.iter().filter_map(|text| date::span(text));
    let mut beside = beside.filter(|(_, end)| code.get(..4) == end.get(..4));
    let body = lines
        .iter()
        .filter_map(|line| date::span(line.text.as_str()));
    let mut body = body.filter(|(start, end)| period::of_days(start, end).as_deref() == Some(code));
    beside.next().or_else(|| body.next())
}

/// "Kính gửi: …", else the closing "… gửi X tổng hợp", else the first of "Nơi nhận".
fn recipient(lines: &[Line], head: &mut Letterhead) {
    let addressed = lines.iter().find(|line| letterhead::is_addressed(line));
    let closing = lines
        .iter()
        .find(|line| bare(line.text.as_str()).starts_with("tren day la"));
    let sent = addressed
        .or(closing)
        .and_then(|line| Some((phrase::sent_to(line.text.as_str())?, line)));
    if let Some((words, line)) = sent {
        head.recipient = Some(Text::clean(words));
        found(head, "recipient", &line.place);
        return;
    }
    let listed = lines
        .iter()
        .skip_while(|line| !bare(line.text.as_str()).starts_with("noi nhan"))
        .nth(1);
    if let Some(line) = listed {
        let words = line.text.as_str().trim_start_matches(['-', ' ']);
        let words = words.split(['(', ';']).next().unwrap_or(words);
        head.recipient = Some(Text::clean(words.trim_end_matches(['.', ' '])));
        found(head, "recipient", &line.place);
    }
}

/// The office in capitals, then the name of who holds it.
fn signature(lines: &[Line], head: &mut Letterhead) {
    let offices = |line: &Line| phrase::is_office(line.text.as_str());
    let Some(last) = lines.iter().rposition(offices) else {
        return;
    };
    let first = lines[..last]
        .iter()
        .rposition(|line| !offices(line))
        .map_or(last, |before| before + 1);
    let office: Vec<&str> = lines[first..=last]
        .iter()
        .map(|line| line.text.as_str())
        .collect();
    head.signer_title = Some(Text::clean(&office.join(" ")));
    let name = lines[last + 1..]
        .iter()
        .take(6)
        .find(|line| is_name(line.text.as_str()));
    head.signer = name.map(|line| line.text.clone());
    found(head, "signer", &lines[last].place);
}

/// Two to six words, each with a capital, no figures.
fn is_name(text: &str) -> bool {
    let words: Vec<&str> = text.split(' ').collect();
    (2..=6).contains(&words.len())
        && words
            .iter()
            .all(|word| word.starts_with(char::is_uppercase))
        && text
            .chars()
            .all(|c| c.is_alphabetic() || c == ' ' || c == '.')
        && !bare(text).starts_with("da ky")
}

/// The province the agency's own name ends in, else the letterhead's, else the most named one.
fn provinces(layout: &Layout, lines: &[Line], tail: &[Line], head: &mut Letterhead) {
    let own = head
        .agency
        .as_ref()
        .and_then(|agency| province::named_in(agency.as_str()));
    let above = head
        .parent_agency
        .as_ref()
        .and_then(|agency| province::named_in(agency.as_str()));
    let texts = || lines.iter().chain(tail).map(|line| line.text.as_str());
    let name = own
        .or(above)
        .or_else(|| province::most_named(texts()))
        .or_else(|| {
            province::most_named(layout.blocks.iter().flat_map(|block| {
                match block {
                    crate::model::Block::Grid(grid) => grid
                        .cells
                        .iter()
                        .map(|cell| cell.text.as_str())
                        .collect::<Vec<_>>(),
                    crate::model::Block::Paragraph(_) => Vec::new(),
                }
            }))
        });
    head.province = name.map(Text::clean);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Block, Paragraph};

    fn head_of(paragraphs: &[&str]) -> Letterhead {
        let blocks: Vec<Block> = paragraphs
            .iter()
            .map(|text| {
                Block::Paragraph(Paragraph {
                    text: Text::clean(text),
                    ..Paragraph::default()
                })
            })
            .collect();
        let title = blocks.iter().position(
            |block| matches!(block, Block::Paragraph(line) if line.text.as_str() == "PHỤ LỤC"),
        );
        let appendix = title.unwrap_or(blocks.len())..blocks.len();
        let blocks = &blocks;
        head(&Layout { blocks, appendix }).output
    }

    fn text(field: &Option<Text>) -> &str {
        field.as_ref().map_or("", Text::as_str)
    }

    #[test]
    fn a_name_on_two_lines_is_one() {
        let names = |lines: &[&str]| {
            let head = head_of(&[lines, &["BÁO CÁO", "Quý III năm 2023"]].concat());
            (
                text(&head.parent_agency).to_owned(),
                text(&head.agency).to_owned(),
            )
        };
        let nation = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM";
        assert_eq!(
            names(&[
                "ỦY BAN NHÂN DÂN",
                nation,
                "TỈNH HÒA GIANG",
                "SỞ NÔNG NGHIỆP",
                "VÀ MÔI TRƯỜNG"
            ]),
            (
                "ỦY BAN NHÂN DÂN TỈNH HÒA GIANG".to_owned(),
                "SỞ NÔNG NGHIỆP VÀ MÔI TRƯỜNG".to_owned()
            )
        );
        assert_eq!(
            names(&[
                "Ủy ban nhân dân tỉnh Hòa Giang",
                "Ủy ban nhân dân xã Tân Hòa"
            ]),
            (
                "Ủy ban nhân dân tỉnh Hòa Giang".to_owned(),
                "Ủy ban nhân dân xã Tân Hòa".to_owned()
            )
        );
        let party = names(&["ĐẢNG BỘ TỈNH HÒA GIANG", "ĐẢNG ỦY SỞ NỘI VỤ", "Số 45-BC/ĐU"]);
        assert_eq!(party.1, "ĐẢNG ỦY SỞ NỘI VỤ");
    }

    #[test]
    fn everything_from_the_caption_when_the_letterhead_is_lost() {
        let head = head_of(&[
            "BÁO CÁO",
            "Tình hình cải cách hành chính quý III năm 2022",
            "Trên đây là báo cáo của Sở Xây dựng tỉnh Hà Nam gửi Sở Nội vụ tổng hợp./.",
            "Nơi nhận:",
            "- Sở Nội vụ (để tổng hợp);",
            "KT. GIÁM ĐỐC",
            "PHÓ GIÁM ĐỐC",
            "Trần Thị Bình",
            "PHỤ LỤC",
            "(Kèm theo Báo cáo số 174/BC-SXD ngày 15/9/2022 của Sở Xây dựng tỉnh Hà Nam)",
        ]);
        assert_eq!(text(&head.agency), "Sở Xây dựng tỉnh Hà Nam");
        assert_eq!(text(&head.number), "174/BC-SXD");
        assert_eq!(head.date.as_deref(), Some("2022-09-15"));
        assert_eq!(head.period.map(|p| p.code).as_deref(), Some("2022-Q3"));
        assert_eq!(text(&head.province), "Hà Nam");
        assert_eq!(
            (text(&head.recipient), text(&head.signer)),
            ("Sở Nội vụ", "Trần Thị Bình")
        );
        assert_eq!(text(&head.signer_title), "KT. GIÁM ĐỐC PHÓ GIÁM ĐỐC");
    }

    #[test]
    fn the_month_of_signing_and_the_year_of_a_plan_are_no_period() {
        let period = |lines: &[&str]| head_of(lines).period.map(|period| period.code);
        let title = ["BÁO CÁO", "Kết quả công tác cải cách hành chính"];
        let signed = |day: &str| period(&[&["UBND XÃ TÂN HÒA", day], &title[..]].concat());
        assert_eq!(signed("Tân Hòa, ngày 14 tháng 9 năm 2023"), None);
        assert_eq!(signed("Tân Hòa, tháng 9 năm 2023"), None);
        assert_eq!(signed("Tân Hòa, 14 tháng 9 năm 2023"), None);
        let plan = "Thực hiện Kế hoạch cải cách hành chính năm 2023:";
        assert_eq!(period(&[&title[..], &[plan]].concat()), None);
        let subject = "V/v báo cáo tháng 3, nhiệm vụ tháng 4 năm 2025";
        let letter = [
            "UBND XÃ TÂN HÒA",
            "Số: 9/UBND",
            subject,
            "Kính gửi: Sở Nội vụ",
        ];
        assert_eq!(period(&letter).as_deref(), Some("2025-03"));
    }

    #[test]
    fn days_are_as_stated_else_by_law() {
        let days = |lines: &[&str]| {
            let period = head_of(lines).period.unwrap_or_default();
            (
                period.start.unwrap_or_default(),
                period.end.unwrap_or_default(),
            )
        };
        let pair = |start: &str, end: &str| (start.to_owned(), end.to_owned());
        let title = ["BÁO CÁO", "Cải cách hành chính quý III năm 2023"];
        assert_eq!(days(&title), pair("2023-06-15", "2023-09-14"));
        let stated = [
            "BÁO CÁO",
            "Cải cách hành chính quý III năm 2023 (từ ngày 10/6/2023 đến 10/9/2023)",
        ];
        assert_eq!(days(&stated), pair("2023-06-10", "2023-09-10"));
        // The body also tells of a few days within.
        let body = [
            "I. Tình hình",
            "Từ ngày 15/6/2023 đến ngày 30/6/2023 tiếp nhận 210 hồ sơ.",
        ];
        assert_eq!(
            days(&[title, body].concat()),
            pair("2023-06-15", "2023-09-14")
        );
        let body = [
            "I. Tình hình",
            "Kết quả từ ngày 01/7/2023 đến ngày 30/9/2023 như sau.",
        ];
        assert_eq!(
            days(&[title, body].concat()),
            pair("2023-07-01", "2023-09-30")
        );
    }

    #[test]
    fn a_caption_of_another_agency_is_no_host() {
        let tail = |caption| ["PHỤ LỤC", caption];
        let letter = "(Kèm theo Công văn số 4625/BNV-CCHC ngày 02/7/2025 của Bộ Nội vụ)";
        let head = head_of(&[&["UBND XÃ TÂN HÒA", "BÁO CÁO"], &tail(letter)[..]].concat());
        assert_eq!(
            (text(&head.agency), text(&head.number)),
            ("UBND XÃ TÂN HÒA", "")
        );
        assert_eq!((head.date, head_of(&tail(letter)).number), (None, None));
        let own = "(Kèm theo Báo cáo số 9/BC-UBND ngày 12/9/2025 của Ủy ban nhân dân xã Tân Hòa)";
        let head = head_of(&[&["UBND XÃ TÂN HÒA", "BÁO CÁO"], &tail(own)[..]].concat());
        assert_eq!(text(&head.number), "9/BC-UBND");
        assert_eq!(head.date.as_deref(), Some("2025-09-12"));
    }

    #[test]
    fn a_blank_number_makes_a_draft() {
        let head = head_of(&[
            "UBND TỈNH HÀ NAM",
            "SỞ XÂY DỰNG",
            "Số:      /BC-SXD",
            "Hà Nam, ngày     tháng 12 năm 2025",
            "BÁO CÁO",
        ]);
        assert!(head.draft && head.number.is_none() && head.date.is_none());
    }

    #[test]
    fn the_letterheads_capitals_take_the_bodys_letters() {
        let head = head_of(&[
            "UBND TỈNH HÀ NAM",
            "SỞ XÂY DỰNG",
            "BÁO CÁO",
            "I. Tình hình",
            "Lãnh đạo Sở Xây dựng đã ban hành.",
        ]);
        assert_eq!(text(&head.agency), "Sở Xây dựng");
        assert_eq!(text(&head.parent_agency), "UBND TỈNH HÀ NAM");
    }
}
