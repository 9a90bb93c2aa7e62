/** The emulated FlowerDocs Core: its accounts and its token service. */

import type { FlowerDocs } from "../flowerDocs/client.js";
import { flowerDocsEndpoints } from "../flowerDocs/endpoints.js";
import type { Credentials } from "../flowerDocs/resources/authentication.js";
import { type EmulatorResponse, json, noEndpoint } from "./http.js";
import { RecentMap } from "./recentMap.js";
import {
  type EmulatedService,
  endpointsIn,
  type MethodIdOf,
  type RoutedRequest,
  type ServiceContext,
  type ServiceDefinition,
} from "./service.js";

/** A token that was issued, with what it is limited to. */
export interface EmulatedFlowerDocsToken {
  /** The token itself. */
  token: string;
  /** Name of the user it was issued for. */
  user: string;
  /** `active` until its lifetime has passed, then `expired`. */
  state: "active" | "expired";
  /** The documents that it opens, where it is limited to some. */
  documents?: readonly string[];
  /** Whether it only lets its holder read the documents. */
  readOnly?: boolean;
}

interface Stored {
  token: string;
  user: string;
  scope: string;
  expiresAt: number;
  documents?: readonly string[];
  readOnly?: boolean;
}

/** FlowerDocs' default, `token.expiration.time`. */
const DEFAULT_LIFETIME_SECONDS = 3_600;
/** The end of a longer lifetime may not fit in a `Date`. */
const LONGEST_SECONDS = 1e12;

const { authentication, tokens } = flowerDocsEndpoints;
const LEGACY: readonly string[] = [tokens.createLegacy.id, tokens.renewLegacy.id];

type EndpointId =
  `flowerdocs.${MethodIdOf<FlowerDocs> | "authentication.create" | `tokens.${"create" | "renew"}.legacy`}`;

/** Starts with one account: user `jna`, password `emulated-password`, scope `ACME`. */
export class EmulatedFlowerDocs implements EmulatedService {
  /** The endpoints that it responds to. */
  readonly endpoints = endpointsIn<EndpointId>(flowerDocsEndpoints);
  /** Whether `/rest/token` exists, which FlowerDocs 2026.0 removed. */
  legacyTokens = true;
  #context: ServiceContext;
  #accounts: Credentials[] = [{ user: "jna", password: "emulated-password", scope: "ACME" }];
  #stored: RecentMap<Stored>;

  constructor(context: ServiceContext) {
    this.#context = context;
    this.#stored = new RecentMap(({ expiresAt }) => expiresAt <= context.now());
  }

  /** Adds an account that can log in. */
  addAccount(account: Credentials): void {
    this.#accounts.push({ ...account });
  }

