// Decisions, and taking the last one back.
import { $, focus_home, is_one, refuse, say, wide } from "./dom.js";
import { count, recount } from "./counts.js";
import { close_forms, drafts } from "./forms.js";
import { isOpen, named_label, shown } from "./hand.js";
import { blank, kept, show } from "./item.js";
import { after_all, done_here, draw, empty_or_not, into_sight, list, reload } from "./list.js";
import { post } from "./server.js";
import { choose, next_open } from "./walk.js";
import { word } from "./words.js";

export const own = new Set(); // versions this window made
let deciding = false;

export const is_deciding = () => deciding;

export async function decide(kind, more) {
  if (deciding) return false;
  const item = shown.item;
  if (!item) {
    say(word("not-loaded"));
    return false;
  }
  deciding = true;
  refuse("");
  const by = $("by").value.trim();
  const answer = await post("api/decide", { item: item.id, kind, ...more, ...(by ? { by } : {}) });
  deciding = false;
  if (!answer.ok) {
    refuse([answer.message, answer.hint].filter(Boolean).join(" – "));
    return false;
  }
  drafts.delete(`${item.id} ${kind}`);
  await settled(answer, kind);
  return true;
}

async function settled(answer, kind) {
  own.add(answer.version);
  kept.clear();
  count(answer.open);
  recount();
  const at = list.rows.findIndex((row) => row?.id === answer.item.id);
  let from = at >= 0 ? at : list.near;
  if (at >= 0) {
    list.wave += 1; // blocks under way were counted before this
    list.asked.clear();
    if ($("f-settled").checked || isOpen(answer.item)) {
      list.rows[at] = answer.item;
      from += 1;
    } else {
      list.rows.splice(at, 1);
      list.total -= 1;
      list.active = -1;
    }
  }
  empty_or_not(true);
  draw();
  const next = list.total ? await next_open(from % Math.max(list.total, 1)) : -1;
  close_forms(false);
  if (next < 0) {
    say(`${word(`done-${kind}`)} ${word("left", { open: answer.open })}`);
    list.active = -1;
    shown.id = null;
    blank(done_here(), after_all());
    focus_home();
    return;
  }
  await choose(next, true);
  say(`${word(`done-${kind}`)} ${word("left", { open: answer.open })} ${word("now", { label: named_label(list.rows[next] ?? {}) })}`);
  focus_home();
}

export async function undo() {
  if (deciding) return;
  deciding = true;
  const answer = await post("api/undo", {});
  deciding = false;
  if (!answer.ok) return say([answer.message, answer.hint].filter(Boolean).join(" – "));
  own.add(answer.version);
  kept.clear();
  count(answer.open);
  recount();
  close_forms(false);
  await reload(answer.item.id, list.near);
  if (list.active >= 0) into_sight(list.active);
  draw();
  if (wide.matches || is_one()) await show(answer.item.id);
  say(`${word("done-undo")} ${named_label(answer.item)}`);
  focus_home();
}
