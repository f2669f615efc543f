// The page of `phuluc review`: the list of what is to be settled, one item with its evidence and its place on
// the paper, and the decisions. Here it is put together; each other file has one job.
import { $, focus_home, later, on, say, wide } from "./dom.js";
import { FILTERS, state_of } from "./counts.js";
import { decide, undo } from "./decide.js";
import { close_forms, keep_draft, open_form, wish } from "./forms.js";
import { blank, show } from "./item.js";
import { close_one, keys } from "./keys.js";
import { after_all, draw, filtered, into_sight, list, measure, reload } from "./list.js";
import { listen } from "./live.js";
import { draw_targets, find_targets, take_target, target_keys, targets } from "./mapping.js";
import { check_soon, set_blank } from "./number.js";
import { lay_out, zoom } from "./paper.js";
import { get } from "./server.js";
import { is_composing, listen_to_typing, typing_method } from "./typing.js";
import { choose } from "./walk.js";
import { about, dress, word } from "./words.js";

async function filter() {
  $("list").scrollTop = 0;
  await reload(null);
  if (list.total && wide.matches) choose(0);
  else if (!list.total) blank($("none-said").textContent, filtered() ? "" : after_all());
}
const filter_soon = later(200, () => !is_composing() && filter());

function clear() {
  for (const name of FILTERS) $(`f-${name}`).value = "";
  $("q").value = "";
  filter().then(focus_home);
}

function wire() {
  listen_to_typing();
  document.addEventListener("keydown", keys);
  on("list", "scroll", draw);
  on("list", "click", (event) => {
    const node = event.target.closest(".item");
    if (node) choose(Number(node.dataset.at), true).then(() => wide.matches || focus_home());
  });
  for (const name of FILTERS) on(`f-${name}`, "change", filter);
  on("f-settled", "change", filter);
  on("q", "input", filter_soon);
  on("q", "compositionend", filter_soon);
  on("q", "keydown", (event) => {
    if (typing_method(event)) return;
    if (event.key === "Enter" || event.key === "ArrowDown") {
      event.preventDefault();
      focus_home();
    }
  });
  on("filters", "submit", (event) => event.preventDefault());
  on("clear", "click", clear);
  on("none-clear", "click", clear);
  on("undo", "click", undo);
  on("undo-here", "click", undo);
  on("help-open", "click", () => $("help").showModal());
  on("help-close", "click", () => $("help").close());
  on("back", "click", () => history.back());
  on("do-confirm", "click", () => decide("confirm"));
  for (const kind of ["correct", "map", "ask", "comment"]) on(`do-${kind}`, "click", () => open_form(kind));
  on("zoom-in", "click", () => zoom(1));
  on("zoom-out", "click", () => zoom(-1));
  on("zoom-fit", "click", () => zoom(0));
  on("picture", "error", () => {
    $("desk").hidden = $("bar").hidden = true;
    $("sight").classList.add("bare");
    $("no-picture").hidden = false;
    $("no-picture").textContent = word("no-picture");
  });
  wire_forms();
  addEventListener("popstate", () => history.state?.one || close_one());
  const again = later(100, () => (measure(), lay_out(false)));
  addEventListener("resize", again);
  wide.addEventListener("change", () => wide.matches && document.body.classList.remove("one"));
}

function wire_forms() {
  for (const button of document.querySelectorAll("#act .cancel")) button.addEventListener("click", () => close_forms());
  for (const id of ["form-correct", "form-map", "form-text"]) {
    on(id, "input", keep_draft);
    on(id, "submit", async (event) => {
      event.preventDefault();
      const wanted = is_composing() ? null : await wish();
      if (wanted) decide(wanted.kind, wanted.more);
    });
  }
  on("number", "input", check_soon);
  on("blank", "change", () => set_blank($("blank").checked));
  on("target", "input", () => is_composing() || find_targets());
  on("target", "compositionend", find_targets);
  on("target", "keydown", target_keys);
  on("target", "click", () => $("targets").hidden && targets.found.length && draw_targets());
  on("targets", "mousedown", (event) => {
    event.preventDefault();
    const node = event.target.closest("li");
    if (node) take_target([...$("targets").children].indexOf(node));
  });
}

/** What was chosen in an earlier run; a browser that keeps nothing is no fault. */
function remembered() {
  try {
    $("by").value = localStorage.getItem("by") ?? "";
    $("letters").checked = localStorage.getItem("letters") !== "no";
    on("by", "change", () => localStorage.setItem("by", $("by").value));
    on("letters", "change", () => localStorage.setItem("letters", $("letters").checked ? "yes" : "no"));
  } catch {
    // Storage is shut off.
  }
}

/** The item an address leads to: by its id, or by what a finding is about. */
async function named_in_address() {
  const named = new URLSearchParams(location.hash.slice(1));
  if (!named.has("report")) return named.get("item");
  try {
    return (await get(`api/find?${named}`)).id;
  } catch {
    say(word("not-found")); // settled since, or of another run
    return null;
  }
}

async function start() {
  try {
    const fresh = await get("api/state");
    about.words = fresh.words;
    about.lang = fresh.lang;
    about.store = fresh.store;
    about.by = fresh.by;
    dress();
    state_of(fresh);
  } catch {
    $("dead").hidden = false;
    return;
  }
  $("head").hidden = $("main").hidden = false;
  $("more").open = matchMedia("(min-width: 62rem) and (min-height: 56rem)").matches;
  remembered();
  wire();
  measure();
  const id = await named_in_address();
  await reload(id);
  listen();
  if (id) {
    await show(id);
    if (list.active >= 0) into_sight(list.active);
    draw();
  } else if (list.total && wide.matches) await choose(0);
  else if (!list.total) blank($("none-said").textContent, filtered() ? "" : after_all());
  focus_home();
}

start();
