/** Names and values that other SDKs take are refused with what this one takes. */
import { AdobePassV1, AndroidEnterprise, ChromeDirectory, FlowerDocs, InvalidParamsError } from "tessera-sdk";
import { describe, expect, test } from "vitest";
import { OPTION_HABITS, PARAM_HABITS } from "../../src/core/habits.js";
import { MISPLACED_OPTIONS } from "../../src/core/misplaced.js";
import { rejection } from "../support/promises.js";

const baseUrl = "http://127.0.0.1:9";
const clients: readonly [string, (options: object) => unknown][] = [
  ["AndroidEnterprise", (options) => new AndroidEnterprise({ auth: "t", ...options })],
  ["ChromeDirectory", (options) => new ChromeDirectory({ auth: "t", ...options })],
  ["AdobePassV1", (options) => new AdobePassV1({ auth: "t", ...options })],
  ["FlowerDocs", (options) => new FlowerDocs({ auth: "t", baseUrl, ...options })],
];
const android = new AndroidEnterprise({ auth: "t", baseUrl });
const TOKEN = { enterpriseId: "E", enrollmentTokenType: "userDevice" as const };

function refusal(make: () => unknown): InvalidParamsError {
  try {
    make();
  } catch (error) {
    expect(error).toBeInstanceOf(InvalidParamsError);
    return error as InvalidParamsError;
  }
  throw new Error("it was accepted");
}

describe.each(clients)("options of %s", (_, make) => {
  test.each([
    ["maxRetries", 3, "`retry: { attempts }`"],
    ["timeout", 1_000, "`timeoutMs`"],
    ["baseURL", "https://x", "`baseUrl`"],
    ["fetch", fetch, "`transport: fetchTransport(fetch)`"],
    ["httpsAgent", {}, "`transport: undiciTransport({ dispatcher })`"],
    ["proxy", "http://p", "environmentProxy"],
    ["keyFile", "k.json", "`auth: googleAuth({ keyFile })`"],
    ["accessToken", "t", "`auth`"],
    ["logger", console, "`observe()`"],
    ["defaultHeaders", {}, "`headers`"],
    ["signal", new AbortController().signal, "an option of each call"],
    ["timeoutMS", 5, "did you mean `timeoutMs`?"],
    ["deadlinMs", 5, "did you mean `deadlineMs`?"],
    ["validaton", "off", "did you mean `validation`?"],
  ])("%s", (name, value, text) => {
    const error = refusal(() => make({ [name]: value }));
    expect(error.issues).toEqual([{ path: name, message: expect.stringContaining(text) }]);
  });

  test.each([
    ["maxAttempts", "`attempts`"],
    ["attemps", "did you mean `retry.attempts`?"],
    ["basems", "did you mean `retry.baseMs`?"],
    ["maxDelay", "`capMs`"],
  ])("retry.%s", (name, text) => {
    const error = refusal(() => make({ retry: { [name]: 3 } }));
    expect(error.issues).toEqual([{ path: `retry.${name}`, message: expect.stringContaining(text) }]);
  });

  test.each([
    ["Bearer abc", "without `Bearer `"],
    ["bearer  abc", "without `Bearer `"],
    ["Authorization: Bearer abc", "without `Bearer `"],
    ["abc\n", "trim what is read from a file"],
    ['{"type":"service_account"}', "`googleAuth({ credentials"],
    ["/etc/key.json", "`googleAuth({ keyFile })`"],
    ["a b", "without white space"],
    ["", "must not be empty"],
  ])("auth: %j, and it is not quoted", (auth, text) => {
    const error = refusal(() => make({ auth }));
    expect(error.issues).toEqual([{ path: "auth", message: expect.stringContaining(text) }]);
    if (auth.includes("abc")) expect(error.message).not.toContain("abc");
  });

  test("auth of another kind names the kinds that are accepted", () => {
    for (const auth of [{ client_email: "a@b", private_key: "k" }, 7, null, []])
      expect(refusal(() => make({ auth })).message).toMatch(/`auth` .*a function that returns one/);
  });

  test("headers.authorization", () => {
    const error = refusal(() => make({ headers: { Authorization: "Bearer abc" } }));
    expect(error.message).toContain("`headers.Authorization` is set from `auth`");
  });
});

test.each(["Bearer abc", "abc\n", '{"a":1}'])("a function that returns %j is told the same", async (token) => {
  const client = new AndroidEnterprise({ auth: () => token, baseUrl });
  const error = await rejection(client.enrollmentTokens.create(TOKEN));
  expect(error).toMatchObject({ code: "ERR_TESSERA_AUTH", kind: "unauthenticated" });
  expect(String(error)).toMatch(/What `auth` returned must be (?:a token|the token alone)/);
});

describe("parameters", () => {
  test.each([
    ["requestBody", "one flat object"],
    ["resource", "one flat object"],
    ["timeoutMs", "second argument"],
    ["signal", "second argument"],
    ["fields", "`extraQuery`"],
    ["enterpriseID", "did you mean `enterpriseId`?"],
  ])("%s", async (name, text) => {
    const error = await rejection(android.enrollmentTokens.create({ ...TOKEN, [name]: "x" }));
    expect(error).toBeInstanceOf(InvalidParamsError);
    expect((error as InvalidParamsError).issues).toEqual([{ path: name, message: expect.stringContaining(text) }]);
  });
});

test("options of a call", async () => {
  for (const [name, text] of [
    ["baseUrl", "an option of the client"],
    ["maxRetries", "`retry: { attempts }`"],
    ["abortSignal", "`signal`"],
  ] as const) {
    const error = await rejection(android.enrollmentTokens.create(TOKEN, { [name]: 1 } as never));
    expect(String(error)).toContain(text);
  }
});

test("each hint ends a sentence and names only what there is", () => {
  for (const hints of [OPTION_HABITS, PARAM_HABITS, MISPLACED_OPTIONS])
    for (const [name, hint] of hints)
      expect(`${name}: ${hint}`).toMatch(/^\S+: (?:use |it is |pass |parameters |each )/);
});

test("names of every object's own are unknown, and nothing more", () => {
  for (const name of ["constructor", "toString", "__proto__"]) {
    const options = JSON.parse(`{"auth":"t","${name}":1}`);
    expect(refusal(() => new AndroidEnterprise(options)).issues[0]?.message).toMatch(/^is not a known option/);
  }
});
