// Builds everything a browser loads into the package: app.css, app.js, map.js, map-worker.js, icons.svg, fonts/.
// File names are stable: Django's manifest storage adds the hashes.
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import tailwindcss from "@tailwindcss/vite";
import subsetFont from "subset-font";
import { build } from "vite";

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const OUT = here("../src/ihanoi/ui/static/built");
const WATCH = process.argv.includes("--watch");
const WEIGHTS = [400, 500, 600, 700];

/** Inter's digits only (2 kB a weight): Be Vietnam Pro has no tabular figures. */
async function digits() {
  await mkdir(here("./generated"), { recursive: true });
  for (const weight of WEIGHTS) {
    const whole = await readFile(here(`./node_modules/@fontsource/inter/files/inter-latin-${weight}-normal.woff2`));
    const small = await subsetFont(whole, "0123456789", { targetFormat: "woff2" });
    await writeFile(here(`./generated/inter-digits-${weight}.woff2`), small);
  }
}

/** One sprite: our glyphs, mark and line art, and the Lucide icons named in icons.json. An unknown name stops the build. */
async function sprite() {
  const names = JSON.parse(await readFile(here("./icons.json"), "utf8"));
  const lucide = await Promise.all(names.map(async (name) => {
    const source = await readFile(here(`./node_modules/lucide-static/icons/${name}.svg`), "utf8");
    const shapes = source.slice(source.indexOf(">", source.indexOf("<svg")) + 1, source.indexOf("</svg>"));
    const body = shapes.replace(/\s+/g, " ").trim();
    return `<symbol id="${name}" viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-linecap="round" stroke-linejoin="round">${body}</symbol>`;
  }));
  const glyphs = (await readFile(here("./src/art/glyphs.svg"), "utf8")).match(/<symbol[\s\S]*?<\/symbol>/g);
  const art = (await readFile(here("./src/art/motif.svg"), "utf8")).replace(/<title>.*?<\/title>/, "");
  const motif = `<symbol id="motif" viewBox="0 0 640 112" fill="none" stroke="currentColor" stroke-width="1.25" stroke-linecap="round" stroke-linejoin="round">${art.slice(art.indexOf("<g"), art.lastIndexOf("</svg>"))}</symbol>`;
  await writeFile(`${OUT}/icons.svg`, `<svg xmlns="http://www.w3.org/2000/svg">\n${[...glyphs, motif, ...lucide].join("\n")}\n</svg>\n`);
}

/** One self-contained file per entry, since hashed names would break imports between files. */
function bundle(entry, name, plugins = []) {
  return build({
    root: here("."),
    configFile: false,
    logLevel: "warn",
    base: "./",
    publicDir: false,
    plugins,
    build: {
      outDir: OUT,
      modulePreload: false,
      emptyOutDir: false,
      assetsInlineLimit: 0,
      cssCodeSplit: false,
      target: "es2022",
      reportCompressedSize: false,
      chunkSizeWarningLimit: 2000,
      watch: WATCH ? {} : null,
      rollupOptions: {
        input: here(entry),
        preserveEntrySignatures: "strict", // app.js imports map.js at run time and calls draw
        output: {
          format: "es",
          entryFileNames: `${name}.js`,
          assetFileNames: (asset) => {
            const file = asset.names?.[0] ?? asset.name ?? "";
            return /\.woff2$/.test(file) ? "fonts/[name][extname]" : `${name}.[ext]`;
          },
        },
      },
    },
  });
}

await mkdir(OUT, { recursive: true });
await digits();
await sprite();
await bundle("./src/js/app.js", "app", [tailwindcss()]);
await bundle("./src/js/map.js", "map");
// Without its source map's address: the manifest storage refuses to name a file that is not there.
const worker = await readFile(here("./node_modules/maplibre-gl/dist/maplibre-gl-worker.mjs"), "utf8");
await writeFile(`${OUT}/map-worker.js`, worker.replace(/\n\/\/# sourceMappingURL=.*$/m, ""));
