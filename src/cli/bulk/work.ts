/** Takes part in the bulks of a Redis, as they come and go. */
import { setTimeout as sleep } from "node:timers/promises";
import type { BulkRun, BulkStatus, BulkWorker } from "tessera-sdk/bullmq";
import { loadOperations, type Operation, type ServiceSummary, services } from "../catalog.js";
import { exitCodeOf, UsageError } from "../exit.js";
import type { GlobalFlags } from "../globalFlags.js";
import { Interruption } from "../interruption.js";
import { type OpenClient, openClient } from "../openClient.js";
import { noteOf } from "../redis/log.js";
import { type OpenRedis, openRedis, type RedisFlags } from "../redis/redis.js";
import type { Session } from "../session.js";
import { type SharedNotes, startWorker } from "./sharedWorker.js";

export interface WorkerFlags extends GlobalFlags, RedisFlags {
  readonly concurrency?: number;
  readonly untilEmpty?: boolean;
}

/** How often it looks which bulks there are. */
const WATCH_MS = 1_000;

export async function work(flags: WorkerFlags, session: Session): Promise<void> {
  if (flags.concurrency === 0) throw new UsageError("--concurrency: must be above 0");
  const redis = await openRedis(flags, session);
  const interruption = new Interruption(session, false);
  const worker = new FleetWorker(redis, flags, session, interruption);
  try {
    await worker.run();
    await worker.close();
    interruption.drain.throwIfAborted();
  } finally {
    await worker.close();
    interruption.close();
    redis.close();
  }
}

interface KnownOperation {
  readonly service: ServiceSummary;
  readonly operation: Operation;
}

class FleetWorker {
  readonly #redis: OpenRedis;
  readonly #flags: WorkerFlags;
  readonly #session: Session;
  readonly #interruption: Interruption;
  /** The work for each bulk that it takes part in. */
  readonly #active = new Map<string, Promise<void>>();
  /** Bulks that it cannot take part in. */
  readonly #ignored = new Set<string>();
  readonly #left = new AbortController();

  constructor(redis: OpenRedis, flags: WorkerFlags, session: Session, interruption: Interruption) {
    this.#redis = redis;
    this.#flags = flags;
    this.#session = session;
    this.#interruption = interruption;
    interruption.drain.addEventListener("abort", () => this.#left.abort());
  }

  /** Until a signal; with `untilEmpty`, until all bulks have ended. */
  async run(): Promise<void> {
    const { signal } = this.#left;
    while (!signal.aborted) {
      const isSeen = await this.#look().then(
        () => true,
        (error) => this.#outlast(error),
      );
      if (isSeen && this.#flags.untilEmpty === true && this.#active.size === 0) return;
      await sleep(WATCH_MS, undefined, { signal }).catch(() => undefined);
    }
  }

  /** Begins nothing more. Resolves once the calls that are under way have ended. */
  async close(): Promise<void> {
    this.#left.abort();
    await Promise.all(this.#active.values());
  }

  async #look(): Promise<void> {
    const names = await this.#redis.bullmq.listBulks({ connection: this.#redis.connection });
    for (const name of this.#ignored) if (!names.includes(name)) this.#ignored.delete(name);
    for (const name of names) {
      if (this.#active.has(name) || this.#ignored.has(name)) continue;
      if (this.#left.signal.aborted) return;
      const { bullmq, connection, secret } = this.#redis;
      const run = bullmq.bulkRun({ connection, name, secret });
      const status = await run.status().catch((error) => this.#refuse(name, error));
      if (status === undefined || status.state === "ended" || status.state === "cancelled") await run.close();
      else this.#begin(run, status);
    }
  }

  #begin(run: BulkRun, status: BulkStatus): void {
    const work = this.#takePart(run, status)
      .catch((error) => this.#refuse(run.name, error))
      .finally(() => this.#active.delete(run.name));
    this.#active.set(
      run.name,
      work.then(() => run.close()),
    );
  }

  async #takePart(run: BulkRun, { operation: operationName, notes }: BulkStatus): Promise<void> {
    const { name: bulk } = run;
    const known = await knownOperation(operationName);
    if (known === undefined) {
      this.#ignored.add(bulk);
      return noteOf(this.#session, { bulk, event: "ignored", reason: "this command does not know its operation" });
    }
    const shared = (notes ?? {}) as SharedNotes;
    const flags = { ...this.#flags, settings: shared.settings ?? {} };
    const opened = await openClient(known.service, flags, this.#session, undefined, this.#redis.limiterOf);
    try {
      noteOf(this.#session, { bulk, event: "begun", operation: operationName });
      const end = await this.#work(bulk, known.operation, shared, opened);
      const { done, failed, unknown } = (await run.status()) ?? {};
      noteOf(this.#session, { bulk, event: end, done, failed, unknown });
    } finally {
      await opened.client.close();
    }
  }

  /** @returns how the bulk has ended, or `left` by a signal. */
  async #work(bulk: string, operation: Operation, notes: SharedNotes, opened: OpenClient): Promise<string> {
    const { connection, secret } = this.#redis;
    const { signal } = this.#left;
    const worker: BulkWorker = startWorker({
      ...{ redis: this.#redis, notes, operation, opened, session: this.#session, signal: this.#interruption.end },
      address: { connection, name: bulk, secret },
      concurrency: this.#flags.concurrency,
      onError: (message) => noteOf(this.#session, { bulk, event: "error", message }),
    });
    const close = () => void worker.close();
    signal.addEventListener("abort", close);
    if (signal.aborted) close();
    try {
      const finished = await worker.finished;
      return finished === "closed" ? "left" : finished;
    } finally {
      signal.removeEventListener("abort", close);
      await worker.close();
    }
  }

  /** Redis may come back. @returns that the bulks were not seen. */
  #outlast(error: unknown): false {
    if (!isOutage(error)) throw error;
    this.#session.warn((error as Error).message);
    return false;
  }

  /** Others may be able to run it: this process goes on with the other bulks. */
  #refuse(bulk: string, error: unknown): undefined {
    if (isOutage(error)) return void this.#outlast(error);
    this.#ignored.add(bulk);
    const { message } = error as Error;
    noteOf(this.#session, { bulk, event: "ignored", reason: message });
    if (this.#flags.untilEmpty === true) this.#session.exitCode ||= exitCodeOf(error);
  }
}

const isOutage = (error: unknown) => (error as { kind?: unknown }).kind === "unavailable";

async function knownOperation(name = ""): Promise<KnownOperation | undefined> {
  const [serviceName, id] = name.split(" ");
  const service = services.find((each) => each.name === serviceName);
  const operation = service && (await loadOperations(service.name)).find((each) => each.id === id);
  return operation === undefined || service === undefined || operation.libraryOnly !== undefined
    ? undefined
    : { service, operation };
}
