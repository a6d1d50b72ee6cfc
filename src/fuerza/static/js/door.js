// The door on a phone: scans with the camera, and goes on without a connection by a list taken along. Typing works without.
// The list: each entry is sealed to its own ticket by the server; all of it lies here under a key made from a number that is
// typed, which is in memory alone. It goes when the door ends, on leaving, and after five wrong numbers.
(() => {
  "use strict";
  const WRONG_AT_MOST = 5, ROUNDS = 600_000, SHORTEST = 6, PATIENCE = 6000, SHOWN_FOR = 60_000, ASK_EVERY = 20_000;
  const door = document.querySelector("[data-door]"), carry = document.querySelector("[data-carry]");
  const result = document.querySelector("[data-result]"), form = door?.querySelector("form");
  const field = form?.elements.text, subtle = crypto.subtle;

  // What is shown of somebody does not stay.
  let fading = 0;
  const fade = () => {
    clearTimeout(fading);
    fading = setTimeout(() => result.replaceChildren(), SHOWN_FOR);
  };
  if (result?.firstElementChild) fade();

  // The camera, where this browser can read codes.
  if (door && window.BarcodeDetector && navigator.mediaDevices) {
    const video = door.querySelector("[data-video]");
    door.querySelector("[data-camera]").hidden = false;
    let stream = null;
    const stop = () => {
      for (const track of stream?.getTracks() ?? []) track.stop();
      stream = null;
      video.hidden = true;
    };
    door.querySelector("[data-scan]").addEventListener("click", async () => {
      if (stream) return stop();
      try {
        stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment" } });
        video.srcObject = stream;
        video.hidden = false;
        await video.play();
        const reader = new BarcodeDetector({ formats: ["qr_code"] });
        while (stream) {
          const [found] = await reader.detect(video);
          if (found) {
            stop();
            field.value = found.rawValue;
            return form.requestSubmit();
          }
          await new Promise((done) => setTimeout(done, 200));
        }
      } catch {
        stop();
        field.focus();
      }
    });
  }

  // What is kept: one small store, and one way to be rid of it.
  let base = null;
  const asked = (request) => new Promise((done, failed) => {
    request.onsuccess = () => done(request.result);
    request.onerror = () => failed(request.error);
  });
  const store = async (mode) => {
    if (!base) {
      const opening = indexedDB.open("door", 1);
      opening.onupgradeneeded = () => opening.result.createObjectStore("kept");
      base = await asked(opening);
      base.onversionchange = () => { // another tab of this phone was left
        base?.close();
        base = null;
        document.dispatchEvent(new Event("door-left"));
      };
    }
    return base.transaction("kept", mode).objectStore("kept");
  };
  const kept = async (name) => asked((await store("readonly")).get(name));
  const keep = async (name, value) => asked((await store("readwrite")).put(value, name));
  const drop = async (name) => asked((await store("readwrite")).delete(name));
  const wipe = () => {
    base?.close();
    base = null;
    return asked(indexedDB.deleteDatabase("door")).catch(() => {});
  };
  document.getElementById("leave")?.addEventListener("submit", wipe, { capture: true });
  if (!carry) {
    if (window.indexedDB) wipe(); // a door that takes no list, or one that was taken back
    return;
  }
  if (!subtle || !window.indexedDB) return; // not over HTTPS: typing goes on as it did

  const bytes = (text) => Uint8Array.from(atob(text), (one) => one.charCodeAt(0));
  const text = (value) => btoa(String.fromCharCode(...new Uint8Array(value)));
  const words = new TextEncoder(), read = new TextDecoder();
  const say = (name) => carry.getAttribute(`data-say-${name}`) ?? "";
  const part = (name) => carry.querySelector(`[data-${name}]`);
  const isShut = carry.hasAttribute("data-shut");
  const token = document.querySelector("[name=csrfmiddlewaretoken]").value;
  let key = null, list = null, queue = [], used = new Set();

  async function lock(pin, salt) {
    const raw = await subtle.importKey("raw", words.encode(pin), "PBKDF2", false, ["deriveKey"]);
    const how = { name: "PBKDF2", hash: "SHA-256", salt, iterations: ROUNDS };
    return subtle.deriveKey(how, raw, { name: "AES-GCM", length: 256 }, false, ["encrypt", "decrypt"]);
  }
  async function sealed(value) {
    const nonce = crypto.getRandomValues(new Uint8Array(12));
    return { nonce, box: await subtle.encrypt({ name: "AES-GCM", iv: nonce }, key, words.encode(JSON.stringify(value))) };
  }
  const opened = async (it, by = key) =>
    JSON.parse(read.decode(await subtle.decrypt({ name: "AES-GCM", iv: it.nonce }, by, it.box)));
  const saveQueue = async () => keep("queue", await sealed({ queue, used: [...used] }));

  function show() {
    part("take").hidden = isShut || key !== null || carry.dataset.has === "yes";
    part("unlock").hidden = key !== null || carry.dataset.has !== "yes";
    part("held").hidden = key === null;
    part("away").hidden = carry.dataset.has !== "yes";
    part("unsent").hidden = queue.length === 0;
    part("number").textContent = queue.length.toLocaleString(document.documentElement.lang);
  }
  document.addEventListener("door-left", () => forget("erased"));
  const tell = (name) => { part("said").textContent = name && say(name); };
  async function forget(name) {
    key = list = null;
    queue = [];
    used = new Set();
    carry.dataset.has = "";
    await wipe();
    tell(name);
    show();
  }
  async function begin(data) {
    list = { ...data, entries: new Map(data.entries) };
    list.verify = await subtle.importKey("spki", bytes(data.key), { name: "ECDSA", namedCurve: "P-256" }, false, ["verify"]);
  }

  const post = (address, body, headers, patience = PATIENCE) =>
    fetch(address, { method: "POST", body, headers: { Accept: "application/json", "X-CSRFToken": token, ...headers }, signal: AbortSignal.timeout(patience) });

  part("take").addEventListener("submit", async (event) => {
    event.preventDefault();
    const pin = part("take").querySelector("[data-pin]");
    if (!/^\d+$/.test(pin.value) || pin.value.length < SHORTEST) return tell("short");
    try {
      const reply = await post(carry.dataset.list, "", {}, 10 * PATIENCE);
      if (!reply.ok) return tell("failed");
      const data = await reply.json(), salt = crypto.getRandomValues(new Uint8Array(16));
      key = await lock(pin.value, salt);
      pin.value = "";
      await keep("head", { salt, until: data.until, wrong: 0 });
      await keep("list", await sealed(data));
      await saveQueue();
      await begin(data);
      carry.dataset.has = "yes";
      tell("");
      show();
    } catch {
      key = null;
      tell("failed");
    }
  });

  part("unlock").addEventListener("submit", async (event) => {
    event.preventDefault();
    const pin = part("unlock").querySelector("[data-pin]"), head = await kept("head");
    if (!head) return forget("erased");
    head.wrong += 1; // counted before it is tried, so that a page closed in between gains nothing
    await keep("head", head);
    const tried = await lock(pin.value, head.salt);
    pin.value = "";
    try {
      ({ queue, used } = await opened(await kept("queue"), tried));
    } catch {
      return head.wrong >= WRONG_AT_MOST ? forget("erased") : tell("wrong");
    }
    used = new Set(used);
    key = tried;
    await keep("head", { ...head, wrong: 0 });
    const data = await kept("list");
    if (data) await begin(await opened(data));
    tell("");
    show();
    send();
  });

  let isSure = false;
  part("erase").addEventListener("click", () => {
    if (queue.length && !isSure) {
      isSure = true;
      part("erase").textContent = part("erase").dataset.sure;
      return;
    }
    forget("erased");
  });

  // Letting in, by the server where it answers, by the list where not.
  function verdict(isIn, lines) {
    const box = document.createElement("div"), head = document.createElement("h2");
    box.className = `notice verdict ${isIn ? "kept" : "needs"}`;
    head.textContent = say(isIn ? "in" : "not-in");
    box.append(head);
    for (const [line, kind] of lines.filter(([one]) => one)) {
      box.append(Object.assign(document.createElement("p"), { textContent: line, className: kind ?? "", dir: "auto" }));
    }
    result.replaceChildren(box);
    fade();
  }
  const face = (it, more) => verdict(true, [
    [it.badge || say("no-name"), "face-name"], [say(it.photo), `photo ${it.photo}`],
    [it.legal && `${say("papers")} ${it.legal}`], [it.needs && say("needs")], [more, "soft"],
  ]);
  function readCode(shown) {
    const letters = carry.dataset.letters;
    const met = shown.trim().match(new RegExp(`^(?:.*/)?([${letters}]{12})\\.([\\w-]{86})/?$`));
    if (met) return { code: met[1], signature: met[2] };
    const code = shown.replace(/[\s-]/g, "").toUpperCase();
    return new RegExp(`^[${letters}]{12}$`).test(code) ? { code } : null;
  }
  async function entry(code) {
    const raw = await subtle.importKey("raw", words.encode(code), "PBKDF2", false, ["deriveBits"]);
    const how = { name: "PBKDF2", hash: "SHA-256", salt: bytes(list.salt), iterations: list.rounds };
    const derived = new Uint8Array(await subtle.deriveBits(how, raw, 384));
    const box = list.entries.get(text(derived.slice(0, 16)));
    if (!box) return null;
    const by = await subtle.importKey("raw", derived.slice(16), "AES-GCM", false, ["decrypt"]);
    const all = bytes(box);
    return opened({ nonce: all.slice(0, 12), box: all.slice(12) }, by);
  }
  async function isOurs(it) {
    const signature = bytes(it.signature.replace(/-/g, "+").replace(/_/g, "/"));
    return subtle.verify({ name: "ECDSA", hash: "SHA-256" }, list.verify, signature, words.encode(`fuerza ticket 1|${it.code}`));
  }
  async function byList(shown, who) {
    const it = readCode(shown), no = (why) => verdict(false, [[say(why)]]);
    if (!it) return no("unreadable");
    if (it.signature && !(await isOurs(it))) return no("forged");
    if (who !== "herself") return no("along");
    if (used.has(it.code)) return no("already");
    const found = await entry(it.code);
    if (!found) return no("unknown");
    used.add(it.code);
    queue.push({ id: crypto.randomUUID(), at: new Date().toISOString(), text: it.code, who });
    await saveQueue();
    show();
    face(found, say("noted"));
  }
  form?.addEventListener("submit", async (event) => {
    if (!key || !list) return;
    event.preventDefault();
    const shown = field.value, who = form.elements.who.value, body = new FormData(form);
    field.value = "";
    field.focus();
    let told = null;
    try {
      const reply = await post(door.dataset.check, body);
      if (reply.ok) told = await reply.json();
      else if (reply.status < 500) return (verdict(false, [[say("unreadable")]]), look()); // the door may have ended
    } catch {
      // no connection: the list answers
    }
    if (!told) return byList(shown, who);
    if (told.face) {
      const it = readCode(shown);
      if (it) used.add(it.code);
      await saveQueue();
      return face(told.face);
    }
    verdict(false, [[told.words], [told.why, "soft small handle"]]);
    look();
  });

  // Sending what was noted; what could not hold is said, with the end of its code and the time.
  function conflict(one, it) {
    const row = Object.assign(document.createElement("li"), { className: "row" });
    const at = new Date(one.at).toLocaleTimeString(document.documentElement.lang, { timeStyle: "short" });
    for (const line of [`${one.text.slice(-4)} · ${at}`, it.words]) {
      row.append(Object.assign(document.createElement("span"), { textContent: line, dir: "auto" }));
    }
    part("conflicts").append(row);
  }
  async function send() {
    if (!key) return;
    if (queue.length) {
      const batch = queue.slice(0, 100);
      try {
        const reply = await post(carry.dataset.noted, JSON.stringify(batch), { "Content-Type": "application/json" });
        if (!reply.ok) return;
        const results = await reply.json();
        for (const one of batch) if (results[one.id]?.why) conflict(one, results[one.id]);
        queue = queue.filter((one) => !(one.id in results));
        await saveQueue();
      } catch {
        return;
      }
    }
    if (isShut && !queue.length) return forget("sent");
    show();
  }
  async function ends(why) {
    await drop("list");
    list = null;
    if (why !== "door_over") return forget("erased");
    await send();
    if (!queue.length) await forget("erased");
  }
  async function look() {
    if (carry.dataset.has !== "yes") return;
    const head = await kept("head");
    if (head && Date.now() / 1000 >= head.until && list) await ends("door_over");
    if (isShut) return send();
    try {
      const reply = await fetch(door.dataset.open, { headers: { Accept: "application/json" }, signal: AbortSignal.timeout(PATIENCE) });
      if (reply.status === 410) return ends((await reply.json()).why);
      if (reply.status === 404) return forget("erased");
    } catch {
      return;
    }
    await send();
  }
  document.querySelector("[data-leaves]")?.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (queue.length && !isSure) {
      part("away").scrollIntoView({ block: "center" });
      part("erase").focus();
      return;
    }
    await Promise.race([wipe(), new Promise((done) => setTimeout(done, 1500))]);
    event.target.submit();
  });

  (async () => {
    const head = await kept("head").catch(() => null);
    carry.dataset.has = head ? "yes" : "";
    if (head && (isShut || Date.now() / 1000 >= head.until)) await drop("list");
    carry.hidden = isShut && !head;
    show();
    setInterval(look, ASK_EVERY);
    addEventListener("online", look);
  })();
})();
