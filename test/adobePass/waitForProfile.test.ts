/** The wait for a profile: when it is requested, and how the wait ends. */
import {
  AdobePass,
  AdobePassError,
  InvalidParamsError,
  InvalidResponseError,
  type WaitForProfileOptions,
} from "tessera-sdk/adobe-pass";
import { describe, expect, test } from "vitest";
import { DrivenClock } from "../support/drivenClock.js";
import { rejection } from "../support/promises.js";
import { type ScriptedResponse, scripted } from "../support/scripted.js";

const CODE = "8ER640M";
const NONE = { body: { profiles: {} } };
const FOUND = { body: { profiles: { Cablevision: { type: "regular" } } } };
const UNKNOWN = { status: 400, body: { status: 400, code: "invalid_authentication_session", action: "none" } };

function setUp(...responses: (ScriptedResponse | Error)[]) {
  const clock = new DrivenClock();
  const transport = scripted(...responses);
  const client = new AdobePass({ auth: "a", serviceProvider: "REF30", transport, clock, retry: false });
  const wait = (options: WaitForProfileOptions = {}) =>
    client.sessions.waitForProfile(CODE, { notAfter: clock.now() + 1_800_000, ...options });
  const paths = () => transport.sent.map(({ url }) => new URL(url).pathname.replace("/api/v2/REF30", ""));
  return { clock, transport, client, wait, paths };
}

const PROFILE = `/profiles/code/${CODE}`;
const SESSION = `/sessions/${CODE}`;

