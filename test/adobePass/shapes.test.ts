/** Adobe's error bodies in every documented shape, and what is none of them. */
import { AdobePassError, AdobePassV1 } from "tessera-sdk/adobe-pass";
import { describe, expect, test } from "vitest";
import { rejection } from "../support/promises.js";
import { scripted } from "../support/scripted.js";

const DEVICE = { requestor: "REF30", deviceId: "6ed6a9", deviceInfo: { model: "TV", osName: "tvOS" } };
const HELP =
  "https://experienceleague.adobe.com/docs/pass/authentication/auth-features/error-reportn/enhanced-error-codes.html";

async function errorFrom(status: number, body: unknown, headers: Record<string, string> = {}): Promise<AdobePassError> {
  const client = new AdobePassV1({ auth: "a", transport: scripted({ status, body, headers }), retry: false });
  const error = await rejection(client.requireAuthentication(DEVICE));
  expect(error).toBeInstanceOf(AdobePassError);
  return error as AdobePassError;
}

const ENHANCED = {
  code: "invalid_requestor",
  action: "none",
  helpUrl: HELP,
  trace: "8bcb17f9-b172-47d2-86d9-3eb146eba85e",
};

const shapes: { shape: string; status: number; body: unknown; says: string; fields: object }[] = [
  {
    shape: "a: plain XML",
    status: 403,
    body: "<error><status>403</status><message>Authentication token expired</message></error>",
    says: "Authentication token expired",
    fields: { code: "ERR_TESSERA_API" },
  },
  {
    shape: "a: plain XML with a declaration and its elements the other way round",
    status: 403,
    body: '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<error>\n  <message>Gone</message>\n  <status>410</status>\n</error>\n',
    says: "Gone",
    fields: { code: "ERR_TESSERA_API" },
  },
  {
    shape: "b: plain XML with details",
    status: 403,
    body: '<error><status>403</status><message>User not authorized</message><details>Your package does not include the "ASFAFD" channel.</details></error>',
    says: "User not authorized",
    fields: { details: 'Your package does not include the "ASFAFD" channel.' },
  },
  {
    shape: "c: plain JSON",
    status: 403,
    body: { status: 403, message: "Forbidden" },
    says: "Forbidden",
    fields: { code: "ERR_TESSERA_API" },
  },
  {
    shape: "d: plain JSON with null details",
    status: 412,
    body: { status: 412, message: "User not authenticated", details: null },
    says: "User not authenticated",
    fields: { code: "ERR_TESSERA_API" },
  },
  {
    shape: "e: enhanced JSON",
    status: 400,
    body: { ...ENHANCED, status: 400, message: "The requestor parameter is missing or invalid." },
    says: "The requestor parameter is missing or invalid.",
    fields: ENHANCED,
  },
  {
    shape: "f: enhanced XML",
    status: 400,
    body: `<error>
  <action>none</action>
  <status>400</status>
  <code>invalid_requestor</code>
  <message>The requestor parameter is missing or invalid.</message>
  <helpUrl>${HELP}</helpUrl>
  <trace>8bcb17f9-b172-47d2-86d9-3eb146eba85e</trace>
</error>`,
    says: "The requestor parameter is missing or invalid.",
    fields: ENHANCED,
  },
  {
    shape: "f: enhanced XML with a namespace, attributes, CDATA and escapes, in another order",
    status: 400,
    body: `<ns2:error xmlns:ns2="model" severity="1"><trace>${ENHANCED.trace}</trace><helpUrl>${HELP}</helpUrl><message><![CDATA[A <b> "c"]]></message><code>invalid_requestor</code><details>Bob &amp; &quot;Ann&quot; &lt;x&gt;</details><action>none</action></ns2:error>`,
    says: 'A <b> "c"',
    fields: { ...ENHANCED, details: 'Bob & "Ann" <x>' },
  },
  {
    shape: "i: OAuth",
    status: 400,
    body: '{ "error": "invalid_request" }',
    says: "400 invalid_request: no message",
    fields: { code: "invalid_request" },
  },
  {
    shape: "i: OAuth with a description",
    status: 400,
    body: { error: "invalid_client", error_description: "The client id is no longer permitted." },
    says: "The client id is no longer permitted.",
    fields: { code: "invalid_client" },
  },
  {
    shape: "m: the SSO service, wrapped",
    status: 400,
    body: {
      status: "BAD_REQUEST",
      error: {
        status: 400,
        code: "header_missing",
        message: "Required header is missing",
        action: "check_headers",
        helpUrl: HELP,
        trace: "t",
      },
    },
    says: "Required header is missing",
    fields: { code: "header_missing", action: "check_headers", helpUrl: HELP, trace: "t" },
  },
];

