/** The vendor's own message and its text for end users, from every form of body. */
import {
  AdobePassError,
  AndroidEnterprise,
  ApiError,
  AuthError,
  FlowerDocs,
  FlowerDocsError,
  flowerDocsLogin,
  GoogleApiError,
  googleAuth,
} from "tessera-sdk";
import { describe, expect, test } from "vitest";
import { TOKEN_PARAMS } from "../support/clients.js";
import { USER } from "../support/credentials.js";
import { rejection } from "../support/promises.js";
import { type ScriptedResponse, scripted } from "../support/scripted.js";
import { tokenTransport } from "../support/tokenTransport.js";
import { errorOf, VENDORS, type Vendor } from "../support/vendorErrors.js";

const GOOGLE_DETAILS = [
  { "@type": "type.googleapis.com/google.rpc.ErrorInfo", reason: "R" },
  { "@type": "type.googleapis.com/google.rpc.LocalizedMessage", locale: "de", message: "Für Leser." },
];

interface Case {
  vendor: Vendor;
  body: unknown;
  status?: number;
  headers?: Record<string, string>;
  vendorMessage?: string;
  userMessage?: string;
}

const cases: [string, Case][] = [
  [
    "google.rpc",
    { vendor: "androidEnterprise", body: { error: { message: "Said.", status: "S" } }, vendorMessage: "Said." },
  ],
  [
    "google.rpc in a list",
    { vendor: "chromeDirectory", body: [{ error: { message: "Said." } }], vendorMessage: "Said." },
  ],
  ["the Status itself", { vendor: "androidEnterprise", body: { code: 5, message: "Said." }, vendorMessage: "Said." }],
  [
    "the older list",
    { vendor: "chromeDirectory", body: { error: { errors: [{ message: "Said." }] } }, vendorMessage: "Said." },
  ],
  [
    "OAuth's from an API of Google",
    {
      vendor: "androidEnterprise",
      body: { error: "invalid_token", error_description: "Said." },
      vendorMessage: "Said.",
    },
  ],
  ["OAuth's without a description", { vendor: "androidEnterprise", body: { error: "invalid_token" } }],
  [
    "google.rpc with a text for readers",
    {
      vendor: "androidEnterprise",
      body: { error: { message: "Said.", details: GOOGLE_DETAILS } },
      vendorMessage: "Said.",
      userMessage: "Für Leser.",
    },
  ],
  ["Adobe's plain JSON", { vendor: "adobePass", body: { status: 400, message: "Said." }, vendorMessage: "Said." }],
  [
    "Adobe's plain XML",
    {
      vendor: "adobePass",
      body: "<error><status>400</status><message>Said.</message><details>For viewers:\nA &amp; B.</details></error>",
      vendorMessage: "Said.",
      userMessage: "For viewers:\nA & B.",
    },
  ],
  [
    "Adobe's enhanced JSON",
    {
      vendor: "adobePass",
      body: { action: "none", status: 400, code: "c", message: "Said.", details: "For viewers." },
      vendorMessage: "Said.",
      userMessage: "For viewers.",
    },
  ],
  [
    "the SSO service's",
    { vendor: "adobePass", body: { error: { code: "c", message: "Said." } }, vendorMessage: "Said." },
  ],
  [
    "OAuth's from Adobe",
    { vendor: "adobePass", body: { error: "invalid_client", error_description: "Said." }, vendorMessage: "Said." },
  ],
  ["OAuth's from Adobe without a description", { vendor: "adobePass", body: { error: "invalid_client" } }],
  ["FlowerDocs'", { vendor: "flowerDocs", body: { code: "T00104", message: "Said." }, vendorMessage: "Said." }],
  ["FlowerDocs' by another name", { vendor: "flowerDocs", body: { description: "Said." }, vendorMessage: "Said." }],
  [
    "FlowerDocs' within `error`",
    { vendor: "flowerDocs", body: { error: { code: "F00012", message: "Said." } }, vendorMessage: "Said." },
  ],
  [
    "FlowerDocs' in headers",
    { vendor: "flowerDocs", body: "", headers: { code: "F00012", message: "Said." }, vendorMessage: "Said." },
  ],
  ["FlowerDocs' code alone", { vendor: "flowerDocs", body: { code: "T00104" } }],
  [
    "a text of an extension of FlowerDocs for its users",
    { vendor: "flowerDocs", body: { code: "F00039", message: "Said." }, vendorMessage: "Said.", userMessage: "Said." },
  ],
  ...VENDORS.flatMap((vendor): [string, Case][] => [
    [`a page, ${vendor}`, { vendor, body: "<html><p>Sorry.</p></html>" }],
    [`nothing, ${vendor}`, { vendor, body: "" }],
  ]),
];

