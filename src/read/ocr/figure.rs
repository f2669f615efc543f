//! What two readers read of a figure → one reading, and what speaks against it. No digit is ever changed: one
//! reader's digits are taken as they are, or the figure is in doubt.

use super::shape::SEPARATOR_DPI;
use super::{Said, shape};
use crate::model::{Doubt, Engine, OtherReading, Reading};
use crate::read::picture::Strip;

/// A reader that is alone has to be so sure of each letter.
const ALONE: f32 = 0.9;
/// Two that agree, so sure.
const TOGETHER: f32 = 0.25;
/// A line of words, so sure.
pub(super) const WORDS: f32 = 0.35;

/// A reading of one engine.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Vote {
    pub(super) engine: Engine,
    pub(super) said: Said,
}

/// Whether a line says a figure: digits, the marks among them, a percent sign, brackets.
pub(super) fn is_figure(text: &str) -> bool {
    let is_of_figure = |c: char| c.is_ascii_digit() || ".,;:/%()+- ".contains(c);
    text.chars().any(|c| c.is_ascii_digit()) && text.chars().all(is_of_figure)
}

/// Whether a line may be a figure with letters that are read for digits: "g9", "oo", "s5".
pub(super) fn is_nearly_figure(text: &str) -> bool {
    let is_like = |c: char| {
        c.is_ascii_digit() || ".,;:/%()+- ".contains(c) || "OoQDIlSsBgqzZ!|'\"*<>=?°".contains(c)
    };
    let length = text.chars().count();
    let says = text.chars().any(|c| c.is_ascii_digit()) && length <= 12;
    text.chars().all(is_like) && (says || (1..=3).contains(&length))
}

/// The one figure among words without digits.
pub(super) fn figure_alone(text: &str) -> Option<&str> {
    let (figures, rest): (Vec<&str>, Vec<&str>) =
        text.split_whitespace().partition(|word| is_figure(word));
    match figures.as_slice() {
        [figure]
            if !rest
                .iter()
                .any(|word| word.contains(|c: char| c.is_ascii_digit())) =>
        {
            Some(figure)
        }
        _ => None,
    }
}

/// Judges what the readers say of a figure; the first vote is believed first.
pub(super) fn judged(strip: &Strip, votes: Vec<Vote>) -> (Said, Reading) {
    // A letter among figures ("O", "}") is a misreading: whoever reads a figure there is believed before.
    let (figures, rest): (Vec<Vote>, Vec<Vote>) = votes
        .into_iter()
        .partition(|vote| is_figure(&vote.said.text));
    let mut votes = figures.into_iter().chain(rest);
    let Some(first) = votes.next() else {
        return Default::default();
    };
    let mut said = first.said;
    let mut reading = Reading {
        engines: vec![first.engine],
        confidence: hundredths(said.confidence),
        ..Reading::default()
    };
    let others: Vec<Vote> = votes.collect();
    let seen = shape::separators(strip);
    for other in &others {
        match digits(&other.said.text) == digits(&said.text) {
            true => reading.engines.push(other.engine),
            false if reading.other.is_none() => {
                reading.other = Some(OtherReading {
                    engine: other.engine,
                    text: other.said.text.clone(),
                });
            }
            false => {}
        }
    }
    reading
        .doubts
        .extend(separators(&mut said, &others, &seen, strip.image.dpi));
    if reading.other.is_some() {
        reading.doubts.push(Doubt::Differ);
    }
    if !is_plain(&said.text) || shape::has_odd_sign(strip, &said.text) {
        reading.doubts.push(Doubt::NotANumber);
    }
    // The model once more is no witness of its own.
    let again = reading.engines.contains(&Engine::ModelAgain);
    let independent = reading.engines.len() > 1 + usize::from(again);
    match independent {
        true if said.confidence < TOGETHER => reading.doubts.push(Doubt::Unsure),
        false if said.confidence < ALONE && reading.other.is_none() => {
            reading.doubts.push(Doubt::OneReader);
        }
        _ => {}
    }
    (said, reading)
}

pub(super) fn hundredths(confidence: f32) -> f64 {
    f64::from((confidence * 100.0).round()) / 100.0
}

/// The digits and signs of a figure, whatever marks part them. A round letter is the shape of a zero: that one
/// reader names it so is no other reading.
fn digits(text: &str) -> String {
    text.chars()
        .filter(|c| !c.is_whitespace() && !".,;".contains(*c))
        .map(|c| if "Oo".contains(c) { '0' } else { c })
        .collect()
}

/// Puts the marks right by their shape, where as many are seen as read; what is in doubt about them.
///
/// Whether "96.45" has a comma or a dot, the number is the same; "1.186" and "1,186" are two numbers.
fn separators(said: &mut Said, others: &[Vote], seen: &str, dpi: f32) -> Option<Doubt> {
    let marks = |text: &str| -> String { text.chars().filter(|c| ".,;".contains(*c)).collect() };
    let own = marks(&said.text);
    if own.is_empty() && seen.is_empty() {
        return None;
    }
    let matters = is_thousands_or_decimal(&said.text);
    let read_alike = others.iter().all(|other| marks(&other.said.text) == own);
    if dpi < SEPARATOR_DPI {
        // Too coarse to tell by the shape: it may only confirm what is read.
        let sure = seen == own || read_alike && !others.is_empty();
        return (matters && !sure).then_some(Doubt::Resolution);
    }
    if seen.len() != own.len() {
        let agreed = read_alike && !others.is_empty();
        return (!own.is_empty() && !agreed || own.is_empty()).then_some(Doubt::Separator);
    }
    let confirmed = others.iter().any(|other| marks(&other.said.text) == seen) || own == seen;
    let mut shapes = seen.chars();
    said.text = said
        .text
        .chars()
        .map(|c| {
            if ".,;".contains(c) {
                shapes.next().unwrap_or(c)
            } else {
                c
            }
        })
        .collect();
    (matters && !confirmed).then_some(Doubt::Separator)
}

