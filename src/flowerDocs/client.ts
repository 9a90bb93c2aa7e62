/** The client of FlowerDocs Core. */
import type { SharedTokens, TokenFunction } from "../core/auth.js";
import { Client } from "../core/client.js";
import type { Service } from "../core/context.js";
import { createContext } from "../core/createContext.js";
import { type ClientOptions, clientOptionsOf } from "../core/options.js";
import { closedEnumOf, matching } from "../core/schema.js";
import { checkRoot } from "./baseUrl.js";
import { VERSION } from "./dialect.js";
import { Dialects } from "./dialects.js";
import { readFlowerDocsError } from "./errors.js";
import { FLOWER_DOCS } from "./login/facts.js";
import type { GuiSessionProvider } from "./login/guiSession.js";
import type { LoginProvider } from "./login/login.js";
import { tokenExpiry } from "./login/readExpiry.js";
import type { RenewableTokenProvider } from "./login/renewableToken.js";
import { FlowerDocsACLs } from "./resources/acls.js";
import { FlowerDocsAnnotations } from "./resources/annotations.js";
import { FlowerDocsArchives } from "./resources/archives.js";
import { FlowerDocsCaches } from "./resources/caches.js";
import { FlowerDocsContentIndex } from "./resources/contentIndex.js";
import { FlowerDocsDashlets } from "./resources/dashlets.js";
import { FlowerDocsDelegations } from "./resources/delegations.js";
import { FlowerDocsDocumentClasses } from "./resources/documentClasses.js";
import { FlowerDocsDocuments } from "./resources/documents.js";
import { FlowerDocsEncryptor } from "./resources/encryptor.js";
import { FlowerDocsFacts } from "./resources/facts.js";
import { FlowerDocsFavorites } from "./resources/favorites.js";
import { FlowerDocsFeatures } from "./resources/features.js";
import { FlowerDocsFiles } from "./resources/files.js";
import { FlowerDocsFolderClasses } from "./resources/folderClasses.js";
import { FlowerDocsFolders } from "./resources/folders.js";
import { FlowerDocsGroups } from "./resources/groups.js";
import { FlowerDocsJobs } from "./resources/jobs.js";
import { FlowerDocsMetrics } from "./resources/metrics.js";
import { FlowerDocsObfuscations } from "./resources/obfuscations.js";
import { FlowerDocsPages } from "./resources/pages.js";
import { FlowerDocsProfiles } from "./resources/profiles.js";
import { FlowerDocsReservations } from "./resources/reservations.js";
import { FlowerDocsScopes } from "./resources/scopes.js";
import { FlowerDocsServer } from "./resources/server.js";
import { FlowerDocsStamps } from "./resources/stamps.js";
import { FlowerDocsStoredSearches } from "./resources/storedSearches.js";
import { FlowerDocsTagCategories } from "./resources/tagCategories.js";
import { FlowerDocsTagClasses } from "./resources/tagClasses.js";
import { FlowerDocsTaskClasses } from "./resources/taskClasses.js";
import { FlowerDocsTasks } from "./resources/tasks.js";
import { FlowerDocsTemplates } from "./resources/templates.js";
import { FlowerDocsTemporaryFiles } from "./resources/temporaryFiles.js";
import { FlowerDocsTokens } from "./resources/tokens.js";
import { FlowerDocsUsers } from "./resources/users.js";
import { FlowerDocsVersions } from "./resources/versions.js";
import { FlowerDocsVirtualFolderClasses } from "./resources/virtualFolderClasses.js";
import { FlowerDocsVirtualFolders } from "./resources/virtualFolders.js";
import { FlowerDocsWorkflows } from "./resources/workflows.js";

/** As `auth`, sends calls without a token: for a proxy that adds it, and for pages of FlowerDocs' own GUI. */
export const none = "none";

/**
 * How calls are authenticated: `login(…)`, a ready-made token, `renewableToken(…)`, a function that supplies tokens,
 * `guiSession(…)`, `none`, or shared tokens of the family `flowerDocs`.
 */
export type FlowerDocsCredential =
  | LoginProvider
  | RenewableTokenProvider
  | GuiSessionProvider
  | SharedTokens<"flowerDocs">
  | string
  | TokenFunction;

