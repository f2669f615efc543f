//! The headings of the body (I, 1, 1.1, 1.1.1 …) with the text under each.

use super::body::{self, Line};
use crate::model::report::Sentence;
use crate::model::{Heading, Layout};
use crate::text::{Text, contact, fold::bare, roman, scan::Scan};

/// Reads the outline. Text before the first heading comes as an entry without a number, level 0.
///
/// Tables are left out, and so is every paragraph that holds a telephone number or an e-mail address.
pub fn outline(layout: &Layout) -> Vec<Heading> {
    let lines = body::lines(layout);
    let mut headings: Vec<Heading> = Vec::new();
    for line in lines
        .iter()
        .filter(|line| !line.in_grid)
        .take_while(|line| !is_end(line))
    {
        match heading(line) {
            Some(found) => headings.push(found),
            None => add_text(&mut headings, line),
        }
    }
    headings
}

/// "Nơi nhận:" and the closing formula end the body.
fn is_end(line: &Line) -> bool {
    bare(line.text.as_str()).starts_with("noi nhan")
}

/// The heading a line is, if it is one.
fn heading(line: &Line) -> Option<Heading> {
    let text = line.text.as_str();
    let (number, words) = numbered(text)?;
    let level = level(number);
    let (title, rest) = title_and_rest(words);
    if !is_title(text, number, title, level, line.bold) {
        return None;
    }
    let text = rest
        .map(|rest| vec![sentence(Text::clean(rest), line)])
        .unwrap_or_default();
    Some(Heading {
        number: number.to_owned(),
        title: Text::clean(title),
        level,
        place: line.place.clone(),
        text,
    })
}

/// "Phần I. Tình hình", "1.1 Kết quả": the number and the words, which begin with a letter.
fn numbered(text: &str) -> Option<(&str, &str)> {
    let mut at = Scan::at(text, 0);
    let _ = at.any(&["Phần ", "PHẦN ", "Mục "]).is_some() && at.spaces();
    let number = match at.while_is(roman::is_sign) {
        "" => decimal(&mut at)?,
        roman => Some(roman).filter(|roman| roman.len() <= 5)?,
    };
    let blank = |at: &mut Scan<'_>| !at.while_is(char::is_whitespace).is_empty();
    let apart = blank(&mut at);
    let apart = if at.any(&[".", ")", ":", "/", "-"]).is_some() {
        blank(&mut at)
    } else {
        apart
    };
    (apart && at.rest().starts_with(char::is_alphabetic)).then(|| (number, at.rest()))
}

/// "1", "1.1", up to five parts.
fn decimal<'t>(at: &mut Scan<'t>) -> Option<&'t str> {
    let start = at.rest();
    at.digits(2)?;
    for _ in 0..4 {
        let before = *at;
        if !at.word(".") || at.digits(2).is_none() {
            *at = before;
            break;
        }
    }
    Some(&start[..start.len() - at.rest().len()])
}

fn sentence(text: Text, line: &Line) -> Sentence {
    Sentence {
        text,
        place: line.place.clone(),
    }
}

/// 1 for I; 2 for 1; 3 for 1.1; 4 for 1.1.1.
fn level(number: &str) -> u8 {
    if number.starts_with(|c: char| c.is_ascii_digit()) {
        2 + number.matches('.').count() as u8
    } else {
        1
    }
}

/// A heading may run into its text: "1.1.1. Về kế hoạch: Tính đến …".
fn title_and_rest(words: &str) -> (&str, Option<&str>) {
    match words.split_once(": ") {
        Some((title, rest)) if title.chars().count() <= 120 && rest.chars().count() > 40 => {
            (title, Some(rest))
        }
        _ => (words.trim_end_matches([':', ' ']), None),
    }
}

/// A number in front makes a heading of a short line; a list item ends like a sentence.
fn is_title(line: &str, number: &str, title: &str, level: u8, bold: bool) -> bool {
    let short = title.chars().count() <= 260;
    let marked = line[number.len().min(line.len())..].starts_with(['.', ')', ':', '/', '-'])
        || !line.starts_with(number);
    let item = title.ends_with([';', ','])
        || (level == 2 && title.ends_with('.') && title.chars().count() > 80);
    short && (bold || !item) && (marked || level >= 3 || bold)
}

/// Adds a paragraph to the open heading, to the paragraph before where a page break cut it.
fn add_text(headings: &mut Vec<Heading>, line: &Line) {
    if !contact::find(line.text.as_str()).is_empty() {
        return;
    }
    if headings.is_empty() {
        headings.push(Heading {
            place: line.place.clone(),
            ..Heading::default()
        });
    }
    let Some(open) = headings.last_mut() else {
        return;
    };
    match open.text.last_mut() {
        Some(before) if is_cut(before.text.as_str(), line.text.as_str()) => {
            before.text = before.text.join(line.text);
        }
        _ => open.text.push(sentence(line.text.clone(), line)),
    }
}

/// A paragraph that ends in the middle of a sentence goes on in the next.
fn is_cut(before: &str, next: &str) -> bool {
    let ended = before.ends_with(['.', ';', ':', '?', '!', '”', '"', ')', '/']);
    let fresh = next.starts_with(['-', '+', '•', '–', '*'])
        || next.chars().next().is_some_and(|c| c.is_ascii_digit());
    let long = before.chars().count() >= 60;
    (!ended && long && !fresh) || (!ended && next.starts_with(char::is_lowercase))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Block, Paragraph};

    fn outline_of(paragraphs: &[&str]) -> Vec<Heading> {
        let blocks: Vec<Block> = paragraphs
            .iter()
            .map(|text| {
                Block::Paragraph(Paragraph {
                    text: Text::clean(text),
                    ..Paragraph::default()
                })
            })
            .collect();
        outline(&Layout {
            blocks: &blocks,
            appendix: 0..0,
        })
    }

    #[test]
    fn numbers_give_the_levels() {
        let found = outline_of(&[
            "I. Tình hình",
            "1. Kết quả",
            "1.1. Công tác chỉ đạo",
            "1.1.1. Về kế hoạch",
            "Đã ban hành 5 văn bản.",
        ]);
        let levels: Vec<(&str, u8)> = found.iter().map(|h| (h.number.as_str(), h.level)).collect();
        assert_eq!(levels, [("I", 1), ("1", 2), ("1.1", 3), ("1.1.1", 4)]);
        assert_eq!(found[3].text[0].text.as_str(), "Đã ban hành 5 văn bản.");
    }

    #[test]
    fn a_paragraph_cut_by_a_page_is_one_paragraph() {
        let found = outline_of(&[
            "1.1.4. Tuyên truyền",
            "Ngoài ra, đơn vị đã đăng 09 tin, bài trên chuyên mục riêng của",
            "CCHC của Cổng thông tin.",
        ]);
        assert_eq!(found[0].text.len(), 1);
    }

    #[test]
    fn telephone_numbers_and_addresses_stay_out() {
        let found = outline_of(&[
            "II. Danh sách lãnh đạo",
            "Ông Nguyễn Văn A, điện thoại 0912 345 678",
            "b@c.vn",
            "Hết.",
        ]);
        assert_eq!(found[0].text.len(), 1);
    }

    #[test]
    fn a_list_item_is_no_heading() {
        assert_eq!(
            outline_of(&["1. Về kế hoạch", "2. đã ban hành kế hoạch tuyên truyền;"]).len(),
            1
        );
    }
}
