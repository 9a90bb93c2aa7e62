/** What is left to do for a logout. */
import type { ResponseContext } from "../../../core/endpoint.js";
import { InvalidResponseError } from "../../../core/errors.js";
import {
  closedEnumOf,
  enumOf,
  mapOf,
  objectOf,
  type Schema,
  string,
  type UnlistedValue,
} from "../../../core/schema.js";
import { isPlainObject } from "../../../core/values.js";
import { mapValues } from "../../times.js";
import { withAbsoluteUrl } from "./session.js";

/** What every logout has. */
export interface AdobeLogoutBase {
  /** Id of the TV provider. The key of the map counts, also if it is of a degraded provider. */
  mvpd?: string;
}

/** The profile is removed; to sign out at the TV provider too, open `url` in a browser. */
export interface AdobeInteractiveLogout extends AdobeLogoutBase {
  /** `logout`: open `url` in a browser. */
  actionName: "logout";
  /** `interactive`: in a browser. */
  actionType: "interactive" | UnlistedValue;
  /** Absolute address. */
  url: string;
}

/** The profile is removed; tell the user to sign out in the settings of the partner, such as Apple's. */
export interface AdobePartnerLogout extends AdobeLogoutBase {
  /** `partner_logout`: the user signs out at the partner. */
  actionName: "partner_logout";
  /** `partner_interactive`: by the user. */
  actionType: "partner_interactive" | UnlistedValue;
}

/** Nothing is left to do. */
export interface AdobeFinishedLogout extends AdobeLogoutBase {
  /** `complete`: the profile is removed. `invalid`: there was no valid profile. */
  actionName: "complete" | "invalid";
  /** `none`: nothing is left to do. */
  actionType: "none" | UnlistedValue;
}

/**
 * What is left to do for a logout. `actionName` tells. Adobe may add actions: they pass, and are reported to `onDrift`,
 * so that a `switch` over it needs a `default`.
 */
export type AdobeLogout = AdobeInteractiveLogout | AdobePartnerLogout | AdobeFinishedLogout;

/** The result of a logout. */
export interface AdobeLogouts {
  /** What is left to do, by the id of the TV provider. */
  logouts: Record<string, AdobeLogout>;
}

interface LogoutFields extends AdobeLogoutBase {
  actionName: AdobeLogout["actionName"];
  actionType: AdobeLogout["actionType"];
  url?: string;
}

const logoutSchema = objectOf<LogoutFields>()(
  () => ({
    actionName: closedEnumOf("logout", "partner_logout", "complete", "invalid"),
    actionType: enumOf("interactive", "partner_interactive", "none"),
    mvpd: string,
    url: string,
  }),
  { actionName: true, actionType: true },
) as unknown as Schema<AdobeLogout>;

export const logoutsSchema: Schema<AdobeLogouts> = objectOf<AdobeLogouts>()(() => ({ logouts: mapOf(logoutSchema) }), {
  logouts: true,
});

/** @throws An {@link InvalidResponseError} if a logout lacks the address that it needs. */
export function readLogouts(body: unknown, { baseUrl }: ResponseContext): unknown {
  if (!isPlainObject(body)) return body;
  return { ...body, logouts: mapValues(body.logouts, (logout) => readLogout(logout, baseUrl)) };
}

function readLogout(logout: unknown, baseUrl: string): unknown {
  if (!isPlainObject(logout)) return logout;
  const read = withAbsoluteUrl(logout, baseUrl);
  if (read.actionName !== "logout" || typeof read.url === "string") return read;
  throw new InvalidResponseError("The server responded 2xx, but a logout in a browser lacks its `url`.");
}
