//! A document's pieces looked at together, then converted one by one.

use super::decode::{self, Letter};
use super::score::{Score, chunks, is_certain, is_suspicious, parts_chunks};
use super::{Encoding, Hint, hint};
use std::borrow::Cow;
use std::collections::BTreeMap;

/// Characters in one font.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Run<'a> {
    /// The characters as the file has them.
    pub text: &'a str,
    /// The font's name, where the format has one.
    pub font: Option<&'a str>,
}

/// The encoding a run's font hints at: what pieces are counted by. Fonts of no known encoding are one class.
type Class = Option<Encoding>;

/// What the pieces of a document add up to.
#[derive(Clone, Debug, Default)]
pub struct Survey {
    /// Per class: every piece together.
    totals: BTreeMap<Class, Score>,
    /// Encodings that a piece by itself can only be in.
    seen: BTreeMap<Encoding, u32>,
    /// The words met so far: a document uses few words often, and one takes six readings to score.
    words: BTreeMap<Box<str>, Score>,
}

/// A cheap look at all pieces before they are surveyed: most documents are plainly in Unicode.
#[derive(Clone, Copy, Debug, Default)]
pub struct FirstLook {
    /// Words that hold more than ASCII, and those of them with a letter that only Unicode has.
    words: Words,
    /// A survey is needed, whatever the rest holds.
    is_needed: bool,
}

#[derive(Clone, Copy, Debug, Default)]
struct Words {
    all: u32,
    certain: u32,
}

impl Words {
    fn of(text: &str) -> Words {
        let mut words = Words::default();
        let (mut letters, mut beyond, mut certain) = (0, false, false);
        for c in text.chars().chain([' ']) {
            if !parts_chunks(c) {
                letters += 1;
                beyond |= !c.is_ascii();
                certain |= !c.is_ascii() && is_certain(c);
                continue;
            }
            let counts = letters > 1 && beyond;
            words.all += u32::from(counts);
            words.certain += u32::from(counts && certain);
            (letters, beyond, certain) = (0, false, false);
        }
        words
    }

    /// Whether there may be a verdict on them: a word with a letter of Unicode alone is in no encoding.
    fn may_tell(self) -> bool {
        let others = self.all - self.certain;
        others >= LEAST && others * 10 >= self.all * 7
    }
}

/// Words by which an encoding must lead for a verdict.
const LEAST: u32 = 4;

impl FirstLook {
    /// Looks at a piece.
    pub fn add(&mut self, runs: &[Run<'_>]) {
        if self.is_needed || runs.iter().any(|run| run.font.and_then(hint).is_some()) {
            self.is_needed = true;
            return;
        }
        let text: Cow<str> = match runs {
            [run] => Cow::Borrowed(run.text),
            runs => runs.iter().map(|run| run.text).collect::<String>().into(),
        };
        let words = Words::of(&text);
        self.words.all += words.all;
        self.words.certain += words.certain;
        if words.certain == 0 && words.may_tell() {
            let mut survey = Survey::default();
            survey.add(runs);
            self.is_needed = !survey.seen.is_empty();
        }
    }

    /// Whether a survey may find anything to convert.
    pub fn needs_survey(&self) -> bool {
        self.is_needed || self.words.may_tell()
    }
}

/// What to convert.
#[derive(Clone, Debug, Default)]
pub struct Plan {
    /// What a class is in, where the pieces that tell leave no doubt.
    classes: BTreeMap<Class, Encoding>,
    /// Words that bear an encoding out, over the whole document.
    seen: BTreeMap<Encoding, u32>,
}

/// A piece in Unicode.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Converted {
    /// Its text.
    pub text: String,
    /// What it was in.
    pub encoding: Encoding,
}

impl Survey {
    /// Whether a text holds any character that makes a survey worth while: a cheap look. One that stands alone
    /// is a bullet or a sign.
    pub fn is_needed(text: &str) -> bool {
        let holds_one = |text: &str| text.chars().any(|c| !c.is_ascii() && is_suspicious(c));
        holds_one(text)
            && chunks(text).any(|chunk| chunk.chars().nth(1).is_some() && holds_one(chunk))
    }

