/**
 * Runs a bundle for browsers on Node, in a context that has what all of the web's runtimes have and nothing else: no
 * `process`, no `Buffer`, no built-in module, no generated code. Arguments: the bundle, and that of the program.
 */
import { readFile } from "node:fs/promises";
import process from "node:process";
import { fileURLToPath, pathToFileURL } from "node:url";
import { createContext, SourceTextModule } from "node:vm";

const GLOBALS =
  "AbortController AbortSignal Blob CompressionStream DecompressionStream DOMException Event EventTarget FormData Headers " +
  "ReadableStream Request Response TextDecoder TextDecoderStream TextEncoder TransformStream URL URLSearchParams " +
  "WritableStream atob btoa clearInterval clearTimeout console crypto fetch performance queueMicrotask setInterval " +
  "setTimeout structuredClone";

const [, , bundle, argument] = process.argv;
const globals = Object.fromEntries(GLOBALS.split(" ").map((name) => [name, globalThis[name]]));
const context = createContext(globals, { codeGeneration: { strings: false, wasm: false } });
context.self = context;

const modules = new Map();

/** The module at a URL, linked to those that it imports. */
function moduleAt(url) {
  const known = modules.get(url) ?? load(url);
  modules.set(url, known);
  return known;
}

async function load(url) {
  return new SourceTextModule(await readFile(fileURLToPath(url), "utf8"), {
    context,
    identifier: url,
    initializeImportMeta: (meta) => Object.assign(meta, { url }),
    importModuleDynamically: (specifier) => evaluated(resolve(specifier, url)),
  });
}

function resolve(specifier, parent) {
  if (/^(?:\.|file:)/.test(specifier)) return new URL(specifier, parent).href;
  throw new Error(`${specifier} is imported, which is not in the bundle`);
}

async function evaluated(url) {
  const module = await moduleAt(url);
  if (module.status === "unlinked")
    await module.link((specifier, { identifier }) => moduleAt(resolve(specifier, identifier)));
  await module.evaluate();
  return module;
}

await evaluated(pathToFileURL(bundle).href);
await context.runProgram(JSON.parse(argument), (line) => void process.stdout.write(`${line}\n`));
