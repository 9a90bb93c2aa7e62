/** Work on a component that is reserved meanwhile. */
import { addSentence, TesseraError } from "../../core/errors.js";
import { type CallOptions, isAbortReason } from "../../core/options.js";
import { ResponseRecord } from "../../core/responsePromise.js";
import { preparing } from "../../core/steps.js";
import { isPlainObject } from "../../core/values.js";
import { plainName } from "../anyShape.js";
import { cleanUpOptions } from "../cleanUp.js";
import type { FlowerDocsReferenceInput } from "../schemas/component.js";
import type { FlowerDocsReservations } from "./reservations.js";

/** Reserves a component, does some work, and releases the component, whatever became of the work. */
export async function whileReserved<T>(
  reservations: FlowerDocsReservations,
  component: FlowerDocsReferenceInput,
  options: CallOptions,
  work: () => Promise<T>,
): Promise<T> {
  const params = { components: [component] };
  const release = async () => {
    await reservations.release(params, cleanUpOptions(options));
    return true;
  };
  const releaseIfOurs = async () => {
    const holder = holderIn(await reservations.get(params, cleanUpOptions(options)));
    if (holder === NOBODY) return true;
    return holder !== undefined && holder === reservations.user && release();
  };
  const record = new ResponseRecord();
  try {
    await reservations.reserveWith(params, preparing(options), record);
  } catch (error) {
    if (record.mayBeDone) await cleanUpAfter(error, options, releaseIfOurs);
    throw error;
  }
  let done: T;
  try {
    done = await work();
  } catch (error) {
    await cleanUpAfter(error, options, release);
    throw error;
  }
  await release().catch((error: unknown) => {
    if (error instanceof TesseraError) addSentence(error, "The component was written and may still be reserved.");
    throw error;
  });
  return done;
}

const MAY_BE_RESERVED = "The component may still be reserved.";

/**
 * Cleans up after an error, which then says so if something may be left.
 *
 * @param cleanUp resolves to whether it is known that nothing is left.
 */
async function cleanUpAfter(error: unknown, options: CallOptions, cleanUp: () => Promise<boolean>): Promise<void> {
  const isClean = await cleanUp().catch(() => false);
  // The reason of a signal is the caller's own.
  const isOurs = error instanceof TesseraError && !isAbortReason(error, options);
  if (!isClean && isOurs) addSentence(error, MAY_BE_RESERVED);
}

const NOBODY = Symbol("nobody");

/** Names, as `plainName` returns them, of fields that may say who holds a reservation: none is documented. */
const HOLDERS: readonly string[] = ["user", "userid", "username", "owner", "reservedby"];

/** Who holds the reservations in responses of Core; `undefined` if that cannot be told, or if they are several. */
function holderIn(responses: readonly unknown[]): string | typeof NOBODY | undefined {
  const reservations = responses.flat().filter((each) => !isNothing(each));
  if (reservations.length === 0) return NOBODY;
  const holders = new Set(reservations.flatMap(holdersOf));
  const [holder] = holders;
  return holders.size === 1 ? holder : undefined;
}

function holdersOf(reservation: unknown): (string | undefined)[] {
  const fields = isPlainObject(reservation) ? Object.entries(reservation) : [];
  const found = fields.flatMap(([name, value]) => {
    if (!HOLDERS.includes(plainName(name))) return [];
    const id = isPlainObject(value) ? value.id : value;
    return typeof id === "string" ? id : [];
  });
  return found.length > 0 ? found : [undefined];
}

const isNothing = (value: unknown) =>
  [undefined, null, false].includes(value as null) || (isPlainObject(value) && Object.keys(value).length === 0);
