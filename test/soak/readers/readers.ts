/** The readers of what servers send, each with valid samples and what it may return. */
import { readAdobeError } from "../../../src/adobePass/errors/classify.js";
import { AdobePassError } from "../../../src/adobePass/errors/error.js";
import { readErrorXml } from "../../../src/adobePass/xml.js";
import { chromeDirectoryEndpoints } from "../../../src/chromeDirectory/endpoints.js";
import { readChromeError } from "../../../src/chromeDirectory/errors.js";
import type { ErrorResponse, VendorFailure } from "../../../src/core/context.js";
import { ApiError } from "../../../src/core/errors.js";
import { redactor } from "../../../src/core/redact.js";
import { retryAfterMs } from "../../../src/core/retryAfter.js";
import type { AnySchema } from "../../../src/core/schema.js";
import { checkResponse } from "../../../src/core/validate.js";
import { parseJson } from "../../../src/core/values.js";
import { readFlowerDocsError } from "../../../src/flowerDocs/errors.js";
import { readTime } from "../../../src/flowerDocs/login/readExpiry.js";
import { readToken } from "../../../src/flowerDocs/login/readToken.js";
import { durationText, readDuration } from "../../../src/google/duration.js";
import { readGoogleError } from "../../../src/google/errors.js";
import { pick, type Random } from "../random.js";

export interface Reader {
  name: string;
  /** Each of them is readable. */
  samples: readonly string[];
  /** Fragments that matter to this reader, for the mutations. */
  fragments?: readonly string[];
  /**
   * Reads one input.
   *
   * @returns whether it was readable.
   * @throws if the reader throws, or returns what it does not document.
   */
  read(input: string, random: Random): boolean | Promise<boolean>;
}

function must(holds: boolean, what: string): void {
  if (!holds) throw new Error(what);
}

/** A credential of the call. No error may quote it, however a body spells it. */
const SECRET = "S3cret-credential";
const SPELLINGS = [SECRET, "\\u0053\\u0033cret-credential", "S3cret&#45;credential", "S3cret&#x2d;credential"];
const redact = redactor([SECRET]);

const STATUSES = [300, 302, 400, 401, 403, 404, 408, 409, 412, 418, 429, 500, 501, 503, 504, 599];
const KINDS = new Set(
  "invalid_request unauthenticated permission_denied not_found conflict rate_limited unavailable server client".split(
    " ",
  ),
);
const VERDICTS = new Set(["refused", "ambiguous", "token", "final"]);

function responseOf(text: string, random: Random): ErrorResponse {
  const status = pick(random, STATUSES);
  const headers = random() < 0.2;
  return {
    status,
    header: (name) => (headers && /^(?:code|message)$/.test(name) ? redact(text.slice(0, 20)) || undefined : undefined),
    text: redact(text),
    redact,
    endpoint: "soak",
    facts: { status },
    redirect: undefined,
    url: "https://h.example.com/path",
    renewed: false,
  };
}

/** An error that a program can work with and that a logger can write. */
function checkFailure({ error, verdict, waitMs = 0 }: VendorFailure, status: number): void {
  must(error instanceof ApiError, "not an ApiError");
  must(VERDICTS.has(verdict), `the verdict is ${verdict}`);
  must(KINDS.has(error.kind), `the kind is ${error.kind}`);
  must(error.status === status, `the status is ${error.status}`);
  must(typeof error.message === "string" && error.message !== "", "no message");
  must(typeof error.code === "string" && error.code !== "", "no code");
  must(error.outcomeUnknown === false, "the outcome is unknown");
  const { retryAfterMs = 0 } = error;
  must(Number.isFinite(retryAfterMs) && retryAfterMs >= 0, `retryAfterMs is ${retryAfterMs}`);
  must(Number.isFinite(waitMs) && waitMs >= 0, `waitMs is ${waitMs}`);
  const { body } = error as { body?: unknown };
  const written = [JSON.stringify(error), JSON.stringify(body), error.stack].join("\n");
  must(!written.includes(SECRET), "the error quotes a credential");
}

const errorReader =
  (readError: (response: ErrorResponse) => VendorFailure | Promise<VendorFailure>) =>
  async (input: string, random: Random): Promise<boolean> => {
    const response = responseOf(input, random);
    const failure = await readError(response);
    checkFailure(failure, response.status);
    // A redirect with a message has it before a semicolon.
    return !/: (?:no readable error body|a redirect)/.test(failure.error.message);
  };

