/** The server's id of a request: on errors, beside results, and on errors of token requests. */
import {
  AndroidEnterprise,
  ApiError,
  AuthError,
  FlowerDocs,
  flowerDocsLogin,
  googleAuth,
  InvalidResponseError,
} from "tessera-sdk";
import { describe, expect, test } from "vitest";
import { TOKEN_PARAMS } from "../support/clients.js";
import { USER } from "../support/credentials.js";
import { rejection } from "../support/promises.js";
import { scripted } from "../support/scripted.js";
import { tokenTransport } from "../support/tokenTransport.js";
import { CALLS, errorOf, VENDORS, type Vendor } from "../support/vendorErrors.js";

const GOOGLE = ["x-request-id", "x-goog-request-id", "x-guploader-uploadid"];
const HEADERS: Record<Vendor, string[]> = {
  androidEnterprise: GOOGLE,
  chromeDirectory: GOOGLE,
  adobePass: ["adobe-request-id", "x-request-id"],
  flowerDocs: ["x-request-id", "x-correlation-id"],
};
const SUCCESS: Record<Vendor, unknown> = {
  androidEnterprise: { token: "issued" },
  chromeDirectory: "",
  adobePass: "",
  flowerDocs: "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJqbmEifQ.c2lnbmF0dXJl",
};

describe.each(VENDORS)("%s", (vendor) => {
  test.each(HEADERS[vendor])("reads %s", async (name) => {
    const headers = { [name]: "r-1" };
    expect((await errorOf(vendor, { status: 400, headers })).requestId).toBe("r-1");
    const { response } = await CALLS[vendor](scripted({ headers, body: SUCCESS[vendor] })).withResponse();
    expect(response.requestId).toBe("r-1");
    const lost = await rejection(CALLS[vendor](scripted({ headers, body: "<html>" })));
    expect(lost).toBeInstanceOf(InvalidResponseError);
    expect(lost).toMatchObject({ requestId: "r-1" });
  });

  test("takes the first of several, and none that is empty", async () => {
    const [first = "", ...others] = HEADERS[vendor];
    const rest = Object.fromEntries(others.map((name) => [name, "later"]));
    expect((await errorOf(vendor, { status: 400, headers: { ...rest, [first]: "r-1" } })).requestId).toBe("r-1");
    expect((await errorOf(vendor, { status: 400, headers: { ...rest, [first]: "" } })).requestId).toBe("later");
    expect(await errorOf(vendor, { status: 400, headers: { [first]: "" } })).not.toHaveProperty("requestId");
  });
});

const requestInfo = { "@type": "type.googleapis.com/google.rpc.RequestInfo", requestId: "in-body" };
test.each<[string, Vendor, unknown]>([
  ["RequestInfo of Google", "androidEnterprise", { error: { message: "m", details: [requestInfo] } }],
  ["trace of Adobe, in JSON", "adobePass", { status: 400, code: "c", message: "m", trace: "in-body" }],
  ["trace of Adobe, in XML", "adobePass", "<error><message>m</message><trace>in-body</trace></error>"],
])("%s stands in where no header has an id", async (_, vendor, body) => {
  const error = await errorOf(vendor, { status: 400, body });
  expect(error).toBeInstanceOf(ApiError);
  expect(error.requestId).toBe("in-body");
  const [name = ""] = HEADERS[vendor];
  expect((await errorOf(vendor, { status: 400, body, headers: { [name]: "r-1" } })).requestId).toBe("r-1");
});

describe("a token request that was refused", () => {
  test.each(GOOGLE)("by Google has that of its response, in %s", async (name) => {
    for (const response of [
      { status: 400, body: { error: "invalid_grant" } },
      { status: 200, body: {} },
    ]) {
      const transport = tokenTransport(() => ({ ...response, headers: { [name]: "t-1" } }));
      const client = new AndroidEnterprise({ auth: googleAuth({ credentials: USER }), transport });
      const error = await rejection(client.enrollmentTokens.create(TOKEN_PARAMS));
      expect(error).toBeInstanceOf(AuthError);
      expect(error).toMatchObject({ requestId: "t-1" });
    }
  });

  test("by Google shows no secret of the request in it", async () => {
    const headers = { "x-request-id": `t-${USER.refresh_token}` };
    const transport = tokenTransport(() => ({ status: 400, body: { error: "invalid_grant" }, headers }));
    const client = new AndroidEnterprise({ auth: googleAuth({ credentials: USER }), transport });
    const error = await rejection(client.enrollmentTokens.create(TOKEN_PARAMS));
    expect(error).toMatchObject({ requestId: "t-[redacted]" });
  });

  test.each(HEADERS.flowerDocs)("by FlowerDocs has that of the login, in %s", async (name) => {
    const client = new FlowerDocs({
      auth: flowerDocsLogin({ user: "jna", password: "s3cret-password", scope: "ACME" }),
      baseUrl: "https://flowerdocs.example.com/core",
      transport: scripted({ status: 401, headers: { [name]: "t-1" } }),
    });
    const error = await rejection(client.tokens.renew());
    expect(error).toBeInstanceOf(AuthError);
    expect(error).toMatchObject({ requestId: "t-1" });
  });
});
