/** Whether everything that is to have a page has one. */
import { readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { readPublicApi } from "../../../scripts/publicApi.js";
import { services } from "../../../src/operations/index.js";
import { exampleNames } from "../content/gallery.js";
import { guideNames } from "../content/guides.js";
import { operationPath } from "../content/operations.js";
import { DIST, fileOf } from "./serve.js";

/** The addresses of all pages. */
export function allPages(): string[] {
  const files = readdirSync(DIST, { recursive: true, encoding: "utf8" }).filter((name) => name.endsWith(".html"));
  return files.filter((name) => name !== "404.html").map((name) => `/${name.replace(/(?:index)?\.html$/, "")}`);
}

/** @returns what was counted. @throws An error that names what has no page. */
export async function checkPages(): Promise<string> {
  const operations = services.flatMap(({ name, operations: all }) =>
    all.map(({ id }) => `/${operationPath(name, id)}`),
  );
  const guides = (await guideNames()).map((name) => `/guide/${name}`);
  const examples = [...(await exampleNames()), "fleet"].map((name) => `/examples/${name}`);
  const expected = [
    ...operations,
    ...guides,
    ...examples,
    "/",
    "/guide/",
    "/operations/",
    "/api/",
    "/examples/",
    "/playground",
    "/changelog",
  ];
  const missing = expected.filter((path) => fileOf(path) === undefined);
  const symbols = publicSymbols();
  const documented = new Set(
    allPages()
      .filter((path) => path.startsWith("/api/"))
      .map((path) => basename(path)),
  );
  const undocumented = symbols.filter((names) => !names.some((name) => documented.has(name)));
  missing.push(...undocumented.map((names) => `the page of ${names.join(" or ")}`));
  missing.push(...deadLinksForPrograms());
  if (missing.length > 0) throw new Error(`The site lacks ${missing.length} pages:\n${missing.join("\n")}`);
  return `${operations.length} operations, ${symbols.length} public symbols, ${examples.length} examples, ${guides.length} guides`;
}

/** The names of each public symbol: some entries export it by another one. */
function publicSymbols(): string[][] {
  const names = new Map<unknown, Set<string>>();
  for (const symbols of readPublicApi().entries.values()) {
    for (const [name, symbol] of symbols) names.set(symbol, (names.get(symbol) ?? new Set()).add(name));
  }
  return [...names.values()].map((each) => [...each]);
}

/** Links of `llms.txt`, and pages without the Markdown that stands beside them. */
function deadLinksForPrograms(): string[] {
  const index = readFileSync(join(DIST, "llms.txt"), "utf8");
  const links = [...index.matchAll(/\]\((\/[^)]+)\)/g)].map(([, path = ""]) => path);
  if (links.length < 100) throw new Error(`llms.txt has only ${links.length} links.`);
  return links.filter((path) => fileOf(path) === undefined).map((path) => `${path} of llms.txt`);
}
