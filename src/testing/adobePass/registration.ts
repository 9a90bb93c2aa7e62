/** Dynamic client registration: software statements, the clients that are registered by them, and their tokens. */
import { isPlainObject, parseJson } from "../../core/values.js";
import { toBase64url } from "../base64url.js";
import { type EmulatorResponse, json } from "../http.js";
import { RecentMap } from "../recentMap.js";
import type { RoutedRequest, ServiceContext } from "../service.js";
import { refuseByOAuth } from "./errors.js";
import { decodedObject } from "./headers.js";

/** Options of `emulator.adobePass.issueStatement`. */
export interface IssueStatementOptions {
  /** What its clients may call. @default REST API v2, REST API v1 and Reset TempPass */
  scopes?: readonly string[] | undefined;
  /** The service providers that it covers. @default every service provider */
  serviceProviders?: readonly string[] | undefined;
}

/** A client that was registered. */
export interface EmulatedAdobeClient {
  /** Its id. */
  clientId: string;
  /** `active` until it is `revoked`. */
  state: "active" | "revoked";
}

/** Who makes a call. Profiles belong to it. */
export interface Application {
  /** Id of the client; empty for a token of `emulator.issueToken()`. */
  readonly clientId: string;
  /** The service providers that its statement covers; absent for all. */
  readonly serviceProviders?: readonly string[] | undefined;
}

interface RegisteredClient extends Application {
  readonly secret: string;
  readonly scopes: readonly string[];
  revoked: boolean;
}

const ALL_SCOPES = [
  "api:client:v2",
  "config:client",
  "decisions:client",
  "platform:sso",
  "profile:client",
  "tokens:client",
  "temporary:passes:owner",
];

/** Six hours, as in Adobe's samples. */
const TOKEN_LIFETIME_SECONDS = 21_600;

export class Registration {
  #context: ServiceContext;
  #statements = new Map<string, IssueStatementOptions>();
  #clients = new RecentMap<RegisteredClient>(({ revoked }) => revoked);
  /** The client of each token. */
  #holders = new RecentMap<RegisteredClient>();

  constructor(context: ServiceContext) {
    this.#context = context;
  }

  get clients(): EmulatedAdobeClient[] {
    return [...this.#clients.values()].map(({ clientId, revoked }) => ({
      clientId,
      state: revoked ? "revoked" : "active",
    }));
  }

  issueStatement(options: IssueStatementOptions): string {
    const { scopes = ALL_SCOPES } = options;
    const claims = { iss: "emulator", jti: crypto.randomUUID(), scopes };
    const parts = [{ alg: "RS256", typ: "JWT" }, claims, "emulated"];
    const statement = parts.map((part) => toBase64url(JSON.stringify(part))).join(".");
    this.#statements.set(statement, { ...options });
    return statement;
  }

  revokeStatement(statement: string): void {
    this.#statements.delete(statement);
  }

  revokeClient(clientId: string): void {
    const client = this.#clients.get(clientId);
    if (client) client.revoked = true;
  }

  /** The client of a token; `undefined` if it has been revoked. */
  holderOf(token: string): Application | undefined {
    const client = this.#holders.get(token) ?? { clientId: "", revoked: false };
    return client.revoked ? undefined : client;
  }

  register({ body, headers, now }: RoutedRequest): EmulatorResponse {
    const given = parseJson(body)?.value;
    if (!isPlainObject(given) || !decodedObject(headers["x-device-info"])) refuseByOAuth(400, "invalid_request");
    const { software_statement: text, redirect_uri: redirectUri } = given as Record<string, unknown>;
    const statement = this.#statements.get(String(text));
    if (statement === undefined) return refuseByOAuth(400, "invalid_software_statement");
    const { scopes = ALL_SCOPES, serviceProviders } = statement;
    const [clientId, secret] = [crypto.randomUUID(), crypto.randomUUID()];
    this.#clients.set(clientId, { clientId, secret, scopes, serviceProviders, revoked: false });
    return json(201, {
      client_id: clientId,
      client_secret: secret,
      redirect_uris: redirectUri === undefined ? [] : [redirectUri],
      grant_types: ["client_credentials"],
      scopes,
      client_id_issued_at: Math.floor(now / 1_000),
    });
  }

  token({ body, headers, now }: RoutedRequest): EmulatorResponse {
    const form = new URLSearchParams(body);
    if (!decodedObject(headers["x-device-info"])) refuseByOAuth(400, "invalid_request");
    if (form.get("grant_type") !== "client_credentials") refuseByOAuth(400, "unsupported_grant_type");
    const client = this.#clients.get(form.get("client_id") ?? "");
    if (client === undefined || client.revoked || client.secret !== form.get("client_secret")) {
      return refuseByOAuth(400, "invalid_client");
    }
    const token = this.#context.issueToken({ scopes: client.scopes, expiresInSeconds: TOKEN_LIFETIME_SECONDS });
    this.#holders.set(token, client);
    return json(201, {
      id: crypto.randomUUID(),
      access_token: token,
      created_at: now,
      expires_in: TOKEN_LIFETIME_SECONDS,
      token_type: "bearer",
    });
  }
}
