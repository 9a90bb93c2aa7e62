/** The software statement: a signed JWT, whose claims can be read without the network. */

import { objectFromBase64 } from "../../core/base64.js";
import { AuthError } from "../../core/errors.js";
import { epochMs, printable } from "../../core/values.js";

/** A JWT in the compact form of RFC 7515 §7.1. */
export const STATEMENT = /^[\w-]+\.[\w-]+\.[\w-]*$/;

interface Claims {
  /** What it may call; `undefined` if it does not say. */
  readonly scopes: readonly string[] | undefined;
  /** When it expires, in milliseconds since the epoch. */
  readonly expiresAt: number | undefined;
}

/** The claims that matter before anything is sent. Those of a statement that cannot be read are Adobe's to check. */
export function claimsOf(statement: string): Claims {
  const [, payload = ""] = statement.split(".");
  const claims = objectFromBase64(payload);
  if (claims === undefined) return { scopes: undefined, expiresAt: undefined };
  const { scopes, exp } = claims;
  const list = typeof scopes === "string" ? scopes.split(/[\s,]+/) : scopes;
  return {
    scopes: Array.isArray(list) ? list.filter((scope) => typeof scope === "string" && scope !== "") : undefined,
    expiresAt: typeof exp === "number" ? epochMs(exp) : undefined,
  };
}

/**
 * Checks whether a statement can be used for a call.
 *
 * @param sufficient alternative scopes; empty if the endpoint needs none that is known.
 * @throws An {@link AuthError} if it has expired, or covers none of the scopes.
 */
export function checkClaims({ scopes, expiresAt }: Claims, sufficient: readonly string[], now: number): void {
  if (expiresAt !== undefined && expiresAt <= now) {
    throw new AuthError(`The software statement expired on ${new Date(expiresAt).toISOString()}. ${NEW_STATEMENT}`);
  }
  if (scopes === undefined || sufficient.length === 0) return;
  if (sufficient.some((scope) => scopes.includes(scope))) return;
  const covered = scopes.length === 0 ? "no scope" : printable(scopes.join(", "));
  throw new AuthError(
    `The software statement covers ${covered}, and this call needs ${sufficient.join(" or ")}. ${NEW_STATEMENT}`,
    { kind: "permission_denied" },
  );
}

export const NEW_STATEMENT = "Adobe issues software statements in its TVE Dashboard.";
