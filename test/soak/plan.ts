/** What the seed decides: which call is made, how it may end early, and what the server does with each request. */
import { OPERATIONS, type Operation } from "./operations.js";
import { below, pick, seeded } from "./random.js";

/** The longest wait of one attempt; the server's delays are longer. */
export const TIMEOUT_MS = 300;

export interface CallPlan {
  operation: Operation;
  /** Cancelled by its own signal after so many milliseconds. */
  cancelAfterMs: number | undefined;
  /** A deadline that most attempts do not reach. */
  deadlineMs: number;
  /** Passes the one signal that all such calls share. */
  sharedSignal: boolean;
  /** Counts the attempts by `onSend`. */
  counted: boolean;
}

export function planOf(seed: number, call: number): CallPlan {
  const random = seeded(seed, call);
  const operation = pick(random, OPERATIONS);
  const ending = random();
  return {
    operation,
    cancelAfterMs: ending < 0.03 ? below(random, 12) : undefined,
    deadlineMs: ending > 0.97 ? 1 + below(random, 40) : 10_000,
    sharedSignal: ending > 0.4 && ending < 0.5,
    counted: random() < 0.5,
  };
}

export type Fault = "drop" | "reset" | "delay" | "truncate" | "throttle" | "serverError";

export interface RequestPlan {
  fault: Fault | undefined;
  /** Whether the work is done all the same. */
  done: boolean;
  /** A number from 0 up to 1 for what else the server chooses. */
  choice: number;
  /** Whether the server closes the connection after its response, without saying so before. */
  closesAfterwards: boolean;
}

/**
 * Each fault strikes one request in 24, so a quarter of them have one. A throttle says that nothing was done, and a
 * response that is cut short is that of work that was done; of all other faults the work was done in half.
 */
const FAULTS: readonly Fault[] = ["drop", "reset", "delay", "truncate", "throttle", "serverError"];
const FAULT_SHARE = 0.25;
const CLOSE_SHARE = 0.01;

/** @param nth counts the requests of one call, from 1. */
export function requestPlanOf(seed: number, call: number, nth: number): RequestPlan {
  const random = seeded(seed, call, nth);
  const fault = random() < FAULT_SHARE ? pick(random, FAULTS) : undefined;
  const done = fault === undefined || fault === "truncate" || (fault !== "throttle" && random() < 0.5);
  return { fault, done, choice: random(), closesAfterwards: random() < CLOSE_SHARE };
}
