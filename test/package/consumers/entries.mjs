/** Loads every entry as ESM and as CJS in one process and prints their exports as JSON. */
import { createRequire } from "node:module";

const require = createRequire(import.meta.url);
const entries = process.argv.slice(2);
const found = {};
for (const entry of entries) {
  const [esm, cjs] = [await import(entry), require(entry)];
  const shared = Object.keys(esm).filter((name) => typeof esm[name] === "function" && esm[name] === cjs[name]);
  found[entry] = { esm: Object.keys(esm).sort(), cjs: Object.keys(cjs).sort(), shared };
}
console.log(JSON.stringify(found));
