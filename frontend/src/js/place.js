// Where I am: fills the two inputs and tells the map, with its accuracy in words. The page asks first, once and for all.
import { all, once, say } from "./dom.js";
import { toast } from "./toasts.js";

export const told = (detail, from) => document.dispatchEvent(new CustomEvent("ihanoi:place", { detail: { ...detail, from } }));

/** Calls `then` as soon as the person agrees that the device's place is used. */
function agreed(then) {
  const dialog = document.querySelector("[data-agree-position]");
  const input = document.querySelector("[name=agreed_position]");
  if (!dialog || input.value === "1") return then();
  dialog.querySelector("[data-agree]").onclick = () => {
    input.value = "1";
    dialog.close();
    then();
  };
  return dialog.showModal();
}

function locate(button) {
  button.addEventListener("click", () => agreed(() => {
    if (!navigator.geolocation) return toast(say("Máy này không cho biết vị trí. Gõ địa chỉ cũng được.", "No location on this device. Type the address instead."));
    button.setAttribute("aria-busy", "true");
    return navigator.geolocation.getCurrentPosition(({ coords }) => {
      button.removeAttribute("aria-busy");
      told({ lat: coords.latitude, lng: coords.longitude, accuracy: Math.round(coords.accuracy) }, "gps");
    }, () => {
      button.removeAttribute("aria-busy");
      toast(say("Chưa lấy được vị trí. Gõ địa chỉ hoặc kéo ghim.", "No location yet. Type the address or drag the pin."));
    }, { enableHighAccuracy: true, timeout: 15000, maximumAge: 30000 });
  }));
}

export function place(root) {
  for (const button of all("[data-gps]", root)) once(button, "gps", locate);
}

document.addEventListener("ihanoi:place", ({ detail }) => {
  for (const button of all("[data-gps]")) {
    const form = button.form ?? document;
    for (const [name, value] of [[button.dataset.gpsLat ?? "lat", detail.lat], [button.dataset.gpsLng ?? "lng", detail.lng], ["accuracy", detail.accuracy ?? ""]]) {
      const input = form.querySelector(`[name="${name}"]`);
      if (!input) continue;
      input.value = typeof value === "number" && name !== "accuracy" ? value.toFixed(6) : value;
      input.dispatchEvent(new Event("change", { bubbles: true }));
    }
  }
});
