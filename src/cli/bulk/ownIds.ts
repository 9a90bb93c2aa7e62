/** Where a vendor takes an id of the caller's, the key of a row is that id: a row that is run again settles itself. */
import type { CallOptions } from "tessera-sdk";
import type { Operation } from "../catalog.js";
import type { AnyClient, ClientOptions } from "../sdk.js";

type Fields = Readonly<Record<string, unknown>>;

export interface OwnId {
  readonly param: string;
  /** Reads what has this id. */
  get(client: AnyClient, id: string, params: Fields, options: CallOptions): Promise<unknown>;
}

/** What is used of `ChromeDirectory`. */
interface Tokens {
  readonly enrollmentTokens: { get(params: Fields, options: CallOptions): Promise<unknown> };
}

const chromeToken: OwnId = {
  param: "enrollmentTokenId",
  get: (client, tokenPermanentId, { customer }, options) =>
    (client as unknown as Tokens).enrollmentTokens.get({ tokenPermanentId, customer }, options),
};

/** @param settings of the client, as only one of two APIs may take such an id. */
export function ownIdOf({ service, id }: Operation, settings: ClientOptions): OwnId | undefined {
  const isChromeToken = service === "chrome-directory" && id === "enrollmentTokens.create";
  return isChromeToken && settings.api === "management" ? chromeToken : undefined;
}

/** Creates with the key as the id. What is there already was created by an earlier run of the row. */
export async function settledByOwnId(
  { param, get }: OwnId,
  key: string,
  params: Fields,
  create: (params: Fields) => Promise<unknown>,
  client: AnyClient,
  options: CallOptions,
): Promise<unknown> {
  const id = String(params[param] ?? key);
  try {
    return await create({ ...params, [param]: id });
  } catch (error) {
    if ((error as { kind?: unknown }).kind !== "conflict") throw error;
    return get(client, id, params, options);
  }
}
