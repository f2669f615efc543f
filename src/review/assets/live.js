// What other windows decide, and whether the server is there.
import { $, say } from "./dom.js";
import { recount } from "./counts.js";
import { is_deciding, own } from "./decide.js";
import { shown } from "./hand.js";
import { kept, show } from "./item.js";
import { list, reload } from "./list.js";
import { word } from "./words.js";

let lost = false;

export function listen() {
  const events = new EventSource("api/events");
  events.addEventListener("changed", async (event) => {
    const told = JSON.parse(event.data);
    while (is_deciding()) await new Promise((done) => setTimeout(done, 20));
    if (own.has(told.version)) return;
    await changed(typeof told.item === "object" ? told.item?.id : told.item);
  });
  events.addEventListener("printed", (event) => printed(JSON.parse(event.data).report));
  events.onerror = () => {
    lost = true;
    $("offline").textContent = word("lost");
    $("offline").hidden = false;
  };
  events.onopen = () => {
    $("offline").hidden = true;
    if (lost) changed(null);
    lost = false;
  };
}

/** Something was settled elsewhere: the list, the numbers and what is shown follow; what is being written stays. */
async function changed(id) {
  kept.clear();
  recount();
  await reload(shown.id, list.active >= 0 ? list.active : list.near);
  if (shown.id && (id === null || id === shown.id)) {
    if (id) say(word("changed-elsewhere"));
    await show(shown.id);
  }
}

/** The pages of a report are there, or will not come. */
async function printed(report) {
  kept.clear();
  if (shown.item?.printing && shown.item.report === report) await show(shown.id);
}
