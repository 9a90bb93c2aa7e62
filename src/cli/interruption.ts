/** Ctrl-C: the first lets what is being written come to its end, the second does not. */
import type { StopSignal } from "./io.js";
import type { Session } from "./session.js";

/** Why a command ended early. */
export class Interrupted extends Error {
  override readonly name = "Interrupted";
  readonly code = "ERR_TESSERA_INTERRUPTED";

  /** @param outcomeUnknown whether a change was given up that the server may have made. */
  constructor(
    readonly signal: StopSignal,
    readonly outcomeUnknown = false,
  ) {
    const outcome = outcomeUnknown ? " The outcome is unknown: the server may have made the change." : "";
    super(`Stopped by ${signal}.${outcome}`);
  }
}

export class Interruption {
  readonly #drain = new AbortController();
  readonly #end = new AbortController();
  readonly #stopListening: () => void;
  #wasSent = false;

  /** @param atOnce whether the first signal gives up what is under way, as nothing is lost by it. */
  constructor({ io, warn }: Pick<Session, "io" | "warn">, atOnce: boolean) {
    this.#stopListening = io.onStop((signal) => {
      const isSecond = this.#drain.signal.aborted;
      this.#drain.abort(new Interrupted(signal));
      if (isSecond || atOnce) this.#end.abort(new Interrupted(signal, !atOnce && this.#wasSent));
      else warn("Stopping after the request that is under way. A second signal stops at once.");
      // The next one has the effect that it has without a listener.
      if (isSecond) this.#stopListening();
    });
  }

  /** Aborts with the first signal: begin nothing new. */
  get drain(): AbortSignal {
    return this.#drain.signal;
  }

  /** Aborts once what is under way is to be given up. */
  get end(): AbortSignal {
    return this.#end.signal;
  }

  /** Is to be called before a request is sent. */
  readonly onSend = (): void => {
    this.#wasSent = true;
  };

  close(): void {
    this.#stopListening();
  }
}
