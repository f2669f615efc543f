// Questions to the server and its answers.
import { word } from "./words.js";

export async function get(path) {
  const answer = await fetch(path, { cache: "no-store" });
  if (!answer.ok) throw new Error(`${path}: ${answer.status}`);
  return answer.json();
}

/** The answer, also where it is a refusal; one made up here where there is none. */
export async function post(path, body) {
  try {
    const answer = await fetch(path, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify(body),
    });
    const said = await answer.json();
    return { ...said, ok: answer.ok && said.ok === true };
  } catch {
    return { ok: false, message: word("not-saved"), silent: true };
  }
}
