/** `files`: the files of documents. */
import type { ClientContext } from "../../core/context.js";
import type { CallOptions } from "../../core/options.js";
import { Resource } from "../../core/resource.js";
import type { ResponsePromise } from "../../core/response.js";
import { composed } from "../../core/responsePromise.js";
import { boolean, listOf, objectOf } from "../../core/schema.js";
import { checkFirst } from "../../core/steps.js";
import { endpoint } from "../endpoint.js";
import { DOWNLOADS, downloadOf, type FlowerDocsDownload } from "../files/download.js";
import { type FlowerDocsFileInput, fileInputSchema, fileNameSchema, partOf, readyFile } from "../files/fileInput.js";
import { form, MULTIPART, uploadOptions } from "../files/upload.js";
import { pathId } from "../ids.js";
import { deletion } from "../objects/deletion.js";
import { readObjects } from "../objects/endpoints.js";
import { type FlowerDocsIdParams, idParams } from "../params.js";
import { RAW_TEXT, rawText } from "../rawText.js";
import { ACKNOWLEDGED } from "../responses.js";
import { type FlowerDocsFile, fileSchema } from "../schemas/file.js";
import { type FlowerDocsFileParams, fileParams } from "./contentIndex.js";

/** A file to add to a document. */
export interface AddFlowerDocsFileParams {
  /** Id of the document. */
  id: string;
  /** The file. */
  file: FlowerDocsFileInput;
  /** Whether it replaces the files that the document has. @default false */
  replace?: boolean | undefined;
}

/** A file of a document, and how its content is to be sent. */
export interface DownloadFlowerDocsFileParams extends FlowerDocsFileParams {
  /** Whether the obfuscations of the document are a part of the content. @default the server's choice */
  includeObfuscations?: boolean | undefined;
}

/** A file of a document, and its new name. */
export interface RenameFlowerDocsFileParams extends FlowerDocsFileParams {
  /** The new name. */
  name: string;
}

const addParams = objectOf<AddFlowerDocsFileParams>()(() => ({ id: pathId, file: fileInputSchema, replace: boolean }), {
  id: true,
  file: true,
});
const downloadParams = objectOf<DownloadFlowerDocsFileParams>()(
  () => ({ id: pathId, fileId: pathId, includeObfuscations: boolean }),
  { id: true, fileId: true },
);
const renameParams = objectOf<RenameFlowerDocsFileParams>()(
  () => ({ id: pathId, fileId: pathId, name: fileNameSchema }),
  { id: true, fileId: true, name: true },
);

export const filesEndpoints = {
  list: endpoint("files.list", {
    http: "GET /documents/{id}/files",
    idempotency: "safe",
    effect: "read",
    params: idParams,
    reads: "text",
    response: listOf(fileSchema),
    fromWire: readObjects,
  }),
  add: endpoint("files.add", {
    http: "POST /documents/{id}/files",
    query: ["replace"],
    idempotency: "none",
    effect: "write",
    params: addParams,
    toWire: ({ id, file, replace = false }: AddFlowerDocsFileParams) => ({ id, replace, ...form(partOf(file)) }),
    ...MULTIPART,
    reads: "text",
    response: listOf(fileSchema),
    fromWire: readObjects,
  }),
  download: endpoint("files.download", {
    http: "GET /documents/{id}/files/{fileId}/content",
    idempotency: "safe",
    effect: "read",
    params: downloadParams,
    ...DOWNLOADS,
  }),
  rename: endpoint("files.rename", {
    http: "POST /documents/{id}/files/{fileId}/name",
    idempotency: "safe",
    effect: "write",
    params: renameParams,
    toWire: ({ name, ...ids }: RenameFlowerDocsFileParams) => ({
      ...ids,
      ...rawText(name, "text/plain;charset=UTF-8"),
    }),
    ...RAW_TEXT,
    ...ACKNOWLEDGED,
  }),
  delete: endpoint("files.delete", {
    http: "DELETE /documents/{id}/files/{fileId}",
    idempotency: "safe",
    effect: "destroy",
    params: fileParams,
    ...ACKNOWLEDGED,
  }),
};

/**
 * The files of documents.
 *
 * @throws An {@link InvalidParamsError} before anything is sent, if a parameter is missing, unknown or invalid.
 * @throws A {@link FlowerDocsError} if FlowerDocs responds with an error.
 * @see https://doc.uxopian.com/docs/flowerdocs/apis/core/examples/document
 */
export class FlowerDocsFiles extends Resource {
  #context: ClientContext;

  /** @internal */
  constructor(context: ClientContext) {
    super(context);
    this.#context = context;
  }

  /**
   * Gets the files of a document, without their content.
   *
   * @example
   * ```ts
   * const [file] = await client.files.list({ id: "D1" });
   * console.log(file?.id); // "file-1"
   * ```
   */
  list(params: FlowerDocsIdParams, options?: CallOptions): ResponsePromise<FlowerDocsFile[]> {
    return this.call(filesEndpoints.list, params, options);
  }

  /**
   * Adds a file to a document. It is not retried after a lost response, as that could add it twice. Without
   * `deadlineMs`, a file that is streamed takes the time that it needs.
   *
   * @throws What the stream of the caller fails with, as it is.
   * @example
   * ```ts
   * const content = new TextEncoder().encode("Annex");
   * await client.files.add({ id: "D1", file: { name: "annex.txt", type: "text/plain", content } });
   * ```
   */
  add(params: AddFlowerDocsFileParams, options?: CallOptions): ResponsePromise<FlowerDocsFile[]> {
    return composed(async (record) => {
      checkFirst(this.#context, filesEndpoints.add, params, options);
      const nextOptions = uploadOptions(this.#context, options);
      const file = await readyFile(params.file, "file");
      return this.call(filesEndpoints.add, { ...params, file }, nextOptions(), record);
    });
  }

  /**
   * Downloads a file of a document as a stream. `timeoutMs` limits the wait for each chunk; `deadlineMs` ends with the
   * headers.
   *
   * @example
   * ```ts
   * const file = await client.files.download({ id: "D1", fileId: "file-1" });
   * console.log(file.name, file.type); // "contract.txt" "text/plain"
   * for await (const chunk of file) console.log(chunk.length);
   * ```
   */
  download(params: DownloadFlowerDocsFileParams, options?: CallOptions): ResponsePromise<FlowerDocsDownload> {
    return composed(async (record) =>
      downloadOf(await this.call(filesEndpoints.download, params, options, record), record),
    );
  }

  /**
   * Renames a file, since 2025.0. Core of 2026 was seen to add the extension of the old name again.
   *
   * @example
   * ```ts
   * await client.files.rename({ id: "D1", fileId: "file-1", name: "contract-2026" });
   * ```
   */
  rename(params: RenameFlowerDocsFileParams, options?: CallOptions): ResponsePromise<void> {
    return this.call(filesEndpoints.rename, params, options);
  }

  /**
   * Deletes a file of a document. If a lost response makes a retry necessary and that no longer finds the file, it is
   * deleted.
   *
   * @example
   * ```ts
   * await client.files.delete({ id: "D1", fileId: "file-1" });
   * ```
   */
  delete(params: FlowerDocsFileParams, options?: CallOptions): ResponsePromise<void> {
    return deletion(options, (record) => this.call(filesEndpoints.delete, params, options, record));
  }
}