const GOOGLE = [
  '{"error":{"code":403,"message":"Quota exceeded.","errors":[{"message":"Quota","domain":"usageLimits","reason":"rateLimitExceeded","extendedHelp":"https://example.com"}],"status":"PERMISSION_DENIED","details":[{"@type":"type.googleapis.com/google.rpc.ErrorInfo","reason":"RATE_LIMIT_EXCEEDED","domain":"googleapis.com","metadata":{"service":"x"}},{"@type":"type.googleapis.com/google.rpc.RetryInfo","retryDelay":"1.5s"},{"@type":"type.googleapis.com/google.rpc.Help","links":[{"description":"Help","url":"https://example.com"}]}]}}',
  '[{"error":{"code":404,"message":"Not found.","status":"NOT_FOUND"}}]',
  '{"error":"invalid_grant","error_description":"Token has been expired or revoked."}',
  `{"error":{"message":"Bearer ${SPELLINGS[1]} is not valid","errors":[{"reason":"authError"}]}}`,
];

const ADOBE_JSON = [
  '{"status":403,"code":"authentication_session_expired","message":"Sign in again.","action":"authentication","details":"Text","helpUrl":"https://example.com","trace":"12f6fef9-d2e0-422b-a9d7-60d799abe353"}',
  '{"error":{"status":"400","code":"invalid_requestor","message":"The requestor is invalid.","action":"none"}}',
  '{"error":"invalid_client","error_description":"Unknown client"}',
  `{"status":401,"message":"The token ${SPELLINGS[1]} is not valid"}`,
];

const ADOBE_XML = [
  '<?xml version="1.0" encoding="UTF-8"?>\n<error><status>403</status><message>User not authenticated</message></error>',
  "<error>\n  <status>400</status>\n  <code>invalid_requestor</code><message>Not &lt;valid&gt; &#233; &#xe9;</message><action>none</action><helpUrl>https://example.com/?a=1&amp;b=2</helpUrl><trace>12f6</trace></error>",
  "<ns2:error xmlns:ns2='urn:x' a='1'><status>429</status><details><![CDATA[<b>]]></details><message>x</message></ns2:error>",
  `<error><status>401</status><message>The token ${SPELLINGS[2]} is not valid</message></error>`,
];

const FLOWER = [
  '{"code":"F00012","message":"The document does not exist."}',
  '{"errorCode":"T00103","error":"Not found","description":"x"}',
  '{"description":"HTTP 500: T00707 failed"}',
  `{"message":"Invalid token ${SPELLINGS[1]}"}`,
];

const TOKENS = [
  '{"value":"eyJhbGciOiJIUzI1NiJ9.eyJleHAiOjE5MDAwMDAwMDB9.abc-_","expirationDate":"2030-03-07 13:59:53.401 +0100"}',
  '{"token":{"value":"abc","expiresAt":1900000000}}',
  '{"data":{"access_token":"abc","expires":"2030-01-01T00:00:00.000Z"}}',
  '"eyJhbGciOiJIUzI1NiJ9.eyJleHAiOjE5MDAwMDAwMDB9.abc"',
  "c46de78c-92d4-45ef-b262-8395aa76a4a8",
];

const TIMES = [
  "2024-03-07 13:59:53.401 +0100",
  "2024-03-07T13:59:53Z",
  "2024-03-07T13:59+01:00",
  "2024-03-07T13:59:53.123456789-0230",
  "1900000000",
  "1900000000000",
];

const { list } = chromeDirectoryEndpoints.enrollmentTokens;
const SENT = { params: {}, sentAt: 0, header: () => undefined, baseUrl: "https://chrome.example.com" };

const CHROME = [
  '{"kind":"k","chromeEnrollmentTokens":[{"tokenPermanentId":"5d3f","token":"c0ff","state":"active","orgUnitPath":"/Sales","createTime":"2026-01-15T09:30:00Z"}],"nextPageToken":"x"}',
  '{"chrome_enrollment_tokens":[{"token_permanent_id":"5d3f","token_id":"c0ff","token_state":"ENROLLMENT_TOKEN_STATE_ACTIVE","expiration":{"ttl":"3600s"},"token_type":"CHROME_BROWSER"}]}',
  '{"enrollmentTokens":[{"name":"customers/C1/enrollmentTokens/5d3f","token":"c0ff"}],"etag":"e"}',
  "{}",
];

