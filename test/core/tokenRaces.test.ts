/** Calls that begin while the token request of another ends: in the same tick, and in each of those after it. */
import type { TokenRequest } from "tessera-sdk";
import { ManualClock } from "tessera-sdk/testing";
import { describe, expect, test } from "vitest";
import { CHROME_TOKEN, chromeDirectory } from "../support/clients.js";
import { NO_TIMERS } from "../support/clocks.js";
import { rejection, settle, until } from "../support/promises.js";
import { scripted } from "../support/scripted.js";

/** More than any of these takes to end. */
const TICKS = 24;

/** Token requests that are resolved by hand; like `fetch`, each rejects as soon as it is aborted. */
function tokenServer() {
  const requests: { resolve(token: string): void; signal: AbortSignal }[] = [];
  const auth = ({ signal }: TokenRequest) =>
    new Promise<string>((resolve, reject) => {
      signal.addEventListener("abort", () => reject(signal.reason));
      requests.push({ resolve, signal });
    });
  return { requests, auth };
}

async function ticks(count: number): Promise<void> {
  for (let tick = 0; tick < count; tick++) await Promise.resolve();
}

describe.each(Array.from({ length: TICKS }, (_, tick) => tick))("%i microtasks after", (tick) => {
  test("a call was cancelled, another one gets a token", async () => {
    const { requests, auth } = tokenServer();
    const transport = scripted({ body: CHROME_TOKEN });
    const chrome = chromeDirectory("https://chrome.example.com", { auth, transport, retry: false });
    const controller = new AbortController();
    const first = rejection(chrome.enrollmentTokens.create({}, { signal: controller.signal }));
    await until(() => requests.length === 1);
    controller.abort("left");
    await ticks(tick);
    const second = chrome.enrollmentTokens.create();
    await settle(1);
    const open = requests.filter(({ signal }) => !signal.aborted);
    expect(open).toHaveLength(1);
    open[0]?.resolve("token-of-the-second");
    expect(await second).toMatchObject(CHROME_TOKEN);
    expect(await first).toBe("left");
    expect(transport.sent.map(({ headers }) => headers.authorization)).toEqual(["Bearer token-of-the-second"]);
  });

  test("a token request ran into its limit, another call sends its own", async () => {
    const { requests, auth } = tokenServer();
    const clock = new ManualClock();
    const transport = scripted({ body: CHROME_TOKEN });
    const options = { auth, transport, clock, retry: false, ...NO_TIMERS } as const;
    const chrome = chromeDirectory("https://chrome.example.com", options);
    const first = rejection(chrome.enrollmentTokens.create());
    await until(() => requests.length === 1);
    let second: ReturnType<typeof chrome.enrollmentTokens.create> | undefined;
    requests[0]?.signal.addEventListener("abort", () => {
      const start = () => {
        second = chrome.enrollmentTokens.create();
        second.catch(() => {});
      };
      if (tick === 0) start();
      else void ticks(tick - 1).then(start);
    });
    await clock.advance(30_000);
    await until(() => second !== undefined);
    await settle(1);
    expect(requests).toHaveLength(2);
    requests[1]?.resolve("token-of-the-second");
    expect(await second).toMatchObject(CHROME_TOKEN);
    expect(await first).toMatchObject({ code: "ERR_TESSERA_AUTH", message: expect.stringContaining("30000 ms") });
  });
});

test("a call in the tick of a cancellation sees nothing of it, whoever else still waits", async () => {
  const { requests, auth } = tokenServer();
  const chrome = chromeDirectory("https://chrome.example.com", { auth, transport: scripted({ body: CHROME_TOKEN }) });
  const controllers = Array.from({ length: 3 }, () => new AbortController());
  const calls = controllers.map(({ signal }) =>
    chrome.enrollmentTokens.create({}, { signal }).catch((error: unknown) => error),
  );
  await until(() => requests.length === 1);
  const late = controllers.map((controller, nth) => {
    controller.abort(`left ${nth}`);
    return chrome.enrollmentTokens.create();
  });
  await settle(1);
  for (const { resolve } of requests) resolve("token");
  expect(await Promise.all(calls)).toEqual(["left 0", "left 1", "left 2"]);
  for (const call of late) expect(await call).toMatchObject(CHROME_TOKEN);
});
