/** What servers may send when they issue a token, and what a time may look like. */
import fc from "fast-check";
import { FlowerDocs, type FlowerDocsToken } from "tessera-sdk";
import { ManualClock } from "tessera-sdk/testing";
import { describe, expect, test } from "vitest";
import { readTime } from "../../src/flowerDocs/login/readExpiry.js";
import { rejection } from "../support/promises.js";
import { scripted } from "../support/scripted.js";

const baseUrl = "https://flowerdocs.example.com/core";
const SENT_AT = Date.UTC(2026, 0, 1, 12);
const base64url = (value: unknown) => Buffer.from(JSON.stringify(value)).toString("base64url");
const jwt = (claims: object) => `${base64url({ alg: "HS256" })}.${base64url(claims)}.c2lnbmF0dXJl`;
const PLAIN = jwt({ sub: "jna" });
const OPAQUE = "0a1b2c3d4e5f60718293";

function issue(body: unknown, contentType = "application/json"): Promise<FlowerDocsToken> {
  const transport = scripted({ body, headers: { "content-type": contentType } });
  const clock = new ManualClock({ now: SENT_AT });
  return new FlowerDocs({ auth: "caller", baseUrl, transport, clock }).tokens.create({ validityTime: 600 });
}

/** Without a lifetime of its own: what is not given stays unknown. */
function renew(body: unknown): Promise<FlowerDocsToken> {
  return new FlowerDocs({ auth: "caller", baseUrl, transport: scripted({ body }) }).tokens.renew();
}

describe("the token is found", () => {
  const bodies: { as: string; body: unknown; token: string }[] = [
    { as: "bare text", body: PLAIN, token: PLAIN },
    { as: "bare text between white space", body: `\r\n ${PLAIN} \n`, token: PLAIN },
    { as: "bare text that is not a JWT", body: OPAQUE, token: OPAQUE },
    { as: "a list of one", body: [{ value: PLAIN }], token: PLAIN },
    { as: "a JWT without a signature", body: "aa.bb.", token: "aa.bb." },
    { as: "a JSON string", body: JSON.stringify(PLAIN), token: PLAIN },
    ...["value", "token", "access_token", "jwt"].map((name) => ({
      as: `the field ${name}`,
      body: { [name]: PLAIN },
      token: PLAIN,
    })),
    { as: "value before the others", body: { jwt: "j", token: "t", value: PLAIN }, token: PLAIN },
    { as: "a field within token", body: { token: { value: PLAIN } }, token: PLAIN },
    { as: "a field within data", body: { data: { access_token: PLAIN } }, token: PLAIN },
    { as: "an object between white space", body: ` \n{"value":"${PLAIN}"}\n`, token: PLAIN },
    { as: "the next field where the first holds no text", body: { value: null, token: PLAIN }, token: PLAIN },
  ];
  test.each(bodies.flatMap((body) => ["application/json", "text/plain"].map((type) => ({ ...body, type }))))(
    "as $as under $type, and the response is kept as it came",
    async ({ body, token, type }) => {
      const response = await issue(body, type);
      expect(response.token).toBe(token);
      expect(response.raw).toBe(typeof body === "string" ? body : JSON.stringify(body));
    },
  );
});

describe("a response without a token is an error that is not retried and does not quote it", () => {
  const page = "<!DOCTYPE html><html><body>Please log in MARKER</body></html>";
  test.each([
    ...["", "   \n", page, "null", "true", "false", "TRUE", "123", "12345678901234567890123", "OK", "valid", "jna"],
    ...['"null"', '"jna"', "[]", '{"value":null}', '{"value":true}', '{"value":"true"}', '{"value":"123"}'],
    ...[`{"code":"F00101","value":"${PLAIN}"}`, `{"error":{"message":"MARKER"},"token":"${PLAIN}"}`],
    "<token>MARKER</token>",
    "Please log in MARKER",
    "{}",
    '{"value":""}',
    '{"value":"two words MARKER"}',
    '{"value":7}',
    '{"value":"MARKER',
    '"MARKER',
    '["MARKER"]',
    '{"user":"MARKER"}',
    '{"data":{"token":{"value":"MARKER"}}}',
    `[{"value":"${PLAIN}"},{"value":"${PLAIN}"}]`,
    JSON.stringify(page),
  ])("%j", async (body) => {
    const transport = scripted({ body });
    const error = await new FlowerDocs({ auth: "caller", baseUrl, transport }).tokens.renew().then(
      (token) => token,
      (thrown: unknown) => thrown,
    );
    expect(error).toMatchObject({ name: "InvalidResponseError", status: 200 });
    expect(String(error) + JSON.stringify(error)).not.toContain("MARKER");
    expect(transport.sent).toHaveLength(1);
  });
});

