/** `temporaryFiles`: files that were uploaded and belong to no document yet. */
import type { ClientContext } from "../../core/context.js";
import type { CallOptions } from "../../core/options.js";
import { Resource } from "../../core/resource.js";
import type { ResponsePromise } from "../../core/response.js";
import { composed } from "../../core/responsePromise.js";
import { objectOf } from "../../core/schema.js";
import { checkFirst } from "../../core/steps.js";
import { endpoint } from "../endpoint.js";
import { DOWNLOADS, downloadOf, type FlowerDocsDownload } from "../files/download.js";
import { type FlowerDocsFileInput, fileInputSchema, partOf, readyFile } from "../files/fileInput.js";
import { form, MULTIPART, uploadOptions } from "../files/upload.js";
import { deletion } from "../objects/deletion.js";
import { readObject } from "../objects/endpoints.js";
import { type FlowerDocsIdParams, idParams } from "../params.js";
import { ACKNOWLEDGED } from "../responses.js";
import { type FlowerDocsFile, fileSchema } from "../schemas/file.js";

/** A file to upload. */
export interface UploadFlowerDocsFileParams {
  /** The file. */
  file: FlowerDocsFileInput;
}

const uploadParams = objectOf<UploadFlowerDocsFileParams>()(() => ({ file: fileInputSchema }), { file: true });

export const temporaryFilesEndpoints = {
  upload: endpoint("temporaryFiles.upload", {
    http: "POST /files/tmp",
    idempotency: "mint",
    effect: "write",
    params: uploadParams,
    toWire: ({ file }: UploadFlowerDocsFileParams) => form(partOf(file)),
    ...MULTIPART,
    reads: "text",
    response: fileSchema,
    fromWire: readObject,
  }),
  download: endpoint("temporaryFiles.download", {
    http: "GET /files/tmp/{id}",
    idempotency: "safe",
    effect: "read",
    params: idParams,
    ...DOWNLOADS,
  }),
  delete: endpoint("temporaryFiles.delete", {
    http: "DELETE /files/tmp/{id}",
    idempotency: "safe",
    effect: "destroy",
    params: idParams,
    ...ACKNOWLEDGED,
  }),
};

/**
 * Temporary files: content that was uploaded and belongs to no document yet. A document takes one over that is created
 * or updated with its id in `files`. `documents.createWithFiles` does both.
 *
 * @throws An {@link InvalidParamsError} before anything is sent, if a parameter is missing, unknown or invalid.
 * @throws A {@link FlowerDocsError} if FlowerDocs responds with an error.
 * @see https://doc.uxopian.com/docs/flowerdocs/apis/core/examples/tempFile
 */
export class FlowerDocsTemporaryFiles extends Resource {
  #context: ClientContext;

  /** @internal */
  constructor(context: ClientContext) {
    super(context);
    this.#context = context;
  }

  /**
   * Uploads a file. A retry sends all of it again; after a lost response, the server may keep one more temporary file.
   * Without `deadlineMs`, a file that is streamed takes the time that it needs.
   *
   * @throws What the stream of the caller fails with, as it is.
   * @example
   * ```ts
   * const content = new TextEncoder().encode("Contract of sale");
   * const file = await client.temporaryFiles.upload({ file: { name: "contract.txt", type: "text/plain", content } });
   * const data = { classId: "Contract" };
   * await client.documents.create({ name: "Contract of sale", data, files: [{ id: file.id }] });
   * ```
   */
  upload(params: UploadFlowerDocsFileParams, options?: CallOptions): ResponsePromise<FlowerDocsFile> {
    return composed(async (record) => {
      checkFirst(this.#context, temporaryFilesEndpoints.upload, params, options);
      const nextOptions = uploadOptions(this.#context, options);
      const file = await readyFile(params.file, "file");
      return this.call(temporaryFilesEndpoints.upload, { file }, nextOptions(), record);
    });
  }

  /**
   * Downloads a temporary file.
   *
   * @example
   * ```ts
   * const content = new Uint8Array([1, 2, 3]);
   * const { id } = await client.temporaryFiles.upload({ file: { name: "a.bin", content } });
   * for await (const chunk of await client.temporaryFiles.download({ id })) console.log(chunk.length); // 3
   * ```
   */
  download(params: FlowerDocsIdParams, options?: CallOptions): ResponsePromise<FlowerDocsDownload> {
    return composed(async (record) =>
      downloadOf(await this.call(temporaryFilesEndpoints.download, params, options, record), record),
    );
  }

  /**
   * Deletes a temporary file that no document has taken over. If a lost response makes a retry necessary and that no
   * longer finds the file, it is deleted.
   *
   * @example
   * ```ts
   * const { id } = await client.temporaryFiles.upload({ file: { name: "a.bin", content: new Uint8Array([1]) } });
   * await client.temporaryFiles.delete({ id });
   * ```
   */
  delete(params: FlowerDocsIdParams, options?: CallOptions): ResponsePromise<void> {
    return deletion(options, (record) => this.call(temporaryFilesEndpoints.delete, params, options, record));
  }
}
