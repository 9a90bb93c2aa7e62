/**
 * What a failure means, whoever reported it. `invalid_request`: the request is wrong and a retry would fail again.
 * `unauthenticated`: the credential is missing or not accepted. `permission_denied`: it is accepted and does not
 * suffice. `not_found`: what the request names does not exist. `conflict`: the state does not allow the request now.
 * `rate_limited`: too many requests, or a quota that is used up. `unavailable`: the server could not be reached or
 * cannot respond now. `server`: it failed, or its response cannot be used. `client`: the SDK was misused.
 */
export type ErrorKind =
  | "invalid_request"
  | "unauthenticated"
  | "permission_denied"
  | "not_found"
  | "conflict"
  | "rate_limited"
  | "unavailable"
  | "server"
  | "client";

/** What an HTTP status means when the vendor's body is not more specific. */
export function kindOfStatus(status: number): ErrorKind {
  switch (status) {
    case 401:
      return "unauthenticated";
    case 403:
      return "permission_denied";
    case 404:
    case 410:
      return "not_found";
    case 409:
    case 412:
      return "conflict";
    case 429:
      return "rate_limited";
    case 408:
    case 502:
    case 503:
    case 504:
      return "unavailable";
    default:
      return status >= 400 && status < 500 ? "invalid_request" : "server";
  }
}
