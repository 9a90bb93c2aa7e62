/** The metrics of calls. */
import { describe, expect, test } from "vitest";
import { androidEnterprise, TOKEN_PARAMS } from "../support/clients.js";
import { ShortWaits } from "../support/clocks.js";
import { instrumented, meter } from "../support/otel.js";
import { rejection } from "../support/promises.js";
import { scripted } from "../support/scripted.js";

const TOKEN = { body: { token: "t" } };
const GOOGLE = { "server.address": "androidenterprise.googleapis.com", "server.port": 443 };
const CALL = { "rpc.system.name": "tessera", "rpc.method": "androidenterprise.enrollmentTokens.create", ...GOOGLE };
const REQUEST = {
  "http.request.method": "POST",
  "url.template": "/androidenterprise/v1/enterprises/{enterpriseId}/enrollmentTokens",
  ...GOOGLE,
};
const BOUNDARIES = [0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10];

function client(...responses: Parameters<typeof scripted>) {
  const clock = new ShortWaits();
  const transport = scripted(...responses);
  const limiter = { take: () => clock.advance(50), refused() {} };
  const auth = () => "token";
  return androidEnterprise("https://androidenterprise.googleapis.com", { transport, clock, limiter, auth });
}

const seconds = (count: number, sum: number) => ({ count, sum: expect.closeTo(sum, 6) });

describe("a call with a retry", () => {
  test("is one duration, with one for each request, of the waits for the limiter, and a count of token requests", async () => {
    const { points } = meter();
    instrumented();
    await client({ status: 503 }, TOKEN).enrollmentTokens.create(TOKEN_PARAMS);
    const failed = { "http.response.status_code": 503, "error.type": "503" };
    expect(await points()).toMatchObject({
      "rpc.client.call.duration": { unit: "s", points: [{ attributes: CALL, value: seconds(1, 0.6) }] },
      "http.client.request.duration": {
        unit: "s",
        points: [
          { attributes: { ...REQUEST, ...failed }, value: seconds(1, 0) },
          { attributes: { ...REQUEST, "http.response.status_code": 200 }, value: seconds(1, 0) },
        ],
      },
      "tessera.limiter.wait": { unit: "s", points: [{ attributes: GOOGLE, value: seconds(2, 0.1) }] },
      "tessera.token.requests": { unit: "{request}", points: [{ attributes: GOOGLE, value: 2 }] },
    });
  });

  test("has durations in the buckets that the conventions prescribe", async () => {
    const { points } = meter();
    instrumented();
    await client({ status: 503 }, TOKEN).enrollmentTokens.create(TOKEN_PARAMS);
    const histograms = Object.values(await points()).flatMap((metric) =>
      metric.points.flatMap(({ value }) => (typeof value === "object" ? [value.buckets.boundaries] : [])),
    );
    expect(histograms).toEqual([1, 2, 3, 4].map(() => BOUNDARIES));
  });
});

test("a failure is told by its type, as in the spans", async () => {
  const { points } = meter();
  instrumented();
  await rejection(client({ status: 404 }).enrollmentTokens.create(TOKEN_PARAMS));
  const { "rpc.client.call.duration": calls, "http.client.request.duration": requests } = await points();
  expect(calls?.points[0]?.attributes).toEqual({ ...CALL, "error.type": "NOT_FOUND" });
  expect(requests?.points[0]?.attributes).toMatchObject({ "error.type": "404" });
});

test("a provider that is registered after calls have begun gets what comes then", async () => {
  const { points, enable } = meter(false);
  instrumented();
  const android = client(TOKEN);
  await android.enrollmentTokens.create(TOKEN_PARAMS);
  enable();
  await android.enrollmentTokens.create(TOKEN_PARAMS);
  expect((await points())["rpc.client.call.duration"]?.points).toMatchObject([{ value: { count: 1 } }]);
});

test("a provider that is given gets them in place of the global one", async () => {
  const [given, global] = [meter(false), meter()];
  instrumented({ meterProvider: given.provider });
  await client(TOKEN).enrollmentTokens.create(TOKEN_PARAMS);
  expect([Object.keys(await given.points()).length, Object.keys(await global.points()).length]).toEqual([4, 0]);
});
