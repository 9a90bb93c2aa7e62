/** A schema that does not fit its type is one short compile error, at the field. */
import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";
import { afterAll, beforeAll, expect, test } from "vitest";
import { root } from "../../scripts/packageJson.js";
import { compilerOptions } from "../../scripts/publicApi.js";
import { makeFolder } from "../docs/extract.js";

const PREAMBLE = `
import { boolean, enumOf, fieldsOf, inputsOf, int32, listOf, objectOf, string, type Input, type UnlistedValue } from "${root}/src/core/schema.js";
interface Thing {
  id: string;
  state?: "on" | "off" | UnlistedValue;
  tags?: string[];
  size?: number;
}
interface ThingParams extends Input<Partial<Thing>> {
  parentId: string;
}
const good = { id: string, state: enumOf("on", "off"), tags: listOf(string), size: int32 };
`;

interface Mistake {
  name: string;
  /** One line; `HERE` marks where the error belongs and is removed. */
  line: string;
  /** What the error names. */
  names: string;
}

const mistakes: Mistake[] = [
  {
    name: "a missing field",
    line: "objectOf<Thing>()(() => HERE({ id: string, state: good.state, tags: good.tags }), { id: true });",
    names: "Property 'size' is missing",
  },
  {
    name: "an extra field",
    line: "objectOf<Thing>()(() => ({ ...good, HEREcolor: string }), { id: true });",
    names: "is not assignable to type 'never'",
  },
  {
    name: "a mistyped field",
    line: "objectOf<Thing>()(() => ({ ...good, HEREsize: string }), { id: true });",
    names: "'string' is not assignable to type 'number'",
  },
  {
    name: "a list of another type",
    line: "objectOf<Thing>()(() => ({ ...good, HEREtags: listOf(boolean) }), { id: true });",
    names: "'boolean[]' is not assignable to type 'string[]'",
  },
  {
    name: "an enum with a value too few",
    line: 'objectOf<Thing>()(() => ({ ...good, HEREstate: enumOf("on") }), { id: true });',
    names: '"off"',
  },
  {
    name: "an enum with a value too many",
    line: 'objectOf<Thing>()(() => ({ ...good, HEREstate: enumOf("on", "off", "idle") }), { id: true });',
    names: '"idle"',
  },
  { name: "a forgotten required mark", line: "HEREobjectOf<Thing>()(() => good);", names: "Expected 2 arguments" },
  {
    name: "a required mark too many",
    line: "objectOf<Thing>()(() => good, { id: true, HEREsize: true });",
    names: "'size' does not exist",
  },
  {
    name: "a missing shared field",
    line: "objectOf<ThingParams>()(() => HERE({ ...inputsOf(fieldsOf<Thing>()(good)) }), { parentId: true });",
    names: "'parentId' is missing",
  },
];

const folder = makeFolder();
afterAll(() => rmSync(folder, { recursive: true }));

let found: Map<string, ts.Diagnostic[]>;
let control: ts.Diagnostic[];

beforeAll(() => {
  const write = (name: string, text: string) => {
    const path = join(folder, name);
    writeFileSync(path, `${PREAMBLE}export const made = ${text.replace("HERE", "")}\n`);
    return path;
  };
  const paths = mistakes.map(({ line }, index) => write(`mistake${index}.ts`, line));
  const right = write("right.ts", "objectOf<Thing>()(() => good, { id: true });");
  const program = ts.createProgram([...paths, right], { ...compilerOptions(), noUnusedLocals: false });
  const of = (path: string) => [...program.getSemanticDiagnostics(program.getSourceFile(path))];
  found = new Map(mistakes.map(({ name }, index) => [name, of(paths[index] ?? "")]));
  control = of(right);
}, 60_000);

test("a schema that fits compiles", () => {
  expect(control.map(({ messageText }) => messageText)).toEqual([]);
});

test.each(mistakes)("$name is one error, short and at its place", ({ name, line, names }) => {
  const [error, ...others] = found.get(name) ?? [];
  expect(others).toEqual([]);
  const text = ts.flattenDiagnosticMessageText(error?.messageText, "\n");
  expect(text).toContain(names);
  expect(text.split("\n").length).toBeLessThanOrEqual(3);
  expect(text.length).toBeLessThan(800);
  const column = PREAMBLE.length + "export const made = ".length + line.indexOf("HERE");
  expect((error?.start ?? 0) - column, text).toBeLessThanOrEqual(1);
  expect((error?.start ?? 0) - column, text).toBeGreaterThanOrEqual(-1);
});
