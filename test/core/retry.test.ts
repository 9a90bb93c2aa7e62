import { ConnectionError, type ErrorKind, GoogleApiError, type RetryOptions, type TesseraError } from "tessera-sdk";
import { describe, expect, test } from "vitest";
import { androidEnterprise, CHROME_TOKEN, chromeDirectory, TOKEN_PARAMS, USER } from "../support/clients.js";
import { NO_TIMERS, SkippingClock } from "../support/clocks.js";
import { rejection } from "../support/promises.js";
import { deadUrl, httpServer, json, socketServer, type TestServer } from "../support/server.js";

interface ClockOptions {
  now?: number;
  random?: number;
}

/** One method of each idempotency, called once against a server. */
const methods = {
  "safe (a read)": (server: TestServer, options: object) =>
    chromeDirectory(server.url, options).enrollmentTokens.list().toArray(),
  "safe (a write)": (server: TestServer, options: object) =>
    chromeDirectory(server.url, options).enrollmentTokens.revoke({ tokenPermanentId: "p" }),
  mint: (server: TestServer, options: object) =>
    androidEnterprise(server.url, options).enrollmentTokens.create(TOKEN_PARAMS),
  none: (server: TestServer, options: object) => chromeDirectory(server.url, options).enrollmentTokens.create(),
} as const;
type Method = keyof typeof methods;
const METHODS = Object.keys(methods) as Method[];
const RETRYABLE = METHODS.filter((method) => method !== "none");

const skipping = (options: ClockOptions = {}) => ({ clock: new SkippingClock(options), ...NO_TIMERS });

const REFUSED = [429];
const AMBIGUOUS = [408, 500, 502, 503, 504, 520, 599];
const FINAL = [300, 302, 400, 402, 403, 404, 405, 409, 410, 412, 413, 422, 501, 505];

