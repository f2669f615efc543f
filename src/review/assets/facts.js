// Everything known of an item, in words.
import { $, hidden_from_readers, make } from "./dom.js";
import { isOpen, named_label } from "./hand.js";
import { value_cell } from "./paper.js";
import { about, DECIDED, named, page_words, period_words, printed_of, SIGNS, STATES, word } from "./words.js";

function badge(severity, title) {
  return make("span", severity, hidden_from_readers(make("span", "sign", `${SIGNS[severity] ?? "●"} `)), make("b", "", word(severity)), title ? `: ${title}` : "");
}

export function facts(item) {
  $("badge").replaceChildren(badge(item.severity, item.title), make("span", isOpen(item) ? "soft" : "good", `${STATES[item.state] ?? ""} ${word(`state-${item.state}`)}`.trim()));
  $("what").textContent = named_label(item);
  const told = [make("p", "soft", [named(about.offices, item.office), period_words(item.period), named(about.sections, item.section), named(about.families, item.family)].filter(Boolean).join(" · "))];
  if (item.message) told.push(make("p", "said", item.message));
  if (item.hint) told.push(make("p", "hint", item.hint));
  const pairs = make("dl");
  const pair = (key, text, look) => text !== null && text !== undefined && pairs.append(make("dt", "", word(key)), make("dd", look, String(text)));
  pair("printed", printed_of(item.printed), "big");
  if (item.value !== item.printed) pair("value", printed_of(item.value));
  pair("unit", item.unit || null);
  pair("choices", item.choices || null);
  pair("note", item.note || null);
  if (item.previous) pair("previous", `${printed_of(item.previous.value)} (${period_words(item.previous.period)})`);
  pair("file", [item.file, item.page && (typeof item.page === "object" ? page_words(item.page) : word("page-one", { page: item.page }))].filter(Boolean).join(" · "));
  told.push(pairs);
  if (item.evidence?.for?.length) told.push(make("h3", "", word("for")), marked("✓", "good", item.evidence.for));
  // What the item itself is about stands above already.
  const against = (item.evidence?.against ?? []).filter((text) => text !== item.message);
  if (against.length) told.push(make("h3", "", word("against")), marked("✗", "error", against));
  const others = (item.findings ?? []).filter((one) => one.code !== item.code || one.message !== item.message);
  if (others.length) told.push(make("h3", "", word("findings")), make("ul", "", ...others.map(finding)));
  if (item.copies?.length) told.push(make("h3", "", word("copies")), copies(item.copies));
  if (item.decision) told.push(make("h3", "", word("decision")), decision(item.decision));
  $("told").replaceChildren(...told);
  $("act").hidden = false;
  $("number").inputMode = item.choices ? "text" : "decimal"; // words answer a choice too
  $("do-correct").setAttribute("aria-disabled", String(item.correctable === false));
}

const marked = (sign, look, texts) => make("ul", "", ...texts.map((text) => make("li", "", hidden_from_readers(make("span", look, sign)), make("div", "", text))));

const finding = (one) => make("li", "", make("div", "", make("p", "", badge(one.severity, one.title)), make("p", "", one.message ?? ""), one.hint ? make("p", "hint", one.hint) : ""));

function copies(all) {
  const head = ["copy", "value", "counts"].map((key) => Object.assign(make("th", "", word(key)), { scope: "col" }));
  const rows = all.map((one) => make("tr", "", make("td", "", [one.report, one.file].filter(Boolean).join(" · ")), value_cell(printed_of(one.value)), make("td", "", word(one.counts ? "yes" : "no"))));
  const table = make("table", "", make("thead", "", make("tr", "", ...head)), make("tbody", "", ...rows));
  table.setAttribute("aria-label", word("copies"));
  return make("div", "wide", table);
}

function decision(made) {
  const done = DECIDED[made.kind] ?? made.kind;
  const set = made.kind === "map" ? word("to-indicator", { indicator: made.indicator ?? "" }) : made.kind === "correct" ? printed_of(made.value) : "";
  const when = made.at ? new Date(made.at) : null;
  const at = when && !Number.isNaN(when.getTime()) ? when.toLocaleString(about.lang) : made.at ?? "";
  const whom = made.by ? word("by-whom", { by: made.by, at }) : at;
  return make("div", "", make("p", "good", `${STATES[done] ?? ""} ${word(`state-${done}`)} ${set}`.trim()), made.text ? make("p", "", made.text) : "", whom ? make("p", "soft", whom) : "");
}
