/** Which tokens the emulated FlowerDocs takes, and what they open. */
import { createHmac } from "node:crypto";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { hmacSha256 } from "../../src/testing/flowerDocs/hmac.js";
import { codeOf, type RawRequest, rawFlowerDocs } from "../support/rawFlowerDocs.js";

const claimsOf = (token: string) => JSON.parse(Buffer.from(token.split(".")[1] ?? "", "base64url").toString());
const base64url = (value: unknown) => Buffer.from(JSON.stringify(value)).toString("base64url");

test("the emulator's HMAC is that of RFC 2104 with SHA-256", () => {
  const bytes = fc.uint8Array({ maxLength: 200 });
  fc.assert(
    fc.property(bytes, bytes, (key, message) => {
      expect(Buffer.from(hmacSha256(key, message))).toEqual(createHmac("sha256", key).update(message).digest());
    }),
  );
});

test("a token is a JWT that says for whom, for which scope and until when it is", () => {
  const { core, clock } = rawFlowerDocs();
  const token = core.issueToken({ user: "zoë 契", expiresInSeconds: 60 });
  const [header = ""] = token.split(".");
  expect(JSON.parse(Buffer.from(header, "base64url").toString())).toMatchObject({ alg: "HS256" });
  const iat = clock.now() / 1_000;
  expect(claimsOf(token)).toMatchObject({ sub: "zoë 契", scope: "ACME", iat, exp: iat + 60 });
});

describe("a token is refused", () => {
  type Core = ReturnType<typeof rawFlowerDocs>;
  const cases: [string, (core: Core) => string | undefined | Promise<string>][] = [
    ["that is missing", () => undefined],
    ["that is empty", () => ""],
    ["that is not a JWT", () => "opaque"],
    ["of another emulator", () => rawFlowerDocs().own],
    [
      "whose claims were changed",
      ({ own }) => own.replace(/\.[^.]+\./, `.${base64url({ ...claimsOf(own), sub: "jdoe" })}.`),
    ],
    ["without a signature", ({ own }) => own.replace(/[^.]+$/, "")],
    ["with the algorithm `none`", ({ own }) => own.replace(/^[^.]+/, base64url({ alg: "none" })).replace(/[^.]+$/, "")],
    ["with a fourth part", ({ own }) => `${own}.x`],
    ["with white space", ({ own }) => ` ${own}`],
    [
      "that has expired",
      async ({ core, clock }) => {
        const token = core.issueToken({ expiresInSeconds: 60 });
        await clock.advance(60_000);
        return token;
      },
    ],
    [
      "that was revoked",
      ({ core, own }) => {
        core.revokeToken(own);
        return own;
      },
    ],
    [
      "from before a restart",
      ({ core, own }) => {
        core.restart();
        return own;
      },
    ],
  ];
  test.each(cases)("%s", async (_, tokenOf) => {
    const core = rawFlowerDocs();
    expect((await core.send("GET documents/D1")).status).toBe(200);
    const token = await tokenOf(core);
    expect((await core.send("GET documents/D1", { token })).status).toBe(401);
    core.core.tokenRefusal = { status: 403, code: "F00777" };
    const refused = await core.send("POST token/document/D1?readOnly=true", { token });
    expect([refused.status, codeOf(refused)]).toEqual([403, "F00777"]);
  });

  test("in which any character was changed", async () => {
    const { own, send } = rawFlowerDocs();
    const other = fc.constantFrom(..."ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.");
    await fc.assert(
      fc.asyncProperty(fc.nat(own.length - 1), other, async (index, character) => {
        fc.pre(own[index] !== character);
        const token = own.slice(0, index) + character + own.slice(index + 1);
        expect((await send("GET documents/D1", { token })).status).toBe(401);
      }),
    );
  });
});

test("a token is taken from the query, too", async () => {
  const { own, send } = rawFlowerDocs();
  expect((await send(`GET documents/D1?token=${own}`, { token: undefined })).status).toBe(200);
});

test("tokens stay valid however many are issued after them", async () => {
  const { core, own, send } = rawFlowerDocs();
  for (let count = 0; count < 11_000; count++) core.issueToken();
  expect((await send("GET documents/D1")).status).toBe(200);
  expect(core.tokens.map(({ token }) => token)).not.toContain(own);
});

