//! Odd beside earlier periods or other units.

pub mod cumulative_decreased;
pub mod earlier;
pub mod earlier_figure_differs;
pub mod identical_to_previous;
pub mod jump_since_previous;
pub mod outlier_among_peers;
#[cfg(test)]
mod testing;
