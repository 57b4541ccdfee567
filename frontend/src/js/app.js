// What every page loads. Each module finds its own hooks (see src/ihanoi/ui/README.md) and leaves the page alone without them.
import "../css/app.css";
import "./htmx.js";
import "./alpine.js";
import { address } from "./address.js";
import { onContent } from "./dom.js";
import { dialogs } from "./dialogs.js";
import { drafts } from "./drafts.js";
import { fields } from "./fields.js";
import { hides } from "./hides.js";
import { inbox } from "./inbox.js";
import { keys } from "./keys.js";
import { live } from "./live.js";
import { maps } from "./maps.js";
import { passkeys } from "./passkeys.js";
import { pictures } from "./pictures.js";
import { place } from "./place.js";
import { toasts } from "./toasts.js";
import { years } from "./year.js";

dialogs();
keys();
live();
inbox();
for (const module of [toasts, fields, drafts, pictures, hides, passkeys, place, address, maps, years]) onContent(module);
if ("serviceWorker" in navigator && document.documentElement.dataset.worker) {
  navigator.serviceWorker.register(document.documentElement.dataset.worker, { scope: "/" });
}
