//! Whose a number is: the report's own agency, or another body.

use super::cue::{self, Phrases};
use super::word::Word;
use super::words::{Syllable, syllables};
use crate::model::Letterhead;
use crate::text::vocabulary;
use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::LazyLock;

/// Whose a number is, as its sentence says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Whose {
    /// Nobody is named.
    #[default]
    Unsaid,
    /// The report's own agency.
    Own,
    /// Another body: the words it is known by, and its name.
    Other(Vec<Word>, Vec<Word>),
    /// Somebody, and it is not known who reports, or two are named.
    Doubtful,
}

/// Who reports.
#[derive(Clone, Debug, Default)]
pub struct Reporter {
    /// Its level and how bodies of its kind are called; `None` when no agency is known.
    kind: Option<(usize, Vec<Word>)>,
    /// Every word of its name.
    name: BTreeSet<Word>,
}

static BODIES: LazyLock<Phrases<usize>> = LazyLock::new(|| {
    let levels = vocabulary::BODIES.iter().enumerate();
    Phrases::of(levels.flat_map(|(level, (_, names))| names.iter().map(move |name| (*name, level))))
});
static NAMED: LazyLock<Vec<Word>> = LazyLock::new(|| {
    vocabulary::NAMED_BODIES
        .iter()
        .map(|name| Word::of(name))
        .collect()
});
static INTRODUCING: LazyLock<Vec<Vec<Word>>> =
    LazyLock::new(|| cue::list(&vocabulary::INTRODUCING));
static RECEIVING: LazyLock<Vec<Vec<Word>>> = LazyLock::new(|| cue::list(&vocabulary::RECEIVING));
static OWNING: LazyLock<Vec<Vec<Word>>> = LazyLock::new(|| cue::list(&vocabulary::OWNING));
static VENUES: LazyLock<Vec<Vec<Word>>> = LazyLock::new(|| cue::list(&vocabulary::VENUES));
static ON: LazyLock<Vec<Vec<Word>>> = LazyLock::new(|| cue::list(&vocabulary::ON));
static NOW_BEFORE: LazyLock<Vec<Vec<Word>>> = LazyLock::new(|| cue::list(&vocabulary::NOW_BEFORE));
/// "các": many of the kind; "của": things are of it.
static LEADING: LazyLock<[Word; 2]> = LazyLock::new(|| ["các", "của"].map(Word::of));
static PLACES: LazyLock<Vec<Word>> = LazyLock::new(|| {
    vocabulary::PLACES
        .iter()
        .map(|name| Word::of(name))
        .collect()
});
static BRANCH: LazyLock<Option<usize>> = LazyLock::new(|| level("branch"));
static UNIT: LazyLock<Option<usize>> = LazyLock::new(|| level("unit"));
static DEPARTMENT: LazyLock<Option<usize>> = LazyLock::new(|| level("department"));

fn level(name: &str) -> Option<usize> {
    vocabulary::BODIES
        .iter()
        .position(|(level, _)| *level == name)
}

impl Reporter {
    /// Who a letterhead names.
    pub fn of(head: &Letterhead) -> Reporter {
        let Some(agency) = head.agency.as_ref() else {
            return Reporter::default();
        };
        let name = syllables(agency.as_str());
        let kind = BODIES.first(&name).map(|(length, level)| {
            let kind = name.iter().take(length).map(|syllable| syllable.word);
            (level, kind.collect())
        });
        Reporter {
            kind,
            name: name.iter().map(|syllable| syllable.word).collect(),
        }
    }

    /// Its level.
    pub fn level(&self) -> Option<usize> {
        self.kind.as_ref().map(|(level, _)| *level)
    }

    /// Who a mention is to this reporter.
    pub fn whose(&self, mention: &Mention) -> Whose {
        let other = || Whose::Other(mention.kind.clone(), mention.name.clone());
        if Some(mention.level) == *UNIT {
            return Whose::Own;
        }
        let Some((level, kind)) = &self.kind else {
            // "Sở đã ban hành": a department without a name is the one that writes.
            let unnamed = mention.name.is_empty() && !mention.many && !mention.short;
            let own = unnamed && Some(mention.level) >= *DEPARTMENT;
            return if own { Whose::Own } else { Whose::Doubtful };
        };
        if mention.level != *level || mention.many {
            return other();
        }
        let named = mention.name.iter().all(|word| self.name.contains(word));
        // A branch and an office beside it are of one level and not one body.
        let same = *level <= DEPARTMENT.unwrap_or(0) || kind.first() == mention.kind.first();
        let same = same || self.is_commune_of(mention);
        match named && same {
            true if mention.short => Whose::Doubtful,
            true => Whose::Own,
            false => other(),
        }
    }