  /** The tokens that were issued, the newest last. Of those that have expired, only the newest. */
  get tokens(): EmulatedFlowerDocsToken[] {
    return [...this.#stored.values()].map(({ token, user, expiresAt, documents, readOnly }) => ({
      token,
      user,
      state: expiresAt > this.#context.now() ? "active" : "expired",
      ...(documents && { documents }),
      ...(readOnly !== undefined && { readOnly }),
    }));
  }

  /** Issues a token without a login. */
  issueToken(options: { user?: string; expiresInSeconds?: number } = {}): string {
    const { user = "jna", expiresInSeconds = DEFAULT_LIFETIME_SECONDS } = options;
    return this.#issue(user, "ACME", expiresInSeconds).token;
  }

  /** Makes a token invalid, as a restart of Core without a fixed key does to all. */
  revokeToken(token: string): void {
    this.#stored.delete(token);
  }

  /** An error in the vendor's own shape. */
  error(status: number, headers: Record<string, string>): EmulatorResponse {
    const body = status >= 500 ? { code: "T00000", message: "Technical error" } : { message: "Emulated error" };
    return json(status, body, headers);
  }

  /** Responds to a request, changing the state as the vendor would. */
  respond(request: RoutedRequest): EmulatorResponse {
    const { endpoint, headers, path } = request;
    if (endpoint.id === authentication.create.id) return this.#logIn(request);
    if (LEGACY.includes(endpoint.id) && !this.legacyTokens) return noEndpoint(endpoint.http);
    const caller = this.#live(headers.token);
    if (caller === undefined) return json(401, { message: "Token refused" });
    switch (endpoint.id) {
      case tokens.create.id:
      case tokens.createLegacy.id:
        return this.#create(request, caller);
      case tokens.renew.id:
        return tokenObject(this.#issue(caller.user, caller.scope, DEFAULT_LIFETIME_SECONDS));
      case tokens.renewLegacy.id:
        return plainText(this.#issue(caller.user, caller.scope, DEFAULT_LIFETIME_SECONDS).token);
      case tokens.createForDocuments.id:
        return this.#limit(request, caller);
      case tokens.validate.id:
        return this.#live(path.token) ? plainText(path.token ?? "") : json(400, { message: "Invalid token" });
      default:
        return noEndpoint(endpoint.http);
    }
  }

  #live(token: string | undefined): Stored | undefined {
    const stored = this.#stored.get(token ?? "");
    return stored && stored.expiresAt > this.#context.now() ? stored : undefined;
  }

  #logIn({ body }: RoutedRequest): EmulatorResponse {
    let given: Partial<Credentials>;
    try {
      given = (JSON.parse(body) ?? {}) as Partial<Credentials>;
    } catch {
      return json(400, { message: "Malformed body" });
    }
    const account = this.#accounts.find(
      ({ user, password, scope }) => user === given.user && password === given.password && scope === given.scope,
    );
    if (account === undefined) return json(401, { message: "Bad credentials" });
    return tokenObject(this.#issue(account.user, account.scope, DEFAULT_LIFETIME_SECONDS));
  }

  #create({ endpoint, query }: RoutedRequest, { user, scope }: Stored): EmulatorResponse {
    const validityTime = Number(query.get("validityTime"));
    if (!Number.isInteger(validityTime) || validityTime <= 0 || validityTime > LONGEST_SECONDS)
      return json(400, { message: "validityTime must be a number of seconds" });
    const issued = this.#issue(user, scope, validityTime);
    return endpoint.id === tokens.createLegacy.id ? plainText(issued.token) : tokenObject(issued);
  }

  #limit({ lists, query }: RoutedRequest, { user, scope }: Stored): EmulatorResponse {
    const readOnly = query.get("readOnly");
    if (readOnly !== "true" && readOnly !== "false") return json(400, { message: "readOnly must be true or false" });
    const documents = lists.ids ?? [];
    const limits = { documents, readOnly: readOnly === "true" };
    return plainText(this.#issue(user, scope, DEFAULT_LIFETIME_SECONDS, limits).token);
  }

  #issue(
    user: string,
    scope: string,
    lifetimeSeconds: number,
    limits: Pick<Stored, "documents" | "readOnly"> = {},
  ): Stored {
    const expiresAt = this.#context.now() + lifetimeSeconds * 1_000;
    const claims = { sub: user, scope, exp: Math.floor(expiresAt / 1_000), jti: crypto.randomUUID() };
    const token = `${base64url({ alg: "HS256" })}.${base64url(claims)}.${base64url("emulated")}`;
    const stored = { token, user, scope, expiresAt, ...limits };
    this.#stored.set(token, stored);
    return stored;
  }
}

function base64url(value: unknown): string {
  return btoa(JSON.stringify(value)).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

/** A token with its expiry, in FlowerDocs' own form of a date. */
function tokenObject({ token, expiresAt }: Stored): EmulatorResponse {
  const [day, time = ""] = new Date(expiresAt).toISOString().split("T");
  return json(200, { value: token, expirationDate: `${day} ${time.replace("Z", "")} +0000` });
}

function plainText(text: string): EmulatorResponse {
  return { status: 200, headers: { "content-type": "text/plain;charset=UTF-8" }, body: text };
}

export const flowerDocs: ServiceDefinition<"flowerDocs", EmulatedFlowerDocs> = {
  name: "flowerDocs",
  prefix: "/flower-docs/core",
  // Every customer installs it at an address of their own.
  hosts: [],
  requestIdHeader: "x-request-id",
  create: (context) => new EmulatedFlowerDocs(context),
};