/** Options of {@link FlowerDocs}. */
export interface FlowerDocsOptions extends ClientOptions {
  /** Root of FlowerDocs Core as installed, such as `https://flowerdocs.example.com/core`: without `/rest`. */
  baseUrl: string;
  /** How calls are authenticated. */
  auth: FlowerDocsCredential;
  /**
   * Version of the server, such as `2025.1` or `2026.0.0`. Where methods differ between versions and it is not stated,
   * it is found out once, by renewing the token.
   */
  serverVersion?: string | undefined;
  /**
   * Endpoint that issues and renews tokens, whatever the version. `user`: `/rest/token/user`, since 2025.2. `legacy`:
   * `/rest/token`, the only one of servers before 2025.2; 2026.0 removed it.
   * @default the one that the server has
   */
  tokenEndpoint?: "user" | "legacy" | undefined;
}

const service: Service = {
  baseUrl: undefined,
  options: clientOptionsOf<Pick<FlowerDocsOptions, "serverVersion" | "tokenEndpoint">>()(() => ({
    serverVersion: matching(VERSION, "must be a version such as `2025.1` or `2026.0`"),
    tokenEndpoint: closedEnumOf("user", "legacy"),
  })),
  family: FLOWER_DOCS,
  credentials: "`login(…)`, a token, `renewableToken(…)`, a function that returns one, `guiSession(…)`, or `none`",
  anonymous: (auth) => auth === none,
  // Only a session has headers, which stand in for the token.
  authHeaders: ({ token, headers }) => ({ ...(headers ?? { token }) }),
  readError: readFlowerDocsError,
  // FlowerDocs documents none; proxies in front of it send these.
  requestIdHeaders: ["x-request-id", "x-correlation-id"],
};

/**
 * FlowerDocs Core.
 *
 * One client works in one scope (tenant): the one that its token was issued for.
 *
 * @throws An {@link InvalidParamsError} that names the option, if an option is missing, unknown or invalid.
 * @see https://doc.uxopian.com/docs/flowerdocs/apis/core/rest
 */
export class FlowerDocs extends Client {
  /** Issues, renews, limits and validates tokens. */
  readonly tokens: FlowerDocsTokens;
  /** Documents: files with tags. */
  readonly documents: FlowerDocsDocuments;
  /** The files of documents. */
  readonly files: FlowerDocsFiles;
  /** Files that were uploaded and belong to no document yet. */
  readonly temporaryFiles: FlowerDocsTemporaryFiles;
  /** The content of components as ZIP archives. */
  readonly archives: FlowerDocsArchives;
  /** Versions of documents. */
  readonly versions: FlowerDocsVersions;
  /** Annotations on the pages of documents. */
  readonly annotations: FlowerDocsAnnotations;
  /** Texts that are hidden on the pages of documents. */
  readonly obfuscations: FlowerDocsObfuscations;
  /** The text by which searches find documents. */
  readonly contentIndex: FlowerDocsContentIndex;
  /** Tasks, which users complete. */
  readonly tasks: FlowerDocsTasks;
  /** Folders, which hold other components. */
  readonly folders: FlowerDocsFolders;
  /** Virtual folders, whose content is a search. */
  readonly virtualFolders: FlowerDocsVirtualFolders;
  /** Classes of documents. */
  readonly documentClasses: FlowerDocsDocumentClasses;
  /** Classes of folders. */
  readonly folderClasses: FlowerDocsFolderClasses;
  /** Classes of tasks. */
  readonly taskClasses: FlowerDocsTaskClasses;
  /** Classes of virtual folders. */
  readonly virtualFolderClasses: FlowerDocsVirtualFolderClasses;
  /** Classes of tags. */
  readonly tagClasses: FlowerDocsTagClasses;
  /** Categories of tags. */
  readonly tagCategories: FlowerDocsTagCategories;
  /** Workflows: classes of tasks that follow each other. */
  readonly workflows: FlowerDocsWorkflows;
  /** ACLs: who may do what. */
  readonly acls: FlowerDocsACLs;
  /** Scopes, which are tenants. */
  readonly scopes: FlowerDocsScopes;
  /** Users. */
  readonly users: FlowerDocsUsers;
  /** Groups of users. */
  readonly groups: FlowerDocsGroups;
  /** Profiles, which give users their rights. */
  readonly profiles: FlowerDocsProfiles;
  /** Delegations: users who act for others. */
  readonly delegations: FlowerDocsDelegations;
  /** Reservations, which keep others from changing components. */
  readonly reservations: FlowerDocsReservations;
  /** Facts: what was done with components. */
  readonly facts: FlowerDocsFacts;
  /** Components that users marked. */
  readonly favorites: FlowerDocsFavorites;
  /** Parts of users' home pages. */
  readonly dashlets: FlowerDocsDashlets;
  /** Pictures and texts that users put on documents. */
  readonly stamps: FlowerDocsStamps;
  /** Searches that are stored on the server. */
  readonly storedSearches: FlowerDocsStoredSearches;
  /** Texts and Word documents from templates. */
  readonly templates: FlowerDocsTemplates;
  /** Encrypts texts for configuration files. */
  readonly encryptor: FlowerDocsEncryptor;
  /** What Core keeps in memory. */
  readonly caches: FlowerDocsCaches;
  /** Functions that an installation has or lacks. */
  readonly features: FlowerDocsFeatures;
  /** Work that Core does in the background. */
  readonly jobs: FlowerDocsJobs;
  /** How many users used a profile. */
  readonly metrics: FlowerDocsMetrics;
  /** Pages that an installation adds. */
  readonly pages: FlowerDocsPages;
  /** What runs at the address of Core. */
  readonly server: FlowerDocsServer;

