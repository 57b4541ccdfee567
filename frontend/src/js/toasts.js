// What just succeeded: five seconds, longer while the pointer or the focus is on it.
import { all, once } from "./dom.js";

function leave(toast) {
  let timer = setTimeout(() => toast.remove(), 5000);
  const hold = () => clearTimeout(timer);
  const go = () => { timer = setTimeout(() => toast.remove(), 2500); };
  toast.addEventListener("pointerenter", hold);
  toast.addEventListener("focusin", hold);
  toast.addEventListener("pointerleave", go);
  toast.addEventListener("focusout", go);
  toast.querySelector("[data-toast-close]")?.addEventListener("click", () => toast.remove());
}

export function toast(text) {
  const line = document.createElement("p");
  line.className = "toast-line";
  const words = document.createElement("span");
  words.textContent = text;
  line.append(words);
  document.querySelector("[data-toasts]")?.append(line);
  leave(line);
}

export function toasts(root) {
  for (const line of all("[data-toast]", root)) once(line, "toast", leave);
}
document.addEventListener("ihanoi:toast", (event) => toast(String(event.detail?.value ?? event.detail)));