test("a page is not a token, whatever its text", async () => {
  const transport = scripted({ body: PLAIN, headers: { "content-type": "text/html;charset=UTF-8" } });
  const error = await rejection(new FlowerDocs({ auth: "caller", baseUrl, transport }).tokens.renew());
  expect(error).toMatchObject({ name: "InvalidResponseError" });
});

describe("the expiry is read", () => {
  const AT = "2026-03-07T12:59:53.401Z";
  const MS = Date.parse(AT);
  const EXP = Date.UTC(2026, 5, 1) / 1_000;

  test.each([
    "expirationDate",
    "expiration",
    "expirationTime",
    "expiryDate",
    "expireDate",
    "expires_at",
    "expiresAt",
    "expires",
    "validUntil",
    "EXPIRATIONDATE",
  ])("from the field %s", async (name) => {
    expect((await issue({ value: PLAIN, [name]: "2026-03-07 13:59:53.401 +0100" })).expiresAt).toBe(AT);
  });

  test.each([
    { form: "FlowerDocs' own", value: "2026-03-07 13:59:53.401 +0100" },
    { form: "ISO with an offset", value: "2026-03-07T13:59:53.401+01:00" },
    { form: "ISO with an offset without a colon", value: "2026-03-07T13:59:53.401+0100" },
    { form: "ISO in UTC", value: AT },
    { form: "FlowerDocs' own in UTC", value: "2026-03-07 12:59:53.401 Z" },
    { form: "FlowerDocs' own with the letters of a zone", value: "2026-03-07 12:59:53.401 UTC" },
    { form: "ISO with the name of a zone", value: "2026-03-07T12:59:53.401Z[UTC]" },
    { form: "milliseconds", value: MS },
    { form: "milliseconds as text", value: String(MS) },
  ])("written as $form", async ({ value }) => {
    expect((await issue({ value: PLAIN, expirationDate: value })).expiresAt).toBe(AT);
  });

  test.each([MS / 1_000 - 0.401, String(MS / 1_000 - 0.401)])("written in seconds: %s", async (value) => {
    expect((await issue({ value: PLAIN, expirationDate: value })).expiresAt).toBe("2026-03-07T12:59:53.000Z");
  });

  test("from within token or data", async () => {
    expect((await issue({ data: { value: PLAIN, expiresAt: AT } })).expiresAt).toBe(AT);
  });

  test("from the response before the token, from the token before the request, from the request last", async () => {
    const token = jwt({ exp: EXP });
    expect((await issue({ value: token, expiresAt: AT })).expiresAt).toBe(AT);
    expect((await issue({ value: token })).expiresAt).toBe("2026-06-01T00:00:00.000Z");
    expect((await issue(token)).expiresAt).toBe("2026-06-01T00:00:00.000Z");
    expect((await issue(PLAIN)).expiresAt).toBe("2026-01-01T12:10:00.000Z");
  });

  test("from the next source where a field cannot be read", async () => {
    expect((await issue({ value: PLAIN, expirationDate: "soon", expiresAt: AT })).expiresAt).toBe(AT);
    expect((await issue({ value: jwt({ exp: EXP }), expirationDate: "soon" })).expiresAt).toBe(
      "2026-06-01T00:00:00.000Z",
    );
    expect((await issue({ value: jwt({ exp: "soon" }) })).expiresAt).toBe("2026-01-01T12:10:00.000Z");
    expect((await issue("aa.AAAA.cc")).expiresAt).toBe("2026-01-01T12:10:00.000Z");
    expect((await issue({ value: PLAIN, expirationDate: "2025-12-31T00:00:00Z" })).expiresAt).toBe(
      "2026-01-01T12:10:00.000Z",
    );
  });

  test("from a claim whose text is not ASCII, whose base64 has both of its special characters", async () => {
    const token = jwt({ sub: "é??>>~~ÿ", exp: EXP });
    expect((await issue(token)).expiresAt).toBe("2026-06-01T00:00:00.000Z");
  });

  test("from a lifetime in seconds", async () => {
    for (const expires_in of [3_600, "3600"])
      expect((await issue({ access_token: PLAIN, expires_in })).expiresAt).toBe("2026-01-01T13:00:00.000Z");
  });

  test("from a field of another name, if it is the only one that is a time to come", async () => {
    expect((await issue({ value: PLAIN, until: AT, issued: "2025-01-01T00:00:00Z" })).expiresAt).toBe(AT);
    const { expiresAt } = await issue({ value: PLAIN, until: AT, deletion: "2030-01-01T00:00:00Z" });
    expect(expiresAt).toBe("2026-01-01T12:10:00.000Z");
  });

  test("or stays unknown where nobody says", async () => {
    const response = await renew({ value: PLAIN });
    expect(response).not.toHaveProperty("expiresAt");
  });

  test("counting the requested lifetime from when it was sent and not from its response", async () => {
    const clock = new ManualClock({ now: SENT_AT });
    const inner = scripted({ body: PLAIN });
    const transport = {
      async send(request: Parameters<typeof inner.send>[0]) {
        await clock.advance(5_000);
        return inner.send(request);
      },
    };
    const client = new FlowerDocs({ auth: "caller", baseUrl, transport, clock });
    expect((await client.tokens.create({ validityTime: 600 })).expiresAt).toBe("2026-01-01T12:10:00.000Z");
  });
});

