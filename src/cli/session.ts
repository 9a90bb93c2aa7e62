/** What all parts of one command line share. */
import type { Operation, ServiceSummary } from "./catalog.js";
import type { GlobalFlags } from "./globalFlags.js";
import type { Io } from "./io.js";

export interface Session {
  readonly io: Io;
  /** The command line as it was given. */
  readonly argv: readonly string[];
  /** Flags that were given before the command; those after it take precedence. */
  flags: GlobalFlags;
  /** What the command line ends with, unless an error is thrown. */
  exitCode: number;
}

/** One call of an operation. */
export interface Execution {
  readonly service: ServiceSummary;
  readonly operation: Operation;
  readonly flags: GlobalFlags;
  readonly session: Session;
}
