// Adds to package-lock.json the packages for other systems that the registry at hand did not offer: `npm ci` refuses a
// lock without them, though it would never install them here. Run after `npm install`: node complete-lock.mjs
import { readFile, writeFile } from "node:fs/promises";

const file = new URL("./package-lock.json", import.meta.url);
const lock = JSON.parse(await readFile(file, "utf8"));
const first = (name, words) => words.find((word) => name.includes(word));

for (const [path, entry] of Object.entries(lock.packages)) {
  for (const [name, version] of Object.entries(entry.optionalDependencies ?? {})) {
    const key = `node_modules/${name}`;
    if (lock.packages[key] || lock.packages[`${path}/${key}`]) continue;
    const system = name.split("/").at(-1);
    const os = first(system, ["android", "darwin", "freebsd", "openharmony", "linux", "win32"]);
    lock.packages[key] = {
      version: version.replace(/^[~^]/, ""),
      cpu: [first(system, ["arm64", "x64", "wasm32", "ia32", "riscv64", "ppc64", "s390x", "arm"])],
      ...(entry.dev && { dev: true }),
      optional: true,
      ...(os && { os: [os] }),
    };
  }
}
lock.packages = Object.fromEntries(Object.entries(lock.packages).sort(([a], [b]) => (a < b ? -1 : 1)));
await writeFile(file, `${JSON.stringify(lock, null, 2)}\n`);
