/** `archives`: the content of components as ZIP archives. */
import type { CallOptions } from "../../core/options.js";
import { Resource } from "../../core/resource.js";
import type { ResponsePromise } from "../../core/response.js";
import { composed } from "../../core/responsePromise.js";
import { boolean, fieldsOf, objectOf } from "../../core/schema.js";
import { endpoint } from "../endpoint.js";
import { DOWNLOADS, downloadOf, type FlowerDocsDownload } from "../files/download.js";
import { fileNameSchema } from "../files/fileInput.js";
import { pathId, requestIds } from "../ids.js";

/** What an archive holds. */
export interface FlowerDocsArchiveOptions {
  /** Whether all files are in one folder of the archive. @default true */
  flatten?: boolean | undefined;
  /** Whether the archive has the metadata of the components too. @default false */
  includeMetaData?: boolean | undefined;
  /** Whether it has what is in folders within. @default false */
  recursive?: boolean | undefined;
  /** Name of the archive. @default the server's choice */
  name?: string | undefined;
}

/** Documents, and what their archive holds. */
export interface FlowerDocsDocumentsArchiveParams extends FlowerDocsArchiveOptions {
  /** Ids of the documents, at least one. */
  ids: readonly string[];
}

/** A folder, and what its archive holds. */
export interface FlowerDocsFolderArchiveParams extends FlowerDocsArchiveOptions {
  /** Id of the folder. */
  id: string;
}

const archiveFields = fieldsOf<FlowerDocsArchiveOptions>()({
  flatten: boolean,
  includeMetaData: boolean,
  recursive: boolean,
  name: fileNameSchema,
});
const documentsParams = objectOf<FlowerDocsDocumentsArchiveParams>()(() => ({ ids: requestIds, ...archiveFields }), {
  ids: true,
});
const folderParams = objectOf<FlowerDocsFolderArchiveParams>()(() => ({ id: pathId, ...archiveFields }), { id: true });

/** Without it, Core starts a job. */
const atOnce = <P extends object>(params: P) => ({ ...params, isAsync: false });

export const archivesEndpoints = {
  downloadDocuments: endpoint("archives.downloadDocuments", {
    http: "GET /documents/{ids}/content/archive",
    idempotency: "safe",
    effect: "read",
    params: documentsParams,
    toWire: atOnce<FlowerDocsDocumentsArchiveParams>,
    ...DOWNLOADS,
  }),
  downloadFolder: endpoint("archives.downloadFolder", {
    http: "GET /folders/{id}/content/archive",
    idempotency: "safe",
    effect: "read",
    params: folderParams,
    toWire: atOnce<FlowerDocsFolderArchiveParams>,
    ...DOWNLOADS,
  }),
  downloadVirtualFolder: endpoint("archives.downloadVirtualFolder", {
    http: "GET /virtualFolders/{id}/content/archive",
    idempotency: "safe",
    effect: "read",
    params: folderParams,
    toWire: atOnce<FlowerDocsFolderArchiveParams>,
    ...DOWNLOADS,
  }),
};

/**
 * The content of components as ZIP archives, which the server writes while they are read.
 *
 * @throws An {@link InvalidParamsError} before anything is sent, if a parameter is missing, unknown or invalid.
 * @throws A {@link FlowerDocsError} if FlowerDocs responds with an error.
 * @see https://doc.uxopian.com/docs/flowerdocs/apis/core/examples/contentArchive
 */
export class FlowerDocsArchives extends Resource {
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
}