    /// Counts a piece: a paragraph, or a cell.
    pub fn add(&mut self, runs: &[Run<'_>]) {
        let words = &mut self.words;
        for (class, score) in scores(runs, |word| known_score(words, word)) {
            if let Some(encoding) = score.sole_verdict(LEAST).filter(|_| score.certain == 0) {
                *self.seen.entry(encoding).or_default() += score.in_encoding(encoding);
            }
            *self.totals.entry(class).or_default() += score;
        }
    }

    /// What the pieces add up to.
    pub fn plan(&self) -> Plan {
        let mut plan = Plan {
            classes: BTreeMap::new(),
            seen: self.seen.clone(),
        };
        for (class, score) in &self.totals {
            // A font's word counts for something: one clear word is enough where it hints at the same.
            let clear = score
                .verdict(LEAST)
                .or_else(|| score.verdict(1).filter(|found| *class == Some(*found)));
            if let Some(encoding) = clear {
                plan.classes.insert(*class, encoding);
                *plan.seen.entry(encoding).or_default() += score.in_encoding(encoding);
            }
        }
        plan
    }
}

impl Plan {
    /// Nothing needs converting.
    pub fn is_quiet(&self) -> bool {
        self.classes.is_empty() && self.seen.is_empty()
    }

    /// The encoding most of the document is in, if any.
    pub fn encoding(&self) -> Option<Encoding> {
        self.seen
            .iter()
            .max_by_key(|(_, count)| **count)
            .map(|(encoding, _)| *encoding)
    }

