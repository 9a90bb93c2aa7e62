/** The index of the guides lists every one of them. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { root } from "../../scripts/packageJson.js";

it("has a row for every page in docs", () => {
  const index = readFileSync(join(root, "docs/README.md"), "utf8");
  const pages = readdirSync(join(root, "docs")).filter((name) => name.endsWith(".md") && name !== "README.md");
  expect(pages.filter((name) => !index.includes(`](${name})`))).toEqual([]);
});
