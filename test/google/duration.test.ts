import fc from "fast-check";
import { InvalidParamsError } from "tessera-sdk";
import { AndroidEnterprise, type DurationInput } from "tessera-sdk/android-enterprise";
import { describe, expect, it } from "vitest";
import { readDuration, writeDuration } from "../../src/google/duration.js";
import { TOKEN_PARAMS } from "../support/clients.js";
import { rejection } from "../support/promises.js";
import { scripted } from "../support/scripted.js";

/** protobuf's own range. */
const LONGEST = 315_576_000_000;
const seconds = fc.integer({ min: 0, max: LONGEST });
const nanos = fc.oneof(
  fc.integer({ min: 0, max: 999_999_999 }),
  fc.integer({ min: 0, max: 999 }).map((milliseconds) => milliseconds * 1_000_000),
);
const duration = fc.record({ seconds, nanos });

describe("a duration", () => {
  it("is read back as it was written", () => {
    fc.assert(
      fc.property(duration, (value) => {
        expect(readDuration(writeDuration(value))).toEqual(value);
      }),
    );
  });

  it("is written in the one shortest form", () => {
    fc.assert(
      fc.property(duration, (value) => {
        const text = writeDuration(value);
        expect(text).toMatch(/^(?:0|[1-9]\d*)(?:\.\d{0,8}[1-9])?s$/);
        const [whole, fraction = ""] = text.slice(0, -1).split(".");
        expect([Number(whole), Number(fraction.padEnd(9, "0"))]).toEqual([value.seconds, value.nanos]);
      }),
    );
  });

  it("is the same whichever way its text is padded", () => {
    fc.assert(
      fc.property(duration, (value) => {
        const padded = `${value.seconds}.${String(value.nanos).padStart(9, "0")}s`;
        expect(readDuration(padded)).toEqual(value);
      }),
    );
  });

  it("is the same as text, as an object, as an object with its seconds as text, and as whole seconds", () => {
    fc.assert(
      fc.property(seconds, (count) => {
        const expected = { seconds: count, nanos: 0 };
        for (const form of [`${count}s`, count, { seconds: count }, { seconds: String(count) }]) {
          expect(readDuration(form)).toEqual(expected);
        }
      }),
    );
  });

  it("is the same as text, as an object and as a number down to milliseconds", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 10_000_000 }), fc.integer({ min: 0, max: 999 }), (count, milliseconds) => {
        const text = `${count}.${String(milliseconds).padStart(3, "0")}s`;
        const expected = { seconds: count, nanos: milliseconds * 1_000_000 };
        expect(readDuration(text)).toEqual(expected);
        expect(readDuration({ seconds: String(count), nanos: milliseconds * 1_000_000 })).toEqual(expected);
        expect(readDuration(Number(text.slice(0, -1)))).toEqual(expected);
      }),
    );
  });

  it("loses the binary noise of a sum", () => {
    expect(readDuration(60.1 + 0.2)).toEqual({ seconds: 60, nanos: 300_000_000 });
  });

  it("is never read from a number below zero", () => {
    const below = fc.double({ max: 0, maxExcluded: true, noNaN: true }).filter((value) => value < 0);
    fc.assert(
      fc.property(below, (value) => {
        expect(readDuration(value)).toBeUndefined();
      }),
    );
  });

  it("is never read from text of another form", () => {
    const form = /^\d{1,15}(?:\.\d{1,9})?s$/;
    const near = fc.stringMatching(/^[-+]?[0-9a-z .,]{0,12}[smh ]?$/);
    fc.assert(
      fc.property(fc.oneof(fc.string(), near), (text) => {
        expect(readDuration(text) !== undefined).toBe(form.test(text));
      }),
    );
  });

  it("is never read from anything else", () => {
    const other = fc.anything().filter((value) => !["number", "string"].includes(typeof value));
    fc.assert(
      fc.property(other, (value) => {
        const named = typeof value === "object" && value !== null && "seconds" in value;
        fc.pre(!named);
        expect(readDuration(value)).toBeUndefined();
      }),
    );
  });
});

