import {
  AndroidEnterprise,
  type CreateEnrollmentTokenParams,
  type Drift,
  InvalidParamsError,
  type UnlistedValue,
} from "tessera-sdk";
import { describe, expect, test } from "vitest";
import { rejection } from "../support/promises.js";
import { type Scripted, scripted } from "../support/scripted.js";

const clientOf = (transport: Scripted, onDrift?: (drift: Drift) => void) =>
  new AndroidEnterprise({ auth: "access-token", transport, onDrift });

async function issuesOf(work: Promise<unknown>): Promise<string[]> {
  const error = await rejection(work);
  expect(error).toBeInstanceOf(InvalidParamsError);
  return (error as InvalidParamsError).issues.map(({ path }) => path);
}

describe("enrollmentTokens.create refuses before anything is sent", () => {
  const refused: { why: string; params: unknown; path: string }[] = [
    { why: "no parameters at all", params: undefined, path: "params" },
    { why: "no type", params: { enrollmentTokenType: undefined }, path: "enrollmentTokenType" },
    {
      why: "the unspecified type",
      params: { enrollmentTokenType: "enrollmentTokenTypeUnspecified" },
      path: "enrollmentTokenType",
    },
    { why: "a type in upper case", params: { enrollmentTokenType: "USER_DEVICE" }, path: "enrollmentTokenType" },
    { why: "no enterprise", params: { enterpriseId: undefined }, path: "enterpriseId" },
    { why: "an empty enterprise", params: { enterpriseId: "" }, path: "enterpriseId" },
    { why: "a dot segment as enterprise", params: { enterpriseId: ".." }, path: "enterpriseId" },
    { why: "an encoded dot segment", params: { enterpriseId: "%2E%2e" }, path: "enterpriseId" },
    { why: "a duration of 59 seconds", params: { duration: "59s" }, path: "duration" },
    {
      why: "a duration just under a minute",
      params: { duration: { seconds: 59, nanos: 999_999_999 } },
      path: "duration",
    },
    { why: "a negative duration", params: { duration: "-3600s" }, path: "duration" },
    { why: "a duration without its unit", params: { duration: "3600" }, path: "duration" },
    { why: "a duration in minutes", params: { duration: "60m" }, path: "duration" },
    { why: "an empty duration", params: { duration: "" }, path: "duration" },
    { why: "a duration that is not a number", params: { duration: Number.NaN }, path: "duration" },
    { why: "an infinite duration", params: { duration: Number.POSITIVE_INFINITY }, path: "duration" },
    { why: "more than the longest duration", params: { duration: "315576000000.000000001s" }, path: "duration" },
    { why: "ten digits of a fraction", params: { duration: "60.0000000001s" }, path: "duration" },
    { why: "too many nanos", params: { duration: { seconds: 60, nanos: 1_000_000_000 } }, path: "duration" },
    { why: "a misspelt part of a duration", params: { duration: { seconds: 60, nano: 1 } }, path: "duration" },
    {
      why: "a required account without the requirement",
      params: { googleAuthenticationOptions: { requiredAccountEmail: "a@example.com" } },
      path: "googleAuthenticationOptions.requiredAccountEmail",
    },
    {
      why: "a required account where signing in is optional",
      params: {
        googleAuthenticationOptions: { authenticationRequirement: "optional", requiredAccountEmail: "a@example.com" },
      },
      path: "googleAuthenticationOptions.requiredAccountEmail",
    },
    {
      why: "an empty account",
      params: { googleAuthenticationOptions: { authenticationRequirement: "required", requiredAccountEmail: "" } },
      path: "googleAuthenticationOptions.requiredAccountEmail",
    },
    {
      why: "a requirement that is not a string",
      params: { googleAuthenticationOptions: { authenticationRequirement: true } },
      path: "googleAuthenticationOptions.authenticationRequirement",
    },
    {
      why: "a required account with a requirement newer than the SDK",
      params: { googleAuthenticationOptions: { authenticationRequirement: "always", requiredAccountEmail: "a@b.c" } },
      path: "googleAuthenticationOptions.requiredAccountEmail",
    },
    { why: "the token, which Google makes", params: { token: "chosen" }, path: "token" },
    { why: "an unknown field", params: { kind: "androidenterprise#enrollmentToken" }, path: "kind" },
  ];
  test.each(refused)("$why, naming $path", async ({ params, path }) => {
    const transport = scripted();
    const whole =
      params === undefined ? params : { enterpriseId: "LC1", enrollmentTokenType: "userDevice", ...(params as object) };
    const call = clientOf(transport).enrollmentTokens.create(whole as CreateEnrollmentTokenParams);
    expect(await issuesOf(call)).toEqual([path]);
    expect(transport.sent).toEqual([]);
  });

  test("naming every parameter at fault and no value", async () => {
    const params = { enterpriseId: 7, enrollmentTokenType: "secret-type", duration: "secret-duration" };
    const error = await rejection(
      clientOf(scripted()).enrollmentTokens.create(params as unknown as CreateEnrollmentTokenParams),
    );
    expect((error as InvalidParamsError).issues.map(({ path }) => path).sort()).toEqual([
      "duration",
      "enrollmentTokenType",
      "enterpriseId",
    ]);
    expect(String(error)).not.toContain("secret");
  });
});

