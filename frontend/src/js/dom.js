// Small things that every module needs.
export const all = (selector, root = document) => [
  ...(root.matches?.(selector) ? [root] : []), ...root.querySelectorAll(selector),
];
export const english = document.documentElement.lang === "en";
/** Picks the words of the page's language. */
export const say = (vi, en) => (english ? en : vi);
export const clock = (date = new Date()) => date.toLocaleTimeString("vi-VN", { hour: "2-digit", minute: "2-digit" });

const seen = new WeakMap();
/** Runs `set` for an element once, however often its page part is swapped in. */
export function once(element, name, set) {
  const names = seen.get(element) ?? new Set();
  if (names.has(name)) return;
  names.add(name);
  seen.set(element, names);
  set(element);
}

/** Calls `module(root)` now and for everything that htmx brings later. */
export function onContent(module) {
  module(document);
  document.addEventListener("htmx:load", (event) => module(event.detail.elt));
}

/** The token of any form of the page: no cookie need be readable. */
export const token = () => document.querySelector("[name=csrfmiddlewaretoken]")?.value ?? "";
