/** The results of a bulk in Redis on their way to a file, while an error has paused it. */
import { Writable } from "node:stream";
import type { BulkRun } from "tessera-sdk/bullmq";
import { expect, test } from "vitest";
import { drain } from "../../src/cli/bulk/drain.js";
import { Interruption } from "../../src/cli/interruption.js";
import type { StopSignal } from "../../src/cli/io.js";
import { createSession } from "../../src/cli/session.js";
import { rejection } from "../support/promises.js";

const REASON = { code: "UNAUTHENTICATED", kind: "unauthenticated", message: "The token is refused." };

/** A bulk that is paused, one of whose results is not in the file. */
function pausedRun(drainTo: () => Promise<void>): BulkRun {
  const status = { state: "paused", reason: REASON, done: 1, failed: 0, unknown: 0, rows: 2, rowsPerSecond: 0 };
  return {
    name: "b",
    status: async () => ({ ...status, undrained: 1 }),
    drainTo,
    close: async () => undefined,
  } as unknown as BulkRun;
}

function started(drainTo: () => Promise<void>) {
  const listeners = new Set<(signal: StopSignal) => void>();
  const onStop = (listener: (signal: StopSignal) => void) => {
    listeners.add(listener);
    return () => void listeners.delete(listener);
  };
  const stderr = new Writable({ write: (_chunk, _encoding, done) => done() });
  const session = createSession([], { stderr, env: {}, onStop } as never, async () => undefined);
  const interruption = new Interruption(session, false);
  const run = pausedRun(drainTo);
  const flags = { progress: "none" } as const;
  const ended = rejection(drain({ run, out: "results.ndjson", interruption, flags, session }));
  const send = (signal: StopSignal) => {
    for (const listener of listeners) listener(signal);
  };
  return { ended, send };
}

test("a file that cannot be written any more ends the run", async () => {
  const full = Object.assign(new Error("no space left"), { code: "ENOSPC", syscall: "write" });
  const { ended } = started(() => Promise.reject(full));
  expect(await ended).toMatchObject({ message: "--out: results.ndjson cannot be written (ENOSPC)" });
});

test("a signal ends the run, though results are left that are not in the file", async () => {
  let end = () => {};
  const { ended, send } = started(() => new Promise<void>((resolve) => (end = resolve)));
  setImmediate(() => {
    send("SIGTERM");
    // What is being written when the run is closed comes to its end.
    setImmediate(() => end());
  });
  expect(await ended).toMatchObject({ name: "Interrupted", signal: "SIGTERM" });
});