describe("what is retried", () => {
  const rows = METHODS.flatMap((method) => [
    ...REFUSED.map((status) => ({ method, status, sent: 4 })),
    ...AMBIGUOUS.map((status) => ({ method, status, sent: method === "none" ? 1 : 4 })),
    ...FINAL.map((status) => ({ method, status, sent: 1 })),
  ]);

  test.each(rows)("$method, status $status: sent $sent times", async ({ method, status, sent }) => {
    const server = await httpServer((response) => json(response, {}, status));
    const error = await rejection(methods[method](server, skipping()));
    expect(server.requests).toHaveLength(sent);
    expect(error).toBeInstanceOf(GoogleApiError);
    expect(error).toMatchObject({ status, attempts: sent });
    const doubtful = method === "none" && AMBIGUOUS.includes(status);
    expect((error as TesseraError).outcomeUnknown).toBe(doubtful);
    expect((error as Error).message.includes(". The outcome is unknown")).toBe(doubtful);
  });

  test.each(METHODS)("%s: a throttling 403 is retried, as no work was done", async (method) => {
    const body = { error: { code: 403, message: "slow down", errors: [{ reason: "userRateLimitExceeded" }] } };
    const server = await httpServer((response) => json(response, body, 403));
    const error = await rejection(methods[method](server, skipping()));
    expect(server.requests).toHaveLength(4);
    expect(error).toMatchObject({ kind: "rate_limited" satisfies ErrorKind, reason: "userRateLimitExceeded" });
  });

  test.each(METHODS)("%s: a 401 of a token that cannot be renewed is not retried", async (method) => {
    const server = await httpServer((response) => json(response, {}, 401));
    expect(await rejection(methods[method](server, skipping()))).toMatchObject({ kind: "unauthenticated" });
    expect(server.requests).toHaveLength(1);
  });

  test.each(METHODS)("%s: a refused token is dropped and the call retried once with a new one", async (method) => {
    let supplied = 0;
    const server = await httpServer((response) => json(response, {}, 401));
    await rejection(methods[method](server, { ...skipping(), auth: () => `token-${++supplied}` }));
    expect(server.requests.map(({ headers }) => headers.authorization)).toEqual(["Bearer token-1", "Bearer token-2"]);
  });

  test("a refused token is not tried again when the new one is the same", async () => {
    const server = await httpServer((response) => json(response, {}, 401));
    await rejection(methods.mint(server, { ...skipping(), auth: () => "always-the-same" }));
    expect(server.requests).toHaveLength(1);
  });

  test("a retry that succeeds gives its result", async () => {
    const server = await httpServer((response, _, nth) => json(response, CHROME_TOKEN, nth === 3 ? 200 : 429));
    expect(await methods.none(server, skipping())).toEqual(CHROME_TOKEN);
    expect(server.requests).toHaveLength(3);
  });

  describe("a daily quota that is used up", () => {
    const upload = (server: Pick<TestServer, "url">, options: object) =>
      androidEnterprise(server.url, options).devices.forceReportUpload({ ...USER, deviceId: "3a1b2c3d4e5f6789" });
    const throttling = { error: { code: 403, message: "slow down", errors: [{ reason: "rateLimitExceeded" }] } };

    test.each([
      [429, {}],
      [403, throttling],
    ])("is not waited for, reported as %i", async (status, body) => {
      const server = await httpServer((response) => json(response, body, status));
      const error = await rejection(upload(server, skipping()));
      expect(server.requests).toHaveLength(1);
      expect(error).toMatchObject({ status, kind: "rate_limited" satisfies ErrorKind, outcomeUnknown: false });
    });

    test("is not spent twice when the response is lost", async () => {
      const server = await httpServer((response) => json(response, {}, 503));
      expect(await rejection(upload(server, skipping()))).toMatchObject({ attempts: 1, outcomeUnknown: true });
    });

    test("does not prevent a retry of what was never written", async () => {
      const nobody = { url: await deadUrl() };
      expect(await rejection(upload(nobody, skipping()))).toMatchObject({ attempts: 4, outcomeUnknown: false });
    });
  });

  test("a read that makes a new key is retried only where no key was made", async () => {
    const read = (server: TestServer) =>
      androidEnterprise(server.url, skipping()).enterprises.getServiceAccount({
        enterpriseId: USER.enterpriseId,
        keyType: "pkcs12",
      });
    const failing = await httpServer((response) => json(response, {}, 503));
    expect(await rejection(read(failing))).toMatchObject({ attempts: 1, outcomeUnknown: true });
    const account = { name: "emm@example.iam.gserviceaccount.com", key: { id: "k2" } };
    const throttling = await httpServer((response, _, nth) => json(response, account, nth === 2 ? 200 : 429));
    expect(await read(throttling)).toEqual(account);
    const [first] = failing.requests;
    expect(first?.method).toBe("GET");
  });

  test("every retry sends the same method, path and body", async () => {
    const server = await httpServer((response) => json(response, {}, 503));
    await rejection(methods.mint(server, skipping()));
    const distinct = new Set(server.requests.map(({ method, url, body }) => JSON.stringify({ method, url, body })));
    expect(server.requests).toHaveLength(4);
    expect(distinct.size).toBe(1);
  });
});

