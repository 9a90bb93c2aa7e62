/** How far a long command is, on stderr: a line that is rewritten on a terminal, else a line now and then. */
import type { GlobalFlags } from "./globalFlags.js";
import type { ProgressKind } from "./globalFlagTable.js";
import { oneLine, toJson } from "./output/printable.js";
import type { Session } from "./session.js";

export interface ProgressState {
  /** Absent where there is nothing to count. */
  readonly done?: number;
  /** Absent while it is not known. */
  readonly total?: number | undefined;
  /** More counts or words, by their names. */
  readonly more?: Readonly<Record<string, number | string>> | undefined;
}

export interface Progress {
  update(state: ProgressState): void;
  end(): void;
}

const EVERY_MS: Readonly<Record<Exclude<ProgressKind, "none">, number>> = { bar: 200, lines: 10_000, json: 1_000 };

/** @param what is counted, such as `items`, or done. It ends with `end()`; a timer of it keeps no process alive. */
export function startProgress(what: string, { progress }: GlobalFlags, { io: { stderr }, json }: Session): Progress {
  const kind = progress ?? (stderr.isTTY === true ? "bar" : json ? "json" : "lines");
  if (kind === "none") return { update: () => undefined, end: () => undefined };
  let state: ProgressState | undefined;
  let written: ProgressState | undefined;
  const startedAt = performance.now();
  const write = () => {
    if (state === undefined || (kind !== "lines" && state === written)) return;
    const seconds = Math.round((performance.now() - startedAt) / 1_000);
    if (kind === "bar") stderr.write(`${CLEAR_LINE}${barOf(what, state, stderr.columns ?? 80)}`);
    else if (kind === "lines") stderr.write(`${textOf(what, state)} (${seconds} s)\n`);
    else stderr.write(`${toJson({ progress: { what, done: state.done, total: state.total, ...state.more } })}\n`);
    written = state;
  };
  const timer = setInterval(write, EVERY_MS[kind]);
  timer.unref();
  return {
    update(next) {
      state = next;
    },
    end() {
      clearInterval(timer);
      if (kind === "json") write();
      if (kind === "bar" && written !== undefined) stderr.write(CLEAR_LINE);
    },
  };
}

/** Progress and all else that is written to the same terminal begin with it. */
export const CLEAR_LINE = "\r\u001B[K";

function textOf(what: string, { done, total, more = {} }: ProgressState): string {
  const count = done === undefined ? "" : total === undefined ? `: ${done}` : `: ${done} of ${total}`;
  return oneLine([what + count, ...Object.entries(more).map(([name, value]) => `${name}: ${value}`)].join(", "));
}

const BAR_WIDTH = 24;

function barOf(what: string, state: ProgressState, columns: number): string {
  const { done, total } = state;
  const share = done === undefined || !total ? undefined : Math.min(done / total, 1);
  const filled = Math.floor((share ?? 0) * BAR_WIDTH);
  const bar = share === undefined ? "" : `[${"#".repeat(filled)}${"-".repeat(BAR_WIDTH - filled)}] `;
  // A line that is wrapped could not be cleared.
  return `${bar}${textOf(what, state)}`.slice(0, columns - 1);
}
