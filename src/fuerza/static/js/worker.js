// Shows what an alarm says, and leads to the first page. It keeps nothing, fetches nothing and sees no page.
"use strict";
addEventListener("push", (event) => {
  const { line } = event.data ? event.data.json() : { line: "•" };
  event.waitUntil(registration.showNotification(line, { tag: "note", renotify: true }));
});
addEventListener("notificationclick", (event) => {
  event.notification.close();
  event.waitUntil(clients.openWindow("/"));
});