/** Read at this moment: Thursday, 15 January 2026. */
const NOW = Date.UTC(2026, 0, 15);
const RETRY_AFTER = [
  "120",
  "0",
  "Thu, 15 Jan 2026 00:02:00 GMT",
  "Thursday, 15-Jan-26 00:02:00 GMT",
  "Thu Jan 15 00:02:00 2026",
];

const DURATIONS = ["3600s", "1.5s", "0.000000001s", "999999999999999s", "3600", "60.1", '{"seconds":"60","nanos":5}'];

export const READERS: readonly Reader[] = [
  {
    name: "XML (Adobe Pass)",
    samples: ADOBE_XML,
    async read(input) {
      const read = await readErrorXml(input);
      if (read === undefined) return false;
      for (const value of read.values()) must(typeof value === "string", "a field is not a text");
      return true;
    },
  },
  {
    name: "errors of Adobe Pass",
    samples: [...ADOBE_JSON, ...ADOBE_XML],
    fragments: [...SPELLINGS, '"error"', '"code"', '"action"', '"trace"', "<action>", "</action>"],
    async read(input, random) {
      const response = responseOf(input, random);
      const failure = await readAdobeError(response);
      checkFailure(failure, response.status);
      return failure.error instanceof AdobePassError && failure.error.body !== undefined;
    },
  },
  {
    name: "errors of Google",
    samples: GOOGLE,
    fragments: [...SPELLINGS, '"error"', '"errors"', '"details"', '"@type"', '"links"', '"retryDelay"'],
    read: errorReader((response) => readGoogleError(response)),
  },
  {
    name: "errors of Chrome",
    samples: GOOGLE,
    fragments: [...SPELLINGS, '"quotaExceeded"', '"ABORTED"'],
    read: errorReader(readChromeError),
  },
  {
    name: "errors of FlowerDocs",
    samples: FLOWER,
    fragments: [...SPELLINGS, '"code"', '"message"', '"error"'],
    read: errorReader(readFlowerDocsError),
  },
  {
    name: "tokens of FlowerDocs",
    samples: TOKENS,
    fragments: ['"value"', '"token"', '"expires"', '"EXPIRATION"', "e30"],
    read(input) {
      const { token, expiresAt, raw } = readToken(input, { sentAt: NOW, header: () => undefined }, 60_000);
      must(raw === input, "`raw` is not the body");
      must(token === undefined || (typeof token === "string" && token !== ""), "the token is not a text");
      must(expiresAt === undefined || new Date(expiresAt).toISOString() === expiresAt, "the expiry is not a time");
      return token !== undefined;
    },
  },
  {
    name: "pages of Chrome",
    samples: CHROME,
    fragments: ['"token"', '"tokenid"', '"expiration"', '"items"', '"name"', '"nextPageToken"'],
    read(input) {
      const parsed = parseJson(input);
      if (parsed === undefined) return false;
      const { broken } = checkResponse(list.response as AnySchema, list.fromWire?.(parsed.value, SENT));
      must(broken === undefined || typeof broken === "string", "what is broken is not a text");
      return broken === undefined;
    },
  },
  {
    name: "times of FlowerDocs",
    samples: TIMES,
    read(input, random) {
      const at = readTime(/^\s*-?[\d.]+\s*$/.test(input) && random() < 0.5 ? Number(input) : input);
      must(at === undefined || Number.isFinite(at), `the time is ${at}`);
      return at !== undefined;
    },
  },
  {
    name: "Retry-After",
    samples: RETRY_AFTER,
    read(input) {
      const wait = retryAfterMs(input, NOW);
      must(wait === undefined || (wait >= 0 && wait <= Number.MAX_SAFE_INTEGER), `the wait is ${wait}`);
      return wait !== undefined;
    },
  },
  {
    name: "durations",
    samples: DURATIONS,
    read(input) {
      // A text, or what its JSON is: a number or an object.
      const value = readDuration(input) === undefined ? parseJson(input)?.value : input;
      const duration = readDuration(value);
      const text = durationText(value);
      must((duration === undefined) === (text === undefined), "read, but not written, or the other way round");
      if (duration === undefined) return false;
      must(Number.isSafeInteger(duration.seconds) && duration.seconds >= 0, `${duration.seconds} seconds`);
      must(
        Number.isSafeInteger(duration.nanos) && duration.nanos >= 0 && duration.nanos < 1e9,
        `${duration.nanos} nanos`,
      );
      must(JSON.stringify(readDuration(text)) === JSON.stringify(duration), "not the same once it is written");
      return true;
    },
  },
];
