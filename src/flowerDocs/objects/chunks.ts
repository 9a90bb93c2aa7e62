/** Lists of ids that are sent in several requests, one after the other. */
import { brandError } from "../../core/brand.js";
import type { ClientContext } from "../../core/context.js";
import { type ErrorFacts, markOutcomeUnknown, TesseraError } from "../../core/errors.js";
import { type CallOptions, isAbortReason } from "../../core/options.js";
import { sharedDeadline } from "../../core/steps.js";
import { namedIds } from "../ids.js";

/** What a {@link FlowerDocsChunkError} is created from. */
export interface FlowerDocsChunkErrorFacts extends ErrorFacts {
  /** The ids of the request that failed. */
  ids: readonly string[];
  /** The ids of the requests before it, which succeeded. */
  doneIds: readonly string[];
  /** The ids that were not sent. */
  restIds: readonly string[];
}

/**
 * One of the requests failed into which a long list of ids was split. Its code, kind and status are those of `cause`,
 * which is the error of that request.
 */
export class FlowerDocsChunkError extends TesseraError {
  /** The ids of the request that failed. */
  readonly ids: readonly string[];
  /** The ids of the requests before it, which succeeded. */
  readonly doneIds: readonly string[];
  /** The ids that were not sent. */
  readonly restIds: readonly string[];

  constructor(
    message: string,
    { ids = [], doneIds = [], restIds = [], ...facts }: Partial<FlowerDocsChunkErrorFacts> = {},
  ) {
    super(message, facts);
    this.ids = ids;
    this.doneIds = doneIds;
    this.restIds = restIds;
  }
}
brandError(FlowerDocsChunkError, "FlowerDocsChunkError");

/**
 * Calls a function for one chunk after the other; together they have the time of one call.
 *
 * @throws A {@link FlowerDocsChunkError} if one of several chunks fails; what a single chunk fails with.
 */
export async function eachChunk<I, R>(
  context: ClientContext,
  chunks: readonly (readonly I[])[],
  idOf: (item: I) => string,
  options: CallOptions | undefined,
  run: (chunk: readonly I[], options: CallOptions) => Promise<readonly R[]>,
): Promise<R[]> {
  const nextOptions = sharedDeadline(context, options);
  const results: R[] = [];
  for (const [index, chunk] of chunks.entries()) {
    try {
      for (const result of await run(chunk, nextOptions())) results.push(result);
    } catch (error) {
      const isOurs = error instanceof TesseraError && !isAbortReason(error, options);
      if (chunks.length === 1 || !isOurs) throw error;
      const idsOf = (some: typeof chunks) => some.flatMap((each) => each.map(idOf));
      throw chunkError(error, index, chunks.length, {
        ids: chunk.map(idOf),
        doneIds: idsOf(chunks.slice(0, index)),
        restIds: idsOf(chunks.slice(index + 1)),
      });
    }
  }
  return results;
}

type ChunkIds = Pick<FlowerDocsChunkErrorFacts, "ids" | "doneIds" | "restIds">;

function chunkError(cause: TesseraError, index: number, count: number, ids: ChunkIds): FlowerDocsChunkError {
  const message = `Request ${index + 1} of ${count} failed, for the ids ${namedIds(ids.ids)}: ${cause.message}`;
  const { code, kind, endpoint, attempts, status, requestId, retryAfterMs, vendorMessage } = cause;
  const facts = { code, kind, endpoint, attempts, status, requestId, retryAfterMs, vendorMessage, cause };
  const error = new FlowerDocsChunkError(message, { ...facts, ...ids });
  if (cause.outcomeUnknown) markOutcomeUnknown(error);
  return error;
}
