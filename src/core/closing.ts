/** The end of a client: it refuses further calls, and ends those that wait with nothing under way. */
import type { Deadline } from "./deadline.js";
import { TesseraError } from "./errors.js";

export class Closing {
  #closed = false;
  #waits = new Set<() => void>();

  /** @throws A {@link TesseraError} once the client is closed. */
  check(): void {
    if (this.#closed) throw closedError("The client is closed.");
  }

  /** Whether it was open until now. */
  close(): boolean {
    if (this.#closed) return false;
    this.#closed = true;
    for (const end of this.#waits) end();
    return true;
  }

  /**
   * Waits for what `deadline` can interrupt; `close()` ends the call.
   *
   * @param waitsFor what it is, for the message.
   * @param cause the failure before the wait.
   */
  async wait<T>(deadline: Deadline, work: Promise<T>, waitsFor: string, cause?: TesseraError): Promise<T> {
    const end = () => deadline.end(closedError(`The client was closed while the call waited for ${waitsFor}.`, cause));
    this.#waits.add(end);
    if (this.#closed) end();
    try {
      return await work;
    } finally {
      this.#waits.delete(end);
    }
  }
}

function closedError(message: string, cause?: TesseraError): TesseraError {
  return new TesseraError(message, { code: "ERR_TESSERA_CLOSED", cause });
}
