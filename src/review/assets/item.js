// One item: fetched, and shown.
import { $, is_one, make, refuse, wide } from "./dom.js";
import { facts } from "./facts.js";
import { close_forms } from "./forms.js";
import { shown } from "./hand.js";
import { list } from "./list.js";
import { picture_url, sight } from "./paper.js";
import { get } from "./server.js";
import { word } from "./words.js";

export const kept = new Map(); // details fetched ahead

async function detail_of(id) {
  if (!kept.has(id)) {
    if (kept.size > 30) kept.clear();
    const task = get(`api/item/${encodeURIComponent(id)}`);
    kept.set(id, task);
    task.catch(() => kept.delete(id));
  }
  return kept.get(id);
}

export async function show(id) {
  const turn = ++shown.wanted;
  if (shown.id !== id) {
    close_forms(false);
    shown.item = null; // nothing can be decided about what is not on the screen yet
    refuse("");
  }
  shown.id = id;
  if (!wide.matches && !is_one()) {
    document.body.classList.add("one");
    history.pushState({ one: true }, "");
  }
  history.replaceState(history.state, "", `#item=${encodeURIComponent(id)}`);
  $("detail").setAttribute("aria-busy", "true");
  let item;
  try {
    item = await detail_of(id);
  } catch {
    if (turn === shown.wanted) blank(word("not-loaded"));
    return;
  }
  if (turn !== shown.wanted) return;
  const same = shown.item?.id === id;
  shown.item = item;
  $("detail").classList.remove("blank");
  facts(item);
  sight(item, same);
  if (!same) $("facts-scroll").scrollTop = 0;
  if (!same && !wide.matches) scrollTo(0, 0);
  $("detail").setAttribute("aria-busy", "false");
  const ahead = list.rows[list.active + 1];
  if (ahead) detail_of(ahead.id).then((next) => next.page?.url && (new Image().src = picture_url(next.page, shown.dpi)), () => {});
}

/** Nothing to show but a sentence, and what to do next. */
export function blank(text, next = "") {
  shown.item = null;
  $("detail").classList.add("blank");
  $("badge").replaceChildren();
  $("what").textContent = text;
  $("told").replaceChildren(...(next ? [make("p", "soft", next)] : []));
  $("act").hidden = $("sight").hidden = true;
  $("detail").setAttribute("aria-busy", "false");
}
