/** The guides, which are those of `docs`, and the documents beside them, with their links as the site has them. */

import { cp, readdir, readFile } from "node:fs/promises";
import { join, normalize } from "node:path";
import { PAGES, ROOT, writePage } from "./paths.js";

/** Documents of the root, by their page. */
export const DOCUMENTS: Readonly<Record<string, string>> = {
  "ARCHITECTURE.md": "architecture",
  "CHANGELOG.md": "changelog",
  "CONTRIBUTING.md": "contributing",
  "SECURITY.md": "security",
};

/** Folders of `docs` whose files are on the site as they are. */
const FOLDERS = ["images", "fleet"];

export async function guideNames(): Promise<string[]> {
  const names = await readdir(join(ROOT, "docs"));
  return names.filter((name) => name.endsWith(".md") && name !== "README.md").map((name) => name.replace(".md", ""));
}

export async function writeGuides(): Promise<void> {
  for (const name of await guideNames()) await copy(`docs/${name}.md`, `guide/${name}.md`);
  await copy("docs/README.md", "guide/index.md");
  for (const [file, page] of Object.entries(DOCUMENTS)) await copy(file, `${page}.md`);
  for (const folder of FOLDERS)
    await cp(join(ROOT, "docs", folder), join(PAGES, "public", folder), { recursive: true });
}

async function copy(file: string, page: string): Promise<void> {
  await writePage(page, await withSiteLinks(file));
}

/** @returns the text of a document, with its links as the site has them. */
export async function withSiteLinks(file: string): Promise<string> {
  const text = await readFile(join(ROOT, file), "utf8");
  const folder = file.includes("/") ? "docs" : "";
  return (
    text
      .replaceAll(
        /(\]\(|src="|srcset="|href=")([^)\s"#:]+)(?=[)"#])/g,
        (_, start: string, target: string) => start + linkTo(folder, target),
      )
      // Files, which the router of the site would take for pages.
      .replaceAll(/\]\(\/fleet\/[^)]+\)/g, '$&{target="_self"}')
  );
}

/** The address on the site of a file that a document links to. @throws if the site does not have it. */
function linkTo(folder: string, target: string): string {
  const file = normalize(join(folder, target));
  const page = DOCUMENTS[file];
  if (page !== undefined) return `/${page}`;
  if (file === "README.md") return "/";
  if (file === "docs/README.md") return "/guide/";
  const [, guide] = /^docs\/([\w-]+)\.md$/.exec(file) ?? [];
  if (guide !== undefined) return `/guide/${guide}`;
  const [, example] = /^examples\/([\w-]+)\.ts$/.exec(file) ?? [];
  if (example !== undefined) return `/examples/${example}`;
  if (file.startsWith("examples/fleet/")) return "/examples/fleet";
  const [, path, at] = /^docs\/((\w+)\/.+)$/.exec(file) ?? [];
  if (path !== undefined && FOLDERS.includes(at ?? "")) return `/${path}`;
  throw new Error(`The site has no page for ${file}, to which a document in ${folder || "the root"} links.`);
}
