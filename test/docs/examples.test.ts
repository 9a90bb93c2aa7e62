/** The programs in `examples/` run to a good end. The demonstration has a script of its own. */
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { root } from "../../scripts/packageJson.js";
import { run } from "../support/process.js";

const programs = readdirSync(join(root, "examples")).filter((name) => name.endsWith(".ts") && name !== "demo.ts");

it("is there for each service", () => {
  expect(programs.length).toBeGreaterThanOrEqual(4);
});

it.each(programs)(
  "%s says what it did and ends with 0",
  async (name) => {
    expect(await run(process.execPath, ["-C", "tessera-source", "--import", "tsx", join("examples", name)])).not.toBe(
      "",
    );
  },
  60_000,
);
