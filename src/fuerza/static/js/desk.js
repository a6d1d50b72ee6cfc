// Keys for the lists of the desk, beyond j, k and x (fuerza.js): fold, decide, hints. The page works without it.
(() => {
  "use strict";
  const DECIDES = { f: "fine", h: "hidden", e: "kept", m: "muted", b: "blocked" };

  addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const at = document.activeElement;
    if (at.matches?.("input:not([type=checkbox]), textarea, select")) return;
    const keys = document.querySelector("[data-keys]");
    const row = at.closest?.("[data-row]");
    if (!row && !keys?.contains(at)) return; // only inside the list (WCAG 2.1.4)
    if (event.key === "?") {
      keys.open = !keys.open;
      (keys.open ? keys.firstElementChild : document.querySelector("[data-row] summary"))?.focus();
      return;
    }
    if (!row) return;
    const fold = row.querySelector("details");
    if (event.key === "o" && fold) {
      fold.open = !fold.open;
      fold.firstElementChild.focus();
    } else if (DECIDES[event.key]) {
      row.querySelector(`button[value="${DECIDES[event.key]}"]`)?.click();
    } else if (/^[a-z]$/.test(event.key)) {
      // what has a key of its own: in this row first, else on the page (the next page, undo, tick all)
      (row.querySelector(`[data-key="${event.key}"]`) ?? document.querySelector(`:not([data-row] *)[data-key="${event.key}"]`))?.click();
    }
  });

  // A decided row gives its focus to the next one, so that j and k go on from there.
  let next = null;
  addEventListener("htmx:beforeRequest", ({ target }) => {
    const row = target.closest("[data-row]");
    next = row && (row.nextElementSibling ?? row.previousElementSibling)?.querySelector("summary");
  });
  addEventListener("htmx:afterSettle", () => {
    next?.focus();
    next = null;
  });
})();
