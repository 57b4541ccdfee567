// The map: units and their names from our own GeoJSON, pins and clusters from the server, works without any outside tile.
import "maplibre-gl/dist/maplibre-gl.css";
import { Map as LibreMap, Marker, setWorkerUrl } from "maplibre-gl";

const say = (vi, en) => (document.documentElement.lang === "en" ? en : vi);
const css = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
const SVG = "http://www.w3.org/2000/svg";
const TONES = { published: "jade", resolved: "jade", submitted: "stone", received: "stone", refused: "stone", withdrawn: "stone", merged: "stone" };

function style(frame) {
  const layers = [{ id: "ground", type: "background", paint: { "background-color": css("--ih-sunken") } }];
  const sources = {};
  if (frame.dataset.raster) {
    sources.base = { type: "raster", tiles: [frame.dataset.raster], tileSize: 256, maxzoom: 19 };
    layers.push({ id: "base", type: "raster", source: "base" });
  }
  if (frame.dataset.shapesUrl) {
    sources.units = { type: "geojson", data: new URL(frame.dataset.shapesUrl, location.href).href };
    const fill = ["match", ["get", "tone"], "t-jade", css("--ih-jade"), "t-jademid", css("--ih-jade-soft"), "t-gold", css("--ih-gold"), "t-goldsoft", css("--ih-gold-soft"), "t-lacquer", css("--ih-lacquer-soft"), css("--ih-page")];
    layers.push({ id: "units", type: "fill", source: "units", paint: { "fill-color": fill, "fill-opacity": frame.dataset.raster ? 0.15 : 1 } });
    layers.push({ id: "edges", type: "line", source: "units", paint: { "line-color": css("--ih-field"), "line-opacity": 0.6, "line-width": 1, "line-dasharray": [3, 2] } });
    layers.push({
      id: "names", type: "symbol", source: "units", minzoom: 10.5,
      layout: { "text-field": ["coalesce", ["get", "short"], ["get", "name"], ""], "text-font": ["Be Vietnam Pro", "sans-serif"], "text-size": 13, "text-max-width": 7, "text-padding": 6 },
      paint: { "text-color": css("--ih-muted"), "text-halo-color": css("--ih-page"), "text-halo-width": 1.5 },
    });
  }
  return { version: 8, sources, layers };
}

function drawing(sprite, id) {
  const svg = document.createElementNS(SVG, "svg");
  const use = document.createElementNS(SVG, "use");
  use.setAttribute("href", `${sprite}#${id}`);
  svg.setAttribute("class", "glyph");
  svg.append(use);
  return svg;
}

function drop(css_class) {
  const svg = document.createElementNS(SVG, "svg");
  const path = document.createElementNS(SVG, "path");
  svg.setAttribute("viewBox", "0 0 32 40");
  svg.setAttribute("class", "drop");
  path.setAttribute("d", "M16 1.5C8.3 1.5 2.5 7.2 2.5 14.6 2.5 24 16 38.5 16 38.5S29.500 24 29.500 14.6C29.500 7.2 23.700 1.5 16 1.5z");
  svg.append(path);
  const pin = document.createElement(css_class.includes("pick") ? "span" : "a");
  pin.className = `pin ${css_class}`;
  pin.append(svg);
  return pin;
}

function pin(frame, data) {
  const late = data.tone === "late";
  const mark = drop(`pin-${late ? "late" : TONES[data.state] ?? "sky"}`);
  mark.append(drawing(frame.dataset.sprite, late ? "circle-alert" : `st-${data.state}`));
  mark.href = data.url ?? "#";
  if (data.url) mark.dataset.case = data.url.split("/").pop();
  mark.setAttribute("aria-label", data.title ?? "");
  mark.title = data.title ?? "";
  return mark;
}

function knot(map, data, at) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = `knot${data.count >= 20 ? " knot-big" : ""}`;
  button.textContent = data.count;
  if (data.late) { const late = document.createElement("i"); late.textContent = data.late; button.append(late); }
  button.setAttribute("aria-label", say(`${data.count} phản ánh, ${data.late ?? 0} quá hạn. Phóng to`, `${data.count} reports, ${data.late ?? 0} late. Zoom in`));
  button.addEventListener("click", () => map.easeTo({ center: at, zoom: data.zoom ?? map.getZoom() + 2 }));
  return button;
}

/** A pin and its row in the list beside show each other; on a touch screen the first tap shows, the second opens. */
function pairing(frame) {
  const pinOf = (code) => frame.querySelector(`.pin[data-case="${CSS.escape(code)}"]`);
  const rowOf = (code) => document.querySelector(`.card[data-case="${CSS.escape(code)}"]`);
  const light = (code, on) => {
    pinOf(code)?.classList.toggle("pin-on", on);
    rowOf(code)?.classList.toggle("card-on", on);
  };
  const codeOf = (event) => event.target.closest?.("[data-case]")?.dataset.case;
  for (const [kind, on] of [["pointerover", true], ["pointerout", false], ["focusin", true], ["focusout", false]]) {
    document.addEventListener(kind, (event) => { const code = codeOf(event); if (code) light(code, on); });
  }
  let tapped;
  frame.addEventListener("click", (event) => {
    const pin = event.target.closest(".pin[data-case]");
    const row = pin && rowOf(pin.dataset.case);
    if (!row || tapped === pin.dataset.case || !matchMedia("(hover: none)").matches) return;
    event.preventDefault();
    if (tapped) light(tapped, false);
    tapped = pin.dataset.case;
    light(tapped, true);
    row.scrollIntoView({ block: "center" });
  });
}

