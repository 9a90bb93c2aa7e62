/** Bodies in other charsets than UTF-8, over a real connection. */
import { type AdobePassError, AdobePassV1 } from "tessera-sdk/adobe-pass";
import { FlowerDocs } from "tessera-sdk/flower-docs";
import { describe, expect, onTestFinished, test } from "vitest";
import { androidEnterprise, TOKEN_PARAMS } from "../support/clients.js";
import { rejection } from "../support/promises.js";
import { httpServer } from "../support/server.js";

const TEXT = "Zugriff für Zoë verweigert: 5 €";
const LATIN = "Zugriff für Zoë verweigert";

const latin1 = (text: string) => Buffer.from(text, "latin1");
const utf16le = (text: string) => Buffer.from(text, "utf16le");
const utf16be = (text: string) => Buffer.from(text, "utf16le").swap16();
/** Windows' own characters from 0x80 on. */
const windows1252 = (text: string) => latin1(text.replaceAll("€", "\x80"));
const marked = (bytes: Buffer, ...mark: number[]) => Buffer.concat([Buffer.from(mark), bytes]);

const json = (said: string) => JSON.stringify({ error: { message: said, code: 403 } });

const BODIES: [string, string | undefined, Buffer, string][] = [
  ["UTF-8, undeclared", undefined, Buffer.from(json(TEXT)), TEXT],
  ["UTF-8, declared", "application/json; charset=UTF-8", Buffer.from(json(TEXT)), TEXT],
  ["UTF-8 with a mark", "application/json", marked(Buffer.from(json(TEXT)), 0xef, 0xbb, 0xbf), TEXT],
  [
    "UTF-8 with a mark, declared otherwise",
    "text/plain; charset=latin1",
    marked(Buffer.from(json(TEXT)), 0xef, 0xbb, 0xbf),
    TEXT,
  ],
  ["ISO-8859-1", "application/json; charset=iso-8859-1", latin1(json(LATIN)), LATIN],
  ["ISO-8859-1 in quotes and capitals", 'application/json;CHARSET="ISO-8859-1"', latin1(json(LATIN)), LATIN],
  [
    "ISO-8859-1 behind another parameter",
    "application/json; a=b ; charset = 'latin1' ; c=d",
    latin1(json(LATIN)),
    LATIN,
  ],
  ["windows-1252", "application/json; charset=windows-1252", windows1252(json(TEXT)), TEXT],
  ["UTF-16, declared, little endian", "application/json; charset=utf-16", utf16le(json(TEXT)), TEXT],
  ["UTF-16, declared, big endian", "application/json; charset=UTF-16", utf16be(json(TEXT)), TEXT],
  ["UTF-16LE", "application/json; charset=utf-16le", utf16le(json(TEXT)), TEXT],
  ["UTF-16BE", "application/json; charset=utf-16be", utf16be(json(TEXT)), TEXT],
  ["UTF-16 with a mark", "application/json", marked(utf16le(json(TEXT)), 0xff, 0xfe), TEXT],
  ["UTF-16, big endian, with a mark", undefined, marked(utf16be(json(TEXT)), 0xfe, 0xff), TEXT],
  ["UTF-16, undeclared", undefined, utf16le(json(TEXT)), TEXT],
  ["UTF-16, undeclared, big endian", undefined, utf16be(json(TEXT)), TEXT],
  ["an unknown charset, read as UTF-8", "application/json; charset=x-none", Buffer.from(json(TEXT)), TEXT],
  ["a charset that platforms refuse", "application/json; charset=iso-2022-kr", Buffer.from(json(TEXT)), TEXT],
  ["an empty charset", "application/json; charset=", Buffer.from(json(TEXT)), TEXT],
];

async function served(type: string | undefined, body: Buffer, status = 403): Promise<string> {
  const server = await httpServer((response) => response.writeHead(status, { "content-type": type ?? [] }).end(body));
  return server.url;
}

describe("a body in", () => {
  test.each(BODIES)("%s is read by Google's client", async (_, type, body, said) => {
    const error = await rejection(androidEnterprise(await served(type, body)).enrollmentTokens.create(TOKEN_PARAMS));
    expect((error as Error).message).toContain(said);
  });

  test.each(BODIES)("%s is read where it is a result", async (_, type, body, said) => {
    const client = androidEnterprise(await served(type, body, 200));
    expect(await client.request({ http: "GET /x" })).toMatchObject({ error: { message: said } });
  });

  test.each([
    ["ISO-8859-1", "ISO-8859-1", latin1],
    ["windows-1252, in other quotes", "windows-1252", windows1252],
    ["UTF-8", "utf-8", (text: string) => Buffer.from(text)],
    ["UTF-8 that calls itself UTF-16", "UTF-16", (text: string) => Buffer.from(text)],
  ])("XML that declares %s is read by Adobe's client", async (what, encoding, encode) => {
    const quote = what.endsWith("quotes") ? "'" : '"';
    const xml = `<?xml version="1.0" encoding=${quote}${encoding}${quote}?>\n<error><status>403</status><message>${LATIN}</message></error>`;
    const client = new AdobePassV1({ auth: "t", baseUrl: await served("application/xml", encode(xml)), format: "xml" });
    onTestFinished(() => client.close());
    const status = await client.checkAuthentication({
      requestor: "R",
      deviceId: "d",
      deviceInfo: { model: "TV", osName: "tvOS" },
    });
    expect((status as { error: AdobePassError }).error.message).toContain(LATIN);
  });

  test("a charset is declared by the header before the XML", async () => {
    const xml = `<?xml version="1.0" encoding="utf-8"?><error><status>400</status><message>${LATIN}</message></error>`;
    const client = new AdobePassV1({ auth: "t", baseUrl: await served("text/xml; charset=latin1", latin1(xml), 400) });
    onTestFinished(() => client.close());
    const call = client.requireAuthentication({
      requestor: "R",
      deviceId: "d",
      deviceInfo: { model: "T", osName: "t" },
    });
    expect(((await rejection(call)) as Error).message).toContain(LATIN);
  });

  test("ISO-8859-1 is read by FlowerDocs' client", async () => {
    const body = latin1(JSON.stringify({ code: "F00302", message: LATIN }));
    const baseUrl = await served("application/json;charset=ISO-8859-1", body, 500);
    const client = new FlowerDocs({ auth: "t", baseUrl });
    onTestFinished(() => client.close());
    expect(((await rejection(client.tokens.renew())) as Error).message).toContain(LATIN);
  });
});
