// How much is left, and the choices of the filters.
import { $, later, make } from "./dom.js";
import { get } from "./server.js";
import { about, period_words, word } from "./words.js";

export const FILTERS = ["office", "section", "family", "severity", "period"];

/** The choices of a filter, each with how many are left; what is chosen stays chosen. */
function choices(select, all) {
  const chosen = select.value;
  const options = all.map((one) => {
    const { id, name, open } = typeof one === "string" ? { id: one, name: one } : one;
    const option = make("option", "", open === undefined ? name ?? id : `${name ?? id} (${open})`);
    option.value = id;
    return option;
  });
  const any = make("option", "", word("all"));
  any.value = "";
  select.replaceChildren(any, ...options);
  select.value = chosen;
  if (select.selectedIndex < 0) select.value = "";
}

export function count(open, total) {
  about.open = open;
  if (total !== undefined) about.total = total;
  $("count").textContent = word("count", { open, total: about.total });
  $("progress").max = Math.max(about.total, 1);
  $("progress").value = about.total - open;
  document.title = `(${open}) ${word("title")} – ${about.store}`;
}

export function state_of(fresh) {
  Object.assign(about, fresh);
  choices($("f-office"), about.offices);
  choices($("f-section"), about.sections);
  choices($("f-family"), about.families);
  choices($("f-period"), about.periods.map((id) => ({ id, name: period_words(id) })));
  choices($("f-severity"), ["error", "warning", "info"].map((id) => ({ id, name: word(id) })));
  count(about.open, about.total);
}

export const recount = later(300, async () => {
  try {
    state_of(await get("api/state"));
  } catch {
    // The event stream tells when the server is away.
  }
});
