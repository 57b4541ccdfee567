// Completions of an address while it is typed: an ARIA combobox over a plain field, which works without them.
import { all, once, say } from "./dom.js";

const WAIT = 150; // ms after the last key

function combobox(box) {
  const input = box.querySelector("input");
  const list = document.createElement("ul");
  const said = document.createElement("p");
  list.id = `${input.id}-goi-y`;
  list.className = "suggest";
  list.hidden = true;
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", say("Gợi ý địa chỉ", "Suggested addresses"));
  said.className = "sr-only";
  said.setAttribute("role", "status");
  box.append(list, said);
  for (const [name, value] of Object.entries({ role: "combobox", autocomplete: "off", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": list.id })) input.setAttribute(name, value);

  let timer = 0;
  let asked = 0;
  let at = -1;

  const close = () => {
    clearTimeout(timer);
    asked += 1; // an answer that is still on its way comes too late
    list.hidden = true;
    at = -1;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  };
  const mark = (next) => {
    const options = [...list.children];
    at = (next + options.length) % options.length;
    options.forEach((option, i) => option.setAttribute("aria-selected", String(i === at)));
    options[at].scrollIntoView({ block: "nearest" });
    input.setAttribute("aria-activedescendant", options[at].id);
  };
  const take = (option) => {
    input.value = option.dataset.text;
    close();
    input.dispatchEvent(new CustomEvent("input", { bubbles: true, detail: "taken" }));
    input.focus();
  };
  const option = ({ text, name, note }, i) => {
    const item = document.createElement("li");
    item.id = `${list.id}-${i}`;
    item.dataset.text = text;
    item.setAttribute("role", "option");
    item.setAttribute("aria-selected", "false");
    const small = document.createElement("small");
    small.textContent = note;
    item.append(name, small);
    return item;
  };
  const show = (suggestions) => {
    list.replaceChildren(...suggestions.map(option));
    said.textContent = suggestions.length ? say(`${suggestions.length} gợi ý, dùng phím mũi tên để chọn`, `${suggestions.length} suggestions, choose with the arrow keys`) : "";
    list.hidden = !suggestions.length;
    at = -1;
    input.setAttribute("aria-expanded", String(!list.hidden));
    input.removeAttribute("aria-activedescendant");
  };
  const ask = async () => {
    const mine = (asked += 1);
    try {
      const answer = await fetch(`${box.dataset.suggest}?address=${encodeURIComponent(input.value)}`);
      const { suggestions } = answer.ok ? await answer.json() : { suggestions: [] };
      if (mine === asked) show(suggestions);
    } catch { if (mine === asked) close(); /* offline: the field takes any text */ }
  };

  input.addEventListener("input", (event) => {
    if (event.detail === "taken") return;
    clearTimeout(timer);
    timer = setTimeout(ask, WAIT);
  });
  input.addEventListener("keydown", (event) => {
    if (list.hidden || event.isComposing) return;
    if (event.key === "ArrowDown") mark(at + 1);
    else if (event.key === "ArrowUp") mark(at < 0 ? -1 : at - 1);
    else if (event.key === "Enter" && at >= 0) take(list.children[at]);
    else if (event.key === "Escape") close();
    else { if (event.key === "Tab") close(); return; }
    event.preventDefault();
  });
  input.addEventListener("blur", close);
  list.addEventListener("pointerdown", (event) => event.preventDefault()); // the field keeps the focus
  list.addEventListener("click", (event) => { const chosen = event.target.closest("[role=option]"); if (chosen) take(chosen); });
}

export function address(root) {
  for (const box of all("[data-suggest]", root)) once(box, "suggest", combobox);
}
