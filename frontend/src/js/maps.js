// Brings the map's code only when a map comes near the screen: 300 kB that most pages never need.
import { all, once } from "./dom.js";

function load(frame) {
  const style = document.createElement("link");
  style.rel = "stylesheet";
  style.href = frame.dataset.style;
  if (!document.querySelector(`link[href="${frame.dataset.style}"]`)) document.head.append(style);
  import(/* @vite-ignore */ new URL(frame.dataset.script, location.href).href).then((module) => module.draw(frame)).catch(() => {});
}

export function maps(root) {
  const near = new IntersectionObserver((entries) => {
    for (const entry of entries) if (entry.isIntersecting) { near.unobserve(entry.target); load(entry.target); }
  }, { rootMargin: "200px" });
  for (const frame of all("[data-map]", root)) once(frame, "map", () => near.observe(frame));
}

// The list beside the map follows what the map shows, from the first move on: before it, both show the whole city.
document.addEventListener("ihanoi:points", ({ detail, target }) => {
  const first = !target.dataset.mapShown;
  target.dataset.mapShown = "1";
  if (first) return;
  for (const box of all("[data-map-box]")) { box.value = detail.bbox; box.dispatchEvent(new Event("change", { bubbles: true })); }
});
