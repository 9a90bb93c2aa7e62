/** Runs a bundle for browsers on Node, without what only Node has. Arguments: the bundle, and that of the program. */
import { register } from "node:module";
import { pathToFileURL } from "node:url";

const { argv, stdout, stderr, exit } = process;
register(
  `data:text/javascript,${encodeURIComponent(`
    import { isBuiltin } from "node:module";
    export function resolve(specifier, context, next) {
      if (isBuiltin(specifier)) throw new Error(specifier + " is imported, which is a part of Node");
      return next(specifier, context);
    }`)}`,
);
process.on("unhandledRejection", (error) => {
  stderr.write(`unhandled ${error?.stack ?? error}\n`);
  exit(1);
});
// As on Next's edge runtime, where `process` has an `env` and the rest throws.
globalThis.process = new Proxy(
  { env: {} },
  {
    get(target, name) {
      if (name in target) return target[name];
      throw new Error(`process.${String(name)} was read, which only Node has`);
    },
  },
);
for (const name of ["Buffer", "global", "setImmediate", "clearImmediate"]) delete globalThis[name];
globalThis.Function = new Proxy(Function, {
  construct() {
    throw new EvalError("code is generated, which a policy may forbid");
  },
});

await import(pathToFileURL(argv[2]));
await globalThis.runProgram(JSON.parse(argv[3]), (line) => void stdout.write(`${line}\n`));