    /// "xã" of "UBND xã", "cấp xã" of none.
    fn is_commune_of(&self, mention: &Mention) -> bool {
        let last = mention.kind.last();
        last.is_some_and(|word| self.name.contains(word))
            && !mention.kind.contains(&Word::of("cấp"))
    }
}

/// A body named in a sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mention {
    /// Its syllables, name included.
    pub at: Range<usize>,
    level: usize,
    /// The words it is known by, "các" left out.
    kind: Vec<Word>,
    /// What follows in capitals.
    name: Vec<Word>,
    /// The name is shortened to initials.
    short: bool,
    /// Many of the kind: "các sở".
    many: bool,
    /// Things are said to be of it.
    owns: bool,
    /// It says which of the things counted before it are meant: "03 phòng cấp huyện".
    qualifies: bool,
}

impl Mention {
    /// An office of a body: "Văn phòng", "Phòng Tổ chức cán bộ".
    pub fn is_branch(&self) -> bool {
        Some(self.level) == *BRANCH
    }
}

/// The bodies a sentence names, those left out that get something or that it only goes by.
pub fn mentions(text: &str, syllables: &[Syllable]) -> Vec<Mention> {
    let mut found: Vec<Mention> = Vec::new();
    for (at, level) in BODIES.find(syllables) {
        let inside = found.last().is_some_and(|last| at.start < last.at.end);
        // "05 sở, ngành" are counted.
        let counted = at.start > 0 && is_counted(text, syllables, &at);
        if inside || counted || is_introduced(text, syllables, &at) {
            continue;
        }
        let of_it = found
            .last()
            .is_some_and(|last| is_owner(text, syllables, &last.at, &at));
        found.extend(mention(text, syllables, at, level).map(|mention| Mention {
            qualifies: mention.qualifies || of_it,
            ..mention
        }));
    }
    found
}

fn mention(text: &str, syllables: &[Syllable], at: Range<usize>, level: usize) -> Option<Mention> {
    let before = syllables.get(..at.start)?;
    let own = syllables.get(at.clone())?;
    let opens = at.start == 0 || !gap(text, syllables, at.start - 1).trim().is_empty();
    let owns = cue::ends_with(before, &OWNING) || own.first()?.word == LEADING[1];
    let (name, end, short) = named(text, syllables, at.end);
    let printed = text
        .get(own.first()?.start..)?
        .starts_with(char::is_uppercase);
    let alone = at.len() == 1 && NAMED.contains(&own.first()?.word);
    let is_own = Some(level) == *DEPARTMENT && printed;
    let opens_clause = opens || cue::ends_with(before, &NOW_BEFORE);
    let place = opens_clause && PLACES.contains(&own.first()?.word);
    if alone && !(printed && !name.is_empty() || is_own || place) {
        return None;
    }
    let many = own.first()?.word == LEADING[0];
    if is_of_venue(before) {
        return None;
    }
    if Some(level) == *BRANCH && own.len() > 1 && name.is_empty() && !(opens || owns) {
        return None;
    }
    if Some(level) == *UNIT && !(opens || owns) || cue::ends_with(before, &RECEIVING) && !is_own {
        return None;
    }
    let words = own.iter().map(|syllable| syllable.word);
    Some(Mention {
        at: at.start..end,
        level,
        many,
        kind: words.filter(|word| *word != LEADING[0]).collect(),
        name,
        short,
        owns,
        qualifies: qualifies(text, syllables, at.start),
    })
}

/// "Trên Cổng Dịch vụ công của tỉnh": where things stand says not whose they are.
fn is_of_venue(before: &[Syllable]) -> bool {
    let owning = ending(before, &OWNING);
    let before = before.get(..before.len() - owning).unwrap_or_default();
    let venue = ending(before, &VENUES);
    venue > 0 && cue::ends_with(&before[..before.len() - venue], &ON)
}

/// How many syllables the longest phrase of a list has that they end with.
fn ending(syllables: &[Syllable], phrases: &[Vec<Word>]) -> usize {
    let found = phrases
        .iter()
        .filter(|words| cue::ends_with(syllables, std::slice::from_ref(words)));
    found.map(Vec::len).max().unwrap_or(0)
}

