/** The public part of the core: every service's entry re-exports it. */
export type { AuthProvider, ExpiringToken, SharedTokens, TokenFunction } from "./auth.js";
export type { ByteStream } from "./byteStream.js";
export type { RawRequest } from "./client.js";
export type { Clock } from "./clock.js";
export type { ErrorKind } from "./errorKind.js";
export {
  ApiError,
  AuthError,
  ConnectionError,
  type ErrorFacts,
  InvalidParamsError,
  InvalidResponseError,
  type ParamIssue,
  TesseraError,
  TimeoutError,
} from "./errors.js";
export { fileStore } from "./fileStore.js";
export { type HttpErrorResponse, type ProblemDetails, toHttpResponse } from "./httpResponse.js";
export {
  ConflictError,
  InvalidRequestError,
  type KindErrorFacts,
  NotFoundError,
  PermissionDeniedError,
  RateLimitError,
  UnauthenticatedError,
  UnavailableError,
} from "./kindErrors.js";
export { type Limiter, type LimitRefusal, type LimitRequest, localLimiter } from "./limiter.js";
export { type Observation, type Observer, observe } from "./observe.js";
export type { CallOptions, ClientOptions, SendNotice } from "./options.js";
export { type BarePage, type FetchPage, type Page, Pager } from "./pager.js";
export type { Double, ResponseInfo, ResponsePromise, WithResponse } from "./response.js";
export type { ClientRetryOptions, Idempotency, RetryOptions } from "./retry.js";
export type { Input, UnlistedValue } from "./schema.js";
export { memoryStore, type Store } from "./store.js";
export type { TokenRequest } from "./tokenProvider.js";
export type { AttemptTrace, CallTrace, TokenTrace, WaitTrace } from "./tracing.js";
export { fetchTransport } from "./transport/fetch.js";
export type {
  Cancellation,
  ClosableTransport,
  ResponseBody,
  Transport,
  TransportRequest,
  TransportResponse,
} from "./transport/transport.js";
export { type UndiciTransportOptions, undiciTransport } from "./transport/undici.js";
export type { Drift } from "./validate.js";
