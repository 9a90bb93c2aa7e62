/** The prose uses the words of the field, which readers search for, in American spelling. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";
import { describe, expect, it } from "vitest";
import { filesIn, root } from "../../scripts/packageJson.js";

interface Rule {
  not: RegExp;
  but: string;
}

const RULES: readonly Rule[] = [
  { not: /\banswer(?:s|ed|ing)?\b/gi, but: "response, return, respond" },
  { not: /\brepeat(?:s|ed|ing|able)?\b/gi, but: "retry" },
  { not: /\bhand(?:s|ed|ing)?\s+(?:\w+\s+)?(?:on|out)\b/gi, but: "pass, return" },
  { not: /\bmend(?:s|ed|ing)?\b/gi, but: "fix" },
  {
    not: /\b(?:asked|asks|ask|made|makes|begins|set)\s+(?:\w+\s+)?anew\b/gi,
    but: "again, or the verb of what is done",
  },
  { not: /(?<!\bthere )\b(?:is|are|was|were) none\b(?! of\b)/gi, but: "is not a …" },
  { not: /(?<!\bthere )\bis no (?!longer\b|more\b|less\b|later\b|earlier\b)[\w`]+/gi, but: "is not a …" },
  { not: /(?<!\bend[ -]of[ -])\blife\b(?! cycle)/gi, but: "lifetime" },
  { not: /\b(?:says|say|saying) nothing\b/gi, but: "carries no information" },
  { not: /\b(?:is|are|be|was) to be had\b/gi, but: "is available" },
  { not: /\bcuts? out\b/gi, but: "redact" },
  { not: /\blest\b/gi, but: "so that … not" },
  { not: /\bunworked\b|\bharmless mints?\b/gi, but: "before processing; token creation" },
  { not: /\brecipes?\b/gi, but: "provider" },
  { not: /\benrol(?:s|ment|ments)?\b/gi, but: "enroll, enrollment" },
  { not: /\b(?:author|organ|recogn|initial|normal|serial|summar)is(?:e[sd]?|ing|ations?)\b/gi, but: "-ize" },
  {
    not: /\ball (?:of )?(?:the )?four\b|\bfour\s+(?:services|clients|vendors)\b/gi,
    but: "all services, as their number changes",
  },
  { not: /\b(?:behaviour|colour|favour|licence)s?\b/gi, but: "-or, license" },
];

/** Phrases in which the plain word is meant. Text, not patterns; one that no text has any more is removed. */
const ALLOWED: readonly string[] = [
  "repeated headers joined",
  "repeated ones are joined",
  "lists are repeated",
  "string repeated",
  "string required repeated",
  "or `repeated`",
  // Adobe's message of an error code.
  "Missing/repeated/unsupported parameter",
  // The page of that name, and its title.
  "recipes.md",
  "recipes.test.ts",
  "Recipes",
  "`ANSWER`",
  "`answers`",
  "`tasks.answer`",
  "tasks.answer({ ids",
  ", answer, tags",
  "`PUT /tasks/{ids}/answer`",
  "client.tasks.answer(",
  'answer: "ACCEPT"',
  "tasks.answer with a reason",
];

/** String literals that are words of the vendor's documents, and not prose. */
const NAMES: readonly string[] = [
  "repeated",
  "negative-answer",
  "ANSWER",
  "answer",
  "tasks.answer",
  "flowerdocs.tasks.answer",
  "PUT /tasks/{ids}/answer",
  "PUT /rest/tasks/{}/answer",
  "PUT /core/rest/tasks/T1,T2/answer",
  "PUT /core/rest/tasks/T1/answer",
];

const listed = (folder: string, ending: string) => filesIn(folder, ending).map((path) => join(folder, path));

const documents = readdirSync(root).filter((name) => name.endsWith(".md"));
const sources = ["src", "test", "scripts", "examples", "bench", "docs/site/content", "docs/site/check"].flatMap(
  (folder) => [".ts", ".mts", ".mjs", ".cjs"].flatMap((ending) => listed(folder, ending)),
);
/** This file holds the words that it refuses. Packages that the benchmark installs are not ours. */
const isRead = (path: string) => path !== "test/docs/words.test.ts" && !path.includes("node_modules");
const files = [...documents, ...listed("docs", ".md"), ...listed("skills", ".md"), ...sources.filter(isRead)];

interface Text {
  place: string;
  text: string;
}

