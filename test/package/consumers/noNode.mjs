/** Preloaded: takes `process` away, and counts attempts to generate code. Node's own `fetch` needs its other globals. */
const { env, exit, stdout } = process;
const generated = [];
globalThis.SERVER = env.SERVER;
globalThis.print = (seen) => stdout.write(JSON.stringify({ ...seen, generated: generated.length }));
globalThis.warn = (text) => {
  console.error(text);
  exit(1);
};
process.on("unhandledRejection", (error) => globalThis.warn(`unhandled ${error?.stack}`));
globalThis.Function = new Proxy(Function, {
  construct(target, args) {
    generated.push(args);
    return new target(...args);
  },
});
// As on Next's edge runtime, where `process` has little but `env` and the rest throws.
globalThis.process = new Proxy(
  { env: {} },
  {
    get(target, name) {
      if (name in target) return target[name];
      throw new Error(`process.${String(name)} was read`);
    },
  },
);
