// The forms of a decision: which is open, and what was being written in it.
import { $, focus_home, refuse, say } from "./dom.js";
import { shown } from "./hand.js";
import { open_map, wish_of_map } from "./mapping.js";
import { set_blank, wish_of_number } from "./number.js";
import { word } from "./words.js";

export const drafts = new Map(); // what was being written, by item and kind

let form = null; // {kind, node, from}

export function open_form(kind) {
  if (!shown.item) return say(word("not-loaded"));
  if (kind === "correct" && shown.item.correctable === false) return say(word("not-correctable"));
  close_forms(false);
  const node = $({ correct: "form-correct", map: "form-map" }[kind] ?? "form-text");
  const opened = { kind, node, from: document.activeElement };
  form = opened;
  $("tools").hidden = true;
  node.hidden = false;
  const draft = drafts.get(`${shown.item.id} ${kind}`) ?? "";
  const field = node.querySelector("input, textarea");
  field.value = draft;
  if (kind === "correct") set_blank(false);
  if (kind === "map") open_map(shown.item.id, () => form === opened);
  if (kind === "ask" || kind === "comment") $("text-label").textContent = word(`${kind}-label`);
  refuse("");
  field.focus();
}

/** Put away by the person, what was written is dropped; put away by what happened, it is kept for the next time. */
export function close_forms(home = true) {
  if (!form) return;
  const { node, from, kind } = form;
  if (home) drafts.delete(`${shown.id} ${kind}`);
  form = null;
  node.hidden = true;
  $("tools").hidden = false;
  $("targets").hidden = true;
  refuse("");
  if (home) from?.isConnected && from.offsetParent && from !== document.body ? from.focus() : focus_home();
}

export function keep_draft(event) {
  if (event.target !== $("blank") && form && shown.item) drafts.set(`${shown.item.id} ${form.kind}`, event.target.value);
}

export const is_form_open = () => form !== null;

export const submit_form = () => form?.node.requestSubmit();

function wish_of_text() {
  const text = $("text").value.trim();
  if (text) return { text };
  refuse(word("text-empty"));
  $("text").focus();
  return null;
}

/** What the open form wants decided: its kind and the rest; nothing where something is missing, which it says. */
export async function wish() {
  if (!form) return null;
  const { kind } = form;
  const of = { correct: wish_of_number, map: wish_of_map }[kind] ?? wish_of_text;
  const more = await of();
  return more && form?.kind === kind ? { kind, more } : null;
}
