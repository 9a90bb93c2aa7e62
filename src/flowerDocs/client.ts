/** The client of FlowerDocs Core. */
import type { TokenFunction } from "../core/auth.js";
import { Client } from "../core/client.js";
import type { Service } from "../core/context.js";
import { createContext } from "../core/createContext.js";
import { type ClientOptions, clientOptionsOf } from "../core/options.js";
import { closedEnumOf, matching } from "../core/schema.js";
import { checkRoot } from "./baseUrl.js";
import { VERSION } from "./dialect.js";
import { Dialects } from "./dialects.js";
import { readFlowerDocsError } from "./errors.js";
import { FLOWER_DOCS } from "./login/facts.js";
import type { LoginProvider } from "./login/login.js";
import { tokenExpiry } from "./login/readExpiry.js";
import type { RenewableTokenProvider } from "./login/renewableToken.js";
import { FlowerDocsTokens } from "./resources/tokens.js";

/** As `auth`, sends calls without a token: for a proxy that adds it, such as `/plugins` of FlowerDocs' own GUI. */
export const none = "none";

/**
 * How calls are authenticated: `login(…)`, a ready-made token, `renewableToken(…)`, a function that supplies tokens, or
 * `none`.
 */
export type FlowerDocsCredential = LoginProvider | RenewableTokenProvider | string | TokenFunction;

/** Options of {@link FlowerDocs}. */
export interface FlowerDocsOptions extends ClientOptions {
  /** Root of FlowerDocs Core as installed, such as `https://flowerdocs.example.com/core`: without `/rest`. */
  baseUrl: string;
  /** How calls are authenticated. */
  auth: FlowerDocsCredential;
  /**
   * Version of the server, such as `2025.1` or `2026.0.0`. Where methods differ between versions and it is not stated,
   * it is found out once, by renewing the token.
   */
  serverVersion?: string | undefined;
  /**
   * Endpoint that issues and renews tokens, whatever the version. `user`: `/rest/token/user`, since 2025.2. `legacy`:
   * `/rest/token`, the only one of servers before 2025.2; 2026.0 removed it.
   * @default the one that the server has
   */
  tokenEndpoint?: "user" | "legacy" | undefined;
}

const service: Service = {
  baseUrl: undefined,
  options: clientOptionsOf<Pick<FlowerDocsOptions, "serverVersion" | "tokenEndpoint">>()(() => ({
    serverVersion: matching(VERSION, "must be a version such as `2025.1` or `2026.0`"),
    tokenEndpoint: closedEnumOf("user", "legacy"),
  })),
  family: FLOWER_DOCS,
  credentials: "`login(…)`, a token, `renewableToken(…)`, a function that returns one, or `none`",
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
    checkRoot(context.baseUrl);
    const { auth, serverVersion, tokenEndpoint } = options;
    const dialects = new Dialects(context, serverVersion);
    this.tokens = new FlowerDocsTokens(context, dialects, {
      route: tokenEndpoint,
      // A function may supply the refused token again, and a token cannot be renewed once it is refused.
      renews: typeof auth === "object" && "forgetRefusal" in auth,
      expiresAt: typeof auth === "string" ? tokenExpiry(auth) : undefined,
    });
  }
}
