/** The recorded session of the README is what the command prints. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { root } from "../../scripts/packageJson.js";
import { recordSession, withSession } from "./session.js";

beforeAll(() => void vi.spyOn(process, "emitWarning").mockImplementation(() => {}));
afterAll(() => void vi.restoreAllMocks());

const path = join(root, "README.md");

it("is current (`npx vitest run test/docs/session.test.ts -u` updates it)", async () => {
  const page = await withSession(readFileSync(path, "utf8"));
  expect(page).toContain(await recordSession());
  await expect(page).toMatchFileSnapshot(path);
});
