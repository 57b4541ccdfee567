// Counters, parts shown by a choice, copy and share, before/after.
import { all, once, say } from "./dom.js";
import { toast } from "./toasts.js";

const number = new Intl.NumberFormat(document.documentElement.lang || "vi");

function count(line) {
  const field = document.getElementById(line.dataset.countFor);
  if (!field) return;
  const most = Number(line.dataset.countMax);
  const show = () => { line.textContent = say(`${field.value.length}/${number.format(most)} ký tự`, `${field.value.length}/${number.format(most)} characters`); };
  field.addEventListener("input", show);
  show();
}

function when(part) {
  const [name, value] = part.dataset.when.split("=");
  const form = part.closest("form") ?? document;
  const show = () => { part.hidden = ![...form.querySelectorAll(`[name="${name}"]`)].some((e) => (e.type === "radio" || e.type === "checkbox" ? e.checked : true) && e.value === value); };
  form.addEventListener("change", show);
  show();
}

function compare(frame) {
  const range = frame.querySelector("input[type=range]");
  const top = frame.querySelector("[data-compare-top]");
  const marks = frame.querySelectorAll(".cmp-line, .cmp-knob");
  const show = () => {
    top.style.clipPath = `inset(0 ${100 - range.value}% 0 0)`;
    for (const mark of marks) mark.style.left = `${range.value}%`;
  };
  frame.classList.add("cmp-live");
  range.addEventListener("input", show);
  show();
}

function copy(button) {
  button.addEventListener("click", async () => {
    await navigator.clipboard?.writeText(button.dataset.copy);
    toast(say("Đã chép", "Copied"));
  });
}

function print(button) {
  button.addEventListener("click", () => window.print());
}

function share(button) {
  const address = new URL(button.dataset.share, location.href).href;
  button.addEventListener("click", async (event) => {
    event.preventDefault();
    if (navigator.share) { try { await navigator.share({ url: address, title: document.title }); } catch { /* closed by the person */ } return; }
    await navigator.clipboard?.writeText(address);
    toast(say("Đã chép đường dẫn", "Link copied"));
  });
}

export function fields(root) {
  for (const line of all("[data-count-for]", root)) once(line, "count", count);
  for (const part of all("[data-when]", root)) once(part, "when", when);
  for (const frame of all("[data-compare]", root)) once(frame, "compare", compare);
  for (const button of all("[data-copy]", root)) once(button, "copy", copy);
  for (const button of all("[data-share]", root)) once(button, "share", share);
  for (const button of all("[data-print]", root)) once(button, "print", print);
}
