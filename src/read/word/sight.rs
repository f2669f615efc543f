//! What the eye does not take as the text: letters struck out, and letters nobody sees because they are
//! too small or in the colour of what is behind them.

use super::raw::{Paragraph, Role, Run, push};

/// Red, green and blue.
pub(in crate::read) type Color = [u8; 3];

/// The paper.
const WHITE: Color = [0xFF; 3];
/// Colours that differ by less in each part are one to the eye.
const ALIKE: u8 = 16;
/// Letters of this size in points, or smaller, are specks.
const SPECK: f32 = 1.0;

/// What is behind letters.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(in crate::read) enum Ground {
    /// What is behind everything around them.
    #[default]
    Around,
    Color(Color),
    /// A pattern, a picture, something the reader does not follow: letters on it are taken as seen.
    Unknown,
}

impl Ground {
    /// The paper, where nothing is painted on it.
    pub const PAPER: Ground = Ground::Color(WHITE);

    /// This ground, or the one around it where it shows through.
    pub fn or(self, around: Ground) -> Ground {
        match self {
            Ground::Around => around,
            own => own,
        }
    }
}

/// What decides whether the eye takes characters as text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(in crate::read) struct Look {
    pub struck: bool,
    /// Set so that nothing shows.
    pub unseen: bool,
    /// Where the file says one.
    pub color: Option<Color>,
    pub ground: Ground,
}

impl Look {
    fn is_seen(self, around: Ground) -> bool {
        let faded = match (self.color, self.ground.or(around)) {
            (Some(ink), Ground::Color(ground)) => alike(ink, ground),
            _ => false,
        };
        !self.unseen && !faded
    }
}

/// True for colours that are one to the eye.
pub(in crate::read) fn alike(one: Color, other: Color) -> bool {
    one.iter()
        .zip(other)
        .all(|(one, other)| one.abs_diff(other) < ALIKE)
}

/// True for letters of so many points.
pub(in crate::read) fn is_speck(points: f32) -> bool {
    points <= SPECK
}

/// `RRGGBB` or `RGB` in hexadecimal, with `#` or without.
pub(in crate::read) fn hexadecimal(text: &str) -> Option<Color> {
    let digits = text.trim().trim_start_matches('#');
    let code = u32::from_str_radix(digits, 16).ok()?;
    match digits.len() {
        6 => Some([(code >> 16) as u8, (code >> 8) as u8, code as u8]),
        3 => Some([8, 4, 0].map(|shift| ((code >> shift) & 0xF) as u8 * 0x11)),
        _ => None,
    }
}

/// The sixteen colours Word has numbers for, black first.
const PALETTE: [(&str, Color); 16] = [
    ("black", [0, 0, 0]),
    ("blue", [0, 0, 0xFF]),
    ("cyan", [0, 0xFF, 0xFF]),
    ("green", [0, 0xFF, 0]),
    ("magenta", [0xFF, 0, 0xFF]),
    ("red", [0xFF, 0, 0]),
    ("yellow", [0xFF, 0xFF, 0]),
    ("white", WHITE),
    ("darkBlue", [0, 0, 0x80]),
    ("darkCyan", [0, 0x80, 0x80]),
    ("darkGreen", [0, 0x80, 0]),
    ("darkMagenta", [0x80, 0, 0x80]),
    ("darkRed", [0x80, 0, 0]),
    ("darkYellow", [0x80, 0x80, 0]),
    ("darkGray", [0x80, 0x80, 0x80]),
    ("lightGray", [0xC0, 0xC0, 0xC0]),
];

/// A colour of Word's palette by its name.
pub(in crate::read) fn by_name(name: &str) -> Option<Color> {
    let found = PALETTE.iter().find(|(known, _)| *known == name);
    found.map(|(_, color)| *color)
}

/// A colour of Word's palette by its number; 0 is the usual one.
pub(in crate::read) fn by_number(number: u16) -> Option<Color> {
    let at = usize::from(number).checked_sub(1)?;
    PALETTE.get(at).map(|(_, color)| *color)
}

/// What stood in a cell or a paragraph and does not count.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct LeftOut {
    pub struck: String,
    pub unseen: String,
}

impl LeftOut {
    /// Takes over what was left out elsewhere.
    pub fn add(&mut self, other: &LeftOut) {
        for (own, more) in [
            (&mut self.struck, &other.struck),
            (&mut self.unseen, &other.unseen),
        ] {
            if !own.is_empty() && !more.is_empty() {
                own.push(' ');
            }
            own.push_str(more);
        }
    }
}

