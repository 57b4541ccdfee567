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

/** Other tokens instead of these; null once the session is over, undefined where the line is. */
async function renewed(tokens) {
  try {
    const answer = await fetch(`/kenh?${tokens.map((token) => `topic=${encodeURIComponent(token)}`).join("&")}`, { headers: { Accept: "application/json" } });
    if (answer.ok) return (await answer.json()).tokens;
    return answer.status < 500 && answer.status !== 429 ? null : undefined;
  } catch { return undefined; }
}

export function live() {
  const { liveUrl, liveToken } = document.body.dataset;
  if (!liveUrl || !("EventSource" in window)) return;
  let stream;
  let wait = 1000;
  let tokens = (liveToken ?? "").split(" ").filter(Boolean);
  // The right to listen lasts some minutes: the page asks for it anew, as long as somebody is signed in.
  const renew = async () => {
    stream.close();
    const fresh = await renewed(tokens);
    if (fresh === null || fresh?.length === 0) return;
    tokens = fresh ?? tokens;
    if (fresh) start(); else setTimeout(renew, wait);
    wait = Math.min(wait * 2, 60000);
  };
  const start = () => {
    const address = new URL(`${liveUrl.replace(/\/$/, "")}/stream`, location.href);
    for (const token of tokens) address.searchParams.append("topic", token);
    stream = new EventSource(address);
    stream.addEventListener("changed", ({ data }) => (data.startsWith("account:") ? ring() : heard("{}")));
    stream.addEventListener("resync", () => { heard("{}"); ring(); });
    stream.addEventListener("renew", renew);
    stream.onopen = () => { wait = 1000; };
    stream.onmessage = (event) => heard(event.data);
    stream.onerror = () => {
      if (stream.readyState !== EventSource.CLOSED) return; // the browser tries again by itself
      setTimeout(renew, wait);
    };
  };
  start();
  window.addEventListener("pagehide", () => stream.close());
  window.addEventListener("pageshow", (event) => { if (event.persisted) start(); });
}
