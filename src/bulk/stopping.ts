/** When a run ends before its input does: further rows would meet the same error. */
import type { ErrorKind } from "../core/errorKind.js";
import { TesseraError } from "../core/errors.js";

/** Whatever the row: a credential that was refused is not tried again, and a closed client stays closed. */
const LASTING: ReadonlySet<ErrorKind> = new Set(["unauthenticated", "client"]);
/** Perhaps of one row, perhaps of all. All other kinds are about the row. */
const DOUBTFUL: ReadonlySet<ErrorKind> = new Set(["permission_denied", "rate_limited", "unavailable", "server"]);
/** So many calls in a row that failed for such a reason are taken for all. */
const MAX_DOUBTFUL = 10;

export class Stopping {
  #doubtful = 0;

  /**
   * Takes note of how a call has ended.
   *
   * @param errors those of its rows, each once; empty if all are done.
   * @returns why the run is to end, if it is.
   */
  after(errors: readonly TesseraError[]): TesseraError | undefined {
    const lasting = errors.find(({ kind }) => LASTING.has(kind));
    if (lasting) return stopped(lasting);
    const doubtful = errors.find(({ kind }) => DOUBTFUL.has(kind));
    this.#doubtful = doubtful ? this.#doubtful + 1 : 0;
    return doubtful && this.#doubtful >= MAX_DOUBTFUL ? stopped(doubtful) : undefined;
  }
}

function stopped(error: TesseraError): TesseraError {
  return new TesseraError(
    "The run was stopped, as all further rows would probably fail in the same way; they are pending. Run again with " +
      `the same store once the cause is removed: ${error.message}`,
    { code: "ERR_TESSERA_BULK_STOPPED", kind: error.kind, cause: error },
  );
}