describe("a connection that breaks", () => {
  const drops: [string, string][] = [
    ["before a response", ""],
    ["within the headers", "HTTP/1.1 200 OK\r\ncontent-le"],
  ];

  describe.each(drops)("%s", (_, written) => {
    const dropping = () =>
      socketServer((socket) => {
        socket.once("data", () => (written ? socket.end(written) : socket.destroy()));
      });

    test("none: is sent once, and the outcome is said to be unknown", async () => {
      const server = await dropping();
      const error = await rejection(methods.none(server, skipping()));
      expect(server.connections).toBe(1);
      expect(error).toBeInstanceOf(ConnectionError);
      expect(error).toMatchObject({ outcomeUnknown: true, attempts: 1 });
      expect((error as Error).message).toMatch(/outcome is unknown/);
      expect((error as Error).stack).toMatch(/outcome is unknown/);
      expect((error as TesseraError).status).toBeUndefined();
    });

    test.each(RETRYABLE)("%s: is retried", async (method) => {
      const server = await dropping();
      const error = await rejection(methods[method](server, skipping()));
      expect(server.connections).toBe(4);
      expect(error).toBeInstanceOf(ConnectionError);
      expect(error).toMatchObject({ outcomeUnknown: false, attempts: 4 });
    });
  });

  const bodies: [string, string][] = [
    ["of a known length", "content-length: 100\r\n\r\n{"],
    ["in chunks", 'transfer-encoding: chunked\r\n\r\n4\r\n{"to\r\n'],
  ];
  describe.each(bodies)("within a 2xx body %s", (_, rest) => {
    const cutting = () =>
      socketServer((socket) =>
        socket.once("data", () => socket.end(`HTTP/1.1 200 OK\r\nx-request-id: r-1\r\n${rest}`)),
      );

    test("none: ConnectionError with the status, sent once, outcome unknown", async () => {
      const server = await cutting();
      const error = await rejection(methods.none(server, skipping()));
      expect(error).toBeInstanceOf(ConnectionError);
      expect(error).toMatchObject({ status: 200, requestId: "r-1", outcomeUnknown: true, attempts: 1 });
      expect(server.connections).toBe(1);
    });

    test.each(RETRYABLE)("%s: ConnectionError with the status after its retries", async (method) => {
      const server = await cutting();
      const error = await rejection(methods[method](server, skipping()));
      expect(error).toBeInstanceOf(ConnectionError);
      expect(error).toMatchObject({ status: 200, outcomeUnknown: false, attempts: 4 });
    });
  });

  test.each([
    [429, 4],
    [404, 1],
    [503, 1],
  ])("within the body of a %i: the status decides, so none is sent %i times", async (status, sent) => {
    const server = await socketServer((socket) =>
      socket.once("data", () => socket.end(`HTTP/1.1 ${status} No\r\ncontent-length: 100\r\n\r\n{`)),
    );
    const error = await rejection(methods.none(server, skipping()));
    expect(error).toMatchObject({ status, attempts: sent, outcomeUnknown: status === 503 });
    expect(server.connections).toBe(sent);
  });
});

describe("how long is waited", () => {
  async function waits(headers: Record<string, string>, clock: ClockOptions, retry?: RetryOptions): Promise<number[]> {
    const server = await httpServer((response) => json(response, {}, 503, headers));
    const options = skipping(clock);
    await rejection(methods.mint(server, retry ? { ...options, retry } : options));
    return options.clock.waits;
  }

  test.each([
    [0, [0, 0, 0]],
    [0.5, [500, 1_000, 2_000]],
    [0.999_999, [1_000, 2_000, 4_000]],
  ])("full jitter: with chance %d the waits are %j", async (random, expected) => {
    expect(await waits({}, { random })).toEqual(expected);
  });

  test("no wait passes the cap, 32 s unless set", async () => {
    const long = await waits({}, { random: 0.999_999 }, { attempts: 9 });
    expect(long).toEqual([1_000, 2_000, 4_000, 8_000, 16_000, 32_000, 32_000, 32_000]);
    expect(await waits({}, { random: 0.999_999 }, { baseMs: 100, capMs: 250 })).toEqual([100, 200, 250]);
  });

  const now = Date.UTC(2026, 0, 1, 12, 0, 0);
  test.each([
    ["seconds", "7", 7_000],
    ["seconds with spaces", " 7 ", 7_000],
    ["seconds with a fraction", "1.5", 1_500],
    ["several values, of which the largest counts", "2, 5, 3", 5_000],
    ["an HTTP date", "Thu, 01 Jan 2026 12:00:09 GMT", 9_000],
    ["an HTTP date of the asctime form", "Thu Jan  1 12:00:09 2026 GMT", 9_000],
  ])("Retry-After in %s is the least wait", async (_, value, ms) => {
    // An HTTP date stands still while the clock is moved by each wait.
    const date = new Date(now).toUTCString();
    const [first] = await waits({ "retry-after": value, date }, { now, random: 0 });
    expect(first).toBe(ms);
  });

  test.each(["soon", "-1", "", "1.5.2", "7 seconds", "0x10", "NaN", "Thu, 99 Foo 2026"])(
    "Retry-After %j carries no information, and the jitter decides",
    async (value) => {
      const [first] = await waits({ "retry-after": value }, { now, random: 0.5 });
      expect(first).toBe(500);
    },
  );

  test("Retry-After in an HTTP date is measured against the Date of its response, whatever the clock here says", async () => {
    const headers = { "retry-after": "Thu, 01 Jan 2026 12:00:09 GMT", date: "Thu, 01 Jan 2026 12:00:00 GMT" };
    for (const hours of [-48, 48]) {
      const [first] = await waits(headers, { now: now + hours * 3_600_000, random: 0 });
      expect(first).toBe(9_000);
    }
  });

  test("a Retry-After that is past asks for no wait", async () => {
    const [first] = await waits({ "retry-after": "Thu, 01 Jan 2026 11:00:00 GMT" }, { now, random: 0.5 });
    expect(first).toBe(500);
  });

  test("jitter may exceed what was asked for, never fall below", async () => {
    expect(await waits({ "retry-after": "1" }, { random: 0.5 })).toEqual([1_000, 1_000, 2_000]);
  });

  test("the error carries what the server asked for", async () => {
    const server = await httpServer((response) => json(response, {}, 429, { "retry-after": "7" }));
    expect(await rejection(methods.none(server, { retry: false }))).toMatchObject({ retryAfterMs: 7_000 });
  });
});

