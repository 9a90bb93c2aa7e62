/** `archives`: the content of components as ZIP archives. */
import type { ClientContext } from "../../core/context.js";
import type { CallOptions } from "../../core/options.js";
import { Resource } from "../../core/resource.js";
import type { ResponsePromise } from "../../core/response.js";
import { composed } from "../../core/responsePromise.js";
import { checkFirst } from "../../core/steps.js";
import { downloadOf, type FlowerDocsDownload } from "../files/download.js";
import { FlowerDocsJob } from "../jobs.js";
import {
  archivesEndpoints,
  type FlowerDocsDocumentsArchiveParams,
  type FlowerDocsFolderArchiveParams,
} from "./archivesEndpoints.js";

/**
 * The content of components as ZIP archives: downloaded while the server writes them, or written by a job.
 *
 * @throws An {@link InvalidParamsError} before anything is sent, if a parameter is missing, unknown or invalid.
 * @throws A {@link FlowerDocsError} if FlowerDocs responds with an error.
 * @see https://doc.uxopian.com/docs/flowerdocs/apis/core/examples/contentArchive
 */
export class FlowerDocsArchives extends Resource {
  #context: ClientContext;

  /** @internal */
  constructor(context: ClientContext) {
    super(context);
    this.#context = context;
  }

  /**
   * Downloads the content of documents.
   *
   * @example
   * ```ts
   * const archive = await client.archives.downloadDocuments({ ids: ["D1"], name: "contracts.zip" });
   * for await (const chunk of archive) console.log(chunk.length);
   * ```
   */
  downloadDocuments(
    params: FlowerDocsDocumentsArchiveParams,
    options?: CallOptions,
  ): ResponsePromise<FlowerDocsDownload> {
    return composed(async (record) =>
      downloadOf(await this.call(archivesEndpoints.downloadDocuments, params, options, record), record),
    );
  }

  /**
   * Downloads the content of a folder.
   *
   * @example
   * ```ts
   * const archive = await client.archives.downloadFolder({ id: "F1", recursive: true });
   * for await (const chunk of archive) console.log(chunk.length);
   * ```
   */
  downloadFolder(params: FlowerDocsFolderArchiveParams, options?: CallOptions): ResponsePromise<FlowerDocsDownload> {
    return composed(async (record) =>
      downloadOf(await this.call(archivesEndpoints.downloadFolder, params, options, record), record),
    );
  }

  /**
   * Downloads the content of a virtual folder.
   *
   * @example
   * ```ts
   * const archive = await client.archives.downloadVirtualFolder({ id: "V1" });
   * for await (const chunk of archive) console.log(chunk.length);
   * ```
   */
  downloadVirtualFolder(
    params: FlowerDocsFolderArchiveParams,
    options?: CallOptions,
  ): ResponsePromise<FlowerDocsDownload> {
    return composed(async (record) =>
      downloadOf(await this.call(archivesEndpoints.downloadVirtualFolder, params, options, record), record),
    );
  }

  /**
   * Starts a job that archives the content of documents.
   *
   * Core finds such a job by what it archives, so there should be one at a time.
   *
   * @returns The job. Its `wait()` returns the archive as it arrives.
   * @example
   * ```ts
   * const job = await client.archives.exportDocuments({ ids: ["D1"], name: "contracts.zip" });
   * const archive = () => job.wait({ timeoutMs: 600_000, onProgress: ({ status }) => console.log(status) });
   * ```
   */
  exportDocuments(params: FlowerDocsDocumentsArchiveParams, options?: CallOptions): ResponsePromise<FlowerDocsJob> {
    return composed(async (record) => {
      checkFirst(this.#context, archivesEndpoints.exportDocuments, params, options);
      const named = { ids: [...params.ids] };
      await this.call(archivesEndpoints.exportDocuments, params, options, record);
      return new FlowerDocsJob(this.#context, undefined, {
        status: (waiting) => this.call(archivesEndpoints.exportDocumentsStatus, named, waiting),
        result: (waiting) => this.call(archivesEndpoints.exportDocumentsResult, named, waiting),
        error: (waiting) => this.call(archivesEndpoints.exportDocumentsError, named, waiting),
      });
    });
  }

  /**
   * Starts a job that archives the content of a folder.
   *
   * Core finds such a job by what it archives, so there should be one at a time.
   *
   * @returns The job. Its `wait()` returns the archive as it arrives.
   * @example
   * ```ts
   * const job = await client.archives.exportFolder({ id: "F1", recursive: true });
   * const archive = () => job.wait({ timeoutMs: 600_000, onProgress: ({ status }) => console.log(status) });
   * ```
   */
  exportFolder(params: FlowerDocsFolderArchiveParams, options?: CallOptions): ResponsePromise<FlowerDocsJob> {
    return composed(async (record) => {
      checkFirst(this.#context, archivesEndpoints.exportFolder, params, options);
      const named = { id: params.id };
      await this.call(archivesEndpoints.exportFolder, params, options, record);
      return new FlowerDocsJob(this.#context, undefined, {
        status: (waiting) => this.call(archivesEndpoints.exportFolderStatus, named, waiting),
        result: (waiting) => this.call(archivesEndpoints.exportFolderResult, named, waiting),
        error: (waiting) => this.call(archivesEndpoints.exportFolderError, named, waiting),
      });
    });
  }

  /**
   * Starts a job that archives the content of a virtual folder.
   *
   * Core finds such a job by what it archives, so there should be one at a time.
   *
   * @returns The job. Its `wait()` returns the archive as it arrives.
   * @example
   * ```ts
   * const job = await client.archives.exportVirtualFolder({ id: "V1" });
   * const archive = () => job.wait({ timeoutMs: 600_000, onProgress: ({ status }) => console.log(status) });
   * ```
   */
  exportVirtualFolder(params: FlowerDocsFolderArchiveParams, options?: CallOptions): ResponsePromise<FlowerDocsJob> {
    return composed(async (record) => {
      checkFirst(this.#context, archivesEndpoints.exportVirtualFolder, params, options);
      const named = { id: params.id };
      await this.call(archivesEndpoints.exportVirtualFolder, params, options, record);
      return new FlowerDocsJob(this.#context, undefined, {
        status: (waiting) => this.call(archivesEndpoints.exportVirtualFolderStatus, named, waiting),
        result: (waiting) => this.call(archivesEndpoints.exportVirtualFolderResult, named, waiting),
        error: (waiting) => this.call(archivesEndpoints.exportVirtualFolderError, named, waiting),
      });
    });
  }
}
