// A draft survives a closed tab: fields kept in the browser, restored only into empty forms, cleared after the receipt.
import { all, clock, once, say } from "./dom.js";

const key = (name) => `ihanoi:draft:${name}`;
const kept = (form) => [...form.elements].filter((e) => e.name && !["file", "password", "submit", "button"].includes(e.type)
  && e.name !== "csrfmiddlewaretoken" && !e.closest("[data-no-draft]"));

function read(form) {
  const values = {};
  for (const e of kept(form)) {
    if (["checkbox", "radio"].includes(e.type)) { (values[e.name] ??= []); if (e.checked) values[e.name].push(e.value); }
    else values[e.name] = e.value;
  }
  return values;
}

/** What the server sent is newer: it stays where it says anything. */
function restore(form, values) {
  const answered = new Set(kept(form).filter((e) => e.checked).map((e) => e.name));
  for (const e of kept(form)) {
    if (!(e.name in values) || e.type === "hidden" || answered.has(e.name)) continue;
    if (["checkbox", "radio"].includes(e.type)) e.checked = values[e.name].includes(e.value);
    else if (!e.value) e.value = values[e.name];
    e.dispatchEvent(new Event("input", { bubbles: true }));
  }
}

function said(at) {
  for (const place of all("[data-draft-said]")) {
    place.hidden = false;
    place.querySelector("span").textContent = say(`Đã lưu nháp lúc ${clock(at)}`, `Draft saved at ${clock(at)}`);
  }
}

function keep(form) {
  const name = key(form.dataset.draft);
  const old = JSON.parse(localStorage.getItem(name) ?? "null");
  if (old && !form.querySelector("[aria-invalid]")) { restore(form, old.values); said(new Date(old.at)); }
  let timer;
  const write = () => {
    clearTimeout(timer);
    timer = undefined;
    const at = Date.now();
    const values = { ...(JSON.parse(localStorage.getItem(name) ?? "null")?.values), ...read(form) };
    try { localStorage.setItem(name, JSON.stringify({ at, values })); said(new Date(at)); } catch { /* full or private: the page still works */ }
  };
  form.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(write, 600);
  });
  window.addEventListener("pagehide", () => timer && write()); // a press of a button may come sooner
}

export function drafts(root) {
  for (const form of all("form[data-draft]", root)) once(form, "draft", keep);
  for (const end of all("[data-draft-clear]", root)) localStorage.removeItem(key(end.dataset.draftClear));
}