const refusal = ({ status = 400, headers = {}, body }: Case): ScriptedResponse => ({ status, headers, body });

describe("the vendor's message", () => {
  test.each(cases)("of %s", async (_, given) => {
    const error = await errorOf(given.vendor, refusal(given));
    expect([error.vendorMessage, error.userMessage]).toEqual([given.vendorMessage, given.userMessage]);
    expect("vendorMessage" in error).toBe(given.vendorMessage !== undefined);
    expect(JSON.parse(JSON.stringify(error)).vendorMessage).toBe(given.vendorMessage);
    if (given.vendorMessage !== undefined) expect(error.message).toContain(`: ${given.vendorMessage}`);
    // What was read is not called unreadable.
    const isRead = typeof given.body === "object" || given.vendorMessage !== undefined;
    expect(error.message.includes("no readable error body")).toBe(!isRead);
  });

  const messages: Record<Vendor, (message: string) => unknown> = {
    androidEnterprise: (message) => ({ error: { message } }),
    chromeDirectory: (message) => ({ error: { message } }),
    adobePass: (message) => ({ status: 400, message }),
    flowerDocs: (message) => ({ message }),
  };
  test.each(VENDORS)("is as clean as the message that quotes it: %s", async (vendor) => {
    const text = `one\r\n\u001b[31m access-token-1234 ${"x".repeat(100_000)}`;
    const { message, vendorMessage = "" } = await errorOf(vendor, { status: 400, body: messages[vendor](text) });
    expect(vendorMessage).toMatch(/^one \[31m \[redacted\] x+…$/);
    expect(vendorMessage.length).toBeLessThan(1_002);
    const [, rest] = message.split(`: ${vendorMessage}`);
    // Nothing but a hint follows.
    expect(rest).toMatch(/^(?: \([^()]+\)\.?)?$/);
  });

  test("of Google's token endpoint is with the AuthError, as its code is", async () => {
    const body = { error: "invalid_grant", error_description: "Token has been expired or revoked." };
    const client = new AndroidEnterprise({
      auth: googleAuth({ credentials: USER }),
      transport: tokenTransport(() => ({ status: 400, body })),
    });
    const error = await rejection(client.enrollmentTokens.create(TOKEN_PARAMS));
    expect(error).toBeInstanceOf(AuthError);
    expect(error).toMatchObject({ code: "invalid_grant", vendorMessage: "Token has been expired or revoked." });
  });

  test("of a refused login is with the AuthError", async () => {
    const client = new FlowerDocs({
      auth: flowerDocsLogin({ user: "jna", password: "s3cret-password", scope: "ACME" }),
      baseUrl: "https://flowerdocs.example.com/core",
      transport: scripted({ status: 401, body: { message: "Wrong s3cret-password." } }),
    });
    const error = await rejection(client.tokens.renew());
    expect(error).toBeInstanceOf(AuthError);
    expect(error).toMatchObject({ vendorMessage: "Wrong [redacted]." });
  });
});

test("a hand-made error has the text for end users that its facts hold", () => {
  expect(new ApiError("x", { vendorMessage: "v" })).toMatchObject({ vendorMessage: "v", userMessage: undefined });
  expect(new AdobePassError("x", { details: "d" }).userMessage).toBe("d");
  expect(new GoogleApiError("x", { details: GOOGLE_DETAILS }).userMessage).toBe("Für Leser.");
  expect(new FlowerDocsError("x", { code: "F00039", vendorMessage: "v" }).userMessage).toBe("v");
  expect(new FlowerDocsError("x", { code: "F00012", vendorMessage: "v" }).userMessage).toBeUndefined();
});
