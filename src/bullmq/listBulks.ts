/** `listBulks()`: which bulks there are. */
import { checkAgainst } from "../core/validate.js";
import { inTime, open } from "./connection.js";
import { bulkNames } from "./control.js";
import { type BulkConnectionOptions, connectionOptions } from "./options.js";

/**
 * The names of the bulks that are in Redis, sorted: from `enqueueBulk()` until `delete()`.
 *
 * @throws An `InvalidParamsError` if an option is not valid; a `TesseraError` if Redis does not respond.
 */
export async function listBulks(options: BulkConnectionOptions): Promise<string[]> {
  checkAgainst(connectionOptions, options, "options");
  const redis = await open(options.connection, {});
  try {
    return await inTime(bulkNames(redis));
  } finally {
    await redis.close();
  }
}
