/** The programs in `examples/` run to a good end. The demonstration has a script of its own. */
import { readdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { afterAll, expect, it } from "vitest";
import { kebab, root, services } from "../../scripts/packageJson.js";
import { run } from "../support/process.js";
import { makeFolder } from "./extract.js";

const programs = readdirSync(join(root, "examples")).filter((name) => name.endsWith(".ts") && name !== "demo.ts");

/** For files that a program writes. */
const folder = makeFolder();
afterAll(() => rmSync(folder, { recursive: true }));

it.each(services)("there is one for the service %s", (service) => {
  const sources = programs.map((name) => readFileSync(join(root, "examples", name), "utf8"));
  expect(sources.filter((source) => source.includes(`from "tessera-sdk/${kebab(service)}"`))).not.toEqual([]);
});

it.each(programs)(
  "%s says what it did and ends with 0",
  async (name) => {
    const args = ["-C", "tessera-source", "--import", "tsx", join("examples", name)];
    expect(await run(process.execPath, args, { env: { TMPDIR: folder } })).not.toBe("");
  },
  60_000,
);
