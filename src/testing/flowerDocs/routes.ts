/** Which version of Core has which routes, and how one responds that does not have a route. Written from its notes. */
import { type EmulatorResponse, json, noEndpoint } from "../http.js";
import type { EmulatedEndpoint } from "../service.js";

interface Route {
  /** The first version that has it. */
  readonly since?: string;
  /** The first version that no longer has it. */
  readonly until?: string;
  /** What a version without it responds. @default 404 */
  readonly status?: number;
}

/** By the ids of endpoints, without the name of the service. Those of neither list are in every version. */
const ROUTES: readonly (readonly [RegExp, Route])[] = [
  // There, `PUT` meets a path that takes `POST`.
  [/^tokens\.renew$/, { since: "2025.2", status: 405 }],
  [/^tokens\.(?:create|renew)\.legacy$/, { until: "2026.0" }],
  // There, it is the update of a document, which is JSON.
  [/^documents\.createWithFiles$/, { since: "2025.1", status: 415 }],
  [/^documents\.updateWithFiles$/, { since: "2025.1" }],
  [/^versions\.get$|^files\.rename$|^contentIndex\.create$/, { since: "2025.0" }],
  [/^reservations\.\w+$/, { since: "2025.2" }],
  [/^reservations\.\w+\.legacy$/, { until: "2026.0" }],
  [/^templates\.renderHtml$/, { since: "2025.2" }],
  [/^templates\.renderHtml\.legacy$/, { until: "2025.2" }],
  // There, it is the update of an ACL, which is a list.
  [/^acls\.getOf$/, { since: "2026.0", status: 400 }],
  [/^acls\.getOf\.legacy$/, { until: "2026.0" }],
  [/\.export(?:Status|Result|Error)$/, { since: "2026.0" }],
];

/** Whether a version is another one or came after it, such as `2025.10` after `2025.2`. */
export function isSince(version: string, other: string): boolean {
  const [[major = 0, minor = 0], [otherMajor = 0, otherMinor = 0]] = [version, other].map((each) =>
    each.split(".").map(Number),
  ) as [number[], number[]];
  return major > otherMajor || (major === otherMajor && minor >= otherMinor);
}

/** The response to a route that a version does not have; `undefined` if it has it. */
export function missingRoute({ id, http }: EmulatedEndpoint, version: string): EmulatorResponse | undefined {
  const name = id.slice(id.indexOf(".") + 1);
  const [, { since = "0.0", until, status = 404 } = {}] = ROUTES.find(([pattern]) => pattern.test(name)) ?? [];
  if (isSince(version, since) && !(until !== undefined && isSince(version, until))) return undefined;
  return status === 404 ? noEndpoint(http) : json(status, { message: `There is no ${http} in version ${version}` });
}
