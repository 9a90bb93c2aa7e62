/** `storedSearches`: searches that are stored on the server. */
import { ListedObjects, listedEndpoints } from "../objects/listed.js";
import {
  type FlowerDocsStoredSearch,
  type FlowerDocsStoredSearchInput,
  storedSearchInputSchema,
  storedSearchSchema,
} from "../schemas/model.js";

const verbs = listedEndpoints<FlowerDocsStoredSearch, FlowerDocsStoredSearchInput>("storedSearches", "storedsearch", {
  response: storedSearchSchema,
  input: storedSearchInputSchema,
});

export const storedSearchesEndpoints = verbs.endpoints;

/**
 * Searches that are stored on the server.
 *
 * @throws An {@link InvalidParamsError} before anything is sent, if a parameter is missing, unknown or invalid.
 * @throws A {@link FlowerDocsError} if FlowerDocs responds with an error.
 * @see https://doc.uxopian.com/docs/flowerdocs/apis/core/examples/storedSearch
 */
export class FlowerDocsStoredSearches extends ListedObjects<FlowerDocsStoredSearch, FlowerDocsStoredSearchInput> {
  /** @internal */
  protected override get verbs() {
    return verbs;
  }
}
