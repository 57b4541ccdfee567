// The live channel: one stream down; each message becomes the events `live` and `live:<type>` on body.
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
    const address = new URL(liveUrl, location.href);
    if (liveToken) address.searchParams.set("token", liveToken);
    stream = new EventSource(address);
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
