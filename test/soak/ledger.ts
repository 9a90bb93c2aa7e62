/** Holds what the client reported of a call against what the server knows of it. */

/** One request as the server saw it, in the order of arrival. */
export interface Entry {
  call: number;
  carriedOut: boolean;
  /** `whole`: a complete response; `late`: one after the client's timeout; `cut`: a part; `nothing`: no byte. */
  sent: "whole" | "late" | "cut" | "nothing";
  /** Of the response, where the client could read so much of it. */
  status: number | undefined;
  /** What the client returns if it reads this response; `undefined` if it is an error. */
  value: string | undefined;
}

/** How a call ended for the client. */
export type Outcome =
  | { is: "returned"; value: string }
  /** Rejected with the reason of its signal, which claims nothing. */
  | { is: "cancelled" }
  | {
      is: "failed";
      /** `invalidResponse` and `api` claim that a response came. */
      error: "invalidResponse" | "api" | "connection" | "timeout";
      outcomeUnknown: boolean;
      attempts: number;
      status: number | undefined;
      message: string;
    }
  /** With something that no method documents. */
  | { is: "foreign"; what: string };

/** A status that says that the request was rejected before processing. */
const REFUSED = 429;

/**
 * @param announced how many attempts `onSend` was told of, where it was passed.
 * @returns What is wrong with the outcome; nothing, if it is consistent with the log.
 */
export function wrongs(
  idempotency: "safe" | "mint" | "none",
  entries: readonly Entry[],
  outcome: Outcome,
  announced = entries.length,
): string[] {
  const found = idempotency === "none" ? wrongOfNone(entries) : [];
  if (announced < entries.length) found.push("a request that `onSend` was not told of");
  if (outcome.is === "foreign") found.push(`rejected with an undocumented error: ${outcome.what}`);
  if (outcome.is === "returned") found.push(...wrongOfReturned(entries, outcome.value));
  if (outcome.is === "failed") found.push(...wrongOfFailed(idempotency, entries, outcome));
  return found;
}

/** Only a refused request may be followed by another, whatever the call reports. */
function wrongOfNone(entries: readonly Entry[]): string[] {
  const found: string[] = [];
  const carriedOut = entries.filter((entry) => entry.carriedOut).length;
  if (carriedOut > 1) found.push(`carried out ${carriedOut} times`);
  if (entries.slice(0, -1).some(({ status }) => status !== REFUSED)) found.push("retried although not refused");
  return found;
}

function wrongOfReturned(entries: readonly Entry[], value: string): string[] {
  const complete = entries.filter(({ sent }) => sent === "whole" || sent === "late");
  if (complete.some((entry) => entry.carriedOut && entry.value === value)) return [];
  return [entries.length === 0 ? "succeeded without a request" : "succeeded without such a response"];
}

function wrongOfFailed(
  idempotency: "safe" | "mint" | "none",
  entries: readonly Entry[],
  { error, outcomeUnknown, attempts, status }: Outcome & { is: "failed" },
): string[] {
  const found: string[] = [];
  const carriedOut = entries.some((entry) => entry.carriedOut);
  const last = entries.at(-1);
  if (attempts < entries.length) found.push(`reports ${attempts} attempts, ${entries.length} requests came`);
  if (status !== undefined && last?.status !== status) found.push(`reports status ${status}, not that of the server`);
  if (error === "invalidResponse") {
    // The class itself says that the request was probably carried out.
    if (!carriedOut) found.push("an invalid response although nothing was carried out");
    return found;
  }
  if (idempotency !== "none") {
    if (outcomeUnknown) found.push("an unknown outcome of a method that may be retried");
  } else if (carriedOut && !outcomeUnknown) {
    found.push("reported as not carried out, although it was");
  } else if (outcomeUnknown && status === REFUSED) {
    found.push("a refused request reported as of unknown outcome");
  }
  if (error === "api" && last?.value !== undefined) found.push("failed although the last response was a success");
  // A whole response can be too late for a deadline, but it is not a broken connection.
  if (error === "connection" && status === undefined && attempts === entries.length && last?.sent === "whole") {
    found.push("a broken connection although the response was complete");
  }
  return found;
}
