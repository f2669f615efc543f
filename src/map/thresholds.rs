//! What the mapping goes by, in one place: each threshold with its unit and what it was set on. Constants, not
//! fields, so that they can bound the arms of a `match`.

// Which form: `choose`. `NO_RIVAL` and `LOOSE` were set so that the same matches cost fewer instructions; the
// others were chosen by reading, not measured.

/// Schemas looked at closely, best first glance first.
pub(super) const CLOSER: usize = 2;
/// Least share of word pairs a schema must know to be looked at at all.
pub(super) const GLANCE: f64 = 0.25;
/// A schema that scores less than this share of the one expected to fit is not a rival of it: how its most
/// doubtful rows fare is not looked into.
pub(super) const NO_RIVAL: f64 = 0.75;
/// Labels further apart than this, in thousandths of their weight, are left alone in such a schema.
pub(super) const LOOSE: u32 = 300;
/// Least score of a schema that is chosen unforced.
pub(super) const FITS: f64 = 0.35;
/// The share of an appendix's rows that must match for a piece of a form to fit.
pub(super) const PIECE: f64 = 0.6;
/// The rows that must match for a piece of a form to fit.
pub(super) const PIECE_ROWS: usize = 8;
/// Rows × indicators beyond which a table is not a form filled in: the rest stays unmapped.
pub(super) const CELLS: usize = 8_000_000;

// Which rows may be which indicators: `pair`. `GUESSED` was set so that the quick guess changes no match; `DOMINATES`
// and `NEARLY` on reports with rows printed twice and moved (they move wrong matches: 0.99 to 0.41 in a thousand, with `NEARBY`);
// the others were chosen by reading, not measured.

/// Labels further apart than this, in thousandths of their weight, are never paired.
pub(super) const APART: u32 = 450;
/// How much too high the quick guess at a distance's share may be, in thousandths.
pub(super) const GUESSED: u32 = 50;
/// How much too high the quick guess at a distance's cost may be, in hundredths of a letter's weight.
pub(super) const SLACK: u32 = 30;
/// A label that costs this much more than the best one is not a rival: a letter and a bit, in the unit of costs.
pub(super) const LEAD: u32 = 24;
/// The same, as a share of letter pairs in thousandths, for rows whose label the schema has word by word.
pub(super) const SAME_WORDING: u32 = 800;
/// Families of like labels looked at more closely for each row.
pub(super) const FAMILIES: usize = 5;
/// Labels this close in similarity fit a row equally well, in thousandths.
pub(super) const TIE: u32 = 20;
/// A label that is so much more similar, in thousandths, fits a row better beyond the slips of a scanner.
pub(super) const DOMINATES: u32 = 40;
/// A label that is at most this much less similar, in thousandths, fits a row if its number does.
pub(super) const NEARLY: u32 = 100;
/// Similarity from which a row is an indicator's own, in thousandths.
pub(super) const OWN: u32 = 900;
/// How far behind an indicator's own row others are dissimilar, in thousandths.
pub(super) const FAR_BEHIND: u32 = 100;
/// Least share of common letter pairs, in thousandths, to be looked at more closely.
pub(super) const COMMON: u32 = 420;
/// How far behind the most common one, in thousandths, a label is still looked at more closely.
pub(super) const BEHIND: u32 = 250;

// The alignment as a whole: `align`. Chosen by reading, not measured.

/// What following right behind the row before is worth, where the schema does so too.
pub(super) const ADJACENT: i32 = 100;
/// Of a margin nothing is known beyond this.
pub(super) const WIDE: i32 = 10_000;
/// Least similarity of a moved row, in thousandths.
pub(super) const MOVED_SIMILARITY: u32 = 850;
/// Least lead of a moved row over every other reading of it, in hundredths of a log-odd.
pub(super) const MOVED_LEAD: i32 = 200;

// How sure a match is: `grade`. `NEARBY` was set with `DOMINATES`; the others were chosen by reading, not measured.

/// Similarity from which a label speaks for itself, in thousandths.
pub(super) const ALIKE: u32 = 950;
/// Similarity from which a label needs a lead, in thousandths.
pub(super) const LIKE: u32 = 850;
/// Similarity from which a label needs a lead and a support, in thousandths.
pub(super) const AKIN: u32 = 700;
/// Similarity from which a label needs a lead and three supports, in thousandths.
pub(super) const FAINT: u32 = 550;
/// How far close by is, in rows.
pub(super) const NEARBY: usize = 3;

// Sections and columns: `sections`, `columns`. Chosen by reading, not measured.

/// Most that may differ, in thousandths of the caption's weight.
pub(super) const CAPTION_APART: u32 = 250;
/// Least similarity of a header that names a column.
pub(super) const NAMED: f64 = 0.6;
