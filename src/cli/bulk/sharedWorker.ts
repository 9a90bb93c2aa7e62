/** A worker of a bulk in Redis: with the calls that the run has described, and this machine's own credentials. */
import type { TesseraError } from "tessera-sdk";
import type { BulkAddress, BulkWorker } from "tessera-sdk/bullmq";
import type { Operation } from "../catalog.js";
import { UsageError } from "../exit.js";
import type { OpenClient } from "../openClient.js";
import type { OpenRedis } from "../redis/redis.js";
import type { Session } from "../session.js";
import { callOf } from "./call.js";
import { ownIdOf } from "./ownIds.js";
import { groupOf, groupOption } from "./plan.js";
import { BadRow } from "./rows.js";
import { rowOf } from "./sharedRows.js";
import { redacted } from "./store.js";

/** What a run tells the workers of its bulk. It is sealed in Redis. */
export interface SharedNotes {
  /** The file of the rows, for messages. */
  readonly input?: string;
  /** The method's own options. */
  readonly options?: Readonly<Record<string, unknown>>;
  /** Settings of the client that were flags of the run. */
  readonly settings?: Readonly<Record<string, string>>;
  /** The parameter that the keys of rows are, too. */
  readonly ownId?: string;
}

export interface SharedWorkerOptions {
  readonly redis: OpenRedis;
  readonly address: BulkAddress;
  readonly notes: SharedNotes;
  readonly operation: Operation;
  readonly opened: OpenClient;
  readonly session: Session;
  readonly concurrency: number | undefined;
  /** Cancels the calls that are under way. */
  readonly signal: AbortSignal;
  /** Is told of what does not end the worker; once of the same in a row, as of each attempt to reach Redis. */
  onError(message: string): void;
}

/** @throws A {@link UsageError} if the client's settings do not fit the bulk. */
export function startWorker(options: SharedWorkerOptions): BulkWorker {
  const { redis, address, notes, operation, opened, concurrency, signal, onError, session } = options;
  const group = groupOf(operation);
  const ownId = notes.ownId === undefined ? undefined : ownIdOf(operation, opened.settings);
  if (notes.ownId !== ownId?.param) {
    throw new UsageError(`The keys of its rows are ids (${notes.ownId}), which the settings here do not allow.`);
  }
  const placeOf = (row: object, { row: number }: { row: number }) => {
    if (row instanceof BadRow) return row.place;
    return group || notes.input === undefined ? undefined : `${notes.input}, row ${number}`;
  };
  const call = callOf({ operation, opened, placeOf, options: { ...notes.options }, group, ownId });
  return redis.bullmq.bulkWorker<Readonly<Record<string, unknown>>, unknown>(
    async (row, callOptions, id) => {
      try {
        return withoutSecrets(await call(rowOf(row), callOptions, id), session.secrets);
      } catch (error) {
        // The secrets of this machine are known here only.
        throw isOfSdk(error) ? redacted(error, session.secrets) : error;
      }
    },
    {
      ...address,
      ...(concurrency !== undefined && { concurrency }),
      ...(group && { group: groupOption(group) }),
      ...(session.io.leaseMs !== undefined && { leaseMs: session.io.leaseMs }),
      signal,
      onError: onceInARow(onError),
    },
  );
}

function onceInARow(tell: (message: string) => void): (error: Error) => void {
  let last: string | undefined;
  return ({ message }) => {
    if (message !== last) tell(message);
    last = message;
  };
}

const isOfSdk = (error: unknown): error is TesseraError =>
  error instanceof Error && typeof (error as { toJSON?: unknown }).toJSON === "function";

/** The errors in the result of a group. */
function withoutSecrets(result: unknown, secrets: ReadonlySet<string>): unknown {
  const { failed } = (result ?? {}) as { failed?: unknown };
  if (!Array.isArray(failed)) return result;
  const shown = failed.map((each) => (isOfSdk(each?.error) ? { ...each, error: redacted(each.error, secrets) } : each));
  return { ...(result as object), failed: shown };
}