/// "Các phòng chuyên môn thuộc Sở": the second says whose the first is.
fn is_owner(text: &str, syllables: &[Syllable], first: &Range<usize>, at: &Range<usize>) -> bool {
    let between = syllables.get(first.end..at.start).unwrap_or_default();
    let mut gaps = (first.end.saturating_sub(1)..at.start).map(|one| gap(text, syllables, one));
    !between.is_empty()
        && between.len() <= OWNER_NEAR
        && gaps.all(|gap| gap.trim().is_empty())
        && cue::ends_with(between, &OWNING)
        && cue::acts(between) == 0
}

/// So many syllables at most between a body and whose it is.
const OWNER_NEAR: usize = 4;

/// A number stands a few words before it, and neither sign nor act between.
fn qualifies(text: &str, syllables: &[Syllable], at: usize) -> bool {
    let near = (0..at).rev().take(COUNTED_NEAR);
    let mut near = near.take_while(|one| gap(text, syllables, *one).trim().is_empty());
    let number = near.find(|one| syllables.get(*one).is_some_and(|one| one.digits));
    let between = number.and_then(|number| syllables.get(number + 1..at));
    between.is_some_and(|words| !words.is_empty() && cue::acts(words) == 0)
}

/// How far behind a number stands what says which things it counts, in syllables.
const COUNTED_NEAR: usize = 6;

/// The level of the bodies a number counts that stands right before; offices and units are counted as things.
pub fn counted(behind: &[Syllable]) -> Option<usize> {
    let (_, level) = BODIES.first(behind)?;
    (Some(level) != *BRANCH && Some(level) != *UNIT).then_some(level)
}

/// A number stands before it, and no year.
fn is_counted(text: &str, syllables: &[Syllable], at: &Range<usize>) -> bool {
    let near = gap(text, syllables, at.start - 1)
        .trim_matches(['%', ' '])
        .is_empty();
    let digits = |one: &Syllable| one.digits && one.end - one.start < 4;
    let owned = syllables
        .get(at.start)
        .is_some_and(|one| one.word == LEADING[1]);
    near && !owned && syllables.get(at.start - 1).is_some_and(digits)
}

fn gap<'t>(text: &'t str, syllables: &[Syllable], at: usize) -> &'t str {
    match (syllables.get(at), syllables.get(at + 1)) {
        (Some(one), Some(two)) => text.get(one.end..two.start).unwrap_or_default(),
        _ => "",
    }
}

/// The words in capitals that follow, where they end, and whether they are initials ("TT&TT").
fn named(text: &str, syllables: &[Syllable], start: usize) -> (Vec<Word>, usize, bool) {
    let (mut name, mut end, mut short) = (Vec::new(), start, false);
    while let Some(next) = syllables.get(end) {
        let printed = text.get(next.start..next.end).unwrap_or_default();
        let joined = matches!(
            gap(text, syllables, end.wrapping_sub(1)),
            " " | "&" | " & " | " - "
        );
        if !joined || !printed.starts_with(char::is_uppercase) || next.digits {
            break;
        }
        if printed.chars().count() > 1 && printed.chars().all(char::is_uppercase) {
            short = true;
        } else {
            name.push(next.word);
        }
        end += 1;
    }
    (name, end, short)
}

/// "Theo Kế hoạch của UBND tỉnh, Sở đã …": who is named before such a comma does not act.
fn is_introduced(text: &str, syllables: &[Syllable], at: &Range<usize>) -> bool {
    let closes = |at: &usize| gap(text, syllables, *at).contains([',', ';', ':']);
    let start = (0..at.start)
        .rev()
        .find(|at| closes(at))
        .map_or(0, |at| at + 1);
    let clause = syllables.get(start..).unwrap_or_default();
    let ends = (at.end.saturating_sub(1)..syllables.len()).any(|at| closes(&at));
    ends && cue::starts_with(clause, &INTRODUCING)
}

