/** What all parts of one command line share. */
import colors from "picocolors";
import type { Operation, ServiceSummary } from "./catalog.js";
import type { GlobalFlags } from "./globalFlags.js";
import type { Io } from "./io.js";
import { oneLine, toJson } from "./output/printable.js";
import { Sources } from "./sources.js";

export interface Session {
  readonly io: Io;
  /** The command line as it was given. */
  readonly argv: readonly string[];
  /** Runs the command line of a session. */
  readonly parse: (session: Session) => Promise<void>;
  /** Where parameters and credentials are read from: stdin only once. */
  readonly sources: Sources;
  /** Whether stderr is to be JSON. */
  readonly json: boolean;
  /** For stderr. */
  readonly colors: Pick<ReturnType<typeof colors.createColors>, "red" | "yellow">;
  /** Flags that were given before the command; those after it take precedence. */
  flags: GlobalFlags;
  /** What the command line ends with, unless an error is thrown. */
  exitCode: number;
  /** What a second request would do, once an operation is called. */
  idempotency?: Operation["idempotency"];
  /** Secrets that were read. Errors never show them, whatever a server sends back. */
  readonly secrets: Set<string>;
  /** Writes a line to stderr. */
  warn(message: string): void;
}

/** @param argv is read as it is, as it may be invalid. */
export function createSession(argv: readonly string[], io: Io, parse: Session["parse"]): Session {
  const { stderr, env } = io;
  const json = wantsJson(argv);
  // NO_COLOR is what all programs heed.
  const own = colors.createColors(stderr.isTTY === true && !env.NO_COLOR && !argv.includes("--no-color"));
  return {
    io,
    argv,
    parse,
    sources: new Sources(io),
    json,
    colors: own,
    flags: {},
    exitCode: 0,
    secrets: new Set(),
    warn(message) {
      stderr.write(json ? `${toJson({ warning: message })}\n` : `${own.yellow("warning:")} ${oneLine(message)}\n`);
    },
  };
}

/** Whether a command line requests JSON. */
function wantsJson(argv: readonly string[]): boolean {
  return argv.some((arg, index) => {
    const format = arg === "--output" ? argv[index + 1] : /^--output=(.*)$/.exec(arg)?.[1];
    return format === "json" || format === "ndjson";
  });
}

/** One call of an operation. */
export interface Execution {
  readonly service: ServiceSummary;
  readonly operation: Operation;
  readonly flags: GlobalFlags;
  readonly session: Session;
}
