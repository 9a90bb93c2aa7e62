/** `scopes`: scopes, which are tenants. */
import { EditableObjects } from "../objects/editable.js";
import { objectEndpoints } from "../objects/endpoints.js";
import { type FlowerDocsScope, type FlowerDocsScopeInput, scopeInputSchema, scopeSchema } from "../schemas/model.js";

const verbs = objectEndpoints<FlowerDocsScope, FlowerDocsScopeInput>("scopes", "scope", {
  response: scopeSchema,
  input: scopeInputSchema,
});

export const scopesEndpoints = verbs.endpoints;

/**
 * Scopes, which are tenants. The scope of a client is that of its token; Core finds no other. Creating, updating and
 * deleting are not in the reference, and were seen to work.
 *
 * @throws An {@link InvalidParamsError} before anything is sent, if a parameter is missing, unknown or invalid.
 * @throws A {@link FlowerDocsError} if FlowerDocs responds with an error.
 * @see https://doc.uxopian.com/docs/flowerdocs/apis/core/examples/scope
 */
export class FlowerDocsScopes extends EditableObjects<FlowerDocsScope, FlowerDocsScopeInput> {
  /** @internal */
  protected override get verbs() {
    return verbs;
  }
}