describe("an error is read alike under every content type", () => {
  const types = ["application/json", "application/xml", "text/html", "application/octet-stream", undefined];
  test.each(shapes.flatMap((shape) => types.map((type) => ({ ...shape, type }))))(
    "$shape as $type",
    async ({ status, body, says, fields, type }) => {
      const headers = { "adobe-request-id": "r-1", ...(type && { "content-type": type }) };
      const error = await errorFrom(status, body, headers);
      expect(error).toMatchObject({
        ...fields,
        status,
        requestId: "r-1",
        endpoint: "adobepass.v1.checkAuthentication",
      });
      expect(error.message).toContain(says);
    },
  );
});

test("JSON and XML of one error make the same error", async () => {
  const fields = {
    action: "retry",
    status: "403",
    code: "network_received_error",
    message: "m",
    details: "d",
    helpUrl: "h",
    trace: "t",
  };
  const xml = `<error>${Object.entries(fields)
    .map(([name, text]) => `<${name}>${text}</${name}>`)
    .join("")}</error>`;
  const [fromJson, fromXml] = [await errorFrom(403, fields), await errorFrom(403, xml)];
  expect(fromXml.toJSON()).toEqual(fromJson.toJSON());
  expect(fromXml).toMatchObject({
    action: "retry",
    code: "network_received_error",
    details: "d",
    helpUrl: "h",
    trace: "t",
  });
});

test("j: a redirect is an error, is not followed, and does not show its target", async () => {
  const location = "app://com.programmer.adobe?error=access_denied&secret=s3cr3t";
  const error = await errorFrom(302, "", { location });
  expect(error).toMatchObject({ status: 302 });
  expect(error.message).toMatch(/redirect/);
  expect(JSON.stringify(error) + String(error)).not.toContain("s3cr3t");
});

describe("a body that is not an error of Adobe's leaves the bare status, without a word of it", () => {
  const MARK = "MARKER-7f3a";
  const billion = `<!DOCTYPE lolz [<!ENTITY a "${MARK}"><!ENTITY b "&a;&a;&a;">]>`;
  const bodies: { what: string; body: string }[] = [
    { what: "a gateway's page", body: `<html><head><title>403 ${MARK}</title></head><body>${MARK}</body></html>` },
    { what: "malformed XML", body: `<error><status>403</status><message>${MARK}</error>` },
    { what: "XML cut short", body: `<error><status>403</status><message>${MARK}` },
    { what: "two roots", body: `<error><message>${MARK}</message></error><error/>` },
    { what: "a DOCTYPE", body: `<!DOCTYPE error><error><message>${MARK}</message></error>` },
    { what: "a lower-case doctype", body: `<!doctype error><error><message>${MARK}</message></error>` },
    { what: "an entity bomb", body: `${billion}<error><message>${MARK}&b;</message></error>` },
    {
      what: "a doctype behind a declaration",
      body: `<?xml version="1.0"?>\n${billion}<error><message>&b;</message></error>`,
    },
    {
      what: "an external entity",
      body: `<!DOCTYPE e [<!ENTITY x SYSTEM "file:///etc/passwd">]><error><message>&x;${MARK}</message></error>`,
    },
    { what: "contradictory XML", body: `<error><status>403</status><status>404</status>${MARK}</error>` },
    { what: "huge XML", body: `<error><message>${MARK}${"x".repeat(262_144)}</message></error>` },
    { what: "huge JSON", body: `{"status":403,"message":"${MARK}${"x".repeat(262_144)}"}` },
    { what: "deep XML", body: `${"<error>".repeat(5_000)}${MARK}${"</error>".repeat(5_000)}` },
    { what: "a body above 1 MiB", body: `{"message":"${MARK}${"x".repeat(1_100_000)}"}` },
    { what: "another root", body: `<fault><message>${MARK}</message></fault>` },
    { what: "a root without elements", body: `<error>${MARK}</error>` },
    { what: "malformed JSON", body: `{"status":403,"message":"${MARK}` },
    { what: "a JSON string", body: JSON.stringify(MARK) },
    { what: "a JSON list", body: JSON.stringify([{ text: MARK }]) },
    { what: "plain text", body: MARK },
    { what: "nothing", body: "" },
    { what: "null", body: "null" },
  ];
  test.each(bodies)("$what", async ({ body }) => {
    const error = await errorFrom(403, body, { "content-type": "application/xml" });
    expect(error).toMatchObject({ status: 403, kind: "permission_denied", code: "ERR_TESSERA_API", body: undefined });
    expect(`${error.message} ${error.stack} ${JSON.stringify(error)}`).not.toContain(MARK);
  });
});

test("elements that hold others are read, and those that occur twice alike", async () => {
  const xml =
    "<error><details>one</details><details>one</details><trace><id>1</id></trace><message>m</message><code>c</code></error>";
  expect(await errorFrom(403, xml)).toMatchObject({ code: "c", details: "one", trace: "1" });
});
