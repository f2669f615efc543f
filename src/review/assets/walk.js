// From one item to the next.
import { is_one, wide } from "./dom.js";
import { is_due } from "./hand.js";
import { show } from "./item.js";
import { draw, into_sight, list, row_at } from "./list.js";

/** Makes row `at` the one in hand; where there is room, or one item is shown already, its detail too. */
export async function choose(at, open = wide.matches || is_one()) {
  at = Math.max(0, Math.min(at, list.total - 1));
  const row = await row_at(at);
  if (!row) return;
  list.active = list.near = at;
  into_sight(at);
  draw();
  if (open) show(row.id);
}

export function step(by) {
  if (!list.total) return;
  choose(list.active < 0 ? list.near + (by > 0 ? by - 1 : by) : list.active + by);
}

export async function next_open(from) {
  for (let n = 0; n < list.total; n++) {
    const at = (from + n) % list.total;
    const row = await row_at(at);
    if (row && is_due(row)) return at;
  }
  return -1;
}
