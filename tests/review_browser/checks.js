// What is wrong with the screen as it stands, a sentence each: contrast, headings, names that are referred to, sizes of
// what is pressed, text that is cut off or runs out of the window.
(() => {
  const faults = [];
  const seen = (node) => node.checkVisibility({ visibilityProperty: true, opacityProperty: true }) && node.getClientRects().length > 0;
  const who = (node) => `${node.tagName.toLowerCase()}${node.id ? `#${node.id}` : ""}${node.className ? `.${node.className}` : ""} “${(node.textContent ?? "").trim().slice(0, 40)}”`;
  const parts = (color) => {
    const [r, g, b, a = 1] = color.match(/[\d.]+/g).map(Number);
    return [r, g, b, a];
  };
  const over = ([r, g, b, a], below) => [r, g, b].map((part, at) => part * a + below[at] * (1 - a));
  /** Asked once of each node. */
  const once = (ask) => {
    const known = new Map();
    return (node) => known.get(node) ?? (known.set(node, ask(node)), known.get(node));
  };
  /** What lies behind the text of a node: its own ground over that of what it stands in. */
  const behind = once((node) => {
    const own = parts(getComputedStyle(node).backgroundColor);
    return own[3] === 1 || !node.parentElement ? over(own, [255, 255, 255]) : over(own, behind(node.parentElement));
  });
  /** Stands in something that scrolls or cuts by itself. */
  const held = once((node) => {
    const around = node.parentElement;
    if (!around || around === document.body) return false;
    return ["auto", "scroll", "hidden", "clip"].includes(getComputedStyle(around).overflowX) || held(around);
  });
  const light = (color) => {
    const [r, g, b] = color.map((part) => (part / 255 <= 0.03928 ? part / 255 / 12.92 : ((part / 255 + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const contrast = (one, other) => {
    const [high, low] = [light(one), light(other)].sort((a, b) => b - a);
    return (high + 0.05) / (low + 0.05);
  };
  const modal = document.querySelector("dialog[open]");
  const all = [...(modal ?? document.body).querySelectorAll("*")].filter(seen);

  for (const node of all) {
    const look = getComputedStyle(node);
    const own = [...node.childNodes].some((child) => child.nodeType === Node.TEXT_NODE && child.data.trim());
    const typed = node.matches("input:not([type=checkbox]), textarea, select") && !node.disabled;
    const back = behind(node);
    if (own || typed) {
      const ratio = contrast(over(parts(look.color), back), back);
      if (ratio < 4.5) faults.push(`contrast ${ratio.toFixed(2)}: ${who(node)}`);
      if (parseFloat(look.fontSize) < 12) faults.push(`small print, ${look.fontSize}: ${who(node)}`);
    }
    if (typed && node.placeholder && !node.value) {
      const ratio = contrast(over(parts(getComputedStyle(node, "::placeholder").color), back), back);
      if (ratio < 4.5) faults.push(`contrast of the hint ${ratio.toFixed(2)}: ${who(node)}`);
    }
    if (node.matches("button, input:not([type=checkbox]), textarea, select")) {
      const around = behind(node.parentElement);
      const edge = Math.max(contrast(over(parts(look.borderTopColor), around), around), contrast(back, around));
      if (edge < 3) faults.push(`edge ${edge.toFixed(2)}: ${who(node)}`);
      const { width, height } = node.getBoundingClientRect();
      if (width < 24 || height < 24) faults.push(`too small to press, ${width} × ${height}: ${who(node)}`);
    }
    if (own && look.overflow !== "visible" && look.overflowX === "hidden" && node.scrollWidth > node.clientWidth + 1 && look.textOverflow !== "ellipsis" && !node.matches(".far")) {
      faults.push(`cut off: ${who(node)}`);
    }
    if (node.matches(".item") && node.scrollHeight > node.clientHeight + 1) faults.push(`a row cut off below: ${who(node)}`);
    const box = node.getBoundingClientRect();
    if (!held(node) && (box.right > innerWidth + 1 || box.left < -1) && !node.matches(".far")) faults.push(`out of the window: ${who(node)}`);
    if (node.matches("img") && !node.alt) faults.push(`a picture without words: ${who(node)}`);
    for (const name of ["aria-labelledby", "aria-describedby", "aria-controls", "aria-activedescendant"]) {
      for (const id of (node.getAttribute(name) ?? "").split(" ").filter(Boolean)) {
        if (!document.getElementById(id)) faults.push(`${name} leads nowhere, ${id}: ${who(node)}`);
      }
    }
  }

  const ids = [...document.querySelectorAll("[id]")].map((node) => node.id);
  for (const id of new Set(ids.filter((id, at) => ids.indexOf(id) !== at))) faults.push(`two of one name: ${id}`);
  if (document.documentElement.scrollWidth > innerWidth) faults.push(`the page is ${document.documentElement.scrollWidth} wide in a window of ${innerWidth}`);
  const levels = all.filter((node) => /^H[1-6]$/.test(node.tagName)).map((node) => Number(node.tagName[1]));
  if (!modal && (levels[0] !== 1 || levels.filter((level) => level === 1).length !== 1)) faults.push(`headings: ${levels}`);
  levels.forEach((level, at) => at && level > levels[at - 1] + 1 && faults.push(`a level of headings is left out: ${levels}`));
  if (!document.title.trim()) faults.push("no title");
  return faults;
})();
