// Makes the page smoother; every page works without it. Runs before htmx.
(() => {
  "use strict";
  const root = document.documentElement;

  // htmx parses answers from our own server as HTML. This policy lets it, and one address of a script: the worker that
  // takes alarms, where the page names it.
  if (window.trustedTypes) {
    const worker = (url) => (url === document.querySelector("[data-worker]")?.dataset.worker ? url : null);
    trustedTypes.createPolicy("default", { createHTML: (text) => text, createScriptURL: worker });
  }

  // A page that comes back from the browser's memory may belong to a session that has ended: ask the server again.
  addEventListener("pageshow", (event) => {
    if (event.persisted) {
      root.hidden = true;
      location.reload();
    }
  });

  const leaving = document.getElementById("leave");
  if (leaving) {
    // Blank at once, tell the server on the way out, and put the other page in the place of this one.
    const leave = (event) => {
      event?.preventDefault();
      const told = { method: "POST", body: new FormData(leaving), keepalive: true, redirect: "manual" };
      document.title = leaving.dataset.title;
      root.replaceChildren();
      fetch(leaving.action, told).catch(() => {});
      location.replace(leaving.dataset.to);
    };
    leaving.addEventListener("submit", leave);

    // Shift three times within five seconds, with nothing else pressed in between.
    const said = document.getElementById("leave-said");
    let presses = 0;
    let timer = 0;
    const start = () => {
      presses = 0;
      said.textContent = "";
    };
    addEventListener("keydown", (event) => {
      if (event.repeat) return;
      if (event.key !== "Shift") {
        if (presses) start();
        return;
      }
      clearTimeout(timer);
      timer = setTimeout(start, 5000);
      presses += 1;
      if (presses > 2) leave();
      else if (presses > 1) said.textContent = said.dataset.one; // not at the first: capitals are typed with it
    });
  }

  // Menus close on Escape and on a press elsewhere.
  const close = (except) => {
    for (const menu of document.querySelectorAll(".menu[open]")) {
      if (menu !== except) menu.open = false;
    }
  };
  addEventListener("click", (event) => close(event.target.closest?.(".menu")));
  addEventListener("keydown", (event) => {
    const menu = event.key === "Escape" && document.querySelector(".menu[open]");
    if (menu) {
      menu.open = false;
      menu.firstElementChild.focus();
    }
  });

  // After a form came back with errors, the summary of them gets the focus.
  const errors = () => document.querySelector("[data-focus]")?.focus();
  addEventListener("DOMContentLoaded", errors);
  addEventListener("htmx:afterSettle", errors);

  // An answer from another address than the one asked means that the session has ended: go there as a page.
  addEventListener("htmx:beforeSwap", ({ detail }) => {
    const answered = new URL(detail.xhr.responseURL || location.href);
    const asked = new URL(detail.requestConfig.path, location.href);
    if (answered.pathname !== asked.pathname) {
      detail.shouldSwap = false;
      location.assign(answered.pathname);
    }
  });
  for (const failure of ["htmx:responseError", "htmx:sendError", "htmx:timeout"]) {
    addEventListener(failure, () => {
      const notice = document.getElementById("went-wrong");
      notice.hidden = false;
      notice.scrollIntoView({ block: "center" });
    });
  }

  // Lists: j and k go from row to row, x ticks; a box in the head ticks all but those that are only ticked by hand; the count follows.
  const count = (form) => {
    const ticked = form.querySelectorAll("[data-tick]:checked").length;
    for (const place of form.querySelectorAll("[data-ticked]")) place.textContent = ticked.toLocaleString(root.lang);
  };
  addEventListener("change", ({ target }) => {
    const form = target.form;
    if (!form) return;
    if (target.matches("[data-tick-all]")) {
      for (const box of form.querySelectorAll("[data-tick]:not([data-alone])")) box.checked = target.checked;
    }
    if (target.matches("[data-tick], [data-tick-all]")) count(form);
  });
  addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.matches?.("input:not([type=checkbox]), textarea, select")) return;
    const rows = [...document.querySelectorAll("[data-row]")];
    const at = rows.findIndex((row) => row.contains(document.activeElement));
    if (at < 0) return; // only inside a list, so that single letters do nothing elsewhere (WCAG 2.1.4)
    const step = { j: 1, k: -1 }[event.key];
    if (step) {
      const row = rows[Math.min(Math.max(at + step, 0), rows.length - 1)];
      (row.querySelector(".row-name") ?? row.querySelector("a, button, input, summary"))?.focus();
    } else if (event.key === "x") {
      rows[at].querySelector("[data-tick]")?.click();
    }
  });
})();
