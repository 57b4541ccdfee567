// The live channel: one stream down (`changed`: something happened to the topic, `resync`: look again, some may have been missed).
// Both become the event `live` on body; plain messages may carry {type, toast, unread} and become `live:<type>` as well.
import { toast } from "./toasts.js";

function unread(count) {
  for (const badge of document.querySelectorAll("[data-unread]")) badge.textContent = count;
}

function heard(data) {
  let message = {};
  try { message = JSON.parse(data); } catch { /* a bare ping carries nothing */ }
  if (message.toast) toast(message.toast);
  if (message.unread !== undefined) unread(message.unread);
  document.body.dispatchEvent(new CustomEvent("live", { detail: message, bubbles: true }));
  if (message.type) document.body.dispatchEvent(new CustomEvent(`live:${message.type}`, { detail: message, bubbles: true }));
}

export function live() {
  const { liveUrl, liveToken } = document.body.dataset;
  if (!liveUrl || !("EventSource" in window)) return;
  let stream;
  let wait = 1000;
  const start = () => {
    const address = new URL(`${liveUrl.replace(/\/$/, "")}/stream`, location.href);
    if (liveToken) address.searchParams.set("topic", liveToken);
    stream = new EventSource(address);
    for (const kind of ["changed", "resync"]) stream.addEventListener(kind, () => heard("{}"));
    stream.onopen = () => { wait = 1000; };
    stream.onmessage = (event) => heard(event.data);
    stream.onerror = () => {
      if (stream.readyState !== EventSource.CLOSED) return; // the browser tries again by itself
      setTimeout(start, wait);
      wait = Math.min(wait * 2, 60000);
    };
  };
  start();
  window.addEventListener("pagehide", () => stream.close());
  window.addEventListener("pageshow", (event) => { if (event.persisted) start(); });
}
