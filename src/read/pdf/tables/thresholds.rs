//! Measures that several steps go by, so that they agree. What one step alone measures stands where it is used,
//! with its unit: how a page is set is a matter of that step, and its number says nothing away from it. All
//! were set by reading pages.

/// Characters this many times as large as those around them are not ordinary emphasis.
pub(super) const LARGER: f32 = 1.25;
/// Lines of one borderless table are no further apart than this many font sizes.
pub(super) const FAR: f32 = 2.6;
/// Lines or bands that the header of a borderless table takes at most.
pub(super) const TALLEST: usize = 8;
/// Overlaps of columns below this many points are chance.
pub(super) const TOUCH: f32 = 1.0;
