/** Jobs of Core: work whose result is fetched when it is done. */
import { brandError } from "../core/brand.js";
import type { ByteStream } from "../core/byteStream.js";
import type { ClientContext } from "../core/context.js";
import { type ErrorFacts, TesseraError, TimeoutError, withDefaults } from "../core/errors.js";
import { abortSignal, type CallOptions, functionOf, isAbortReason, milliseconds } from "../core/options.js";
import { objectOf } from "../core/schema.js";
import { sleep } from "../core/sleep.js";
import { checkAgainst } from "../core/validate.js";
import { isPlainObject, printable } from "../core/values.js";
import { TimeLimit } from "./timeLimit.js";

/** What is known of a job while it runs. */
export interface FlowerDocsJobProgress {
  /** The status as Core spells it, if it sends one. */
  status?: string;
  /** What Core sends. Its shape is not documented. */
  raw: unknown;
}

/** Options of {@link FlowerDocsJob.wait}. */
export interface FlowerDocsJobOptions {
  /** Ends the wait at once; it then rejects with the signal's reason. The job goes on. */
  signal?: AbortSignal | undefined;
  /** Longest time until the result begins to arrive, in milliseconds. @default 3600000 */
  timeoutMs?: number | undefined;
  /** Called with each status that is read, and awaited if it is async. What it throws ends the wait. */
  onProgress?: ((progress: FlowerDocsJobProgress) => void) | undefined;
}

const waitOptions = objectOf<FlowerDocsJobOptions>()(() => ({
  signal: abortSignal,
  timeoutMs: milliseconds,
  onProgress: functionOf<NonNullable<FlowerDocsJobOptions["onProgress"]>>(),
}));

/** A job failed. `vendorMessage` is what Core says of it. */
export class FlowerDocsJobError extends TesseraError {
  constructor(message: string, facts: ErrorFacts = {}) {
    super(message, withDefaults(facts, "ERR_TESSERA_FLOWERDOCS_JOB", "server"));
  }
}
brandError(FlowerDocsJobError, "FlowerDocsJobError");

/** The requests of a job. Without `status`, its result is requested at once. */
export interface JobRoutes {
  readonly status?: (options: CallOptions) => Promise<unknown>;
  readonly result: (options: CallOptions) => Promise<ByteStream>;
  readonly error?: (options: CallOptions) => Promise<unknown>;
}

const DEFAULT_TIMEOUT_MS = 3_600_000;
/** Between two requests of a status: at first, and at most. */
const FIRST_PAUSE_MS = 250;
const LONGEST_PAUSE_MS = 5_000;

/** Statuses are not documented. One of neither list is one of a job that runs. */
const DONE = /^(?:done|finished|completed?|success|succeeded|terminated|ended|ready|ok)$/i;
const FAILED = /^(?:errors?|failed|failure|ko|cancell?ed|aborted)$/i;

/** Work of Core whose result is bytes. */
export class FlowerDocsJob {
  /**
   * Id of the job. Absent for an archive, which Core finds by what it holds, and where Core sends the result in one
   * response, as servers before 2026.0 send an export.
   */
  readonly id: string | undefined;
  #context: ClientContext;
  #routes: JobRoutes;

  /** Jobs are created by the methods that start them. */
  constructor(context: never, id: string | undefined, routes: never);
  /** @internal */
  constructor(context: ClientContext, id: string | undefined, routes: JobRoutes);
  /** @internal */
  constructor(context: ClientContext, id: string | undefined, routes: JobRoutes) {
    this.#context = context;
    this.id = id;
    this.#routes = routes;
  }

  /**
   * Waits until the job is done, and returns its result as it arrives.
   *
   * @throws A {@link FlowerDocsJobError} if the job failed.
   * @throws A {@link TimeoutError} if it is not done after `timeoutMs`; the job goes on, and can be waited for again.
   * @example
   * ```ts
   * const job = await client.folders.exportCsv({ selectClause: { fields: ["name"] } });
   * const csv = await job.wait({ timeoutMs: 600_000 });
   * for await (const chunk of csv) console.log(chunk.length);
   * ```
   */
  async wait(options: FlowerDocsJobOptions = {}): Promise<ByteStream> {
    checkAgainst(waitOptions, options, "options");
    const { signal, timeoutMs = DEFAULT_TIMEOUT_MS, onProgress } = options;
    const limit = new TimeLimit(this.#context.clock, timeoutMs);
    const rest = () => ({ signal, deadlineMs: limit.leftMs });
    const { status } = this.#routes;
    // The response begins when the whole result is there.
    if (status === undefined) return this.#routes.result({ ...rest(), timeoutMs: limit.leftMs });
    let said: string | undefined;
    for (let pauseMs = FIRST_PAUSE_MS; ; pauseMs = Math.min(2 * pauseMs, LONGEST_PAUSE_MS)) {
      const raw = await status(rest()).catch((error: unknown) => {
        throw limit.wasReachedBy(error, options) ? this.#timeout(timeoutMs, said, error) : error;
      });
      said = statusIn(raw);
      await onProgress?.({ ...(said !== undefined && { status: said }), raw });
      if (DONE.test(said ?? "")) return this.#routes.result(rest());
      if (FAILED.test(said ?? "")) throw await this.#failure(rest());
      if (limit.leftMs <= pauseMs) throw this.#timeout(timeoutMs, said);
      await sleep(this.#context, pauseMs, signal);
    }
  }

  get #name(): string {
    return `The job ${this.id === undefined ? "" : `${this.id} `}of FlowerDocs`;
  }

  async #failure(options: CallOptions): Promise<unknown> {
    let raw: unknown;
    let cause: unknown;
    try {
      raw = await this.#routes.error?.(options);
    } catch (error) {
      if (isAbortReason(error, options)) return error;
      cause = error;
    }
    const text = typeof raw === "string" ? raw : JSON.stringify(raw);
    const vendorMessage = text ? printable(text) : undefined;
    const said = vendorMessage === undefined ? "." : `: ${vendorMessage}`;
    return new FlowerDocsJobError(`${this.#name} failed${said}`, { vendorMessage, cause });
  }

  #timeout(timeoutMs: number, status: string | undefined, cause?: unknown): TimeoutError {
    const last = status === undefined ? "" : ` Its last status was ${printable(status)}.`;
    return new TimeoutError(`${this.#name} was not done after ${timeoutMs} ms.${last}`, { cause });
  }
}

/** The status in a response of a shape that is not documented: text, or an object that names it. */
function statusIn(raw: unknown): string | undefined {
  const value = isPlainObject(raw) ? (raw.status ?? raw.state) : raw;
  return typeof value === "string" ? value.trim() : undefined;
}
