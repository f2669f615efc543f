//! Two statements of the same report that cannot both be right.

pub mod cumulative_below_period;
mod elsewhere;
pub mod equal_mismatch;
pub mod narrative_mismatch;
pub mod narrative_sum_mismatch;
pub mod note_mismatch;
pub mod part_exceeds_whole;
pub mod ratio_mismatch;
pub mod rule;
pub mod sum_mismatch;
