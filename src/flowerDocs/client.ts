/** The client of FlowerDocs Core. */
import type { TokenFunction } from "../core/auth.js";
import { Client } from "../core/client.js";
import type { Service } from "../core/context.js";
import { createContext } from "../core/createContext.js";
import { type ClientOptions, clientOptionsOf } from "../core/options.js";
import { closedEnumOf } from "../core/schema.js";
import { readFlowerDocsError } from "./errors.js";
import { FLOWER_DOCS, type LoginProvider } from "./login.js";
import { FlowerDocsTokens } from "./resources/tokens.js";

/** As `auth`, sends calls without a token: for a proxy that adds it. */
export const none = "none";

/** How calls are authenticated: `login(…)`, a ready-made token, a function that supplies tokens, or `none`. */
export type FlowerDocsCredential = LoginProvider | string | TokenFunction;

/** Options of {@link FlowerDocs}. */
export interface FlowerDocsOptions extends ClientOptions {
  /** Root of FlowerDocs Core as installed, such as `https://flowerdocs.example.com/core`. */
  baseUrl: string;
  /** How calls are authenticated. */
  auth: FlowerDocsCredential;
  /**
   * Endpoint that issues and renews tokens. `user`: `/rest/token/user`, since 2025.2. `legacy`: `/rest/token`, the only
   * one of servers before 2025.2; 2026.0 removed it.
   * @default "user"
   */
  tokenEndpoint?: "user" | "legacy" | undefined;
}

const service: Service = {
  baseUrl: undefined,
  options: clientOptionsOf<Pick<FlowerDocsOptions, "tokenEndpoint">>()(() => ({
    tokenEndpoint: closedEnumOf("user", "legacy"),
  })),
  family: FLOWER_DOCS,
  credentials: "`login(…)`, a token, a function that returns one, or `none`",
  anonymous: (auth) => auth === none,
  authHeaders: ({ token }) => ({ token }),
  readError: readFlowerDocsError,
  // FlowerDocs documents none; proxies in front of it send these.
  requestIdHeaders: ["x-request-id", "x-correlation-id"],
};

/**
 * FlowerDocs Core.
 *
 * One client works in one scope (tenant): the one that its token was issued for.
 *
 * @throws An {@link InvalidParamsError} that names the option, if an option is missing, unknown or invalid.
 * @see https://doc.uxopian.com/docs/flowerdocs/apis/core/rest
 */
export class FlowerDocs extends Client {
  /** Issues, renews, limits and validates tokens. */
  readonly tokens: FlowerDocsTokens;

  constructor(options: FlowerDocsOptions) {
    const context = createContext(service, options);
    super(context);
    // Only `login()` surely returns a new token on request; a function may supply the refused one again.
    const canRenewToken = typeof options.auth === "object";
    this.tokens = new FlowerDocsTokens(context, options.tokenEndpoint === "legacy", canRenewToken);
  }
}
