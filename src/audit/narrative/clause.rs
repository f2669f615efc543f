//! The clause of a number: what it says beside how many. Whose they are, which acts, what is set apart from the
//! rest, what is only planned.

use super::body::{self, Named, Reporter, Whose, whose};
use super::cue::{self, Bits};
use super::quantity::{Amount, Quantity};
use super::sentence::Statement;
use super::word::Word;
use super::words::{Syllable, begins, class};
use crate::text::vocabulary;
use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::LazyLock;

/// What the clause of a number says.
#[derive(Clone, Debug, Default)]
pub struct Clause {
    /// Where it stands in the sentence.
    pub at: Range<usize>,
    /// The kinds of things it sets apart.
    pub kinds: Bits,
    /// Those named anywhere before it: earlier in the sentence, over the list it is an item of, in the heading.
    pub named: Bits,
    /// What was done: in its own words, else in those before.
    pub acts: Bits,
    /// It tells what is meant to be.
    pub planned: bool,
    /// Whose the things are.
    pub whose: Whose,
    /// There is nothing of the kind at all.
    pub nothing: bool,
    /// "Toàn tỉnh": of all bodies of the reporter's together.
    pub whole: bool,
    /// The level of the bodies the number counts: "05 sở, ngành".
    counted: Option<usize>,
    /// Where the number's own part of the sentence begins.
    pub part: usize,
    /// The level of who reports.
    level: Option<usize>,
    /// The words before its end, those over it included.
    words: BTreeSet<Word>,
}

type Phrases = LazyLock<Vec<Vec<Word>>>;

static ENDS: Phrases = LazyLock::new(|| cue::list(&vocabulary::CLAUSE_ENDS));
static RESUMING: Phrases = LazyLock::new(|| cue::list(&vocabulary::RESUMING));
static JOINED: Phrases = LazyLock::new(|| cue::list(&vocabulary::JOINED));
static WHOLE: Phrases = LazyLock::new(|| cue::list(&vocabulary::WHOLE_PLACES));
static BY_PLAN: Phrases = LazyLock::new(|| cue::list(&vocabulary::BY_PLAN));
static NOW_LEFT: Phrases = LazyLock::new(|| cue::list(&vocabulary::NOW_LEFT));
static PLANNED: Phrases = LazyLock::new(|| cue::list(&vocabulary::PLANNED));
static ANYWHERE: Phrases = LazyLock::new(|| cue::list(&vocabulary::PLANNED_ANYWHERE));
static REACHED: Phrases = LazyLock::new(|| cue::list(&vocabulary::REACHED));
static GOES_BY: Phrases = LazyLock::new(|| cue::list(&vocabulary::GOES_BY));
static OUTCOME: Phrases = LazyLock::new(|| cue::list(&vocabulary::OUTCOME));
static FIELD: Phrases = LazyLock::new(|| cue::list(&vocabulary::FIELD));
static CARRYING: Phrases = LazyLock::new(|| cue::list(&vocabulary::CARRYING));
static LATE_BUT: Phrases = LazyLock::new(|| cue::list(&vocabulary::LATE_BUT));
static MADE_PLAN: Phrases = LazyLock::new(|| cue::list(&vocabulary::MADE_PLAN));
static HOLDING: Phrases = LazyLock::new(|| cue::list(&vocabulary::PLAN_HOLDS));
static BY: LazyLock<Word> = LazyLock::new(|| Word::of("do"));
static OTHERS: LazyLock<Word> = LazyLock::new(|| Word::of("những"));
static NUMBER: LazyLock<Word> = LazyLock::new(|| Word::of("số"));
static ARISING: Phrases = LazyLock::new(|| cue::list(&vocabulary::ARISING));
static LEFT: LazyLock<Word> = LazyLock::new(|| Word::of("còn"));

