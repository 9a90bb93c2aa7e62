/** The call of a row, or of a group of rows. */
import type { CallOptions, ParamIssue } from "tessera-sdk";
import type { BulkCall, BulkRowId } from "tessera-sdk/bulk";
import type { Operation, OperationList } from "../catalog.js";
import { invoke } from "../invoke.js";
import type { OpenClient } from "../openClient.js";
import { type OwnId, settledByOwnId } from "./ownIds.js";
import { BadRow } from "./rows.js";

type Fields = Readonly<Record<string, unknown>>;

export interface CallsOptions {
  readonly operation: Operation;
  readonly opened: OpenClient;
  /** Where a row comes from, for messages. `undefined` for parameters that are not a row's own. */
  placeOf(row: object, id: BulkRowId): string | undefined;
  /** The method's own options, the same for all rows. */
  readonly options: Record<string, unknown>;
  /** The list whose items the rows of a call are. */
  readonly group: OperationList | undefined;
  /** The parameter that the key of a row is, too. */
  readonly ownId: OwnId | undefined;
}

export function callOf({ operation, opened, placeOf, options, group, ownId }: CallsOptions): BulkCall<Fields, unknown> {
  const { client, module } = opened;
  const send = (params: Fields, callOptions: CallOptions) =>
    resultOf(operation, invoke(client, operation, { params: { ...params }, options }, callOptions));
  return async (row, callOptions, id) => {
    const place = placeOf(row, id);
    const invalid = (issues: readonly ParamIssue[]) =>
      new module.InvalidParamsError(issues, {}, place === undefined ? "parameters" : `row in ${place}`);
    if (row instanceof BadRow) throw invalid(row.issues);
    try {
      if (group !== undefined) return await sendGroup(row, group, (params) => send(params, callOptions), invalid);
      if (ownId === undefined) return await send(row, callOptions);
      return await settledByOwnId(ownId, id.key, row, (params) => send(params, callOptions), client, callOptions);
    } catch (error) {
      const issues = issuesOf(error);
      throw issues.length > 0 && place !== undefined ? invalid(issues) : error;
    }
  };
}

/** What the journal keeps of a call: JSON. A list is read to its end. */
async function resultOf({ returns }: Operation, result: unknown): Promise<unknown> {
  return returns === "pager" ? (result as { toArray(): Promise<unknown[]> }).toArray() : result;
}

interface GroupResult {
  readonly failed?: readonly { readonly ids: readonly unknown[]; readonly error: unknown }[];
}

/** Leaves out the items that the SDK refuses, so that they do not fail the rows they share the call with. */
async function sendGroup(
  params: Fields,
  { param }: OperationList,
  send: (params: Fields) => Promise<unknown>,
  invalid: (issues: readonly ParamIssue[]) => Error,
): Promise<GroupResult> {
  const items = params[param] as readonly unknown[];
  try {
    return (await send(params)) as GroupResult;
  } catch (error) {
    const issues = issuesOf(error);
    const refused = new Map(issues.map((issue) => [indexIn(issue.path, param), issue]));
    const rest = items.filter((_, index) => !refused.has(index));
    if (refused.size === 0 || refused.has(undefined) || rest.length === 0) throw error;
    const failed = [...refused].map(([index = 0, issue]) => ({ ids: [items[index]], error: invalid([issue]) }));
    const result = await sendGroup({ ...params, [param]: rest }, { param, failures: "result" }, send, invalid);
    return { failed: [...failed, ...(result.failed ?? [])] };
  }
}

/** What the SDK finds wrong with parameters, before anything is sent. */
function issuesOf(error: unknown): readonly ParamIssue[] {
  const { code, issues } = (error ?? {}) as { code?: unknown; issues?: readonly ParamIssue[] };
  return code === "ERR_TESSERA_INVALID_PARAMS" && issues !== undefined ? issues : [];
}

/** `3` of `deviceIds[3]`. */
function indexIn(path: string, list: string): number | undefined {
  const [, found, index] = /^(\w+)\[(\d+)\]/.exec(path) ?? [];
  return found === list ? Number(index) : undefined;
}