test("a requirement newer than the SDK is sent, and reported", async () => {
  const drifts: Drift[] = [];
  const transport = scripted({ body: { token: "t" } });
  await clientOf(transport, (drift) => drifts.push(drift)).enrollmentTokens.create({
    enterpriseId: "LC1",
    enrollmentTokenType: "userDevice",
    googleAuthenticationOptions: { authenticationRequirement: "always" as UnlistedValue },
  });
  expect(JSON.parse(transport.sent[0]?.body ?? "")).toMatchObject({
    googleAuthenticationOptions: { authenticationRequirement: "always" },
  });
  expect(drifts).toEqual([
    {
      endpoint: "androidenterprise.enrollmentTokens.create",
      part: "request",
      path: "googleAuthenticationOptions.authenticationRequirement",
      problem: "unknown_value",
    },
  ]);
});

const accepted: { why: string; duration: CreateEnrollmentTokenParams["duration"]; sent: string }[] = [
  { why: "the shortest", duration: "60s", sent: "60s" },
  { why: "the longest", duration: "315576000000s", sent: "315576000000s" },
  { why: "the longest as an object", duration: { seconds: "315576000000" }, sent: "315576000000s" },
];
test.each(accepted)("$why duration is accepted", async ({ duration, sent }) => {
  const transport = scripted({ body: { token: "t" } });
  await clientOf(transport).enrollmentTokens.create({
    enterpriseId: "LC1",
    enrollmentTokenType: "userDevice",
    duration,
  });
  expect(JSON.parse(transport.sent[0]?.body ?? "")).toEqual({ enrollmentTokenType: "userDevice", duration: sent });
});

