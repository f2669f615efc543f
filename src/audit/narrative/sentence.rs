//! The body cut into sentences, each with the section of the form its heading speaks of.

use super::cue::{self, Bits};
use super::index::{Index, TermId, Weighted};
use super::phrase::Phrase;
use super::word::Word;
use super::words::{begins, phrases_of, syllables};
use crate::model::report::{Heading, Sentence};
use crate::model::{Place, Report};
use crate::text::vocabulary;
use std::borrow::Cow;
use std::rc::Rc;
use std::sync::LazyLock;

/// A sentence of the body.
#[derive(Clone, Debug, Default)]
pub struct Statement {
    /// The sentence taken apart.
    pub phrase: Rc<Phrase>,
    /// Where its paragraph stands.
    pub place: Place,
    /// The heading above it.
    pub above: Rc<Above>,
    /// The known terms of the sentence before it in the same paragraph, when it states a quantity itself.
    pub before: Vec<TermId>,
    /// The lines over the list it is an item of, the outermost first.
    pub leads: Vec<Rc<Phrase>>,
}

/// The heading above a sentence.
#[derive(Clone, Debug, Default)]
pub struct Above {
    /// Its number.
    pub number: String,
    /// The section of the form it speaks of.
    pub section: Option<String>,
    /// Its known terms.
    pub terms: Vec<TermId>,
    /// What its words set apart.
    pub kinds: Bits,
    /// Its words.
    pub words: Vec<Word>,
    /// The row right under a section it speaks of: a position in [`Index::blocks`].
    pub block: Option<usize>,
    /// It speaks of what is to come or is asked for, as does all that stands under it.
    pub is_plan: bool,
}

impl Statement {
    /// A sentence of a note: no heading, no section.
    pub fn of_note(phrase: Rc<Phrase>) -> Statement {
        Statement {
            phrase,
            ..Statement::default()
        }
    }

    /// The quantity at this place is one of a list that is added up, no statement of its own.
    pub fn is_listed(&self, at: &std::ops::Range<usize>) -> bool {
        self.phrase
            .tally
            .as_ref()
            .is_some_and(|tally| tally.items.iter().any(|item| item.start == at.start))
    }
}

/// Every sentence of the body, in order.
pub fn statements(report: &Report, index: &Index) -> Vec<Statement> {
    let titles: Vec<Vec<TermId>> = report
        .outline
        .iter()
        .map(|heading| index.terms_of(heading.title.as_str()))
        .collect();
    let mut statements = Vec::new();
    for (at, heading) in report.outline.iter().enumerate() {
        let above = Rc::new(above(&report.outline[..=at], heading, &titles, index));
        let mut lists = Lists::default();
        for paragraph in rejoined(&heading.text) {
            let leads = lists.over(paragraph.text.as_str());
            let mut last: Option<Rc<Phrase>> = None;
            for text in sentences(paragraph.text.as_str()) {
                let phrase = Rc::new(Phrase::of(text));
                let before = last.filter(|_| !phrase.quantities.is_empty());
                let before = before
                    .map(|last| index.known(&last.meaning()))
                    .unwrap_or_default();
                last = Some(Rc::clone(&phrase));
                statements.push(Statement {
                    phrase,
                    place: paragraph.place.clone(),
                    above: Rc::clone(&above),
                    before,
                    leads: leads.clone(),
                });
            }
        }
    }
    statements
}

/// What a heading, the last of these, says of the sentences under it.
fn above(outline: &[Heading], heading: &Heading, titles: &[Vec<TermId>], index: &Index) -> Above {
    let words = syllables(heading.title.as_str());
    let kinds = cue::kinds(&words)
        .iter()
        .fold(0, |all, (_, kind)| all | kind);
    let is_plan = chain(outline).iter().any(|at| is_plan(outline.get(*at)));
    let section = section(outline, titles, index);
    let terms = titles.get(outline.len() - 1).cloned().unwrap_or_default();
    Above {
        number: heading.number.clone(),
        block: section
            .as_ref()
            .and_then(|section| block(&terms, section, index)),
        section,
        terms,
        kinds,
        words: words.iter().map(|word| word.word).collect(),
        is_plan,
    }
}

