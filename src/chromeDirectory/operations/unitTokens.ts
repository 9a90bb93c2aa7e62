/** The tokens of one organizational unit, as `getOrCreate` and `rotate` deal with them. */
import type { CallOptions } from "../../core/options.js";
import { bareId, unitOf } from "../orgUnit.js";
import type { OrgUnitParams } from "../params/shared.js";
import type { ChromeEnrollmentToken, CreatedChromeEnrollmentToken } from "../schemas/enrollmentToken.js";
import type { Settlement } from "./createOnce.js";

/** The calls that the operations are composed of. They have the time of one call together. */
export interface UnitTokens extends Pick<Settlement<never>, "maySendAgain" | "options"> {
  /** The active tokens of the unit. */
  active(): Promise<ChromeEnrollmentToken[]>;
  create(): Promise<CreatedChromeEnrollmentToken>;
  /** Parameters that every further call on the unit's tokens has. */
  readonly own: { readonly customer: string | undefined };
  /** The options of a call that goes before the creation. */
  prepare(): CallOptions;
  /** Whether an attempt of the last call failed that the server may have carried out. */
  mayBeDone(): boolean;
}

/** Whether a token enrolls browsers, and a program can use it. */
export function isUsable(token: ChromeEnrollmentToken): token is CreatedChromeEnrollmentToken {
  return isActive(token) && typeof token.token === "string";
}

function isActive({ state }: ChromeEnrollmentToken): boolean {
  return state === undefined || state === "active";
}

/**
 * The active tokens of a unit among those that were listed. Google filters them; a token of another unit would enroll
 * browsers to the wrong place, so what the items say of themselves counts too.
 */
export function activeOf(listed: readonly ChromeEnrollmentToken[], params: OrgUnitParams): ChromeEnrollmentToken[] {
  const unit = unitOf(params) ?? { path: "/" };
  const isOfUnit = ({ orgUnitPath, orgUnitId }: ChromeEnrollmentToken) =>
    "path" in unit
      ? orgUnitPath === undefined || orgUnitPath.toLowerCase() === unit.path.toLowerCase()
      : orgUnitId === undefined || bareId(orgUnitId) === unit.id;
  return listed.filter((token) => typeof token.tokenPermanentId === "string" && isActive(token) && isOfUnit(token));
}
