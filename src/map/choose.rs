//! Which schema a report fills in: the one it fits best, if it fits any.

use super::align::{moved, ordered};
use super::grade::{Matched, graded};
use super::pair::pairs;
use super::printed::Printed;
use super::thresholds::{APART, CELLS, CLOSER, FITS, GLANCE, LOOSE, NO_RIVAL, PIECE, PIECE_ROWS};
use crate::model::{Grade, SchemaFit};
use crate::schema::Schema;
use crate::text::similar::Label;
use std::sync::Arc;

/// A schema with the rows it claims.
#[derive(Debug)]
pub(super) struct Fit<'s> {
    pub schema: &'s Schema,
    pub matched: Vec<Matched>,
    /// What schemas are compared by, and what the report says: mostly the share of its rows that fit.
    pub score: f64,
    /// The share of rows and indicators together that found each other: whether it fits at all.
    mutual: f64,
}

/// The best schema and what `SchemaFit` says of it. `Err` holds the best score where none fits.
pub(super) fn choose<'s>(
    printed: &Printed,
    schemas: &'s [Schema],
    forced: Option<&str>,
) -> Result<(Fit<'s>, SchemaFit), Option<(String, f64)>> {
    let mut fits = closer(printed, schemas, forced);
    fits.sort_by(|a, b| b.score.total_cmp(&a.score));
    if let Some(id) = forced {
        // The forced schema comes first, whatever it scores; none is put in its place.
        fits.sort_by_key(|fit| fit.schema.id != id);
    }
    let mut fits = fits.into_iter();
    let best = fits.next().ok_or(None)?;
    let is_forced = forced.is_some_and(|id| id == best.schema.id);
    if !is_forced && (forced.is_some() || !fits_well(&best, printed.labels.len())) {
        return Err(Some((best.schema.id.clone(), best.score)));
    }
    let runner_up = fits.next().map(|fit| (fit.schema.id.clone(), fit.score));
    let chosen = SchemaFit {
        id: best.schema.id.clone(),
        score: best.score,
        forced: is_forced,
        runner_up,
    };
    Ok((best, chosen))
}

/// A few rows of another form look like a piece of this one; most rows of a piece do not look foreign.
fn fits_well(fit: &Fit, rows: usize) -> bool {
    let sure = fit
        .matched
        .iter()
        .filter(|matched| matched.grade != Grade::Weak)
        .count();
    fit.mutual >= FITS || sure >= PIECE_ROWS && sure as f64 >= PIECE * rows as f64
}

fn closer<'s>(printed: &Printed, schemas: &'s [Schema], forced: Option<&str>) -> Vec<Fit<'s>> {
    let is_forced = |schema: &Schema| forced == Some(schema.id.as_str());
    let mut ranked: Vec<(Glance, &Schema)> = schemas
        .iter()
        .map(|schema| (Glance::at(&printed.labels, schema), schema))
        .collect();
    ranked.sort_by(|a, b| b.0.fit.total_cmp(&a.0.fit));
    ranked.sort_by_key(|(_, schema)| !is_forced(schema));
    ranked.truncate(CLOSER);
    ranked.retain(|(glance, schema)| glance.known >= GLANCE || is_forced(schema));
    let mut fits: Vec<Fit> = Vec::with_capacity(CLOSER);
    for (_, schema) in ranked {
        let loose = fits.first().map(|_| fit(printed, schema, LOOSE));
        let best = fits.first().map_or(0.0, |best| best.score);
        fits.push(match loose {
            Some(loose) if loose.score < NO_RIVAL * best => loose,
            _ => fit(printed, schema, APART),
        });
    }
    fits
}

/// What a look at the word pairs tells: a few microseconds a schema.
struct Glance {
    /// The share of the rows' word pairs that the schema knows.
    known: f64,
    /// The same, less for schemas that are much longer than the report.
    fit: f64,
}

impl Glance {
    fn at(labels: &[Arc<Label>], schema: &Schema) -> Glance {
        let known = schema.labels();
        let share = |label: &Arc<Label>| {
            let phrases = label.phrases();
            let count = phrases
                .iter()
                .filter(|phrase| known.knows(**phrase))
                .count();
            count as f64 / phrases.len().max(1) as f64
        };
        let sum = labels.iter().map(share).fold(0.0, |sum, share| sum + share);
        let fit = blend(sum, labels.len(), schema.indicators.len());
        Glance {
            known: sum / labels.len().max(1) as f64,
            fit,
        }
    }
}

/// Aligns the appendix with one schema. Labels more than `apart` thousandths apart are never paired.
fn fit<'s>(printed: &Printed, schema: &'s Schema, apart: u32) -> Fit<'s> {
    let columns = schema.indicators.len();
    let rows = printed.labels.len();
    let pairs = pairs(printed, rows.min(CELLS / columns.max(1)), schema, apart);
    let mut matched = graded(ordered(&pairs, columns), printed);
    // Every round may settle which of several like rows are left for the next.
    for _ in 0..3 {
        let taken: Vec<_> = matched.iter().map(|matched| matched.link).collect();
        let found = graded(moved(&pairs, &taken, columns), printed);
        if found.is_empty() {
            break;
        }
        matched.extend(found);
    }
    let found = worth(&matched);
    let mutual = 2.0 * found / (rows + columns).max(1) as f64;
    Fit {
        schema,
        matched,
        score: blend(found, rows, columns),
        mutual,
    }
}

/// How many rows found their indicator, doubtful ones counted half.
fn worth(matched: &[Matched]) -> f64 {
    let one = |matched: &Matched| {
        let similarity = f64::from(matched.link.pair.similarity) / 1000.0;
        if matched.grade == Grade::Weak {
            similarity / 2.0
        } else {
            similarity
        }
    };
    // The sum of no numbers is -0.0, which would go out as "-0".
    matched.iter().map(one).fold(0.0, |sum, one| sum + one)
}

/// Schemas are told apart by the report's rows: a short piece of a long form must not be taken for a
/// piece of a shorter one. How much of the schema is filled in breaks ties.
fn blend(found: f64, rows: usize, indicators: usize) -> f64 {
    let share = |of: usize| found / of.max(1) as f64;
    let score = 0.75 * share(rows) + 0.25 * share(indicators);
    (score * 10_000.0).round() / 10_000.0
}
