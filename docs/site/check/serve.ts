/** Serves the built site on loopback, with the addresses that its links have. */
import { existsSync, statSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { extname, join } from "node:path";
import { fileURLToPath } from "node:url";

export const DIST = fileURLToPath(new URL("../dist", import.meta.url));

const TYPES: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript",
  ".css": "text/css",
  ".json": "application/json",
  ".md": "text/markdown; charset=utf-8",
  ".txt": "text/plain; charset=utf-8",
  ".svg": "image/svg+xml",
  ".woff2": "font/woff2",
};

/** The file of an address; `undefined` if there is none. */
export function fileOf(path: string): string | undefined {
  const name = decodeURIComponent(path).replace(/\/$/, "/index");
  const candidates = [name, `${name}.html`].map((each) => join(DIST, each));
  return candidates.find((each) => each.startsWith(DIST) && existsSync(each) && statSync(each).isFile());
}

/** @returns its address, and what ends it. */
export async function serve(): Promise<{ url: string; close(): void }> {
  const server = createServer(async ({ url = "/" }, response) => {
    const file = fileOf(new URL(url, "http://localhost").pathname);
    if (file === undefined) return void response.writeHead(404).end();
    response.setHeader("content-type", TYPES[extname(file)] ?? "application/octet-stream").end(await readFile(file));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const close = () => {
    server.closeAllConnections();
    server.close();
  };
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, close };
}
