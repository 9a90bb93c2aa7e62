/**
 * Tokens from the metadata server of Google Cloud. It is reached directly and not through the client's transport: it is
 * part of the machine, and no proxy leads to it.
 *
 * @see https://docs.cloud.google.com/compute/docs/metadata/predefined-metadata-keys
 */
import { reasonOf } from "../core/abort.js";
import { AuthError } from "../core/errors.js";
import { retryAfterMs } from "../core/retryAfter.js";
import type { IssuedToken } from "../core/tokenProvider.js";
import { TransientAuthError } from "../core/tokens.js";
import { transportFailure } from "../core/transport/failure.js";
import { isPlainObject, parseJson } from "../core/values.js";
import type { TokenContext } from "./tokenFetch.js";

/** Elsewhere than on Google Cloud, the address may lead nowhere. */
const PROBE_MS = 3_000;
const FLAVOR = "metadata-flavor";

/**
 * @param onGoogleCloud whether this machine is known to be there.
 * @returns `undefined` where there is no metadata server.
 */
export async function metadataToken(
  { scopes, signal, clock }: TokenContext,
  onGoogleCloud: boolean,
): Promise<IssuedToken | undefined> {
  const { GCE_METADATA_IP, GCE_METADATA_HOST } = process.env;
  const detection = process.env.METADATA_SERVER_DETECTION?.trim().toLowerCase();
  const isCertain = detection === "assume-present" || (onGoogleCloud && detection !== "ping-only");
  if (detection === "none" || (detection === "bios-only" && !isCertain)) return undefined;
  const host = GCE_METADATA_IP || GCE_METADATA_HOST || "169.254.169.254";
  const query = new URLSearchParams({ scopes: scopes.join(",") });
  const base = /^https?:\/\//.test(host) ? host : `http://${host}`;
  const url = new URL(`/computeMetadata/v1/instance/service-accounts/default/token?${query}`, base);
  const ended = new AbortController();
  const leave = () => ended.abort(reasonOf(signal));
  if (signal.aborted) leave();
  signal.addEventListener("abort", leave, { once: true });
  const stop = isCertain ? undefined : clock.sleep(PROBE_MS, () => ended.abort());
  try {
    const response = await fetch(url, { headers: { [FLAVOR]: "Google" }, signal: ended.signal, redirect: "manual" });
    if (response.headers.get(FLAVOR) !== "Google" && !isCertain) return undefined;
    return issuedIn(response, await response.text(), clock.now());
  } catch (error) {
    if (error instanceof AuthError || signal.aborted) throw error;
    if (!isCertain) return undefined;
    const { error: cause } = transportFailure(error);
    throw new TransientAuthError(`The metadata server could not be reached. ${cause.message}`, { cause });
  } finally {
    stop?.();
    signal.removeEventListener("abort", leave);
  }
}

function issuedIn({ status, headers }: Response, text: string, now: number): IssuedToken {
  const json = parseJson(text)?.value;
  const { access_token: token, expires_in: seconds } = isPlainObject(json) ? json : {};
  if (status === 200 && typeof token === "string") return { token, expiresAt: now + Number(seconds) * 1_000 };
  const about = `The metadata server responded with ${status}`;
  if (status === 429 || status >= 500) {
    const wait = retryAfterMs(headers.get("retry-after") ?? undefined, now, headers.get("date") ?? undefined);
    throw new TransientAuthError(`${about}.`, { status, retryAfterMs: wait });
  }
  if (status === 404) throw new AuthError(`${about}: this machine has no service account. Give it one.`, { status });
  if (status === 403) {
    throw new AuthError(`${about}: the access scopes of this machine do not allow these scopes.`, { status });
  }
  throw new AuthError(`${about} and no token.`, { status });
}
