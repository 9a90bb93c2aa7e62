/** Names that other SDKs have for what this one names differently, with what to use instead. */

const RETRY = "use `retry: { attempts }`, which counts the first attempt, or `retry: false`";
const TIMEOUT = "use `timeoutMs` (one attempt without progress) or `deadlineMs` (the whole call)";
const AUTH = "use `auth`";
const KEY_FILE = "use `auth: googleAuth({ keyFile })`";
const BASE_URL = "use `baseUrl`";
const FETCH = "use `transport: fetchTransport(fetch)`";
const AGENT = "use `transport: undiciTransport({ dispatcher })`";
const PROXY = "use `transport: undiciTransport({ environmentProxy: true })`, or its `dispatcher`";
const HEADERS = "use `headers`";
const QUERY = "use `extraQuery`, or `request()` for another endpoint";
const BODY = "use `extraBody`, or `request()` for another endpoint";
const OBSERVE = "use `observe()`";
const LIMITER = "use `limiter`";
const CLIENT = "it is an option of the client";
const CALL = "it is an option of each call";
const ATTEMPTS = "use `attempts`, which counts the first";

/** By name or path, the end of a sentence on it. A map, as the names that are looked up are the caller's. */
const habits = (names: Record<string, string>): ReadonlyMap<string, string> => new Map(Object.entries(names));

/** Of the options of clients and calls, by path. */
export const OPTION_HABITS = habits({
  maxRetries: RETRY,
  numRetries: RETRY,
  retries: RETRY,
  retryCount: RETRY,
  maxAttempts: RETRY,
  noRetry: RETRY,
  retryConfig: "use `retry`",
  retryOptions: "use `retry`",
  retryPolicy: "use `retry`",
  backoff: "use `retry: { baseMs, capMs }`",
  timeout: TIMEOUT,
  requestTimeout: TIMEOUT,
  connectTimeout: TIMEOUT,
  timeoutMillis: TIMEOUT,
  timeoutSeconds: TIMEOUT,
  deadline: "use `deadlineMs`",
  rootUrl: BASE_URL,
  baseUri: BASE_URL,
  apiUrl: BASE_URL,
  apiEndpoint: BASE_URL,
  apiRoot: BASE_URL,
  endpoint: BASE_URL,
  servicePath: BASE_URL,
  host: BASE_URL,
  hostname: BASE_URL,
  server: BASE_URL,
  url: BASE_URL,
  token: AUTH,
  accessToken: AUTH,
  access_token: AUTH,
  bearerToken: AUTH,
  authorization: AUTH,
  authClient: AUTH,
  authProvider: AUTH,
  oauth2Client: AUTH,
  apiKey: "use `auth`; these services take no API keys",
  key: "use `auth`; these services take no API keys",
  keyFile: KEY_FILE,
  keyFilename: KEY_FILE,
  credentials: "use `auth`, as in `auth: googleAuth({ credentials })`",
  scopes: "each method requests the scope it needs; to choose, use `auth: googleAuth({ scopes })`",
  fetch: FETCH,
  fetchImplementation: FETCH,
  customFetch: FETCH,
  httpClient: "use `transport`",
  httpHandler: "use `transport`",
  requestHandler: "use `transport`",
  adapter: "use `transport`",
  agent: AGENT,
  httpAgent: AGENT,
  httpsAgent: AGENT,
  dispatcher: AGENT,
  proxy: PROXY,
  httpProxy: PROXY,
  httpsProxy: PROXY,
  defaultHeaders: HEADERS,
  customHeaders: HEADERS,
  userAgent: 'use `headers: { "user-agent": … }`',
  defaultQuery: QUERY,
  query: QUERY,
  params: QUERY,
  searchParams: QUERY,
  body: BODY,
  data: BODY,
  json: BODY,
  requestBody: BODY,
  abortSignal: "use `signal`",
  cancelToken: "use `signal`",
  logger: OBSERVE,
  log: OBSERVE,
  logLevel: OBSERVE,
  debug: OBSERVE,
  hooks: OBSERVE,
  middleware: "use `observe()`, or wrap the `transport`",
  interceptors: "use `observe()`, or wrap the `transport`",
  concurrency: LIMITER,
  maxConcurrency: LIMITER,
  rateLimit: LIMITER,
  throttle: LIMITER,
  auth: CLIENT,
  baseUrl: CLIENT,
  transport: CLIENT,
  limiter: CLIENT,
  validation: CLIENT,
  onDrift: CLIENT,
  maxResponseBytes: CLIENT,
  signal: CALL,
  onSend: CALL,
  extraQuery: CALL,
  extraBody: CALL,
  budget: "use `retry: { budget }` of the client",
  "retry.budget": CLIENT,
  "retry.maxAttempts": ATTEMPTS,
  "retry.maxRetries": ATTEMPTS,
  "retry.retries": ATTEMPTS,
  "retry.retry": ATTEMPTS,
  "retry.limit": ATTEMPTS,
  "retry.count": ATTEMPTS,
  "retry.times": ATTEMPTS,
  "retry.delay": "use `baseMs`",
  "retry.delayMs": "use `baseMs`",
  "retry.initialDelayMs": "use `baseMs`",
  "retry.minTimeout": "use `baseMs`",
  "retry.retryDelay": "use `baseMs`",
  "retry.maxDelay": "use `capMs`",
  "retry.maxDelayMs": "use `capMs`",
  "retry.maxTimeout": "use `capMs`",
  "retry.maxRetryDelay": "use `capMs`",
});

const FLAT = "parameters are one flat object: put its fields beside the others";
const STANDARD = "pass it as `extraQuery` in the second argument";

/** Of the parameters of methods. */
export const PARAM_HABITS = habits({
  requestBody: FLAT,
  resource: FLAT,
  body: FLAT,
  data: FLAT,
  params: FLAT,
  fields: STANDARD,
  alt: STANDARD,
  quotaUser: STANDARD,
  prettyPrint: STANDARD,
});
