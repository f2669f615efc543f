// The list: only the rows in sight are in the document, and only blocks that are looked at are asked for.
import { $, hidden_from_readers, make, say } from "./dom.js";
import { FILTERS } from "./counts.js";
import { isOpen, named_label } from "./hand.js";
import { get } from "./server.js";
import { about, named, period_words, printed_of, SIGNS, STATES, word } from "./words.js";

const BLOCK = 200; // items asked for at a time
const OVER = 4; // rows drawn beyond what is seen

export const list = { rows: [], total: 0, wave: 0, active: -1, near: 0, tall: 80, asked: new Map(), nodes: new Map() };

function query(from, size) {
  const asked = new URLSearchParams();
  for (const name of FILTERS) if ($(`f-${name}`).value) asked.set(name, $(`f-${name}`).value);
  if ($("q").value.trim()) asked.set("q", $("q").value.trim());
  if (!$("f-settled").checked) asked.set("settled", "0");
  asked.set("from", from);
  asked.set("count", size);
  return `api/items?${asked}`;
}

export const filtered = () => FILTERS.filter((name) => $(`f-${name}`).value).length + ($("q").value.trim() ? 1 : 0);

/** Fetches the block of items that holds row `at`; what comes after the list has changed is thrown away. */
function fetch_block(at) {
  const block = Math.floor(at / BLOCK);
  if (!list.asked.has(block)) {
    const wave = list.wave;
    const task = get(query(block * BLOCK, BLOCK)).then((answer) => {
      if (wave !== list.wave) return;
      answer.items.forEach((item, n) => (list.rows[answer.from + n] = item));
      list.total = answer.total;
      draw();
    });
    list.asked.set(block, task.catch(() => {}).finally(() => wave === list.wave && list.asked.delete(block)));
  }
  return list.asked.get(block);
}

export async function row_at(at) {
  if (at < 0 || at >= list.total) return null;
  if (!list.rows[at]) await fetch_block(at);
  return list.rows[at] ?? null;
}

function forget() {
  list.wave += 1;
  list.rows = [];
  list.asked.clear();
}

/** Reads the list anew around `near` and finds `id` in it; the old rows stand until the new ones are there. */
export async function reload(id, near = 0) {
  const wave = ++list.wave;
  list.asked.clear();
  let from = Math.floor(Math.max(near, 0) / BLOCK) * BLOCK;
  try {
    let answer = await get(query(from, BLOCK));
    if (!answer.items.length && from > 0) answer = await get(query(0, BLOCK));
    if (wave !== list.wave) return;
    forget();
    answer.items.forEach((item, n) => (list.rows[answer.from + n] = item));
    list.total = answer.total;
  } catch {
    return say(word("list-failed"));
  }
  list.active = -1;
  list.near = Math.min(near, Math.max(list.total - 1, 0));
  if (id) list.active = await find(id, list.near);
  if (list.active >= 0) list.near = list.active;
  empty_or_not();
  draw();
}

async function find(id, near) {
  const known = list.rows.findIndex((row) => row?.id === id);
  if (known >= 0) return known;
  const wave = list.wave;
  const blocks = Array.from({ length: Math.ceil(list.total / BLOCK) }, (_, n) => n);
  blocks.sort((a, b) => Math.abs(a - near / BLOCK) - Math.abs(b - near / BLOCK));
  for (const block of blocks) {
    await row_at(block * BLOCK);
    if (wave !== list.wave) return -1;
    const at = list.rows.findIndex((row) => row?.id === id);
    if (at >= 0) return at;
  }
  return -1;
}

/** What there is to say when nothing is left to settle here. */
export const done_here = () => (about.open ? word("none-filtered", { open: about.open }) : word("none-left"));
/** What to do when all is settled. */
export const after_all = () => (about.open ? "" : word("none-next"));

export function empty_or_not(by_settling = false) {
  const none = list.total === 0;
  $("list").hidden = none;
  $("none").hidden = !none;
  $("none-said").textContent = by_settling || (!about.open && !filtered()) ? done_here() : word("none");
  $("none-clear").hidden = !filtered();
  $("shown").textContent = word("shown", { n: list.total });
  const on = FILTERS.filter((name) => $(`f-${name}`).value).length;
  $("filters-on").textContent = on ? word("filters-on", { n: on }) : "";
}

function item_node(row, at) {
  const mark = make("span", `sign ${row.severity}`, hidden_from_readers(make("span", "", SIGNS[row.severity] ?? "●")));
  mark.append(make("span", "far", `${word(row.severity)}: `));
  const state = row.state === "open" ? "" : make("span", row.state === "stale" ? "warning" : "good", `${STATES[row.state] ?? ""} ${word(`state-${row.state}`)}`);
  const node = make(
    "div", `item${isOpen(row) ? "" : " settled"}`,
    make("div", "", mark, make("span", "cut label", named_label(row)), make("span", "value", printed_of(row.printed))),
    make("div", "", make("span", "cut", row.title), state),
    make("div", "low", make("span", "cut", [named(about.offices, row.office), period_words(row.period)].filter(Boolean).join(" · "))),
  );
  node.id = `item-${encodeURIComponent(row.id)}`;
  node.setAttribute("role", "option");
  node.setAttribute("aria-setsize", list.total);
  node.setAttribute("aria-posinset", at + 1);
  node.dataset.at = at;
  return node;
}

/** Puts the rows in sight, and the active one wherever it is, into the document; takes the others out. */
export function draw() {
  const box = $("list");
  $("canvas").style.height = `${list.total * list.tall}px`;
  const first = Math.max(0, Math.floor(box.scrollTop / list.tall) - OVER);
  const last = Math.min(list.total - 1, Math.ceil((box.scrollTop + box.clientHeight) / list.tall) + OVER);
  const wanted = new Set();
  for (let at = first; at <= last; at++) wanted.add(at);
  if (list.active >= 0 && list.active < list.total) wanted.add(list.active);
  for (const [at, drawn] of list.nodes) {
    if (wanted.has(at) && drawn.row === list.rows[at] && drawn.total === list.total) continue;
    drawn.node.remove();
    list.nodes.delete(at);
  }
  for (const at of [...wanted].sort((a, b) => a - b)) {
    const row = list.rows[at];
    if (!row) {
      fetch_block(at);
      continue;
    }
    if (!list.nodes.has(at)) {
      const node = item_node(row, at);
      node.style.top = `${at * list.tall}px`;
      list.nodes.set(at, { node, row, total: list.total });
      const after = [...list.nodes].filter(([n]) => n > at).sort(([a], [b]) => a - b)[0];
      $("canvas").insertBefore(node, after ? after[1].node : null);
    }
    list.nodes.get(at).node.setAttribute("aria-selected", String(at === list.active));
  }
  const active = list.nodes.get(list.active);
  if (active) box.setAttribute("aria-activedescendant", active.node.id);
  else box.removeAttribute("aria-activedescendant");
  box.setAttribute("aria-busy", String(list.asked.size > 0));
}

export function measure() {
  const probe = make("div", "item");
  $("canvas").append(probe);
  list.tall = probe.offsetHeight || 80;
  probe.remove();
  for (const { node } of list.nodes.values()) node.remove();
  list.nodes.clear();
  draw();
}

export function into_sight(at) {
  const box = $("list");
  const top = at * list.tall;
  if (top < box.scrollTop) box.scrollTop = top;
  else if (top + list.tall > box.scrollTop + box.clientHeight) box.scrollTop = top + list.tall - box.clientHeight;
}