/// The lists that are open where a paragraph stands: the mark of each and the line over it.
#[derive(Default)]
struct Lists {
    open: Vec<(Option<char>, Rc<Phrase>)>,
}

impl Lists {
    /// The lines over a paragraph; it may open a list itself.
    fn over(&mut self, paragraph: &str) -> Vec<Rc<Phrase>> {
        let first = paragraph.chars().next();
        let mark = first.filter(|c| {
            matches!(c, '-' | '+' | '*' | '•' | '–' | '·' | 'o')
                && paragraph[c.len_utf8()..].starts_with(' ')
        });
        // A line like the one over the list, or one that is no item, ends the list.
        let ends = self
            .open
            .iter()
            .position(|(own, _)| *own == mark || mark.is_none());
        self.open.truncate(ends.unwrap_or(self.open.len()));
        let leads = self.open.iter().map(|(_, lead)| Rc::clone(lead)).collect();
        let short = paragraph.split(' ').count() <= SHORT && !paragraph.ends_with(['.', ';']);
        if paragraph.ends_with(':') || short && !paragraph.contains(|c: char| c.is_ascii_digit()) {
            self.open.push((mark, Rc::new(Phrase::over(paragraph))));
        }
        leads
    }
}

/// A line of so few words over a list needs no colon: "- Cấp tỉnh".
const SHORT: usize = 6;

/// How headings begin under which nothing is reported.
static PLANS: LazyLock<Vec<Vec<Word>>> = LazyLock::new(|| phrases_of(&vocabulary::PLANS));

fn is_plan(heading: Option<&Heading>) -> bool {
    let title = heading
        .map(|heading| syllables(heading.title.as_str()))
        .unwrap_or_default();
    PLANS.iter().any(|plan| begins(&title, plan))
}

/// Paragraphs a page break has cut are put together again.
fn rejoined(paragraphs: &[Sentence]) -> Vec<Cow<'_, Sentence>> {
    let mut out: Vec<Cow<Sentence>> = Vec::new();
    for paragraph in paragraphs {
        match out.last_mut() {
            Some(last) if is_cut(last.text.as_str(), paragraph.text.as_str()) => {
                let text = last.text.join(&paragraph.text);
                last.to_mut().text = text;
            }
            _ => out.push(Cow::Borrowed(paragraph)),
        }
    }
    out
}

fn is_cut(before: &str, after: &str) -> bool {
    let open = !before.ends_with(['.', ';', ':', '!', '?', '…', '/']);
    let goes_on = after.starts_with(char::is_lowercase)
        || before.ends_with(char::is_numeric)
        || before.ends_with(',');
    let item = after.starts_with(['-', '+', '*', '•', '–']) || after.chars().nth(1) == Some(')');
    open && !item && (goes_on || after.starts_with(char::is_uppercase))
}

/// Cuts a paragraph after full stops that end a sentence: a capital follows, and what stands before is
/// neither a single letter ("TP.", "Q.") nor a number.
pub fn sentences(paragraph: &str) -> Vec<&str> {
    let mut out = Vec::new();
    let mut start = 0;
    for (at, _) in paragraph.match_indices(". ") {
        let next = paragraph[at + 2..]
            .trim_start_matches(['-', '+', '*', '•', '–', ' '])
            .chars()
            .next();
        let word = paragraph[start..at]
            .rsplit([' ', '('])
            .next()
            .unwrap_or_default();
        let abbreviated = word.chars().count() <= 2 && word.chars().all(char::is_uppercase);
        if next.is_some_and(|c| c.is_uppercase() || c.is_numeric()) && !abbreviated && at > start {
            out.push(paragraph[start..=at].trim());
            start = at + 2;
        }
    }
    out.push(paragraph[start..].trim());
    out.retain(|sentence| !sentence.is_empty());
    out
}

