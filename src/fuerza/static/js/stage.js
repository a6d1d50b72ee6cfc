// The soapbox's clock and its queue. Nothing here is sent, stored or recorded: names stay in this page and go with it,
// and once the page is there it needs no connection. Without scripts the page has the slots by the clock on the wall.
(() => {
  "use strict";
  const stage = document.querySelector("[data-stage]");
  if (!stage) return;
  const part = (name) => stage.querySelector(`[data-${name}]`);
  const seconds = Number(stage.dataset.stage);
  const ring = part("ring"), shown = part("left"), said = part("said"), list = part("queue"), field = part("name");
  const round = 2 * Math.PI * Number(ring.getAttribute("r"));
  let spent = 0, since = null, last = null; // milliseconds before the last start; when that was; the last whole second drawn
  ring.setAttribute("stroke-dasharray", round);

  const left = () => seconds - (spent + (since === null ? 0 : performance.now() - since)) / 1000;

  function draw() {
    const now = Math.max(0, left()), whole = Math.ceil(now);
    ring.setAttribute("stroke-dashoffset", round * (1 - now / seconds));
    if (whole !== last) {
      shown.textContent = whole;
      stage.classList.toggle("closing", whole <= 20);
      if (whole === 0) said.textContent = said.dataset.over;
      else if (last === null || whole === 20) said.textContent = whole === 20 ? said.dataset.closing : "";
      last = whole;
    }
    if (since !== null && now > 0) requestAnimationFrame(draw);
    else if (since !== null) stop();
  }
  function stop() {
    if (since === null) return;
    spent += performance.now() - since;
    since = null;
    part("go").textContent = part("go").dataset.start;
  }
  function start() {
    if (left() <= 0) reset();
    since = performance.now();
    part("go").textContent = part("go").dataset.stop;
    draw();
  }
  function reset() {
    since = null;
    spent = 0;
    last = null;
    said.textContent = "";
    part("go").textContent = part("go").dataset.start;
    draw();
  }
  function speaker() {
    part("speaker").textContent = list.firstElementChild?.textContent ?? "";
    part("next").textContent = list.children[1]?.textContent ?? "";
    part("after").hidden = list.children.length < 2;
  }
  function add() {
    const name = field.value.trim();
    if (!name) return;
    list.append(Object.assign(document.createElement("li"), { textContent: name }));
    field.value = "";
    speaker();
  }
  const acts = {
    go: () => (since === null ? start() : stop()),
    again: reset,
    forward: () => { list.firstElementChild?.remove(); speaker(); reset(); },
    full: () => (document.fullscreenElement ? document.exitFullscreen() : part("board").requestFullscreen?.()),
    add,
  };
  for (const [name, act] of Object.entries(acts)) part(name).addEventListener("click", act);
  list.addEventListener("loaded", speaker); // names of the queue, from stage_names.js
  field.addEventListener("keydown", (event) => { if (event.key === "Enter") { event.preventDefault(); add(); } });
  addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.matches("input, a, summary")) return;
    const key = { " ": "go", r: "again", n: "forward", f: "full" }[event.key];
    if (!key || (event.key === " " && event.target.matches("button"))) return;
    event.preventDefault();
    acts[key]();
  });
  stage.hidden = false;
  reset();
  speaker();
})();