/// True when no word of a paragraph is seen.
pub(super) fn shows_nothing(paragraph: &Paragraph, around: Ground) -> bool {
    let around = paragraph.ground.or(around);
    let mut words = paragraph
        .runs
        .iter()
        .filter(|run| !run.text.trim().is_empty());
    words.all(|run| !run.format.look.is_seen(around))
}

/// Takes out of a paragraph what the eye does not take as its text, and hands it over. `around` is what is
/// behind the paragraph.
pub(super) fn take_out(paragraph: &mut Paragraph, around: Ground) -> LeftOut {
    let plain = |run: &Run| run.format.look == Look::default();
    let mut out = LeftOut::default();
    if paragraph.runs.iter().all(plain) {
        return out;
    }
    let around = paragraph.ground.or(around);
    let mut kept = Vec::new();
    for mut run in std::mem::take(&mut paragraph.runs) {
        let look = std::mem::take(&mut run.format.look);
        let goal = match look {
            _ if run.format.role == Role::Number => None,
            _ if !look.is_seen(around) => Some(&mut out.unseen),
            _ if look.struck => Some(&mut out.struck),
            _ => None,
        };
        let Some(goal) = goal else {
            push(&mut kept, &run.text, run.format);
            continue;
        };
        goal.push_str(&run.text);
        if run.text.contains(char::is_whitespace) {
            let gap = if run.text.contains('\n') { "\n" } else { " " };
            push(&mut kept, gap, run.format);
        }
    }
    let is_word = |run: &Run| run.format.role != Role::Number && !run.text.trim().is_empty();
    if out != LeftOut::default() && !kept.iter().any(is_word) {
        // The number of a paragraph that is gone as a whole.
        kept.clear();
    }
    paragraph.runs = kept;
    out
}

#[cfg(test)]
mod tests {
    use super::super::raw::RunFormat;
    use super::*;

    fn run(text: &str, look: Look) -> Run {
        Run {
            text: text.to_owned(),
            format: RunFormat {
                look,
                ..RunFormat::default()
            },
        }
    }

    fn left(runs: Vec<Run>, ground: Ground) -> (String, LeftOut) {
        let mut paragraph = Paragraph {
            runs,
            ..Paragraph::default()
        };
        let out = take_out(&mut paragraph, ground);
        (paragraph.runs.iter().map(|run| &*run.text).collect(), out)
    }

    #[test]
    fn struck_letters_go_and_the_gap_they_leave_stays() {
        let struck = Look {
            struck: true,
            ..Look::default()
        };
        let (text, out) = left(
            vec![run("13", struck), run("15", Look::default())],
            Ground::PAPER,
        );
        assert_eq!((&*text, &*out.struck), ("15", "13"));
        let words = vec![
            run("trong", Look::default()),
            run(" năm ", struck),
            run("quý", Look::default()),
        ];
        assert_eq!(left(words, Ground::PAPER).0, "trong quý");
    }

    #[test]
    fn letters_are_unseen_only_on_a_ground_of_their_own_colour() {
        let white = |ground| Look {
            color: Some([0xFE; 3]),
            ground,
            ..Look::default()
        };
        let navy = Ground::Color([0, 0, 0x80]);
        for (own, around, seen) in [
            (Ground::Around, Ground::PAPER, false),
            (Ground::Around, navy, true),
            (navy, Ground::PAPER, true),
            (Ground::PAPER, navy, false),
            (Ground::Around, Ground::Unknown, true),
        ] {
            let (text, out) = left(vec![run("9", white(own))], around);
            assert_eq!((text.is_empty(), out.unseen.is_empty()), (!seen, seen));
        }
    }

    #[test]
    fn the_number_of_a_paragraph_goes_with_all_of_its_words() {
        let mut number = run("1.", Look::default());
        number.format.role = Role::Number;
        let struck = Look {
            struck: true,
            ..Look::default()
        };
        let (text, _) = left(vec![number.clone(), run("Số hồ sơ", struck)], Ground::PAPER);
        assert_eq!(text, "");
        assert_eq!(left(vec![number], Ground::PAPER).0, "1.");
    }

    #[test]
    fn colours_are_read_in_both_lengths() {
        assert_eq!(hexadecimal("#0a0B0c"), Some([10, 11, 12]));
        assert_eq!(hexadecimal("#fff"), Some(WHITE));
        assert_eq!(hexadecimal("auto"), None);
        assert_eq!(by_number(8), Some(WHITE));
        assert_eq!(by_number(0), None);
    }
}
