/** The response beside the result. */
import { inspect } from "node:util";
import { AdobePassV1, type ResponseInfo } from "tessera-sdk";
import { describe, expect, test } from "vitest";
import { androidEnterprise, CHROME_TOKEN, chromeDirectory, USER } from "../support/clients.js";
import { rejection } from "../support/promises.js";
import { httpServer, json } from "../support/server.js";

describe("withResponse", () => {
  test("gives the result with the last response, and the attempts that it took", async () => {
    const server = await httpServer((response, _, nth) => {
      response.setHeader("set-cookie", ["a=1", "b=2"]);
      json(response, { token: "t" }, nth === 1 ? 503 : 200, { "X-Request-Id": `r-${nth}` });
    });
    const android = androidEnterprise(server.url, { retry: { baseMs: 0 } });
    const { data, response } = await android.users.generateAuthenticationToken(USER).withResponse();
    expect(data).toEqual({ token: "t" });
    expect(response).toMatchObject({
      status: 200,
      requestId: "r-2",
      attempts: 2,
      headers: { "set-cookie": "a=1, b=2" },
    });
  });

  test("can be asked for before, after and beside the result, any number of times, and sends nothing more", async () => {
    const server = await httpServer((response) => json(response, { token: "t" }));
    const call = androidEnterprise(server.url).users.generateAuthenticationToken(USER);
    const [result, first] = await Promise.all([call, call.withResponse()]);
    const second = await call.withResponse();
    expect(result).toBe(first.data);
    expect(second).toEqual(first);
    expect(server.requests).toHaveLength(1);
  });

  test("rejects with the call's own error, and leaves no rejection without a handler", async () => {
    const unhandled: unknown[] = [];
    const note = (reason: unknown) => unhandled.push(reason);
    process.on("unhandledRejection", note);
    const server = await httpServer((response) => json(response, {}, 404, { "x-request-id": "r-1" }));
    const error = await rejection(androidEnterprise(server.url).users.generateAuthenticationToken(USER).withResponse());
    expect(error).toMatchObject({ status: 404, requestId: "r-1" });
    await new Promise((resolve) => setTimeout(resolve, 20));
    process.off("unhandledRejection", note);
    expect(unhandled).toEqual([]);
  });

  test("shows no token of the client, where a server echoes it in a header", async () => {
    const server = await httpServer((response) =>
      json(response, { token: "t" }, 200, { "x-request-id": "seen access-token-1234" }),
    );
    const android = androidEnterprise(server.url, { auth: "access-token-1234" });
    const { response } = await android.users.generateAuthenticationToken(USER).withResponse();
    expect(JSON.stringify(response)).not.toContain("access-token-1234");
  });

  test("serves methods without a result, and raw requests", async () => {
    const server = await httpServer((response) => json(response, { any: 1 }, 200));
    const android = androidEnterprise(server.url);
    expect(await android.users.delete(USER).withResponse()).toMatchObject({
      data: undefined,
      response: { status: 200 },
    });
    const raw = await android.request({ http: "GET /v9/things" }).withResponse();
    expect(raw).toMatchObject({ data: { any: 1 }, response: { status: 200, attempts: 1 } });
  });

  test("is of the failed call, where a method reads its result from an error; and the error holds no headers", async () => {
    const server = await httpServer((response) =>
      json(response, { status: 403, message: "not found" }, 403, { "x-secret-header": "h" }),
    );
    const adobe = new AdobePassV1({ auth: "access-token", baseUrl: server.url });
    const device = { requestor: "r", deviceId: "d", deviceInfo: "eyJ9" };
    const { data, response } = await adobe.checkAuthentication(device).withResponse();
    await adobe.close();
    expect(response).toMatchObject({ status: 403, attempts: 1, headers: { "x-secret-header": "h" } });
    const { reason } = data as { reason: object };
    expect(inspect(reason, { depth: null, showHidden: true })).not.toContain("x-secret-header");
  });
});

test("each page carries the response it was read from, apart from its data", async () => {
  const server = await httpServer((response, _, nth) =>
    json(response, { chromeEnrollmentTokens: [CHROME_TOKEN], ...(nth === 1 && { nextPageToken: "p2" }) }, 200, {
      "x-request-id": `r-${nth}`,
    }),
  );
  const seen: ResponseInfo[] = [];
  for await (const page of chromeDirectory(server.url).enrollmentTokens.list().pages()) {
    seen.push(page.response);
    expect(Object.keys(page)).not.toContain("response");
    expect(JSON.stringify(page)).not.toContain("r-1");
  }
  expect(seen).toMatchObject([
    { status: 200, requestId: "r-1" },
    { status: 200, requestId: "r-2" },
  ]);
});
