/** Every route of Core REST, from the pages of the vendor's reference, not from the endpoints of the SDK. */

const COMPONENTS = ["documents", "tasks", "folders", "virtualFolder"];
/** The same in the plural, as the pages of facts, exports and archives have it. */
const PLURALS = ["documents", "tasks", "folders", "virtualFolders"];
const CLASSES = ["documentclass", "folderclass", "virtualfolderclass", "taskclass", "tagclass", "tagcategory"];
const MODELS = [...CLASSES, "workflow", "acl", "storedsearch", "scope"];

const forAll = (paths: readonly string[], ...routes: string[]) =>
  paths.flatMap((path) => routes.map((route) => route.replace("*", path)));

/**
 * `{}` is one segment of a path, `{*}` one or more. Left out are second forms of what is here: exports by GET, whose
 * query is too short for a search, and their jobs before 2026.0, which are not needed for a result at once.
 */
export const documentedRoutes: readonly string[] = [
  // document, task, folder, virtualFolder, search
  ...forAll(COMPONENTS, "GET /rest/*/{}", "POST /rest/*", "POST /rest/*/{}", "DELETE /rest/*/{}"),
  ...forAll(COMPONENTS, "POST /rest/*/search"),
  "POST /rest/documents/unique",
  "POST /rest/documents/{}/unique",
  "GET /rest/documents/{}/files",
  "POST /rest/documents/{}/files",
  "DELETE /rest/documents/{}/files/{}",
  "POST /rest/documents/{}/files/{}/name",
  "GET /rest/documents/{}/files/{}/content",
  "POST /rest/documents/{}/files/{}/content/index",
  "DELETE /rest/documents/{}/files/{}/content/index",
  "PUT /rest/tasks/{}/answer",
  "PUT /rest/tasks/{}/assignee/{}",
  ...["PUT", "POST", "DELETE"].map((verb) => `${verb} /rest/folders/{}/children`),
  // documentVersion
  ...["GET", "POST", "DELETE"].map((verb) => `${verb} /rest/documents/{}/versions`),
  ...["GET", "DELETE"].map((verb) => `${verb} /rest/documents/{}/versions/{}`),
  "POST /rest/documents/{}/versions/{}/revert",
  // annotation, obfuscation
  ...["GET", "POST"].map((verb) => `${verb} /rest/documents/{}/annotations`),
  ...["POST", "DELETE"].map((verb) => `${verb} /rest/documents/{}/annotations/{}`),
  "DELETE /rest/documents/{}/annotations/allAnnotations",
  "POST /rest/documents/{}/obfuscations",
  // tempFile
  "POST /rest/files/tmp",
  ...["GET", "DELETE"].map((verb) => `${verb} /rest/files/tmp/{}`),
  // fact
  ...forAll(PLURALS, "GET /rest/*/{}/facts", "POST /rest/*/{}/facts"),
  "POST /rest/facts",
  // reservation: as of 2025.2, and before
  ...["/reserve", "/release", ""].map((end) => `POST /rest/reservation${end}`),
  ...forAll(COMPONENTS, "POST /rest/*/{}/reservation/reserve", "POST /rest/*/{}/reservation/release"),
  ...forAll(COMPONENTS, "GET /rest/*/{}/reservation"),
  // contentArchive
  ...["", "/job", "/job/status", "/job/error"].flatMap((end) =>
    forAll(["documents", "folders", "virtualFolders"], `GET /rest/*/{}/content/archive${end}`),
  ),
  // exportSearch
  ...forAll(PLURALS, "POST /rest/*/search/csv", "GET /rest/*/search/job/status"),
  ...forAll(PLURALS, "GET /rest/*/search/job", "GET /rest/*/search/job/error"),
  // one page for each of the model
  ...forAll(MODELS, "GET /rest/*/{}", "POST /rest/*", "POST /rest/*/{}", "DELETE /rest/*/{}"),
  ...forAll([...CLASSES, "storedsearch"], "GET /rest/*"),
  // acl: as of 2026.0, and before
  "POST /rest/acl/reference",
  "GET /rest/acl/{}/{}",
  // user, group, profileUser, unlockAccount
  ...forAll(["users", "groups"], "GET /rest/*/{}", "GET /rest/*/search"),
  ...forAll(["users", "groups"], "POST /rest/*", "POST /rest/*/{}", "DELETE /rest/*/{}"),
  "PUT /rest/users/{}/password",
  "GET /rest/profiles/{}/users/{}",
  "POST /rest/unlock/{}",
  // delegations
  ...["GET", "POST", "DELETE"].map((verb) => `${verb} /rest/delegation/{}`),
  "POST /rest/delegation",
  ...["delegate", "delegator"].map((role) => `GET /rest/delegation/${role}/{}`),
  // dashlet, stamp, favorite
  ...forAll(["dashlets", "stamps", "favorites"], "GET /rest/preferences/*", "GET /rest/preferences/*/users/{}"),
  ...forAll(["dashlets", "stamps", "favorites"], "DELETE /rest/preferences/*/{}"),
  ...forAll(["dashlets", "stamps"], "POST /rest/preferences/*", "POST /rest/preferences/*/{}"),
  "PUT /rest/preferences/favorites",
  "DELETE /rest/preferences/favorites/reference/{}/{}",
  // cache, feature, job, profileMetrics, pages
  ...["GET /rest/caches", "DELETE /rest/caches", "DELETE /rest/caches/{}"],
  ...["", "/{}", "/internal", "/custom"].map((end) => `GET /rest/features${end}`),
  ...forAll(["waiting", "processing", "errors"], "GET /rest/jobs/*", "GET /rest/jobs/*/count"),
  ...["POST /rest/jobs/retry/{}", "DELETE /rest/jobs/errors"],
  ...["GET /rest/metrics/profiles/{}", "GET /rest/metrics/profiles/{}/count"],
  ...["POST", "DELETE"].map((verb) => `${verb} /rest/metrics/profiles`),
  ...["public", "private"].map((access) => `GET /rest/${access}/{}/pages/{*}`),
  // stringEncryptor, template: as of 2025.2, and before
  "POST /rest/encrypt",
  ...["POST /rest/templates/html/{}", "POST /rest/template/html/{}"],
  ...["POST /rest/template/msoffice/{}", "POST /rest/template/msoffice/{}/id"],
  // actuator
  ...["GET /actuator/info", "GET /actuator/status"],
];

/**
 * The documented route of a request to `{root}`, as `GET /core/rest/folders/F1?max=1`: of several, the one with the
 * fewest placeholders, as servers choose.
 */
export function routeOfRequest(line: string, root: string): string | undefined {
  const [verb = "", target = ""] = line.split(" ");
  const [path = ""] = target.replace(root, "").split("?");
  const placeholders = (route: string) => route.split("{").length;
  return documentedRoutes
    .filter((route) => patternOf(route).test(`${verb} ${path}`))
    .sort((a, b) => placeholders(a) - placeholders(b))[0];
}

function patternOf(route: string): RegExp {
  return new RegExp(`^${route.replaceAll("{*}", ".+").replaceAll("{}", "[^/]+")}$`);
}
