/** A worker of BullMQ that waits before it tries again what Redis has refused. */
import { Worker } from "bullmq";
import { pause } from "../core/pause.js";

/** How long a worker waits for a Redis that is away, or refuses its commands, before it tries again. */
const RETRY_MS = 1_000;

type Parameters<Data> = ConstructorParameters<typeof Worker<Data>>;

/**
 * BullMQ waits for a connection alone. What Redis refuses, as all that it has no memory for, it would ask thousands of
 * times a second.
 *
 * @param left ends the wait.
 */
export function patientWorker<Data>(
  left: AbortSignal,
  ...[name, run, options]: [Parameters<Data>[0], Parameters<Data>[1], NonNullable<Parameters<Data>[2]>]
): Worker<Data> {
  class PatientWorker extends Worker<Data> {
    protected override async moveToActive(...args: [token: string, name?: string]) {
      try {
        return await super.moveToActive(...args);
      } catch (error) {
        await pause(RETRY_MS, left);
        throw error;
      }
    }
  }
  return new PatientWorker(name, run, { ...options, runRetryDelay: RETRY_MS });
}
