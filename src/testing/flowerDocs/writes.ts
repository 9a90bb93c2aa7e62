/** What each version of Core refuses of an object that is written. */
import { type EmulatorResponse, json } from "../http.js";
import { isSince } from "./routes.js";
import { CLASSES, failure, notAList, type Stored } from "./store.js";

export interface Write {
  /** Version of the server. */
  readonly version: string;
  /** Milliseconds since the epoch. */
  readonly now: number;
  readonly isCreation: boolean;
}

/** `2024-03-07 13:59:53.401 +0100`, and as of 2026.0 `2024-03-07T13:59:53.401+01:00`. */
const DATE = /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d{3} [+-]\d{4}$/;
const ISO_DATE = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}(?:Z|[+-]\d\d:\d\d)$/;

/** The response to an object that is refused; `undefined` if it is not. */
export function problemOf(group: string, object: unknown, write: Write): EmulatorResponse | undefined {
  if (typeof object !== "object" || object === null || Array.isArray(object)) {
    return notAList();
  }
  const { id, data, tags } = object as Record<string, unknown>;
  if (id !== undefined && typeof id !== "string") return json(400, { message: "An id is not a string" });
  return dateProblem(data, write) ?? tagProblem(tags, write) ?? classProblem(group, object, write);
}

function dateProblem(data: unknown, { version, now }: Write): EmulatorResponse | undefined {
  const { creationDate, lastUpdateDate } = (data ?? {}) as Record<string, unknown>;
  const dates = [creationDate, lastUpdateDate].filter((date) => date !== undefined && date !== null);
  const forms = isSince(version, "2026.0") ? [DATE, ISO_DATE] : [DATE];
  const isDate = (date: unknown) => typeof date === "string" && forms.some((form) => form.test(date));
  if (!dates.every(isDate)) return json(400, { message: "A date has the wrong form" });
  const isFuture = typeof creationDate === "string" && timeIn(creationDate) > now;
  return isFuture ? failure("F00013", "The creation date is later than now") : undefined;
}

const timeIn = (date: string) => Date.parse(date.replace(/ (?=\d)/, "T").replace(/ ?([+-]\d\d):?(\d\d)$/, "$1:$2"));

function tagProblem(tags: unknown, { version }: Write): EmulatorResponse | undefined {
  const names = Array.isArray(tags) ? tags.map((tag) => tag?.name) : [];
  const isTwice = new Set(names).size < names.length;
  return isTwice && isSince(version, "2026.0") ? failure("F00040", "A tag is there twice") : undefined;
}

function classProblem(group: string, object: object, { version, isCreation }: Write): EmulatorResponse | undefined {
  if (!CLASSES.includes(group)) return undefined;
  const { category, active, data } = object as Partial<Stored>;
  const isInactive = isCreation && active !== true && !isSince(version, "2026.0");
  if (!category || isInactive) return failure("F00204", "The class has no category, or is not active");
  return (data as { ACL?: unknown } | undefined)?.ACL ? undefined : failure("F00208", "The class has no ACL");
}
