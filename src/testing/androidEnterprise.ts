/** The emulated Google Play EMM API. */
import { androidEnterpriseEndpoints } from "../androidEnterprise/endpoints.js";
import { readDuration } from "../google/duration.js";
import type { AccessTokens } from "./accessTokens.js";
import { checkGoogleRequest, googleBody, googleError, refuse } from "./google.js";
import { type Arrival, type EmulatedService, type EmulatorAnswer, json } from "./http.js";

export interface EmulatedUser {
  id: string;
  /** Only EMM-managed users get authentication tokens. @default "emmManaged" */
  managementType?: "emmManaged" | "googleManaged" | undefined;
}

/** An authentication token that was issued. It works once, and for ten minutes. */
export interface EmulatedAuthenticationToken {
  token: string;
  enterpriseId: string;
  userId: string;
  state: "active" | "used" | "expired";
}

export interface EmulatedEnrollmentToken {
  token: string;
  enterpriseId: string;
  enrollmentTokenType: string;
  state: "active" | "expired";
}

/** Google publishes no figure but "a few minutes". */
const AUTHENTICATION_TOKEN_LIFE_MS = 600_000;
const DEFAULT_DURATION = "3600s";
const TYPES: readonly unknown[] = ["userDevice", "userlessDevice"];

/** Enterprises with their users, and the tokens issued for them. Starts with enterprise `LC00lwk1yg` and user `110001`. */
export class EmulatedAndroidEnterprise implements EmulatedService {
  /** @internal */
  readonly endpoints = Object.values(androidEnterpriseEndpoints).flatMap((resource) =>
    Object.values(resource),
  ) as EmulatedService["endpoints"];
  #tokens: AccessTokens;
  #now: () => number;
  #enterprises = new Map<string, Map<string, EmulatedUser>>();
  #authentication: { token: string; enterpriseId: string; userId: string; used: boolean; expiresAt: number }[] = [];
  #enrollment: { token: string; enterpriseId: string; enrollmentTokenType: string; expiresAt: number }[] = [];

  /** @internal */
  constructor(tokens: AccessTokens, now: () => number) {
    this.#tokens = tokens;
    this.#now = now;
    this.addEnterprise("LC00lwk1yg", [{ id: "110001" }, { id: "220002", managementType: "googleManaged" }]);
  }

  addEnterprise(enterpriseId: string, users: readonly EmulatedUser[] = []): void {
    this.#enterprises.set(enterpriseId, new Map(users.map((user) => [user.id, user])));
  }

  get authenticationTokens(): EmulatedAuthenticationToken[] {
    return this.#authentication.map(({ used, expiresAt, ...token }) => ({
      ...token,
      state: used ? "used" : expiresAt <= this.#now() ? "expired" : "active",
    }));
  }

  get enrollmentTokens(): EmulatedEnrollmentToken[] {
    return this.#enrollment.map(({ expiresAt, ...token }) => ({
      ...token,
      state: expiresAt <= this.#now() ? "expired" : "active",
    }));
  }

  /** Uses an authentication token up, as a device does. @returns whether it was active. */
  redeem(token: string): boolean {
    const known = this.#authentication.find((issued) => issued.token === token);
    if (known === undefined || known.used || known.expiresAt <= this.#now()) return false;
    known.used = true;
    return true;
  }

  /** @internal */
  error = (status: number, headers: Record<string, string>) => googleError(status, headers);

  /** @internal */
  answer(arrival: Arrival): EmulatorAnswer {
    checkGoogleRequest(arrival, this.#tokens, []);
    const users = this.#enterprises.get(arrival.path.enterpriseId ?? "");
    if (users === undefined) refuse(404, "No enterprise was found for the given ID.");
    switch (arrival.endpoint.id) {
      case androidEnterpriseEndpoints.users.generateAuthenticationToken.id:
        return this.#generate(arrival, users);
      case androidEnterpriseEndpoints.enrollmentTokens.create.id:
        return this.#create(arrival);
      default:
        return refuse(501);
    }
  }

  #generate(
    { path: { enterpriseId = "", userId = "" }, now }: Arrival,
    users: Map<string, EmulatedUser>,
  ): EmulatorAnswer {
    const user = users.get(userId);
    if (user === undefined) refuse(404, "No user was found for the given ID.");
    if (user.managementType === "googleManaged") refuse(400, "The user is not managed by the EMM.", "invalid");
    const token = `authn-${crypto.randomUUID()}`;
    this.#authentication.push({
      token,
      enterpriseId,
      userId,
      used: false,
      expiresAt: now + AUTHENTICATION_TOKEN_LIFE_MS,
    });
    return json(200, { kind: "androidenterprise#authenticationToken", token });
  }

  #create(arrival: Arrival): EmulatorAnswer {
    const body = googleBody(arrival, ["enrollmentTokenType", "duration", "googleAuthenticationOptions"]);
    const { enrollmentTokenType, duration = DEFAULT_DURATION, googleAuthenticationOptions } = body;
    if (!TYPES.includes(enrollmentTokenType)) refuse(400, "Invalid value at 'enrollment_token_type'.");
    const life = typeof duration === "string" ? readDuration(duration) : undefined;
    if (life === undefined || life.seconds < 60) refuse(400, "Invalid value at 'duration'.");
    const { authenticationRequirement, requiredAccountEmail } = (googleAuthenticationOptions ?? {}) as Record<
      string,
      unknown
    >;
    if (requiredAccountEmail !== undefined && authenticationRequirement !== "required") {
      refuse(400, "Authentication requirement must be REQUIRED if required account email is set.");
    }
    const issued = {
      token: crypto.randomUUID().replaceAll("-", "").slice(0, 20).toUpperCase(),
      enterpriseId: arrival.path.enterpriseId ?? "",
      enrollmentTokenType: enrollmentTokenType as string,
      expiresAt: arrival.now + life.seconds * 1_000,
    };
    this.#enrollment.push(issued);
    return json(200, { kind: "androidenterprise#enrollmentToken", token: issued.token, ...body, duration });
  }
}
