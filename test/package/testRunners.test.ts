/** Test suites of users: the packed tarball in the runners that they use, each as it comes. */
import { existsSync } from "node:fs";
import { symlink } from "node:fs/promises";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { root } from "../../scripts/packageJson.js";
import { run } from "../support/process.js";
import { type Packed, pack, packageJsonOf } from "./packed.js";

const MINUTES = 60_000;

/** Tools that are only for such tests are installed here. */
const TOOLS = join(root, "test/runtimes");

let packed: Packed;
let project: string;
/** How many checks there are. */
let all: number;

beforeAll(async () => {
  const modules = join(TOOLS, "node_modules");
  if (!existsSync(join(modules, "jest"))) await run("npm", ["ci", "--prefer-offline"], { cwd: TOOLS });
  packed = await pack();
  project = join(packed.full, "runners");
  for (const name of ["ts-jest", "typescript"]) {
    await symlink(join(modules, name), join(packed.full, "node_modules", name));
  }
  const { checksOf } = await import(pathToFileURL(join(project, "checks.cjs")).href);
  all = Object.keys(checksOf({}, {})).length;
}, 5 * MINUTES);

afterAll(() => packed?.remove());

it("has checks to run", () => {
  expect(all).toBeGreaterThanOrEqual(10);
});

describe("Jest", () => {
  /** @returns how many tests passed; all others are in the error. */
  async function jest(options: object, flags: string[] = []): Promise<number> {
    const config = JSON.stringify({ rootDir: project, testEnvironment: "node", ...options });
    const program = join(TOOLS, "node_modules/jest/bin/jest.js");
    const printed = await run(process.execPath, [...flags, program, "--ci", "--json", "--config", config], {
      cwd: project,
    });
    const { numPassedTests, numTotalTests, openHandles } = JSON.parse(printed);
    expect(openHandles).toEqual([]);
    expect(numPassedTests).toBe(numTotalTests);
    return numPassedTests;
  }

  it("runs as it comes, which loads CommonJS without `import()`", { timeout: MINUTES }, async () => {
    expect(await jest({ testMatch: ["**/common.test.cjs"] })).toBe(all);
  });

  it("runs ES modules, with --experimental-vm-modules", { timeout: MINUTES }, async () => {
    const testMatch = ["**/module.test.mjs"];
    expect(await jest({ testMatch, transform: {} }, ["--experimental-vm-modules"])).toBe(all);
  });

  it("runs TypeScript by ts-jest, with the types checked", { timeout: MINUTES }, async () => {
    const { version } = await packageJsonOf(join(TOOLS, "node_modules/ts-jest"));
    const diagnostics = { exclude: [] };
    const tsconfig = {
      module: "commonjs",
      moduleResolution: "node10",
      target: "es2022",
      strict: true,
      esModuleInterop: true,
    };
    const transform = { "^.+\\.ts$": ["ts-jest", { tsconfig, diagnostics }] };
    expect(await jest({ testMatch: ["**/typed.test.ts"], transform }), `ts-jest ${version}`).toBe(all + 1);
  });
});

describe("vitest", () => {
  it.each(["module.test.mjs", "common.test.cjs"])("runs %s", { timeout: MINUTES }, async (file) => {
    const program = join(root, "node_modules/vitest/vitest.mjs");
    const args = ["run", file, "--root", project, "--globals", "--reporter=json"];
    const { numPassedTests } = JSON.parse(await run(process.execPath, [program, ...args], { cwd: project }));
    expect(numPassedTests).toBe(all);
  });
});

describe("node:test", () => {
  it.each(["node.test.mjs", "node.test.cjs"])("runs %s", { timeout: MINUTES }, async (file) => {
    const printed = await run(process.execPath, ["--test", "--test-reporter=tap", file], { cwd: project });
    expect(printed).toMatch(new RegExp(`^# pass ${all}$`, "m"));
    expect(printed).toMatch(/^# fail 0$/m);
  });
});
