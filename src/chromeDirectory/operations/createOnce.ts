/** Creates a token without ever sending the request again before it is known that the first one did nothing. */
import { InvalidResponseError, TesseraError } from "../../core/errors.js";
import { type CallOptions, isAbortReason } from "../../core/options.js";

/** How it is found out whether a creation that failed has worked after all. */
export interface Settlement<T> {
  /** Looks for what was created. */
  readonly find: () => Promise<T | undefined>;
  /** Whether an error may mean, although the response was not lost, that there is something to find. `sent` is 1 at first. */
  readonly isDoubtful?: (error: TesseraError, sent: number) => boolean;
  /** Whether the request is sent once more, if a response was lost and nothing is found. */
  readonly maySendAgain: boolean;
  readonly options: CallOptions | undefined;
}

/** @throws The error of the creation, also where it could not be found out what came of it. */
export async function createOnce<T>(create: () => Promise<T>, settlement: Settlement<T>): Promise<T> {
  const { find, isDoubtful, maySendAgain, options } = settlement;
  for (let sent = 1; ; sent++) {
    try {
      return await create();
    } catch (error) {
      if (!(error instanceof TesseraError) || isAbortReason(error, options)) throw error;
      if (!isLost(error) && !isDoubtful?.(error, sent)) throw error;
      const found = await find().catch((failure: unknown) => {
        throw isAbortReason(failure, options) ? failure : error;
      });
      if (found !== undefined) return found;
      if (!isLost(error) || !maySendAgain || sent > 1) throw error;
    }
  }
}

/** Whether a token may have been created although its response did not arrive in full. */
function isLost(error: TesseraError): boolean {
  return error.outcomeUnknown || error instanceof InvalidResponseError;
}
