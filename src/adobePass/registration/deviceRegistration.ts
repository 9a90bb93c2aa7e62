/** The access tokens of one device: from its stored client, which is registered only if there is none. */
import type { AuthBinding } from "../../core/auth.js";
import { notify } from "../../core/diagnostics.js";
import { AuthError } from "../../core/errors.js";
import type { Store } from "../../core/store.js";
import type { IssuedToken, TokenProvider, TokenRequest } from "../../core/tokenProvider.js";
import { refreshTime, TransientAuthError } from "../../core/tokens.js";
import type { AdobeDevice } from "../device/device.js";
import { encodeDeviceInfo } from "../device/encodeInfo.js";
import { ClientSlot, type KeptClient, type KeptToken, type KeyOf } from "./clientSlot.js";
import { registrationEndpoints } from "./endpoints.js";
import type { AdobeRegistrationEvent, EventOf } from "./events.js";
import { CLIENT_REFUSED, isRefusal, isStatementRefusal, registrationError } from "./registrationErrors.js";

/** What the registrations of all devices of a client share. */
export interface RegistrationContext {
  readonly binding: AuthBinding;
  readonly statement: string;
  readonly redirectUri: string | undefined;
  readonly store: Store;
  readonly keyOf: KeyOf;
  readonly onEvent: ((event: AdobeRegistrationEvent) => void) | undefined;
  /** Why Adobe refused the statement; it is not sent again. */
  refusal: AuthError | undefined;
}

export class DeviceRegistration implements TokenProvider {
  /** As of the last call; its id stays the same. */
  device: Partial<AdobeDevice>;
  #context: RegistrationContext;
  #slot: ClientSlot | undefined;
  /** The last client, if it could not be stored. */
  #unstored: KeptClient | undefined;
  /** The client that Adobe refused; the store has it until another could be stored. */
  #refusedClientId: string | undefined;
  /** Why Adobe refused what this device had, and which client that was; it is not sent again. */
  #refusal: { readonly error: AuthError; readonly clientId: string | undefined } | undefined;
  /** The client that was used last. */
  #clientId: string | undefined;
  #issued: string | undefined;
  #refusedToken: string | undefined;

  constructor(context: RegistrationContext, device: Partial<AdobeDevice>) {
    this.#context = context;
    this.device = device;
  }

  /** Whether something would be lost, or sent again, if this were forgotten. */
  get isInMemoryAlone(): boolean {
    return this.#unstored !== undefined || this.#refusedClientId !== undefined || this.#refusal !== undefined;
  }

  /** The last token that was returned is refused, wherever it is stored. */
  invalidate(): void {
    this.#refusedToken = this.#issued;
  }

  async getToken({ signal }: TokenRequest): Promise<IssuedToken> {
    const slot = await this.#open();
    const kept = await this.#read(slot);
    const token = this.#usable(kept) ?? (await this.#newToken(slot, kept, signal));
    this.#refusal = undefined;
    this.#issued = token.token;
    return token;
  }

