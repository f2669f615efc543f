// The form that corrects a number; what is typed is checked while it is typed.
import { $, later } from "./dom.js";
import { shown } from "./hand.js";
import { post } from "./server.js";
import { word } from "./words.js";

// What was typed last, whether it is a number, and how often it was asked.
let number = { text: null, ok: false, turn: 0 };

async function check_number() {
  const text = $("number").value.trim();
  const turn = ++number.turn;
  number = { text, ok: false, turn };
  const told = $("number-said");
  if (!text) {
    told.textContent = told.className = "";
    return;
  }
  const answer = await post("api/number", { text, item: shown.id });
  if (turn !== number.turn) return;
  number.ok = answer.ok;
  told.className = answer.ok ? "good" : "error";
  told.textContent = answer.ok ? `✓ ${word("will-save", { value: answer.value })}` : `✗ ${answer.message}`;
  $("number").setAttribute("aria-invalid", String(!answer.ok));
}
export const check_soon = later(120, check_number);

/** A cell that ought to be empty is said to be so: an empty field alone says nothing. */
export function set_blank(blank) {
  $("blank").checked = $("number").disabled = blank;
  if (!blank) return check_number();
  number.turn += 1;
  $("number-said").className = "good";
  $("number-said").textContent = `✓ ${word("will-save", { value: word("empty") })}`;
}

/** What is to be decided; nothing where the number cannot stand, and the caret is back in its field. */
export async function wish_of_number() {
  if ($("blank").checked) return { value: "" };
  const text = $("number").value.trim();
  if (number.text !== text || !number.ok) await check_number();
  if (text && number.ok && number.text === text) return { value: text };
  $("number").focus();
  return null;
}
