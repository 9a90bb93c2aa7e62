/** Every endpoint of this service, by resource. */
import { aclsEndpoints } from "./resources/acls.js";
import { annotationsEndpoints } from "./resources/annotations.js";
import { archivesEndpoints } from "./resources/archivesEndpoints.js";
import { authenticationEndpoints } from "./resources/authentication.js";
import { cachesEndpoints } from "./resources/caches.js";
import { contentIndexEndpoints } from "./resources/contentIndex.js";
import { dashletsEndpoints } from "./resources/dashlets.js";
import { delegationsEndpoints } from "./resources/delegations.js";
import { documentClassesEndpoints } from "./resources/documentClasses.js";
import { documentsEndpoints } from "./resources/documents.js";
import { encryptorEndpoints } from "./resources/encryptor.js";
import { factsEndpoints } from "./resources/facts.js";
import { favoritesEndpoints } from "./resources/favorites.js";
import { featuresEndpoints } from "./resources/features.js";
import { filesEndpoints } from "./resources/files.js";
import { folderClassesEndpoints } from "./resources/folderClasses.js";
import { foldersEndpoints } from "./resources/folders.js";
import { groupsEndpoints } from "./resources/groups.js";
import { jobsEndpoints } from "./resources/jobs.js";
import { metricsEndpoints } from "./resources/metrics.js";
import { obfuscationsEndpoints } from "./resources/obfuscations.js";
import { pagesEndpoints } from "./resources/pages.js";
import { profilesEndpoints } from "./resources/profiles.js";
import { reservationsEndpoints } from "./resources/reservations.js";
import { scopesEndpoints } from "./resources/scopes.js";
import { serverEndpoints } from "./resources/server.js";
import { stampsEndpoints } from "./resources/stamps.js";
import { storedSearchesEndpoints } from "./resources/storedSearches.js";
import { tagCategoriesEndpoints } from "./resources/tagCategories.js";
import { tagClassesEndpoints } from "./resources/tagClasses.js";
import { taskClassesEndpoints } from "./resources/taskClasses.js";
import { tasksEndpoints } from "./resources/tasks.js";
import { templatesEndpoints } from "./resources/templates.js";
import { temporaryFilesEndpoints } from "./resources/temporaryFiles.js";
import { tokensEndpoints } from "./resources/tokensEndpoints.js";
import { usersEndpoints } from "./resources/users.js";
import { versionsEndpoints } from "./resources/versions.js";
import { virtualFolderClassesEndpoints } from "./resources/virtualFolderClasses.js";
import { virtualFoldersEndpoints } from "./resources/virtualFolders.js";
import { workflowsEndpoints } from "./resources/workflows.js";

export const flowerDocsEndpoints = {
  authentication: authenticationEndpoints,
  tokens: tokensEndpoints,
  documents: documentsEndpoints,
  files: filesEndpoints,
  archives: archivesEndpoints,
  temporaryFiles: temporaryFilesEndpoints,
  versions: versionsEndpoints,
  annotations: annotationsEndpoints,
  obfuscations: obfuscationsEndpoints,
  contentIndex: contentIndexEndpoints,
  tasks: tasksEndpoints,
  folders: foldersEndpoints,
  virtualFolders: virtualFoldersEndpoints,
  documentClasses: documentClassesEndpoints,
  folderClasses: folderClassesEndpoints,
  taskClasses: taskClassesEndpoints,
  virtualFolderClasses: virtualFolderClassesEndpoints,
  tagClasses: tagClassesEndpoints,
  tagCategories: tagCategoriesEndpoints,
  workflows: workflowsEndpoints,
  acls: aclsEndpoints,
  scopes: scopesEndpoints,
  users: usersEndpoints,
  groups: groupsEndpoints,
  profiles: profilesEndpoints,
  delegations: delegationsEndpoints,
  reservations: reservationsEndpoints,
  facts: factsEndpoints,
  favorites: favoritesEndpoints,
  dashlets: dashletsEndpoints,
  stamps: stampsEndpoints,
  storedSearches: storedSearchesEndpoints,
  templates: templatesEndpoints,
  encryptor: encryptorEndpoints,
  caches: cachesEndpoints,
  features: featuresEndpoints,
  jobs: jobsEndpoints,
  metrics: metricsEndpoints,
  pages: pagesEndpoints,
  server: serverEndpoints,
};
