/** How the errors of this service differ from those of other Google APIs. */
import { TOO_LARGE } from "../core/body.js";
import { brandError } from "../core/brand.js";
import type { ErrorResponse, VendorFailure } from "../core/context.js";
import { addSentence, type ErrorFacts, InvalidResponseError, type TesseraError } from "../core/errors.js";
import type { FetchPage } from "../core/pager.js";
import { GoogleApiError, type GoogleErrorFacts, readGoogleError, type VerdictTable } from "../google/errors.js";
import { hintFor } from "./hints.js";

/** Here `quotaExceeded` means too many requests at once, and `ABORTED` a conflict with another write. */
const VERDICTS: VerdictTable = { quotaExceeded: "refused", ABORTED: "ambiguous" };

/** Creates the error of a response that is not 2xx. */
export function readChromeError(response: ErrorResponse): VendorFailure {
  const { endpoint } = response;
  return readGoogleError(response, VERDICTS, (failure) => hintFor({ ...failure, endpoint }));
}

/** The facts of an error, for one that takes its place. */
export function factsOf(error: TesseraError): ErrorFacts {
  const { code, kind, endpoint, attempts, status, requestId, retryAfterMs, vendorMessage } = error;
  return { code, kind, endpoint, attempts, status, requestId, retryAfterMs, vendorMessage, cause: error };
}

/** What a {@link ChromePageTokenError} is created from. */
export interface ChromePageTokenErrorFacts extends GoogleErrorFacts {
  /** The token of the last page that was returned. */
  lastPageToken?: string | undefined;
}

/** Google refused a page token: it has expired, or the parameters are not those of the list that it came from. */
export class ChromePageTokenError extends GoogleApiError {
  /**
   * The token of the last page that was returned: `list` with it as `pageToken` gets that page again, and goes on.
   * Absent if that was the first page, or if none was returned. Not enumerable, so that loggers skip it: a page token
   * may hold the query of its list.
   */
  declare readonly lastPageToken?: string;

  constructor(message: string, facts: ChromePageTokenErrorFacts = {}) {
    super(message, facts);
    Object.defineProperty(this, "lastPageToken", { value: facts.lastPageToken });
  }
}
brandError(ChromePageTokenError, "ChromePageTokenError");

/** What is added to the error of a page of a list. */
export function explainPage(error: unknown, ...[pageToken, before]: Parameters<FetchPage<unknown>>): unknown {
  if (error instanceof InvalidResponseError && error.code === TOO_LARGE) {
    addSentence(error, "Request smaller pages with `pageSize`, or fewer fields with `fields`.");
  }
  if (!(error instanceof GoogleApiError) || error.status !== 400 || pageToken === undefined) return error;
  // A 400 may have other causes on later pages too, such as a unit that was deleted meanwhile.
  if (!/page[ _]?token/i.test(error.vendorMessage ?? "")) return error;
  const how =
    before === undefined
      ? "The page token was refused: it may have expired after an hour, or the other parameters are not those of its list."
      : "The token of a page after the first was refused: it may have expired, as page tokens live for an hour. Read the list faster or in parts, such as by organizational unit; `lastPageToken` is the token of the last page that was returned.";
  const { reason, domain, details, helpLinks } = error;
  const facts = { ...factsOf(error), reason, domain, details: [...details], helpLinks: [...helpLinks] };
  const refused = new ChromePageTokenError(error.message, { ...facts, lastPageToken: before?.pageToken });
  addSentence(refused, how);
  return refused;
}
