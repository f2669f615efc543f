// The form that gives a row to another indicator: a combobox over the indicators of the form.
import { $, bare, make } from "./dom.js";
import { get } from "./server.js";
import { typing_method } from "./typing.js";
import { word } from "./words.js";

export const targets = { all: [], found: [], active: -1, chosen: null };

/** Fetches the indicators an item may go to; `wanted` says whether they still are when they come. */
export async function open_map(id, wanted) {
  Object.assign(targets, { all: [], found: [], active: -1, chosen: null });
  $("target-said").textContent = word("loading");
  try {
    const all = await get(`api/indicators?item=${encodeURIComponent(id)}`);
    if (!wanted()) return;
    targets.all = all.map((one) => ({ ...one, bare: bare(`${one.id} ${one.label}`) }));
    find_targets();
  } catch {
    $("target-said").textContent = word("not-loaded");
  }
}

export function find_targets() {
  const parts = bare($("target").value).split(/\s+/).filter(Boolean);
  const whole = parts.join(" ");
  const exact = (one) => (one.id.toLowerCase() === parts[0] ? 0 : one.bare.includes(whole) ? 1 : 3) + (one.free ? 0 : 1);
  targets.found = targets.all.filter((one) => parts.every((part) => one.bare.includes(part))).sort((a, b) => exact(a) - exact(b));
  targets.active = parts.length && targets.found.length ? 0 : -1;
  targets.chosen = null;
  $("target-said").textContent = word("map-found", { n: targets.found.length });
  draw_targets();
}

export function draw_targets() {
  const nodes = targets.found.slice(0, 100).map((one, n) => {
    const node = make("li", "", make("b", "", one.id), ` ${one.label} `, make("span", "soft", `(${word(one.free ? "free" : "taken")})`));
    node.id = `target-${n}`;
    node.setAttribute("role", "option");
    node.setAttribute("aria-selected", String(n === targets.active));
    return node;
  });
  $("targets").replaceChildren(...nodes);
  $("targets").hidden = !nodes.length;
  $("target").setAttribute("aria-expanded", String(nodes.length > 0));
  if (nodes[targets.active]) {
    $("target").setAttribute("aria-activedescendant", `target-${targets.active}`);
    nodes[targets.active].scrollIntoView({ block: "nearest" });
  } else $("target").removeAttribute("aria-activedescendant");
}

function close_targets() {
  $("targets").hidden = true;
  $("target").setAttribute("aria-expanded", "false");
  $("target").removeAttribute("aria-activedescendant");
}

export function take_target(n) {
  const one = targets.found[n];
  if (!one) return;
  targets.chosen = one;
  $("target").value = `${one.id} ${one.label}`;
  $("target-said").textContent = `${one.id} ${one.label} (${word(one.free ? "free" : "taken")})`;
  close_targets();
  $("target").focus();
}

/** What is to be decided; nothing where no indicator is chosen. */
export function wish_of_map() {
  if (targets.chosen) return { indicator: targets.chosen.id };
  $("target-said").textContent = word("map-choose");
  $("target").focus();
  return null;
}

export function target_keys(event) {
  if (typing_method(event)) return;
  const open = !$("targets").hidden;
  if (event.key === "ArrowDown" || event.key === "ArrowUp") {
    event.preventDefault();
    const size = Math.min(targets.found.length, 100);
    if (!size) return;
    targets.active = open ? (targets.active + (event.key === "ArrowDown" ? 1 : -1) + size) % size : Math.max(targets.active, 0);
    draw_targets();
  } else if (event.key === "Enter" && open && targets.active >= 0) {
    event.preventDefault();
    take_target(targets.active);
  } else if (event.key === "Escape" && open) {
    event.preventDefault();
    event.stopPropagation();
    close_targets();
  }
}
