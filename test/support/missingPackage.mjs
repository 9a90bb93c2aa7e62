/** Module hooks, given to a process by `--import`: the package that the variable `MISSING_PACKAGE` names is not there. */
import { register } from "node:module";
import { isMainThread } from "node:worker_threads";

export async function resolve(specifier, context, next) {
  const name = process.env.MISSING_PACKAGE ?? "";
  if (name === "" || !`${specifier}/`.startsWith(`${name}/`)) return next(specifier, context);
  throw Object.assign(new Error(`Cannot find package '${name}'`), { code: "ERR_MODULE_NOT_FOUND" });
}

if (isMainThread) register(import.meta.url);
