/** Every operation of the manifest as a command. */
import net from "node:net";
import type { TransportRequest } from "tessera-sdk";
import { loadOperations, type Operation, type ServiceSummary, services } from "tessera-sdk/operations";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { globalNames } from "../../src/cli/globalFlagTable.js";
import { kebab } from "../../src/cli/names.js";
import { flagsOf } from "../../src/cli/paramFlags.js";
import { placeholders } from "../../src/cli/placeholders.js";
import { chromeGoldens } from "../support/chromeGoldens.js";
import { tessera } from "../support/cli.js";
import { goldenRequests } from "../support/goldenRequests.js";
import { madeParams } from "../support/madeParams.js";

interface Case {
  service: ServiceSummary;
  operation: Operation;
  name: string;
  words: string[];
}

const cases: Case[] = [];
for (const service of services) {
  for (const operation of await loadOperations(service.name)) {
    const { resource, method, id } = operation;
    const words = [service.name, ...(resource === undefined ? [] : [kebab(resource)]), kebab(method)];
    cases.push({ service, operation, name: `${service.name} ${id}`, words });
  }
}
const callable = cases.filter(({ operation }) => operation.libraryOnly === undefined);

/** The methods that only one of Chrome's APIs has. */
const optionsFor = ({ service, operation }: Case): Record<string, string> =>
  service.name === "chrome-directory" && operation.resource?.startsWith("profile") ? { api: "management" } : {};

const connect = vi.spyOn(net.Socket.prototype, "connect");
beforeAll(() => void vi.spyOn(process, "emitWarning").mockImplementation(() => {}));
afterAll(() => void vi.restoreAllMocks());

async function dryRun(each: Case, args: readonly string[], stdin = "", env = {}) {
  const settings = Object.entries(optionsFor(each)).flatMap(([name, value]) => [`--${name}`, value]);
  const result = await tessera([...each.words, "--dry-run", ...settings, ...args], { stdin, env });
  expect(result.stderr).toBe("");
  expect(result.exitCode).toBe(0);
  return JSON.parse(withoutBoundary(result.stdout));
}

/** Boundaries of multipart bodies are random. */
const withoutBoundary = (text: string) => text.replaceAll(/tessera-[\da-f]{32}/g, "boundary");

type Methods = Record<string, (...args: unknown[]) => unknown>;

/** The first request that the client itself sends. */
async function sentBy(each: Case, params: Record<string, unknown>) {
  const { service, operation } = each;
  const { resource, method, arguments: names } = operation;
  const end = new AbortController();
  let sent: object | undefined;
  const transport = {
    async send({ method, url, headers }: TransportRequest) {
      sent ??= { method, url, headers };
      end.abort();
      throw end.signal.reason;
    },
  };
  const module = (await import(service.entry)) as Record<string, new (options: object) => Record<string, Methods>>;
  const ClientClass = module[service.client] ?? Object;
  const options = { ...placeholders[service.name], ...optionsFor(each), auth: "REDACTED", transport };
  const client = new ClientClass(options) as Record<string, Methods>;
  const owner = (resource === undefined ? client : client[resource]) as Methods;
  const given = operation.params === null ? [] : [params];
  const args = names === undefined ? given : names.map((name) => params[name]);
  try {
    const result = await owner[method]?.(...args, { signal: end.signal });
    for await (const _ of result as AsyncIterable<unknown>) break;
  } catch (error) {
    if (!end.signal.aborted) throw error;
  }
  return JSON.parse(withoutBoundary(JSON.stringify(sent)));
}

/** A value as its flag takes it. */
const asText = (value: unknown) => (typeof value === "string" ? value : JSON.stringify(value));

