/** Methods that name in their result what failed of many items, such as `browsers.move`, instead of throwing. */
import type { Operation } from "../catalog.js";
import { EXIT } from "../exit.js";
import { propertiesOf } from "../schema.js";
import type { Session } from "../session.js";

/** Lets the command end as a bulk run whose rows failed does, and says so on stderr. */
export function tellFailures(result: unknown, operation: Operation, session: Session): void {
  if (operation.result === null || !("failed" in propertiesOf(operation.result, operation.result))) return;
  const { failed } = result as { failed: readonly unknown[] };
  if (failed.length === 0) return;
  session.exitCode = EXIT.rowsFailed;
  session.warn("Not all items succeeded: `failed` of the result names those that did not, with their errors.");
}