/** The comments and the strings of a source, where the words are; names of code are not prose. */
function wordsOfSource(path: string, code: string): Text[] {
  const source = ts.createSourceFile(path, code, ts.ScriptTarget.Latest, true);
  const texts: Text[] = [];
  const add = (position: number, text: string) => {
    const { line } = source.getLineAndCharacterOfPosition(position);
    texts.push({ place: `${path}:${line + 1}`, text });
  };
  const comments = new Map<number, string>();
  const visit = (node: ts.Node): void => {
    const leading = ts.getLeadingCommentRanges(code, node.getFullStart()) ?? [];
    const trailing = ts.getTrailingCommentRanges(code, node.getEnd()) ?? [];
    for (const { pos, end } of [...leading, ...trailing]) comments.set(pos, code.slice(pos, end));
    const isImport = ts.isImportDeclaration(node.parent ?? node) || ts.isExportDeclaration(node.parent ?? node);
    if ((ts.isStringLiteralLike(node) || ts.isTemplateLiteralToken(node)) && !isImport) add(node.getStart(), node.text);
    for (const child of node.getChildren(source)) if (!ts.isJSDoc(child)) visit(child);
  };
  visit(source);
  for (const [position, text] of comments) {
    const [first = 0] = [source.getLineAndCharacterOfPosition(position).line];
    // One text, as phrases span lines; each line break keeps its place.
    texts.push({ place: `${path}:${first + 1}`, text: text.replaceAll(/\n\s*\* ?/g, "\n") });
  }
  return texts;
}

function textsOf(path: string): Text[] {
  const text = readFileSync(join(root, path), "utf8");
  return path.endsWith(".md") ? [{ place: path, text }] : wordsOfSource(path, text);
}

const texts = files.flatMap(textsOf);

/** The phrases of a text that a rule refuses and the list does not allow, with where they are. */
function faultsOf({ place, text }: Text, { not, but }: Rule, allowed: readonly string[] = ALLOWED): string[] {
  if (NAMES.includes(text)) return [];
  const blank = (found: string) => " ".repeat(found.length);
  const withoutAddresses = text.replaceAll(/https?:\/\/[^\s)>`"]+/g, blank);
  const lenient = allowed.reduce((rest, phrase) => rest.replaceAll(phrase, blank), withoutAddresses);
  return [...lenient.matchAll(not)].map(({ index, 0: found }) => {
    const [file = "", first = "1"] = place.split(/:(?=\d+$)/);
    const line = Number(first) + (text.slice(0, index).match(/\n/g) ?? []).length;
    return `${file}:${line}: ${found.replaceAll(/\s+/g, " ")} (${but})`;
  });
}

describe("the README, the guides, comments and messages, of tests and scripts too,", () => {
  it("are read", () => {
    expect(texts.filter(({ place }) => place.startsWith("src/")).length).toBeGreaterThan(1_000);
    expect(files).toContain("README.md");
  });

  it.each(RULES.map((rule) => [rule.but, rule] as const))("say “%s” where that is meant", (_, rule) => {
    expect(texts.flatMap((text) => faultsOf(text, rule))).toEqual([]);
  });

  it("need every exception that is listed", () => {
    expect(ALLOWED.filter((phrase) => !texts.some(({ text }) => text.includes(phrase)))).toEqual([]);
    expect(NAMES.filter((name) => !texts.some(({ text }) => text === name))).toEqual([]);
  });
});

describe("the rules", () => {
  const found = (text: string, allowed: readonly string[] = []) =>
    RULES.flatMap((rule) => faultsOf({ place: "a.md:1", text }, rule, allowed)).map((fault) =>
      fault.replace(/ \(.*/, ""),
    );

  it("find a word and a phrase over two lines", () => {
    expect(found("Fine.\nThe server answers")).toEqual(["a.md:2: answers"]);
    expect(found("It is handed\non, and is none.")).toEqual(["a.md:1: handed on", "a.md:2: is none"]);
  });

  it("find a count of services, which a new one would make wrong", () => {
    expect(found("All four services.\nThe four\nclients, all four.")).toEqual([
      "a.md:1: All four",
      "a.md:2: four clients",
      "a.md:3: all four",
    ]);
    expect(found("the first of four steps")).toEqual([]);
  });

  it("let the plain word pass", () => {
    expect(found("There is no token. It is no longer valid. End of life. A lifetime. Recommended.")).toEqual([]);
    expect(found("a repeated field", ["repeated field"])).toEqual([]);
    expect([found("repeated"), found("is repeated")]).toEqual([[], ["a.md:1: repeated"]]);
    expect(found("@see https://support.example/answer/1 or, if it is none of them, `/answer`")).toEqual([
      "a.md:1: answer",
    ]);
  });

  it("read comments and messages of sources, and not their names", () => {
    const code = 'import a from "./answer.js";\n/**\n * One.\n * An answer.\n */\nconst answer = "mend"; // repeat\n';
    const faults = wordsOfSource("a.ts", code).flatMap((text) => RULES.flatMap((rule) => faultsOf(text, rule)));
    expect(faults.map((fault) => fault.replace(/ \(.*/, "")).sort()).toEqual([
      "a.ts:4: answer",
      "a.ts:6: mend",
      "a.ts:6: repeat",
    ]);
  });
});
