/** The pages that only the site has. */
import { cp } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { PAGES } from "./paths.js";

export async function writeOwnPages(): Promise<void> {
  await cp(fileURLToPath(new URL("../pages", import.meta.url)), PAGES, { recursive: true });
}