/// Whose the number of a clause is: who is named last before it, else whom its things are said to be of.
pub fn whose(
    mentions: &[Mention],
    part: &Range<usize>,
    number: usize,
    end: usize,
    reporter: &Reporter,
) -> Whose {
    let before = |from: usize| {
        let mut found = mentions.iter().rev();
        found.find(|mention| {
            mention.at.start >= from && mention.at.end <= number && !mention.qualifies
        })
    };
    let before = before(part.start).or_else(|| before(0));
    let mut behind = mentions.iter();
    let behind = behind.find(|mention| mention.owns && (number..end).contains(&mention.at.start));
    let acting = before.map_or(Whose::Unsaid, |mention| reporter.whose(mention));
    let owning = behind.map_or(Whose::Unsaid, |mention| reporter.whose(mention));
    let above = before.zip(reporter.kind.as_ref());
    let above = above.is_some_and(|(mention, (level, _))| mention.level < *level);
    match (acting, owning) {
        // The province announces procedures of the department.
        (Whose::Other(..), Whose::Own) if above => Whose::Doubtful,
        (Whose::Unsaid | Whose::Own, owning @ (Whose::Other(..) | Whose::Doubtful)) => owning,
        (Whose::Unsaid, owning) => owning,
        (acting, _) => acting,
    }
}

/// A body the label of a row names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Named {
    /// Its level.
    pub level: usize,
    /// The words that tell it, those left out that every body has.
    pub words: Vec<Word>,
}

static COMMON: LazyLock<[Word; 7]> =
    LazyLock::new(|| ["các", "ubnd", "ủy", "ban", "nhân", "dân", "cấp"].map(Word::of));

/// The bodies a label names; "của tỉnh" tells of a thing, and "đơn vị" names none.
pub fn named_in(label: &str) -> Vec<Named> {
    // "theo quy định của Chính phủ" names who made the rule.
    let label = label.split(" theo quy định").next().unwrap_or(label);
    let found = mentions(label, &syllables(label)).into_iter();
    let bodies =
        found.filter(|mention| Some(mention.level) != *UNIT && Some(mention.level) != *BRANCH);
    let bodies = bodies.filter(|mention| mention.kind.first() != Some(&LEADING[1]));
    bodies
        .map(|mention| Named {
            level: mention.level,
            words: mention
                .kind
                .into_iter()
                .filter(|word| !COMMON.contains(word))
                .collect(),
        })
        .collect()
}

/// The words of a row name the body too.
pub fn is_named(row: &[Word], kind: &[Word], name: &[Word]) -> bool {
    let has = |words: &[Word]| words.is_empty() || row.windows(words.len()).any(|own| own == words);
    has(kind) && has(name)
}

/// The words of a text, for [`is_named`].
pub fn row_words(text: &str) -> Vec<Word> {
    syllables(text)
        .iter()
        .map(|syllable| syllable.word)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Text;

    fn of(agency: &str, sentence: &str) -> Whose {
        let head = Letterhead {
            agency: Some(Text::clean(agency)),
            ..Letterhead::default()
        };
        let found = syllables(sentence);
        let number = found.iter().position(|s| s.digits).unwrap_or(found.len());
        let mentions = mentions(sentence, &found);
        whose(
            &mentions,
            &(0..found.len()),
            number,
            found.len(),
            &Reporter::of(&head),
        )
    }

    #[test]
    fn the_same_words_are_another_body_to_another_reporter() {
        let department = |text| of("SỞ THỦY LỢI", text);
        let province = |text| of("ỦY BAN NHÂN DÂN TỈNH HÒA GIANG", text);
        let other = |whose| matches!(whose, Whose::Other(..));
        assert!(other(department("UBND tỉnh đã ban hành 5 văn bản")));
        assert_eq!(province("UBND tỉnh đã ban hành 5 văn bản"), Whose::Own);
        assert!(other(province("Sở Nội vụ đã ban hành 5 văn bản")));
        assert!(other(department("Sở Nội vụ đã ban hành 5 văn bản")));
        assert_eq!(department("Sở đã ban hành 5 văn bản"), Whose::Own);
        assert_eq!(
            department("Theo Kế hoạch của UBND tỉnh, Sở đã ban hành 5"),
            Whose::Own
        );
        assert_eq!(
            department("Thực hiện Kế hoạch của UBND tỉnh, đã ban hành 5"),
            Whose::Unsaid
        );
        assert!(other(department("Chi cục Thủy lợi đã tiếp nhận 5 hồ sơ")));
        assert!(other(department("Văn phòng Sở được giao 5 biên chế")));
        assert_eq!(
            department("Sở đã kiểm tra tại 5 phòng chuyên môn"),
            Whose::Own
        );
        assert!(other(of(
            "UBND XÃ TÂN PHÚ",
            "UBND xã Tân Hòa đã tiếp 5 lượt"
        )));
        assert_eq!(of("UBND XÃ TÂN PHÚ", "UBND xã đã tiếp 5 lượt"), Whose::Own);
    }
}
