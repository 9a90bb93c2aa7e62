/** Calls an operation for a model: checks its arguments, and returns its result, masked and of a bounded size. */
import type { Pager } from "tessera-sdk";
import type { Operation } from "../catalog.js";
import { UsageError } from "../exit.js";
import { invoke } from "../invoke.js";
import { placeOf } from "../output/list.js";
import { secretIn } from "../params.js";
import type { AnyClient } from "../sdk.js";
import { DEFAULT_LIMIT, inputSchemaOf, isList, MOST_ITEMS } from "./inputSchema.js";
import { listResult, type Presentation, valueResult } from "./results.js";
import type { Fields } from "./task.js";

/** @throws A {@link UsageError} if the arguments do not fit, and what the SDK throws. */
export async function callOperation(
  client: AnyClient,
  operation: Operation,
  given: Fields,
  presentation: Presentation,
  signal: AbortSignal,
): Promise<Fields> {
  checkArguments(operation, given);
  const { options = {}, ...params } = given as { options?: Record<string, unknown> };
  if (!isList(operation)) {
    const result = await invoke(client, operation, { params, options }, { signal });
    return operation.returns === "void" ? { done: true } : valueResult(result, operation, presentation);
  }
  const { limit = DEFAULT_LIMIT, pageToken = "", ...others } = params as { limit?: number; pageToken?: string };
  const place = placeOf(pageToken);
  const from = operation.paging && place.token !== "" ? { [operation.paging.token]: place.token } : {};
  const pager = invoke(client, operation, { params: { ...others, ...from }, options }, { signal });
  return listResult(pager as Pager<unknown>, place, limit, operation, presentation);
}

/** What the SDK cannot know. It checks all else, and names all that is wrong at once. */
function checkArguments(operation: Operation, given: Fields): void {
  const secret = secretIn(given, operation.secret ?? []);
  if (secret !== undefined) {
    throw new UsageError(
      `\`${secret}\` is a secret, and no argument of a tool: what a model is given or gives can be read by others. The person who runs this server can call the operation from a shell.`,
    );
  }
  const { properties = {} } = inputSchemaOf(operation, true);
  const stray = Object.keys(given).find((name) => !Object.hasOwn(properties, name));
  if (stray !== undefined) {
    const names = Object.keys(properties);
    const known = names.length === 0 ? "it has none" : `its parameters are ${names.join(", ")}`;
    throw new UsageError(`${JSON.stringify(stray)} is not a parameter of ${operation.id}: ${known}.`);
  }
  if (!isList(operation)) return;
  const { limit = DEFAULT_LIMIT, pageToken = "" } = given;
  if (!Number.isInteger(limit) || Number(limit) < 1 || Number(limit) > MOST_ITEMS) {
    throw new UsageError(`\`limit\` must be an integer from 1 to ${MOST_ITEMS}.`);
  }
  if (typeof pageToken !== "string") throw new UsageError("`pageToken` must be the text of an earlier result.");
}
