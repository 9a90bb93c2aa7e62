/** What of the core is public: every service's entry re-exports it. */
export type { AuthRecipe, ExpiringToken, TokenFunction, TokenRequest } from "./auth.js";
export type { RawRequest } from "./client.js";
export type { Clock } from "./clock.js";
export type { AttemptTrace, CallTrace } from "./diagnostics.js";
export {
  ApiError,
  AuthError,
  ConflictError,
  ConnectionError,
  type ErrorFacts,
  type ErrorKind,
  InvalidParamsError,
  InvalidRequestError,
  InvalidResponseError,
  NotFoundError,
  type ParamIssue,
  PermissionDeniedError,
  RateLimitError,
  TesseraError,
  TimeoutError,
  UnauthenticatedError,
  UnavailableError,
} from "./errors.js";
export { fetchTransport } from "./fetchTransport.js";
export type { CallOptions, ClientOptions, ResponseInfo } from "./options.js";
export { type Page, Pager } from "./pager.js";
export type { Idempotency, RetryOptions } from "./retry.js";
export type { Drift } from "./schema.js";
export {
  type Cancellation,
  type ResponseBody,
  type Transport,
  type TransportRequest,
  type TransportResponse,
  type UndiciTransportOptions,
  undiciTransport,
} from "./transport.js";
