/** Core returns the first 10,000 results of a search. */
import { brandError } from "../../core/brand.js";
import { type ErrorFacts, TesseraError, withDefaults } from "../../core/errors.js";

/** How many results of one search Core returns. */
export const MAX_RESULTS = 10_000;

/**
 * A search has more results than the 10,000 that Core returns. Thrown in place of the request for the next page, after
 * the results before it. `exportCsv` has no such limit.
 */
export class FlowerDocsSearchLimitError extends TesseraError {
  constructor(message: string, facts: ErrorFacts = {}) {
    super(message, withDefaults(facts, "ERR_TESSERA_FLOWERDOCS_SEARCH_LIMIT", "invalid_request"));
  }
}
brandError(FlowerDocsSearchLimitError, "FlowerDocsSearchLimitError");

/** @throws A {@link FlowerDocsSearchLimitError} if a page begins where Core returns nothing. */
export function checkLimit(start: number, endpoint: string): void {
  if (!(start >= MAX_RESULTS)) return;
  throw new FlowerDocsSearchLimitError(
    `Core returns the first ${MAX_RESULTS} results of a search, and there may be more. Narrow the search, or use \`exportCsv\`, which has no such limit. Nothing more was sent.`,
    { endpoint },
  );
}
