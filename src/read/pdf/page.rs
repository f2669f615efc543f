//! One page, one way: glyphs and ruling lines → words → what is printed over them → tables → blocks.
//! Nothing is found twice.

use super::content::page::PageContent;
use super::diagnostics::PageDiagnostics;
use super::flow::{self, Parts, Placed};
use super::tables::borderless::carry::Carried;
use super::tables::borderless::{self, Surroundings};
use super::tables::complete::Cut;
use super::tables::overlay::{drop_copies, take_overlays};
use super::tables::ruled::{self, Ruling};
use super::tables::stamp::{self, Stamps};
use super::tables::tagged::{self, OfTables, Tags};
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
    /// How the last table with rules began and ended.
    cut: Cut,
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
    before.borders = ruling.last().map_or(Vec::new(), |last| last.xs.clone());
    before
        .cut
        .drop_again(&ruling.lattices, &ruling.edges, &mut words);
    let Tenants {
        lattices,
        of_tables,
        mut stamps,
    } = tenants(
        content,
        ruling,
        tags,
        &mut words,
        &mut overlays,
        &before.cut,
    );
    before.cut = std::mem::take(&mut before.cut).after(ruling.last(), &ruling.edges, &words);
    let mut ruled = ruled::find(content, lattices, &ruling.edges, &words, &mut before.frame);
    let mut by_tree = tags.find(content, &words, of_tables, &mut ruled.tables);
    let mut tables = std::mem::take(&mut by_tree.tables);
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
    diagnostics.record_tags(content.number, &by_tree);
    diagnostics.record_overlays(content.number, &overlays);
    diagnostics.record_set_apart(content, stamps.unlike);
    diagnostics.record_rows(&tables);
    Parts {
        words,
        tables,
        set_aside: open.stamps.certain,
    }
}

/// Where the words of a page stand, before any table is made of them.
struct Tenants<'r> {
    lattices: Vec<ruled::Filled<'r>>,
    of_tables: OfTables,
    stamps: Stamps,
}

/// The words in the boxes of lattices and in the cells of tagged tables. Stamps inside them are moved from the
/// words to what is printed over them.
fn tenants<'r>(
    content: &PageContent,
    ruling: &'r Ruling,
    tags: &Tags,
    words: &mut Vec<Word>,
    overlays: &mut Vec<Word>,
    before: &Cut,
) -> Tenants<'r> {
    let mut all = Tenants {
        lattices: ruled::fill(content, ruling, words, before),
        of_tables: tags.on_page(content, words),
        stamps: Stamps::default(),
    };
    if !stamp::may_be_among(words) {
        return all;
    }
    let mut areas = ruled::areas(&all.lattices, words);
    areas.extend(tagged::areas(&all.of_tables, words));
    let apart = areas
        .iter()
        .flat_map(|own| stamp::set_apart(words, own, || true))
        .collect();
    all.stamps = stamp::judge(words, apart);
    if !all.stamps.certain.is_empty() {
        let gone = all.stamps.certain.iter().rev();
        overlays.extend(gone.map(|at| words.remove(*at)));
        ruled::forget(&mut all.lattices, &all.stamps.certain);
        all.of_tables = tags.on_page(content, words);
    }
    all
}
