/** The client of a service, as flags, settings and credentials make it. */
import type { ServiceSummary } from "./catalog.js";
import { readCredentials } from "./credentials.js";
import type { GlobalFlags } from "./globalFlags.js";
import { placeholders } from "./placeholders.js";
import { paced } from "./rate.js";
import type { Session } from "./session.js";
import { readSettings } from "./settings.js";

/** What every entry of the package has. */
export type SdkModule = Pick<typeof import("tessera-sdk"), "localLimiter" | "observe">;

// Written out, as bundlers follow no path that only shows when it runs.
const entries: Readonly<Record<string, () => Promise<SdkModule>>> = {
  "tessera-sdk/adobe-pass": () => import("tessera-sdk/adobe-pass"),
  "tessera-sdk/android-enterprise": () => import("tessera-sdk/android-enterprise"),
  "tessera-sdk/chrome-directory": () => import("tessera-sdk/chrome-directory"),
  "tessera-sdk/flower-docs": () => import("tessera-sdk/flower-docs"),
};

/** A client, as one whose methods are called by their names. */
export interface AnyClient {
  readonly [name: string]: unknown;
  close(): Promise<void>;
}

export type ClientOptions = Readonly<Record<string, unknown>>;

export interface OpenClient {
  readonly client: AnyClient;
  readonly module: SdkModule;
}

/** @param access what the client has in place of an account and the network; no credential is then read. */
export async function openClient(
  service: ServiceSummary,
  flags: GlobalFlags,
  { io }: Session,
  access?: ClientOptions,
): Promise<OpenClient> {
  const module = (await entries[service.entry]?.()) as SdkModule & { [name: string]: unknown };
  const ClientClass = module[service.client] as new (options: ClientOptions) => AnyClient;
  const settings = await readSettings(service, flags, io);
  const options =
    access === undefined
      ? { ...settings.options, ...(await readCredentials(service, settings, io)) }
      : { ...placeholders[service.name], ...settings.options, ...access };
  return { client: new ClientClass({ ...options, ...optionsOf(flags, module) }), module };
}

/** Of a client and not of a call, so that they hold for methods that make several. */
function optionsOf({ timeout, deadline, retries, rate }: GlobalFlags, module: SdkModule): ClientOptions {
  return {
    ...(timeout !== undefined && { timeoutMs: timeout }),
    ...(deadline !== undefined && { deadlineMs: deadline }),
    ...(retries !== undefined && { retry: retries === 0 ? false : { attempts: retries + 1 } }),
    ...(rate !== undefined && { limiter: paced(rate, module) }),
  };
}
