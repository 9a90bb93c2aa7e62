/** Adobe's published samples and codes, where the folder that holds them stands beside the repository. */
import { existsSync, readFileSync } from "node:fs";
import { AdobePassError, AdobePassV1, type RawRequest, softwareStatement } from "tessera-sdk/adobe-pass";
import { ManualClock } from "tessera-sdk/testing";
import { describe, expect, test } from "vitest";
import { rejection } from "../support/promises.js";
import { RegistrationServer, statementOf } from "../support/registration.js";
import { scripted } from "../support/scripted.js";

const VECTORS = new URL("../../../shared/vectors/adobe-pass.json", import.meta.url);
const CODES = new URL("../../../shared/specs/adobe-pass-error-codes.json", import.meta.url);

interface Vector {
  endpoint: string;
  version: string;
  status: number;
  outcome: string;
  title: string;
  headers?: [string, string][];
  body: string;
  repairedBody?: string;
  wellFormed: boolean | null;
}

interface Code {
  code: string;
  status: number[];
  action: string;
  message: string;
  origin: string;
}

const readJson = <T>(file: URL): T[] => (existsSync(file) ? (JSON.parse(readFileSync(file, "utf8")) as T[]) : []);

const DEVICE = { requestor: "REF30", deviceId: "6ed6a9", deviceInfo: { model: "TV", osName: "tvOS" } };

async function errorOf(status: number, body: unknown, headers: Record<string, string> = {}): Promise<AdobePassError> {
  const client = new AdobePassV1({ auth: "a", transport: scripted({ status, body, headers }), retry: false });
  const error = await rejection(client.requireAuthentication(DEVICE));
  expect(error).toBeInstanceOf(AdobePassError);
  return error as AdobePassError;
}

async function isResult(status: number, body: unknown): Promise<boolean> {
  const client = new AdobePassV1({ auth: "a", transport: scripted({ status, body }), retry: false });
  return client.checkAuthentication(DEVICE).then(
    ({ authenticated }) => !authenticated,
    () => false,
  );
}

/** What a body says, read without a parser of ours. */
function fieldOf(body: string, name: string): string | undefined {
  const text = new RegExp(`<${name}>([\\s\\S]*?)</${name}>`).exec(body)?.[1];
  if (text !== undefined || body.trimStart().startsWith("<")) return text;
  const value = body === "" ? undefined : (JSON.parse(body) as Record<string, unknown>)[name];
  return value === null || value === undefined ? undefined : String(value);
}

const failures = (version: string) =>
  readJson<Vector>(VECTORS).filter((vector) => vector.version === version && vector.status >= 300);

const present = existsSync(VECTORS);
const skipped = "(skipped: the folder of samples is not there)";

describe.skipIf(!present)(`Adobe's samples of v1 errors ${present ? "" : skipped}`, () => {
  test("are there", () => expect(failures("v1").length).toBeGreaterThan(10));

  test.each(failures("v1"))(
    "$endpoint $status: $title",
    async ({ status, body, repairedBody, headers, wellFormed }) => {
      const text = repairedBody ?? body;
      const error = await errorOf(status, text, Object.fromEntries(headers ?? []));
      expect(error.status).toBe(status);
      for (const name of ["action", "details", "helpUrl", "trace"] as const)
        expect(error[name]).toBe(fieldOf(text, name));
      expect(error.code).toBe(fieldOf(text, "code") ?? "ERR_TESSERA_API");
      expect(error.message).toContain(fieldOf(text, "message"));
      if (wellFormed === false) expect((await errorOf(status, body)).code).toBe("ERR_TESSERA_API");
    },
  );

  const checkauthn = failures("v1").filter(({ endpoint }) => endpoint.includes("/checkauthn"));
  test.each(checkauthn)("$endpoint $status means not authenticated: $title", async ({ status, body, outcome }) => {
    expect(outcome).toBe("negative-answer");
    expect(await isResult(status, body)).toBe(true);
  });
});

const protectedApi = failures("dcr").filter(({ endpoint }) => endpoint === "(any protected API)");
describe.skipIf(!present)(`Adobe's samples of a refused access token ${present ? "" : skipped}`, () => {
  test("are there", () => expect(protectedApi.length).toBeGreaterThan(1));

  test.each(protectedApi)("$status is a fault of checkauthn: $title $body", async ({ status, body, headers }) => {
    const error = await errorOf(
      status,
      body,
      Object.fromEntries((headers ?? []).map(([n, v]) => [n.toLowerCase(), v])),
    );
    expect(error).toMatchObject({ status, code: fieldOf(body, "error") ?? "access_denied" });
    expect(await isResult(status, body)).toBe(false);
  });
});