  async #open(): Promise<ClientSlot> {
    const { binding, statement, store, keyOf } = this.#context;
    const owner = { baseUrl: binding.baseUrl, statement, deviceId: this.device.id };
    this.#slot ??= new ClientSlot(store, await keyOf(owner));
    return this.#slot;
  }

  /** From the store each time, as another process may have stored another client or token. */
  async #read(slot: ClientSlot): Promise<KeptClient | undefined> {
    const stored = await slot.read();
    const isOutdated = stored === undefined || stored.clientId === this.#refusedClientId;
    return isOutdated ? (this.#unstored ?? stored) : stored;
  }

  #usable(kept: KeptClient | undefined): KeptToken | undefined {
    const token = kept?.token;
    if (token === undefined || token.token === this.#refusedToken) return undefined;
    return this.#context.binding.clock.now() < token.refreshAt ? token : undefined;
  }

  /** A token of the client or of the one that replaces it, which is the last that is tried. */
  async #newToken(slot: ClientSlot, kept: KeptClient | undefined, signal: AbortSignal): Promise<KeptToken> {
    this.#clientId = kept?.clientId;
    // Another process may have stored another client since, which Adobe has not refused.
    if (this.#refusal && this.#refusal.clientId === this.#clientId) throw this.#refusal.error;
    try {
      if (kept === undefined) return await this.#replace(slot, kept, signal);
      if (kept.clientId !== this.#refusedClientId) {
        try {
          return await this.#requestToken(slot, kept, signal);
        } catch (error) {
          if (!(error instanceof AuthError && error.code === CLIENT_REFUSED)) throw error;
          this.#refusedClientId = kept.clientId;
        }
      }
      return await this.#replace(slot, kept, signal);
    } catch (error) {
      if (!isGivenUp(signal)) this.#note(slot, kept, error);
      throw error;
    }
  }

  /** A token of a client in place of none or of one that was refused: another's, or one that is registered now. */
  #replace(slot: ClientSlot, refused: KeptClient | undefined, signal: AbortSignal): Promise<KeptToken> {
    return slot.locked(signal, async () => {
      const kept = await this.#read(slot);
      const isReplaced = kept !== undefined && kept.clientId !== refused?.clientId;
      const client = isReplaced ? kept : await this.#register(slot, refused, signal);
      // Under the lock as well, so that those that wait for it need none of their own.
      return this.#usable(client) ?? this.#requestToken(slot, client, signal);
    });
  }

  async #register(slot: ClientSlot, refused: KeptClient | undefined, signal: AbortSignal): Promise<KeptClient> {
    if (this.#context.refusal) throw this.#context.refusal;
    const { binding, statement, redirectUri } = this.#context;
    const params = { software_statement: statement, redirect_uri: redirectUri, ...this.#deviceParams() };
    try {
      const registered = await binding.call(registrationEndpoints.register, params, signal);
      const client = { clientId: registered.client_id, clientSecret: registered.client_secret };
      await this.#keep(slot, client);
      const { clientId } = client;
      const previousClientId = refused?.clientId;
      this.#emit(
        slot,
        previousClientId === undefined
          ? { type: "registered", clientId }
          : { type: "replaced", clientId, previousClientId },
      );
      return client;
    } catch (thrown) {
      const error = registrationError(thrown);
      if (refused && error instanceof AuthError && !isGivenUp(signal))
        this.#emit(slot, { type: "lost", clientId: refused.clientId, error });
      throw error;
    }
  }

  async #requestToken(slot: ClientSlot, client: KeptClient, signal: AbortSignal): Promise<KeptToken> {
    const { binding } = this.#context;
    const { clientId, clientSecret } = client;
    this.#clientId = clientId;
    const credentials = { client_id: clientId, client_secret: clientSecret, grant_type: "client_credentials" };
    const requestedAt = binding.clock.now();
    const params = { ...credentials, ...this.#deviceParams() };
    const issued = await binding.call(registrationEndpoints.token, params, signal).catch((error) => {
      throw registrationError(error);
    });
    const lifetime = issued.expires_in * 1_000;
    const expiresAt = requestedAt + lifetime;
    const token = { token: issued.access_token, expiresAt, refreshAt: refreshTime(expiresAt, lifetime) };
    await this.#keep(slot, { clientId, clientSecret, token });
    return token;
  }

  #deviceParams() {
    const { info, ip } = this.device;
    return { deviceInfo: info === undefined ? undefined : encodeDeviceInfo(info, []), deviceIp: ip };
  }

  /** What could not be stored serves until the process ends. */
  async #keep(slot: ClientSlot, client: KeptClient): Promise<void> {
    this.#unstored = undefined;
    try {
      await slot.write(client);
      this.#refusedClientId = undefined;
    } catch (error) {
      this.#unstored = client;
      this.#emit(slot, { type: "not_stored", clientId: client.clientId, error });
    }
  }

  /** Remembers what Adobe refused, and reports a failed refresh: the token that is still valid goes on to be used. */
  #note(slot: ClientSlot, kept: KeptClient | undefined, error: unknown): void {
    if (!(error instanceof AuthError)) return;
    if (isStatementRefusal(error)) this.#context.refusal ??= error;
    else if (isRefusal(error)) this.#refusal = { error, clientId: this.#clientId };
    const token = kept?.token;
    const isValid = token !== undefined && this.#context.binding.clock.now() < token.expiresAt;
    if (isValid && token.token !== this.#refusedToken) {
      this.#emit(slot, { type: "refresh_failed", clientId: kept?.clientId ?? "", error });
    }
  }

  #emit({ key }: ClientSlot, event: EventOf): void {
    const { onEvent } = this.#context;
    const { id: deviceId } = this.device;
    if (onEvent) notify(() => onEvent({ ...event, key, ...(deviceId !== undefined && { deviceId }) }));
  }
}

/** Whether all calls that waited for a token have ended, which is not a failure. Its time limit is one. */
function isGivenUp({ aborted, reason }: AbortSignal): boolean {
  return aborted && !(reason instanceof TransientAuthError);
}
