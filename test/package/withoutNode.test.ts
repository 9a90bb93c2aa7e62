/** Bundles: for browsers and edge runtimes, run without what only Node has, and for Node. */
import { cp, readFile, writeFile } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import * as esbuild from "esbuild";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { root } from "../../scripts/packageJson.js";
import { run } from "../support/process.js";
import { type Built, build } from "./built.js";

let built: Built;

beforeAll(async () => {
  built = await build(["fast-xml-parser", "undici", "google-auth-library"]);
  await cp(join(root, "test/package/consumers"), built.project, { recursive: true });
  const program = await readFile(join(built.project, "anywhere.mjs"), "utf8");
  const { code } = await esbuild.transform(program, { format: "cjs" });
  await writeFile(join(built.project, "anywhere.cjs"), code);
}, 60_000);
afterAll(() => built?.remove());

/** A bundler: writes `anywhere.mjs` and what it imports to `out`. @returns the file to run, and its warnings. */
type Bundler = (out: string, entry: string) => Promise<{ file: string; warnings: string[] }>;

const withEsbuild =
  (options: esbuild.BuildOptions): Bundler =>
  async (out, entry) => {
    const extension = options.format === "iife" ? ".cjs" : ".mjs";
    const { warnings, errors } = await esbuild.build({
      entryPoints: { main: join(built.project, entry) },
      bundle: true,
      format: "esm",
      outdir: join(built.project, out),
      outExtension: { ".js": extension },
      logLevel: "silent",
      ...options,
    });
    return { file: `${out}/main${extension}`, warnings: [...errors, ...warnings].map(({ text }) => text) };
  };

const withVite: Bundler = async (out, entry) => {
  const vite = await import("vite");
  const warnings: string[] = [];
  const customLogger = { ...vite.createLogger("silent"), warn: (text: string) => warnings.push(text) };
  await vite.build({
    configFile: false,
    root: built.project,
    customLogger,
    logLevel: "silent",
    build: { outDir: out, reportCompressedSize: false, lib: { entry, formats: ["es"], fileName: () => "main.mjs" } },
  });
  return { file: `${out}/main.mjs`, warnings };
};

const bundlers: [name: string, bundle: Bundler, entry?: string][] = [
  ["esbuild for browsers", withEsbuild({ platform: "browser" })],
  ["esbuild for browsers, from CommonJS", withEsbuild({ platform: "browser" }), "anywhere.cjs"],
  ["esbuild with splitting", withEsbuild({ platform: "browser", splitting: true })],
  ["esbuild, minified to a script", withEsbuild({ format: "iife", minify: true })],
  ["esbuild as wrangler calls it", withEsbuild({ conditions: ["workerd", "worker", "browser"] })],
  [
    "esbuild for an edge function",
    withEsbuild({ platform: "neutral", mainFields: ["module", "main"], conditions: ["edge-light"] }),
  ],
  ["vite", withVite],
];

describe.each(bundlers)("%s", (name, bundle, entry = "anywhere.mjs") => {
  it("bundles all services and the emulator without Node, and they work", { timeout: 60_000 }, async () => {
    const out = `out-${name.replace(/\W+/g, "-")}`;
    const { file, warnings } = await bundle(out, entry);
    expect(warnings).toEqual([]);
    const server = await startServer();
    try {
      const flags = ["--import", "./noNode.mjs", file];
      const seen = JSON.parse(await run(process.execPath, flags, { cwd: built.project, env: { SERVER: server.url } }));
      expect(seen).toEqual({
        attempts: 2,
        ids: ["LC00lwk1yg"],
        missing: 404,
        aborted: "left",
        listed: true,
        flower: false,
        xml: "access_denied",
        create: "none",
        shortened: false,
        key: "-----BEGIN PRIVATE KEY-----",
        googleAuth: expect.stringMatching(/^AuthError: .*needs Node.*a function that returns one/),
        startEmulator: expect.stringMatching(/^TesseraError: .*needs Node/),
        undiciTransport: expect.stringMatching(/^InvalidParamsError: .*without Node/),
        generated: 0,
      });
    } finally {
      server.close();
    }
  });
});

describe("esbuild for Node, as ES modules that are split", () => {
  it("bundles the packages that are loaded when they are needed, and they work", { timeout: 60_000 }, async () => {
    // It has no other way to reach Node's modules from a package in CommonJS.
    const banner = `import { createRequire } from "node:module"; const require = createRequire(import.meta.url);`;
    const options = { platform: "node", splitting: true, banner: { js: banner } } as const;
    const { file, warnings } = await withEsbuild(options)("out-node", "lazyPackages.mjs");
    expect(warnings).toEqual([]);
    const server = createServer((request, response) => {
      request.resume();
      const xml = request.headers.accept?.includes("xml");
      response.writeHead(xml ? 400 : 200, { "content-type": xml ? "application/xml" : "application/json" });
      response.end(xml ? "<error><status>400</status><code>unknown_integration</code></error>" : '{"id":"LC00lwk1yg"}');
    });
    const url = await listening(server);
    try {
      const printed = await run(process.execPath, [file], { cwd: built.project, env: { SERVER: url } });
      expect(JSON.parse(printed)).toEqual({
        undici: "LC00lwk1yg",
        "google-auth-library": ["oauth2.googleapis.com"],
        "fast-xml-parser": "unknown_integration",
      });
    } finally {
      server.close();
    }
  });
});

/** The first request fails; what is missing is a 404; everything else is an enterprise, compressed. */
async function startServer() {
  let requests = 0;
  const http = createServer((request, response) => {
    request.resume();
    const missing = request.url?.includes("missing");
    response.writeHead(requests++ === 0 ? 503 : missing ? 404 : 200, {
      "content-type": "application/json",
      "content-encoding": "gzip",
    });
    response.end(gzipSync(missing ? "{}" : JSON.stringify({ id: "LC00lwk1yg" })));
  });
  return { url: await listening(http), close: () => http.close() };
}

async function listening(server: Server): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}
