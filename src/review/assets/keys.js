// The keyboard: commands of one letter, the arrows, Enter and Escape.
import { $, focus_home, is_one, wide } from "./dom.js";
import { decide, undo } from "./decide.js";
import { close_forms, is_form_open, open_form, submit_form } from "./forms.js";
import { draw, into_sight, list } from "./list.js";
import { zoom } from "./paper.js";
import { typing_method } from "./typing.js";
import { choose, step } from "./walk.js";

const COMMANDS = {
  j: () => step(1), k: () => step(-1), e: () => open_form("correct"), m: () => open_form("map"), a: () => open_form("ask"),
  c: () => open_form("comment"), u: () => undo(), "/": () => search(), "?": () => $("help").showModal(),
  "+": () => zoom(1), "=": () => zoom(1), "-": () => zoom(-1), "−": () => zoom(-1), 0: () => zoom(0),
};

/** The search stands over the list: where only an item is shown, the list comes first. */
function search() {
  if (!is_one()) return $("q").focus();
  addEventListener("popstate", () => $("q").focus(), { once: true });
  history.back();
}

export function keys(event) {
  if (typing_method(event) || event.defaultPrevented || $("help").open) return;
  const at = event.target instanceof Element ? event.target : document.body;
  const field = at.closest("input, textarea, select, [contenteditable]");
  if (event.key === "Escape") return escape(event, field);
  if (field) {
    if (event.key === "Enter" && event.ctrlKey && is_form_open()) {
      event.preventDefault();
      if (!event.repeat) submit_form();
    }
    return;
  }
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === "Enter") return enter(event, at);
  if (moves(event, at)) return;
  const command = Object.hasOwn(COMMANDS, event.key) ? COMMANDS[event.key] : null;
  if (!command || (/^[a-z]$/.test(event.key) && !$("letters").checked)) return;
  event.preventDefault();
  if (event.repeat && !"jk+=-".includes(event.key)) return;
  command();
}

/** The arrows move in the list only from where nothing else scrolls by them. */
function moves(event, at) {
  const page = Math.max(1, Math.floor($("list").clientHeight / list.tall) - 1);
  const by = { ArrowDown: 1, ArrowUp: -1, PageDown: page, PageUp: -page, Home: -Infinity, End: Infinity }[event.key];
  if (by === undefined) return false;
  const in_list = at === $("list");
  if (!in_list && (Math.abs(by) !== 1 || !(at === document.body || (at === $("what") && wide.matches)))) return false;
  event.preventDefault();
  if (Number.isFinite(by)) step(by);
  else choose(by < 0 ? 0 : list.total - 1);
  return true;
}

function enter(event, at) {
  if (at.closest("button, a, summary") || is_form_open()) return;
  event.preventDefault();
  if (event.repeat) return;
  if (!wide.matches && !is_one()) {
    if (list.total) choose(Math.max(list.active, 0), true).then(focus_home);
  } else decide("confirm");
}

function escape(event, field) {
  if (is_form_open()) close_forms();
  else if (field) focus_home();
  else if (is_one()) history.back();
  else focus_home();
  event.preventDefault();
}

export function close_one() {
  if (!is_one()) return;
  close_forms(false);
  document.body.classList.remove("one");
  if (list.active >= 0) into_sight(list.active);
  draw();
  focus_home();
}
