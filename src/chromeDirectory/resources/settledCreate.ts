/** A creation under an id of the caller's, which says what became of a request whose response was lost. */
import { TesseraError } from "../../core/errors.js";

/** The two calls that it is made of. */
interface Calls<T> {
  readonly create: () => Promise<T>;
  /** `undefined` if there is none. */
  readonly find: () => Promise<T | undefined>;
}

/**
 * Creates; if the response is lost, looks whether it has worked, and creates again only if it has not.
 *
 * @throws The error of the last creation. Its `outcomeUnknown` stays true if the look failed too.
 */
export async function settledCreate<T>({ create, find }: Calls<T>): Promise<T> {
  try {
    return await create();
  } catch (error) {
    if (!(error instanceof TesseraError && error.outcomeUnknown)) throw error;
    return (await foundAfter(error, find)) ?? (await createdAgain({ create, find }));
  }
}

/** What was created may be seen only after it is refused a second time. */
async function createdAgain<T>({ create, find }: Calls<T>): Promise<T> {
  try {
    return await create();
  } catch (error) {
    if (!(error instanceof TesseraError)) throw error;
    const found = await foundAfter(error, find);
    if (found === undefined) throw error;
    return found;
  }
}

/** A cancelled call ends with its own reason; another failure leaves open what the first error did. */
async function foundAfter<T>(error: TesseraError, find: Calls<T>["find"]): Promise<T | undefined> {
  try {
    return await find();
  } catch (failure) {
    throw failure instanceof TesseraError ? error : failure;
  }
}
