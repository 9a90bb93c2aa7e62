/** One call of a run: what is recorded before its requests, and how its rows have ended. */
import { InvalidResponseError, TesseraError } from "../core/errors.js";
import { type CallOptions, isAbortReason, type SendNotice } from "../core/options.js";
import { isPlainObject } from "../core/values.js";
import type { BulkRow, BulkRowId } from "./row.js";
import { type BulkLedger, lostError } from "./store.js";
import type { Unit, UnitRow } from "./units.js";

/** The function that a run calls for its rows. */
export type BulkCall<P, R> = (params: P, options: CallOptions, row: BulkRowId) => PromiseLike<R> | R;

/** How a call has ended. */
export interface CallEnd {
  /** Its rows that have ended. Those of a call that was cancelled in time have not. */
  ends: { row: UnitRow; result: BulkRow<unknown> }[];
  /** What ends the run: a fault of the function that was called, or of the ledger. */
  fault?: { error: unknown };
}

export async function callRows(
  call: BulkCall<never, unknown>,
  { params, rows }: Unit,
  ledger: BulkLedger,
  signal: AbortSignal | undefined,
): Promise<CallEnd> {
  const sent = new SentRequests(ledger, rows);
  const [{ row, key }] = rows as [UnitRow];
  const options: CallOptions = { onSend: (notice) => sent.add(notice), ...(signal && { signal }) };
  let result: unknown;
  let failures: ReadonlyMap<unknown, TesseraError>;
  try {
    result = await call(params as never, options, { row, key });
    failures = rows[0]?.items ? failuresIn(result) : new Map();
  } catch (error) {
    if (sent.ledgerFault) return { ends: [], fault: sent.ledgerFault };
    return endsOfError(error, rows, sent, isAbortReason(error, { signal }));
  }
  return { ends: rows.map((each) => ({ row: each, result: endOfResult(each, result, failures) })) };
}

/** The requests of a call, as `onSend` tells of them. */
class SentRequests {
  readonly #ledger: BulkLedger;
  readonly #rows: readonly UnitRow[];
  #recorded: Promise<void> | undefined;
  /** The endpoint of each request that must not be sent twice. */
  readonly #doubtful: string[] = [];
  ledgerFault: { error: unknown } | undefined;

  constructor(ledger: BulkLedger, rows: readonly UnitRow[]) {
    this.#ledger = ledger;
    this.#rows = rows;
  }

  async add({ endpoint, idempotency, attempt }: SendNotice): Promise<void> {
    if (idempotency !== "none") return;
    this.#recorded ??= this.#record();
    await this.#recorded;
    if (attempt === 1) this.#doubtful.push(endpoint);
  }

  /** Whether nothing was sent that must not be sent twice. */
  get areHarmless(): boolean {
    return this.#doubtful.length === 0;
  }

  /** Whether an error says that nothing was done: it is about the one request that must not be sent twice. */
  areRefusedBy(error: TesseraError): boolean {
    if (error.outcomeUnknown) return false;
    if (this.areHarmless) return true;
    const [endpoint, ...others] = this.#doubtful;
    return others.length === 0 && endpoint === error.endpoint && !(error instanceof InvalidResponseError);
  }

  async #record(): Promise<void> {
    try {
      await this.#ledger.sending(this.#rows);
    } catch (error) {
      this.ledgerFault = { error };
      throw error;
    }
  }
}

function endsOfError(error: unknown, rows: readonly UnitRow[], sent: SentRequests, isCancelled: boolean): CallEnd {
  const isOurs = error instanceof TesseraError && !isCancelled;
  const fault = isOurs || isCancelled ? {} : { fault: { error: callFault(error, rows) } };
  if (!isOurs && sent.areHarmless) return { ends: [], ...fault };
  const why = isCancelled ? "the call was cancelled after its request was sent" : "the call failed after a request";
  const shown = isOurs ? error : lostError(why, error);
  const state = isOurs && sent.areRefusedBy(error) ? "failed" : "unknown";
  return { ends: rows.map((row) => ({ row, result: { ...idOf(row), state, error: shown } })), ...fault };
}

const idOf = ({ row, key }: UnitRow): BulkRowId => ({ row, key });

function endOfResult(row: UnitRow, result: unknown, failures: ReadonlyMap<unknown, TesseraError>): BulkRow<unknown> {
  if (row.items === undefined) return { ...idOf(row), state: "done", result };
  const errors = row.items.flatMap((item) => failures.get(item) ?? []);
  const [error = undefined] = [...errors.filter(isDoubtful), ...errors];
  if (error === undefined) return { ...idOf(row), state: "done", result: undefined };
  return { ...idOf(row), state: isDoubtful(error) ? "unknown" : "failed", error };
}

const isDoubtful = ({ outcomeUnknown }: TesseraError) => outcomeUnknown;

const isFailed = (failed: unknown): failed is { ids: unknown[]; error: unknown }[] =>
  Array.isArray(failed) && failed.every((each) => isPlainObject(each) && Array.isArray(each.ids));

/** The items that a result names as failed. @throws For `failed` of another shape: which rows are done is not known. */
function failuresIn(result: unknown): Map<unknown, TesseraError> {
  const failed = (isPlainObject(result) ? result.failed : undefined) ?? [];
  const failures = new Map<unknown, TesseraError>();
  if (!isFailed(failed)) throw new TypeError("The result has `failed`, which must be a list of `{ ids, error }`.");
  for (const { ids, error } of failed) {
    const shown =
      error instanceof TesseraError ? error : new TesseraError("The call failed.", { kind: "server", cause: error });
    for (const id of ids) failures.set(id, shown);
  }
  return failures;
}

function callFault(error: unknown, [first]: readonly UnitRow[]): TesseraError {
  return new TesseraError(
    `The function given as \`call\` threw an error of its own, or returned what a run cannot read, in row ${first?.row}: see \`cause\`. A method loses its ` +
      "client if it is passed by itself: pass `(params, options) => client.users.insert(params, options)`.",
    { code: "ERR_TESSERA_BULK_CALL", cause: error },
  );
}
