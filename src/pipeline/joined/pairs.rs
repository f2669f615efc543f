//! Which body belongs to which appendix. Nothing is joined on weak or ambiguous grounds: what contradicts keeps two
//! files apart whatever else speaks for them, and where two could be meant neither is.

use crate::model::identity::Identity;
use crate::model::{Letterhead, Status};
use crate::text::fold::bare;
use crate::text::vocabulary;
use std::collections::BTreeMap;

/// A table with more sentences around it has a body of its own.
const MOST_SENTENCES: usize = 6;
/// Letters that a name two files share has at least.
const NAME: usize = 4;
/// A report as far as it matters here.
#[derive(Clone, Copy, Debug)]
pub struct Side<'s> {
    /// Its file, with the folders it was found in.
    pub file: &'s str,
    /// Its letterhead, or what the caption of the appendix says.
    pub head: &'s Letterhead,
    /// How far it was read.
    pub status: Status,
    /// Sentences of a body.
    pub sentences: usize,
}

/// Why two files are one report, the surest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Ground {
    /// The appendix's caption gives the number of the body.
    Number,
    /// Office and period are the same.
    Office,
    /// The files have one name, but for the words that tell the halves.
    Name,
    /// They came alone in one folder, archive or mail.
    Folder,
}

impl Ground {
    /// Its stable name.
    pub fn name(self) -> &'static str {
        match self {
            Ground::Number => "number",
            Ground::Office => "office",
            Ground::Name => "name",
            Ground::Folder => "folder",
        }
    }
}

/// Two files that are one report, by their places among the sides.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pair {
    /// The body that is taken.
    pub body: usize,
    /// All files that are this body: it may have been sent twice.
    pub bodies: Vec<usize>,
    /// The appendix.
    pub appendix: usize,
    /// Why.
    pub ground: Ground,
}

/// What was found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Pairs {
    /// What belongs together.
    pub pairs: Vec<Pair>,
    /// Bodies for which several appendices, or which for an appendix are several, and the files that could be meant.
    pub doubts: Vec<(usize, Vec<String>)>,
    /// Bodies that were sent again without the appendix, and the whole report of that number.
    pub again: Vec<(usize, usize)>,
}

