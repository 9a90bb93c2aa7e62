/** Links lead somewhere: in the repository, in the packed tarball, and in comments. */
import { existsSync, readFileSync, statSync } from "node:fs";
import { dirname, join, normalize, relative } from "node:path";
import ts from "typescript";
import { beforeAll, describe, expect, it } from "vitest";
import { filesIn, root } from "../../scripts/packageJson.js";
import { isExportedName, linkedNames, type PublicApi, placeOf, readPublicApi } from "../../scripts/publicApi.js";
import { run } from "../support/process.js";

const DOCUMENTS = [
  "README.md",
  "CONTRIBUTING.md",
  "ARCHITECTURE.md",
  "SECURITY.md",
  "CHANGELOG.md",
  "AGENTS.md",
  "bench/README.md",
];
/** Those of the site have its own links, which its build checks. */
const guides = filesIn("docs", ".md")
  .filter((name) => !name.includes("/"))
  .map((name) => `docs/${name}`);
const documents = [...DOCUMENTS, ...guides];

interface Link {
  /** Such as `README.md:12: docs/auth.md#google`. */
  text: string;
  document: string;
  target: string;
}

/** Markdown without its code, line for line. */
function prose(markdown: string): string {
  const blank = (text: string) => text.replaceAll(/[^\n]/g, " ");
  return markdown.replaceAll(/^ *(`{3,}|~{3,})[\s\S]*?^ *\1 *$/gm, blank).replaceAll(/`[^`\n]+`/g, blank);
}

function linksOf(document: string, markdown: string): Link[] {
  return prose(markdown)
    .split("\n")
    .flatMap((line, index) => {
      const inline = [...line.matchAll(/\]\(\s*<?([^\s)>]+)/g)];
      const references = [...line.matchAll(/^ {0,3}\[[^\]]+\]:\s*<?([^\s>]+)/g)];
      const html = [...line.matchAll(/\b(?:href|src)="([^"]+)"/g)];
      const bare = [...line.matchAll(/<(https?:[^>\s]+)>/g)];
      return [...inline, ...references, ...html, ...bare].map(([, target = ""]) => {
        return { text: `${document}:${index + 1}: ${target}`, document, target };
      });
    });
}

