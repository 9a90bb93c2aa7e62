/** The emulated FlowerDocs Core: its accounts and its token service. */
import { dialectOf } from "../../flowerDocs/dialect.js";
import { flowerDocsEndpoints } from "../../flowerDocs/endpoints.js";
import { type EmulatorResponse, json, noEndpoint, text } from "../http.js";
import {
  type EmulatedService,
  endpointsIn,
  type RoutedRequest,
  type ServiceContext,
  type ServiceDefinition,
} from "../service.js";
import { Accounts, type EmulatedFlowerDocsAccount } from "./accounts.js";
import { FlowerDocsObjects } from "./objects.js";
import { type EmulatedFlowerDocsToken, type Grant, LONGEST_SECONDS, Tokens, tokenObject } from "./tokens.js";

const { authentication, tokens, users } = flowerDocsEndpoints;
/** What creates tokens. */
const MINTS: readonly string[] = [
  tokens.create.id,
  tokens.renew.id,
  tokens.createForDocuments.id,
  tokens.createLegacy.id,
  tokens.renewLegacy.id,
];
/** What the firewall in front of Core refuses in a path, even if it is encoded. */
const REFUSED_IN_PATHS = /[/\\;%\p{Cc}\u2028\u2029]/u;

/** Endpoints are named as in the list of the service; of two for one method, the one for older servers is `….legacy`. */
type NamesOf<E> = {
  [R in keyof E & string]: `${R}.${keyof E[R] & string}`;
}[keyof E & string];
type EndpointId =
  NamesOf<typeof flowerDocsEndpoints> extends infer Name
    ? Name extends `${infer Base}Legacy`
      ? `flowerdocs.${Base}.legacy`
      : `flowerdocs.${Name & string}`
    : never;

/** Starts with one account: user `jna`, password `emulated-password`, scope `ACME`. */
export class EmulatedFlowerDocs implements EmulatedService {
  /** The endpoints that it responds to. */
  readonly endpoints = endpointsIn<EndpointId>(flowerDocsEndpoints);
  /**
   * The version that it behaves as: before 2025.2, only `/rest/token` issues tokens for users; as of 2026.0, only
   * `/rest/token/user`.
   */
  serverVersion = "2025.2";
  /** How it refuses a token. FlowerDocs documents neither the status nor a code; 401 and 403 were seen. */
  tokenRefusal: { status: number; code?: string } = { status: 401 };
  /** How long after a write searches find what was written, in milliseconds by the emulator's clock. */
  indexLagMs = 1_000;
  /** How long an export takes, in milliseconds by the emulator's clock. */
  exportMs = 1_000;
  #accounts = new Accounts();
  #tokens: Tokens;
  #objects = new FlowerDocsObjects(this);

  constructor(context: ServiceContext) {
    this.#tokens = new Tokens(() => context.now());
  }

  /** Adds an account that can log in, or replaces the one of the same user in the same scope. */
  addAccount(account: EmulatedFlowerDocsAccount): void {
    this.#accounts.add(account);
  }

  /** Whether the account is locked, as it is after five failed logins in a row. */
  isLocked(user: string): boolean {
    return this.#accounts.isLocked(user);
  }

  /** Unlocks an account. */
  unlock(user: string): void {
    this.#accounts.unlock(user);
  }

  /** Makes all tokens invalid, as a restart does of a Core without a fixed `token.key`. */
  restart(): void {
    this.#tokens.revokeAll();
  }

  /** The tokens that were issued, the newest last. Of those that have expired, only the newest. */
  get tokens(): EmulatedFlowerDocsToken[] {
    return this.#tokens.all;
  }

  /** The ids of the temporary files that belong to no document yet. */
  get temporaryFileIds(): string[] {
    return this.#objects.temporaryFileIds;
  }

  /** Issues a token without a login. */
  issueToken(options: { user?: string; expiresInSeconds?: number } = {}): string {
    const { user = "jna", expiresInSeconds } = options;
    return this.#tokens.issue({ user, scope: "ACME" }, expiresInSeconds).token;
  }

  /** Makes a token invalid. */
  revokeToken(token: string): void {
    this.#tokens.revoke(token);
  }

  /** An error in the vendor's own shape. */
  error(status: number, headers: Record<string, string>): EmulatorResponse {
    const body = status >= 500 ? { code: "T00000", message: "Technical error" } : { message: "Emulated error" };
    return json(status, body, headers);
  }

