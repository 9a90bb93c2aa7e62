/**
 * Module hooks, given to a process by `--import`: undici cannot be loaded while the file that the variable
 * `UNDICI_BROKEN` names exists. The file says how: `missing`, or the code that is evaluated in its place.
 */
import { existsSync, readFileSync } from "node:fs";
import { register } from "node:module";
import { isMainThread } from "node:worker_threads";

const how = () => {
  const path = process.env.UNDICI_BROKEN ?? "";
  return existsSync(path) ? readFileSync(path, "utf8") : undefined;
};

export async function resolve(specifier, context, next) {
  if (specifier !== "undici" || how() === undefined) return next(specifier, context);
  if (how() !== "missing") return { url: "broken:undici", format: "module", shortCircuit: true };
  throw Object.assign(new Error("Cannot find package 'undici'"), { code: "ERR_MODULE_NOT_FOUND" });
}

export async function load(url, context, next) {
  if (url !== "broken:undici") return next(url, context);
  return { format: "module", source: how() ?? "", shortCircuit: true };
}

if (isMainThread) register(import.meta.url);
