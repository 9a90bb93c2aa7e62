/** The emulated Directory API for Chrome browser enrollment. */
import type { ChromeDirectory } from "../chromeDirectory/client.js";
import { chromeDirectoryEndpoints } from "../chromeDirectory/endpoints.js";
import { readDuration } from "../google/duration.js";
import { googleService } from "../google/service.js";
import { checkGoogleRequest, googleBody, googleError, refuse } from "./google.js";
import { type EmulatorResponse, empty, json } from "./http.js";
import { RecentMap } from "./recentMap.js";
import {
  type EmulatedService,
  endpointsIn,
  type MethodIdOf,
  type RoutedRequest,
  type ServiceContext,
  type ServiceDefinition,
} from "./service.js";

/** An enrollment token as the service lists it. */
export interface EmulatedChromeToken {
  /** Identifies the token. */
  tokenPermanentId: string;
  /** The token itself. */
  token: string;
  /** Path of its organizational unit. */
  orgUnitPath: string;
  /** `active` until it has been `revoked` or its time has passed (`expired`). */
  state: "active" | "expired" | "revoked";
}

interface Stored {
  tokenPermanentId: string;
  token: string;
  orgUnitPath: string;
  createdAt: number;
  expiresAt: number | undefined;
  revokedAt: number | undefined;
}

const { create, list, revoke } = chromeDirectoryEndpoints.enrollmentTokens;
const CREATOR_ID = "100000000000000000001";
const LARGEST_PAGE = 100;

const timeText = (ms: number) => new Date(ms).toISOString().replace(/\.\d{3}Z$/, "Z");

/** The enrollment tokens of one customer, `C03az79cb`. */
export class EmulatedChromeDirectory implements EmulatedService {
  /** The endpoints that it responds to. */
  readonly endpoints = endpointsIn<`chromedirectory.${MethodIdOf<ChromeDirectory>}`>(chromeDirectoryEndpoints);
  /** Without its leading `C`, as responses have it. */
  readonly customerId = "03az79cb";
  #context: ServiceContext;
  #stored: RecentMap<Stored>;

  constructor(context: ServiceContext) {
    this.#context = context;
    this.#stored = new RecentMap((stored) => this.#stateOf(stored) !== "active");
  }