impl Clause {
    /// Reads the clause of a number; `part` is the piece of the sentence that is the number's own.
    pub fn of(
        quantity: &Quantity,
        part: &Range<usize>,
        statement: &Statement,
        reporter: &Reporter,
    ) -> Clause {
        let scan = Scan::of(quantity, part, statement);
        let clause = scan.clause();
        let phrase = &statement.phrase;
        let kinds = |from: usize, to: usize| {
            let inside = phrase.kinds.iter().filter(|(at, _)| {
                at.start >= from
                    && at.end <= to
                    && (at.end <= scan.number.start || at.start >= scan.number.end)
            });
            inside.fold(0, |all, (_, kind)| all | kind)
        };
        let left = if scan.is_left_over(&clause) || scan.is_of_field(&clause) {
            cue::rest()
        } else {
            0
        };
        let leads = statement.leads.iter();
        let lead_kinds = leads.clone().fold(0, |all, lead| all | lead.level_kinds());
        let mut whose = whose(
            &phrase.mentions,
            &scan.part,
            scan.number.start,
            clause.end,
            reporter,
        );
        if matches!(whose, Whose::Other(..)) && scan.is_outcome_of_branch() {
            whose = Whose::Doubtful;
        }
        if whose == Whose::Unsaid {
            let over = leads.rev().flat_map(|lead| lead.mentions.last());
            let mut over = over.map(|mention| reporter.whose(mention));
            whose = over.next().unwrap_or_default();
        }
        Clause {
            kinds: kinds(clause.start, clause.end) | left | lead_kinds,
            named: kinds(0, clause.end) | lead_kinds | statement.above.kinds,
            acts: scan.acts(&clause),
            planned: scan.is_planned(&clause) || scan.is_by_plan() || scan.is_in_a_plan(),
            nothing: quantity.none && scan.is_nothing(),
            whole: scan.is_whole(&clause),
            part: part.start,
            level: reporter.level(),
            words: scan.words(match quantity.none {
                true => scan.part.end.max(clause.end),
                false => clause.end,
            }),
            counted: body::counted(scan.slice(scan.number.end..scan.syllables.len())),
            whose,
            at: scan.bytes(&clause),
        }
    }

    /// The number counts bodies, and the row is of others.
    pub fn counts_others(&self, bodies: &[Named]) -> bool {
        self.counted.is_some_and(|level| {
            !bodies.is_empty() && bodies.iter().all(|body| body.level != level)
        })
    }

    /// The row is of bodies of another level, and nothing said before names them.
    pub fn leaves_unnamed(&self, bodies: &[Named]) -> bool {
        let named = |body: &Named| {
            body.words.is_empty() || body.words.iter().any(|word| self.words.contains(word))
        };
        let mut others = bodies
            .iter()
            .filter(|body| self.level.is_some_and(|own| own != body.level));
        others.any(|body| !named(body))
    }
}

/// How many syllables stand before a comma that joins two words to one.
const LONGEST_JOINED: usize = 3;

/// A sentence while the clause of one of its numbers is sought; all ranges are of syllables.
struct Scan<'a> {
    text: &'a str,
    syllables: &'a [Syllable],
    statement: &'a Statement,
    part: Range<usize>,
    number: Range<usize>,
    /// Behind the noun of the number.
    noun: usize,
    /// The number is a rate.
    percent: bool,
}

impl<'a> Scan<'a> {
    fn of(quantity: &Quantity, part: &Range<usize>, statement: &'a Statement) -> Scan<'a> {
        let syllables = statement.phrase.syllables.as_slice();
        let from = |byte: usize| syllables.partition_point(|syllable| syllable.start < byte);
        let number = from(quantity.at.start)..from(quantity.at.end);
        let noun = quantity.noun.map_or(number.end, |noun| from(noun.end));
        Scan {
            text: &statement.phrase.text,
            syllables,
            statement,
            part: from(part.start)..from(part.end),
            noun: noun.max(number.end),
            percent: matches!(quantity.amount, Amount::Percent(_)),
            number,
        }
    }

    fn slice(&self, at: Range<usize>) -> &'a [Syllable] {
        self.syllables.get(at).unwrap_or_default()
    }

    fn bytes(&self, at: &Range<usize>) -> Range<usize> {
        let own = self.slice(at.clone());
        own.first().map_or(0, |first| first.start)..own.last().map_or(0, |last| last.end)
    }

