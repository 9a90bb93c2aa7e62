/** `tessera bulk status|pause|resume|cancel|results|delete` of bulks in Redis. */
import type { BulkRun, BulkStatus } from "tessera-sdk/bullmq";
import { confirm } from "../confirm.js";
import { EXIT, UsageError } from "../exit.js";
import type { GlobalFlags } from "../globalFlags.js";
import { Interruption } from "../interruption.js";
import { writeRows } from "../output/rows.js";
import { noteOf } from "../redis/log.js";
import { type OpenRedis, openRedis, type RedisFlags } from "../redis/redis.js";
import type { Session } from "../session.js";
import { drain } from "./drain.js";
import { finish, writeStatus } from "./status.js";

export interface ControlFlags extends GlobalFlags, RedisFlags {
  readonly name?: string;
}

/** How far a bulk is; without a name, how far all of them are. */
export async function showStatus(flags: ControlFlags, session: Session): Promise<void> {
  await withRedis(flags, session, async (redis) => {
    if (flags.name !== undefined) {
      const status = await withRun(redis, flags.name, statusOf);
      return writeStatus({ name: flags.name, ...shown(status) }, flags, session);
    }
    const rows: object[] = [];
    for (const name of await redis.bullmq.listBulks({ connection: redis.connection }))
      rows.push({ name, ...(await rowOf(redis, name)) });
    await writeRows(rows, flags.output, session.io);
  });
}

/** What is done with a bulk, and how that is noted. */
const actions = {
  pause: (run: BulkRun) => run.pause().then(() => "paused"),
  resume: (run: BulkRun) => run.resume().then(() => "resumed"),
  cancel: (run: BulkRun) => run.cancel().then(() => "cancelled"),
  delete: (run: BulkRun) => run.delete().then(() => "deleted"),
} as const;

export type BulkAction = keyof typeof actions;

export async function act(action: BulkAction, flags: ControlFlags, session: Session): Promise<void> {
  const name = required(flags);
  if (action === "delete" && flags.yes !== true) await confirm(`bulk delete of ${name}`, session.io);
  await withRedis(flags, session, (redis) =>
    withRun(redis, name, async (run) => noteOf(session, { bulk: name, event: await actions[action](run) })),
  );
}

/** Writes the results to a file until the bulk has ended, as its run does. */
export async function writeResults(flags: ControlFlags, session: Session): Promise<void> {
  const name = required(flags);
  const { out } = flags;
  if (out === undefined) throw new UsageError("--out: is required, as the file of the results");
  const interruption = new Interruption(session, true);
  try {
    await withRedis(flags, session, (redis) =>
      withRun(redis, name, async (run) => {
        await statusOf(run);
        const status = await drain({ run, out, interruption, flags, session });
        await finish(out, flags, session);
        noteCancelled(status, session);
      }),
    );
  } finally {
    interruption.close();
  }
}

/** Rows that were not run are no success. */
export function noteCancelled(status: BulkStatus | undefined, session: Session): void {
  if (status?.state !== "cancelled") return;
  session.warn("The bulk was cancelled: rows that had not begun were not run.");
  session.exitCode ||= EXIT.rowsFailed;
}

function required({ name }: ControlFlags): string {
  if (name === undefined) throw new UsageError("--name: is required, as the name of the bulk");
  return name;
}

async function withRedis(flags: ControlFlags, session: Session, work: (redis: OpenRedis) => Promise<void>) {
  const redis = await openRedis(flags, session);
  try {
    await work(redis);
  } finally {
    redis.close();
  }
}

async function withRun<T>({ bullmq, connection, secret }: OpenRedis, name: string, work: (run: BulkRun) => Promise<T>) {
  const run = bullmq.bulkRun({ connection, name, secret });
  try {
    return await work(run);
  } finally {
    await run.close();
  }
}

async function statusOf(run: BulkRun): Promise<BulkStatus> {
  const status = await run.status();
  if (status !== undefined) return status;
  throw new UsageError(
    `There is no bulk ${run.name} in this Redis. \`tessera bulk status\` lists those that there are.`,
  );
}

/** A bulk of another secret does not hide the others. */
async function rowOf(redis: OpenRedis, name: string): Promise<object> {
  try {
    return shown(await withRun(redis, name, statusOf));
  } catch (error) {
    if ((error as { code?: unknown }).code !== "ERR_TESSERA_BULK_STORE") throw error;
    return { state: "unreadable" };
  }
}

/** Without what is for workers. */
const shown = ({ notes: _, ...status }: BulkStatus) => status;
