//! One page, one way: glyphs and ruling lines → words → what is printed over them → tables → blocks.
//! Nothing is found twice.

use super::content::page::PageContent;
use super::diagnostics::PageDiagnostics;
use super::flow::{self, Parts, Placed};
use super::tables::borderless::carry::Carried;
use super::tables::borderless::{self, Surroundings};
use super::tables::overlay::{drop_copies, take_overlays};
use super::tables::ruled::{self, Ruling};
use super::tables::stamp::{self, Stamps};
use super::tables::tagged::Tags;
use super::text::word::{self, Word};

/// What the pages before hand on to the next: the table that may go on.
#[derive(Default)]
pub(super) struct Before {
    /// Its columns, where it has no rules.
    carried: Carried,
    /// Its column borders, where it has.
    pub(super) borders: Vec<f32>,
    /// The column borders of the last table with rules between its columns only.
    frame: Vec<f32>,
}

/// Everything on a page, in reading order.
pub(super) fn blocks(
    content: &PageContent,
    tags: &Tags,
    before: &mut Before,
    diagnostics: &mut PageDiagnostics,
) -> Vec<Placed> {
    let ruling = Ruling::of(content, &before.borders);
    flow::blocks(content, parts(content, &ruling, tags, before, diagnostics))
}

/// The words of a page and its tables: by the structure tree, by rules, by alignment, each finder taking
/// only what the one before left. Stamps and watermarks are left out.
pub(super) fn parts(
    content: &PageContent,
    ruling: &Ruling,
    tags: &Tags,
    before: &mut Before,
    diagnostics: &mut PageDiagnostics,
) -> Parts {
    let mut words = word::words(content, &ruling.separators());
    drop_copies(&mut words);
    let mut overlays = take_overlays(&mut words, &ruling.edges);
    before.borders = ruling.last_borders();
    let (lattices, mut stamps) = without_stamps(content, ruling, tags, &mut words, &mut overlays);
    let mut ruled = ruled::find(content, lattices, &words, &mut before.frame);
    let mut tagged = tags.find(content, &words, &mut ruled.tables);
    let mut tables = std::mem::take(&mut tagged.tables);
    tables.extend(ruled.tables);
    let mut taken = vec![false; words.len()];
    for index in tables.iter().flat_map(|found| &found.words) {
        taken[*index] = true;
    }
    let around = Surroundings {
        content,
        edges: &ruling.edges,
        frames: &ruled.frames,
    };
    let open = borderless::find(&around, &words, &taken, &mut before.carried);
    overlays.extend(
        open.stamps
            .certain
            .iter()
            .rev()
            .map(|at| words[*at].clone()),
    );
    tables.extend(open.tables);
    stamps.add_unlike(open.stamps.unlike);
    diagnostics.record_tags(content.number, &tagged);
    diagnostics.record_overlays(content.number, &overlays);
    diagnostics.record_set_apart(content, stamps.unlike);
    diagnostics.record_rows(&tables);
    Parts {
        words,
        tables,
        set_aside: open.stamps.certain,
    }
}

/// The lattices of a page with the words in their boxes. Stamps inside them, and inside tagged tables, are
/// moved from the words to what is printed over them.
fn without_stamps<'r>(
    content: &PageContent,
    ruling: &'r Ruling,
    tags: &Tags,
    words: &mut Vec<Word>,
    overlays: &mut Vec<Word>,
) -> (Vec<ruled::Filled<'r>>, Stamps) {
    let mut lattices = ruled::fill(content, ruling, words);
    let mut areas: Vec<Vec<usize>> = ruled::areas(&lattices, words);
    areas.extend(tags.areas(content, words));
    let apart = areas
        .iter()
        .flat_map(|own| stamp::set_apart(words, own, || true))
        .collect();
    let stamps = stamp::judge(words, apart);
    if !stamps.certain.is_empty() {
        overlays.extend(stamps.certain.iter().rev().map(|at| words.remove(*at)));
        ruled::forget(&mut lattices, &stamps.certain);
    }
    (lattices, stamps)
}
