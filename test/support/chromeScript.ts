/** A scripted Google for both APIs of Chrome: its items on the wire, and what was sent in short. */
import { type ChromeApi, ChromeDirectory, type ChromeDirectoryOptions } from "tessera-sdk/chrome-directory";
import type { ManualClock } from "tessera-sdk/testing";
import { NO_TIMERS, SkippingClock } from "./clocks.js";
import { type Scripted, type ScriptedResponse, scripted } from "./scripted.js";

export const APIS: readonly ChromeApi[] = ["directory", "management"];

/** The unit of the tests, as each API takes it without a look-up. */
export const UNIT = { directory: { orgUnitPath: "/Sales" }, management: { orgUnitId: "03x" } } as const;

type Fields = Record<string, unknown>;

/** An enrollment token as an API sends it, in the unit of the tests. */
export function wireToken(api: ChromeApi, id: string, more: Fields = {}): Fields {
  return api === "directory"
    ? { tokenPermanentId: id, token: `secret-of-${id}`, state: "active", orgUnitPath: "/Sales", ...more }
    : { name: `customers/C1/enrollmentTokens/${id}`, token: `secret-of-${id}`, orgUnitId: "03x", ...more };
}

export function tokenPage(api: ChromeApi, ...tokens: Fields[]): ScriptedResponse {
  return { body: { [api === "directory" ? "chromeEnrollmentTokens" : "enrollmentTokens"]: tokens } };
}

/** A browser as an API sends it. */
export function wireBrowser(api: ChromeApi, id: string, more: Fields = {}): Fields {
  return api === "directory" ? { deviceId: id, ...more } : { name: `customers/C1/chromeBrowsers/${id}`, ...more };
}

export function browserPage(api: ChromeApi, browsers: Fields[], nextPageToken?: string): ScriptedResponse {
  return { body: { [api === "directory" ? "browsers" : "chromeBrowsers"]: browsers, nextPageToken } };
}

export function refusal(status: number, message = "Invalid Input", reason = "invalid"): ScriptedResponse {
  return { status, body: { error: { code: status, message, errors: [{ reason, message }] } } };
}

export const lost = () => Object.assign(new Error("reset"), { code: "ECONNRESET" });

export function chromeScript(api: ChromeApi, ...responses: (ScriptedResponse | Error)[]) {
  return chromeOn(api, scripted(...responses));
}

export function chromeOn(api: ChromeApi, transport: Scripted, options: Partial<ChromeDirectoryOptions> = {}) {
  const clock = new SkippingClock({ now: Date.UTC(2026, 0, 1) });
  const client = new ChromeDirectory({ auth: "access-token", api, transport, clock, ...NO_TIMERS, ...options });
  return { client, transport, sent: () => sentTo(transport), clock };
}

/** Verb and the end of the path, such as `POST p1:revoke`. */
export function sentTo(transport: Scripted): string[] {
  return transport.sent.map(({ method, url }) => `${method} ${new URL(url).pathname.split("/").at(-1)}`);
}

/** A client whose first page takes 900 ms, and whose second one is throttled. */
export function slowPages(api: ChromeApi, clock: ManualClock, first: ScriptedResponse) {
  const transport = scripted({ body: { ...(first.body as object), nextPageToken: "two" } }, { status: 429 });
  const { send } = transport;
  transport.send = async (request) => {
    if (transport.sent.length === 0) await clock.advance(900);
    return send(request);
  };
  return chromeOn(api, transport, { clock }).client;
}
