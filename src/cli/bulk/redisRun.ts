/** `tessera bulk run --redis`: puts the rows where workers take them, is one of these, and writes the results. */
import { createHmac } from "node:crypto";
import { createReadStream } from "node:fs";
import type { BulkAddress, BulkRun, BulkStatus, BulkWorker } from "tessera-sdk/bullmq";
import { withClient } from "../execute.js";
import { UsageError } from "../exit.js";
import { Interruption } from "../interruption.js";
import type { OpenClient } from "../openClient.js";
import { startProgress } from "../progress.js";
import { noteOf } from "../redis/log.js";
import { type OpenRedis, openRedis } from "../redis/redis.js";
import { settingsOf } from "../settings/catalog.js";
import { readSettings, withParams } from "../settings/settings.js";
import { isReference } from "../sources.js";
import { noteCancelled } from "./control.js";
import { drain } from "./drain.js";
import { ownIdOf } from "./ownIds.js";
import { type BulkPlan, commandNotes, operationName, retriedStates } from "./plan.js";
import { bulkOf } from "./resultsFile.js";
import { SharedRows } from "./sharedRows.js";
import { type SharedNotes, startWorker } from "./sharedWorker.js";
import { finish } from "./status.js";
import { resultsStore } from "./store.js";

export async function runInRedis(plan: BulkPlan): Promise<void> {
  const { execution, common } = plan;
  const { operation, flags, session } = execution;
  if (operation.files !== undefined) {
    throw new UsageError("It takes files, which other machines do not have: call it without --redis.");
  }
  const redis = await openRedis(flags, session);
  try {
    if (flags.concurrency !== 0) {
      const work = (opened: OpenClient, interruption: Interruption) =>
        new SharedRun(plan, redis, interruption).run(opened);
      return await withClient(execution, common, false, work, redis.limiterOf);
    }
    const interruption = new Interruption(session, false);
    await new SharedRun(plan, redis, interruption).run(undefined).finally(() => interruption.close());
  } finally {
    redis.close();
  }
}

class SharedRun {
  readonly #plan: BulkPlan;
  readonly #redis: OpenRedis;
  readonly #interruption: Interruption;

  constructor(plan: BulkPlan, redis: OpenRedis, interruption: Interruption) {
    this.#plan = plan;
    this.#redis = redis;
    this.#interruption = interruption;
  }

