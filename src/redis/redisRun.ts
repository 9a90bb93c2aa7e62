/** A bulk run in Redis: what `redisStore()` returns, and what else a queue needs of it. */
import type { JournalRow } from "../bulk/journal.js";
import { checkHeader, type JournalHeader, type JournalLine, parseLine } from "../bulk/journalLines.js";
import { type BulkLedger, type LedgerRow, type OpenLedgerOptions, storeError } from "../bulk/store.js";
import { isPlainObject, parseJson } from "../core/values.js";
import { type RedisClient, type SendCommand, sendCommandOf } from "./commands.js";
import { checkDurability, checkEviction } from "./durability.js";
import { keysOf, META, purposeOf, RESULTS } from "./keys.js";
import { lastingSend } from "./lasting.js";
import * as scripts from "./ledgerScripts.js";
import type { RedisStore, RedisStoreOptions, RedisStoreStatus } from "./options.js";
import { type LedgerContext, RedisLedger } from "./redisLedger.js";
import { Sealer } from "./seal.js";
import { statusOf } from "./status.js";

/** The form of what is in Redis. */
const VERSION = "1";
const LEASE_MS = 15_000;
/** How many results are read together. */
const BATCH = 100;
/** How many share a sync of a journal. */
const DRAINED = 1_000;

export class RedisRun implements RedisStore {
  readonly #options: RedisStoreOptions;
  readonly #keys: readonly string[];
  readonly #send: SendCommand;
  readonly #sealer: Sealer;
  readonly #checkEviction: () => Promise<void>;
  readonly #context: Omit<LedgerContext, "force">;

  constructor(client: RedisClient, options: RedisStoreOptions) {
    this.#options = options;
    this.#keys = keysOf(options.name);
    this.#send = lastingSend(sendCommandOf(client));
    this.#sealer = new Sealer(options.secret);
    this.#checkEviction = once(() => checkEviction(this.#send));
    this.#context = {
      name: options.name,
      keys: this.#keys,
      send: this.#send,
      sealer: this.#sealer,
      leaseMs: options.leaseMs ?? LEASE_MS,
      checkDurability: once(async () => {
        if (!options.acceptLoss) await checkDurability(this.#send);
      }),
    };
  }

  open({ retry }: OpenLedgerOptions): Promise<BulkLedger> {
    const force = this.#options.force === true;
    return this.#open({ retry, force, isOld: false }, (ledger) => ledger.markDue());
  }

  /**
   * Opens a ledger of a run that has begun, for rows that are known: one command claims all of them. It runs all that
   * are due.
   *
   * @param force whether they may have changed.
   * @throws A `TesseraError` if the run was deleted.
   */
  openFor(rows: readonly LedgerRow[], force: boolean): Promise<BulkLedger> {
    return this.#open({ retry: ["failed", "unknown"], force, isOld: true }, (ledger) => ledger.claimAhead(rows));
  }

  async *results(): AsyncGenerator<JournalRow, void, undefined> {
    const key = this.#keys[RESULTS] as string;
    for (;;) {
      const entries = (await this.#send(["XRANGE", key, "-", "+", "COUNT", String(BATCH)], key)) as Entry[];
      if (entries.length === 0) return;
      let taken = 0;
      try {
        for (const [, fields] of entries) {
          const { digest: _, ...row } = await this.#readResult(fields);
          yield row;
          taken++;
        }
      } finally {
        const ids = entries.slice(0, taken).map(([id]) => id);
        if (ids.length > 0) await this.#send(["XDEL", key, ...ids], key);
      }
    }
  }

  /**
   * Passes results on in batches, with their digests, and removes each batch from Redis once it was taken. Ends where
   * there is no other result for now.
   */
  async drain(take: (lines: JournalLine[]) => Promise<void>): Promise<void> {
    const key = this.#keys[RESULTS] as string;
    for (;;) {
      const entries = (await this.#send(["XRANGE", key, "-", "+", "COUNT", String(DRAINED)], key)) as Entry[];
      if (entries.length === 0) return;
      await take(await Promise.all(entries.map(([, fields]) => this.#readResult(fields))));
      await this.#send(["XDEL", key, ...entries.map(([id]) => id)], key);
    }
  }

  /** What the run was begun for; nothing if it was not. */
  async header(): Promise<JournalHeader> {
    const key = this.#keys[META] as string;
    const [version, header] = (await this.#send(["HMGET", key, "version", "header"], key)) as (string | null)[];
    return version && header ? this.#readHeader([version, header]) : {};
  }

  async status(): Promise<RedisStoreStatus> {
    return statusOf(await scripts.status.run(this.#send, this.#keys, [""]));
  }

  async delete(): Promise<void> {
    await this.#send(["UNLINK", ...this.#keys], this.#keys[0]);
  }

  /** Records how many rows there are, of which `status()` then tells how many are left. */
  async setTotal(total: number): Promise<void> {
    const key = this.#keys[META] as string;
    await this.#send(["HSET", key, "total", String(total)], key);
  }

  async #open(
    { retry, force, isOld }: OpenLedgerOptions & { force: boolean; isOld: boolean },
    prepare: (ledger: RedisLedger) => Promise<void>,
  ): Promise<BulkLedger> {
    await this.#checkEviction();
    const { name, operation, input, notes } = this.#options;
    const header: JournalHeader = { operation, input, notes };
    const sealed = await this.#sealer.seal(JSON.stringify(header), purposeOf(name, "header"));
    const ledger = new RedisLedger({ ...this.#context, force }, retry);
    try {
      const found = await this.#readHeader(await ledger.join(VERSION, sealed, isOld));
      if (!force) checkHeader(found, header, "run in Redis");
      await prepare(ledger);
      return ledger;
    } catch (error) {
      await ledger.close().catch(() => {});
      throw error;
    }
  }

  async #readHeader([version, sealed]: readonly [string, string]): Promise<JournalHeader> {
    const { name } = this.#options;
    if (version !== VERSION) {
      throw storeError(`The run ${name} in Redis was written by another version of the SDK, in format ${version}.`);
    }
    const header = parseJson((await this.#sealer.open(sealed, purposeOf(name, "header"))) ?? "")?.value;
    if (isPlainObject(header)) return header;
    throw storeError(
      `The run ${name} in Redis was begun with another \`secret\`. Pass that one, also beside a new one.`,
    );
  }

  async #readResult(fields: readonly string[]): Promise<JournalLine> {
    const { name } = this.#options;
    const [, row = "", , state = "", , sealed = ""] = fields;
    const line = parseLine((await this.#sealer.open(sealed, purposeOf(name, Number(row)))) ?? "");
    if (line === undefined) {
      throw storeError(
        `The result of row ${row} of the run ${name} was sealed with another \`secret\`, or is damaged.`,
      );
    }
    // A row that was unknown stays so when its retry fails.
    return { ...line, state: state as JournalLine["state"] };
  }
}

/** Of a stream: its id, then names and values. */
type Entry = [id: string, fields: string[]];

/** Runs a check until it succeeds, and then no more. */
function once(check: () => Promise<void>): () => Promise<void> {
  let succeeded: Promise<void> | undefined;
  return () => {
    succeeded ??= check().catch((error) => {
      succeeded = undefined;
      throw error;
    });
    return succeeded;
  };
}