describe.each(services)("$name", ({ name: service }) => {
  test.each(cases.filter((each) => each.service.name === service))("$name: --help names all", async (each) => {
    const { exitCode, stdout, stderr } = await tessera([...each.words, "--help"]);
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: "" });
    const { params, options, paging, libraryOnly } = each.operation;
    for (const name of Object.keys({ ...params?.properties, ...options?.properties })) {
      const flag = name === paging?.token ? "page-token" : kebab(name);
      expect(stdout).toMatch(new RegExp(`^  --(?:params\\.)?${flag} `, "m"));
    }
    if (libraryOnly !== undefined) expect(stdout.replaceAll(/\s+/g, " ")).toContain(libraryOnly);
  });

  test.each(callable.filter((each) => each.service.name === service))("$name: --dry-run", async (each) => {
    const { operation } = each;
    const params = madeParams(operation);
    for (const name of operation.secret ?? []) if (name in params) params[name] = "REDACTED";
    const shown = await dryRun(each, ["--params", "-"], JSON.stringify(params));
    expect(shown.request).toMatchObject(await sentBy(each, params));
    expect(shown.idempotency).toBe(operation.idempotency);

    // The same by flags, in either spelling.
    const env: Record<string, string> = {};
    const known = flagsOf(operation, globalNames).filter(({ kind, path }) => kind === "params" && path.length === 1);
    const spelled = (spelling: "name" | "alias") =>
      Object.entries(params).flatMap(([name, value]) => {
        const flag = known.find(({ path }) => path[0] === name);
        if (flag?.isSecret) env[name] = asText(value);
        return [`--${flag?.[spelling]}`, flag?.isSecret ? `@env:${name}` : asText(value)];
      });
    expect(await dryRun(each, spelled("name"), "", env)).toEqual(shown);
    expect(await dryRun(each, spelled("alias"), "", env)).toEqual(shown);
    expect(connect).not.toHaveBeenCalled();
  });
});

describe("--dry-run prints the golden request", () => {
  const android = cases.filter(({ service }) => service.name === "android-enterprise");

  test.each(android.filter(({ operation }) => operation.id in goldenRequests))("$name", async (each) => {
    const { params, request } = goldenRequests[each.operation.id] ?? { params: {}, request: undefined };
    // Secrets cannot be recognized in it.
    const masked = { ...params };
    for (const name of each.operation.secret ?? []) masked[name] = "REDACTED";
    const shown = (await dryRun(each, ["--params", "-"], JSON.stringify(masked))).request;
    const url = new URL(shown.url);
    expect(`${shown.method} ${url.origin}${url.pathname}`).toBe(
      `${request?.method} https://androidenterprise.googleapis.com${request?.path}`,
    );
    const secrets = each.operation.secret ?? [];
    const query = request?.query.map(([name, value]) => [name, secrets.includes(name) ? "REDACTED" : value]);
    expect([...url.searchParams]).toEqual(query);
    expect(shown.body === undefined ? null : JSON.parse(shown.body)).toEqual(request?.body);
  });

  test.each(chromeGoldens)("chrome-directory $name of $api", async (golden) => {
    const each = cases.find(({ name }) => name === `chrome-directory ${golden.name}`) as Case;
    const env = { TESSERA_CHROME_DIRECTORY_API: golden.api, TESSERA_CHROME_DIRECTORY_CUSTOMER: "03az79cb" };
    const { params } = await calledWith(golden.call);
    const masked = JSON.stringify(params);
    const args = [...each.words, "--dry-run", "--params", "-"];
    const { stdout, stderr } = await tessera(args, { stdin: masked, env });
    expect(stderr).toBe("");
    const { request } = JSON.parse(stdout);
    const url = new URL(request.url);
    const expected = golden.api === "directory" ? golden.request.replace("/customer/C", "/customer/") : golden.request;
    const ids = each.operation.secret?.includes("tokenPermanentId")
      ? expected.replace("50a2573a", "REDACTED")
      : expected;
    expect(`${request.method} ${url.pathname}${url.search}`).toBe(ids);
    expect(request.body && JSON.parse(request.body)).toEqual(golden.body);
  });
});

/** The parameters that a function gives to a method of a client. */
async function calledWith(call: (client: never) => Promise<unknown>): Promise<{ params: unknown }> {
  let params: unknown;
  const method = (given: unknown) => {
    params = given;
    return { toArray: async () => [] };
  };
  const resource = new Proxy({}, { get: () => method });
  await call(new Proxy({}, { get: () => resource }) as never);
  return { params };
}