/// The section of the form a heading belongs to: the nearest heading above whose title is the section's,
/// else by number: 1.3.3 → the third section.
fn section(outline: &[Heading], titles: &[Vec<TermId>], index: &Index) -> Option<String> {
    let chain = chain(outline);
    let titled = |at: &usize| titled_section(titles.get(*at)?, index);
    let number = |at: &usize| {
        outline
            .get(*at)
            .map_or("", |heading| heading.number.as_str())
    };
    // Headings without a dot ("I", "1") are as often about the report as a whole.
    let below = chain
        .iter()
        .filter(|at| number(at).contains('.'))
        .find_map(titled);
    let numbered = || {
        chain
            .iter()
            .find_map(|at| numbered_section(number(at), index))
    };
    below
        .or_else(numbered)
        .or_else(|| chain.iter().find_map(titled))
}

/// The last heading and those above it, nearest first.
fn chain(outline: &[Heading]) -> Vec<usize> {
    let mut chain: Vec<usize> = Vec::new();
    let mut level = u8::MAX;
    for (at, heading) in outline.iter().enumerate().rev() {
        if chain.is_empty() || heading.level < level {
            level = heading.level;
            chain.push(at);
        }
    }
    chain
}

/// The row right under a section that a heading speaks of.
fn block(words: &[TermId], section: &str, index: &Index) -> Option<usize> {
    let rows = index.blocks.iter().enumerate();
    let rows = rows.filter(|(_, (_, own, _))| own == section);
    let likely = rows.map(|(at, (.., title))| (likeness(words, title, index), at));
    let (likeness, at) = likely.max_by(|a, b| a.0.total_cmp(&b.0))?;
    (likeness >= ALIKE).then_some(at)
}

/// A heading so like a title is that title.
const ALIKE: f32 = 0.6;

fn titled_section(words: &[TermId], index: &Index) -> Option<String> {
    let best = index
        .sections
        .iter()
        .map(|(section, label)| (likeness(words, label, index), section));
    let (likeness, section) = best.max_by(|a, b| a.0.total_cmp(&b.0))?;
    (likeness >= ALIKE).then(|| section.clone())
}

/// The share of a title's weight a heading says, what it says beside counting half against it.
fn likeness(words: &[TermId], label: &Weighted, index: &Index) -> f32 {
    let weight = |term: &TermId| {
        index
            .weights
            .get(usize::from(*term))
            .copied()
            .unwrap_or(0.0)
    };
    let total: f32 = label.iter().map(|(_, weight)| weight).sum();
    let shared: f32 = label
        .iter()
        .filter(|(term, _)| words.contains(term))
        .map(|(_, weight)| weight)
        .sum();
    let strange = words
        .iter()
        .filter(|term| !label.iter().any(|(known, _)| known == *term));
    let extra: f32 = strange.map(weight).sum();
    if total == 0.0 {
        0.0
    } else {
        shared / (total + 0.5 * extra)
    }
}

fn numbered_section(number: &str, index: &Index) -> Option<String> {
    let mut parts = number.split('.');
    let (first, second) = (parts.next()?, parts.next()?.parse::<usize>().ok()?);
    let section = index.sections.get(second.checked_sub(1)?)?;
    (first == "1").then(|| section.0.clone())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_full_stop_in_a_name_or_number_ends_no_sentence() {
        let text = "Tại TP. Sóc Trăng có 1.946 hồ sơ. Đã trả 15. Còn lại 3.";
        assert_eq!(sentences(text).len(), 3);
        assert_eq!(
            sentences("Đã cử 25 người đi học. - Việc đào tạo được thực hiện đúng kế hoạch.").len(),
            2
        );
    }

    #[test]
    fn a_paragraph_cut_by_a_page_is_joined() {
        assert!(is_cut(
            "Sở đã đăng 09 tin, bài trên chuyên mục",
            "CCHC của Cổng thông tin"
        ));
        assert!(is_cut("chính trị: 10", "đồng chí"));
        assert!(!is_cut("Đã ban hành 10 văn bản.", "Trong kỳ"));
        assert!(!is_cut("gồm các nội dung", "- Một"));
    }
}
