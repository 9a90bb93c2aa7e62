/** The code of the documentation, as files that can be compiled and run. */
import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { filesIn, root } from "../../scripts/packageJson.js";

/** One fenced block. */
export interface Block {
  /** Where its first line is, such as `docs/auth.md:18`. */
  place: string;
  page: string;
  language: string;
  /** Number of its first line in the page. */
  line: number;
  code: string;
}

const textFiles = (folder: string, ending: string) => filesIn(folder, ending).map((path) => join(folder, path));

export const pages = ["README.md", ...textFiles("docs", ".md"), ...textFiles("skills", ".md")];

/** The fenced blocks of a text. `margin` stands before each line, as the ` * ` of a comment does. */
export function blocksOf(page: string, text: string, margin = /^ {0,3}/): Block[] {
  const blocks: Block[] = [];
  let open: { fence: string; language: string; line: number; code: string[] } | undefined;
  for (const [index, full] of text.split("\n").entries()) {
    const line = full.replace(margin, "");
    const [, fence = "", language = ""] = /^\s*(`{3,}|~{3,})\s*([\w-]*)/.exec(line) ?? [];
    if (open === undefined) {
      if (fence !== "") open = { fence, language, line: index + 2, code: [] };
    } else if (fence.startsWith(open.fence) && language === "") {
      const { line: first, language: named, code } = open;
      blocks.push({ place: `${page}:${first}`, page, language: named, line: first, code: code.join("\n") });
      open = undefined;
    } else {
      open.code.push(line);
    }
  }
  if (open) throw new Error(`${page}:${open.line}: this block has no end`);
  return blocks;
}

export const blocks = pages.flatMap((page) => blocksOf(page, readFileSync(join(root, page), "utf8")));

/** The blocks in the comments of the sources, which show a method on a `client` that is made elsewhere. */
export const comments = textFiles("src", ".ts").flatMap((path) =>
  blocksOf(path, readFileSync(join(root, path), "utf8"), /^\s*\* ?/),
);

/** A folder for this run, below the repository so that blocks find what its files find. */
export function makeFolder(): string {
  mkdirSync(join(root, ".tmp"), { recursive: true });
  return mkdtempSync(join(root, ".tmp/docs-"));
}

/** Writes a block so that each of its lines has the number that it has in its page. `before` stands on the line above. */
export function write(folder: string, { place, line, code }: Block, before = ""): string {
  const path = join(folder, `${place.replaceAll(/\W/g, "_")}.ts`);
  writeFileSync(path, `${"\n".repeat(line - 2)}${before}\n${code}\n`);
  return path;
}

/** Rewrites the places of written blocks in a message to places of their pages. */
export function inPages(message: string, written: ReadonlyMap<string, Block>): string {
  return [...written].reduce(
    (text, [path, { page }]) => text.replaceAll(path, page).replaceAll(relative(root, path), page),
    message,
  );
}
