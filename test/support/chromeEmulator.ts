/** The emulated APIs for Chrome browsers, by requests as Google documents them, without the client. */
import { createEmulator, type Emulator, type IssueTokenOptions, ManualClock } from "tessera-sdk/testing";

export const BETA = "/admin/directory/v1.1beta1/customer/my_customer";
export const V1 = "/v1/customers/my_customer";

export const BETA_TOKENS = `${BETA}/chrome/enrollmentTokens`;
export const BETA_BROWSERS = `${BETA}/devices/chromebrowsers`;
export const AUTH = "https://www.googleapis.com/auth";

export interface Reply {
  status: number;
  /** Empty where the response has no body. */
  body: Record<string, unknown>;
  /** The list of the body. */
  items: Record<string, unknown>[];
  text: string;
}

export interface ChromeBench {
  emulator: Emulator;
  chrome: Emulator["chromeDirectory"];
  clock: ManualClock;
  /** Sends a request such as `GET /v1/...` to the host that serves it. */
  send(request: string, body?: unknown, auth?: IssueTokenOptions): Promise<Reply>;
}

export function chromeBench(): ChromeBench {
  const clock = new ManualClock();
  const emulator = createEmulator({ clock });
  const send: ChromeBench["send"] = async (request, body, auth = {}) => {
    const [method = "", target = ""] = request.split(/ (.*)/s);
    const outcome = await emulator.handle({
      method,
      target,
      host: target.startsWith("/v1/") ? "chromemanagement.googleapis.com" : "admin.googleapis.com",
      headers: {
        authorization: `Bearer ${emulator.issueToken(auth)}`,
        ...(body !== undefined && { "content-type": "application/json" }),
      },
      body: body === undefined ? "" : JSON.stringify(body),
    });
    if (outcome === "dropped") throw new Error("dropped");
    const { status, body: text } = outcome;
    const parsed: Record<string, unknown> = text === "" ? {} : JSON.parse(text);
    const items = Object.values(parsed).find(Array.isArray) ?? [];
    return { status, text, body: parsed, items };
  };
  return { emulator, chrome: emulator.chromeDirectory, clock, send };
}

/** A query string. */
export const query = (parameters: Record<string, string | number | undefined>) => {
  const given = Object.entries(parameters).filter(([, value]) => value !== undefined);
  return `?${new URLSearchParams(given.map(([name, value]) => [name, String(value)]))}`;
};

/** Creates a token by the beta. */
export const createToken = ({ send }: ChromeBench, org_unit_path?: string) =>
  send(`POST ${BETA_TOKENS}`, { token_type: "CHROME_BROWSER", ...(org_unit_path !== undefined && { org_unit_path }) });

export const valuesOf = (items: readonly Record<string, unknown>[], name: string) => items.map((each) => each[name]);

export const errorOf = ({ body }: Reply) =>
  body.error as { message: string; status: string; errors?: { reason: string }[]; details?: { reason: string }[] };
