/** `obfuscations`: texts that are hidden on the pages of documents. */
import type { CallOptions } from "../../core/options.js";
import { Resource } from "../../core/resource.js";
import type { ResponsePromise } from "../../core/response.js";
import { nonEmptyString, objectOf } from "../../core/schema.js";
import { endpoint } from "../endpoint.js";
import { pathId } from "../ids.js";
import { UNDOCUMENTED } from "../responses.js";
import { type FlowerDocsObfuscation, obfuscationFields } from "../schemas/annotation.js";

/** What is to be hidden in a document. */
export interface CreateFlowerDocsObfuscationParams extends FlowerDocsObfuscation {
  /** Id of the document. */
  id: string;
}

const createParams = objectOf<CreateFlowerDocsObfuscationParams>()(
  () => ({ ...obfuscationFields(), id: pathId, text: nonEmptyString }),
  { id: true, text: true },
);

export const obfuscationsEndpoints = {
  create: endpoint("obfuscations.create", {
    http: "POST /documents/{id}/obfuscations",
    body: "*",
    idempotency: "none",
    effect: "write",
    params: createParams,
    secret: ["text"],
    ...UNDOCUMENTED,
  }),
};

/**
 * Hides texts on the pages of documents. FlowerDocs calls this a beta.
 *
 * @throws An {@link InvalidParamsError} before anything is sent, if a parameter is missing, unknown or invalid.
 * @throws A {@link FlowerDocsError} if FlowerDocs responds with an error.
 * @see https://doc.uxopian.com/docs/flowerdocs/apis/core/examples/obfuscation
 */
export class FlowerDocsObfuscations extends Resource {
  /**
   * Hides a text wherever it is in a document. It is not retried after a lost response. Errors do not quote the text.
   *
   * @returns What Core sends. Its shape is not documented.
   * @example
   * ```ts
   * await client.obfuscations.create({ id: "D1", text: "Jane Doe", regex: false });
   * ```
   */
  create(params: CreateFlowerDocsObfuscationParams, options?: CallOptions): ResponsePromise<unknown> {
    return this.call(obfuscationsEndpoints.create, params, options);
  }
}
