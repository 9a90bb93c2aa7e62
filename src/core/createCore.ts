/** From the options of a new client to what its calls share. */
import {
  BIND,
  type Credential,
  fixedToken,
  functionCredential,
  isRecipe,
  type TokenFunction,
  TokenSource,
} from "./auth.js";
import { call } from "./call.js";
import { systemClock } from "./clock.js";
import { InvalidParamsError } from "./errors.js";
import { type ClientOptions, checkBaseUrl, checkClientOptions } from "./options.js";
import { RetryBudget, retryPolicy } from "./retry.js";
import type { Check } from "./schema.js";
import type { Core, Service } from "./service.js";
import { undiciTransport } from "./transport.js";
import { VERSION } from "./version.js";

/** What a service tells the core about itself. */
export interface ServiceDefinition extends Service {
  readonly baseUrl: string | undefined;
  /** Check of the client's options. */
  readonly options: Check<unknown>;
  /** Whose recipes this service takes. */
  readonly family?: string;
  /** A credential for what is neither token, function nor recipe; `undefined` when it is none. */
  readonly credential?: (auth: unknown) => Credential | undefined;
  /** Whether calls may go without a token, by this `auth`. */
  readonly anonymous?: (auth: unknown) => boolean;
}

/** Makes what the calls of a new client share. @throws {@link InvalidParamsError} that names the option at fault. */
export function createCore(service: ServiceDefinition, options: ClientOptions & { auth?: unknown }): Core {
  checkClientOptions(service.options, options);
  const baseUrl = options.baseUrl ?? service.baseUrl;
  if (baseUrl === undefined) throw new InvalidParamsError([{ path: "baseUrl", message: "is required" }]);
  const headers: Record<string, string> = { "user-agent": `tessera-sdk/${VERSION}`, accept: "application/json" };
  for (const name in options.headers) headers[name.toLowerCase()] = options.headers[name] as string;
  const core: Core = {
    service,
    baseUrl: checkBaseUrl(baseUrl, options.allowInsecure ?? false),
    transport: options.transport ?? undiciTransport(),
    ownsTransport: options.transport === undefined,
    tokens: undefined,
    clock: options.clock ?? systemClock,
    budget: new RetryBudget(),
    policy: retryPolicy(options.retry),
    timeoutMs: options.timeoutMs ?? 30_000,
    deadlineMs: options.deadlineMs ?? 120_000,
    validation: options.validation ?? "report",
    onDrift: options.onDrift,
    headers,
    maxResponseBytes: options.maxResponseBytes ?? 10_485_760,
    closed: false,
  };
  return { ...core, tokens: tokensOf(service, options.auth, core) };
}

function tokensOf(service: ServiceDefinition, auth: unknown, core: Core): Core["tokens"] {
  if (service.anonymous?.(auth)) return undefined;
  if (typeof auth === "string") return fixedToken(auth);
  const credential = credentialOf(service, auth, core);
  if (credential) return new TokenSource(credential, core.clock);
  throw new InvalidParamsError([
    { path: "auth", message: auth === undefined ? "is required" : "is no credential that this service can use" },
  ]);
}

function credentialOf(service: ServiceDefinition, auth: unknown, core: Core): Credential | undefined {
  if (typeof auth === "function") return functionCredential(auth as TokenFunction);
  if (!isRecipe(auth)) return service.credential?.(auth);
  if (auth.family !== service.family) return undefined;
  // This core has no tokens: what obtains one must not ask for one.
  return auth[BIND]({
    transport: core.transport,
    clock: core.clock,
    call: (descriptor, params, signal) => call(core, descriptor, params, { signal, retry: false }),
  });
}
