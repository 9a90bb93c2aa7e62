/** How late timers of a process are, which others on the same machine may stop. */

const EVERY_MS = 10;

export class Lag {
  #worstMs = 0;
  #dueAt = performance.now() + EVERY_MS;
  readonly #timer = setInterval(() => {
    const now = performance.now();
    this.#worstMs = Math.max(this.#worstMs, now - this.#dueAt);
    this.#dueAt = now + EVERY_MS;
  }, EVERY_MS);

  /** @returns the worst, in milliseconds. */
  stop(): number {
    clearInterval(this.#timer);
    return this.#worstMs;
  }
}