describe("enrollmentTokens.create returns", () => {
  const create = (body: unknown, onDrift?: (drift: Drift) => void) =>
    clientOf(scripted({ body }), onDrift).enrollmentTokens.create({
      enterpriseId: "LC1",
      enrollmentTokenType: "userDevice",
    });

  const durations: { wire: unknown; read: string | undefined }[] = [
    { wire: "3600s", read: "3600s" },
    { wire: { seconds: 3600 }, read: "3600s" },
    { wire: { seconds: "3600", nanos: 0 }, read: "3600s" },
    { wire: { seconds: "90", nanos: 500_000_000 }, read: "90.5s" },
    { wire: undefined, read: undefined },
  ];
  test.each(durations)("duration $wire as $read", async ({ wire, read }) => {
    const drifts: Drift[] = [];
    const response = await create({ token: "t", ...(wire !== undefined && { duration: wire }) }, (drift) =>
      drifts.push(drift),
    );
    expect(response).toEqual({ token: "t", ...(read !== undefined && { duration: read }) });
    expect(drifts).toEqual([]);
  });

  test("the whole documented resource, kind included, without drift", async () => {
    const body = {
      kind: "androidenterprise#enrollmentToken",
      token: "t",
      enrollmentTokenType: "userDevice",
      duration: "3600s",
      googleAuthenticationOptions: { authenticationRequirement: "required", requiredAccountEmail: "a@example.com" },
    };
    const drifts: Drift[] = [];
    expect(await create(body, (drift) => drifts.push(drift))).toEqual(body);
    expect(drifts).toEqual([]);
  });

  test("values newer than the SDK as they came, and reports them", async () => {
    const body = { token: "t", enrollmentTokenType: "kioskDevice", expiry: "soon", duration: "forever" };
    const drifts: Drift[] = [];
    expect(await create(body, (drift) => drifts.push(drift))).toEqual(body);
    const endpoint = "androidenterprise.enrollmentTokens.create";
    expect(drifts).toEqual(
      expect.arrayContaining([
        { endpoint, part: "response", path: "enrollmentTokenType", problem: "unknown_value" },
        { endpoint, part: "response", path: "expiry", problem: "unknown_field" },
      ]),
    );
  });

  test("null in an optional field as absent, and reports it", async () => {
    const drifts: Drift[] = [];
    const response = await create({ token: "t", duration: null, kind: null }, (drift) => drifts.push(drift));
    expect(response).toEqual({ token: "t" });
    expect(drifts.map(({ path, problem }) => `${path} ${problem}`).sort()).toEqual(["duration null", "kind null"]);
  });

  test.each([{}, { token: null }, { token: 7 }, "", "[]", "null"])(
    "an error for the response %j, which has no token, and does not retry",
    async (body) => {
      const transport = scripted({ body });
      const call = clientOf(transport).enrollmentTokens.create({
        enterpriseId: "LC1",
        enrollmentTokenType: "userDevice",
      });
      await expect(call).rejects.toMatchObject({ name: "InvalidResponseError", status: 200, attempts: 1 });
      expect(transport.sent).toHaveLength(1);
    },
  );
});

describe("users.generateAuthenticationToken", () => {
  const generate = (transport: Scripted, params: unknown) =>
    clientOf(transport).users.generateAuthenticationToken(params as { enterpriseId: string; userId: string });

  test("gives the token and the kind that the reference shows", async () => {
    const body = { kind: "androidenterprise#authenticationToken", token: "t" };
    expect(await generate(scripted({ body }), { enterpriseId: "LC1", userId: "1" })).toEqual(body);
  });

  test("gives the token alone, as the discovery document has it", async () => {
    expect(await generate(scripted({ body: { token: "t" } }), { enterpriseId: "LC1", userId: "1" })).toEqual({
      token: "t",
    });
  });

  const refused: { params: unknown; path: string }[] = [
    { params: { enterpriseId: "LC1" }, path: "userId" },
    { params: { enterpriseId: "LC1", userId: " " }, path: "userId" },
    { params: { enterpriseId: "LC1", userId: "." }, path: "userId" },
    { params: { enterpriseId: "LC1", userId: 110001 }, path: "userId" },
    { params: { userId: "1" }, path: "enterpriseId" },
    { params: { enterpriseId: "LC1", userId: "1", signal: {} }, path: "signal" },
  ];
  test.each(refused)("refuses $params before anything is sent", async ({ params, path }) => {
    const transport = scripted();
    expect(await issuesOf(generate(transport, params))).toEqual([path]);
    expect(transport.sent).toEqual([]);
  });

  test("is retried after a lost response: an unused token does no harm", async () => {
    const transport = scripted(Object.assign(new Error("reset"), { code: "ECONNRESET" }), { body: { token: "t" } });
    const client = new AndroidEnterprise({ auth: "a", transport, retry: { baseMs: 0 } });
    await client.users.generateAuthenticationToken({ enterpriseId: "LC1", userId: "1" });
    expect(transport.sent).toHaveLength(2);
  });

  test("turns Google's refusal into its error", async () => {
    const error = { code: 400, message: "The user is not managed by the EMM.", errors: [{ reason: "invalid" }] };
    const transport = scripted({ status: 400, body: { error } });
    await expect(generate(transport, { enterpriseId: "LC1", userId: "1" })).rejects.toMatchObject({
      name: "GoogleApiError",
      kind: "invalid_request",
      reason: "invalid",
      endpoint: "androidenterprise.users.generateAuthenticationToken",
      attempts: 1,
    });
  });
});
