/** `documents`: documents: files with tags. */
import type { Endpoint, ResponseContext } from "../../core/endpoint.js";
import { InvalidResponseError, TesseraError } from "../../core/errors.js";
import type { CallOptions } from "../../core/options.js";
import type { ResponsePromise } from "../../core/response.js";
import { composed, type ResponseRecord } from "../../core/responsePromise.js";
import { bounded, inputListOf, objectOf, refined, type Schema } from "../../core/schema.js";
import { checkFirst, encodeFirst, preparing } from "../../core/steps.js";
import { isPlainObject } from "../../core/values.js";
import { cleanUpOptions } from "../cleanUp.js";
import { endpoint } from "../endpoint.js";
import { saysConsumed } from "../errors.js";
import { type FlowerDocsFileInput, fileInputSchema, partOf, readyFile } from "../files/fileInput.js";
import { form, MULTIPART, uploadOptions } from "../files/upload.js";
import { readObject } from "../objects/endpoints.js";
import {
  documentInputSchema,
  documentSchema,
  type FlowerDocsDocument,
  type FlowerDocsDocumentInput,
} from "../schemas/component.js";
import { searchable } from "../search/verbs.js";
import { Components } from "./components.js";
import { temporaryFilesEndpoints } from "./temporaryFiles.js";

/** A new document and its files. */
export interface CreateFlowerDocsDocumentWithFilesParams {
  /** The document, without `files`. */
  document: FlowerDocsDocumentInput;
  /** Its files, at least one. */
  files: readonly FlowerDocsFileInput[];
}

/** A document and its new files. */
export interface UpdateFlowerDocsDocumentWithFilesParams extends CreateFlowerDocsDocumentWithFilesParams {
  /** The whole document with its `id`, without `files`. */
  document: FlowerDocsDocumentInput & { id: string };
}

const verbs = searchable<FlowerDocsDocument, FlowerDocsDocumentInput>("documents", "documents", {
  response: documentSchema,
  input: documentInputSchema,
  category: "DOCUMENT",
  routes: ["unique"],
  // It can add a version, and use up the temporary file that it names.
  updates: "none",
});

const createParams: Schema<CreateFlowerDocsDocumentWithFilesParams> = refined(
  objectOf<CreateFlowerDocsDocumentWithFilesParams>()(
    () => ({
      document: documentInputSchema,
      files: bounded(inputListOf(fileInputSchema), { least: 1, message: "must have at least one file" }),
    }),
    { document: true, files: true },
  ),
  ({ document }) => document.files === undefined,
  "must not have `files`, which are given beside it",
  "document",
);
const updateParams = refined(
  createParams as Schema<UpdateFlowerDocsDocumentWithFilesParams>,
  ({ document }) => document.id !== undefined,
  "must have an `id`",
  "document",
);

/** The first file: requests with several are another. */
function formOf({ document, files: [file] }: CreateFlowerDocsDocumentWithFilesParams) {
  const content = new TextEncoder().encode(JSON.stringify([{ category: "DOCUMENT", ...document }]));
  return form({ name: "document", type: "application/json", content }, partOf(file as FlowerDocsFileInput));
}

/** The response is not documented. What it does not tell of the document is what was sent. */
function readDocument(raw: unknown, { params }: ResponseContext): unknown {
  const { document } = params as CreateFlowerDocsDocumentWithFilesParams;
  const read = readObject(raw);
  if (read !== "" && !isPlainObject(read)) return read;
  return { category: "DOCUMENT", ...document, ...(isPlainObject(read) && read) };
}

const WITH_FILE = {
  ...MULTIPART,
  idempotency: "none",
  effect: "write",
  reads: "text",
  response: documentSchema,
  fromWire: readDocument,
} as const;

export const documentsEndpoints = {
  ...verbs.endpoints,
  createWithFiles: endpoint("documents.createWithFiles", {
    http: "POST /documents/unique",
    params: createParams,
    toWire: formOf,
    ...WITH_FILE,
  }),
  updateWithFiles: endpoint("documents.updateWithFiles", {
    http: "POST /documents/{id}/unique",
    params: updateParams,
    toWire: (params: UpdateFlowerDocsDocumentWithFilesParams) => ({ id: params.document.id, ...formOf(params) }),
    ...WITH_FILE,
  }),
};

/**
 * Documents: files with tags.
 *
 * @throws An {@link InvalidParamsError} before anything is sent, if a parameter is missing, unknown or invalid.
 * @throws A {@link FlowerDocsError} if FlowerDocs responds with an error.
 * @see https://doc.uxopian.com/docs/flowerdocs/apis/core/examples/document
 */
export class FlowerDocsDocuments extends Components<FlowerDocsDocument, FlowerDocsDocumentInput> {
  /** @internal */
  protected override get verbs() {
    return verbs;
  }

  /** @internal */
  protected override get category() {
    return "DOCUMENT" as const;
  }

  /** @internal Core updates documents one by one. */
  protected override get updatesAtOnce(): number {
    return 1;
  }

