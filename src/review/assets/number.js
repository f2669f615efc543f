// The form that corrects a number; what is typed is checked while it is typed.
import { $, later } from "./dom.js";
import { shown } from "./hand.js";
import { post } from "./server.js";
import { word } from "./words.js";

// What was asked last: the text, and the answer to come. One text is asked once, whoever wants to know.
let asked = { text: null, answer: null };

/** Whether what is typed can stand as the number; the field's line says so too. */
function check_number() {
  const text = $("number").value.trim();
  if (asked.answer && asked.text === text) return asked.answer;
  const mine = { text, answer: null };
  asked = mine;
  mine.answer = ask(mine);
  return mine.answer;
}

async function ask(mine) {
  if (!mine.text) {
    tell("", "");
    return false;
  }
  const said = await post("api/number", { text: mine.text, item: shown.id });
  if (said.silent) mine.answer = null; // nobody answered: ask again
  if (asked === mine) {
    if (said.ok) tell("good", `✓ ${word("will-save", { value: said.value })}`);
    else tell("error", `✗ ${said.message}`);
    $("number").setAttribute("aria-invalid", String(!said.ok));
  }
  return said.ok;
}

function tell(look, text) {
  $("number-said").className = look;
  $("number-said").textContent = text;
}

export const check_soon = later(120, check_number);

/** A cell that ought to be empty is said to be so: an empty field alone says nothing. */
export function set_blank(blank) {
  $("blank").checked = $("number").disabled = blank;
  asked = { text: null, answer: null };
  if (blank) tell("good", `✓ ${word("will-save", { value: word("empty") })}`);
  else check_number();
}

/** What is to be decided; nothing where the number cannot stand, and the caret is back in its field. */
export async function wish_of_number() {
  if ($("blank").checked) return { value: "" };
  const text = $("number").value.trim();
  if ((await check_number()) && $("number").value.trim() === text) return { value: text };
  $("number").focus();
  return null;
}