describe("a token for documents", () => {
  const document = { id: "D1", name: "Contract", category: "DOCUMENT", data: { classId: "Contract" } };
  const other = { ...document, id: "D2" };

  async function limited(readOnly: boolean, version = "2026.0") {
    const core = rawFlowerDocs(version);
    await core.send("POST documents", { body: [other] });
    const { body: token } = await core.send(`POST token/document/D1,D9?readOnly=${readOnly}`);
    return { ...core, with: (request: string, raw: RawRequest = {}) => core.send(request, { token, ...raw }) };
  }

  const reads = ["GET documents/D1", "GET documents/D1/files", "GET documents/D1/files/file-1/content"].map(
    (request): [string, RawRequest] => [request, {}],
  );
  reads.push(["GET documents/D1/versions", {}], ["GET documents/D1/content/archive?isAsync=false", {}]);
  const writes: [string, RawRequest][] = [
    ["POST documents/D1", { body: [document] }],
    ["POST documents/D1/versions", { body: "signed" }],
    ["POST documents/D1/files/file-1/name", { body: "a.txt" }],
    ["DELETE documents/D1/files/file-1", {}],
    ["DELETE documents/D1", {}],
  ];
  const others: [string, RawRequest][] = [
    ["GET documents/D2", {}],
    ["GET documents/D1,D2", {}],
    ["GET documents/D1%2CD2", {}],
    ["GET documents/D1,%20D2", {}],
    ["POST documents", { body: [{ ...document, id: "D9" }] }],
    ["POST documents/D2", { body: [other] }],
    ["DELETE documents/D1,D2", {}],
    ["GET documents/D2/files", {}],
    ["GET documents/D1,D2/content/archive?isAsync=false", {}],
    ["POST documents/search", { body: { max: 10 } }],
    ["POST documents/search/csv", { body: { selectClause: { fields: ["name"] } } }],
    ["GET tasks/D1", {}],
    ["GET folders/F1", {}],
    ["GET tasks/D1/facts", {}],
    ["POST facts", { body: {} }],
    ["POST files/tmp", {}],
    ["GET users/jna", {}],
    ["POST unlock/jna", {}],
    ["POST reservation/reserve", { body: [{ category: "DOCUMENT", id: "D1" }] }],
    ["POST token/user?validityTime=60", {}],
    ["PUT token/user", {}],
    ["POST token/document/D1?readOnly=true", {}],
    ["POST token/document/D2?readOnly=false", {}],
  ];

  test.each(reads)("opens them to read: %s", async (request, raw) => {
    for (const readOnly of [true, false]) expect((await (await limited(readOnly)).with(request, raw)).status).toBe(200);
  });

  test.each(writes)("opens them to write, unless it is to read only: %s", async (request, raw) => {
    expect((await (await limited(false)).with(request, raw)).status).toBe(200);
    const refused = await (await limited(true)).with(request, raw);
    expect([refused.status, codeOf(refused)]).toEqual([403, "F00101"]);
  });

  test.each(others)("opens nothing else: %s", async (request, raw) => {
    for (const readOnly of [true, false]) {
      const core = await limited(readOnly);
      const before = core.core.tokens.length;
      const refused = await core.with(request, raw);
      expect([refused.status, codeOf(refused)]).toEqual([403, "F00101"]);
      expect(core.core.tokens).toHaveLength(before);
      expect((await core.send("GET documents/D1,D2")).status).toBe(200);
      expect((await core.send("GET documents/D9")).status).toBe(500);
    }
  });

  test.each(["PUT token", "POST token?validityTime=60"])(
    "creates none by the old route either: %s",
    async (request) => {
      const core = await limited(false, "2025.1");
      expect((await core.with(request)).status).toBe(403);
    },
  );

  test("does not write another document than that of the path", async () => {
    const core = await limited(false);
    expect((await core.with("POST documents/D1", { body: [other] })).status).toBe(400);
    expect(JSON.parse((await core.send("GET documents/D2")).body)).toMatchObject([other]);
  });

  test("validates tokens", async () => {
    const { own, with: send } = await limited(true);
    expect((await send(`POST token/${own}`)).status).toBe(200);
  });
});

describe("a failed login", () => {
  const send = async (core: ReturnType<typeof rawFlowerDocs>, body: object) =>
    (await core.send("POST authentication", { body, token: undefined })).status;

  test("of a name that has no account locks nothing", async () => {
    const core = rawFlowerDocs();
    for (let count = 0; count < 9; count++) {
      expect(await send(core, { user: "nobody", password: "x", scope: "ACME" })).toBe(401);
    }
    expect(core.core.isLocked("nobody")).toBe(false);
  });

  test.each([{ user: 1 }, { user: ["jna"] }, [], 5, null])("by %j is refused", async (body) => {
    expect(await send(rawFlowerDocs(), body as object)).toBe(401);
  });
});
