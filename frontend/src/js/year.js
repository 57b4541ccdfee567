// A calendar's year: arrow keys go from day to day; a day that was chosen without leaving the page is marked and comes into sight.
import { all, once } from "./dom.js";

const STEPS = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -7, ArrowDown: 7 };

function walk(year) {
  year.addEventListener("keydown", (event) => {
    const days = [...year.querySelectorAll("a.yd")];
    const at = days.indexOf(document.activeElement);
    const next = days[at + (STEPS[event.key] ?? 0)];
    if (at < 0 || !STEPS[event.key] || !next || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    next.focus();
  });
  year.addEventListener("htmx:afterRequest", (event) => {
    if (!event.detail.successful) return;
    for (const day of year.querySelectorAll('[aria-current="true"]')) day.removeAttribute("aria-current");
    event.target.setAttribute("aria-current", "true");
    document.querySelector(event.target.getAttribute("hx-target"))?.scrollIntoView({ block: "nearest" });
  });
}

export function years(root) {
  for (const year of all(".year", root)) once(year, "year", walk);
}