    /// A piece in Unicode; `None` where nothing is to be changed.
    pub fn convert(&self, runs: &[Run<'_>]) -> Option<Converted> {
        if self.is_quiet() {
            return None;
        }
        let verdicts: BTreeMap<Class, Option<Encoding>> = scores(runs, Score::of)
            .into_iter()
            .map(|(class, score)| (class, self.verdict(class, &score)))
            .collect();
        let of = |class: Class| match verdicts.get(&class) {
            Some(verdict) => *verdict,
            None => self.classes.get(&class).copied(),
        };
        let mut letters: Vec<Letter> = runs.iter().flat_map(|run| run_letters(run, &of)).collect();
        keep_typed_case(&mut letters);
        let encoding = letters
            .iter()
            .filter(|l| !decode::is_typed(l.c) || l.capital)
            .find_map(|l| l.encoding)?;
        let text = decode::letters(letters);
        let changed = !runs
            .iter()
            .flat_map(|run| run.text.chars())
            .eq(text.chars());
        changed.then_some(Converted { text, encoding })
    }

    /// What the characters of one class in one piece are in: the piece's own word first, then the document's.
    fn verdict(&self, class: Class, score: &Score) -> Option<Encoding> {
        let prior = self.classes.get(&class).copied();
        let own = score
            .verdict(2)
            .filter(|found| score.certain == 0 && self.seen.contains_key(found));
        // What makes as many words in the document's encoding is in that.
        let known = prior
            .or_else(|| self.encoding())
            .map_or(0, |encoding| score.in_encoding(encoding));
        if own.is_some_and(|own| score.in_encoding(own) > known || self.encoding() == Some(own)) {
            return own;
        }
        prior.filter(|encoding| {
            let legacy = score.in_encoding(*encoding);
            score.unicode <= legacy && score.certain <= legacy || score.words == 0
        })
    }
}

/// A run's characters with what is to become of them.
fn run_letters(run: &Run<'_>, of: &impl Fn(Class) -> Option<Encoding>) -> Vec<Letter> {
    let hint = run.font.and_then(hint);
    let encoding = of(hint.map(|h| h.encoding));
    let capital = encoding == Some(Encoding::Tcvn3) && hint.is_some_and(|h: Hint| h.capitals);
    run.text
        .chars()
        .map(|c| Letter {
            c,
            encoding,
            capital,
        })
        .collect()
}

/// The capitals that TCVN3 has of its own: ĂÂÊÔƠƯĐ.
const TCVN3_CAPITALS: &str = "¡¢£¤¥¦§";

/// A font that draws small letters as capitals hides what was typed: "Bộ Tài chính" stays that, where
/// both cases were typed on purpose; small letters throughout, or capitals throughout, are capitals.
fn keep_typed_case(letters: &mut [Letter]) {
    let typed = |test: &dyn Fn(&char) -> bool| {
        letters
            .iter()
            .any(|letter| letter.capital && test(&letter.c))
    };
    let is_typed_capital = |c: &char| c.is_ascii_uppercase() || TCVN3_CAPITALS.contains(*c);
    if typed(&char::is_ascii_lowercase) && typed(&is_typed_capital) {
        letters.iter_mut().for_each(|letter| letter.capital = false);
    }
}

/// The score of a word, worked out where it is met first.
fn known_score(words: &mut BTreeMap<Box<str>, Score>, word: &str) -> Score {
    if let Some(known) = words.get(word) {
        return *known;
    }
    let score = Score::of(word);
    words.insert(word.into(), score);
    score
}

/// The scores of a piece by class. A word cut by a change of font counts for the class of its first
/// character beyond ASCII.
fn scores(runs: &[Run<'_>], mut score_of: impl FnMut(&str) -> Score) -> BTreeMap<Class, Score> {
    let mut text = String::new();
    let mut classes: Vec<(usize, Class)> = Vec::new();
    for run in runs {
        text.push_str(run.text);
        classes.push((text.len(), run.font.and_then(hint).map(|h| h.encoding)));
    }
    let mut scores: BTreeMap<Class, Score> = BTreeMap::new();
    let mut at = 0;
    for chunk in text.split_inclusive(parts_chunks) {
        let first = at + chunk.find(|c: char| !c.is_ascii()).unwrap_or(0);
        at += chunk.len();
        let class = classes
            .iter()
            .find(|(end, _)| first < *end)
            .and_then(|(_, class)| *class);
        for word in chunks(chunk).filter(|word| !word.is_ascii()) {
            *scores.entry(class).or_default() += score_of(word);
        }
    }
    scores
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plan_of(pieces: &[&[Run<'_>]]) -> Plan {
        let mut survey = Survey::default();
        pieces.iter().for_each(|piece| survey.add(piece));
        survey.plan()
    }

    fn plain(text: &str) -> [Run<'_>; 1] {
        [Run { text, font: None }]
    }

    fn set<'a>(text: &'a str, font: &'a str) -> [Run<'a>; 1] {
        [Run {
            text,
            font: Some(font),
        }]
    }

    const TCVN3: &str = "B¸o c¸o kÕt qu¶ c«ng t¸c c¶i c¸ch hµnh chÝnh quý III n¨m 2025";

    #[test]
    fn a_short_cell_follows_its_document() {
        let plan = plan_of(&[&plain(TCVN3), &plain("Sè")]);
        assert_eq!(
            plan.convert(&plain("Sè")).map(|c| c.text).as_deref(),
            Some("Số")
        );
        assert_eq!(
            plan.convert(&plain("Tæng")).map(|c| c.text).as_deref(),
            Some("Tổng")
        );
    }

    proptest::proptest! {
        /// What the first look lets pass, a survey finds nothing in.
        #[test]
        fn the_first_look_misses_nothing(
            pieces in proptest::collection::vec(proptest::collection::vec(proptest::sample::select(&WORDS[..]), 0..9), 1..6),
            fonts in proptest::collection::vec(proptest::sample::select(&[None, Some("Arial"), Some(".VnTime")][..]), 6),
        ) {
            let texts: Vec<String> = pieces.iter().map(|words| words.join(" ")).collect();
            let (mut look, mut survey) = (FirstLook::default(), Survey::default());
            for (text, font) in texts.iter().zip(fonts) {
                look.add(&[Run { text, font }]);
                survey.add(&[Run { text, font }]);
            }
            proptest::prop_assert!(look.needs_survey() || survey.plan().is_quiet(), "{:?}", texts);
        }
    }

    const WORDS: [&str; 16] = [
        "B¸o",
        "c¸o",
        "kÕt",
        "qu¶",
        "Tæng",
        "sè",
        "hå",
        "s¬",
        "Báo",
        "cáo",
        "là",
        "tr\u{AD}ờng",
        "đơn",
        "vị",
        "TTHC",
        "élève",
    ];

    #[test]
    fn plain_unicode_needs_no_survey() {
        let mut look = FirstLook::default();
        for text in [
            "Báo cáo là có",
            "Ủy ban nhân dân tr\u{AD}ường học đã ban hành nghị quyết",
            "Số hồ sơ",
        ] {
            look.add(&plain(text));
        }
        assert!(!look.needs_survey());
        look.add(&plain(TCVN3));
        assert!(look.needs_survey());
    }

    #[test]
    fn a_sign_by_itself_needs_no_survey() {
        assert!(!Survey::is_needed("\u{F0B7} Số hồ sơ: 5 ± 1 ° ·"));
        assert!(Survey::is_needed("\u{F0B7} Sè hå s¬"));
    }

    #[test]
    fn unicode_in_a_legacy_font_is_left_alone() {
        let pieces = [
            set("Báo cáo kết quả công tác cải cách hành chính", ".VnTime"),
            set("Có", ".VnTime"),
        ];
        let plan = plan_of(&[&pieces[0], &pieces[1]]);
        assert_eq!(plan.convert(&pieces[1]), None);
    }

    #[test]
    fn each_half_of_a_mixed_document_keeps_to_itself() {
        let unicode =
            plain("Tỉnh ủy, Ủy ban nhân dân các cấp đã ban hành nghị quyết về cải cách hành chính");
        let legacy = set(TCVN3, ".VnTime");
        let plan = plan_of(&[&unicode, &legacy]);
        assert_eq!(plan.convert(&unicode), None);
        assert!(plan.convert(&legacy).is_some());
        assert_eq!(plan.convert(&plain("Có")), None);
    }

    #[test]
    fn h_fonts_print_capitals() {
        let runs = [
            Run {
                text: "céng hoµ",
                font: Some(".VnTimeH"),
            },
            Run {
                text: " x· héi chñ nghÜa",
                font: Some(".VnTime"),
            },
        ];
        let converted = plan_of(&[&runs]).convert(&runs);
        assert_eq!(
            converted.map(|c| c.text).as_deref(),
            Some("CỘNG HOÀ xã hội chủ nghĩa")
        );
    }

    #[test]
    fn case_typed_in_an_h_font_is_kept() {
        let runs = set("Bé Tµi chÝnh", ".VnTimeH");
        let converted = plan_of(&[&runs]).convert(&runs);
        assert_eq!(converted.map(|c| c.text).as_deref(), Some("Bộ Tài chính"));
        let runs = set("¦íc thùc hiÖn", ".VnTimeH");
        let converted = plan_of(&[&runs]).convert(&runs);
        assert_eq!(converted.map(|c| c.text).as_deref(), Some("Ước thực hiện"));
    }

    #[test]
    fn capitals_of_a_capital_word_are_made_whole() {
        let plan = plan_of(&[&plain(TCVN3)]);
        let converted = plan.convert(&plain("CéNG HOµ; Hµ Néi"));
        assert_eq!(
            converted.map(|c| c.text).as_deref(),
            Some("CỘNG HOÀ; Hà Nội")
        );
        let converted = plan.convert(&plain("CéNG HOµ X· HéI §éc lËp; UBND X· Hoµ B×nh"));
        let expected = "CỘNG HOÀ XÃ HỘI Độc lập; UBND Xã Hoà Bình";
        assert_eq!(converted.map(|c| c.text).as_deref(), Some(expected));
    }

    #[test]
    fn signs_between_figures_and_bullets_stay() {
        let plan = plan_of(&[&plain(TCVN3)]);
        assert_eq!(plan.convert(&plain("2000\u{2212}2005 · 3×4")), None);
        let converted = plan.convert(&plain("Tr\u{2212}êng, ®\u{AD}\u{AC}ng, c\u{2219}"));
        assert_eq!(
            converted.map(|c| c.text).as_deref(),
            Some("Trường, đương, cã")
        );
    }

    #[test]
    fn other_languages_are_left_alone() {
        for text in [
            "Où sont les élèves? À l'école, bien sûr; ça a dû être la fête de Noël chez eux.",
            "Für die Größe der Straße müssen über fünf Männer schön früh aufstehen.",
            "El niño está aquí; mañana él comerá más jamón, según mamá. ¿Qué? ¡Sí!",
            "The café's naïve façade cost £5 ± 2 © 2025 Windows® 10 µm",
        ] {
            assert!(
                plan_of(&[&plain(text)]).convert(&plain(text)).is_none(),
                "{text}"
            );
        }
    }

    #[test]
    fn a_word_cut_by_runs_is_one_word() {
        let runs = [
            Run {
                text: "Hoa",
                font: Some("VNI-Times"),
            },
            Run {
                text: "ù, coäng hoøa xaõ ho",
                font: Some("VNI-Times"),
            },
            Run {
                text: "äi",
                font: Some("VNI-Times"),
            },
        ];
        let converted = plan_of(&[&runs]).convert(&runs);
        assert_eq!(
            converted.map(|c| c.text).as_deref(),
            Some("Hoá, cộng hòa xã hội")
        );
    }

    #[test]
    fn quotes_dashes_and_fixed_spaces_are_not_letters_of_viscii() {
        let text = decode::letters(
            "\u{201C}Ng\u{E0}y\u{A0}th\u{1EE9}\u{201D} \u{2013} B\u{201D}"
                .replace('\u{1EE9}', "\u{D1}")
                .chars()
                .map(|c| Letter {
                    c,
                    encoding: Some(Encoding::Viscii),
                    capital: false,
                })
                .collect(),
        );
        assert_eq!(text, "“Ngày\u{A0}thứ” – BỢ");
    }

    #[test]
    fn a_soft_hyphen_is_a_letter_only_where_that_makes_a_word() {
        let plan = plan_of(&[&plain(TCVN3)]);
        let converted = plan.convert(&plain("T\u{AD}uyªn, t\u{AD}, T\u{AD}\u{AC}ng"));
        assert_eq!(
            converted.map(|c| c.text).as_deref(),
            Some("T\u{AD}uyên, tư, Tương")
        );
    }

    #[test]
    fn encodings_are_told_by_the_case_of_their_letters() {
        // "thể chế" of VPS would be "thỀ chẸ" in VISCII.
        let score = Score::of("th\u{2039}");
        assert_eq!(
            (
                score.in_encoding(Encoding::Vps),
                score.in_encoding(Encoding::Viscii)
            ),
            (1, 0)
        );
    }

    #[test]
    fn control_characters_are_capitals_where_the_document_says_so() {
        // "PHỤ LỤC" of VPS has nothing but ASCII around them.
        let vps =
            "Nhi\u{152}m v\u{F8} c\u{E4}i c\u{E1}ch hành chính, ki\u{2039}m soát th\u{FB} t\u{F8}c";
        let plan = plan_of(&[&plain(vps)]);
        assert_eq!(
            plan.convert(&plain("PH\u{14} L\u{14}C"))
                .map(|c| c.text)
                .as_deref(),
            Some("PHỤ LỤC")
        );
    }

    #[test]
    fn a_cell_that_reads_in_two_encodings_is_in_that_of_its_document() {
        // "Văn bản" of VPS is "Vổn bọn" in TCVN3.
        let vps = "Nhi\u{152}m v\u{F8} c\u{E4}i c\u{E1}ch hành chính, ki\u{2039}m soát th\u{FB} t\u{F8}c, công ch\u{D9}c";
        let cell = "V\u{E6}n b\u{E4}n";
        let plan = plan_of(&[
            &plain(vps),
            &plain(cell),
            &plain("V\u{E6}n b\u{E4}n V\u{E6}n b\u{E4}n"),
        ]);
        assert_eq!(
            plan.convert(&plain(cell)).map(|c| c.text).as_deref(),
            Some("Văn bản")
        );
    }
}
