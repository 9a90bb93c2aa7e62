/** Runs the program with the globals of jsdom, as test runners' environments do. Arguments: jsdom, that of the program. */
import { createRequire } from "node:module";
import process from "node:process";
import { runInNewContext } from "node:vm";

const { JSDOM } = createRequire(import.meta.url)(process.argv[2]);
const { window } = new JSDOM("", { url: "http://localhost:3000", pretendToBeVisual: true });
/** Timers and what writes output stay those of Node. */
const KEPT =
  /^(?:console|process|performance|queueMicrotask|crypto|structuredClone|(?:set|clear)(?:Timeout|Interval|Immediate))$/;
const language = new Set(runInNewContext("Object.getOwnPropertyNames(globalThis)"));
for (const name of Object.getOwnPropertyNames(window)) {
  if (KEPT.test(name) || /^\d/.test(name) || language.has(name)) continue;
  Object.defineProperty(globalThis, name, { configurable: true, writable: true, value: window[name] });
}
Object.assign(globalThis, { window: globalThis, document: window.document });

const { runChecks } = await import("./checks.mjs");
await runChecks(JSON.parse(process.argv[3]), console.log);
