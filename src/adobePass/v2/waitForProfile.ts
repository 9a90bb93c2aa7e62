/** Polling for the profile of a code: when it is requested, and how the wait ends. */
import type { ClientContext } from "../../core/context.js";
import { Deadline } from "../../core/deadline.js";
import { InvalidResponseError, TesseraError } from "../../core/errors.js";
import { type CallOptions, sharedCallFields } from "../../core/options.js";
import type { ResponsePromise } from "../../core/response.js";
import { custom, integer, objectOf } from "../../core/schema.js";
import { sleep } from "../../core/sleep.js";
import { preparing } from "../../core/steps.js";
import { checkAgainst } from "../../core/validate.js";
import { AdobePassError } from "../errors/error.js";
import { isUnknownCode, plainCode } from "./code.js";
import type { AdobeCodeParams, ForCode } from "./headers.js";
import { type AdobeProfile, type ProfilesBody, profilesOf } from "./schemas/profile.js";
import type { AdobeSessionInfo } from "./schemas/sessionInfo.js";

/**
 * Options of `sessions.waitForProfile`: its own, and those of a call, which apply to each request; `extraQuery` to those
 * for the profile.
 */
export interface WaitForProfileOptions extends Omit<CallOptions, "extraBody"> {
  /**
   * When the code expires, in milliseconds since the epoch: the `notAfter` of the session. By default, the session is
   * requested for it.
   */
  notAfter?: number | undefined;
  /** The pause between two requests in milliseconds, at least 3000. @default 5000 */
  intervalMs?: number | undefined;
  /** Ends the wait at once; it then rejects with the signal's reason. */
  signal?: AbortSignal | undefined;
  /** Longest time of one request with its retries, in milliseconds. @default the client's */
  deadlineMs?: number | undefined;
}

/** How a wait for a profile ended. */
export type ProfileWait =
  | {
      /** `true`: the user has signed in. */
      authenticated: true;
      /** The profile, by the id of the TV provider. */
      profiles: Record<string, AdobeProfile>;
    }
  | {
      /** `false`: there will be no profile of this code. */
      authenticated: false;
      /**
       * Why the wait ended. `expired`: the code has expired. `unknown_code`: Adobe does not know the code, as a newer one
       * has replaced it, or it is wrong or of another environment. `temporary_access_used_up`: it is of a TempPass that
       * allows no more.
       */
      end: "expired" | "unknown_code" | "temporary_access_used_up";
      /** Adobe's error, if the wait ended by one. */
      error?: AdobePassError;
    };

const MOST_MS = 300_000;
const waitOptions = objectOf<WaitForProfileOptions>()(() => ({
  ...sharedCallFields(),
  notAfter: custom<number>(Number.isFinite, "must be a number of milliseconds since the epoch"),
  intervalMs: integer(3_000, MOST_MS, `must be an integer of milliseconds, from 3000 to ${MOST_MS}`),
}));

const DEFAULT_INTERVAL_MS = 5_000;
/** Adobe's codes live that long. */
const ASSUMED_LIFETIME_MS = 1_800_000;

type CodeCall<R> = (params: ForCode<AdobeCodeParams & { code: string }>, options: CallOptions) => ResponsePromise<R>;

/** What a wait calls. */
interface WaitCalls {
  readonly params: ForCode<AdobeCodeParams & { code: string }>;
  readonly session: CodeCall<AdobeSessionInfo>;
  readonly profile: CodeCall<ProfilesBody>;
}

/** One poller and the callers that wait for it. */
interface SharedWait {
  readonly result: Promise<ProfileWait>;
  readonly controller: AbortController;
  waiters: number;
}

/** The waits of a client: one poller for each code. */
export class CodeWaits {
  #context: ClientContext;
  #running = new Map<string, SharedWait>();

  constructor(context: ClientContext) {
    this.#context = context;
  }

