/** What the site shows as the output of the examples is what they print, with a clock and ids that are the same in each run. */
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { exampleNames, recordedOutput, runExample } from "../../docs/site/content/gallery.js";
import { root } from "../../scripts/packageJson.js";

const names = await exampleNames();

describe.concurrent("the recorded output of an example", () => {
  it.each(names)(
    "%s is that of a run: `npm run --prefix docs/site gallery` records it",
    async (name) => {
      expect(await runExample(name)).toBe(await recordedOutput(name));
    },
    60_000,
  );
});

it("is there for no other example", () => {
  const recorded = readdirSync(join(root, "docs/site/gallery")).map((name) => name.replace(".txt", ""));
  expect(recorded.sort()).toEqual([...names].sort());
  expect(names.length).toBeGreaterThan(15);
});
