import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { AuthError, type ClientOptions, type TesseraError, TimeoutError } from "tessera-sdk";
import { AndroidEnterprise, googleAuth } from "tessera-sdk/android-enterprise";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { USER as PARAMS } from "../support/clients.js";
import { ENVIRONMENT, eachKind } from "../support/credentials.js";
import { DrivenClock } from "../support/drivenClock.js";
import { rejection, until } from "../support/promises.js";
import { shown } from "../support/shown.js";
import { type TokenTransport, tokenTransport } from "../support/tokenTransport.js";

const directory = mkdtempSync(join(tmpdir(), "tessera-"));
const KINDS = eachKind(directory);
const SCOPE = "https://www.googleapis.com/auth/androidenterprise";
const CLOUD_PLATFORM = "https://www.googleapis.com/auth/cloud-platform";

/** What the library would send by itself goes through these, and must not. */
const strays: string[] = [];
beforeAll(() => {
  vi.stubGlobal("fetch", async (url: unknown) => {
    strays.push(String(url));
    throw new Error("stray");
  });
});
beforeEach(() => {
  for (const [name, value] of Object.entries(ENVIRONMENT)) vi.stubEnv(name, value);
  strays.length = 0;
});
afterEach(() => {
  vi.unstubAllEnvs();
  expect(strays).toEqual([]);
});
afterAll(() => {
  vi.unstubAllGlobals();
  rmSync(directory, { recursive: true });
});

function caller(credentials: object, transport: TokenTransport, options: Partial<ClientOptions> = {}) {
  const client = new AndroidEnterprise({ auth: googleAuth({ credentials }), transport, ...options });
  return (callOptions = {}) => client.users.generateAuthenticationToken(PARAMS, callOptions);
}

const hosts = ({ tokenRequests }: TokenTransport) => tokenRequests.map(({ url }) => new URL(url).host);

describe.each(KINDS)("%s", (_, credentials, expected) => {
  it("sends each of its token requests through the client's transport", async () => {
    const transport = tokenTransport(({ method }) => (method === "GET" ? { body: "subject-token" } : undefined));
    await caller(credentials, transport)();
    expect(hosts(transport)).toEqual(expected);
    expect(transport.calls[0]?.headers.authorization).toBe(`Bearer ya29.token-${expected.length}`);
  });

  it("is retried by the core alone, as the server asks", async () => {
    const { length } = expected;
    for (let failing = 1; failing <= length; failing++) {
      const transport = tokenTransport((_request, nth) =>
        nth === failing ? { status: 503, headers: { "retry-after": "4" }, body: { error: "busy" } } : undefined,
      );
      const clock = new DrivenClock();
      await clock.drive(caller(credentials, transport, { clock })());
      expect(clock.waits).toEqual([4_000]);
      expect(transport.tokenRequests).toHaveLength(failing + length);
    }
  });

  it("is not retried where the client does not retry, and its error keeps what the server asked", async () => {
    const failed = { status: 429, headers: { "retry-after": "1.5, 2" }, body: "slow down" };
    for (let failing = 1; failing <= expected.length; failing++) {
      const transport = tokenTransport((_request, nth) => (nth >= failing ? failed : undefined));
      const error = (await rejection(caller(credentials, transport, { retry: false })())) as TesseraError;
      expect(error).toBeInstanceOf(AuthError);
      expect(error).toMatchObject({ kind: "rate_limited", status: 429, retryAfterMs: 2_000, attempts: 0 });
      expect(transport.tokenRequests).toHaveLength(failing);
    }
  });

  it("ends with the call that waits for it", async () => {
    for (let hanging = 1; hanging <= expected.length; hanging++) {
      const aborted: unknown[] = [];
      const transport = tokenTransport((request, nth) =>
        nth < hanging
          ? undefined
          : new Promise((_resolve, reject) => {
              request.cancellation.onCancel((reason) => {
                aborted.push(reason);
                reject(reason);
              });
            }),
      );
      const controller = new AbortController();
      const call = rejection(caller(credentials, transport)({ signal: controller.signal }));
      await until(() => transport.tokenRequests.length === hanging);
      controller.abort("left");
      expect(await call).toBe("left");
      await until(() => aborted.length === 1);
      const late = await rejection(caller(credentials, transport, { deadlineMs: 300 })());
      expect(late).toBeInstanceOf(TimeoutError);
    }
  });

  it.each([0, 1, 2, 3, 4, 5, 6, 8, 12, 20])(
    "has a request of its own for a call that starts %i microtasks after another was cancelled",
    async (turns) => {
      let release = () => {};
      const transport = tokenTransport(({ cancellation }) =>
        transport.tokenRequests.length > 1
          ? undefined
          : new Promise((resolve, reject) => {
              cancellation.onCancel(reject);
              release = () => resolve(undefined);
            }),
      );
      const call = caller(credentials, transport, { retry: false });
      const controller = new AbortController();
      const cancelled = rejection(call({ signal: controller.signal }));
      await until(() => transport.tokenRequests.length === 1);
      controller.abort("left");
      for (let turn = 0; turn < turns; turn++) await undefined;
      const next = call();
      setTimeout(() => release(), 20);
      await next;
      expect(await cancelled).toBe("left");
      expect(transport.calls).toHaveLength(1);
    },
  );

  it("passes a refusal on without the secrets that it echoes", async () => {
    const { length } = expected;
    const transport = tokenTransport(({ body, headers, method }, nth) => {
      if (nth < length) return undefined;
      const form = [...new URLSearchParams(String(body ?? ""))].filter(([name]) => !/scope|type|audience/.test(name));
      const echo = [...form.map(([, value]) => value), headers.authorization].join(" ");
      return { status: 400, body: { error: "invalid_grant", error_description: `${method} ${echo}` } };
    });
    const error = await rejection(caller(credentials, transport)());
    expect(error).toMatchObject({ name: "AuthError", code: "invalid_grant", status: 400 });
    expect(transport.tokenRequests).toHaveLength(length);
    const { body, headers } = transport.tokenRequests.at(-1) ?? {};
    const secrets = new URLSearchParams(String(body ?? ""));
    const hidden = ["assertion", "refresh_token", "client_secret", "subject_token"].flatMap(
      (name) => secrets.get(name) ?? [],
    );
    hidden.push(...(headers?.authorization?.split(" ").slice(1) ?? []), "s3cret");
    for (const each of hidden.flatMap((secret) => [secret, ...secret.split(".").filter((part) => part.length > 10)])) {
      expect(shown(error)).not.toContain(each);
    }
  });

  it.each<[string, object, RegExp]>([
    ["a page", { body: "<!DOCTYPE html><html>s3cret-page</html>" }, /web page/],
    ["something else", { body: "s3cret-text" }, /not JSON/],
    ["JSON without a token", { body: { token_type: "s3cret-type" } }, /no access token/],
    ["nothing", { body: "" }, /not JSON/],
    ["an empty token", { body: { access_token: "", accessToken: "" } }, /no access token/],
    [
      "a redirect",
      { status: 302, headers: { location: "https://login.example.com/?s3cret" } },
      /redirect to https:\/\/login\.example\.com\/,/,
    ],
    ["a page of a proxy", { status: 403, body: "<html>s3cret-page</html>" }, /proxy/],
  ])("says so where a token server sends %s", async (_what, response, message) => {
    const transport = tokenTransport(({ method }) => (method === "GET" ? { body: "subject-token" } : response));
    const error = (await rejection(caller(credentials, transport)())) as TesseraError;
    expect(error).toBeInstanceOf(AuthError);
    expect(error.message).toMatch(message);
    expect(shown(error)).not.toContain("s3cret-");
    expect(transport.calls).toEqual([]);
  });
});