  async wait(code: string, options: WaitForProfileOptions, calls: WaitCalls): Promise<ProfileWait> {
    checkAgainst(waitOptions, options, "options");
    const { clock, closing } = this.#context;
    closing.check();
    const deadline = new Deadline(clock, options.signal, Number.POSITIVE_INFINITY);
    try {
      deadline.check();
      const key = typeof code === "string" ? plainCode(code) : "";
      const shared = this.#running.get(key) ?? this.#start(key, options, calls);
      shared.waiters++;
      try {
        return await closing.wait(deadline, deadline.race(shared.result), "the profile of a code");
      } finally {
        if (--shared.waiters === 0) this.#stop(key, shared);
      }
    } finally {
      deadline.dispose();
    }
  }

  #start(key: string, { notAfter, intervalMs, ...options }: WaitForProfileOptions, calls: WaitCalls): SharedWait {
    const controller = new AbortController();
    const call = { ...options, signal: controller.signal };
    const poller = new Poller(this.#context, calls, call, intervalMs ?? DEFAULT_INTERVAL_MS);
    const shared = { result: poller.run(notAfter), controller, waiters: 0 };
    this.#running.set(key, shared);
    return shared;
  }

  #stop(key: string, shared: SharedWait): void {
    this.#running.delete(key);
    shared.controller.abort();
  }
}

class Poller {
  #context: ClientContext;
  #calls: WaitCalls;
  #options: CallOptions;
  #intervalMs: number;
  /** How far the server's clock is ahead of the client's. */
  #aheadMs = 0;

  constructor(context: ClientContext, calls: WaitCalls, options: CallOptions, intervalMs: number) {
    this.#context = context;
    this.#calls = calls;
    this.#options = options;
    this.#intervalMs = intervalMs;
  }

  async run(given: number | undefined): Promise<ProfileWait> {
    let notAfter = given;
    for (;;) {
      // The profile first: a session whose user has signed in may be gone.
      const ended = await this.#transient(() => this.#profile());
      if (ended) return ended;
      if (notAfter === undefined) {
        const expiry = await this.#transient(() => this.#expiry());
        // The user may have signed in between the two requests.
        if (typeof expiry === "object") return (await this.#profile()) ?? expiry;
        notAfter = expiry;
      }
      if (notAfter !== undefined && this.#now() > notAfter) return { authenticated: false, end: "expired" };
      await sleep(this.#context, this.#intervalMs, this.#options.signal);
    }
  }

  #now(): number {
    return this.#context.clock.now() + this.#aheadMs;
  }

  /** `undefined` for a failure that passes. */
  async #transient<T>(request: () => Promise<T>): Promise<T | undefined> {
    try {
      return await request();
    } catch (error) {
      if (this.#options.signal?.aborted || !passes(error)) throw error;
      return undefined;
    }
  }

  /** How the wait ends; `undefined` if the user may still sign in. */
  async #profile(): Promise<ProfileWait | undefined> {
    const { params, profile } = this.#calls;
    const call = profile(params, this.#options);
    try {
      const found = await profilesOf(call, this.#options);
      if (found.authenticated) return found;
      if (found.error?.code.startsWith("temporary_access_"))
        return { authenticated: false, end: "temporary_access_used_up", error: found.error };
      if (found.error === undefined) this.#readDate((await call.withResponse()).response.headers.date);
      return undefined;
    } catch (error) {
      return endOfCode(error);
    }
  }

  #readDate(text = ""): void {
    const date = Date.parse(text);
    this.#aheadMs = Number.isNaN(date) ? 0 : date - this.#context.clock.now();
  }

  /** When the code expires, or how the wait ends if Adobe does not know it. */
  async #expiry(): Promise<number | ProfileWait> {
    const { params, session } = this.#calls;
    try {
      const { notAfter } = await session(params, preparing(this.#options));
      return notAfter ?? this.#now() + ASSUMED_LIFETIME_MS;
    } catch (error) {
      return endOfCode(error);
    }
  }
}

/** @throws The error, if it is not about the code. */
function endOfCode(error: unknown): ProfileWait {
  if (!isUnknownCode(error)) throw error;
  return { authenticated: false, end: "unknown_code", error };
}

/** Throttling, outages and lost connections: the next request may succeed. */
function passes(error: unknown): boolean {
  if (!(error instanceof TesseraError) || error instanceof InvalidResponseError) return false;
  if (error instanceof AdobePassError && error.action === "configuration") return false;
  return ["rate_limited", "unavailable", "server"].includes(error.kind);
}
