/** What Google's canonical codes and reasons mean, wherever an error has them from. */
import { type ErrorKind, kindOfStatus } from "../core/errorKind.js";

/** The canonical code of a response that names none. */
export const CODE_OF_STATUS: Readonly<Record<number, string>> = {
  400: "INVALID_ARGUMENT",
  401: "UNAUTHENTICATED",
  403: "PERMISSION_DENIED",
  404: "NOT_FOUND",
  409: "ABORTED",
  412: "FAILED_PRECONDITION",
  429: "RESOURCE_EXHAUSTED",
  500: "INTERNAL",
  501: "UNIMPLEMENTED",
  502: "UNAVAILABLE",
  503: "UNAVAILABLE",
  504: "DEADLINE_EXCEEDED",
};

/** Reasons of a throttle, without regard to case and `_`: Google has several spellings of each. */
export const THROTTLES = new Set([
  "ratelimitexceeded",
  "userratelimitexceeded",
  "concurrentlimitexceeded",
  "servinglimitexceeded",
  "toomanyrequests",
]);

/** Quotas that are used up. A service's table may say that one of them is only a throttle. */
export const QUOTAS = new Set(["quotaexceeded", "resourcequotaexceeded"]);

/** The canonical code of a throttle, by name and as gRPC numbers it. */
export const EXHAUSTED = "RESOURCE_EXHAUSTED";
export const GRPC_EXHAUSTED = 8;

/** The status that stands for a canonical code or a reason, for errors that have no status of their own. */
const STATUS_OF_NAME: ReadonlyMap<string, number> = new Map(
  Object.entries({
    400: ["invalidargument", "failedprecondition", "outofrange", "badrequest", "invalid", "required"],
    401: ["unauthenticated", "autherror", "invalidtoken"],
    403: ["permissiondenied", "forbidden", "insufficientpermissions", "accessnotconfigured"],
    404: ["notfound"],
    409: ["aborted", "alreadyexists", "conflict", "duplicate"],
    412: ["conditionnotmet"],
    503: ["unavailable", "backenderror"],
    504: ["deadlineexceeded"],
  }).flatMap(([status, names]) => names.map((name) => [name, Number(status)] as const)),
);

/** A reason without regard to how it is spelled. */
export const plain = (reason: string) => reason.replace(/[\s_-]/g, "").toLowerCase();

/** `…Unreg`: the project is not registered, so its quota is 0. */
export const isDailyQuota = (reason: string) => /^daily|(?:limit|quota)exceededunreg$/.test(plain(reason));

interface Named {
  readonly status?: number | undefined;
  readonly code?: string | undefined;
  readonly reason?: string | undefined;
}

/** A limit goes before the code, and the status before a code that says the same. */
export function kindOf({ status, code, reason }: Named): ErrorKind {
  const names = [code, reason].filter((name) => name !== undefined);
  const isLimit = (name: string) => THROTTLES.has(plain(name)) || QUOTAS.has(plain(name)) || isDailyQuota(name);
  if (code === EXHAUSTED || names.some(isLimit)) return "rate_limited";
  if (code === "UNAVAILABLE") return "unavailable";
  const stated = status ?? names.map((name) => STATUS_OF_NAME.get(plain(name))).find(Boolean);
  return stated === undefined ? "server" : kindOfStatus(stated);
}