  /** The tokens that were created, the newest last. Of those that are not active, only the newest. */
  get enrollmentTokens(): EmulatedChromeToken[] {
    return [...this.#stored.values()].map((stored) => ({
      tokenPermanentId: stored.tokenPermanentId,
      token: stored.token,
      orgUnitPath: stored.orgUnitPath,
      state: this.#stateOf(stored),
    }));
  }

  /** An error in the vendor's own shape. */
  error(status: number, headers: Record<string, string>): EmulatorResponse {
    return googleError(status, headers);
  }

  /** Responds to a request, changing the state as the vendor would. */
  respond(request: RoutedRequest): EmulatorResponse {
    const { endpoint, path } = request;
    const names = endpoint.id === list.id ? ["orgUnitPath", "query", "pageSize", "pageToken"] : [];
    checkGoogleRequest(request, this.#context, names);
    const customer = path.customer ?? "";
    if (customer.includes("/")) refuse(400, `Invalid Customer ID: ${customer}`);
    if (customer !== "my_customer" && customer.replace(/^C/, "") !== this.customerId)
      refuse(404, "Customer doesn't exist");
    switch (endpoint.id) {
      case list.id:
        return this.#list(request);
      case create.id:
        return this.#create(request);
      case revoke.id:
        return this.#revoke(path.tokenPermanentId ?? "");
      default:
        return refuse(501);
    }
  }

  #stateOf({ revokedAt, expiresAt }: Stored): EmulatedChromeToken["state"] {
    if (revokedAt !== undefined) return "revoked";
    return expiresAt !== undefined && expiresAt <= this.#context.now() ? "expired" : "active";
  }

  #resource(stored: Stored): Record<string, unknown> {
    return {
      kind: "admin#directory#chromeEnrollmentToken",
      tokenPermanentId: stored.tokenPermanentId,
      token: stored.token,
      customerId: this.customerId,
      orgUnitPath: stored.orgUnitPath,
      state: this.#stateOf(stored),
      creatorId: CREATOR_ID,
      createTime: timeText(stored.createdAt),
      ...(stored.expiresAt !== undefined && { expireTime: timeText(stored.expiresAt) }),
      ...(stored.revokedAt !== undefined && { revokeTime: timeText(stored.revokedAt), revokerId: CREATOR_ID }),
      tokenType: "chromeBrowser",
    };
  }

  #list({ query }: RoutedRequest): EmulatorResponse {
    const pageSize = Number(query.get("pageSize") ?? LARGEST_PAGE);
    if (!Number.isInteger(pageSize) || pageSize < 1 || pageSize > LARGEST_PAGE)
      refuse(400, "Invalid Input: pageSize", "invalid");
    const filter = JSON.stringify([query.get("orgUnitPath"), query.get("query")]);
    const start = this.#offset(query.get("pageToken"), filter);
    const unit = query.get("orgUnitPath");
    const matches = filterOf(query.get("query") ?? "");
    const found = [...this.#stored.values()].filter(
      (stored) => (unit === null || stored.orgUnitPath === unit) && matches(this.#stateOf(stored)),
    );
    const page = found.slice(start, start + pageSize);
    const next = start + pageSize < found.length ? btoa(JSON.stringify([start + pageSize, filter])) : undefined;
    return json(200, {
      kind: "admin#directory#chromeEnrollmentTokens",
      // The service leaves the list out when it is empty.
      ...(page.length > 0 && { chromeEnrollmentTokens: page.map((stored) => this.#resource(stored)) }),
      ...(next !== undefined && { nextPageToken: next }),
    });
  }

  /** A page token is only valid with the filters it was created for. */
  #offset(pageToken: string | null, filter: string): number {
    if (pageToken === null) return 0;
    try {
      const [start, filters] = JSON.parse(atob(pageToken)) as [number, string];
      if (filters === filter) return start;
    } catch {}
    return refuse(400, "Invalid Input: pageToken", "invalid");
  }

  #create(request: RoutedRequest): EmulatorResponse {
    const body = googleBody(request, ["token_type", "org_unit_path", "expire_time", "ttl"]);
    const { token_type, org_unit_path = "/", expire_time, ttl } = body;
    if (token_type !== "CHROME_BROWSER") refuse(400, "Invalid Input: token_type", "invalid");
    if (typeof org_unit_path !== "string" || !org_unit_path.startsWith("/")) refuse(400, "INVALID_OU_ID", "invalid");
    if (expire_time !== undefined && ttl !== undefined) refuse(400, "oneof field 'expiration' is already set.");
    const stored: Stored = {
      tokenPermanentId: crypto.randomUUID(),
      token: crypto.randomUUID(),
      orgUnitPath: org_unit_path,
      createdAt: request.now,
      expiresAt: endOf(expire_time, ttl, request.now),
      revokedAt: undefined,
    };
    this.#stored.set(stored.tokenPermanentId, stored);
    return json(200, this.#resource(stored));
  }

  #revoke(tokenPermanentId: string): EmulatorResponse {
    const stored = this.#stored.get(tokenPermanentId);
    if (stored === undefined) refuse(404, "Resource Not Found: enrollmentToken");
    stored.revokedAt ??= this.#context.now();
    return empty();
  }
}

function endOf(expireTime: unknown, ttl: unknown, now: number): number | undefined {
  if (ttl !== undefined) {
    const duration = typeof ttl === "string" ? readDuration(ttl) : undefined;
    if (duration === undefined || duration.seconds + duration.nanos === 0) refuse(400, "Invalid Input: ttl", "invalid");
    return instant(now + duration.seconds * 1_000);
  }
  if (expireTime === undefined) return undefined;
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/.test(String(expireTime)))
    refuse(400, "Invalid Input: expire_time", "invalid");
  return instant(Date.parse(expireTime as string));
}

/** The last instant that a `Date` can hold. */
const LATEST_MS = 8.64e15;

function instant(ms: number): number {
  return ms <= LATEST_MS ? ms : refuse(400, "Invalid Input: expire_time", "invalid");
}

/** The query language: terms joined by spaces, all of which must match; a term without a field matches everything. */
function filterOf(query: string): (state: string) => boolean {
  const terms = query.split(" ").filter((term) => term.includes(":"));
  const states = terms.flatMap((term) => {
    const [field, value = ""] = term.split(":");
    if (field === "token_state" && /^(?:ACTIVE|EXPIRED|REVOKED)$/.test(value)) return [value.toLowerCase()];
    if (field === "device_type" && value === "CHROME_BROWSER") return [];
    return refuse(400, "Invalid Input: query", "invalid");
  });
  return (state) => states.every((wanted) => wanted === state);
}

export const chromeDirectory: ServiceDefinition<"chromeDirectory", EmulatedChromeDirectory> = {
  name: "chromeDirectory",
  prefix: "/chrome-directory",
  hosts: ["www.googleapis.com/admin/directory"],
  requestIdHeader: googleService.requestIdHeader,
  create: (context) => new EmulatedChromeDirectory(context),
};
