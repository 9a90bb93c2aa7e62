/** The client of FlowerDocs Core. */
import * as z from "zod/mini";
import type { TokenFunction } from "../core/auth.js";
import { Client } from "../core/client.js";
import { createCore, type ServiceDefinition } from "../core/createCore.js";
import { type ClientOptions, clientOptionsCheck } from "../core/options.js";
import { readFlowerDocsError } from "./errors.js";
import { FLOWER_DOCS, type LoginRecipe } from "./login.js";
import { FlowerDocsTokens } from "./tokens.js";

/** Given as `auth`, sends calls without a token: for a proxy that adds it. */
export const none = "none";

/** How calls are authenticated: `login(…)`, a ready-made token, a function that supplies tokens, or `none`. */
export type FlowerDocsCredential = LoginRecipe | string | TokenFunction;

export interface FlowerDocsOptions extends ClientOptions {
  /** Root of FlowerDocs Core as installed, such as `https://flowerdocs.example.com/core`. */
  baseUrl: string;
  /** How calls are authenticated. */
  auth: FlowerDocsCredential;
  /** `"legacy"` for servers before 2025.2, which know only `/rest/token`. @default "user" */
  tokenEndpoint?: "user" | "legacy" | undefined;
}

const service: ServiceDefinition = {
  baseUrl: undefined,
  options: clientOptionsCheck(() => ({ tokenEndpoint: z.optional(z.enum(["user", "legacy"])) })),
  family: FLOWER_DOCS,
  anonymous: (auth) => auth === none,
  authHeaders: ({ token }) => ({ token }),
  readError: readFlowerDocsError,
  requestIdHeader: "x-request-id",
};

/**
 * FlowerDocs Core.
 *
 * One client works in one scope (tenant): the one that its token was issued for.
 *
 * @throws {@link InvalidParamsError} from the constructor, naming the option at fault.
 * @see https://doc.uxopian.com/docs/flowerdocs/apis/core/rest
 */
export class FlowerDocs extends Client {
  readonly tokens: FlowerDocsTokens;

  constructor(options: FlowerDocsOptions) {
    const core = createCore(service, options);
    super(core);
    const provesTokens = typeof options.auth === "object";
    this.tokens = new FlowerDocsTokens(core, options.tokenEndpoint === "legacy", provesTokens);
  }
}