it("requests for a source the scope to impersonate, and for its target the scope of the method", async () => {
  const [, credentials] = KINDS.find(([kind]) => kind.endsWith("a service account impersonates")) ?? KINDS[0] ?? [];
  const transport = tokenTransport();
  await caller(credentials as object, transport)();
  const [source, target] = transport.tokenRequests;
  const assertion = new URLSearchParams(String(source?.body)).get("assertion") ?? "";
  const claims = JSON.parse(Buffer.from(assertion.split(".")[1] ?? "", "base64url").toString());
  expect(claims.scope).toBe(CLOUD_PLATFORM);
  expect(JSON.parse(String(target?.body))).toMatchObject({ scope: [SCOPE], lifetime: "3600s" });
});

it("keeps a token without a lifetime for an hour", async () => {
  const [, user] = KINDS[1] ?? [];
  const clock = new DrivenClock();
  const transport = tokenTransport(() => ({ body: { access_token: "ya29.a" } }));
  const call = caller(user as object, transport, { clock });
  await call();
  await call();
  expect(transport.tokenRequests).toHaveLength(1);
});

it("asks the limiter before each token request, and tells it of a throttle", async () => {
  const log: unknown[] = [];
  const limiter = {
    take: ({ endpoint, key }: { endpoint: string; key: string }) => void log.push(`take ${endpoint} ${key}`),
    refused: ({ key, retryAfterMs }: { key: string; retryAfterMs: number | undefined }) =>
      void log.push(`refused ${key} ${retryAfterMs}`),
  };
  const [, credentials] = KINDS.find(([, , requests]) => requests.length === 2) ?? KINDS[0] ?? [];
  const throttled = { status: 429, headers: { "retry-after": "3" }, body: {} };
  const transport = tokenTransport((_request, nth) => (nth === 2 ? throttled : undefined));
  await rejection(caller(credentials as object, transport, { limiter, retry: false })());
  expect(log).toEqual([
    "take google.oauth2.token https://oauth2.googleapis.com",
    "take google.oauth2.token https://iamcredentials.googleapis.com",
    "refused https://iamcredentials.googleapis.com 3000",
  ]);
});
