/** Deletions, which may be retried: what a retry no longer finds is deleted. */
import { markOutcomeUnknown } from "../../core/errors.js";
import { type CallOptions, isAbortReason } from "../../core/options.js";
import type { ResponsePromise } from "../../core/response.js";
import { composed, type ResponseRecord } from "../../core/responsePromise.js";
import { type FlowerDocsError, saysMissing } from "../errors.js";

/** Whether the objects of a deletion are missing because an attempt before deleted them, or some of them. */
export function isGone(
  error: unknown,
  record: ResponseRecord,
  options: CallOptions | undefined,
): error is FlowerDocsError {
  return record.mayBeDone && saysMissing(error) && !isAbortReason(error, options);
}

/**
 * The promise of a deletion.
 *
 * @param named what one request deletes, where that can be several: that one is missing does not tell whether the others are.
 */
export function deletion(
  options: CallOptions | undefined,
  run: (record: ResponseRecord) => Promise<void>,
  named: readonly unknown[] = [],
): ResponsePromise<void> {
  return composed(async (record) => {
    try {
      await run(record);
    } catch (error) {
      if (!isGone(error, record, options)) throw error;
      if (named.length <= 1) return;
      markOutcomeUnknown(error);
      throw error;
    }
  });
}