/// Which bodies belong to which appendices.
pub fn pairs(sides: &[Side<'_>]) -> Pairs {
    let identities: Vec<Identity> = sides.iter().map(|side| Identity::of(side.head)).collect();
    let bodies = of_one_paper(sides, &identities);
    let appendices: Vec<usize> = (0..sides.len())
        .filter(|at| is_appendix(&sides[*at]))
        .collect();
    let alone = Alone::of(sides);
    // By appendix: the bodies it could belong to, by the grounds.
    let mut wanted: BTreeMap<usize, Vec<(Ground, usize)>> = BTreeMap::new();
    for (group, members) in bodies.iter().enumerate() {
        for &appendix in &appendices {
            let grounds = members.iter().filter_map(|&body| {
                let pair = [&sides[body], &sides[appendix]];
                let [own, other] = [&identities[body], &identities[appendix]];
                ground(pair, [own, other], &alone)
            });
            if let Some(ground) = grounds.min() {
                wanted.entry(group).or_default().push((ground, appendix));
            }
        }
    }
    let mut found = settled(sides, &bodies, wanted);
    let taken: Vec<usize> = found
        .pairs
        .iter()
        .flat_map(|pair| pair.bodies.clone())
        .collect();
    let free = bodies
        .into_iter()
        .flatten()
        .filter(|body| !taken.contains(body));
    found.again = free
        .filter_map(|body| Some((body, whole(sides, &identities, body)?)))
        .collect();
    found
        .doubts
        .retain(|(body, _)| found.again.iter().all(|(again, _)| again != body));
    found
}

/// The whole report that has the number, day and office of a body.
fn whole(sides: &[Side<'_>], identities: &[Identity], body: usize) -> Option<usize> {
    let own = sides[body].head;
    (0..sides.len()).find(|&at| {
        let other = sides[at].head;
        let is_whole = matches!(sides[at].status, Status::Ok | Status::Partial)
            && sides[at].sentences >= MOST_SENTENCES;
        let one_paper = own.number.is_some()
            && own.date.is_some()
            && number(own) == number(other)
            && own.date == other.date
            && period(own) == period(other);
        let named = !identities[body].unit.is_empty();
        is_whole && one_paper && named && is_one(&identities[body], &identities[at])
    })
}

/// Of each body the appendix with the best ground, where no other has it, and no other body wants it on one as good.
fn settled(
    sides: &[Side<'_>],
    bodies: &[Vec<usize>],
    wanted: BTreeMap<usize, Vec<(Ground, usize)>>,
) -> Pairs {
    let best = |wishes: &[(Ground, usize)]| {
        let ground = wishes.iter().map(|(ground, _)| *ground).min()?;
        let at = wishes.iter().filter(|(own, _)| *own == ground);
        Some((
            ground,
            at.map(|(_, appendix)| *appendix).collect::<Vec<_>>(),
        ))
    };
    let mut rivals: BTreeMap<usize, Vec<(Ground, usize)>> = BTreeMap::new();
    for (group, wishes) in &wanted {
        for (ground, appendix) in wishes {
            rivals.entry(*appendix).or_default().push((*ground, *group));
        }
    }
    let mut found = Pairs::default();
    for (group, wishes) in &wanted {
        let (Some((ground, candidates)), Some(&body)) = (best(wishes), bodies[*group].first())
        else {
            continue;
        };
        let rivals = |appendix: &usize| {
            let others = rivals.get(appendix).into_iter().flatten();
            others
                .filter(|(own, other)| other != group && *own <= ground)
                .count()
        };
        match candidates.as_slice() {
            [appendix] if rivals(appendix) == 0 => found.pairs.push(Pair {
                body,
                bodies: bodies[*group].clone(),
                appendix: *appendix,
                ground,
            }),
            [appendix] if outbid(*appendix, *group, ground, &wanted) => {}
            several => {
                let files = several
                    .iter()
                    .map(|at| sides[*at].file.to_owned())
                    .collect();
                found.doubts.extend(
                    bodies[*group]
                        .iter()
                        .map(|body| (*body, Vec::clone(&files))),
                );
            }
        }
    }
    found
}

/// Another body has a better ground for an appendix: then it is simply not this body's.
fn outbid(
    appendix: usize,
    group: usize,
    ground: Ground,
    wanted: &BTreeMap<usize, Vec<(Ground, usize)>>,
) -> bool {
    let others = wanted.iter().filter(|(other, _)| **other != group);
    let mut others = others.flat_map(|(_, wishes)| wishes);
    others.any(|(own, at)| *at == appendix && *own < ground)
}

/// Bodies without an appendix; a paper that was sent twice is one, the fullest reading of it first.
fn of_one_paper(sides: &[Side<'_>], identities: &[Identity]) -> Vec<Vec<usize>> {
    let mut groups: Vec<Vec<usize>> = Vec::new();
    for at in (0..sides.len()).filter(|at| is_body(&sides[*at])) {
        let same = |group: &&mut Vec<usize>| {
            let first = group[0];
            let (a, b) = (sides[at].head, sides[first].head);
            a.number.is_some()
                && number(a) == number(b)
                && a.date == b.date
                && period(a) == period(b)
                && is_one(&identities[at], &identities[first])
        };
        match groups.iter_mut().find(same) {
            Some(group) => group.push(at),
            None => groups.push(vec![at]),
        }
    }
    for group in &mut groups {
        group.sort_by_key(|at| (std::cmp::Reverse(sides[*at].sentences), sides[*at].file));
    }
    groups
}

fn is_body(side: &Side<'_>) -> bool {
    let known = side.head.agency.is_some() || side.head.number.is_some();
    side.status == Status::NoAppendix && side.sentences > 0 && known
}

fn is_appendix(side: &Side<'_>) -> bool {
    matches!(side.status, Status::Ok | Status::Partial) && side.sentences < MOST_SENTENCES
}

/// Why the two are one report; `None` where nothing says so, or something speaks against it.
fn ground(
    [body, appendix]: [&Side<'_>; 2],
    [own, other]: [&Identity; 2],
    alone: &Alone<'_>,
) -> Option<Ground> {
    let named = !own.unit.is_empty() && !other.unit.is_empty();
    let agree = |a: Option<String>, b: Option<String>| match (a, b) {
        (Some(a), Some(b)) => Some(a == b),
        _ => None,
    };
    let (a, b) = (body.head, appendix.head);
    let numbers = agree(number(a), number(b));
    let dates = agree(a.date.clone(), b.date.clone());
    let periods = agree(period(a), period(b));
    let offices = named.then(|| is_one(own, other));
    if [numbers, dates, periods, offices].contains(&Some(false)) {
        return None;
    }
    let beside = folder(body.file) == folder(appendix.file);
    let name = stem(body.file);
    let same_name = name.len() >= NAME && beside && name == stem(appendix.file);
    let together = alone.holds(body.file, appendix.file);
    let cited = numbers == Some(true)
        && (offices == Some(true) || dates == Some(true) && (together || same_name));
    match () {
        () if cited => Some(Ground::Number),
        // A letter of the same office is not yet the report.
        () if a.title.is_some() && offices == Some(true) && periods == Some(true) => {
            Some(Ground::Office)
        }
        () if same_name => Some(Ground::Name),
        () if together => Some(Ground::Folder),
        () => None,
    }
}

/// Whether the two names are of one office: a caption names the place that a letterhead has in the name above.
fn is_one(own: &Identity, other: &Identity) -> bool {
    let goes_on = |long: &Identity, short: &Identity| {
        let place = long.unit.strip_prefix(short.unit.as_str());
        let place = place.and_then(|place| {
            vocabulary::SUPERIOR_PLACES
                .iter()
                .find_map(|word| place.trim_start().strip_prefix(word.as_str()))
        });
        let fits = |whole: &str, place: &str| whole.is_empty() || whole.ends_with(place);
        place.is_some_and(|place| {
            fits(&short.superior, place) && fits(&short.province, place.trim())
        })
    };
    own.may_be(other) || goes_on(own, other) || goes_on(other, own)
}

fn number(head: &Letterhead) -> Option<String> {
    let number = head.number.as_ref()?;
    Some(number.as_str().to_lowercase().replace(' ', ""))
}

fn period(head: &Letterhead) -> Option<String> {
    Some(head.period.as_ref()?.code.clone())
}

/// The folder, archive or mail a file lies in.
fn folder(file: &str) -> &str {
    file.rfind(['/', '!']).map_or("", |end| &file[..end])
}

/// The folder that all files lie in.
fn root<'s>(sides: &[Side<'s>]) -> &'s str {
    let dir = |file: &'s str| folder(file.split('!').next().unwrap_or(file));
    let mut root = sides.first().map_or("", |first| dir(first.file));
    let within = |dir: &str, root: &str| {
        let rest = dir.strip_prefix(root);
        rest.is_some_and(|rest| root.is_empty() || rest.is_empty() || rest.starts_with('/'))
    };
    while !sides.iter().all(|side| within(dir(side.file), root)) {
        root = folder(root);
    }
    root
}

/// The name of a file without what tells which half it is.
fn stem(file: &str) -> String {
    let name = file.rsplit(['/', '!']).next().unwrap_or(file);
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    let words = bare(&stem.replace(['_', '-', '.', '(', ')', '+'], " "));
    let words = words
        .split(' ')
        .filter(|word| !vocabulary::HALVES.iter().any(|half| half == word));
    words.collect::<Vec<_>>().join(" ")
}

/// Folders below the one given, archives and mails with just one body and one appendix.
struct Alone<'s> {
    counts: BTreeMap<&'s str, [usize; 3]>,
}

impl<'s> Alone<'s> {
    fn of(sides: &[Side<'s>]) -> Alone<'s> {
        let mut counts: BTreeMap<&str, [usize; 3]> = BTreeMap::new();
        for side in sides {
            let [bodies, appendices, others] = counts.entry(folder(side.file)).or_default();
            match () {
                () if is_body(side) => *bodies += 1,
                () if is_appendix(side) => *appendices += 1,
                () => *others += 1,
            }
        }
        // The folder that holds all of it says nothing.
        counts.remove(root(sides));
        Alone { counts }
    }

    fn holds(&self, one: &str, other: &str) -> bool {
        folder(one) == folder(other) && self.counts.get(folder(one)) == Some(&[1, 1, 0])
    }
}

#[cfg(test)]
mod tests;
