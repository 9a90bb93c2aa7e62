/** Ctrl-C: the first lets what is being written come to its end, the second does not. */
import type { Io, StopSignal } from "./io.js";

/** Why a command ended early. */
export class Interrupted extends Error {
  override readonly name = "Interrupted";
  readonly code = "ERR_TESSERA_INTERRUPTED";

  constructor(readonly signal: StopSignal) {
    super(`Stopped by ${signal}.`);
  }
}

export class Interruption {
  readonly #drain = new AbortController();
  readonly #end = new AbortController();
  readonly #stopListening: () => void;

  /** @param atOnce whether the first signal gives up what is under way, as nothing is lost by it. */
  constructor({ stderr, onStop }: Io, atOnce: boolean) {
    this.#stopListening = onStop((signal) => {
      const isSecond = this.#drain.signal.aborted;
      this.#drain.abort(new Interrupted(signal));
      if (isSecond || atOnce) this.#end.abort(new Interrupted(signal));
      else stderr.write("Stopping after the request that is under way. A second signal stops at once.\n");
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

  close(): void {
    this.#stopListening();
  }
}
