/** `describeErrorCode()`, apart from what calls need: the messages are most of the table. */
import { type DocumentedCode, documentedCode } from "./codes.js";
import { MESSAGES } from "./messages.js";

/** What Adobe documents of an error code. */
export interface AdobeErrorCodeDescription extends DocumentedCode {
  /** What it means, in Adobe's words. */
  message?: string;
}

/**
 * Returns what Adobe documents of an error code: where, with which statuses, the action it advises, and the message.
 * `undefined` for a code that is not in Adobe's tables, which are open: new codes can be added.
 *
 * @example
 * ```ts
 * import { describeErrorCode } from "tessera-sdk/adobe-pass";
 *
 * console.log(describeErrorCode("authenticated_profile_expired")?.action);
 * ```
 * @see https://experienceleague.adobe.com/en/docs/pass/authentication/auth-features/error-reportn/enhanced-error-codes
 */
export function describeErrorCode(code: string): AdobeErrorCodeDescription | undefined {
  const known = documentedCode(code);
  if (known === undefined) return undefined;
  const message = MESSAGES[code];
  const copy = { ...known, sources: [...known.sources], statuses: [...known.statuses] };
  return message === undefined ? copy : { ...copy, message };
}
