// The names of the soapbox's queue, put before those that are typed in, while there is a connection. Without one the
// stage goes on with what it has. Whoever was taken off the list here by hand stays off it.
(() => {
  "use strict";
  const list = document.querySelector("[data-queue][data-names]");
  if (!list) return;
  const shown = new Map(), gone = new Set(); // turn -> its line; turns that the stage is done with

  function draw(queue) {
    for (const [turn, line] of shown) if (!line.isConnected) gone.add(turn);
    const waiting = new Set(queue.map(({ turn }) => turn));
    for (const turn of gone) if (!waiting.has(turn)) gone.delete(turn); // done there too: she may come again
    const there = queue.filter(({ turn }) => !gone.has(turn)), turns = new Set(there.map(({ turn }) => turn));
    for (const [turn, line] of shown) if (!turns.has(turn)) { line.remove(); shown.delete(turn); }
    const first = [...list.children].find((line) => !line.dataset.turn) ?? null;
    for (const { turn, name } of there) {
      const line = shown.get(turn) ?? document.createElement("li");
      line.dataset.turn = turn;
      line.textContent = name || list.dataset.unnamed;
      list.insertBefore(line, first);
      shown.set(turn, line);
    }
    list.dispatchEvent(new Event("loaded"));
  }
  async function load() {
    try {
      const reply = await fetch(list.dataset.names, { headers: { accept: "application/json" } });
      if (reply.ok) draw((await reply.json()).queue);
    } catch { /* no connection: the stage goes on with what it has */ }
  }
  load();
  setInterval(load, 10_000);
  addEventListener("online", load);
})();