/** Asks for what the screen shows, and forgets an answer that comes after the next question. */
function points(frame, map) {
  let shown = [];
  let asked;
  const ask = async () => {
    asked?.abort();
    asked = new AbortController();
    const b = map.getBounds();
    const url = new URL(frame.dataset.pointsUrl, location.href);
    url.searchParams.set("bbox", [b.getWest(), b.getSouth(), b.getEast(), b.getNorth()].map((v) => v.toFixed(5)).join(","));
    url.searchParams.set("zoom", Math.round(map.getZoom()));
    let answer;
    try { answer = await (await fetch(url, { signal: asked.signal })).json(); } catch { return; }
    for (const marker of shown) marker.remove();
    shown = answer.features.map(({ geometry, properties }) => {
      const cluster = properties.count > 1;
      const element = cluster ? knot(map, properties, geometry.coordinates) : pin(frame, properties);
      return new Marker({ element, anchor: cluster ? "center" : "bottom" }).setLngLat(geometry.coordinates).addTo(map);
    });
    frame.dispatchEvent(new CustomEvent("ihanoi:points", { bubbles: true, detail: { bbox: url.searchParams.get("bbox"), features: answer.features } }));
  };
  map.on("moveend", ask);
  document.body.addEventListener("live", ask);
  ask();
}

function picker(frame, map) {
  const marker = new Marker({ element: drop("pin-pick"), anchor: "bottom", draggable: true }).setLngLat(map.getCenter()).addTo(map);
  const note = frame.querySelector("[data-map-note]");
  const write = (at, accuracy, from) => {
    for (const [name, value] of [[frame.dataset.latName, at.lat], [frame.dataset.lngName, at.lng]]) {
      const input = (frame.closest("form") ?? document).querySelector(`[name="${name}"]`);
      if (input && from !== "input") { input.value = value.toFixed(6); input.dispatchEvent(new Event("change", { bubbles: true })); }
    }
    if (note) { note.hidden = !accuracy; note.textContent = accuracy ? say(`Sai số khoảng ${accuracy} m`, `Within about ${accuracy} m`) : ""; }
  };
  const chosen = (at) => {
    marker.setLngLat(at);
    write(at, 0);
    document.dispatchEvent(new CustomEvent("ihanoi:place", { detail: { lat: at.lat, lng: at.lng, from: "pin" } }));
  };
  marker.on("dragend", () => chosen(marker.getLngLat()));
  map.on("click", (event) => chosen(event.lngLat));
  document.addEventListener("ihanoi:place", ({ detail }) => {
    if (detail.from === "pin") return;
    const at = { lat: detail.lat, lng: detail.lng };
    marker.setLngLat(at);
    map.easeTo({ center: at, zoom: Math.max(map.getZoom(), 16) });
    write(at, detail.accuracy);
  });
}

export function draw(frame) {
  setWorkerUrl(new URL(frame.dataset.worker, location.href).href);
  const { lat, lng, zoom } = frame.dataset;
  const still = "static" in frame.dataset;
  let map;
  try {
    map = new LibreMap({ container: frame.querySelector("[data-map-canvas]"), style: style(frame), center: [Number(lng), Number(lat)], zoom: Number(zoom), attributionControl: false, interactive: !still, minZoom: 8, maxZoom: 19, dragRotate: false, pitchWithRotate: false, fadeDuration: 0, cooperativeGestures: false });
  } catch { return; } // no WebGL: the list beside says the same
  map.touchZoomRotate?.disableRotation();
  frame.classList.add("map-live");
  frame.addEventListener("click", (event) => {
    if (event.target.closest("[data-map-in]")) map.zoomIn();
    if (event.target.closest("[data-map-out]")) map.zoomOut();
    if (event.target.closest("[data-map-locate]")) {
      const asks = "pick" in frame.dataset && document.querySelector("[data-gps]");
      if (asks) asks.click(); // the place is sent from there, so it asks before
      else navigator.geolocation?.getCurrentPosition(({ coords }) => map.easeTo({ center: [coords.longitude, coords.latitude], zoom: 16 }));
    }
  });
  if (frame.dataset.pointsUrl) { points(frame, map); pairing(frame); }
  if ("pick" in frame.dataset) picker(frame, map);
  else if (still && !frame.dataset.pointsUrl) new Marker({ element: drop("pin-pick"), anchor: "bottom" }).setLngLat([Number(lng), Number(lat)]).addTo(map);
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => map.setStyle(style(frame)));
}
