/** From the options of a new client to the context that its calls share. */
import { BIND, functionProvider, isProvider, type TokenFunction } from "./auth.js";
import { call } from "./call.js";
import { systemClock } from "./clock.js";
import { Closing } from "./closing.js";
import type { ClientContext, Service } from "./context.js";
import { invalidParam } from "./errors.js";
import { addHeaders } from "./headers.js";
import { localLimiter } from "./limiter.js";
import { type ClientOptions, checkBaseUrl, checkClientOptions } from "./options.js";
import { RetryBudget, retryPolicy } from "./retry.js";
import type { TokenProvider } from "./tokenProvider.js";
import { fixedToken, TokenSource, type Tokens } from "./tokens.js";
import { defaultTransport } from "./transport/default.js";
import { VERSION } from "./version.js";

/**
 * Creates the context shared by all calls of a client.
 *
 * @throws An {@link InvalidParamsError} that names the invalid option.
 */
export function createContext(service: Service, options: ClientOptions & { auth?: unknown }): ClientContext {
  checkClientOptions(service.options, options);
  const baseUrl = options.baseUrl ?? service.baseUrl;
  if (baseUrl === undefined) invalidParam("baseUrl", "is required");
  const headers: Record<string, string> = { "user-agent": `tessera-sdk/${VERSION}`, accept: "application/json" };
  addHeaders(headers, options.headers);
  const checkedUrl = checkBaseUrl(baseUrl, options.allowInsecure ?? false);
  const clock = options.clock ?? systemClock;
  const context: ClientContext = {
    service,
    baseUrl: checkedUrl,
    origin: new URL(checkedUrl).origin,
    transport: options.transport ?? defaultTransport(),
    ownsTransport: options.transport === undefined,
    tokens: undefined,
    clock,
    budget: new RetryBudget(options.retry === false ? undefined : options.retry?.budget),
    limiter: options.limiter ?? (service.limiter ?? localLimiter)(clock),
    policy: retryPolicy(options.retry),
    timeoutMs: options.timeoutMs ?? 30_000,
    deadlineMs: options.deadlineMs,
    validation: options.validation ?? "report",
    onDrift: options.onDrift,
    headers,
    maxResponseBytes: options.maxResponseBytes ?? 10_485_760,
    closing: new Closing(),
  };
  return { ...context, closing: new Closing(), tokens: tokensOf(service, options.auth, context) };
}

function tokensOf(service: Service, auth: unknown, context: ClientContext): ClientContext["tokens"] {
  if (service.anonymous?.(auth)) return undefined;
  if (typeof auth === "string") return fixedToken(auth);
  const provider = providerOf(service, auth, context);
  if (provider) return "get" in provider ? provider : new TokenSource(provider, context.clock, context.baseUrl);
  const problem = auth === undefined ? "is required" : "is not a credential that this service can use";
  return invalidParam("auth", `${problem}: pass ${service.credentials}`);
}

function providerOf(service: Service, auth: unknown, context: ClientContext): TokenProvider | Tokens | undefined {
  if (typeof auth === "function") return functionProvider(auth as TokenFunction);
  if (!isProvider(auth)) return service.tokenProvider?.(auth);
  if (auth.family !== undefined && auth.family !== service.family) return undefined;
  // This context has no tokens: the call that obtains one must not wait for one. Nor is it ever closed: `close()`
  // ends the calls that wait for a token, and the token request ends with the last of them.
  return auth[BIND]({
    transport: context.transport,
    clock: context.clock,
    limiter: context.limiter,
    baseUrl: context.baseUrl,
    subjectOf: (params) => service.subjectOf?.(params),
    providerOf: (held) => providerOf(service, held, context),
    call: (endpoint, params, signal, token) => {
      const tokens = token === undefined ? undefined : fixedToken(token);
      return call({ ...context, tokens }, endpoint, params, { signal, retry: false });
    },
  });
}