  /** Responds to a request, changing the state as the vendor would. */
  respond(request: RoutedRequest): EmulatorResponse {
    const { endpoint, headers, path } = request;
    const isRefused = ([name, value]: [string, string]) =>
      REFUSED_IN_PATHS.test(endpoint.multiSegment?.includes(name) ? value.replaceAll("/", "") : value);
    if (Object.entries(path).some(isRefused)) return page(400, "Bad Request");
    if (endpoint.id === authentication.create.id) return this.#logIn(request);
    const missing = this.#missing(endpoint.id, endpoint.http);
    if (missing) return missing;
    const caller = this.#tokens.read(headers.token ?? "");
    if (caller === undefined) return this.#refuse();
    if (caller.documents && MINTS.includes(endpoint.id)) {
      return json(403, { code: "F00101", message: "The token is limited to documents" });
    }
    switch (endpoint.id) {
      case tokens.create.id:
        return this.#hasUserTokens ? this.#create(request, caller) : this.#validate("user");
      case tokens.createLegacy.id:
        return this.#create(request, caller);
      case tokens.renew.id:
        return tokenObject(this.#tokens.issue(caller));
      case tokens.renewLegacy.id:
        return text(this.#tokens.issue(caller).token);
      case tokens.createForDocuments.id:
        return this.#limit(request, caller);
      case tokens.validate.id:
        return this.#validate(path.token ?? "");
      case users.unlock.id:
        this.unlock(path.username ?? "");
        return text("");
      default:
        return this.#objects.respond(request) ?? noEndpoint(endpoint.http);
    }
  }

  get #hasUserTokens(): boolean {
    return dialectOf(this.serverVersion).userTokens;
  }

  /** The response to a route that this version does not have. `POST /token/user` is one for all: see `#validate`. */
  #missing(id: string, http: string): EmulatorResponse | undefined {
    if (id === tokens.renew.id && !this.#hasUserTokens) return json(405, { message: "Method Not Allowed" });
    const isOlder = id === tokens.createLegacy.id || id === tokens.renewLegacy.id;
    return isOlder && Number.parseInt(this.serverVersion, 10) >= 2026 ? noEndpoint(http) : undefined;
  }

  #refuse(): EmulatorResponse {
    const { status, code } = this.tokenRefusal;
    return json(status, { ...(code !== undefined && { code }), message: "Token refused" });
  }

  #validate(token: string): EmulatorResponse {
    return this.#tokens.read(token) ? text(token) : json(500, { code: "F00101", message: "Invalid token" });
  }

  #logIn({ body }: RoutedRequest): EmulatorResponse {
    let given: Partial<EmulatedFlowerDocsAccount>;
    try {
      given = (JSON.parse(body) ?? {}) as Partial<EmulatedFlowerDocsAccount>;
    } catch {
      return json(400, { message: "Malformed body" });
    }
    const account = this.#accounts.logIn(given);
    if (account === "locked") return json(401, { message: "Account locked" });
    if (account === "refused") return json(401, { message: "Bad credentials" });
    return tokenObject(this.#tokens.issue({ user: account.user, scope: account.scope }));
  }

  #create({ endpoint, query }: RoutedRequest, { user, scope }: Grant): EmulatorResponse {
    const validityTime = Number(query.get("validityTime"));
    if (!Number.isInteger(validityTime) || validityTime <= 0 || validityTime > LONGEST_SECONDS)
      return json(400, { message: "validityTime must be a number of seconds" });
    const issued = this.#tokens.issue({ user, scope }, validityTime);
    return endpoint.id === tokens.createLegacy.id ? text(issued.token) : tokenObject(issued);
  }

  #limit({ path, query }: RoutedRequest, { user, scope }: Grant): EmulatorResponse {
    const readOnly = query.get("readOnly");
    if (readOnly !== "true" && readOnly !== "false") return json(400, { message: "readOnly must be true or false" });
    // Core splits what it has decoded, and trims the parts.
    const documents = (path.ids ?? "").split(",").map((id) => id.trim());
    return text(this.#tokens.issue({ user, scope, documents, readOnly: readOnly === "true" }).token);
  }
}

/** A response of the servlet container, before Core sees the request. */
function page(status: number, title: string): EmulatorResponse {
  const headers = { "content-type": "text/html;charset=utf-8" };
  return { status, headers, body: `<!doctype html><html><h1>HTTP Status ${status} – ${title}</h1></html>` };
}

export const flowerDocs: ServiceDefinition<"flowerDocs", EmulatedFlowerDocs> = {
  name: "flowerDocs",
  prefix: "/flower-docs/core",
  // Every customer installs it at an address of their own.
  hosts: [],
  requestIdHeader: "x-request-id",
  create: (context) => new EmulatedFlowerDocs(context),
};
