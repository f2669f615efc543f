//! Answers printed with boxes, of which one is ticked.

/// The answer that is ticked: "☐ Có ☒ Không" says "Không", whether boxes stand before the answers or after
/// them. `None` where there are no boxes, or none or several of them are ticked.
///
/// ```
/// use phuluc::text::ticked::ticked;
/// assert_eq!(ticked("☐ Có ☒ Không"), Some("Không"));
/// assert_eq!(ticked("Có [x] Không [ ]"), Some("Có"));
/// assert_eq!(ticked("☒ Có ☒ Không"), None);
/// ```
pub fn ticked(printed: &str) -> Option<&str> {
    let printed = printed.trim();
    let boxes = boxes(printed);
    let (first, last) = (boxes.first()?, boxes.last()?);
    let leads = first.start == 0;
    if leads == (last.end == printed.len()) {
        return None;
    }
    let mut chosen = boxes.iter().enumerate().filter(|(_, one)| one.ticked);
    let (at, one) = chosen.next()?;
    let answer = if leads {
        let end = boxes.get(at + 1).map_or(printed.len(), |next| next.start);
        printed.get(one.end..end)?
    } else {
        let start = at.checked_sub(1).and_then(|before| boxes.get(before));
        printed.get(start.map_or(0, |before| before.end)..one.start)?
    };
    let answer = answer.trim_matches(|c: char| c.is_whitespace() || ";,/:-–".contains(c));
    (chosen.next().is_none() && !answer.is_empty()).then_some(answer)
}

/// A box: where it stands, and whether it is ticked.
#[derive(Clone, Copy, Debug)]
struct TickBox {
    start: usize,
    end: usize,
    ticked: bool,
}

fn boxes(printed: &str) -> Vec<TickBox> {
    let mut found = Vec::new();
    let mut start = 0;
    while let Some(rest) = printed.get(start..) {
        let Some(first) = rest.chars().next() else {
            break;
        };
        let (length, ticked) = match first {
            '☐' | '□' | '▢' | '◻' | '○' => (first.len_utf8(), Some(false)),
            '☑' | '☒' | '✓' | '✔' | '✗' | '✘' | '■' | '▣' | '●' | '◉' | '🗹' | '🗷' => {
                (first.len_utf8(), Some(true))
            }
            '[' | '(' => typed(rest).map_or((1, None), |(length, on)| (length, Some(on))),
            _ => (first.len_utf8(), None),
        };
        let end = start + length;
        found.extend(ticked.map(|ticked| TickBox { start, end, ticked }));
        start = end;
    }
    found
}

/// A box made of brackets: "[x]", "( )".
fn typed(text: &str) -> Option<(usize, bool)> {
    let end = text.find([']', ')'])?;
    let on = match text.get(1..end)?.trim() {
        "" => false,
        "x" | "X" | "v" | "V" => true,
        _ => return None,
    };
    Some((end + 1, on))
}

#[cfg(test)]
mod tests {
    use super::ticked;

    #[test]
    fn one_box_is_ticked_or_there_is_no_answer() {
        for (printed, answer) in [
            ("☒ Có ☐ Không", Some("Có")),
            ("Có ☐; Không ☑", Some("Không")),
            ("☑ Có", Some("Có")),
            ("( ) Có (x) Không", Some("Không")),
            ("□ Có ■ Không", Some("Không")),
            ("☒ Có = 1 ☐ Không = 0", Some("Có = 1")),
            ("☐ Có ☐ Không", None),
            ("☒ Có ☒ Không", None),
            ("☐ Có ☒", None),
            ("☒", None),
            ("Có (xem ghi chú)", None),
            ("Có", None),
            ("", None),
        ] {
            assert_eq!(ticked(printed), answer, "{printed}");
        }
    }
}