/** The anchors of a document's headings, as code hosts make them. */
function anchorsOf(markdown: string): Set<string> {
  const anchors = new Set<string>();
  const withoutBlocks = markdown.replaceAll(/^ *(`{3,}|~{3,})[\s\S]*?^ *\1 *$/gm, "");
  for (const [, heading = ""] of withoutBlocks.matchAll(/^ {0,3}#{1,6} +(.+?) *#*$/gm)) {
    const words = heading.replaceAll(/\[([^\]]*)\]\([^)]*\)/g, "$1").toLowerCase();
    const base = words.replaceAll(/[^\p{L}\p{N}\s_-]/gu, "").replaceAll(/\s/g, "-");
    let anchor = base;
    for (let count = 1; anchors.has(anchor); count++) anchor = `${base}-${count}`;
    anchors.add(anchor);
  }
  for (const [, id = ""] of markdown.matchAll(/<a (?:id|name)="([^"]+)"/g)) anchors.add(id);
  return anchors;
}

const isRelative = ({ target }: Link) => !/^[a-z][\w+.-]*:|^\/\//i.test(target);

/** The file that a relative link leads to, as a path below the root. */
function fileOf({ document, target }: Link): string {
  const [path = ""] = target.split("#");
  return path === "" ? document : normalize(join(dirname(document), decodeURIComponent(path)));
}

function isBroken(link: Link): boolean {
  const file = fileOf(link);
  if (link.target.startsWith("/") || file.startsWith("..") || !existsSync(join(root, file))) return true;
  const anchor = link.target.split("#")[1];
  if (anchor === undefined) return false;
  if (statSync(join(root, file)).isDirectory() || !file.endsWith(".md")) return true;
  return !anchorsOf(readFileSync(join(root, file), "utf8")).has(anchor);
}

const links = documents.flatMap((path) => linksOf(path, readFileSync(join(root, path), "utf8")));

describe("a document", () => {
  it("is read with its links and headings", () => {
    const page =
      "# A [page](b.md)\n\n## Is it `x`?\n```md\n[no](no.md)\n## no\n```\n[one](c.md#d) `[no](no.md)`\n\n## Is it x\n";
    expect(linksOf("a.md", page).map(({ text }) => text)).toEqual(["a.md:1: b.md", "a.md:8: c.md#d"]);
    expect([...anchorsOf(page)]).toEqual(["a-page", "is-it-x", "is-it-x-1"]);
    expect(documents).toEqual(expect.arrayContaining(["README.md", "CHANGELOG.md", "docs/auth.md"]));
    expect(links.filter(isRelative).length).toBeGreaterThan(20);
  });

  it("links to files and headings that exist", () => {
    expect(links.filter((link) => isRelative(link) && isBroken(link)).map(({ text }) => text)).toEqual([]);
  });

  it("links to no machine of ours and to no address of this project, as it has none", () => {
    const local = /^(?:file:|\/\/|https?:\/\/(?:localhost|127\.|0\.0\.0\.0|\[::1\]))/i;
    const invented = /^https?:\/\/[^/]*(?:github|gitlab|bitbucket|codeberg|npmjs)[^/]*\/.*tessera/i;
    const wrong = links.filter(({ target }) => local.test(target) || invented.test(target));
    expect(wrong.map(({ text }) => text)).toEqual([]);
    const packageJson = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as Record<string, unknown>;
    for (const field of ["repository", "homepage", "bugs"]) expect(packageJson).not.toHaveProperty(field);
  });
});

describe("the packed tarball", () => {
  it("holds what the README and the guides link to", async () => {
    const [{ files } = { files: [] }] = JSON.parse(
      await run("npm", ["pack", "--dry-run", "--json", "--ignore-scripts"]),
    ) as { files: { path: string }[] }[];
    const packed = new Set(files.map(({ path }) => path));
    expect(packed).toContain("README.md");
    expect([...guides].filter((path) => !packed.has(path))).toEqual([]);
    const missing = links.filter((link) => packed.has(link.document) && isRelative(link) && !packed.has(fileOf(link)));
    expect(missing.map(({ text }) => text)).toEqual([]);
  }, 60_000);
});

describe("a comment in the sources", () => {
  let api: PublicApi;

  beforeAll(() => {
    api = readPublicApi();
  }, 60_000);

  it("links to names that exist", () => {
    const broken: string[] = [];
    let count = 0;
    const examine = (link: ts.Node) => {
      if (!(ts.isJSDocLink(link) || ts.isJSDocLinkCode(link) || ts.isJSDocLinkPlain(link))) return;
      const text = link.getText();
      const [name] = linkedNames(text);
      if (name === undefined && /\/\//.test(text)) return;
      count++;
      const isKnown =
        (link.name !== undefined && api.checker.getSymbolAtLocation(link.name) !== undefined) ||
        (name !== undefined && isExportedName(api, name));
      if (!isKnown) broken.push(`${placeOf(link)}: ${text.replaceAll(/\s+/g, " ")}`);
    };
    const visitComment = (comment: ts.Node): void => {
      examine(comment);
      ts.forEachChild(comment, visitComment);
    };
    const visit = (node: ts.Node): void => {
      for (const comment of (node as { jsDoc?: ts.JSDoc[] }).jsDoc ?? []) visitComment(comment);
      ts.forEachChild(node, visit);
    };
    const sources = api.program.getSourceFiles().filter(({ fileName }) => {
      return relative(join(root, "src"), fileName).startsWith("..") === false;
    });
    sources.forEach(visit);
    expect(count).toBeGreaterThan(50);
    expect(broken).toEqual([]);
  });
});
