/** The ledger of one run in Redis: an owner of rows, with a lease that it renews. */
import { endLine } from "../bulk/journalLines.js";
import type { BulkRow } from "../bulk/row.js";
import type { EndState, RetriedState } from "../bulk/state.js";
import { type BulkLedger, type Claim, DIED, type LedgerRow, lostError, storeError } from "../bulk/store.js";
import type { SendCommand } from "./commands.js";
import { purposeOf } from "./keys.js";
import * as scripts from "./ledgerScripts.js";
import type { Script } from "./script.js";
import type { Sealer } from "./seal.js";

/** What the ledgers of a store share. */
export interface LedgerContext {
  readonly name: string;
  readonly keys: readonly string[];
  readonly send: SendCommand;
  readonly sealer: Sealer;
  readonly leaseMs: number;
  readonly force: boolean;
  /** Resolves if what is recorded outlasts a crash, or its loss is accepted. */
  checkDurability(): Promise<void>;
}

export class RedisLedger implements BulkLedger {
  readonly #context: LedgerContext;
  readonly #retry: readonly number[];
  readonly #owner = randomId();
  /** The rows that are under way. */
  readonly #held = new Set<number>();
  /** What is known of rows that have not come up yet. */
  readonly #ahead = new Map<number, Claim>();
  #renewing: (() => void) | undefined;

  /** @param retry which ended rows it runs, if they are due. */
  constructor(context: LedgerContext, retry: readonly RetriedState[]) {
    this.#context = context;
    this.#retry = (["failed", "unknown"] as const).map((state) => (retry.includes(state) ? 1 : 0));
  }

  /**
   * Begins the run or joins it.
   *
   * @param isOld whether it has begun: one that Redis does not know was deleted, and must not begin again.
   * @returns the version and the sealed header that are in Redis.
   */
  async join(version: string, header: string, isOld: boolean): Promise<[version: string, header: string]> {
    const reply = await this.#run(scripts.join, this.#context.leaseMs, version, header, isOld ? 1 : 0);
    if (reply === "gone") throw gone(this.#context.name);
    this.#renewing = every(this.#context.leaseMs / 3, () => this.#run(scripts.renew, this.#context.leaseMs));
    return reply as [string, string];
  }

  /** Marks rows that have ended as due: those that are so now, and not those that come to it during the run. */
  async markDue(): Promise<void> {
    if (!this.#retry.includes(1)) return;
    for (let first = 1, read = scripts.SLICE; read === scripts.SLICE; first += scripts.SLICE) {
      read = Number(await this.#run(scripts.markDue, first, ...this.#retry));
    }
  }

  /** Claims rows together that will be claimed one by one: each of these claims is then known. */
  async claimAhead(rows: readonly LedgerRow[]): Promise<void> {
    const claims = await this.#claimAll(rows);
    for (const [index, { row }] of rows.entries()) this.#ahead.set(row, claims[index] as Claim);
  }

  async claim(row: LedgerRow): Promise<Claim> {
    const known = this.#ahead.get(row.row);
    this.#ahead.delete(row.row);
    const [claim] = known ? [known] : ((await this.#claimAll([row])) as [Claim]);
    if (claim !== "lost") return claim;
    const { row: number, key } = row;
    const state = await this.settle(row, { row: number, key, state: "unknown", error: lostError(DIED) });
    // Its holder was only slow.
    return state === "done" ? "skip" : "lost";
  }

  async #claimAll(rows: readonly LedgerRow[]): Promise<Claim[]> {
    const args = rows.flatMap(({ row, digest }) => [row, digest]);
    const claims = (await this.#run(scripts.claim, this.#context.force ? 1 : 0, ...this.#retry, ...args)) as (
      | Claim
      | "gone"
    )[];
    return claims.map((claim, index) => {
      if (claim === "gone") throw gone(this.#context.name);
      if (claim === "run" || claim === "lost") this.#held.add((rows[index] as LedgerRow).row);
      return claim;
    });
  }

  async sending(rows: readonly LedgerRow[]): Promise<void> {
    await this.#context.checkDurability();
    const taken = await this.#run(scripts.sending, ...rows.flatMap(({ row, digest }) => [row, digest]));
    if (taken === "") return;
    throw storeError(
      `Row ${String(taken)} does not belong to this run any more, and was not sent: this process gave no sign for ` +
        `${this.#context.leaseMs / 1_000} seconds, so that others have taken its rows over, or the run was deleted.`,
      undefined,
      "unavailable",
    );
  }

  async settle(row: LedgerRow, result: BulkRow<unknown>): Promise<EndState> {
    const { name, sealer } = this.#context;
    const { text, fault } = endLine(row, result, "run in Redis");
    const sealed = await sealer.seal(text, purposeOf(name, row.row));
    const state = String(await this.#run(scripts.settle, row.row, row.digest, result.state, sealed));
    if (state === "gone") throw gone(name);
    this.#held.delete(row.row);
    if (fault) throw fault;
    return state as EndState;
  }

  async close(): Promise<void> {
    this.#renewing?.();
    const rows = [...this.#held];
    do await this.#run(scripts.release, rows.length > scripts.SLICE ? 0 : 1, ...rows.splice(0, scripts.SLICE));
    while (rows.length > 0);
  }

  #run(script: Script, ...args: (string | number)[]): Promise<unknown> {
    const { send, keys } = this.#context;
    return script.run(send, keys, [this.#owner, ...args]);
  }
}

function gone(name: string) {
  return storeError(
    `Redis does not know the run ${name} any more: it was deleted, or Redis has lost its data. Nothing more was sent.`,
  );
}

const ID_BYTES = 12;

function randomId(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(ID_BYTES)), (byte) =>
    byte.toString(16).padStart(2, "0"),
  ).join("");
}

/** Runs an action at an interval, one at a time, until it is stopped. The next command tells what fails. */
function every(ms: number, act: () => Promise<unknown>): () => void {
  let isActing = false;
  const timer: { unref?(): void } | number = setInterval(() => {
    if (isActing) return;
    isActing = true;
    act()
      .catch(() => {})
      .finally(() => {
        isActing = false;
      });
  }, ms);
  // A run that nobody reads must not keep a process alive.
  if (typeof timer === "object") timer.unref?.();
  return () => clearInterval(timer as ReturnType<typeof setInterval>);
}