  /** @param opened absent if the rows are run by other machines alone. */
  async run(opened: OpenClient | undefined): Promise<void> {
    const { execution, out } = this.#plan;
    const { flags, session } = execution;
    const { connection, secret } = this.#redis;
    const name = await this.#name();
    const address = { connection, name, secret };
    const notes = await this.#notes(name);
    noteOf(session, { bulk: name, event: "enqueuing" });
    await this.#pin(notes);
    const run = await this.#enqueue(address, notes);
    let worker: BulkWorker | undefined;
    let status: BulkStatus | undefined;
    try {
      worker = opened && this.#work(opened, address, notes);
      await this.#continue(run);
      status = await drain({ run, out, worker, interruption: this.#interruption, flags, session });
    } finally {
      await worker?.close();
      await run.close();
    }
    await finish(out, flags, session);
    noteCancelled(status, session);
  }

  /** The name that was given, or that the file of results has, or one of the operation and the input. */
  async #name(): Promise<string> {
    const { execution, given, common, out } = this.#plan;
    const { name, input = "" } = execution.flags;
    const found = await bulkOf(out);
    const isOther = found !== undefined && (found.name === undefined || (name !== undefined && name !== found.name));
    if (isOther) {
      const what = found.name === undefined ? "a run without --redis" : `the bulk ${found.name}`;
      throw new UsageError(`${out} has the results of ${what}: give another file as --out.`);
    }
    if (found?.name !== undefined && (await found.hasRows())) await this.#requireBulk(found.name);
    const known = name ?? found?.name;
    if (known !== undefined) return known;
    if (input === "-") throw new UsageError("--name: is required where the rows come from stdin");
    // With a key, so that parameters that are secret cannot be guessed by the name.
    const digest = createHmac("sha256", this.#redis.secret);
    digest.update(JSON.stringify([operationName(execution), common, given.options]));
    for await (const chunk of createReadStream(input)) digest.update(chunk as Buffer);
    return `${operationName(execution).replace(" ", ".")}-${digest.digest("hex").slice(0, DIGITS)}`;
  }

  /** Without its bulk, rows that have ended would be run a second time. */
  async #requireBulk(name: string): Promise<void> {
    const { connection, secret, bullmq } = this.#redis;
    await using run = bullmq.bulkRun({ connection, name, secret });
    if ((await run.status()) !== undefined) return;
    const { out } = this.#plan;
    throw new UsageError(
      `The bulk ${name}, whose results are in ${out}, is not in this Redis: it was deleted, or is in another one. ` +
        "To run all rows again, give another file as --out.",
    );
  }

  async #notes(name: string): Promise<Notes> {
    const { execution, given, common } = this.#plan;
    const { service, operation, flags, session } = execution;
    const clientFlags = withParams(service, flags, common);
    const { options } = await readSettings(service, clientFlags, session);
    const ownId = flags.key === undefined ? undefined : ownIdOf(operation, options);
    const settings: Record<string, string> = {};
    for (const [setting, value] of Object.entries(clientFlags.settings ?? {})) {
      // Where credentials are sent is for each machine to say.
      if (setting.startsWith("auth.") || ["baseUrl", "allowInsecure"].includes(setting)) continue;
      const isFile = settingsOf(service.name).get(setting)?.kind === "json" && isReference(value);
      if (isFile)
        throw new UsageError(`--${setting}: other machines do not have what it refers to: give the JSON itself`);
      settings[setting] = value;
    }
    const shared: SharedNotes = {
      ...(flags.input !== undefined && { input: flags.input === "-" ? "stdin" : flags.input }),
      options: given.options,
      settings,
      ...(ownId && { ownId: ownId.param }),
    };
    return { bulk: name, ...commandNotes(execution), ...shared, retry: retriedStates(flags.retry, ownId) };
  }

  /** Writes into the file of results which bulk it is of, before a row can be run: it names the bulk to the next run. */
  async #pin({ retry: _, ...notes }: Notes): Promise<void> {
    const { execution, out } = this.#plan;
    const options = { operation: operationName(execution), notes, force: execution.flags.forceResume === true };
    const store = await resultsStore(out, options, execution.session.secrets);
    const ledger = await store.open({ retry: [] });
    await ledger.close();
  }

  async #enqueue(address: BulkAddress, { retry, ...notes }: Notes): Promise<BulkRun> {
    const { execution, rows } = this.#plan;
    const { flags, session } = execution;
    const progress = startProgress("rows enqueued", flags, session);
    const { drain: stop } = this.#interruption;
    const shared = new SharedRows(rows, (done) => {
      stop.throwIfAborted();
      progress.update({ done });
    });
    try {
      return await this.#redis.bullmq.enqueueBulk(shared, {
        ...address,
        operation: operationName(execution),
        notes,
        key: (row) => shared.keyOf(row),
        retry,
        force: flags.forceResume === true,
      });
    } finally {
      progress.end();
    }
  }

  #work(opened: OpenClient, address: BulkAddress, notes: SharedNotes): BulkWorker {
    const { operation, flags, session } = this.#plan.execution;
    return startWorker({
      ...{ redis: this.#redis, address, notes, operation, opened, session },
      concurrency: flags.concurrency,
      signal: this.#interruption.end,
      onError: (message) => session.warn(message),
    });
  }

  /** What has paused the bulk may have been fixed: a run that is called again tries. */
  async #continue(run: BulkRun): Promise<void> {
    if ((await run.status())?.reason !== undefined) await run.resume();
  }
}

/** What the header of the results and the bulk have, and which rows are run again. */
interface Notes extends SharedNotes {
  readonly bulk: string;
  readonly command: readonly string[];
  readonly folder: string;
  readonly retry: ("failed" | "unknown")[];
}

/** So many hexadecimal digits of the digest are in a name. */
const DIGITS = 16;
