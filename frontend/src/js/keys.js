// Shortcuts of the desk: J K X Enter in the inbox, data-key anywhere, ? lists them. Never while typing, never with Ctrl, Alt or Meta.
import { all, say } from "./dom.js";

const typing = (target) => target.closest?.("input:not([type=checkbox]):not([type=radio]), textarea, select, [contenteditable]");

function move(step) {
  const rows = all("[data-inbox] [data-row]");
  if (!rows.length) return;
  const at = rows.findIndex((row) => row.classList.contains("current"));
  const next = rows[Math.min(rows.length - 1, Math.max(0, at + step))];
  for (const row of rows) row.classList.toggle("current", row === next);
  next.scrollIntoView({ block: "nearest" });
  next.querySelector("a")?.focus({ preventScroll: true });
}

function list() {
  document.getElementById("keys-help")?.remove();
  const box = document.createElement("dialog");
  box.className = "dlg";
  box.id = "keys-help";
  const body = document.createElement("div");
  body.className = "dlg-body";
  const title = document.createElement("h2");
  title.textContent = say("Phím tắt", "Shortcuts");
  const rows = document.createElement("dl");
  rows.className = "facts";
  const fixed = document.querySelector("[data-inbox]")
    ? [["J K", say("lên xuống", "down, up")], ["X", say("chọn", "pick")], ["Enter", say("mở", "open")]] : [];
  const own = new Map(all("[data-key]").map((e) => [e.dataset.key, (e.getAttribute("aria-label") ?? e.placeholder ?? e.querySelector("span")?.textContent ?? e.textContent).trim()]));
  for (const [key, text] of [...fixed, ...own]) {
    const dt = document.createElement("dt");
    const dd = document.createElement("dd");
    const kbd = document.createElement("kbd");
    kbd.className = "kbd";
    kbd.textContent = key;
    dt.append(kbd);
    dd.textContent = text;
    rows.append(dt, dd);
  }
  body.append(title, rows);
  box.append(body);
  document.body.append(box);
  box.showModal();
}

export function keys() {
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target) || document.querySelector("dialog:modal")) return;
    const key = event.key.toUpperCase();
    const row = document.querySelector("[data-inbox] [data-row].current");
    if (document.querySelector("[data-inbox]") && (key === "J" || key === "K")) move(key === "J" ? 1 : -1);
    else if (row && key === "X") row.querySelector("[data-pick]")?.click();
    else if (event.key === "?" && document.querySelector("[data-key], [data-inbox]")) list();
    else {
      const target = row?.querySelector(`[data-key="${CSS.escape(key)}"]`) ?? document.querySelector(`[data-key="${CSS.escape(key)}"]`);
      if (!target) return;
      if (target.matches("input, textarea, select")) target.focus();
      else target.click();
    }
    event.preventDefault();
  });
}
