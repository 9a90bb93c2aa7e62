/** Secrets are redacted in whatever spelling a server, a proxy or a transport echoes them. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { redactor } from "../../src/core/redact.js";
import { androidEnterprise, USER } from "../support/clients.js";
import { rejection } from "../support/promises.js";
import { httpServer, json } from "../support/server.js";

const secret = "abc+def/ghi=SÉCRET&<'\"";

const html: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };
const lower = (text: string) => text.replace(/%[\dA-F]{2}/g, (octet) => octet.toLowerCase());

const spellings: Record<string, (text: string) => string> = {
  "as it is": (text) => text,
  "as JSON": (text) => JSON.stringify(text),
  "as JSON with escaped slashes": (text) => JSON.stringify(text).replaceAll("/", "\\/"),
  "as a URL component": encodeURIComponent,
  "as a URL component in lower case": (text) => lower(encodeURIComponent(text)),
  "as a URL component twice": (text) => encodeURIComponent(encodeURIComponent(text)),
  "as a form": (text) => new URLSearchParams({ "": text }).toString().slice(1),
  "as HTML": (text) => text.replace(/[&<>"']/g, (character) => html[character] ?? character),
};

test.each(Object.entries(spellings))("a secret %s is redacted", (_, spell) => {
  expect(redactor([secret])(`before ${spell(secret)} after`)).toBe(
    spell(secret).startsWith('"') ? 'before "[redacted]" after' : "before [redacted] after",
  );
});

test("any long secret is redacted in every spelling", () => {
  const secrets = fc.string({ unit: "grapheme", minLength: 8, maxLength: 40 }).filter((text) => text.trim() === text);
  fc.assert(
    fc.property(secrets, fc.constantFrom(...Object.values(spellings)), (text, spell) => {
      const spelled = spell(text);
      expect(redactor([text])(`<<${spelled}>>`)).not.toContain(spelled.replace(/^"|"$/g, ""));
    }),
  );
});

describe("an error", () => {
  const tokens = ["first-token+with/signs=1", "second-token+with/signs=2"] as const;

  test("quotes none of the tokens that the call has used, though JSON spells them with escapes", async () => {
    const escaped = (text = "") => [...text].map((c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, "0")}`).join("");
    const server = await httpServer((response, _, nth) => {
      if (nth === 1) return json(response, {}, 401);
      const message = `saw ${escaped(tokens[0])} and ${escaped(tokens[1])}`;
      return response.writeHead(404, { "x-request-id": tokens[0] }).end(`{"error":{"message":"${message}"}}`);
    });
    let given = 0;
    const android = androidEnterprise(server.url, { auth: () => tokens[given++] ?? "" });
    const error = (await rejection(android.users.generateAuthenticationToken(USER))) as Error;
    expect(error.message).toContain("saw [redacted] and [redacted]");
    expect(JSON.stringify(error)).not.toContain("token+with");
  });

  test("quotes no token that is the name of a field, at any depth", async () => {
    const escaped = [...tokens[0]].map((c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, "0")}`).join("");
    const details = `[{"@type":"t","${escaped}":1,"metadata":{"x ${escaped}":{"kept":2}}}]`;
    const server = await httpServer((response) => response.writeHead(400).end(`{"error":{"details":${details}}}`));
    const android = androidEnterprise(server.url, { auth: tokens[0] });
    const error = await rejection(android.users.generateAuthenticationToken(USER));
    const metadata = { "x [redacted]": { kept: 2 } };
    expect((error as { details?: unknown }).details).toEqual([{ "@type": "t", "[redacted]": 1, metadata }]);
  });

  test("of a body that a transport could not deliver is redacted like any other", async () => {
    const transport = {
      send: async () => ({
        status: 200,
        headers: {},
        // biome-ignore lint/correctness/useYield: it fails before its first chunk
        body: (async function* () {
          throw Object.assign(new Error("proxy saw Bearer access-token-1234"), { code: "EPROXY" });
        })(),
      }),
    };
    const android = androidEnterprise("http://127.0.0.1:1", { transport, auth: "access-token-1234", retry: false });
    const error = (await rejection(android.users.generateAuthenticationToken(USER))) as Error;
    expect(error.message).toContain("proxy saw Bearer [redacted]");
    expect(error).toMatchObject({ name: "ConnectionError", status: 200 });
  });
});
