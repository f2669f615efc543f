// Where a value stands: the picture of its page with a frame, and the rows around it.
import { $, hidden_from_readers, make, wide } from "./dom.js";
import { shown } from "./hand.js";
import { page_words, printed_of, word } from "./words.js";

const ZOOMS = [75, 100, 125, 150, 200, 250, 300, 400];
const PIXELS_PER_POINT = 96 / 72;

export const value_cell = (text) => make("td", text.length > 20 ? "value long" : "value", text);

export function picture_url(page, dpi) {
  const url = new URL(page.url, document.baseURI);
  if (dpi) url.searchParams.set("dpi", dpi);
  return url.href;
}

export function sight(item, same) {
  const page = item.page && typeof item.page === "object" && item.page.url ? item.page : null;
  $("sight").hidden = false;
  $("sight").classList.toggle("bare", !page);
  $("bar").hidden = $("desk").hidden = !page;
  $("no-picture").hidden = !item.printing;
  $("no-picture").textContent = item.printing ? word("printing") : "";
  around(item.rows ?? [], page);
  if (!page) return;
  $("page-no").textContent = page.print ? word("page-print", { page: page_words(page) }) : page_words(page);
  $("picture").alt = word("page-alt", { page: page.number, file: item.file, printed: printed_of(item.printed) });
  const here = (item.rows ?? []).find((row) => row.own);
  frame($("mark-row"), here?.box, page);
  frame($("mark-value"), item.place && (!item.place.page || item.place.page === page.number) ? item.place.box : null, page);
  lay_out(!same);
}

function frame(mark, box, page) {
  mark.hidden = !box;
  if (!box) return;
  const [x0, y0, x1, y1] = box;
  mark.style.left = `${(x0 / page.width) * 100}%`;
  mark.style.top = `${(y0 / page.height) * 100}%`;
  mark.style.width = `${((x1 - x0) / page.width) * 100}%`;
  mark.style.height = `${((y1 - y0) / page.height) * 100}%`;
}

/** Sizes the picture after the zoom, asks for a finer one where it needs it, and keeps the value in the middle. */
export function lay_out(fresh) {
  const page = shown.item?.page;
  if (!page?.url) return;
  const desk = $("desk");
  const room = desk.clientWidth - 16;
  const fit = room / page.width;
  // Until a size is chosen: the whole width, where it can be read.
  const least = (wide.matches ? 0.66 : 1) * PIXELS_PER_POINT;
  const scale = shown.zoom === "" ? Math.max(fit, least) : shown.zoom === "fit" ? fit : (shown.zoom / 100) * PIXELS_PER_POINT;
  $("sheet").style.width = `${Math.floor(page.width * scale)}px`;
  $("sheet").style.aspectRatio = `${page.width} / ${page.height}`;
  $("zoom-now").textContent = `${Math.round((scale / PIXELS_PER_POINT) * 100)} %`;
  const dpi = scale * 72 * devicePixelRatio > 150 ? 220 : 110;
  const url = picture_url(page, dpi);
  if ($("picture").src !== url) {
    const finer = !fresh && new Image();
    if (fresh) $("picture").src = url;
    else finer.onload = () => shown.item?.page === page && ($("picture").src = url);
    if (finer) finer.src = url;
  }
  shown.dpi = dpi;
  const mark = $("mark-value").hidden ? $("mark-row") : $("mark-value");
  if (mark.hidden) desk.scrollTop = desk.scrollLeft = 0;
  else {
    desk.scrollTop = $("sheet").offsetTop + mark.offsetTop + mark.offsetHeight / 2 - desk.clientHeight / 2;
    desk.scrollLeft = $("sheet").offsetLeft + mark.offsetLeft + mark.offsetWidth / 2 - desk.clientWidth / 2;
  }
}

export function zoom(by) {
  if (!shown.item?.page?.url) return;
  const now = parseInt($("zoom-now").textContent, 10);
  if (by === 0) shown.zoom = "fit";
  else if (by > 0) shown.zoom = ZOOMS.find((one) => one > now) ?? ZOOMS[ZOOMS.length - 1];
  else shown.zoom = ZOOMS.filter((one) => one < now).pop() ?? "fit";
  lay_out(false);
}

function around(rows, page) {
  $("around").hidden = !rows.length;
  $("rows-title").textContent = word(page ? "rows" : "rows-table");
  let here = null;
  const nodes = rows.map((row) => {
    const number = make("td", "", row.own ? hidden_from_readers(make("span", "error", "► ")) : "", row.own ? make("span", "far", `${word("row-here")}: `) : "", row.number ?? "");
    const node = make("tr", row.own ? "own" : "", number, make("td", "label", row.label ?? ""), make("td", "", row.unit ?? ""), value_cell(row.value ?? ""), make("td", "", row.note ?? ""));
    if (typeof row.at === "string") node.title = row.at;
    if (row.own) {
      node.setAttribute("aria-current", "true");
      here = node;
    }
    return node;
  });
  $("rows").replaceChildren(...nodes);
  if (here) $("around").scrollTop = here.offsetTop + here.offsetHeight / 2 - $("around").clientHeight / 2;
}
