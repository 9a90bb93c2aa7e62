/** Errors as a model gets them: what went wrong, and what to do about it. */

import type { Operation } from "../catalog.js";
import { EXIT, exitCodeOf } from "../exit.js";
import { withoutSecretTexts } from "../redact.js";
import { factsOf } from "../report.js";
import { shortened } from "./shortened.js";
import type { Fields } from "./task.js";

const OUTCOME_UNKNOWN =
  "The outcome is unknown: the server may have made the change. Do not call this again. Read first whether it was made, and tell the user.";

/** What to do, by the exit code that a command would have. */
const ADVICE: Readonly<Record<number, string>> = {
  [EXIT.usage]: "Nothing was sent. Correct the arguments.",
  [EXIT.refused]: "The service refused the request: a second call with the same arguments is refused too.",
  [EXIT.unauthenticated]: "Do not call again: the person who runs this server has to check its credentials.",
  [EXIT.permissionDenied]: "Do not call again: the account of this server lacks a permission.",
  [EXIT.notFound]: "Check the ids: list what there is.",
  [EXIT.rateLimited]: "Wait a minute before you call again.",
  [EXIT.unavailable]: "The service is unavailable. A later call does no damage.",
  [EXIT.outcomeUnknown]: OUTCOME_UNKNOWN,
  [EXIT.bug]: "This is a defect, or a local problem. Tell the user.",
};

/** How many characters a fact has: the message may quote a name that was given, of any length. */
const MOST_OF_FACT = 8_000;

/** @param operation what was called, if it is known. */
export function failureOf(
  error: unknown,
  operation: Pick<Operation, "idempotency"> | undefined,
  secrets: ReadonlySet<string>,
): Fields {
  const exitCode = exitCodeOf(error, operation?.idempotency);
  const { message, ...facts } = factsOf(error);
  const outcomeUnknown = exitCode === EXIT.outcomeUnknown;
  const told = { message, ...facts, outcomeUnknown, advice: ADVICE[exitCode] };
  const shown = Object.entries(withoutSecretTexts(told, secrets) as Fields).filter(([, fact]) => fact !== undefined);
  return { error: Object.fromEntries(shown.map(([name, fact]) => [name, shortened(fact, MOST_OF_FACT).value])) };
}
