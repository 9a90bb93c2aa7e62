/** The emulated FlowerDocs Core: what a test can change, who may call, and its tokens. */
import { flowerDocsEndpoints } from "../../flowerDocs/endpoints.js";
import { type EmulatorResponse, json, text } from "../http.js";
import {
  type EmulatedService,
  endpointsIn,
  type RoutedRequest,
  type ServiceContext,
  type ServiceDefinition,
} from "../service.js";
import { refusalOf } from "./access.js";
import { Accounts, type EmulatedFlowerDocsAccount } from "./accounts.js";
import { FlowerDocsObjects } from "./objects.js";
import { isSince, missingRoute } from "./routes.js";
import { idsIn } from "./store.js";
import { type EmulatedFlowerDocsToken, type Grant, LONGEST_SECONDS, Tokens, tokenObject } from "./tokens.js";

const { authentication, server, tokens, users } = flowerDocsEndpoints;
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
   * The version that it behaves as, such as `2025.1` or `2026.0`: requests of another version are refused, as a server
   * of that version would.
   */
  serverVersion = "2025.2";
  /** How it refuses a token. FlowerDocs documents neither the status nor a code; 401 and 403 were seen. */
  tokenRefusal: { status: number; code?: string } = { status: 401 };
  /** How long after a write searches find what was written, in milliseconds by the emulator's clock. */
  indexLagMs = 1_000;
  /** How long an export or an archive takes, in milliseconds by the emulator's clock. */
  exportMs = 1_000;
  #accounts = new Accounts();
  #tokens: Tokens;
  #objects: FlowerDocsObjects;

  constructor(context: ServiceContext) {
    const now = () => context.now();
    this.#tokens = new Tokens(now);
    this.#objects = new FlowerDocsObjects(this, now);
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
    this.#tokens.restart();
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
    const { endpoint, headers, path, query } = request;
    const isRefused = ([name, value]: [string, string]) =>
      REFUSED_IN_PATHS.test(endpoint.multiSegment?.includes(name) ? value.replaceAll("/", "") : value);
    if (Object.entries(path).some(isRefused)) return page(400, "Bad Request");
    if (endpoint.id === authentication.create.id) return this.#logIn(request);
    const missing = missingRoute(endpoint, this.serverVersion);
    if (missing) return missing;
    // Without a token, since 2025.1.
    if (endpoint.id === server.status.id && isSince(this.serverVersion, "2025.1"))
      return this.#objects.respond(request);
    const caller = this.#tokens.read(headers.token ?? query.get("token") ?? "");
    if (caller === undefined) return this.#refuse();
    const refusal = refusalOf(request, caller);
    if (refusal !== undefined) return json(403, { code: "F00101", message: refusal });
    switch (endpoint.id) {
      case tokens.create.id:
        // Before, the same request validates a token, which is `user` here.
        return isSince(this.serverVersion, "2025.2") ? this.#create(request, caller) : this.#validate("user");
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
        return this.#objects.respond(request);
    }
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
    const documents = idsIn(path.ids);
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
