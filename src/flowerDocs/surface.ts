/** What users can name of the methods and the objects of Core. */

export type { FlowerDocsDownload } from "./files/download.js";
export type { FlowerDocsFileInput } from "./files/fileInput.js";
export {
  type FlowerDocsJob,
  FlowerDocsJobError,
  type FlowerDocsJobOptions,
  type FlowerDocsJobProgress,
} from "./jobs.js";
export { FlowerDocsChunkError, type FlowerDocsChunkErrorFacts } from "./objects/chunks.js";
export type { FlowerDocsChange } from "./objects/editable.js";
export type { FlowerDocsReplacement } from "./objects/preferences.js";
export type {
  FlowerDocsAuthoritiesParams,
  FlowerDocsIdParams,
  FlowerDocsIdsParams,
  FlowerDocsNameParams,
  FlowerDocsNamesParams,
} from "./params.js";
export type { FlowerDocsACLs } from "./resources/acls.js";
export type {
  CreateFlowerDocsAnnotationsParams,
  FlowerDocsAnnotations,
  FlowerDocsAnnotationsParams,
  UpdateFlowerDocsAnnotationsParams,
} from "./resources/annotations.js";
export type { FlowerDocsArchives } from "./resources/archives.js";
export type {
  FlowerDocsArchiveOptions,
  FlowerDocsDocumentsArchiveParams,
  FlowerDocsFolderArchiveParams,
} from "./resources/archivesEndpoints.js";
export type { FlowerDocsCaches } from "./resources/caches.js";
export type { FlowerDocsEditOptions } from "./resources/components.js";
export type {
  FlowerDocsContentIndex,
  FlowerDocsFileParams,
  SetFlowerDocsIndexParams,
} from "./resources/contentIndex.js";
export type { FlowerDocsDashlets } from "./resources/dashlets.js";
export type { FlowerDocsDelegations, FlowerDocsDelegationsParams } from "./resources/delegations.js";
export type { FlowerDocsDocumentClasses } from "./resources/documentClasses.js";
export type {
  CreateFlowerDocsDocumentWithFilesParams,
  FlowerDocsDocuments,
  UpdateFlowerDocsDocumentWithFilesParams,
} from "./resources/documents.js";
export type { EncryptFlowerDocsTextParams, FlowerDocsEncryptor } from "./resources/encryptor.js";
export type {
  CreateFlowerDocsFactParams,
  FlowerDocsComponentParams,
  FlowerDocsFacts,
  SearchFlowerDocsFactsParams,
} from "./resources/facts.js";
export type { FlowerDocsFavorites } from "./resources/favorites.js";
export type { FlowerDocsFeatureParams, FlowerDocsFeatures } from "./resources/features.js";
export type {
  AddFlowerDocsFileParams,
  DownloadFlowerDocsFileParams,
  FlowerDocsFiles,
  RenameFlowerDocsFileParams,
} from "./resources/files.js";
export type { FlowerDocsFolderClasses } from "./resources/folderClasses.js";
export type { FlowerDocsChildrenParams, FlowerDocsFolders } from "./resources/folders.js";
export type { FlowerDocsGroups } from "./resources/groups.js";
export type { FlowerDocsJobs, FlowerDocsJobsParams } from "./resources/jobs.js";
export type { FlowerDocsMetrics, FlowerDocsPeriodParams, FlowerDocsProfileMetricsParams } from "./resources/metrics.js";
export type { CreateFlowerDocsObfuscationParams, FlowerDocsObfuscations } from "./resources/obfuscations.js";
export type { FlowerDocsPageParams, FlowerDocsPages } from "./resources/pages.js";
export type { FlowerDocsProfiles, FlowerDocsProfileUsersParams } from "./resources/profiles.js";
export type { FlowerDocsReservationParams, FlowerDocsReservations } from "./resources/reservations.js";
export type { FlowerDocsScopes } from "./resources/scopes.js";
export type { FlowerDocsServer } from "./resources/server.js";
export type { FlowerDocsStamps } from "./resources/stamps.js";
export type { FlowerDocsStoredSearches } from "./resources/storedSearches.js";
export type { FlowerDocsTagCategories } from "./resources/tagCategories.js";
export type { FlowerDocsTagClasses } from "./resources/tagClasses.js";
export type { FlowerDocsTaskClasses } from "./resources/taskClasses.js";
export type { FlowerDocsAnswerParams, FlowerDocsAssignParams, FlowerDocsTasks } from "./resources/tasks.js";
export type {
  FlowerDocsTemplates,
  RenderFlowerDocsHtmlParams,
  RenderFlowerDocsWordParams,
} from "./resources/templates.js";
export type { FlowerDocsTemporaryFiles, UploadFlowerDocsFileParams } from "./resources/temporaryFiles.js";
export type { FlowerDocsUsernameParams, FlowerDocsUsers, SetFlowerDocsPasswordParams } from "./resources/users.js";
export type {
  CreateFlowerDocsVersionParams,
  FlowerDocsVersionParams,
  FlowerDocsVersions,
} from "./resources/versions.js";
export type { FlowerDocsVirtualFolderClasses } from "./resources/virtualFolderClasses.js";
export type { FlowerDocsVirtualFolders } from "./resources/virtualFolders.js";
export type { FlowerDocsWorkflows } from "./resources/workflows.js";
export type {
  FlowerDocsAnnotation,
  FlowerDocsAnnotationFlags,
  FlowerDocsAnnotationInput,
  FlowerDocsColor,
  FlowerDocsObfuscation,
  FlowerDocsRectangle,
  FlowerDocsWrappedId,
} from "./schemas/annotation.js";
export type {
  FlowerDocsAttachment,
  FlowerDocsCategory,
  FlowerDocsComponent,
  FlowerDocsComponentData,
  FlowerDocsDocument,
  FlowerDocsDocumentInput,
  FlowerDocsFileReference,
  FlowerDocsFolder,
  FlowerDocsFolderInput,
  FlowerDocsReference,
  FlowerDocsReferenceInput,
  FlowerDocsTag,
  FlowerDocsTagInput,
  FlowerDocsTask,
  FlowerDocsTaskInput,
  FlowerDocsVirtualFolder,
  FlowerDocsVirtualFolderInput,
} from "./schemas/component.js";
export type {
  FlowerDocsChildClass,
  FlowerDocsClassData,
  FlowerDocsComponentClass,
  FlowerDocsDocumentClass,
  FlowerDocsDocumentClassInput,
  FlowerDocsFolderClass,
  FlowerDocsFolderClassInput,
  FlowerDocsFolderSearch,
  FlowerDocsRetentionDuration,
  FlowerDocsTagReference,
  FlowerDocsTaskChoice,
  FlowerDocsTaskClass,
  FlowerDocsTaskClassInput,
  FlowerDocsVirtualFolderClass,
  FlowerDocsVirtualFolderClassInput,
} from "./schemas/componentClass.js";
export type { FlowerDocsFact, FlowerDocsFactInput, FlowerDocsUpdatedField } from "./schemas/fact.js";
export type { FlowerDocsFile } from "./schemas/file.js";
export type { FlowerDocsLabel } from "./schemas/label.js";
export type {
  FlowerDocsRecipients,
  FlowerDocsScope,
  FlowerDocsScopeInput,
  FlowerDocsStoredSearch,
  FlowerDocsStoredSearchInput,
  FlowerDocsTagCategory,
  FlowerDocsTagCategoryInput,
  FlowerDocsTagClass,
  FlowerDocsTagClassInput,
  FlowerDocsWorkflow,
  FlowerDocsWorkflowInput,
} from "./schemas/model.js";
export type {
  FlowerDocsDashlet,
  FlowerDocsDashletInput,
  FlowerDocsFavorite,
  FlowerDocsStamp,
  FlowerDocsStampInput,
} from "./schemas/preference.js";
export type {
  FlowerDocsAggregation,
  FlowerDocsCriterion,
  FlowerDocsFieldType,
  FlowerDocsOrderClause,
  FlowerDocsSearchClause,
  FlowerDocsSearchRequest,
  FlowerDocsSelectClause,
} from "./schemas/search.js";
export type {
  FlowerDocsACL,
  FlowerDocsACLEntry,
  FlowerDocsACLInput,
  FlowerDocsACLView,
  FlowerDocsAttribute,
  FlowerDocsDelegation,
  FlowerDocsDelegationInput,
  FlowerDocsGroup,
  FlowerDocsGroupInput,
  FlowerDocsUser,
  FlowerDocsUserInput,
} from "./schemas/security.js";
export type { FlowerDocsRow, FlowerDocsSearchPage, SearchFlowerDocsParams } from "./search/endpoints.js";
export type { ExportFlowerDocsParams } from "./search/exportEndpoints.js";
export { FlowerDocsSearchLimitError } from "./search/limit.js";
export { FlowerDocsNotIndexedError } from "./search/searchable.js";
export type { FlowerDocsField, FlowerDocsValue } from "./search/where.js";
