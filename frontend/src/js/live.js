// The live channel: one stream down (`changed`: something happened to the topic, `resync`: look again, some may have been missed).
// Both become the event `live` on body; plain messages may carry {type, toast, unread} and become `live:<type>` as well.
import { toast } from "./toasts.js";

function unread(count) {
  for (const badge of document.querySelectorAll("[data-unread]")) {
    badge.textContent = count;
    badge.hidden = !count;
  }
  for (const bell of document.querySelectorAll("[data-bell]")) {
    bell.setAttribute("aria-label", count ? bell.dataset.bell.replace("{n}", count) : bell.dataset.bell.split(",")[0]);
  }
}

/** Something came for this account: how much is unread now? */
async function ring() {
  try { unread((await (await fetch("/thong-bao/chua-doc", { headers: { Accept: "application/json" } })).json()).unread); } catch { /* next time */ }
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
    for (const token of (liveToken ?? "").split(" ").filter(Boolean)) address.searchParams.append("topic", token);
    stream = new EventSource(address);
    stream.addEventListener("changed", ({ data }) => (data.startsWith("account:") ? ring() : heard("{}")));
    stream.addEventListener("resync", () => { heard("{}"); ring(); });
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
