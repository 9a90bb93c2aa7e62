/** Adobe's throttle: a bucket for each IP address of a device. */
import { RecentMap } from "../recentMap.js";

/** The bucket that explains Adobe's worked example. */
const BURST = 11;
const PER_MS = 1 / 1_000;

interface Bucket {
  level: number;
  filledAt: number;
}

export class Throttle {
  #buckets = new RecentMap<Bucket>();

  /** Takes a place for a request; false if there is none. */
  admits(address: string, now: number): boolean {
    const bucket = this.#buckets.get(address) ?? { level: BURST, filledAt: now };
    const level = Math.min(BURST, bucket.level + Math.max(0, now - bucket.filledAt) * PER_MS);
    // Rounding must not refuse a request that is just on time.
    const isAdmitted = level >= 1 - 1e-6;
    this.#buckets.set(address, { level: isAdmitted ? level - 1 : level, filledAt: now });
    return isAdmitted;
  }
}
