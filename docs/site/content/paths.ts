/** Where the site is made from, and where its parts are put. */
import { mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

/** The root of the repository. */
export const ROOT = fileURLToPath(new URL("../../../", import.meta.url));
/** What is made, and not committed. */
export const OUT = join(ROOT, ".tmp/site");
/** The source of the pages, as VitePress reads it. */
export const PAGES = join(OUT, "pages");

/** @param path below the pages, such as `guide/auth.md`. */
export async function writePage(path: string, text: string): Promise<void> {
  await writeTo(join(PAGES, path), text);
}

export async function writeTo(path: string, text: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, text);
}
