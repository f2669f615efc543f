// Questions to the server and its answers.
import { word } from "./words.js";

// What is sent back as it came.
const IDS = ["id", "item", "url", "office", "section", "family", "severity", "period"];

/** Marks that turn the direction of writing are shown, not obeyed: they would make one number look like another. */
function visible(key, value) {
  if (typeof value !== "string" || IDS.includes(key)) return value;
  return value.replace(/[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, (mark) => `[U+${mark.codePointAt(0).toString(16).toUpperCase().padStart(4, "0")}]`);
}

export async function get(path) {
  const answer = await fetch(path, { cache: "no-store" });
  if (!answer.ok) throw new Error(`${path}: ${answer.status}`);
  return JSON.parse(await answer.text(), visible);
}

/** The answer, also where it is a refusal; one made up here where there is none. */
export async function post(path, body) {
  try {
    const answer = await fetch(path, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify(body),
    });
    const said = JSON.parse(await answer.text(), visible);
    return { ...said, ok: answer.ok && said.ok === true };
  } catch {
    return { ok: false, message: word("not-saved"), silent: true };
  }
}
