// Native dialogs, menus that close by themselves, questions before a form is sent, focus on what went wrong.
import { all } from "./dom.js";

function open(dialog) {
  dialog.removeAttribute("open");
  dialog.showModal();
  dialog.querySelector("textarea, input:not([type=hidden]), select")?.focus();
}

export function dialogs() {
  document.addEventListener("click", (event) => {
    const opener = event.target.closest("[data-dialog]");
    const dialog = opener && document.getElementById(opener.dataset.dialog);
    if (dialog) {
      event.preventDefault();
      return open(dialog);
    }
    const closer = event.target.closest("[data-close]");
    const around = closer?.closest("dialog");
    if (around?.matches(":modal")) {
      event.preventDefault();
      return around.close();
    }
    if (event.target.matches?.("dialog:modal")) event.target.close();
    const going = event.target.closest("[data-confirm-go]");
    if (going) {
      const form = document.querySelector("form[data-asked]");
      form?.setAttribute("data-sure", "");
      form?.requestSubmit();
    }
    for (const menu of document.querySelectorAll("details[data-menu][open]")) if (!menu.contains(event.target)) menu.open = false;
    return undefined;
  });
  document.addEventListener("submit", (event) => {
    const form = event.target;
    const dialog = document.getElementById(form.dataset.confirm ?? "");
    if (!dialog || form.hasAttribute("data-sure")) return;
    event.preventDefault();
    for (const asked of document.querySelectorAll("[data-asked]")) asked.removeAttribute("data-asked");
    form.setAttribute("data-asked", "");
    open(dialog);
  });
  // a second press of the same button sends nothing twice
  document.addEventListener("submit", (event) => {
    if (event.defaultPrevented || event.target.method === "dialog") return;
    const button = event.submitter;
    if (button?.classList.contains("btn")) setTimeout(() => button.setAttribute("aria-busy", "true"));
  });
  window.addEventListener("pageshow", () => { for (const button of all("button[aria-busy]:not([data-keep])")) if (button.form) button.removeAttribute("aria-busy"); });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    for (const menu of document.querySelectorAll("details[data-menu][open]")) { menu.open = false; menu.querySelector("summary").focus(); }
  });
  for (const dialog of all("dialog[open].dlg:not(.dlg-static)")) open(dialog);
  document.querySelector("[data-focus]")?.focus();
}
