// The bulk bar of the inbox: how many are picked, and to how many of them each verb applies. Delegated, so swaps need nothing.
import { all, say } from "./dom.js";

const picked = () => all("[data-pick]:checked");

function show() {
  const boxes = picked();
  for (const bar of all("[data-bulk-bar]")) {
    bar.classList.toggle("on", boxes.length > 0);
    for (const place of all("[data-bulk-count]", bar)) place.textContent = boxes.length;
    const notes = [];
    for (const button of all("[data-bulk]", bar)) {
      const fits = boxes.filter((box) => (box.dataset.moves ?? "").split(" ").includes(button.dataset.bulk)).length;
      const place = button.querySelector("[data-bulk-fits]");
      if (place) place.textContent = fits;
      button.disabled = fits === 0;
      if (fits > 0 && fits < boxes.length) notes.push(say(`${boxes.length - fits} việc đã qua bước này`, `${boxes.length - fits} already past this step`));
    }
    for (const place of all("[data-bulk-note]", bar)) place.textContent = notes[0] ?? "";
  }
  const every = all("[data-pick]");
  for (const head of all("[data-pick-all]")) {
    head.checked = every.length > 0 && boxes.length === every.length;
    head.indeterminate = boxes.length > 0 && boxes.length < every.length;
  }
}

export function inbox() {
  if (!document.querySelector("[data-inbox], [data-bulk-bar]")) return;
  document.addEventListener("change", (event) => {
    if (event.target.matches("[data-pick-all]")) for (const box of all("[data-pick]")) box.checked = event.target.checked;
    if (event.target.matches("[data-pick], [data-pick-all]")) show();
  });
  document.addEventListener("click", (event) => {
    if (!event.target.closest("[data-pick-none]")) return;
    for (const box of picked()) box.checked = false;
    show();
  });
  document.addEventListener("htmx:afterSettle", show);
  show();
}
