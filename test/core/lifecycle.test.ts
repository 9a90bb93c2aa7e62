import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import {
  AdobePassV1,
  type ClosableTransport,
  FlowerDocs,
  TesseraError,
  type TokenRequest,
  type Transport,
  undiciTransport,
} from "tessera-sdk";
import { AndroidEnterprise } from "tessera-sdk/android-enterprise";
import { ManualClock } from "tessera-sdk/testing";
import { describe, expect, onTestFinished, test, vi } from "vitest";
import { androidEnterprise, chromeDirectory, USER } from "../support/clients.js";
import { rejection, settle, until } from "../support/promises.js";
import { httpServer, json } from "../support/server.js";

const MINTED = { token: "minted" };

describe("a program", () => {
  const program = fileURLToPath(new URL("../support/program.ts", import.meta.url));

  /** Runs the program to its own end; the test's timeout is what catches one that stays. */
  async function run(...args: string[]): Promise<{ code: number | null; output: string }> {
    const child = spawn(process.execPath, ["--import", "tsx", program, ...args], { stdio: ["ignore", "pipe", "pipe"] });
    onTestFinished(() => {
      child.kill("SIGKILL");
    });
    let output = "";
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding("utf8").on("data", (text) => (output += text));
    const code = await new Promise<number | null>((resolve) => child.on("close", resolve));
    return { code, output };
  }

  test("that closes its client exits by itself, although the server would keep the connection", async () => {
    const server = await httpServer((response) => json(response, MINTED, 200, { "keep-alive": "timeout=600" }));
    expect(await run(server.url, "closed")).toEqual({ code: 0, output: "minted,minted" });
  });

  test("that does not close its client exits as well: an idle connection holds no process", async () => {
    const server = await httpServer((response) => json(response, MINTED, 200, { "keep-alive": "timeout=600" }));
    expect(await run(server.url, "left open")).toEqual({ code: 0, output: "minted,minted" });
  });

  test("whose last call was cancelled exits: no timer of the call is left", async () => {
    const server = await httpServer(() => {});
    expect(await run(server.url, "cancelled")).toEqual({ code: 0, output: "" });
    await until(() => server.requests.length === 1);
  });
});

describe("close()", () => {
  test("refuses every further call with its own code, and sends nothing", async () => {
    const server = await httpServer((response) => json(response, MINTED));
    const chrome = chromeDirectory(server.url);
    await chrome.close();
    const calls = [
      chrome.enrollmentTokens.create(),
      chrome.enrollmentTokens.list().toArray(),
      chrome.request({ http: "GET /x" }),
    ];
    for (const call of calls) {
      const error = await rejection(call);
      expect(error).toBeInstanceOf(TesseraError);
      expect(error).toMatchObject({ code: "ERR_TESSERA_CLOSED", attempts: 0 });
    }
    await settle(20);
    expect(server.connections).toBe(0);
  });

  test("may be called again, and before any call", async () => {
    const android = androidEnterprise("http://127.0.0.1:9");
    await android.close();
    await android.close();
  });

  test.each([
    ["AndroidEnterprise", (baseUrl: string) => new AndroidEnterprise({ auth: "t", baseUrl })],
    ["AdobePassV1", (baseUrl: string) => new AdobePassV1({ auth: "t", baseUrl })],
    ["FlowerDocs", (baseUrl: string) => new FlowerDocs({ auth: "t", baseUrl })],
  ])("%s closes at the end of an `await using` block", async (_, make) => {
    const server = await httpServer((response) => json(response, { ok: true }));
    let kept: ReturnType<typeof make> | undefined;
    {
      await using client = make(server.url);
      kept = client;
      expect(await client.request({ http: "GET /x" })).toEqual({ ok: true });
    }
    expect(await rejection(kept.request({ http: "GET /x" }))).toMatchObject({ code: "ERR_TESSERA_CLOSED" });
    expect(server.requests).toHaveLength(1);
  });

  test.each([
    ["its own transport", () => ({})],
    ["one that loads undici for it alone", () => ({ transport: undiciTransport({ connections: 1 }) })],
  ])("lets a call of the same turn come to its end, over %s", async (_, options) => {
    const server = await httpServer((response) => json(response, MINTED));
    const { transport } = options() as { transport?: ClosableTransport };
    const android = androidEnterprise(server.url, { transport });
    const call = android.users.generateAuthenticationToken(USER);
    const closing = Promise.all([android.close(), transport?.close()]);
    expect(await call).toEqual(MINTED);
    await closing;
  });

  test("lets calls that are under way come to their end", async () => {
    let respond: () => void = () => {};
    const server = await httpServer((response) => {
      respond = () => json(response, MINTED);
    });
    const android = androidEnterprise(server.url);
    const call = android.users.generateAuthenticationToken(USER);
    await until(() => server.requests.length === 1);
    const closing = android.close();
    respond();
    expect(await call).toEqual(MINTED);
    await closing;
  });
});

