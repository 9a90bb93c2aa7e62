/** The client of a service, as flags, settings and credentials make it. */
import type { Limiter } from "tessera-sdk";
import type { ServiceSummary } from "./catalog.js";
import { readCredentials } from "./credentials/credentials.js";
import type { GlobalFlags } from "./globalFlags.js";
import { placeholders } from "./placeholders.js";
import { type AnyClient, type ClientOptions, loadSdk, type SdkModule } from "./sdk.js";
import type { Session } from "./session.js";
import { readSettings } from "./settings/settings.js";

export interface OpenClient {
  readonly client: AnyClient;
  readonly module: SdkModule;
  /** What the client was made with, apart from credentials. */
  readonly settings: ClientOptions;
}

/** What keeps to a rate of requests: this process, or all that share it. */
export type LimiterOf = (rate: number | "adaptive", service: ServiceSummary) => Promise<Limiter>;

const limiterHere: LimiterOf = async (rate) => (await import("tessera-sdk/bulk")).rateLimiter(rate);

/** @param access what the client has in place of an account and the network; no credential is then read. */
export async function openClient(
  service: ServiceSummary,
  flags: GlobalFlags,
  session: Session,
  access?: ClientOptions,
  limiterOf: LimiterOf = limiterHere,
): Promise<OpenClient> {
  const { module, ClientClass } = await loadSdk(service.entry, service.client);
  const settings = await readSettings(service, flags, session);
  const options =
    access === undefined
      ? { ...settings.options, ...(await readCredentials(service, settings, session, module)) }
      : { ...placeholders[service.name], ...settings.options, ...access };
  const { rate } = flags;
  const limiter = rate === undefined ? {} : { limiter: await limiterOf(rate, service) };
  const client = new ClientClass({ ...options, ...optionsOf(flags), ...limiter });
  return { client, module, settings: settings.options };
}

/** Of a client and not of a call, so that they hold for methods that make several. */
function optionsOf({ timeout, deadline, retries }: GlobalFlags): ClientOptions {
  return {
    ...(timeout !== undefined && { timeoutMs: timeout }),
    ...(deadline !== undefined && { deadlineMs: deadline }),
    ...(retries !== undefined && { retry: retries === 0 ? false : { attempts: retries + 1 } }),
  };
}
