/** Throttles that a server, or a proxy in front of it, reports in words and not by the status 429. */

/** `Rate Limit Exceeded`, `Request rate higher than configured`, `Too Many Requests`, `quotaExceeded`, `{"status":429}`. */
const THROTTLE = new RegExp(
  [
    "rate[\\s_-]?limit",
    "rate[\\s_-]exceeded",
    "request[\\s_-]rate",
    "requests?[\\s_-]limit[\\s_-]exceeded",
    "too[\\s_-]?many[\\s_-]?(?:\\w{1,20}[\\s_-])?requests",
    "quota[\\s_-]?(?:has been |was |is )?exceeded",
    "exceed(?:ed|s)?\\b[^.<]{0,60}\\bquota",
    "resource[\\s_-]?(?:has been )?exhausted",
    "\\bthrottl(?:ed|ing)\\b",
    '"(?:status|code|statusCode)"\\s*:\\s*"?429\\b',
    "<status>\\s*429\\s*<",
  ].join("|"),
  "i",
);

/** A limit that no wait within a call outlasts. */
const DAILY = /daily[\s_-]?(?:\w{1,20}[\s_-])?(?:limit|quota)|per[\s_-]?day|\b1\/d\b|\b24[\s-]h(?:ours?)?\b/i;

/** What follows is the fine print of a page. */
const MAX_READ = 16_384;

/** Whether a reason or a text is about a daily quota. */
export function saysDaily(text: string): boolean {
  return DAILY.test(text.slice(0, MAX_READ));
}

/** Whether a text says that there were too many requests. */
export function saysThrottled(text: string): boolean {
  return THROTTLE.test(text.slice(0, MAX_READ));
}

/** Whether a response of this status may be a throttle by its text: a text under a 500 may be about anything. */
export function mayBeThrottle(status: number): boolean {
  return status === 403 || status === 503;
}
