/** What a command reads and writes, so that tests run it in their own process. */
import type { Readable, Writable } from "node:stream";
import type { Emulator } from "tessera-sdk/testing";

/** A stream that results or messages are written to. */
export type OutputStream = Writable & { readonly isTTY?: boolean; readonly columns?: number };

/** A stream that parameters and credentials are read from. */
export type InputStream = Readable & { readonly isTTY?: boolean };

export type StopSignal = "SIGINT" | "SIGTERM";

export interface Io {
  readonly stdin: InputStream;
  /** Holds results and nothing else. */
  readonly stdout: OutputStream;
  readonly stderr: OutputStream;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Listens to the signals that stop a command. Returns what ends the listening. */
  onStop(listener: (signal: StopSignal) => void): () => void;
  /** Has a listener take the warnings of the SDK, which Node would print as text between lines of JSON. */
  onWarning(listener: (message: string) => void): void;
  /** What `--emulator` uses in place of a new one. */
  readonly emulator?: Emulator;
  /** How soon others take over what a worker has that was killed, in place of the default of the SDK. */
  readonly leaseMs?: number;
}

export function processIo(): Io {
  return {
    stdin: process.stdin,
    stdout: process.stdout,
    stderr: process.stderr,
    env: process.env,
    onStop(listener) {
      process.on("SIGINT", listener).on("SIGTERM", listener);
      return () => void process.off("SIGINT", listener).off("SIGTERM", listener);
    },
    onWarning(listener) {
      // Without a listener of Node's own, the user wants no warnings.
      if (process.listenerCount("warning") === 0) return;
      process.removeAllListeners("warning").on("warning", ({ message }) => listener(message));
    },
  };
}
