/** What is sealed is read only by who has the secret, for the same purpose. */
import { expect, test } from "vitest";
import { Sealer, type SealSecret } from "../../src/redis/seal.js";

const SECRET = "0123456789abcdef0123456789abcdef";
const OTHER = "fedcba9876543210fedcba9876543210";

test("a text opens with its secret and purpose, and is not in what is stored", async () => {
  const sealer = new Sealer(SECRET);
  for (const text of ["", "ya29.secret", "é\u{1f600}", "x".repeat(100_000)]) {
    const sealed = await sealer.seal(text, "a key");
    expect(text === "" || !sealed.includes(text)).toBe(true);
    expect(await new Sealer(SECRET).open(sealed, "a key")).toBe(text);
    expect(await sealer.seal(text, "a key")).not.toBe(sealed);
  }
});

test("it does not open with another secret, for another purpose, or changed anywhere", async () => {
  const sealed = await new Sealer(SECRET).seal("ya29.secret", "a key");
  expect(await new Sealer(OTHER).open(sealed, "a key")).toBeUndefined();
  expect(await new Sealer(SECRET).open(sealed, "another key")).toBeUndefined();
  for (let at = 0; at < sealed.length; at++) {
    const changed = sealed.slice(0, at) + (sealed[at] === "A" ? "B" : "A") + sealed.slice(at + 1);
    expect(await new Sealer(SECRET).open(changed, "a key")).toBeUndefined();
    expect(await new Sealer(SECRET).open(sealed.slice(0, at), "a key")).toBeUndefined();
  }
  for (const text of ["", "1.", "1.%", "2.AAAA", "ya29.secret"]) {
    expect(await new Sealer(SECRET).open(text, "a key")).toBeUndefined();
  }
});

test("after a change of the secret, what the old one has sealed still opens", async () => {
  const sealed = await new Sealer(OTHER).seal("text", "a key");
  const both = new Sealer([SECRET, OTHER]);
  expect(await both.open(sealed, "a key")).toBe("text");
  expect(await new Sealer(SECRET).open(await both.seal("text", "a key"), "a key")).toBe("text");
});

test.each([[""], ["short"], [[]], [[SECRET, "short"]], [undefined], [7]])("%j is refused as a secret", (secret) => {
  expect(() => new Sealer(secret as SealSecret)).toThrow(
    expect.objectContaining({ issues: [expect.objectContaining({ path: "secret" })] }),
  );
});
