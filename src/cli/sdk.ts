/** The entries of the package that hold clients, and what the command uses of them. */

/** What every entry has. */
export type SdkModule = Pick<typeof import("tessera-sdk"), "InvalidParamsError" | "observe">;

/** A client, as one whose methods are called by their names. */
export interface AnyClient {
  readonly [name: string]: unknown;
  close(): Promise<void>;
}

export type ClientOptions = Readonly<Record<string, unknown>>;

// Written out, as bundlers follow no path that only shows when it runs.
const entries: Readonly<Record<string, () => Promise<SdkModule>>> = {
  "tessera-sdk/adobe-pass": () => import("tessera-sdk/adobe-pass"),
  "tessera-sdk/android-enterprise": () => import("tessera-sdk/android-enterprise"),
  "tessera-sdk/chrome-directory": () => import("tessera-sdk/chrome-directory"),
  "tessera-sdk/flower-docs": () => import("tessera-sdk/flower-docs"),
};

/** Loads an entry, and finds a class of clients in it. */
export async function loadSdk(entry: string, client: string) {
  const module = (await entries[entry]?.()) as SdkModule & { [name: string]: unknown };
  return { module: module as SdkModule, ClientClass: module[client] as new (options: ClientOptions) => AnyClient };
}