describe("the shared connections", () => {
  test("are closed with the last client that uses them, not before", async () => {
    let open = 0;
    const server = await httpServer((response) => {
      const socket = response.socket as NonNullable<typeof response.socket>;
      if (!socket.listeners("close").includes(onClose)) {
        open++;
        socket.on("close", onClose);
      }
      json(response, MINTED);
    });
    function onClose(): void {
      open--;
    }
    const [one, other] = [androidEnterprise(server.url), androidEnterprise(server.url)];
    await one.users.generateAuthenticationToken(USER);
    await settle(20);
    await other.users.generateAuthenticationToken(USER);
    await settle(20);
    expect(open).toBe(1);
    await one.close();
    await settle();
    expect(open).toBe(1);
    expect(await other.users.generateAuthenticationToken(USER)).toEqual(MINTED);
    await other.close();
    await until(() => open === 0);
  });

  test("are created again for a client that comes after the last has closed", async () => {
    const server = await httpServer((response) => json(response, MINTED));
    for (let nth = 1; nth <= 3; nth++) {
      const android = androidEnterprise(server.url);
      expect(await android.users.generateAuthenticationToken(USER)).toEqual(MINTED);
      await android.close();
      await android.close();
      expect(server.connections).toBe(nth);
    }
  });

  const never = () => new Promise<never>(() => {});
  const RETRIED = { retry: { baseMs: 600_000, capMs: 600_000 }, deadlineMs: 3_600_000 };
  const throttle = () => ({ take: () => {}, refused: () => {} });
  test.each([
    ["a token", { auth: never }, {}, 200],
    ["the limiter", { limiter: { ...throttle(), take: never } }, {}, 200],
    ["`onSend`", {}, { onSend: never }, 200],
    ["its next attempt", RETRIED, {}, 503],
    ["its next attempt", { ...RETRIED, limiter: throttle() }, {}, 429],
  ])("ends a call that waits for %s at once, and says so", async (what, options, callOptions, status) => {
    const clock = new ManualClock();
    const server = await httpServer((response) => json(response, MINTED, status, { "retry-after": "60" }));
    await using transport = undiciTransport();
    for (const given of [{}, { transport }]) {
      const android = androidEnterprise(server.url, { ...options, ...given, clock });
      const before = server.requests.length;
      const call = rejection(android.users.generateAuthenticationToken(USER, callOptions));
      if (status !== 200) await until(() => server.requests.length > before);
      await settle(20);
      await android.close();
      const error = (await call) as TesseraError;
      expect(error).toMatchObject({ code: "ERR_TESSERA_CLOSED", attempts: status === 200 ? 0 : 1 });
      expect(error.message).toMatch(/^The client was closed while the call waited for .*\.$/);
      expect(error.message).toContain(what);
      expect(error.cause).toEqual(status === 200 ? undefined : expect.objectContaining({ status }));
      expect(clock.sleeping).toBe(0);
    }
  });

  test("aborts the token request that nobody waits for any more", async () => {
    let signal: AbortSignal | undefined;
    const auth = (request: TokenRequest) => {
      signal = request.signal;
      return never();
    };
    const android = androidEnterprise("http://127.0.0.1:9", { auth });
    const call = rejection(android.users.generateAuthenticationToken(USER));
    await until(() => signal !== undefined);
    await android.close();
    await call;
    expect(signal?.aborted).toBe(true);
  });

  test("a client that closes twice gives up only its own share", async () => {
    const server = await httpServer((response) => json(response, MINTED));
    const [one, other] = [androidEnterprise(server.url), androidEnterprise(server.url)];
    await one.users.generateAuthenticationToken(USER);
    await other.users.generateAuthenticationToken(USER);
    await one.close();
    await one.close();
    expect(await other.users.generateAuthenticationToken(USER)).toEqual(MINTED);
  });

  test("a call that races the close of its client ends one way or the other", async () => {
    const server = await httpServer((response) => json(response, MINTED));
    const android = androidEnterprise(server.url);
    const call = android.users.generateAuthenticationToken(USER).catch((error: unknown) => error);
    await android.close();
    const outcome = await call;
    expect(outcome instanceof TesseraError || (outcome as { token: string }).token === "minted").toBe(true);
  });

  test("a transport that its user closed refuses calls once, for good", async () => {
    const server = await httpServer((response) => json(response, MINTED));
    const transport = undiciTransport();
    const android = androidEnterprise(server.url, { transport });
    await android.users.generateAuthenticationToken(USER);
    await transport.close?.();
    const error = await rejection(android.users.generateAuthenticationToken(USER));
    expect(error).toMatchObject({ code: "ERR_TESSERA_CLOSED", attempts: 1 });
    expect(server.requests).toHaveLength(1);
  });
});

test("a transport that the user gave is left open", async () => {
  const close = vi.fn(async () => {});
  const transport: Transport = {
    send: async () => ({ status: 204, headers: {}, body: (async function* () {})() }),
    close,
  };
  const android = androidEnterprise("http://127.0.0.1:9", { transport });
  await android.request({ http: "GET /x" });
  await android.close();
  expect(close).not.toHaveBeenCalled();
  expect(await rejection(android.request({ http: "GET /x" }))).toMatchObject({ code: "ERR_TESSERA_CLOSED" });
});
