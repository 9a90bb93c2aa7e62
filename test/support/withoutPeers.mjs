/** Module hooks, given to a process by `--import`: the package that `MISSING_PEER` names is not installed. */
import { register } from "node:module";
import { isMainThread } from "node:worker_threads";

export async function resolve(specifier, context, next) {
  if (specifier !== process.env.MISSING_PEER) return next(specifier, context);
  throw Object.assign(new Error(`Cannot find package '${specifier}'`), { code: "ERR_MODULE_NOT_FOUND" });
}

if (isMainThread) register(import.meta.url);