describe("the duration of an enrollment token", () => {
  async function sent(given: unknown): Promise<unknown> {
    const transport = scripted({ body: { token: "issued" } });
    const client = new AndroidEnterprise({ auth: "access-token", transport });
    await client.enrollmentTokens.create({ ...TOKEN_PARAMS, duration: given as DurationInput });
    return JSON.parse(transport.sent[0]?.body ?? "").duration;
  }

  it.each<[unknown, string]>([
    ["60s", "60s"],
    ["060s", "60s"],
    ["60.000000000s", "60s"],
    ["60.5s", "60.5s"],
    ["60.000000001s", "60.000000001s"],
    ["315576000000s", "315576000000s"],
    ["315575999999.999999999s", "315575999999.999999999s"],
    [60, "60s"],
    [60.5, "60.5s"],
    [6e1, "60s"],
    [3.6e3, "3600s"],
    [60.000000001, "60.000000001s"],
    [LONGEST, "315576000000s"],
    [{ seconds: 60 }, "60s"],
    [{ seconds: "60" }, "60s"],
    [{ seconds: "3600", nanos: 500_000_000 }, "3600.5s"],
    [{ seconds: 60, nanos: undefined }, "60s"],
    [{ seconds: 60, nanos: 999_999_999 }, "60.999999999s"],
    [{ seconds: "315576000000", nanos: 0 }, "315576000000s"],
  ])("%j is sent as %s", async (given, wire) => {
    expect(await sent(given)).toBe(wire);
  });

  it("is left out when it is not given", async () => {
    expect(await sent(undefined)).toBeUndefined();
  });

  it.each<[string, unknown]>([
    ["below a minute", "59.999999999s"],
    ["below a minute, as a number", 59.999999999],
    ["below a minute, as an object", { seconds: 59, nanos: 999_999_999 }],
    ["zero", 0],
    ["zero as text", "0s"],
    ["above the longest", "315576000000.000000001s"],
    ["above the longest, as a number", LONGEST + 1],
    ["above the longest, as an object", { seconds: LONGEST, nanos: 1 }],
    ["negative", "-60s"],
    ["negative, as a number", -60],
    ["negative, as an object", { seconds: -60 }],
    ["negative, its seconds as text", { seconds: "-60" }],
    ["negative nanoseconds", { seconds: 60, nanos: -1 }],
    ["a thousand million nanoseconds", { seconds: 60, nanos: 1_000_000_000 }],
    ["a part of a nanosecond", { seconds: 60, nanos: 0.5 }],
    ["nanoseconds as text", { seconds: 60, nanos: "1" }],
    ["nanoseconds as null", { seconds: 60, nanos: null }],
    ["nanoseconds alone", { nanos: 5 }],
    ["parts of seconds in an object", { seconds: 60.5 }],
    ["parts of seconds in an object, as text", { seconds: "60.5" }],
    ["seconds with their unit in an object", { seconds: "60s" }],
    ["seconds with an exponent in an object", { seconds: "6e1" }],
    ["an unknown key", { seconds: 60, minutes: 1 }],
    ["no key", {}],
    ["a list", [60]],
    ["null", null],
    ["true", true],
    ["NaN", Number.NaN],
    ["infinity", Number.POSITIVE_INFINITY],
    ["minus infinity", Number.NEGATIVE_INFINITY],
    ["a number that is written with an exponent", 1e21],
    ["a number that is written with a negative exponent", 6e-7],
    ["text with an exponent", "6e1s"],
    ["text without a unit", "3600"],
    ["text in minutes", "60m"],
    ["ISO 8601", "PT1H"],
    ["ten places after the point", "60.0000000001s"],
    ["nothing after the point", "60.s"],
    ["nothing before the point", ".5s"],
    ["blanks", " 60s"],
    ["a line break at the end", "60s\n"],
    ["an upper-case unit", "60S"],
    ["no text", ""],
    ["digits of another script", "６０s"],
  ])("is refused before anything is sent: %s", async (_, given) => {
    const error = await rejection(sent(given));
    expect(error).toBeInstanceOf(InvalidParamsError);
    expect((error as InvalidParamsError).issues.map(({ path }) => path)).toEqual(["duration"]);
  });
});
