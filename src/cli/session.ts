/** What all parts of one command line share. */
import type { GlobalFlags } from "./globalFlags.js";
import type { Io } from "./io.js";
import { Sources } from "./sources.js";

export interface Session {
  readonly io: Io;
  /** Where parameters and credentials are read from: stdin only once. */
  readonly sources: Sources;
  /** Whether stderr is to be JSON. */
  readonly json: boolean;
  /** Flags that were given before the command; those after it take precedence. */
  flags: GlobalFlags;
  /** What the command line ends with, unless an error is thrown. */
  exitCode: number;
  /** Secrets that were read. Errors never show them, whatever a server sends back. */
  readonly secrets: Set<string>;
  /** Writes a line to stderr. */
  warn(message: string): void;
}

export function createSession(io: Io, json: boolean): Session {
  return {
    io,
    sources: new Sources(io),
    json,
    flags: {},
    exitCode: 0,
    secrets: new Set(),
    warn(message) {
      io.stderr.write(json ? `${JSON.stringify({ warning: message })}\n` : `warning: ${message}\n`);
    },
  };
}
