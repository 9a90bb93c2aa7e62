/** The states of a row, and what leads from one to another. Every store follows this table. */

/**
 * `pending`: not run, or run without a result that would stand in the way of running it again. `sent`: a request that
 * may do damage a second time is on its way. `done`, `failed`, `unknown`: the row has ended; `unknown` if it may have
 * been done.
 */
export type RowState = (typeof ROW_STATES)[number];

/** Stores keep the place of a state in this list, and not its name. */
export const ROW_STATES = ["pending", "sent", "done", "failed", "unknown"] as const;

/** The states in which a row can end. */
export type EndState = Exclude<RowState, "pending" | "sent">;

/** `send`: right before such a request. `die`: the run has ended without a result of the row. */
export type RowEvent = (typeof ROW_EVENTS)[number];

export const ROW_EVENTS = ["send", "die", "done", "failed", "unknown"] as const;

/** By state, then by event. */
const NEXT: Readonly<Record<RowState, Readonly<Record<RowEvent, RowState>>>> = {
  pending: { send: "sent", die: "pending", done: "done", failed: "failed", unknown: "unknown" },
  sent: { send: "sent", die: "unknown", done: "done", failed: "failed", unknown: "unknown" },
  failed: { send: "sent", die: "failed", done: "done", failed: "failed", unknown: "unknown" },
  // Another request that fails carries no information about the first one.
  unknown: { send: "unknown", die: "unknown", done: "done", failed: "unknown", unknown: "unknown" },
  // The first result stands.
  done: { send: "done", die: "done", done: "done", failed: "done", unknown: "done" },
};

export function nextState(state: RowState, event: RowEvent): RowState {
  return NEXT[state][event];
}

/** The states from which a run may be told to run rows again. */
export type RetriedState = "failed" | "unknown";

/** Whether a run runs a row. One that is `sent` belongs to a run that is under way. */
export function isDue(state: RowState, retry: readonly RetriedState[]): boolean {
  return state === "pending" || retry.some((each) => each === state);
}
