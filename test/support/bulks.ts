/** What the tests of bulks in BullMQ share. */
import type { CallOptions } from "tessera-sdk";
import { type BulkRun, type BulkStatus, bulkRun } from "tessera-sdk/bullmq";
import { onTestFinished } from "vitest";
import { send } from "./bulk.js";
import { SECRET } from "./bulkRows.js";
import type { RedisServer } from "./redis.js";

let bulks = 0;

/** The options of a bulk of the test's own. */
export function address(server: RedisServer) {
  bulks++;
  return { connection: server.client, name: `bulk-${bulks}`, secret: SECRET };
}

/** A bulk as another process sees it. */
export function observed(options: Parameters<typeof bulkRun>[0]): BulkRun {
  const run = bulkRun(options);
  onTestFinished(() => run.close());
  return run;
}

/** A call that must not be sent twice, which counts how often each row was sent. */
export function counted(sent: Map<number, number>, work: (n: number) => Promise<unknown> | unknown = (n) => ({ n })) {
  return async ({ n }: { n: number }, options: CallOptions): Promise<unknown> => {
    await send(options, "none");
    sent.set(n, (sent.get(n) ?? 0) + 1);
    return work(n);
  };
}

/** Waits until a status is as it should be. */
export async function until(run: BulkRun, isSo: (status: BulkStatus) => boolean): Promise<BulkStatus> {
  for (;;) {
    const status = await run.status();
    if (status && isSo(status)) return status;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
