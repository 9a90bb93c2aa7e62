/** The endpoints of archives: as responses, and as jobs. Core finds such a job by what it archives. */
import { boolean, fieldsOf, objectOf } from "../../core/schema.js";
import { endpoint } from "../endpoint.js";
import { EXPORTS } from "../files/download.js";
import { fileNameSchema } from "../files/fileInput.js";
import { pathId, requestIds } from "../ids.js";
import { idParams, idsParams } from "../params.js";
import { ACKNOWLEDGED, REPORTED, UNDOCUMENTED } from "../responses.js";

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

/** A second job is as good as the first. */
const STARTS = { idempotency: "mint", effect: "write", ...ACKNOWLEDGED } as const;
const READS = { idempotency: "safe", effect: "read" } as const;
const STATUS = { ...READS, ...UNDOCUMENTED } as const;
const ERROR = { ...READS, ...REPORTED } as const;
const RESULT = { ...READS, ...EXPORTS } as const;

const atOnce = <P extends object>(params: P) => ({ ...params, isAsync: false });
const asJob = <P extends object>(params: P) => ({ ...params, isAsync: true });

export const archivesEndpoints = {
  downloadDocuments: endpoint("archives.downloadDocuments", {
    http: "GET /documents/{ids}/content/archive",
    params: documentsParams,
    toWire: atOnce<FlowerDocsDocumentsArchiveParams>,
    ...RESULT,
  }),
  exportDocuments: endpoint("archives.exportDocuments", {
    http: "GET /documents/{ids}/content/archive",
    params: documentsParams,
    toWire: asJob<FlowerDocsDocumentsArchiveParams>,
    ...STARTS,
  }),
  exportDocumentsStatus: endpoint("archives.exportDocumentsStatus", {
    http: "GET /documents/{ids}/content/archive/job/status",
    params: idsParams,
    ...STATUS,
  }),
  exportDocumentsResult: endpoint("archives.exportDocumentsResult", {
    http: "GET /documents/{ids}/content/archive/job",
    params: idsParams,
    ...RESULT,
  }),
  exportDocumentsError: endpoint("archives.exportDocumentsError", {
    http: "GET /documents/{ids}/content/archive/job/error",
    params: idsParams,
    ...ERROR,
  }),
  downloadFolder: endpoint("archives.downloadFolder", {
    http: "GET /folders/{id}/content/archive",
    params: folderParams,
    toWire: atOnce<FlowerDocsFolderArchiveParams>,
    ...RESULT,
  }),
  exportFolder: endpoint("archives.exportFolder", {
    http: "GET /folders/{id}/content/archive",
    params: folderParams,
    toWire: asJob<FlowerDocsFolderArchiveParams>,
    ...STARTS,
  }),
  exportFolderStatus: endpoint("archives.exportFolderStatus", {
    http: "GET /folders/{id}/content/archive/job/status",
    params: idParams,
    ...STATUS,
  }),
  exportFolderResult: endpoint("archives.exportFolderResult", {
    http: "GET /folders/{id}/content/archive/job",
    params: idParams,
    ...RESULT,
  }),
  exportFolderError: endpoint("archives.exportFolderError", {
    http: "GET /folders/{id}/content/archive/job/error",
    params: idParams,
    ...ERROR,
  }),
  downloadVirtualFolder: endpoint("archives.downloadVirtualFolder", {
    http: "GET /virtualFolders/{id}/content/archive",
    params: folderParams,
    toWire: atOnce<FlowerDocsFolderArchiveParams>,
    ...RESULT,
  }),
  exportVirtualFolder: endpoint("archives.exportVirtualFolder", {
    http: "GET /virtualFolders/{id}/content/archive",
    params: folderParams,
    toWire: asJob<FlowerDocsFolderArchiveParams>,
    ...STARTS,
  }),
  exportVirtualFolderStatus: endpoint("archives.exportVirtualFolderStatus", {
    http: "GET /virtualFolders/{id}/content/archive/job/status",
    params: idParams,
    ...STATUS,
  }),
  exportVirtualFolderResult: endpoint("archives.exportVirtualFolderResult", {
    http: "GET /virtualFolders/{id}/content/archive/job",
    params: idParams,
    ...RESULT,
  }),
  exportVirtualFolderError: endpoint("archives.exportVirtualFolderError", {
    http: "GET /virtualFolders/{id}/content/archive/job/error",
    params: idParams,
    ...ERROR,
  }),
};
