//! What ties quantities to indicators, in one place: each threshold with its unit and what it was set on.

// Which indicator a quantity speaks of: `tie`. Scores and gaps run from 0 to 1. `AWAY`, `RATE` and `TOTAL` were set on
// sentences that nobody had tuned for, now fixtures (they move ties found, 85 % before, and false alarms, 11 % before); `SECOND` on
// the contradictions of the seed report; the others were chosen by reading, not measured.

/// Scores below this tie nothing.
pub(super) const TIED: f32 = 0.62;
/// Scores from here on tie when every rival is at least [`LEAD`] behind.
pub(super) const ALONE: f32 = 0.53;
/// What [`TIED`] is for a row of another section than the heading's.
pub(super) const AWAY: f32 = 0.72;
/// See [`ALONE`].
pub(super) const LEAD: f32 = 0.08;
/// What a short label said whole adds beside rows of its group.
pub(super) const ECHOED: f32 = 0.1;
/// The least share of a label's weight the sentence itself must hold.
pub(super) const SAID: f32 = 0.42;
/// How present another word of an act is than the one said.
pub(super) const SAME_ACT: f32 = 0.8;
/// What stands before the first of several numbers side by side is so present at each.
pub(super) const SHARED: f32 = 0.8;
/// Rows so near each other are as likely meant the one as the other.
pub(in crate::audit) const EQUAL: f32 = 0.03;
/// The share of a matter's label that names it, whatever word stands before.
pub(super) const MATTER: f32 = 0.6;
/// Rivals further off than this are none.
pub(super) const RIVAL: f32 = 0.25;
/// How much worse the second choice of a quantity may be.
pub(super) const SECOND: f32 = 0.15;
/// How much less likely a quantity may be that contests an indicator with the one placed.
pub(super) const CONTESTS: f32 = 0.12;
/// How much likelier a rate is behind its part and its whole: "40/46 nhiệm vụ (đạt 86,96%)".
pub(super) const RATE: f32 = 0.15;
/// How much likelier "toàn bộ 37 nhiệm vụ" is a part and its whole than either alone.
pub(super) const ALL: f32 = 0.1;
/// What "tổng số" on both sides adds.
pub(super) const TOTAL: f32 = 0.04;
/// A word less present than that is not said of the quantity: it stands in another's part, or in the sentence before.
pub(super) const NAMED: f32 = 0.3;
/// The least share of a label's weight beyond its noun that a sentence must say.
pub(super) const MORE: f32 = 0.25;

// What a label says: `index`. Weights are logarithms of how rare a term is among the labels, 4 at most. `HEAD_WEIGHT`
// and `REST` were set with `AWAY`; `LABEL_WEIGHT` was chosen by reading, not measured.

/// The least weight of terms a label's beginning alone may be known by.
pub(super) const HEAD_WEIGHT: f32 = 3.0;
/// A label of less weight says next to nothing by itself.
pub(super) const LABEL_WEIGHT: f32 = 4.0;
/// The weight of what a beginning leaves out, as a share of its own.
pub(super) const REST: f32 = 0.15;
