/** What differs between the versions of FlowerDocs Core. No other file knows of versions. */

/** The version that brought each difference. */
const SINCE = {
  /** Several values of a field come as one text, joined by `§`; before, by `&`. */
  valuesJoinedBySection: [2025, 1],
  /** `/documents/unique`: a document and its content in one request. */
  uniqueDocuments: [2025, 1],
  /** `/token/user`. `/token`, of older servers, was removed in 2026.0. */
  userTokens: [2025, 2],
  /** `/reservation/…` with the components in the body; before, `/{component}/{ids}/reservation/…`. */
  reservationByBody: [2025, 2],
  /** Annotations as JSON, where the headers say so; before, only as XFDF. */
  jsonAnnotations: [2025, 2],
  /** `/templates/html/{id}`; before, `/template/html/{id}`. */
  templatesRoute: [2025, 2],
  /** `POST /acl/reference`; before, `GET /acl/{category}/{id}`. */
  aclByReference: [2026, 0],
  /** The CSV export is always a job, found by its id; before, a response unless it is asked to be a job. */
  exportJobs: [2026, 0],
  /** The id that a caller gives to a new object is kept, and taken only once. */
  keepsIds: [2026, 0],
} as const satisfies Record<string, readonly [number, number]>;

/** What a server does, by difference: whether as of the version that brought it. */
export type Dialect = Readonly<Record<keyof typeof SINCE, boolean>>;

/** A version of FlowerDocs Core, as it is published: `2025.1`, `2026.0.0`. */
export const VERSION = /^\d+\.\d+(?:\.\d+)*$/;

/** @param version such as `2025.1` or `2026.0.0`. */
export function dialectOf(version: string): Dialect {
  const [major = 0, minor = 0] = version.split(".").map(Number);
  const entries = Object.entries(SINCE).map(([name, since]) => [
    name,
    major > since[0] || (major === since[0] && minor >= since[1]),
  ]);
  return Object.fromEntries(entries) as Dialect;
}
