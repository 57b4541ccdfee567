// Alpine in its CSP build: only named data, no expressions of its own in attributes.
import Alpine from "@alpinejs/csp";

Alpine.data("fold", () => ({
  open: false,
  flip() { this.open = !this.open; },
  close() { this.open = false; },
}));
Alpine.data("tabs", () => ({
  now: "",
  init() { this.now = this.$root.dataset.tab ?? ""; },
  show(event) { this.now = event.currentTarget.dataset.tab; },
}));
window.Alpine = Alpine;
Alpine.start();