  /**
   * Creates a document with its files.
   *
   * One file is sent together with the document, since 2025.1. Several files, or one for an older server, are uploaded
   * as temporary files first; they are deleted if the document is refused. After a lost response the document may have
   * been created, and the error has `outcomeUnknown`. Without `deadlineMs`, files that are streamed take the time that
   * they need.
   *
   * @throws What the stream of the caller fails with, as it is.
   * @example
   * ```ts
   * const content = new TextEncoder().encode("Contract of sale");
   * const document = await client.documents.createWithFiles({
   *   document: { name: "Contract of sale", data: { classId: "Contract" } },
   *   files: [{ name: "contract.txt", type: "text/plain", content }],
   * });
   * console.log(document.id);
   * ```
   */
  createWithFiles(
    params: CreateFlowerDocsDocumentWithFilesParams,
    options?: CallOptions,
  ): ResponsePromise<FlowerDocsDocument> {
    return composed((record) => {
      return this.#withFiles(documentsEndpoints.createWithFiles, params, options, {
        record,
        endpoint: verbs.endpoints.create,
        atOnce: (given, rest) => this.call(documentsEndpoints.createWithFiles, given, rest, record),
        alone: (document, rest) => this.creation(document, rest, record),
      });
    });
  }

  /**
   * Replaces a document and its files, as `createWithFiles` creates them. Core clears whatever is left out of the
   * document. It is not retried after a lost response.
   *
   * @throws What the stream of the caller fails with, as it is.
   * @example
   * ```ts
   * const { files: _, ...document } = await client.documents.get("D1");
   * const content = new TextEncoder().encode("Contract of sale, signed");
   * await client.documents.updateWithFiles({ document, files: [{ name: "signed.txt", content }] });
   * ```
   */
  updateWithFiles(
    params: UpdateFlowerDocsDocumentWithFilesParams,
    options?: CallOptions,
  ): ResponsePromise<FlowerDocsDocument> {
    return composed((record) => {
      return this.#withFiles(documentsEndpoints.updateWithFiles, params, options, {
        record,
        endpoint: verbs.endpoints.update,
        atOnce: (given, rest) => this.call(documentsEndpoints.updateWithFiles, given, rest, record),
        alone: (document, rest) => this.replacement(document, rest, record),
      });
    });
  }

  async #withFiles<P extends CreateFlowerDocsDocumentWithFilesParams>(
    endpoint: Endpoint<P, FlowerDocsDocument>,
    params: P,
    options: CallOptions | undefined,
    writes: Writes<P>,
  ): Promise<FlowerDocsDocument> {
    checkFirst(this.context, endpoint, params, options);
    encodeFirst(this.context, writes.endpoint, params.document, options);
    const nextOptions = uploadOptions(this.context, options);
    const files = await Promise.all(params.files.map((file, index) => readyFile(file, `files[${index}]`)));
    if (files.length === 1 && (await this.dialects.find(nextOptions())).uniqueDocuments) {
      return writes.atOnce({ ...params, files }, nextOptions());
    }
    const attempt = () => this.#withTemporaryFiles(params.document, files, writes, nextOptions);
    try {
      return await attempt();
    } catch (error) {
      // Nodes of a cluster may share no temporary files.
      if (!saysConsumed(error) || error.outcomeUnknown) throw error;
      return attempt();
    }
  }

  async #withTemporaryFiles(
    document: FlowerDocsDocumentInput,
    files: readonly FlowerDocsFileInput[],
    { alone, record }: Pick<Writes<never>, "alone" | "record">,
    nextOptions: () => CallOptions,
  ): Promise<FlowerDocsDocument> {
    const ids: string[] = [];
    let isUsed = false;
    try {
      for (const file of files) {
        ids.push((await this.call(temporaryFilesEndpoints.upload, { file }, preparing(nextOptions()))).id);
      }
      isUsed = true;
      return await alone({ ...document, files: ids.map((id) => ({ id })) }, nextOptions());
    } catch (error) {
      // Where it is unknown whether the document was written, it may have them.
      isUsed &&= record.mayBeDone || mayBeWritten(error);
      if (!isUsed) await this.#discard(ids, nextOptions());
      throw error;
    }
  }

  /** A file that stays is deleted by the server after some time. */
  async #discard(ids: readonly string[], options: CallOptions): Promise<void> {
    const discarded = ids.map((id) => this.call(temporaryFilesEndpoints.delete, { id }, cleanUpOptions(options)));
    await Promise.allSettled(discarded);
  }
}

/** The two ways to write a document with its files. */
interface Writes<P> {
  readonly record: ResponseRecord;
  /** Takes the document alone. */
  readonly endpoint: Endpoint<FlowerDocsDocumentInput, FlowerDocsDocument>;
  readonly atOnce: (params: P, options: CallOptions) => Promise<FlowerDocsDocument>;
  /** The files are there, and the document names them. */
  readonly alone: (document: FlowerDocsDocumentInput, options: CallOptions) => Promise<FlowerDocsDocument>;
}

/** Whether a document may have been written whose request failed: a 2xx that cannot be read was a success. */
function mayBeWritten(error: unknown): boolean {
  return error instanceof InvalidResponseError || (error instanceof TesseraError && error.outcomeUnknown === true);
}