    /// What is printed between a syllable and the next.
    fn gap(&self, at: usize) -> &'a str {
        let end = self
            .syllables
            .get(at + 1)
            .map_or(self.text.len(), |next| next.start);
        let start = self.syllables.get(at).map_or(end, |one| one.end);
        self.text.get(start..end).unwrap_or_default()
    }

    /// From where the sentence turns to the number, to where it turns away from it.
    fn clause(&self) -> Range<usize> {
        let opens = |at: &usize| {
            let gap = self.gap(*at);
            let rest = self.slice(*at + 1..self.number.start);
            gap.contains([';', '(']) || gap.contains(',') && cue::starts_with(rest, &RESUMING)
        };
        let before = self.part.start..self.number.start.saturating_sub(1);
        let start = before
            .rev()
            .find(opens)
            .map_or(self.part.start, |at| at + 1);
        let closes = |at: &usize| {
            let gap = self.gap(*at);
            let rest = self.slice(*at + 1..self.part.end);
            let ends = cue::starts_with(rest, &ENDS) && !cue::starts_with(rest, &LATE_BUT);
            gap.contains([';', '.', '(', ')', ':'])
                || ends
                || gap.contains(',') && !self.joins_alike(*at)
        };
        let last = self.part.end.max(self.noun);
        let behind = self.noun.saturating_sub(1)..last.saturating_sub(1);
        let end = behind.clone().find(closes).map_or(last, |at| at + 1);
        start..end
    }

    /// "công chức, viên chức": the comma joins two of a kind.
    fn joins_alike(&self, at: usize) -> bool {
        let joined = (0..=at).rev().take(LONGEST_JOINED).any(|from| {
            let found = JOINED
                .iter()
                .filter(|words| begins(self.slice(from..self.syllables.len()), words));
            found.into_iter().any(|words| from + words.len() > at + 1)
        });
        if joined || self.joins_bodies(at) {
            return true;
        }
        let comma = self.syllables.get(at).map_or(0, |syllable| syllable.end);
        let terms = self.statement.phrase.meaning();
        let before = terms.iter().rev().find(|term| term.end <= comma);
        let behind = terms.iter().find(|term| term.start >= comma);
        // "26 nhiệm vụ, những nhiệm vụ khác đang triển khai": others begin.
        if self
            .syllables
            .get(at + 1)
            .is_some_and(|next| next.word == *OTHERS)
        {
            return false;
        }
        let kind = |term: Option<&super::words::Term>| term.and_then(|term| class(term.word));
        kind(before).is_some() && kind(before) == kind(behind)
    }

    /// "Chính phủ, Thủ tướng Chính phủ giao": the comma stands between two bodies.
    fn joins_bodies(&self, at: usize) -> bool {
        let mentions = &self.statement.phrase.mentions;
        mentions.iter().any(|one| one.at.end == at + 1)
            && mentions.iter().any(|two| two.at.start == at + 1)
    }

    /// "Còn 18 nhiệm vụ"; "tỷ lệ còn 4,8%" says what it is now.
    fn is_left_over(&self, clause: &Range<usize>) -> bool {
        let before = self.slice(clause.start..self.number.start);
        let near = before
            .iter()
            .rev()
            .take(2)
            .any(|syllable| syllable.word == *LEFT);
        let now = (0..before.len()).any(|at| cue::starts_with(&before[at..], &NOW_LEFT));
        // "Số đơn vị tự chủ còn 500": what it is said of stands before.
        let now = now || before.first().is_some_and(|first| first.word == *NUMBER);
        near && !now
    }

    /// "Lĩnh vực đất đai tiếp nhận 1.200 hồ sơ": a part of what the reporter received.
    fn is_of_field(&self, clause: &Range<usize>) -> bool {
        cue::starts_with(self.slice(clause.start..self.number.start), &FIELD)
    }

    /// What was done: in its own part of the sentence, else earlier.
    fn acts(&self, clause: &Range<usize>) -> Bits {
        let (start, end) = (
            self.part.start.min(clause.start),
            self.part.end.max(clause.end),
        );
        let next = self.syllables.get(clause.end);
        let by = next.is_some_and(|next| next.word == *BY);
        // "Kiểm tra 12 văn bản do cấp xã ban hành": what is said behind the clause is of the things.
        let pieces = [
            if by { clause.clone() } else { 0..0 },
            clause.start..end,
            start..end,
            0..self.part.start,
        ];
        let acts = pieces.clone().map(|piece| cue::acts(self.slice(piece)));
        let first = acts.into_iter().find(|acts| *acts != 0).unwrap_or(0);
        // "đã cắt giảm 02 phòng, đạt 50% so với kế hoạch": a rate is of what was done.
        let strong = |piece: Range<usize>| cue::strong_acts(self.slice(piece));
        match self.percent {
            true => pieces
                .map(strong)
                .into_iter()
                .find(|acts| *acts != 0)
                .unwrap_or(first),
            false => first,
        }
    }

    /// "Văn phòng phối hợp khảo sát …, kết quả đạt 96%": who organised it for the reporter is not whose it is.
    fn is_outcome_of_branch(&self) -> bool {
        let before = self.statement.phrase.mentions.iter().rev();
        let mut before = before.filter(|mention| mention.at.end <= self.number.start);
        let Some(mention) = before.next().filter(|mention| mention.is_branch()) else {
            return false;
        };
        let mut behind = mention.at.end.max(1)..self.number.start;
        behind.any(|at| {
            self.gap(at - 1).contains([',', ';'])
                && cue::starts_with(self.slice(at..self.number.start), &OUTCOME)
        })
    }

    /// "Theo kế hoạch, năm 2025 kiểm tra 10 sở, ngành".
    fn is_by_plan(&self) -> bool {
        let before = self.slice(0..self.number.start);
        let year = before
            .iter()
            .any(|one| one.digits && one.end - one.start == 4);
        let reached = (0..before.len()).any(|at| cue::starts_with(&before[at..], &REACHED));
        year && !reached && cue::starts_with(before, &BY_PLAN)
    }

    /// "Ban hành kế hoạch kiểm tra với 05 đơn vị": what the plan holds.
    fn is_in_a_plan(&self) -> bool {
        let before = self.slice(0..self.number.start);
        let made = (0..before.len()).find(|at| cue::starts_with(&before[*at..], &MADE_PLAN));
        let behind = made.map_or(&before[..0], |at| &before[at..]);
        let holds = (0..behind.len()).find(|at| cue::starts_with(&behind[*at..], &HOLDING));
        let reached =
            |from: usize| (from..behind.len()).any(|at| cue::starts_with(&behind[at..], &REACHED));
        // "… và tổ chức kiểm tra tại 05 phòng": it was carried out too.
        let carried = (0..behind.len()).any(|at| cue::starts_with(&behind[at..], &CARRYING));
        holds.is_some_and(|at| !carried && !reached(at))
    }

    fn is_planned(&self, clause: &Range<usize>) -> bool {
        let before = clause.start..self.number.start;
        before.clone().any(|at| {
            let rest = self.slice(at..self.number.start);
            let opens = at == clause.start || self.gap(at - 1).contains([',', ':', '-']);
            let plan =
                opens && cue::starts_with(rest, &PLANNED) || cue::starts_with(rest, &ANYWHERE);
            let goes_by = at > 0 && cue::ends_with(self.slice(0..at), &GOES_BY);
            let reached = (1..rest.len()).any(|at| cue::starts_with(&rest[at..], &REACHED));
            plan && !goes_by && !reached
        })
    }

    /// "Toàn tỉnh", "trên địa bàn tỉnh".
    fn is_whole(&self, clause: &Range<usize>) -> bool {
        let own = self.slice(self.part.start.min(clause.start)..clause.end);
        (0..own.len()).any(|at| cue::starts_with(&own[at..], &WHOLE))
    }

    fn words(&self, end: usize) -> BTreeSet<Word> {
        let leads = self.statement.leads.iter().flat_map(|lead| &lead.syllables);
        let own = self.slice(0..end).iter().chain(leads);
        own.map(|syllable| syllable.word)
            .chain(self.statement.above.words.iter().copied())
            .collect()
    }

    /// "không phát sinh hồ sơ": no act is named.
    fn is_nothing(&self) -> bool {
        let rest = self.slice(self.number.end..self.syllables.len());
        cue::starts_with(rest, &ARISING)
    }
}