const succeeded = readJson<Vector>(VECTORS).filter(({ version, status }) => version === "v1" && status < 300);

describe.skipIf(!present)(`Adobe's samples of v1 successes, through \`request()\` ${present ? "" : skipped}`, () => {
  test("are there", () => expect(succeeded.length).toBeGreaterThan(15));

  test.each(succeeded)("$endpoint $status: $title", async ({ endpoint, status, body, repairedBody, headers }) => {
    const text = repairedBody ?? body ?? "";
    const client = new AdobePassV1({
      auth: "a",
      transport: scripted({ status, body: text, headers: Object.fromEntries(headers ?? []) }),
    });
    const [verb = "", template = ""] = endpoint.replace("/{code}", "").split(" ");
    const http = `${verb} ${template.replaceAll(/\{\w+\}/g, "x")}` as RawRequest["http"];
    const isJson = /^[[{]/.test(text.trimStart());
    expect(await client.request({ http })).toEqual(isJson ? JSON.parse(text) : text === "" ? undefined : text);
  });
});

const registration = readJson<Vector>(VECTORS).filter(({ endpoint }) => endpoint.startsWith("POST /o/client/"));

describe.skipIf(!present)(`Adobe's samples of registration ${present ? "" : skipped}`, () => {
  test("are there", () => expect(registration.length).toBeGreaterThan(7));

  test.each(registration)("$endpoint $status: $title", async ({ endpoint, status, body, repairedBody }) => {
    const text = repairedBody ?? body;
    const server = new RegistrationServer();
    const clock = new ManualClock();
    const auth = softwareStatement({ statement: statementOf() });
    const client = new AdobePassV1({ auth, transport: server, clock });
    server.refusals.set(endpoint.replace("POST ", ""), { status, body: text });
    const { client_id: id, access_token: token, error: code } = JSON.parse(text);
    if (id) server.clients.set(id, JSON.parse(text).client_secret);
    if (token) server.tokens.add(token);
    const result = client.checkAuthentication(DEVICE);
    if (code) expect(await rejection(result)).toMatchObject({ name: "AuthError", code, status, cause: { code } });
    else expect(await result).toEqual({ authenticated: true });
    if (id) expect(server.sent[1]?.body).toContain(`client_id=${id}&client_secret=`);
    if (token) expect(server.sent.at(-1)?.headers.authorization).toBe(`Bearer ${token}`);
  });
});

const codes = readJson<Code>(CODES);
const havesCodes = existsSync(CODES);

/** By the documented action; a code with `none` means not authenticated only where it denies with 403. */
const saysNo = ({ action, status }: { action: string; status: number }) =>
  action === "authentication" || action === "authorization" || (action === "none" && status === 403);

const rows = codes
  .filter(({ origin }) => origin === "rest-api-v1")
  .flatMap((row) => row.status.map((status) => ({ ...row, status, no: saysNo({ action: row.action, status }) })));

describe.skipIf(!havesCodes)(`Adobe's table of v1 codes ${havesCodes ? "" : skipped}`, () => {
  test("is there, with both results and faults", () => {
    expect(new Set(rows.map(({ code }) => code)).size).toBe(25);
    expect(new Set(rows.map(({ no }) => no))).toEqual(new Set([true, false]));
  });

  test.each(rows)(
    "$code under $status with action $action: not authenticated is $no",
    async ({ code, status, action, message, no }) => {
      const fields = { action, status, code, message };
      expect(await isResult(status, fields)).toBe(no);
      const xml = Object.entries(fields).map(([name, value]) => `<${name}>${value}</${name}>`);
      expect(await isResult(status, `<error>${xml.reverse().join("\n")}</error>`)).toBe(no);
    },
  );

  test.each(rows)(
    "$code decides under a transport status of 403, too: not authenticated is $no",
    async ({ code, status, action, message, no }) => {
      expect(await isResult(403, { action, status, code, message })).toBe(no);
    },
  );

  test.each(rows)("$code under $status says the same without its action", async ({ code, status, message, no }) => {
    expect(await isResult(status, { status, code, message })).toBe(no);
  });
});

const historical = codes.filter(({ origin }) => origin === "dcr-protected-api-historical");
test
  .skipIf(!havesCodes)
  .each(
    havesCodes
      ? historical.flatMap(({ code, status }) => status.map((one) => ({ code, status: one })))
      : [{ code: skipped, status: 0 }],
  )("OAuth's $code under $status is a fault", async ({ code, status }) => {
  expect(await isResult(status, { error: code })).toBe(false);
  expect(await errorOf(status, { error: code })).toMatchObject({ code, status });
});
