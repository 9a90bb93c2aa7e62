/** Logins of several processes: one at a time, and none that could lock an account when they cannot know of each other. */
import type { AuthBinding } from "../../core/auth.js";
import type { SharedProvider, SharedToken, Sharing } from "../../core/sharing.js";
import { LONGEST_LOCK_MS } from "../../core/sharing.js";
import type { IssuedToken, TokenProvider, TokenRefusal, TokenRequest } from "../../core/tokenProvider.js";
import { TransientAuthError } from "../../core/tokens.js";
import type { LoginRefusals, Refusal } from "./loginRefusals.js";
import { SharedRefusals } from "./sharedRefusals.js";

/** What a process has seen a server accept: a password that it sent, or the digest of one with a token of another's. */
export interface Accepted {
  readonly password?: string;
  readonly digest?: string;
}

export interface SharedLoginContext {
  readonly binding: AuthBinding;
  readonly sharing: Sharing;
  /** Whose logins they are. */
  readonly identity: readonly string[];
  /** By server; of all clients of the credential. */
  readonly accepted: Map<string, Accepted>;
  readonly refusals: LoginRefusals;
  readonly password: () => Promise<string>;
  /** Logs in, unless a refusal is known in this process. */
  readonly logIn: (password: string, signal: AbortSignal) => Promise<IssuedToken>;
  readonly keeps: (refusal: TokenRefusal) => boolean;
}

/** The tokens of a login that processes share. */
export function sharedLogin(context: SharedLoginContext): TokenProvider {
  const login = new SharedLogin(context);
  const { sharing, binding, identity } = context;
  return sharing.tokens(login, binding, {
    identity,
    lockMs: LONGEST_LOCK_MS,
    alone: (cause) => login.alone(cause),
    found: (note) => login.found(note),
  });
}

class SharedLogin implements SharedProvider {
  #context: SharedLoginContext;
  #server: string;
  #shared: SharedRefusals;
  /** Whether the last refusal could not be stored. */
  #isUnstored = false;

  constructor(context: SharedLoginContext) {
    this.#context = context;
    const { sharing, binding, identity } = context;
    this.#server = binding.baseUrl;
    this.#shared = new SharedRefusals(sharing, binding.clock, identity, binding.baseUrl);
  }

  async getToken({ signal }: TokenRequest): Promise<SharedToken> {
    const { accepted, logIn, password: currentPassword, refusals, sharing } = this.#context;
    const password = await currentPassword();
    const known = await this.#load(password);
    try {
      const issued = await logIn(password, signal);
      accepted.set(this.#server, { password });
      await this.#shared.clear().catch(() => {});
      return { ...issued, note: await sharing.digest(password) };
    } catch (error) {
      const refusal = refusals.get(this.#server, password);
      if (refusal && refusal !== known) await this.#store(password, refusal);
      throw error;
    }
  }

  keeps(refusal: TokenRefusal): boolean {
    return this.#context.keeps(refusal);
  }

  found(note: string): void {
    const { accepted } = this.#context;
    if (accepted.get(this.#server)?.digest !== note) {
      accepted.set(this.#server, { ...accepted.get(this.#server), digest: note });
    }
  }

  /** @throws A {@link TransientAuthError} for a password of which this process does not know that it is right. */
  async alone(cause: unknown): Promise<void> {
    const { password: currentPassword } = this.#context;
    await this.#checkAccepted(await currentPassword(), cause);
  }

  /** What the processes know of a password, as if this one had been refused. */
  async #load(password: string): Promise<Refusal | undefined> {
    const { refusals } = this.#context;
    let known: Refusal | undefined;
    try {
      known = await this.#shared.read(password);
    } catch (cause) {
      await this.#checkAccepted(password, cause);
      return refusals.get(this.#server, password);
    }
    // Unless it was forgotten by another process, its own refusal is in the store.
    if (known || !this.#isUnstored) refusals.restore(this.#server, password, known);
    return known;
  }

  async #store(password: string, refusal: Refusal): Promise<void> {
    this.#context.accepted.delete(this.#server);
    this.#isUnstored = await this.#shared.write(password, refusal).then(
      () => false,
      () => true,
    );
  }

  async #checkAccepted(password: string, cause: unknown): Promise<void> {
    const accepted = this.#context.accepted.get(this.#server);
    if (accepted?.password === password) return;
    if (accepted?.digest !== undefined && (await this.#context.sharing.matches(password, accepted.digest))) return;
    const why =
      cause === undefined
        ? "another process has been logging in for long"
        : "the store that processes share could not be used; see `cause`";
    throw new TransientAuthError(
      `No token could be obtained: ${why}. No login was sent, as a wrong password, sent by each process, may lock the account.`,
      { cause },
    );
  }
}
