/** The dialect of a client's server: by the version that it is told, else found out once. */
import { call } from "../core/call.js";
import type { ClientContext } from "../core/context.js";
import { Deadline } from "../core/deadline.js";
import type { Endpoint } from "../core/endpoint.js";
import { addSentence, InvalidResponseError, TesseraError } from "../core/errors.js";
import { type CallOptions, DEFAULT_DEADLINE_MS } from "../core/options.js";
import { without } from "../core/values.js";
import { type Dialect, dialectOf } from "./dialect.js";
import { type FlowerDocsError, saysNoRoute } from "./errors.js";
import { tokensEndpoints } from "./resources/tokensEndpoints.js";
import type { FlowerDocsToken } from "./schemas/token.js";

/** One search, and the calls that wait for it. */
interface Search {
  readonly found: Promise<Dialect>;
  readonly controller: AbortController;
  waiters: number;
}

/** Without its warning: it is only asked whether it is there. */
const older = without(tokensEndpoints.renewLegacy, ["deprecated"]);

const UNKNOWN = "So the version of the server could not be found out: state it as `serverVersion`.";

export class Dialects {
  /** The dialect, once it is known. */
  known: Dialect | undefined;
  #context: ClientContext;
  #search: Search | undefined;

  /** @param version of the server, if the client is told. */
  constructor(context: ClientContext, version: string | undefined) {
    this.#context = context;
    this.known = version === undefined ? undefined : dialectOf(version);
  }

  /**
   * Returns the dialect. It is found out once, for all calls that wait, by renewing the token: these requests mean the
   * same to every version that takes them, and a token that nobody uses is harmless.
   *
   * @throws What the server responds, if that does not tell its version.
   */
  async find(options: CallOptions = {}): Promise<Dialect> {
    if (this.known) return this.known;
    const { clock, deadlineMs = DEFAULT_DEADLINE_MS } = this.#context;
    const deadline = new Deadline(clock, options.signal, options.deadlineMs ?? deadlineMs);
    try {
      deadline.check();
      return await this.#shared(deadline);
    } finally {
      deadline.dispose();
    }
  }

  async #shared(deadline: Deadline): Promise<Dialect> {
    this.#search ??= this.#start();
    const search = this.#search;
    search.waiters++;
    try {
      return await deadline.race(search.found);
    } finally {
      if (--search.waiters === 0) this.#end(search);
    }
  }

  #start(): Search {
    const controller = new AbortController();
    return { found: this.#probe(controller.signal), controller, waiters: 0 };
  }

  #end(search: Search): void {
    if (this.#search === search) this.#search = undefined;
    search.controller.abort();
  }

  async #probe(signal: AbortSignal): Promise<Dialect> {
    try {
      const missing = await this.#missing(tokensEndpoints.renew, signal);
      const olderMissing = await this.#missing(older, signal);
      // Where there is neither, there is no Core.
      if (missing && olderMissing) throw missing;
      this.known = dialectOf(missing ? "2025.1" : olderMissing ? "2026.0" : "2025.2");
      return this.known;
    } catch (error) {
      if (error instanceof TesseraError) addSentence(error, UNKNOWN);
      throw error;
    }
  }

  /** The error with which the server says that it has no such route; `undefined` if it issues a token. */
  async #missing(
    endpoint: Endpoint<object, FlowerDocsToken>,
    signal: AbortSignal,
  ): Promise<FlowerDocsError | undefined> {
    try {
      const { token } = await call(this.#context, endpoint, {}, { signal });
      // With `validation: "off"`, a page of a proxy comes here.
      if (typeof token !== "string") throw new InvalidResponseError("The response has no token.");
      return undefined;
    } catch (error) {
      if (saysNoRoute(error)) return error;
      throw error;
    }
  }
}