describe("the retry option", () => {
  test.each([1, 2, 3, 7])("attempts: %i", async (attempts) => {
    const server = await httpServer((response) => json(response, {}, 503));
    const error = await rejection(methods.mint(server, { ...skipping(), retry: { attempts } }));
    expect(server.requests).toHaveLength(attempts);
    expect(error).toMatchObject({ attempts });
  });

  test("false sends every request once, refused ones too", async () => {
    const server = await httpServer((response) => json(response, {}, 429));
    await rejection(methods.none(server, { ...skipping(), retry: false }));
    expect(server.requests).toHaveLength(1);
  });

  test("of a call goes before the client's; what it leaves out is the client's", async () => {
    const server = await httpServer((response) => json(response, {}, 503));
    const options = skipping({ random: 1 });
    const android = androidEnterprise(server.url, { ...options, retry: { attempts: 2, baseMs: 10 } });
    await rejection(android.enrollmentTokens.create(TOKEN_PARAMS, { retry: { attempts: 3 } }));
    expect(server.requests).toHaveLength(3);
    expect(options.clock.waits).toEqual([10, 20]);
    await rejection(android.enrollmentTokens.create(TOKEN_PARAMS, { retry: false }));
    expect(server.requests).toHaveLength(4);
  });
});

describe("the retry budget of a client", () => {
  test("allows 100 retries in an outage, then sends each request once", async () => {
    const server = await httpServer((response) => json(response, {}, 503));
    const android = androidEnterprise(server.url, { ...skipping(), retry: { attempts: 11 } });
    for (let call = 1; call <= 12; call++) await rejection(android.enrollmentTokens.create(TOKEN_PARAMS));
    expect(server.requests).toHaveLength(12 + 100);
  });

  test("five successes pay for one retry", async () => {
    let healthy = false;
    const server = await httpServer((response) => json(response, { token: "t" }, healthy ? 200 : 503));
    const android = androidEnterprise(server.url, { ...skipping(), retry: { attempts: 101 } });
    const attemptsOf = async () => {
      healthy = false;
      const before = server.requests.length;
      await rejection(android.enrollmentTokens.create(TOKEN_PARAMS));
      return server.requests.length - before;
    };
    const succeed = async (times: number) => {
      healthy = true;
      for (let time = 0; time < times; time++) await android.enrollmentTokens.create(TOKEN_PARAMS);
    };
    expect(await attemptsOf()).toBe(101);
    expect(await attemptsOf()).toBe(1);
    await succeed(4);
    expect(await attemptsOf()).toBe(1);
    await succeed(1);
    expect(await attemptsOf()).toBe(2);
    expect(await attemptsOf()).toBe(1);
  });

  test("is not shared between clients", async () => {
    const server = await httpServer((response) => json(response, {}, 503));
    const first = androidEnterprise(server.url, { ...skipping(), retry: { attempts: 200 } });
    await rejection(first.enrollmentTokens.create(TOKEN_PARAMS));
    expect(server.requests).toHaveLength(101);
    await rejection(methods.mint(server, skipping()));
    expect(server.requests).toHaveLength(105);
  });
});

test("a Retry-After of four hundred digits is a finite wait", async () => {
  const headers = { "retry-after": "9".repeat(400) };
  const server = await httpServer((response) => json(response, {}, 429, headers));
  const error = await rejection(methods.mint(server, { retry: false }));
  expect((error as TesseraError).retryAfterMs).toSatisfy(Number.isFinite);
});
