// Areas that the public copy of a picture hides: drawn with the pointer, moved and sized with the keys.
// Without this the form's number fields and "the whole picture" do the same.
import { all, once } from "./dom.js";

const FULL = 1000; // the drawing's own units, thousandths of the picture
const LEAST = 8;
const STEP = 10;
const MOVES = { ArrowLeft: [-STEP, 0], ArrowRight: [STEP, 0], ArrowUp: [0, -STEP], ArrowDown: [0, STEP] };
const within = (value, low, high) => Math.min(Math.max(value, low), high);

function setUp(frame) {
  const svg = frame.querySelector("svg");
  const form = document.getElementById(frame.dataset.form);
  const list = form.querySelector("[data-hides-list]");
  const { name, keys, drop } = frame.dataset;
  let count = 0;

  const place = (rect, input, box) => {
    for (const [key, value] of Object.entries({ x: box.left, y: box.top, width: box.right - box.left, height: box.bottom - box.top })) rect.setAttribute(key, Math.max(value, 0));
    input.value = [box.left, box.top, box.right, box.bottom].map((value) => (value / FULL).toFixed(4)).join(",");
  };

  const add = (box) => {
    count += 1;
    const rect = document.createElementNS(svg.namespaceURI, "rect");
    rect.setAttribute("class", "hide-drawn");
    svg.append(rect);
    const row = document.createElement("div");
    row.className = "hides-row";
    const area = document.createElement("button");
    Object.assign(area, { type: "button", className: "btn btn-line btn-sm", textContent: `${name} ${count}` });
    area.setAttribute("aria-label", `${name} ${count}: ${keys}`);
    const away = document.createElement("button");
    Object.assign(away, { type: "button", className: "btn btn-quiet btn-sm", textContent: drop });
    away.setAttribute("aria-label", `${drop}: ${name} ${count}`);
    const input = document.createElement("input");
    Object.assign(input, { type: "hidden", name: "draw" });
    row.append(area, away, input);
    list.append(row);
    const remove = () => {
      const next = row.nextElementSibling?.querySelector("button") ?? form.querySelector("[data-hides-add]");
      rect.remove();
      row.remove();
      next.focus();
    };
    away.addEventListener("click", remove);
    area.addEventListener("focus", () => rect.classList.add("hide-now"));
    area.addEventListener("blur", () => rect.classList.remove("hide-now"));
    area.addEventListener("keydown", (event) => {
      if (event.key === "Delete" || event.key === "Backspace") remove();
      const move = MOVES[event.key];
      if (!move) return;
      event.preventDefault();
      const [dx, dy] = move;
      if (event.shiftKey) {
        box.right = within(box.right + dx, box.left + LEAST, FULL);
        box.bottom = within(box.bottom + dy, box.top + LEAST, FULL);
      } else {
        const x = within(dx, -box.left, FULL - box.right);
        const y = within(dy, -box.top, FULL - box.bottom);
        Object.assign(box, { left: box.left + x, right: box.right + x, top: box.top + y, bottom: box.bottom + y });
      }
      place(rect, input, box);
    });
    place(rect, input, box);
    return { rect, input, area, remove };
  };

  const at = (event) => {
    const frameBox = svg.getBoundingClientRect();
    return {
      x: within(((event.clientX - frameBox.left) / frameBox.width) * FULL, 0, FULL),
      y: within(((event.clientY - frameBox.top) / frameBox.height) * FULL, 0, FULL),
    };
  };

  svg.addEventListener("pointerdown", (event) => {
    if (event.button !== 0) return;
    event.preventDefault();
    svg.setPointerCapture(event.pointerId);
    const from = at(event);
    const box = { left: from.x, top: from.y, right: from.x, bottom: from.y };
    const drawn = add(box);
    const stretch = (moved) => {
      const to = at(moved);
      Object.assign(box, { left: Math.min(from.x, to.x), right: Math.max(from.x, to.x), top: Math.min(from.y, to.y), bottom: Math.max(from.y, to.y) });
      place(drawn.rect, drawn.input, box);
    };
    const end = () => {
      svg.removeEventListener("pointermove", stretch);
      for (const kind of ["pointerup", "pointercancel"]) svg.removeEventListener(kind, end);
      if (box.right - box.left < LEAST || box.bottom - box.top < LEAST) drawn.remove(); // a tap is no area
    };
    svg.addEventListener("pointermove", stretch);
    for (const kind of ["pointerup", "pointercancel"]) svg.addEventListener(kind, end);
  });

  form.querySelector("[data-hides-add]").addEventListener("click", () => add({ left: 400, top: 400, right: 600, bottom: 600 }).area.focus());
  form.addEventListener("change", (event) => {
    if (event.target.name !== "keep") return;
    svg.querySelector(`[data-area="${event.target.value}"]`)?.classList.toggle("hide-off", !event.target.checked);
  });
}

export function hides(root) {
  for (const frame of all("[data-hides]", root)) once(frame, "hides", setUp);
}
