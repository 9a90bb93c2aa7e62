/** Clocks that do not make tests wait. */
import { ManualClock } from "tessera-sdk/testing";

/**
 * Every sleep passes at once and is recorded. With `...NO_TIMERS` among a client's options, what is recorded are
 * the waits between attempts and nothing else.
 */
export class SkippingClock extends ManualClock {
  readonly waits: number[] = [];

  override sleep(ms: number, wake: () => void): () => void {
    this.waits.push(ms);
    const cancel = super.sleep(ms, wake);
    void this.advance(ms);
    return cancel;
  }
}

export const NO_TIMERS = { timeoutMs: Number.POSITIVE_INFINITY, deadlineMs: Number.POSITIVE_INFINITY };

/** Waits between attempts pass at once, and limits in time do not. */
export class ShortWaits extends SkippingClock {
  override sleep(ms: number, wake: () => void): () => void {
    return ms < 5_000 ? super.sleep(ms, wake) : ManualClock.prototype.sleep.call(this, ms, wake);
  }
}
