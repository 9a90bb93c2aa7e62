/** Every response has a date and the request id of its vendor, which the list of requests has, too. */
import { googleAuth } from "tessera-sdk";
import { createEmulator, type EmulatorResponse, type Fault, ManualClock, startEmulator } from "tessera-sdk/testing";
import { describe, expect, test } from "vitest";
import { type Bench, DEVICE, USER, ways } from "../support/emulators.js";
import { rejection } from "../support/promises.js";

interface Informed {
  withResponse(): Promise<{ response: { requestId?: string | undefined } }>;
}

const ENTERPRISE = { enterpriseId: USER.enterpriseId, enrollmentTokenType: "userDevice" } as const;

const calls: { name: string; call: (bench: Bench) => Informed & Promise<unknown> }[] = [
  { name: "Android Enterprise", call: ({ emm }) => emm.enrollmentTokens.create(ENTERPRISE) },
  {
    name: "Chrome",
    // A unit has one active token.
    call: ({ chrome, emulator }) => {
      const orgUnitPath = `/Unit ${emulator.requests.length}`;
      emulator.chromeDirectory.addOrgUnit(orgUnitPath);
      return chrome.enrollmentTokens.create({ orgUnitPath });
    },
  },
  {
    name: "Adobe Pass",
    call: ({ adobe, emulator }) => {
      emulator.adobePass.authenticate(DEVICE);
      return adobe.checkAuthentication(DEVICE);
    },
  },
  { name: "FlowerDocs", call: ({ flower }) => flower.tokens.createForDocuments({ ids: ["d1"], readOnly: true }) },
];

describe.each(ways)("$way", ({ open }) => {
  test.each(calls)("a response of $name has an id of its own, which its request is listed with", async ({ call }) => {
    const bench = await open();
    const ids: unknown[] = [];
    for (let i = 0; i < 3; i++) {
      const { response } = await call(bench).withResponse();
      expect(response.requestId).toBe(bench.emulator.requests.at(-1)?.requestId);
      ids.push(response.requestId);
    }
    expect(ids.every((id) => typeof id === "string" && id !== "")).toBe(true);
    expect(new Set(ids).size).toBe(3);
  });

  const faults: Fault[] = [{ status: 500 }, { throttle: true }, { status: 404, body: "<html>" }];
  test.each(calls.flatMap((each) => faults.map((fault) => ({ ...each, fault }))))(
    "an error of $name has one, after $fault",
    async ({ call, fault }) => {
      const bench = await open({ retry: false });
      await call(bench);
      bench.emulator.fail(fault);
      const error = await rejection(call(bench));
      expect(error).toMatchObject({ requestId: expect.stringMatching(/./) });
      expect(error).toHaveProperty("requestId", bench.emulator.requests.at(-1)?.requestId);
    },
  );

  test("so has the response to a request for which its service has no endpoint", async () => {
    const { emm, emulator } = await open();
    const error = await rejection(emm.request({ http: "GET /androidenterprise/v1/unknown" }));
    expect(error).toMatchObject({ status: 404, requestId: emulator.requests[0]?.requestId });
    expect(emulator.requests[0]).toMatchObject({ requestId: expect.stringMatching(/./) });
  });

  test("so has a token response, and a connection that was dropped has none", async () => {
    const { chromeAs, emulator } = await open({ retry: false });
    const chrome = chromeAs(googleAuth({ credentials: await emulator.serviceAccountKey() }));
    await chrome.enrollmentTokens.list().toArray();
    expect(emulator.requests[0]).toMatchObject({ requestId: expect.stringMatching(/./) });
    emulator.fail({ drop: "after" });
    await rejection(chrome.enrollmentTokens.create());
    expect(emulator.requests.at(-1)).not.toHaveProperty("requestId");
  });
});

test("a fault's own request id takes its place", async () => {
  const emulator = createEmulator();
  emulator.fail({ status: 500, headers: { "X-Request-Id": "mine" } });
  const target = "/androidenterprise/v1/enterprises/LC00lwk1yg/users/110001";
  const request = { method: "GET", target, host: "androidenterprise.googleapis.com", headers: {}, body: "" };
  const { headers } = (await emulator.handle(request)) as EmulatorResponse;
  expect(headers).toMatchObject({ "x-request-id": "mine" });
  expect(emulator.requests[0]?.requestId).toBe("mine");
});

test("responses are dated by the emulator's clock, in process and by the server", async () => {
  const clock = new ManualClock({ now: Date.parse("2026-03-02T09:00:00Z") });
  const emulator = await startEmulator({ clock });
  await clock.advance(61_000);
  const url = `${emulator.baseUrls.flowerDocs}/rest/nothing`;
  const { host, pathname: target } = new URL(url);
  const outcome = (await emulator.handle({ method: "GET", target, host, headers: {}, body: "" })) as EmulatorResponse;
  const dates = [outcome.headers.date, (await fetch(url)).headers.get("date")];
  await emulator.close();
  expect(dates).toEqual(["Mon, 02 Mar 2026 09:01:01 GMT", "Mon, 02 Mar 2026 09:01:01 GMT"]);
});
