// Nodes of the page, made and found. Every text from outside becomes a text node; nothing is ever read as markup.

export const $ = (id) => document.getElementById(id);
export const wide = matchMedia("(min-width: 48rem)");

export function make(tag, look, ...inside) {
  const node = document.createElement(tag);
  if (look) node.className = look;
  node.append(...inside.filter((one) => one !== null && one !== undefined && one !== ""));
  return node;
}

export function hidden_from_readers(node) {
  node.setAttribute("aria-hidden", "true");
  return node;
}

export function later(ms, call) {
  let timer = 0;
  return (...rest) => {
    clearTimeout(timer);
    timer = setTimeout(() => call(...rest), ms);
  };
}

export const on = (id, what, call) => $(id).addEventListener(what, call);

/** Lower case without marks, so that “bao cao”, “báo cáo” and half-typed Telex find the same. */
export function bare(text) {
  return text.normalize("NFD").replace(/\p{M}/gu, "").replace(/[đĐ]/g, "d").toLowerCase();
}

export function say(text) {
  $("toast").textContent = "";
  // Emptied first, so that the same sentence twice is read out twice.
  requestAnimationFrame(() => ($("toast").textContent = text));
  hush();
}
const hush = later(6000, () => ($("toast").textContent = ""));

export function refuse(text) {
  $("refused").textContent = text;
  $("refused").hidden = !text;
}

/** Only one item is shown, not the list: the window is narrow. */
export const is_one = () => document.body.classList.contains("one");

/** Where the keyboard is at home: the list, or the heading of the item where only that is shown. */
export function focus_home() {
  const home = is_one() || $("list").hidden ? $("what") : $("list");
  home.focus({ preventScroll: true });
}
