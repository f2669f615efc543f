// What the page says, in the language of the server.
import { $, hidden_from_readers, make } from "./dom.js";

export const SIGNS = { error: "■", warning: "▲", info: "●" };
export const STATES = { open: "", confirmed: "✓", corrected: "✎", mapped: "⇄", asked: "?", commented: "…", stale: "↻" };
export const DECIDED = { confirm: "confirmed", correct: "corrected", map: "mapped", ask: "asked", comment: "commented" };

export const about = { words: {}, offices: [], sections: [], families: [], periods: [] };

export function word(key, fill) {
  const text = Object.hasOwn(about.words, key) ? about.words[key] : key;
  return text.replace(/\{(\w+)\}/g, (all, name) => (fill && fill[name] !== undefined ? String(fill[name]) : all));
}

export const named = (all, id) => (all || []).find((one) => one.id === id)?.name ?? id ?? "";

export const printed_of = (text) => (text === null || text === undefined || text === "" ? word("empty") : text);

const ROMAN = ["", "I", "II", "III", "IV"];

/** A period by its code, as reports write it. */
export function period_words(code) {
  const [, year, kind, number] = /^(\d{4})(?:-([QHM]?)(\d+))?$/.exec(code ?? "") ?? [];
  if (!year) return code ?? "";
  const name = number === undefined ? "year" : { Q: "quarter", H: number === "1" ? "first-half" : "second-half", M: "months" }[kind] ?? "month";
  return word(`period-${name}`, { code, year, number: kind === "Q" ? ROMAN[number] ?? number : Number(number) });
}

export const page_words = (page) => word(page.of ? "page" : "page-one", { page: page.number, of: page.of });

export function dress() {
  document.documentElement.lang = about.lang;
  for (const node of document.querySelectorAll("[data-word]")) node.textContent = word(node.dataset.word);
  for (const node of document.querySelectorAll("[data-label]")) node.setAttribute("aria-label", word(node.dataset.label));
  for (const node of document.querySelectorAll("[data-hint]")) node.placeholder = word(node.dataset.hint);
  for (const node of document.querySelectorAll("[data-keys]")) {
    node.setAttribute("aria-keyshortcuts", node.dataset.keys.replace("Ctrl", "Control").replace("Esc", "Escape").replace(/^\+$/, "Plus"));
    if (node.matches("button[data-word]")) node.append(hidden_from_readers(make("kbd", "", node.dataset.keys)));
  }
  $("store").textContent = about.store;
  $("by").placeholder = about.by ?? "";
  for (const key of ["number", "label", "unit", "value", "note"]) {
    const head = make("th", "", word(key === "value" ? "row-value" : key));
    head.scope = "col";
    $("rows-head").append(head);
  }
  const keys = [
    ["j ↓ · k ↑", "key-list"], ["Enter", "key-enter"], ["e", "correct"], ["m", "map"], ["a", "ask"], ["c", "comment"],
    ["u", "key-again"], ["/", "key-search"], ["+ − · 0", "key-zoom"], ["Ctrl+Enter", "key-text"], ["Esc", "key-esc"], ["?", "key-help"],
  ];
  for (const [key, does] of keys) {
    $("keys").append(make("tr", "", make("td", "", make("kbd", "", key)), make("td", "", word(does))));
  }
}