describe("a time", () => {
  const instants = fc.integer({ min: Date.UTC(1974, 0, 1), max: Date.UTC(2200, 0, 1) });
  const offsets = fc.integer({ min: -14 * 60, max: 14 * 60 });
  const pad = (value: number, length = 2) => String(value).padStart(length, "0");

  function written(
    ms: number,
    offset: number,
  ): { day: string; time: string; sign: string; hours: string; minutes: string } {
    const [day = "", time = ""] = new Date(ms + offset * 60_000).toISOString().replace("Z", "").split("T");
    const [hours, minutes] = [Math.trunc(Math.abs(offset) / 60), Math.abs(offset) % 60];
    return { day, time, sign: offset < 0 ? "-" : "+", hours: pad(hours), minutes: pad(minutes) };
  }

  test("in FlowerDocs' form is the instant that was written, in every zone", () => {
    fc.assert(
      fc.property(instants, offsets, (ms, offset) => {
        const { day, time, sign, hours, minutes } = written(ms, offset);
        expect(readTime(`${day} ${time} ${sign}${hours}${minutes}`)).toBe(ms);
      }),
    );
  });

  test("in ISO-8601 is the instant that was written, with and without the colon, with and without a zone of UTC", () => {
    fc.assert(
      fc.property(instants, offsets, fc.constantFrom(":", ""), (ms, offset, colon) => {
        const { day, time, sign, hours, minutes } = written(ms, offset);
        expect(readTime(`${day}T${time}${sign}${hours}${colon}${minutes}`)).toBe(ms);
        expect(readTime(new Date(ms).toISOString())).toBe(ms);
      }),
    );
  });

  test("as a number is milliseconds, or seconds where milliseconds would lie before 1973", () => {
    fc.assert(
      fc.property(instants, (ms) => {
        const seconds = Math.floor(ms / 1_000);
        for (const value of [ms, String(ms), ` ${ms} `]) expect(readTime(value)).toBe(ms);
        for (const value of [seconds, String(seconds)]) expect(readTime(value)).toBe(seconds * 1_000);
      }),
    );
  });

  test("is a number that a Date can hold, or nothing, whatever is given", () => {
    const anything = fc.oneof(fc.anything(), fc.string(), fc.double(), fc.stringMatching(/^[\d:T+. Z-]{0,30}$/));
    fc.assert(
      fc.property(anything, (value) => {
        const time = readTime(value);
        if (time !== undefined) expect(new Date(time).toISOString()).toBeTypeOf("string");
      }),
      { numRuns: 2_000 },
    );
  });

  test.each([
    "",
    "soon",
    "2026-03-07",
    "2026-03-07 13:59:53.401",
    "2026-03-07T13:59:53.401",
    "2026-13-07 13:59:53.401 +0100",
    "07/03/2026 13:59",
    "0",
    "-1",
    0,
    -1,
    Number.NaN,
    Number.POSITIVE_INFINITY,
    1e16,
    null,
    undefined,
    true,
    {},
    [1],
  ])("is not read from %j", (value) => {
    expect(readTime(value)).toBeUndefined();
  });
});
