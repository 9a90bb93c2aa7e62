/** The picture of a trace is drawn from the spans that the test of a retried call expects. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { root } from "../../scripts/packageJson.js";
import { drawTrace } from "../../scripts/tracePicture.js";
import golden from "../otel/retriedCall.json" with { type: "json" };

const path = "docs/images/retried-call.svg";

it("is current (`npx vitest run test/docs/tracePicture.test.ts -u` updates it)", async () => {
  await expect(drawTrace(golden)).toMatchFileSnapshot(join(root, path));
});

it("is shown in the page on OpenTelemetry, with a text in its place", () => {
  const page = readFileSync(join(root, "docs/opentelemetry.md"), "utf8");
  expect(page).toMatch(/!\[[^\]]{80,}\]\(images\/retried-call\.svg\)/);
});

it("shows every span", () => {
  const picture = drawTrace(golden);
  const names = [
    golden.name,
    ...golden.children.flatMap(({ name, children }) => [name, ...children.map((each) => each.name)]),
  ];
  expect(names).toHaveLength(6);
  for (const name of names) expect(picture).toContain(`>${name}<`);
});
