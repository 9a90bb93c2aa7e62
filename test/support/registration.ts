/** Adobe's registration and one protected call, in process: what was registered, issued and refused is the test's to say. */
import type { Transport, TransportRequest } from "tessera-sdk";

export interface Refusal {
  status: number;
  /** Text as it is, a function of what the request holds, anything else as JSON. */
  body: unknown;
}

const base64url = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url");

/** A software statement that nobody signed. */
export const statementOf = (claims: object = {}): string =>
  `${base64url({ alg: "RS256" })}.${base64url({ scopes: ["api:client:v2", "profile:client"], ...claims })}.c2lnbmF0dXJl`;

export const DEVICE = {
  requestor: "REF30",
  deviceId: "device-1",
  deviceInfo: { model: "TV", osName: "tvOS" },
  deviceIp: "203.0.113.7",
};

export class RegistrationServer implements Transport {
  readonly sent: TransportRequest[] = [];
  readonly clients = new Map<string, string>();
  readonly tokens = new Set<string>();
  /** By path, what is refused; the first `times` requests, or all. */
  readonly refusals = new Map<string, Refusal & { times?: number }>();
  lifetimeSeconds = 21_600;
  #issued = 0;

  get paths(): string[] {
    return this.sent.map(({ url }) => new URL(url).pathname);
  }

  count(path: string): number {
    return this.paths.filter((each) => each === path).length;
  }

  async send(request: TransportRequest) {
    this.sent.push(request);
    request.written = true;
    const { status, body } = this.#respond(request);
    const said = typeof body === "function" ? body(`${request.body} ${request.headers.authorization}`) : body;
    const text = typeof said === "string" ? said : JSON.stringify(said);
    const bytes = (async function* () {
      if (text) yield new TextEncoder().encode(text);
    })();
    return { status, headers: {}, body: bytes };
  }

  #respond({ url, body, headers }: TransportRequest): Refusal {
    const { pathname } = new URL(url);
    const refusal = this.refusals.get(pathname);
    if (refusal && (refusal.times === undefined || refusal.times-- > 0)) return refusal;
    if (pathname === REGISTER) return this.#register();
    if (pathname === TOKEN) return this.#token(new URLSearchParams(body as string));
    const token = headers.authorization?.replace("Bearer ", "") ?? "";
    return this.tokens.has(token) ? { status: 200, body: "" } : { status: 401, body: { error: "access_denied" } };
  }

  #register(): Refusal {
    const id = `client-${this.clients.size + 1}`;
    this.clients.set(id, `secret-of-${id}`);
    const issuedAt = 1_723_227_212;
    return { status: 201, body: { client_id: id, client_secret: `secret-of-${id}`, client_id_issued_at: issuedAt } };
  }

  #token(form: URLSearchParams): Refusal {
    if (this.clients.get(form.get("client_id") ?? "") !== form.get("client_secret")) {
      return { status: 400, body: { error: "invalid_client" } };
    }
    const token = `access-token-${++this.#issued}`;
    this.tokens.add(token);
    return { status: 201, body: { access_token: token, expires_in: this.lifetimeSeconds, token_type: "bearer" } };
  }
}

export const REGISTER = "/o/client/register";
export const TOKEN = "/o/client/token";
export const CHECK = "/api/v1/checkauthn";
