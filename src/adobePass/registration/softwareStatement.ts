/** `softwareStatement()`: access tokens by dynamic client registration. */
import { type AuthBinding, type AuthProvider, BIND } from "../../core/auth.js";
import { invalidParam } from "../../core/errors.js";
import { functionOf, hasMethods } from "../../core/options.js";
import { custom, matching, nonEmptyString, objectOf } from "../../core/schema.js";
import { SHARE, type Sharing } from "../../core/sharing.js";
import { memoryStore, type Store } from "../../core/store.js";
import type { Tokens } from "../../core/tokens.js";
import { checkAgainst } from "../../core/validate.js";
import { type KeyOf, slotKey } from "./clientSlot.js";
import { DeviceTokens } from "./deviceTokens.js";
import type { AdobeRegistrationEvent } from "./events.js";
import { STATEMENT } from "./statement.js";

/** The family of Adobe's providers and services. */
export const ADOBE_PASS = "adobePass";

/** Options of {@link softwareStatement}. */
export interface SoftwareStatementOptions {
  /** The software statement, a signed JWT from Adobe's TVE Dashboard. REST v1 and v2 have statements of their own. */
  statement: string;
  /** A redirect URI of the registered application, if it has one. */
  redirectUri?: string | undefined;
  /**
   * Where clients and tokens are kept, by environment, statement and device. With the default, each start of the process
   * registers all devices again, which signs their users out.
   * @default memoryStore()
   */
  store?: Store | undefined;
  /** Called when a client was registered, replaced, lost or not stored, and when a token could not be refreshed. */
  onEvent?: ((event: AdobeRegistrationEvent) => void) | undefined;
}

/** A lock that cannot be released would stop every other registration of its key. */
const isStore = (value: unknown) =>
  hasMethods(value, ["get", "set", "delete"]) && hasMethods(value, ["lock"]) === hasMethods(value, ["unlock"]);

const optionsSchema = objectOf<SoftwareStatementOptions>()(
  () => ({
    statement: matching(STATEMENT, "must be a software statement, which is a JWT: three texts joined by dots"),
    redirectUri: nonEmptyString,
    store: custom<Store>(
      isStore,
      "must have `get`, `set` and `delete`, and either both `lock` and `unlock` or neither",
    ),
    onEvent: functionOf<NonNullable<SoftwareStatementOptions["onEvent"]>>(),
  }),
  { statement: true },
);

/** What {@link softwareStatement} returns: inert until a client binds it. */
export class SoftwareStatementProvider implements AuthProvider {
  /** Whose credential it is: only Adobe Pass clients accept it. */
  readonly family = ADOBE_PASS;
  #options: SoftwareStatementOptions;
  #store: Store;
  #sharing: Sharing | undefined;

  constructor(options: SoftwareStatementOptions) {
    this.#options = { ...options };
    this.#store = options.store ?? memoryStore();
  }

  /** @internal */
  [SHARE](sharing: Sharing): SoftwareStatementProvider {
    if (this.#options.store) {
      invalidParam("auth", "has a `store` of its own: leave that option of `softwareStatement()` out to share clients");
    }
    const shared = new SoftwareStatementProvider(this.#options);
    shared.#sharing = sharing;
    return shared;
  }

  /** @internal */
  [BIND](binding: AuthBinding): Tokens {
    const { statement, redirectUri, onEvent } = this.#options;
    const sharing = this.#sharing;
    const store = sharing?.store(binding.clock) ?? this.#store;
    const keyOf: KeyOf = sharing ? async (owner) => sharing.keyOf([await slotKey(owner)]) : slotKey;
    return new DeviceTokens({ binding, statement, redirectUri, store, keyOf, onEvent, refusal: undefined });
  }
}

/**
 * Authenticates with a software statement. A client is registered for each device when its first token is needed, and
 * kept in `store` with its token. Profiles belong to the client: it is registered again only if Adobe refuses it, and
 * never because a token has expired, or because the store cannot be read. A statement that Adobe refuses is not sent
 * again.
 *
 * @throws An {@link InvalidParamsError} if an option is missing, unknown or invalid.
 * @example
 * ```ts
 * import { fileStore, softwareStatement } from "tessera-sdk/adobe-pass";
 *
 * const auth = softwareStatement({
 *   statement: process.env.ADOBE_SOFTWARE_STATEMENT ?? "",
 *   store: fileStore("/var/lib/tv-backend/adobe-pass"),
 *   onEvent: (event) => console.log(event.type, event.deviceId),
 * });
 * ```
 * @see https://experienceleague.adobe.com/en/docs/pass/authentication/integration-guide-programmers/rest-apis/rest-api-dcr/dynamic-client-registration-overview
 */
export function softwareStatement(options: SoftwareStatementOptions): SoftwareStatementProvider {
  checkAgainst(optionsSchema, options, "options");
  return new SoftwareStatementProvider(options);
}
