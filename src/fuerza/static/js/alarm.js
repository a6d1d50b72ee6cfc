// Lets this browser take alarms, when she presses the button; without script the other ways work.
(() => {
  "use strict";
  const form = document.querySelector("[data-worker]");
  if (!form || !navigator.serviceWorker || !window.PushManager) return;
  form.hidden = false;
  const bytes = (text) => Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (one) => one.charCodeAt(0));
  form.addEventListener("submit", async (event) => {
    if (form.elements.endpoint.value) return;
    event.preventDefault();
    const failed = form.querySelector("[data-failed]");
    failed.hidden = true;
    try {
      const registered = await navigator.serviceWorker.register(form.dataset.worker);
      const options = { userVisibleOnly: true, applicationServerKey: bytes(form.dataset.key) };
      const { endpoint, keys } = (await registered.pushManager.subscribe(options)).toJSON();
      form.elements.endpoint.value = endpoint;
      form.elements.p256dh.value = keys.p256dh;
      form.elements.auth.value = keys.auth;
      form.submit();
    } catch {
      failed.hidden = false;
    }
  });
})();