  constructor(options: FlowerDocsOptions) {
    const context = createContext(service, options);
    super(context);
    checkRoot(context.baseUrl);
    const { auth, serverVersion, tokenEndpoint } = options;
    const dialects = new Dialects(context, serverVersion);
    const ofLogin = typeof auth === "object" && "forgetRefusal" in auth ? auth : undefined;
    this.tokens = new FlowerDocsTokens(context, dialects, {
      route: tokenEndpoint,
      // A function may supply the refused token again, and a token cannot be renewed once it is refused.
      renews: ofLogin !== undefined,
      expiresAt: typeof auth === "string" ? tokenExpiry(auth) : undefined,
    });
    this.reservations = new FlowerDocsReservations(context, dialects, ofLogin?.user);
    this.documents = new FlowerDocsDocuments(context, dialects, this.reservations);
    this.files = new FlowerDocsFiles(context);
    this.temporaryFiles = new FlowerDocsTemporaryFiles(context);
    this.archives = new FlowerDocsArchives(context);
    this.versions = new FlowerDocsVersions(context);
    this.annotations = new FlowerDocsAnnotations(context, dialects);
    this.obfuscations = new FlowerDocsObfuscations(context);
    this.contentIndex = new FlowerDocsContentIndex(context);
    this.tasks = new FlowerDocsTasks(context, dialects, this.reservations);
    this.folders = new FlowerDocsFolders(context, dialects, this.reservations);
    this.virtualFolders = new FlowerDocsVirtualFolders(context, dialects, this.reservations);
    this.documentClasses = new FlowerDocsDocumentClasses(context, dialects);
    this.folderClasses = new FlowerDocsFolderClasses(context, dialects);
    this.taskClasses = new FlowerDocsTaskClasses(context, dialects);
    this.virtualFolderClasses = new FlowerDocsVirtualFolderClasses(context, dialects);
    this.tagClasses = new FlowerDocsTagClasses(context, dialects);
    this.tagCategories = new FlowerDocsTagCategories(context, dialects);
    this.workflows = new FlowerDocsWorkflows(context, dialects);
    this.acls = new FlowerDocsACLs(context, dialects);
    this.scopes = new FlowerDocsScopes(context, dialects);
    this.users = new FlowerDocsUsers(context);
    this.groups = new FlowerDocsGroups(context);
    this.profiles = new FlowerDocsProfiles(context);
    this.delegations = new FlowerDocsDelegations(context, dialects);
    this.facts = new FlowerDocsFacts(context);
    this.favorites = new FlowerDocsFavorites(context);
    this.dashlets = new FlowerDocsDashlets(context);
    this.stamps = new FlowerDocsStamps(context);
    this.storedSearches = new FlowerDocsStoredSearches(context, dialects);
    this.templates = new FlowerDocsTemplates(context, dialects);
    this.encryptor = new FlowerDocsEncryptor(context);
    this.caches = new FlowerDocsCaches(context);
    this.features = new FlowerDocsFeatures(context);
    this.jobs = new FlowerDocsJobs(context);
    this.metrics = new FlowerDocsMetrics(context);
    this.pages = new FlowerDocsPages(context);
    this.server = new FlowerDocsServer(context);
  }
}
