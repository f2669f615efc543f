// The page of `phuluc review`: the list of what is to be settled, one item with its evidence and its place on
// the paper, and the decisions. Every text from outside becomes a text node; nothing is ever read as markup.
"use strict";
(() => {
  const BLOCK = 200; // items asked for at a time
  const OVER = 4; // rows drawn beyond what is seen
  const ZOOMS = [75, 100, 125, 150, 200, 250, 300, 400];
  const PIXELS_PER_POINT = 96 / 72;
  const SIGNS = { error: "■", warning: "▲", info: "●" };
  const STATES = { open: "", confirmed: "✓", corrected: "✎", mapped: "⇄", asked: "?", commented: "…", stale: "↻" };
  const DECIDED = { confirm: "confirmed", correct: "corrected", map: "mapped", ask: "asked", comment: "commented" };
  const FILTERS = ["office", "section", "family", "severity", "period"];

  const $ = (id) => document.getElementById(id);
  const wide = matchMedia("(min-width: 48rem)");

  let about = { words: {}, offices: [], sections: [], families: [], periods: [] };
  const list = { rows: [], total: 0, wave: 0, active: -1, near: 0, tall: 80, asked: new Map(), nodes: new Map() };
  const shown = { id: null, item: null, wanted: 0, zoom: "", dpi: 0 };
  const kept = new Map(); // details fetched ahead
  const drafts = new Map(); // what was being written, by item and kind
  const own = new Set(); // versions this window made
  let deciding = false;
  let composing = false;

  // ---- small things

  function make(tag, look, ...inside) {
    const node = document.createElement(tag);
    if (look) node.className = look;
    node.append(...inside.filter((one) => one !== null && one !== undefined && one !== ""));
    return node;
  }

  function word(key, fill) {
    const text = Object.hasOwn(about.words, key) ? about.words[key] : key;
    return text.replace(/\{(\w+)\}/g, (all, name) => (fill && fill[name] !== undefined ? String(fill[name]) : all));
  }

  function later(ms, call) {
    let timer = 0;
    return (...rest) => {
      clearTimeout(timer);
      timer = setTimeout(() => call(...rest), ms);
    };
  }

  const named = (all, id) => (all || []).find((one) => one.id === id)?.name ?? id ?? "";
  const isOpen = (row) => row.state === "open" || row.state === "stale";
  /** What is only good to know waits for no decision, unless it is asked for. */
  const is_due = (row) => isOpen(row) && (row.severity !== "info" || $("f-severity").value === "info");
  const named_label = (row) => [row.indicator, row.label].filter(Boolean).join(" ") || row.title;

  /** Lower case without marks, so that “bao cao”, “báo cáo” and half-typed Telex find the same. */
  function bare(text) {
    return text.normalize("NFD").replace(/\p{M}/gu, "").replace(/[đĐ]/g, "d").toLowerCase();
  }

  function say(text) {
    $("toast").textContent = "";
    // Emptied first, so that the same sentence twice is read out twice.
    requestAnimationFrame(() => ($("toast").textContent = text));
    hush();
  }
  const hush = later(6000, () => ($("toast").textContent = ""));

  function refuse(text) {
    $("refused").textContent = text;
    $("refused").hidden = !text;
  }

  // ---- the server

  async function get(path) {
    const answer = await fetch(path, { cache: "no-store" });
    if (!answer.ok) throw new Error(`${path}: ${answer.status}`);
    return answer.json();
  }

  /** The answer, also where it is a refusal; one made up here where there is none. */
  async function post(path, body) {
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

  // ---- words and numbers around the list

  function dress() {
    document.documentElement.lang = about.lang;
    for (const node of document.querySelectorAll("[data-word]")) node.textContent = word(node.dataset.word);
    for (const node of document.querySelectorAll("[data-label]")) node.setAttribute("aria-label", word(node.dataset.label));
    for (const node of document.querySelectorAll("[data-hint]")) node.placeholder = word(node.dataset.hint);
    for (const node of document.querySelectorAll("[data-keys]")) {
      node.setAttribute("aria-keyshortcuts", node.dataset.keys.replace("Ctrl", "Control").replace("Esc", "Escape").replace(/^\+$/, "Plus"));
      if (node.matches("button[data-word]")) node.append(hidden_from_readers(make("kbd", "", node.dataset.keys)));
    }
    $("store").textContent = about.store;
    for (const key of ["number", "label", "unit", "value", "note"]) {
      const head = make("th", "", word(key === "value" ? "row-value" : key));
      head.scope = "col";
      $("rows-head").append(head);
    }
    const keys = [
      ["j ↓ · k ↑", "key-list"], ["Enter", "key-enter"], ["e", "correct"], ["m", "map"], ["a", "ask"], ["c", "comment"],
      ["u", "key-again"], ["/", "key-search"], ["+ − · 0", "key-zoom"], ["Ctrl+Enter", "key-text"], ["Esc", "key-esc"], ["?", "key-help"],
    ];
    for (const [key, does] of keys) {
      $("keys").append(make("tr", "", make("td", "", make("kbd", "", key)), make("td", "", word(does))));
    }
  }

  function hidden_from_readers(node) {
    node.setAttribute("aria-hidden", "true");
    return node;
  }

  /** The choices of a filter, each with how many are left; what is chosen stays chosen. */
  function choices(select, all) {
    const chosen = select.value;
    const options = all.map((one) => {
      const { id, name, open } = typeof one === "string" ? { id: one, name: one } : one;
      const option = make("option", "", open === undefined ? name ?? id : `${name ?? id} (${open})`);
      option.value = id;
      return option;
    });
    const any = make("option", "", word("all"));
    any.value = "";
    select.replaceChildren(any, ...options);
    select.value = chosen;
    if (select.selectedIndex < 0) select.value = "";
  }

  function count(open, total) {
    about.open = open;
    if (total !== undefined) about.total = total;
    $("count").textContent = word("count", { open, total: about.total });
    $("progress").max = Math.max(about.total, 1);
    $("progress").value = about.total - open;
    document.title = `(${open}) ${word("title")} – ${about.store}`;
  }

  function state_of(fresh) {
    about = { ...about, ...fresh };
    choices($("f-office"), about.offices);
    choices($("f-section"), about.sections);
    choices($("f-family"), about.families);
    choices($("f-period"), about.periods);
    choices($("f-severity"), ["error", "warning", "info"].map((id) => ({ id, name: word(id) })));
    count(about.open, about.total);
  }

  const recount = later(300, async () => {
    try {
      state_of(await get("api/state"));
    } catch {
      // The event stream tells when the server is away.
    }
  });

  // ---- the list

  function query(from, size) {
    const asked = new URLSearchParams();
    for (const name of FILTERS) if ($(`f-${name}`).value) asked.set(name, $(`f-${name}`).value);
    if ($("q").value.trim()) asked.set("q", $("q").value.trim());
    if (!$("f-settled").checked) asked.set("settled", "0");
    asked.set("from", from);
    asked.set("count", size);
    return `api/items?${asked}`;
  }

  const filtered = () => FILTERS.filter((name) => $(`f-${name}`).value).length + ($("q").value.trim() ? 1 : 0);

  /** Fetches the block of items that holds row `at`; what comes after the list has changed is thrown away. */
  function fetch_block(at) {
    const block = Math.floor(at / BLOCK);
    if (!list.asked.has(block)) {
      const wave = list.wave;
      const task = get(query(block * BLOCK, BLOCK)).then((answer) => {
        if (wave !== list.wave) return;
        answer.items.forEach((item, n) => (list.rows[answer.from + n] = item));
        list.total = answer.total;
        draw();
      });
      list.asked.set(block, task.catch(() => {}).finally(() => wave === list.wave && list.asked.delete(block)));
    }
    return list.asked.get(block);
  }

  async function row_at(at) {
    if (at < 0 || at >= list.total) return null;
    if (!list.rows[at]) await fetch_block(at);
    return list.rows[at] ?? null;
  }

  function forget() {
    list.wave += 1;
    list.rows = [];
    list.asked.clear();
  }

  /** Reads the list anew around `near` and finds `id` in it; the old rows stand until the new ones are there. */
  async function reload(id, near = 0) {
    const wave = ++list.wave;
    list.asked.clear();
    let from = Math.floor(Math.max(near, 0) / BLOCK) * BLOCK;
    try {
      let answer = await get(query(from, BLOCK));
      if (!answer.items.length && from > 0) answer = await get(query(0, BLOCK));
      if (wave !== list.wave) return;
      forget();
      answer.items.forEach((item, n) => (list.rows[answer.from + n] = item));
      list.total = answer.total;
    } catch {
      return say(word("list-failed"));
    }
    list.active = -1;
    list.near = Math.min(near, Math.max(list.total - 1, 0));
    if (id) list.active = await find(id, list.near);
    if (list.active >= 0) list.near = list.active;
    empty_or_not();
    draw();
  }

  async function find(id, near) {
    const known = list.rows.findIndex((row) => row?.id === id);
    if (known >= 0) return known;
    const wave = list.wave;
    const blocks = Array.from({ length: Math.ceil(list.total / BLOCK) }, (_, n) => n);
    blocks.sort((a, b) => Math.abs(a - near / BLOCK) - Math.abs(b - near / BLOCK));
    for (const block of blocks) {
      await row_at(block * BLOCK);
      if (wave !== list.wave) return -1;
      const at = list.rows.findIndex((row) => row?.id === id);
      if (at >= 0) return at;
    }
    return -1;
  }

  /** What there is to say when nothing is left to settle here. */
  const done_here = () => (about.open ? word("none-filtered", { open: about.open }) : word("none-left"));

  function empty_or_not(by_settling = false) {
    const none = list.total === 0;
    $("list").hidden = none;
    $("none").hidden = !none;
    $("none-said").textContent = by_settling || (!about.open && !filtered()) ? done_here() : word("none");
    $("none-clear").hidden = !filtered();
    $("shown").textContent = word("shown", { n: list.total });
    const on = FILTERS.filter((name) => $(`f-${name}`).value).length;
    $("filters-on").textContent = on ? word("filters-on", { n: on }) : "";
  }

  function item_node(row, at) {
    const mark = make("span", `sign ${row.severity}`, hidden_from_readers(make("span", "", SIGNS[row.severity] ?? "●")));
    mark.append(make("span", "far", `${word(row.severity)}: `));
    const state = row.state === "open" ? "" : make("span", row.state === "stale" ? "warning" : "good", `${STATES[row.state] ?? ""} ${word(`state-${row.state}`)}`);
    const printed = row.printed === null || row.printed === "" ? word("empty") : row.printed;
    const node = make(
      "div", `item${isOpen(row) ? "" : " settled"}`,
      make("div", "", mark, make("span", "cut label", named_label(row)), make("span", "value", printed)),
      make("div", "", make("span", "cut", row.title), state),
      make("div", "low", make("span", "cut", [named(about.offices, row.office), row.period].filter(Boolean).join(" · "))),
    );
    node.id = `item-${encodeURIComponent(row.id)}`;
    node.setAttribute("role", "option");
    node.setAttribute("aria-setsize", list.total);
    node.setAttribute("aria-posinset", at + 1);
    node.dataset.at = at;
    return node;
  }

  /** Puts the rows in sight, and the active one wherever it is, into the document; takes the others out. */
  function draw() {
    const box = $("list");
    $("canvas").style.height = `${list.total * list.tall}px`;
    const first = Math.max(0, Math.floor(box.scrollTop / list.tall) - OVER);
    const last = Math.min(list.total - 1, Math.ceil((box.scrollTop + box.clientHeight) / list.tall) + OVER);
    const wanted = new Set();
    for (let at = first; at <= last; at++) wanted.add(at);
    if (list.active >= 0 && list.active < list.total) wanted.add(list.active);
    for (const [at, drawn] of list.nodes) {
      if (wanted.has(at) && drawn.row === list.rows[at] && drawn.total === list.total) continue;
      drawn.node.remove();
      list.nodes.delete(at);
    }
    for (const at of [...wanted].sort((a, b) => a - b)) {
      const row = list.rows[at];
      if (!row) {
        fetch_block(at);
        continue;
      }
      if (!list.nodes.has(at)) {
        const node = item_node(row, at);
        node.style.top = `${at * list.tall}px`;
        list.nodes.set(at, { node, row, total: list.total });
        const after = [...list.nodes].filter(([n]) => n > at).sort(([a], [b]) => a - b)[0];
        $("canvas").insertBefore(node, after ? after[1].node : null);
      }
      list.nodes.get(at).node.setAttribute("aria-selected", String(at === list.active));
    }
    const active = list.nodes.get(list.active);
    if (active) box.setAttribute("aria-activedescendant", active.node.id);
    else box.removeAttribute("aria-activedescendant");
    box.setAttribute("aria-busy", String(list.asked.size > 0));
  }

  function measure() {
    const probe = make("div", "item");
    $("canvas").append(probe);
    list.tall = probe.offsetHeight || 80;
    probe.remove();
    for (const { node } of list.nodes.values()) node.remove();
    list.nodes.clear();
    draw();
  }

  function into_sight(at) {
    const box = $("list");
    const top = at * list.tall;
    if (top < box.scrollTop) box.scrollTop = top;
    else if (top + list.tall > box.scrollTop + box.clientHeight) box.scrollTop = top + list.tall - box.clientHeight;
  }

  /** Makes row `at` the one in hand; where there is room, or one item is shown already, its detail too. */
  async function choose(at, open = wide.matches || document.body.classList.contains("one")) {
    at = Math.max(0, Math.min(at, list.total - 1));
    const row = await row_at(at);
    if (!row) return;
    list.active = list.near = at;
    into_sight(at);
    draw();
    if (open) show(row.id);
  }

  function step(by) {
    if (!list.total) return;
    choose(list.active < 0 ? list.near + (by > 0 ? by - 1 : by) : list.active + by);
  }

  async function next_open(from) {
    for (let n = 0; n < list.total; n++) {
      const at = (from + n) % list.total;
      const row = await row_at(at);
      if (row && is_due(row)) return at;
    }
    return -1;
  }

  // ---- one item

  async function detail_of(id) {
    if (!kept.has(id)) {
      if (kept.size > 30) kept.clear();
      const task = get(`api/item/${encodeURIComponent(id)}`);
      kept.set(id, task);
      task.catch(() => kept.delete(id));
    }
    return kept.get(id);
  }

  async function show(id) {
    const turn = ++shown.wanted;
    if (shown.id !== id) {
      close_forms(false);
      shown.item = null; // nothing can be decided about what is not on the screen yet
      refuse("");
    }
    shown.id = id;
    if (!wide.matches && !document.body.classList.contains("one")) {
      document.body.classList.add("one");
      history.pushState({ one: true }, "");
    }
    history.replaceState(history.state, "", `#item=${encodeURIComponent(id)}`);
    $("detail").setAttribute("aria-busy", "true");
    let item;
    try {
      item = await detail_of(id);
    } catch {
      if (turn === shown.wanted) blank(word("not-loaded"));
      return;
    }
    if (turn !== shown.wanted) return;
    const same = shown.item?.id === id;
    shown.item = item;
    facts(item);
    sight(item, same);
    if (!same) $("facts-scroll").scrollTop = 0;
    if (!same && !wide.matches) scrollTo(0, 0);
    $("detail").setAttribute("aria-busy", "false");
    const ahead = list.rows[list.active + 1];
    if (ahead) detail_of(ahead.id).then((next) => next.page?.url && (new Image().src = picture_url(next.page, shown.dpi)), () => {});
  }

  function blank(text) {
    shown.item = null;
    $("badge").replaceChildren();
    $("what").textContent = text;
    $("told").replaceChildren();
    $("act").hidden = $("sight").hidden = true;
    $("detail").setAttribute("aria-busy", "false");
  }

  const value_cell = (text) => make("td", text.length > 20 ? "value long" : "value", text);
  const printed_of = (text) => (text === null || text === undefined || text === "" ? word("empty") : text);

  function badge(severity, title) {
    return make("span", severity, hidden_from_readers(make("span", "sign", `${SIGNS[severity] ?? "●"} `)), make("b", "", word(severity)), title ? `: ${title}` : "");
  }

  function facts(item) {
    $("badge").replaceChildren(badge(item.severity, item.title), make("span", isOpen(item) ? "soft" : "good", `${STATES[item.state] ?? ""} ${word(`state-${item.state}`)}`.trim()));
    $("what").textContent = named_label(item);
    const told = [make("p", "soft", [named(about.offices, item.office), item.period, named(about.sections, item.section), named(about.families, item.family)].filter(Boolean).join(" · "))];
    if (item.message) told.push(make("p", "said", item.message));
    if (item.hint) told.push(make("p", "hint", item.hint));
    const pairs = make("dl");
    const pair = (key, text, look) => text !== null && text !== undefined && pairs.append(make("dt", "", word(key)), make("dd", look, String(text)));
    pair("printed", printed_of(item.printed), "big");
    if (item.value !== item.printed) pair("value", printed_of(item.value));
    pair("unit", item.unit || null);
    pair("note", item.note || null);
    if (item.previous) pair("previous", `${printed_of(item.previous.value)} (${item.previous.period})`);
    pair("file", [item.file, item.page && (typeof item.page === "object" ? page_words(item.page) : word("page-one", { page: item.page }))].filter(Boolean).join(" · "));
    told.push(pairs);
    if (item.evidence?.for?.length) told.push(make("h3", "", word("for")), marked("✓", "good", item.evidence.for));
    if (item.evidence?.against?.length) told.push(make("h3", "", word("against")), marked("✗", "error", item.evidence.against));
    const others = (item.findings ?? []).filter((one) => one.code !== item.code || one.message !== item.message);
    if (others.length) told.push(make("h3", "", word("findings")), make("ul", "", ...others.map(finding)));
    if (item.copies?.length) told.push(make("h3", "", word("copies")), copies(item.copies));
    told.push(make("h3", "", word("decision")), decision(item.decision));
    $("told").replaceChildren(...told);
    $("act").hidden = false;
    $("do-correct").setAttribute("aria-disabled", String(item.correctable === false));
  }

  const marked = (sign, look, texts) => make("ul", "", ...texts.map((text) => make("li", "", hidden_from_readers(make("span", look, sign)), make("div", "", text))));

  const finding = (one) => make("li", "", make("div", "", make("p", "", badge(one.severity, one.title)), make("p", "", one.message ?? ""), one.hint ? make("p", "hint", one.hint) : ""));

  function copies(all) {
    const head = ["copy", "value", "counts"].map((key) => Object.assign(make("th", "", word(key)), { scope: "col" }));
    const rows = all.map((one) => make("tr", "", make("td", "", [one.report, one.file].filter(Boolean).join(" · ")), value_cell(printed_of(one.value)), make("td", "", word(one.counts ? "yes" : "no"))));
    return make("div", "wide", make("table", "", make("thead", "", make("tr", "", ...head)), make("tbody", "", ...rows)));
  }

  function decision(made) {
    if (!made) return make("p", "soft", word("decision-none"));
    const done = DECIDED[made.kind] ?? made.kind;
    const set = made.kind === "map" ? word("to-indicator", { indicator: made.indicator ?? "" }) : made.kind === "correct" ? printed_of(made.value) : "";
    const when = made.at ? new Date(made.at) : null;
    const at = when && !Number.isNaN(when.getTime()) ? when.toLocaleString(about.lang) : made.at ?? "";
    const whom = made.by ? word("by-whom", { by: made.by, at }) : at;
    return make("div", "", make("p", "good", `${STATES[done] ?? ""} ${word(`state-${done}`)} ${set}`.trim()), made.text ? make("p", "", made.text) : "", whom ? make("p", "soft", whom) : "");
  }

  // ---- its place on the paper

  const page_words = (page) => word(page.of ? "page" : "page-one", { page: page.number, of: page.of });

  function picture_url(page, dpi) {
    const url = new URL(page.url, document.baseURI);
    if (dpi) url.searchParams.set("dpi", dpi);
    return url.href;
  }

  function sight(item, same) {
    const page = item.page && typeof item.page === "object" && item.page.url ? item.page : null;
    $("sight").hidden = false;
    $("sight").classList.toggle("bare", !page);
    $("bar").hidden = $("desk").hidden = !page;
    $("no-picture").hidden = true;
    around(item.rows ?? [], page);
    if (!page) return;
    $("page-no").textContent = page_words(page);
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
  function lay_out(fresh) {
    const page = shown.item?.page;
    if (!page?.url) return;
    const desk = $("desk");
    const room = desk.clientWidth - 16;
    const fit = room / page.width;
    // Until a size is chosen: the whole width, where it can be read.
    const least = (wide.matches ? 0.75 : 1) * PIXELS_PER_POINT;
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

  function zoom(by) {
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

  // ---- decisions

  async function decide(kind, more) {
    if (deciding) return false;
    const item = shown.item;
    if (!item) {
      say(word("not-loaded"));
      return false;
    }
    deciding = true;
    refuse("");
    const by = $("by").value.trim();
    const answer = await post("api/decide", { item: item.id, kind, ...more, ...(by ? { by } : {}) });
    deciding = false;
    if (!answer.ok) {
      refuse([answer.message, answer.hint].filter(Boolean).join(" – "));
      return false;
    }
    drafts.delete(`${item.id} ${kind}`);
    await settled(answer, kind);
    return true;
  }

  async function settled(answer, kind) {
    own.add(answer.version);
    kept.clear();
    count(answer.open);
    recount();
    const at = list.rows.findIndex((row) => row?.id === answer.item.id);
    let from = at >= 0 ? at : list.near;
    if (at >= 0) {
      list.wave += 1; // blocks under way were counted before this
      list.asked.clear();
      if ($("f-settled").checked || isOpen(answer.item)) {
        list.rows[at] = answer.item;
        from += 1;
      } else {
        list.rows.splice(at, 1);
        list.total -= 1;
        list.active = -1;
      }
    }
    empty_or_not(true);
    draw();
    const next = list.total ? await next_open(from % Math.max(list.total, 1)) : -1;
    close_forms(false);
    if (next < 0) {
      say(`${word(`done-${kind}`)} ${word("left", { open: answer.open })}`);
      list.active = -1;
      shown.id = null;
      blank(done_here());
      focus_home();
      return;
    }
    await choose(next, true);
    say(`${word(`done-${kind}`)} ${word("left", { open: answer.open })} ${word("now", { label: named_label(list.rows[next] ?? {}) })}`);
    focus_home();
  }

  /** Where the keyboard is at home: the list, or the heading of the item where only that is shown. */
  function focus_home() {
    const home = document.body.classList.contains("one") || $("list").hidden ? $("what") : $("list");
    home.focus({ preventScroll: true });
  }

  async function undo() {
    if (deciding) return;
    deciding = true;
    const answer = await post("api/undo", {});
    deciding = false;
    if (!answer.ok) return say([answer.message, answer.hint].filter(Boolean).join(" – "));
    own.add(answer.version);
    kept.clear();
    count(answer.open);
    recount();
    close_forms(false);
    await reload(answer.item.id, list.near);
    if (list.active >= 0) into_sight(list.active);
    draw();
    if (wide.matches || document.body.classList.contains("one")) await show(answer.item.id);
    say(`${word("done-undo")} ${named_label(answer.item)}`);
    focus_home();
  }

  // ---- the forms of a decision

  let form = null; // {kind, node, from}

  function open_form(kind) {
    if (!shown.item) return say(word("not-loaded"));
    if (kind === "correct" && shown.item.correctable === false) return say(word("not-correctable"));
    close_forms(false);
    const node = $({ correct: "form-correct", map: "form-map" }[kind] ?? "form-text");
    form = { kind, node, from: document.activeElement };
    $("tools").hidden = true;
    node.hidden = false;
    const draft = drafts.get(`${shown.item.id} ${kind}`) ?? "";
    const field = node.querySelector("input, textarea");
    field.value = draft;
    if (kind === "correct") set_blank(false);
    if (kind === "map") open_map();
    if (kind === "ask" || kind === "comment") $("text-label").textContent = word(`${kind}-label`);
    refuse("");
    field.focus();
  }

  /** Put away by the person, what was written is dropped; put away by what happened, it is kept for the next time. */
  function close_forms(home = true) {
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

  function keep_draft(event) {
    if (event.target !== $("blank") && form && shown.item) drafts.set(`${shown.item.id} ${form.kind}`, event.target.value);
  }

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
    const answer = await post("api/number", { text });
    if (turn !== number.turn) return;
    number.ok = answer.ok;
    told.className = answer.ok ? "good" : "error";
    told.textContent = answer.ok ? `✓ ${word("will-save", { value: answer.value })}` : `✗ ${answer.message}`;
    $("number").setAttribute("aria-invalid", String(!answer.ok));
  }
  const check_soon = later(120, check_number);

  /** A cell that ought to be empty is said to be so: an empty field alone says nothing. */
  function set_blank(blank) {
    $("blank").checked = $("number").disabled = blank;
    if (!blank) return check_number();
    number.turn += 1;
    $("number-said").className = "good";
    $("number-said").textContent = `✓ ${word("will-save", { value: word("empty") })}`;
  }

  async function save_number() {
    if ($("blank").checked) return decide("correct", { value: "" });
    const text = $("number").value.trim();
    if (number.text !== text || !number.ok) await check_number();
    if (!text || !number.ok || number.text !== text) return $("number").focus();
    await decide("correct", { value: text });
  }

  async function save_text() {
    const text = $("text").value.trim();
    if (!text) {
      refuse(word("text-empty"));
      return $("text").focus();
    }
    await decide(form.kind, { text });
  }

  // ---- mapping: a combobox over the form's indicators

  const targets = { all: [], found: [], active: -1, chosen: null };

  async function open_map() {
    const id = shown.item.id;
    Object.assign(targets, { all: [], found: [], active: -1, chosen: null });
    $("target-said").textContent = word("loading");
    try {
      const all = await get(`api/indicators?item=${encodeURIComponent(id)}`);
      if (shown.id !== id || form?.kind !== "map") return;
      targets.all = all.map((one) => ({ ...one, bare: bare(`${one.id} ${one.label}`) }));
      find_targets();
    } catch {
      $("target-said").textContent = word("not-loaded");
    }
  }

  function find_targets() {
    const parts = bare($("target").value).split(/\s+/).filter(Boolean);
    const whole = parts.join(" ");
    const exact = (one) => (one.id.toLowerCase() === parts[0] ? 0 : one.bare.includes(whole) ? 1 : 3) + (one.free ? 0 : 1);
    targets.found = targets.all.filter((one) => parts.every((part) => one.bare.includes(part))).sort((a, b) => exact(a) - exact(b));
    targets.active = parts.length && targets.found.length ? 0 : -1;
    targets.chosen = null;
    $("target-said").textContent = word("map-found", { n: targets.found.length });
    draw_targets();
  }

  function draw_targets() {
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

  function take_target(n) {
    const one = targets.found[n];
    if (!one) return;
    targets.chosen = one;
    $("target").value = `${one.id} ${one.label}`;
    $("target-said").textContent = `${one.id} ${one.label} (${word(one.free ? "free" : "taken")})`;
    close_targets();
    $("target").focus();
  }

  async function save_map() {
    if (!targets.chosen) {
      $("target-said").textContent = word("map-choose");
      return $("target").focus();
    }
    await decide("map", { indicator: targets.chosen.id });
  }

  function target_keys(event) {
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

  // ---- keys

  /** A key an input method has in hand: composing, handed over as 229, or put in as a character (231). */
  const typing_method = (event) => composing || event.isComposing || event.keyCode === 229 || event.keyCode === 231;

  const COMMANDS = {
    j: () => step(1), k: () => step(-1), e: () => open_form("correct"), m: () => open_form("map"), a: () => open_form("ask"),
    c: () => open_form("comment"), u: () => undo(), "/": () => $("q").focus(), "?": () => $("help").showModal(),
    "+": () => zoom(1), "=": () => zoom(1), "-": () => zoom(-1), "−": () => zoom(-1), 0: () => zoom(0),
  };

  function keys(event) {
    if (typing_method(event) || event.defaultPrevented || $("help").open) return;
    const at = event.target instanceof Element ? event.target : document.body;
    const field = at.closest("input, textarea, select, [contenteditable]");
    if (event.key === "Escape") return escape(event, field);
    if (field) {
      if (event.key === "Enter" && event.ctrlKey && form) {
        event.preventDefault();
        if (!event.repeat) form.node.requestSubmit();
      }
      return;
    }
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "Enter") return enter(event, at);
    if (moves(event, at)) return;
    const command = Object.hasOwn(COMMANDS, event.key) ? COMMANDS[event.key] : null;
    if (!command || (/^[a-z]$/.test(event.key) && !$("letters").checked)) return;
    event.preventDefault();
    if (event.repeat && !"jk+=-".includes(event.key)) return;
    command();
  }

  /** The arrows move in the list only from where nothing else scrolls by them. */
  function moves(event, at) {
    const page = Math.max(1, Math.floor($("list").clientHeight / list.tall) - 1);
    const by = { ArrowDown: 1, ArrowUp: -1, PageDown: page, PageUp: -page, Home: -Infinity, End: Infinity }[event.key];
    if (by === undefined) return false;
    const in_list = at === $("list");
    if (!in_list && (Math.abs(by) !== 1 || !(at === document.body || (at === $("what") && wide.matches)))) return false;
    event.preventDefault();
    if (Number.isFinite(by)) step(by);
    else choose(by < 0 ? 0 : list.total - 1);
    return true;
  }

  function enter(event, at) {
    if (at.closest("button, a, summary") || form) return;
    event.preventDefault();
    if (event.repeat) return;
    if (!wide.matches && !document.body.classList.contains("one")) {
      if (list.total) choose(Math.max(list.active, 0), true).then(focus_home);
    } else decide("confirm");
  }

  function escape(event, field) {
    if (form) close_forms();
    else if (field) focus_home();
    else if (document.body.classList.contains("one")) history.back();
    else focus_home();
    event.preventDefault();
  }

  function close_one() {
    if (!document.body.classList.contains("one")) return;
    close_forms(false);
    document.body.classList.remove("one");
    if (list.active >= 0) into_sight(list.active);
    draw();
    focus_home();
  }

  // ---- other windows

  let lost = false;

  function listen() {
    const events = new EventSource("api/events");
    events.addEventListener("changed", async (event) => {
      const told = JSON.parse(event.data);
      while (deciding) await new Promise((done) => setTimeout(done, 20));
      if (own.has(told.version)) return;
      await changed(typeof told.item === "object" ? told.item?.id : told.item);
    });
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

  // ---- start

  async function filter() {
    $("list").scrollTop = 0;
    await reload(null);
    if (list.total && wide.matches) choose(0);
    else if (!list.total) blank($("none-said").textContent);
  }
  const filter_soon = later(200, () => !composing && filter());

  function clear() {
    for (const name of FILTERS) $(`f-${name}`).value = "";
    $("q").value = "";
    filter().then(focus_home);
  }

  function on(id, what, call) {
    $(id).addEventListener(what, call);
  }

  function wire() {
    document.addEventListener("compositionstart", () => (composing = true), true);
    document.addEventListener("compositionend", () => (composing = false), true);
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
    for (const [id, save] of [["form-correct", save_number], ["form-map", save_map], ["form-text", save_text]]) {
      on(id, "input", keep_draft);
      on(id, "submit", (event) => {
        event.preventDefault();
        if (!composing) save();
      });
    }
    on("number", "input", check_soon);
    on("blank", "change", () => set_blank($("blank").checked));
    on("target", "input", () => composing || find_targets());
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

  async function start() {
    try {
      const fresh = await get("api/state");
      about.words = fresh.words;
      about.lang = fresh.lang;
      about.store = fresh.store;
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
    const asked = /^#item=(.+)$/.exec(location.hash);
    const id = asked ? decodeURIComponent(asked[1]) : null;
    await reload(id);
    listen();
    if (id) {
      await show(id);
      if (list.active >= 0) into_sight(list.active);
      draw();
    } else if (list.total && wide.matches) await choose(0);
    else if (!list.total) blank($("none-said").textContent);
    focus_home();
  }

  start();
})();