describe("the wait for a profile", () => {
  test("requests it at once, and then every five seconds", async () => {
    const { clock, wait, transport } = setUp(NONE, NONE, FOUND);
    const start = clock.now();
    const result = await clock.drive(wait());
    expect(result).toEqual({ authenticated: true, profiles: { Cablevision: { type: "regular" } } });
    expect(transport.sent).toHaveLength(3);
    expect(clock.now() - start).toBe(10_000);
  });

  test("takes another interval, and not one that would be throttled", async () => {
    const { clock, wait } = setUp(NONE, FOUND);
    const start = clock.now();
    await clock.drive(wait({ intervalMs: 7_000 }));
    expect(clock.now() - start).toBe(7_000);
    for (const intervalMs of [0, 2_999, 300_001, Number.NaN])
      expect(await rejection(wait({ intervalMs }))).toBeInstanceOf(InvalidParamsError);
  });

  test("ends when the code expires, with a last request after that", async () => {
    const { clock, wait, transport } = setUp(NONE);
    expect(await clock.drive(wait({ notAfter: clock.now() + 12_000 }))).toEqual({
      authenticated: false,
      end: "expired",
    });
    expect(transport.sent).toHaveLength(4);
  });

  test.each([-7_200_000, 7_200_000])("goes by the server's clock, if the client's is %i ms off", async (offMs) => {
    const { clock, wait, transport } = setUp();
    const serverStart = clock.now() + offMs;
    const start = clock.now();
    transport.send = async (request) => {
      transport.sent.push(request as never);
      const date = new Date(serverStart + clock.now() - start).toUTCString();
      return { status: 200, headers: { date }, body: bytesOf('{"profiles":{}}') };
    };
    expect(await clock.drive(wait({ notAfter: serverStart + 12_000 }))).toMatchObject({ end: "expired" });
    expect(clock.now() - start).toBeGreaterThan(10_000);
    expect(clock.now() - start).toBeLessThan(20_000);
  });

  test("requests the session for the expiry, if it is not given", async () => {
    const { clock, client, transport, paths } = setUp();
    const notAfter = clock.now() + 4_000;
    transport.send = scriptedSend(transport.sent, [NONE, { body: { notAfter: String(notAfter) } }, NONE]);
    expect(await clock.drive(client.sessions.waitForProfile(CODE))).toEqual({ authenticated: false, end: "expired" });
    expect(paths()).toEqual([PROFILE, SESSION, PROFILE]);
  });

  test("has its `extraQuery` in the requests of the profile, not in that of the session", async () => {
    const { clock, client, transport } = setUp();
    const notAfter = String(clock.now() + 4_000);
    transport.send = scriptedSend(transport.sent, [NONE, { body: { notAfter } }, NONE]);
    await clock.drive(client.sessions.waitForProfile(CODE, { extraQuery: { added: "1" } }));
    expect(transport.sent.map(({ url }) => url.endsWith("?added=1"))).toEqual([true, false, true]);
  });

  test("ends for a code that Adobe does not know, unless there is a profile after all", async () => {
    const unknown = setUp(NONE, UNKNOWN, NONE);
    expect(await unknown.clock.drive(unknown.client.sessions.waitForProfile(CODE))).toMatchObject({
      authenticated: false,
      end: "unknown_code",
      error: { code: "invalid_authentication_session" },
    });
    expect(unknown.paths()).toEqual([PROFILE, SESSION, PROFILE]);
    const late = setUp(NONE, UNKNOWN, FOUND);
    expect(await late.clock.drive(late.client.sessions.waitForProfile(CODE))).toMatchObject({ authenticated: true });
  });

  test("ends for a code that has been replaced by a newer one", async () => {
    const { clock, wait } = setUp(NONE, UNKNOWN);
    expect(await clock.drive(wait())).toMatchObject({ authenticated: false, end: "unknown_code" });
  });

  test("ends for a TempPass that is used up", async () => {
    const code = "temporary_access_duration_limit_exceeded";
    const { clock, wait } = setUp({ status: 403, body: { status: 403, code, action: "none" } });
    expect(await clock.drive(wait())).toMatchObject({ end: "temporary_access_used_up", error: { code } });
  });

  const passing: (ScriptedResponse | Error)[] = [
    { status: 429, body: "<html><center>openresty</center></html>" },
    { status: 503, body: "" },
    { status: 500, body: { status: 500, code: "internal_server_error", action: "none" } },
    { status: 403, body: { status: 403, code: "network_connection_timeout", action: "retry" } },
    { status: 403, body: { status: 403, code: "authenticated_profile_missing", action: "authentication" } },
    new Error("reset"),
  ];
  test.each(passing.map((response) => [response]))("outlasts %j", async (response) => {
    const { clock, wait } = setUp(response, response, FOUND);
    expect(await clock.drive(wait())).toMatchObject({ authenticated: true });
  });

  const lasting: [response: ScriptedResponse, type: typeof AdobePassError | typeof InvalidResponseError][] = [
    [{ status: 401, body: { error: "access_denied" } }, AdobePassError],
    [{ status: 403, body: "<html></html>" }, AdobePassError],
    [
      { status: 500, body: { status: 500, code: "invalid_configuration_platform", action: "configuration" } },
      AdobePassError,
    ],
    [{ status: 200, body: "<html>Wi-Fi</html>" }, InvalidResponseError],
  ];
  test.each(lasting)("throws %j", async (response, type) => {
    const { clock, wait } = setUp(response);
    const error = await clock.drive(rejection(wait()));
    expect(error).toBeInstanceOf(type);
    expect(clock.pending).toBe(0);
  });

  test("of callers with one code is one poller, which ends with the last of them", async () => {
    const { clock, client, transport } = setUp(NONE);
    const controllers = [new AbortController(), new AbortController()];
    const notAfter = clock.now() + 1_800_000;
    const waits = controllers.map(({ signal }, index) =>
      rejection(client.sessions.waitForProfile(index === 0 ? CODE : " 8er 640m", { signal, notAfter })),
    );
    await clock.advance(12_000);
    expect(transport.sent).toHaveLength(3);
    controllers[0]?.abort(new Error("first"));
    expect(await waits[0]).toEqual(new Error("first"));
    await clock.advance(5_000);
    expect(transport.sent).toHaveLength(4);
    controllers[1]?.abort(new Error("second"));
    expect(await waits[1]).toEqual(new Error("second"));
    await clock.advance(60_000);
    expect(transport.sent).toHaveLength(4);
    expect(clock.pending).toBe(0);
  });

  test("that has ended can be started again", async () => {
    const { clock, wait, transport } = setUp(FOUND);
    await clock.drive(wait());
    await clock.drive(wait());
    expect(transport.sent).toHaveLength(2);
  });

  test("ends at once when the client is closed", async () => {
    const { clock, client, wait } = setUp(NONE);
    const closed = rejection(wait());
    await clock.advance(6_000);
    await client.close();
    expect(await closed).toMatchObject({ code: "ERR_TESSERA_CLOSED" });
    expect(await rejection(wait())).toMatchObject({ code: "ERR_TESSERA_CLOSED" });
    expect(clock.pending).toBe(0);
  });

  test("that is aborted before it starts sends nothing", async () => {
    const { wait, transport } = setUp(NONE);
    expect(await rejection(wait({ signal: AbortSignal.abort(new Error("gone")) }))).toEqual(new Error("gone"));
    expect(transport.sent).toEqual([]);
  });
});

async function* bytesOf(text: string): AsyncGenerator<Uint8Array> {
  yield new TextEncoder().encode(text);
}

function scriptedSend(sent: ReturnType<typeof scripted>["sent"], responses: ScriptedResponse[]) {
  const other = scripted(...responses);
  const { send } = other;
  return (request: Parameters<typeof send>[0]) => {
    const response = send(request);
    sent.push(...other.sent.slice(-1));
    return response;
  };
}
