/** Runs `tessera` in this process. */
import { Readable, Writable } from "node:stream";
import type { Transport } from "tessera-sdk";
import type { Emulator } from "tessera-sdk/testing";
import type { Io, StopSignal } from "../../src/cli/io.js";
import { run } from "../../src/cli/run.js";

export interface CliOptions {
  readonly stdin?: string | readonly Uint8Array[];
  readonly env?: Readonly<Record<string, string>>;
  /** Whether stdin, stdout and stderr are a terminal. */
  readonly isTTY?: boolean;
  /** What `--emulator` uses, or its transport alone. */
  readonly emulator?: Emulator | Transport;
  /** Takes each chunk of stdout, which is then not collected. What it throws is what the stream fails with. */
  readonly onOutput?: (text: string) => void;
  /** Receives what sends a signal. */
  readonly onStart?: (send: (signal: StopSignal) => void) => void;
}

export interface CliResult {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

export async function tessera(args: readonly string[], options: CliOptions = {}): Promise<CliResult> {
  const { stdin = "", env = {}, isTTY = false, emulator, onOutput, onStart } = options;
  const stdout = collector(isTTY, onOutput);
  const stderr = collector(isTTY);
  const listeners = new Set<(signal: StopSignal) => void>();
  onStart?.((signal) => {
    for (const listener of listeners) listener(signal);
  });
  const io: Io = {
    stdin: Object.assign(Readable.from(typeof stdin === "string" ? [Buffer.from(stdin)] : stdin), { isTTY }),
    stdout: stdout.stream,
    stderr: stderr.stream,
    // Nobody's settings.
    env: { HOME: "/nonexistent", ...env },
    onStop(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    onWarning: () => undefined,
    ...(emulator && { emulator: "send" in emulator ? emulatorOf(emulator) : emulator }),
  };
  const exitCode = await run(args, io);
  return { exitCode, stdout: stdout.text(), stderr: stderr.text() };
}

export const emulatorOf = (transport: Transport) =>
  ({ transport, issueToken: () => "token", flowerDocs: { issueToken: () => "token" } }) as unknown as Emulator;

function collector(isTTY: boolean, onOutput?: (text: string) => void) {
  const chunks: Buffer[] = [];
  const stream = new Writable({
    write(chunk: Buffer, _encoding, done) {
      try {
        if (onOutput === undefined) chunks.push(chunk);
        else onOutput(chunk.toString());
        done();
      } catch (error) {
        done(error as Error);
      }
    },
  });
  return { stream: Object.assign(stream, { isTTY }), text: () => Buffer.concat(chunks).toString() };
}
