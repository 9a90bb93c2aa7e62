/** The shipped table of error codes, and Adobe's, where the file that holds it stands beside the repository. */
import { existsSync, readFileSync } from "node:fs";
import { AdobePassError, describeErrorCode } from "tessera-sdk/adobe-pass";
import { describe, expect, test } from "vitest";

const CODES = new URL("../../../shared/specs/adobe-pass-error-codes.json", import.meta.url);

interface Code {
  code: string;
  status: number[];
  action: string | null;
  message: string | null;
  origin: string;
}

const codes = existsSync(CODES) ? (JSON.parse(readFileSync(CODES, "utf8")) as Code[]) : [];
const current = codes.filter(({ origin }) => ["rest-api-v2", "rest-api-v1", "sso-service"].includes(origin));

describe.skipIf(codes.length === 0)("Adobe's table (skipped where it is not beside the repository)", () => {
  test("has every code, status and message in ours", () => {
    expect(new Set(codes.map(({ code }) => code)).size).toBeGreaterThan(100);
    for (const { code, status } of codes) {
      const known = describeErrorCode(code);
      expect(known, code).toBeDefined();
      expect(known?.statuses, code).toEqual(expect.arrayContaining(status));
      const messages = codes.filter((each) => each.code === code).map(({ message }) => message ?? undefined);
      const own = known?.message;
      expect(
        messages.some((message) => message?.replace(" (own wording)", "") === own),
        code,
      ).toBe(true);
    }
  });

  test("gives each current code its action, whatever was sent with it", () => {
    expect(current.length).toBeGreaterThan(60);
    for (const { code, action } of current) {
      expect(describeErrorCode(code)?.action, code).toBe(action);
      expect(new AdobePassError("m", { code, action: "RETRY" }).action, code).toBe(action);
    }
  });
});

test("an unknown code has no description, also if an object would know its name", () => {
  for (const code of ["brand_new", "constructor", "__proto__", "toString", ""]) {
    expect(describeErrorCode(code)).toBeUndefined();
  }
});

test("a description is a copy", () => {
  describeErrorCode("too_many_resources")?.statuses.push(999);
  expect(describeErrorCode("too_many_resources")).toEqual({
    code: "too_many_resources",
    sources: ["rest-v2", "rest-v1"],
    statuses: [403],
    action: "configuration",
    message: expect.stringContaining("too many resources"),
  });
});

test("an action of an unknown code is compared in lower case", () => {
  expect(new AdobePassError("m", { code: "brand_new", action: " Retry " })).toMatchObject({
    action: "retry",
    kind: "unavailable",
  });
});
