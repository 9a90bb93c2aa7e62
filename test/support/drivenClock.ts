/** A clock that stands still, remembers what was waited for, and can be driven to a result. */
import { ManualClock } from "tessera-sdk/testing";

export class DrivenClock extends ManualClock {
  #asked: number[] = [];

  #timers = new Set<object>();

  override sleep(ms: number, wake: () => void): () => void {
    const timer = {};
    this.#asked.push(ms);
    this.#timers.add(timer);
    const cancel = super.sleep(ms, () => {
      this.#timers.delete(timer);
      wake();
    });
    return () => {
      this.#timers.delete(timer);
      cancel();
    };
  }

  /** How many timers are set. */
  get pending(): number {
    return this.#timers.size;
  }

  /** The waits between attempts: every timeout of these tests is longer. */
  get waits(): number[] {
    return this.#asked.filter((ms) => ms < 5_000);
  }

  /** Moves the time on until `work` has settled. */
  async drive<T>(work: Promise<T>): Promise<T> {
    let settled = false;
    const done = () => {
      settled = true;
    };
    work.then(done, done);
    while (!settled) await this.advance(100);
    return work;
  }
}
