// The item in hand, and what items have in common.
import { $ } from "./dom.js";

export const shown = { id: null, item: null, wanted: 0, zoom: "", dpi: 0 };

export const isOpen = (row) => row.state === "open" || row.state === "stale";
/** What is only good to know waits for no decision, unless it is asked for. */
export const is_due = (row) => isOpen(row) && (row.severity !== "info" || $("f-severity").value === "info");
export const named_label = (row) => [row.indicator, row.label].filter(Boolean).join(" ") || row.title;
