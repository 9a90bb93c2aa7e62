/** What is known of a bulk as a whole; of its rows, the ledger knows. */
import { parseJson } from "../core/values.js";
import type { Sealer } from "../redis/seal.js";
import { wrongSecret } from "./chunk.js";
import type { Connection } from "./connection.js";

/** The names of the bulks that are there. */
const NAMES = "tessera:bulks";

/** Why a bulk was paused by its worker. */
export interface PauseReason {
  /** As the error has it. */
  code: string;
  /** As the error has it. */
  kind: string;
  /** As the error has it; it can quote the vendor. */
  message: string;
}

/** What {@link Control.read} finds. */
export interface BulkFacts {
  /** How many rows are in jobs, or were. */
  rows: number;
  /** Whether the input has been read to its end. */
  isEnqueued: boolean;
  isCancelled: boolean;
}

export class Control {
  readonly #send: Connection["send"];
  readonly #name: string;
  readonly #sealer: Sealer;
  readonly #key: string;

  constructor({ send }: Pick<Connection, "send">, name: string, sealer: Sealer) {
    this.#send = send;
    this.#name = name;
    this.#sealer = sealer;
    this.#key = `tessera:bulk:{${name}}`;
  }

  /** @returns `undefined` if there is no such bulk. */
  async read(): Promise<BulkFacts | undefined> {
    const reply = await this.#command("HMGET", "rows", "enqueued", "cancelled");
    const [rows, enqueued, cancelled] = reply as (string | null)[];
    if (typeof rows !== "string") return undefined;
    return { rows: Number(rows), isEnqueued: enqueued === "1", isCancelled: cancelled === "1" };
  }

  /** Begins to enqueue, for the first time or again. */
  async begin(): Promise<void> {
    await this.#send(["SADD", NAMES, this.#name], NAMES);
    await this.#command("HSETNX", "rows", "0");
    await this.#command("HSET", "enqueued", "0");
  }

  /** Takes note of how far the input has been read. */
  async enqueued(rows: number, isEnd: boolean): Promise<void> {
    await this.#command("HSET", "rows", String(rows), "enqueued", isEnd ? "1" : "0");
  }

  async cancel(): Promise<void> {
    await this.#command("HSET", "cancelled", "1");
  }

  /** The reason of a pause that has one. */
  async reason(): Promise<PauseReason | undefined> {
    const sealed = (await this.#command("HGET", "reason")) as string | null;
    if (sealed === null) return undefined;
    const text = await this.#sealer.open(sealed, this.#purpose);
    if (text === undefined) throw wrongSecret(this.#name);
    return parseJson(text)?.value as PauseReason;
  }

  async setReason(reason: PauseReason | undefined): Promise<void> {
    if (reason === undefined) await this.#command("HDEL", "reason");
    else await this.#command("HSET", "reason", await this.#sealer.seal(JSON.stringify(reason), this.#purpose));
  }

  async delete(): Promise<void> {
    await this.#command("DEL");
    await this.#send(["SREM", NAMES, this.#name], NAMES);
  }

  get #purpose() {
    return `reason of ${this.#name}`;
  }

  #command(command: string, ...args: string[]): Promise<unknown> {
    return this.#send([command, this.#key, ...args], this.#key);
  }
}

/** The names of the bulks that are there, sorted. */
export async function bulkNames({ send }: Pick<Connection, "send">): Promise<string[]> {
  return ((await send(["SMEMBERS", NAMES], NAMES)) as string[]).sort();
}
