/** The response beside the result. */
import { inspect } from "node:util";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { AdobePassV1, FlowerDocs, type ResponseInfo, type Transport, undiciTransport } from "tessera-sdk";
import { describe, expect, test } from "vitest";
import { androidEnterprise, CHROME_TOKEN, chromeDirectory, USER } from "../support/clients.js";
import { rejection, until } from "../support/promises.js";
import { httpServer, json } from "../support/server.js";

setFlagsFromString("--expose-gc");
const collectGarbage: () => void = runInNewContext("gc");

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
    const device = { requestor: "r", deviceId: "d", deviceInfo: "e30=" };
    const { data, response } = await adobe.checkAuthentication(device).withResponse();
    await adobe.close();
    expect(response).toMatchObject({ status: 403, attempts: 1, headers: { "x-secret-header": "h" } });
    const { error: reported } = data as { error: object };
    expect(inspect(reported, { depth: null, showHidden: true })).not.toContain("x-secret-header");
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

describe("a call that was given up with the error of another call as the reason", () => {
  const device = { requestor: "r", deviceId: "d", deviceInfo: "e30=" };

  test("is not a result of checkAuthentication or of validate", async () => {
    const server = await httpServer((response, _, nth) => {
      if (nth === 1) json(response, { status: 403, message: "not found" }, 403);
      if (nth === 2) json(response, { code: "F00001" }, 500);
    });
    const adobe = new AdobePassV1({ auth: "access-token", baseUrl: server.url });
    const flower = new FlowerDocs({ auth: "access-token", baseUrl: server.url });
    const no = await adobe.checkAuthentication(device);
    const invalid = await flower.tokens.validate({ token: "t" });
    const reasons = [no.authenticated ? undefined : no.error, invalid.valid ? undefined : invalid.error];
    const controller = [new AbortController(), new AbortController()];
    const calls = [
      adobe.checkAuthentication(device, { signal: controller[0]?.signal }),
      flower.tokens.validate({ token: "t" }, { signal: controller[1]?.signal }),
    ];
    for (const [index, each] of controller.entries()) each.abort(reasons[index]);
    for (const [index, call] of calls.entries()) expect(await rejection(call.withResponse())).toBe(reasons[index]);
    await Promise.all([adobe.close(), flower.close()]);
  });
});

test("a promise and a page that are logged show no token, and no state of the call", async () => {
  const server = await httpServer((response) => json(response, { chromeEnrollmentTokens: [CHROME_TOKEN] }));
  const chrome = chromeDirectory(server.url, { auth: "access-token-1234" });
  const call = chrome.request({ http: "GET /x" });
  await call;
  const { value: page } = await chrome.enrollmentTokens.list().pages().next();
  for (const value of [call, page]) {
    const shown = inspect(value, { depth: null, showHidden: true });
    expect(shown).not.toContain("access-token-1234");
    expect(shown).not.toContain("baseUrl");
  }
});

test("a page keeps no body: only the status and the headers of its response", async () => {
  const server = await httpServer((response) => json(response, { chromeEnrollmentTokens: [CHROME_TOKEN] }));
  const bodies: WeakRef<object>[] = [];
  const network = undiciTransport();
  const transport: Transport = {
    send: async (request) => {
      const response = await network.send(request);
      bodies.push(new WeakRef(response.body));
      return response;
    },
  };
  const chrome = chromeDirectory(server.url, { transport });
  const pages: unknown[] = [];
  for (let each = 0; each < 20; each++) pages.push((await chrome.enrollmentTokens.list().pages().next()).value);
  await network.close?.();
  await until(() => {
    collectGarbage();
    return bodies.filter((body) => body.deref() !== undefined).length <= 2;
  });
  expect(pages).toHaveLength(20);
});

test("withResponse without its promise says what is wrong", async () => {
  const server = await httpServer((response) => json(response, { token: "t" }));
  const call = androidEnterprise(server.url).users.generateAuthenticationToken(USER);
  const { withResponse } = call;
  await call;
  expect(await rejection((withResponse as () => Promise<unknown>)())).toMatchObject({
    message: "`withResponse` must be called as a method of the promise of a call.",
  });
});
