/** `contentIndex`: the text by which searches find documents. */
import type { CallOptions } from "../../core/options.js";
import { Resource } from "../../core/resource.js";
import type { ResponsePromise } from "../../core/response.js";
import { objectOf, type Schema } from "../../core/schema.js";
import { endpoint } from "../endpoint.js";
import { pathId } from "../ids.js";
import { deletion } from "../objects/deletion.js";
import { RAW_TEXT, rawText, wellFormedText } from "../rawText.js";
import { ACKNOWLEDGED, UNDOCUMENTED } from "../responses.js";

/** Names a file of a document. */
export interface FlowerDocsFileParams {
  /** Id of the document. */
  id: string;
  /** Id of the file. */
  fileId: string;
}

/** The text of a file. */
export interface SetFlowerDocsIndexParams extends FlowerDocsFileParams {
  /** The text by which searches are to find the document. */
  text: string;
}

export const fileParams: Schema<FlowerDocsFileParams> = objectOf<FlowerDocsFileParams>()(
  () => ({ id: pathId, fileId: pathId }),
  { id: true, fileId: true },
);

const setParams = objectOf<SetFlowerDocsIndexParams>()(() => ({ id: pathId, fileId: pathId, text: wellFormedText }), {
  id: true,
  fileId: true,
  text: true,
});

export const contentIndexEndpoints = {
  set: endpoint("contentIndex.set", {
    http: "POST /documents/{id}/files/{fileId}/content/index",
    idempotency: "safe",
    effect: "write",
    params: setParams,
    toWire: ({ text, ...ids }: SetFlowerDocsIndexParams) => ({ ...ids, ...rawText(text) }),
    ...RAW_TEXT,
    ...UNDOCUMENTED,
  }),
  delete: endpoint("contentIndex.delete", {
    http: "DELETE /documents/{id}/files/{fileId}/content/index",
    idempotency: "safe",
    effect: "destroy",
    params: fileParams,
    ...ACKNOWLEDGED,
  }),
};

/**
 * The text by which searches find documents, where Core does not read it from the file itself.
 *
 * @throws An {@link InvalidParamsError} before anything is sent, if a parameter is missing, unknown or invalid.
 * @throws A {@link FlowerDocsError} if FlowerDocs responds with an error.
 * @see https://doc.uxopian.com/docs/flowerdocs/apis/core/examples/document
 */
export class FlowerDocsContentIndex extends Resource {
  /**
   * Sets the text of a file, since 2025.0.
   *
   * @returns What Core sends: an id. Its shape is not documented.
   * @example
   * ```ts
   * await client.contentIndex.set({ id: "D1", fileId: "file-1", text: "Contract of sale" });
   * ```
   */
  set(params: SetFlowerDocsIndexParams, options?: CallOptions): ResponsePromise<unknown> {
    return this.call(contentIndexEndpoints.set, params, options);
  }

  /**
   * Deletes the texts of **all** files of the document, and not only of the one that is named.
   *
   * @example
   * ```ts
   * await client.contentIndex.delete({ id: "D1", fileId: "file-1" });
   * ```
   */
  delete(params: FlowerDocsFileParams, options?: CallOptions): ResponsePromise<void> {
    return deletion(options, (record) => this.call(contentIndexEndpoints.delete, params, options, record));
  }
}