/// One mark with three digits after it, or several that may be of both kinds.
fn is_thousands_or_decimal(text: &str) -> bool {
    let after = text.rsplit(['.', ',', ';']).next().unwrap_or_default();
    let digits = after.chars().take_while(char::is_ascii_digit).count();
    digits == 3 || text.contains(';')
}

/// A figure as people write them: nothing that a reader without the right letter makes of "≥ 90%" or "½".
fn is_plain(text: &str) -> bool {
    let text = text.trim();
    let parts: Vec<&str> = text.split(' ').collect();
    let grouped = parts.len() < 2
        || parts[1..].iter().all(|part| {
            let digits = part.chars().take_while(char::is_ascii_digit).count();
            digits == 3 || digits == 0 && part.starts_with(['%', '(', '/', '-'])
        });
    let ends = text.ends_with(|c: char| c.is_ascii_digit() || "%)".contains(c));
    // "±" is read as a plus.
    let starts = text.starts_with(|c: char| c.is_ascii_digit() || "(-".contains(c));
    let doubled = [",,", "..", ",.", ".,", ";", "//", "%%"];
    grouped && starts && ends && !doubled.iter().any(|pair| text.contains(pair))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A line in which no shape can be seen.
    fn strip() -> Strip {
        Strip::drawn(1, 1, vec![245])
    }

    fn vote(engine: Engine, text: &str, confidence: f32) -> Vote {
        let said = Said {
            text: text.to_owned(),
            confidence,
            at: Vec::new(),
        };
        Vote { engine, said }
    }

    fn doubts(model: (&str, f32), tesseract: Option<&str>) -> Vec<Doubt> {
        let mut votes = vec![vote(Engine::Model, model.0, model.1)];
        votes.extend(tesseract.map(|text| vote(Engine::Tesseract, text, 0.9)));
        judged(&strip(), votes).1.doubts
    }

    #[test]
    fn two_readers_that_agree_are_believed() {
        assert_eq!(doubts(("16", 0.6), Some("16")), []);
        assert_eq!(doubts(("16", 0.99), Some("76")), [Doubt::Differ]);
    }

    #[test]
    fn a_figure_is_believed_before_a_letter_and_told() {
        let votes = vec![
            vote(Engine::Model, "}", 0.9),
            vote(Engine::Tesseract, "1", 0.9),
        ];
        let (said, reading) = judged(&strip(), votes);
        assert_eq!(
            (said.text.as_str(), reading.doubts.as_slice()),
            ("1", &[Doubt::Differ][..])
        );
        assert_eq!(reading.engines, [Engine::Tesseract]);
    }

    #[test]
    fn a_figure_with_letters_in_it_is_nearly_one() {
        for text in ["g9", "oo", "s5", "1O", "<5"] {
            assert!(is_nearly_figure(text), "{text}");
        }
        for text in ["", "Có", "m2", "Phòng", "Quý 3"] {
            assert!(!is_nearly_figure(text), "{text}");
        }
    }

    #[test]
    fn the_figure_among_the_letters_of_a_stamp_is_the_one_with_digits() {
        assert_eq!(figure_alone("mu 51"), Some("51"));
        assert_eq!(figure_alone("2.315 nơt."), Some("2.315"));
        assert_eq!(figure_alone("523ỄẢ"), None);
        assert_eq!(figure_alone("1 204"), None);
    }

    #[test]
    fn a_round_letter_is_the_shape_of_a_zero() {
        let votes = vec![
            vote(Engine::Model, "O", 0.6),
            vote(Engine::Tesseract, "0", 0.9),
        ];
        let (said, reading) = judged(&strip(), votes);
        assert_eq!(
            (said.text.as_str(), reading.doubts.as_slice()),
            ("0", &[][..])
        );
        assert_eq!(reading.engines, [Engine::Tesseract, Engine::Model]);
    }

    #[test]
    fn a_reader_that_is_alone_has_to_be_sure() {
        assert_eq!(doubts(("16", 0.95), None), []);
        assert_eq!(doubts(("16", 0.8), None), [Doubt::OneReader]);
    }

    #[test]
    fn what_is_no_figure_people_write_is_in_doubt() {
        for text in ["2 90%", "12,.08", "30;2", "16/"] {
            assert!(!is_plain(text), "{text}");
        }
        for text in ["1 946", "12,5 %", "6/7", "(1.204)", "-3", "100%"] {
            assert!(is_plain(text), "{text}");
        }
    }

    #[test]
    fn the_shape_of_a_mark_counts_where_it_makes_another_number() {
        let marks = |text: &str, seen: &str, dpi: f32| {
            let mut said = vote(Engine::Model, text, 1.0).said;
            let doubt = separators(&mut said, &[], seen, dpi);
            (said.text, doubt)
        };
        assert_eq!(marks("96.45%", ",", 200.0), ("96,45%".into(), None));
        let doubtful = ("1,186".into(), Some(Doubt::Separator));
        assert_eq!(marks("1.186", ",", 200.0), doubtful);
        assert_eq!(marks("1.186", ".", 200.0), ("1.186".into(), None));
        let coarse = ("1.186".into(), Some(Doubt::Resolution));
        assert_eq!(marks("1.186", ",", 100.0), coarse);
    }
}
