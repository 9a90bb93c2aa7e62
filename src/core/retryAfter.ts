/** The header `Retry-After` (RFC 9110 §10.2.3), as servers and proxies really send it. */

/** The longest wait that is taken from a server: more is a mistake, or a quota that no program waits for. */
export const MAX_RETRY_AFTER_MS = 86_400_000;

/** The values of a list, of which an HTTP date has a comma of its own. */
const PART = /\s*(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]{0,6},[^,]+|[^,]+/g;

/**
 * `Retry-After` in milliseconds, from seconds, also with a fraction, or from an HTTP date. Of several values the
 * largest counts. `undefined` if there is none, or none that can be read.
 *
 * @param date the response's own `Date`: a date is measured against it, as the clocks may differ.
 * @param now the time here, for responses without it.
 */
export function retryAfterMs(value: string | undefined, now: number, date?: string): number | undefined {
  const waits = (value?.match(PART) ?? []).flatMap((part) => waitOf(part.trim(), now, date) ?? []);
  return waits.length === 0 ? undefined : Math.min(Math.max(...waits), MAX_RETRY_AFTER_MS);
}

function waitOf(part: string, now: number, date: string | undefined): number | undefined {
  if (/^(?:\d+(?:\.\d*)?|\.\d+)$/.test(part)) return Math.ceil(Number(part) * 1_000);
  const at = httpDate(part);
  return at === undefined ? undefined : Math.max(0, at - (httpDate(date) ?? now));
}

/** The three forms of an HTTP date, all in GMT; the form of C names no zone. */
function httpDate(text: string | undefined): number | undefined {
  // It names its weekday first; `Date.parse` alone would take "-1" for a year.
  if (text === undefined || !/^[A-Za-z]{3}/.test(text)) return undefined;
  const at = Date.parse(/\d{4}$/.test(text) ? `${text} GMT` : text);
  return Number.isNaN(at) ? undefined : at;
}
