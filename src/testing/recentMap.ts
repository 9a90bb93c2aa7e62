/** What an emulator issues and has to remember. It must not grow without end: an emulator may run for days. */

/** At this number, entries that are over are removed, but for the newest half of it. */
const MAX_LISTED = 1_000;

/** At this number, the oldest entries are removed, those that are still valid included. */
const MAX_KEPT = 10_000;

/** A map of bounded size, in the order in which the entries were added. */
export class RecentMap<V> extends Map<string, V> {
  readonly #isOver: (value: V) => boolean;

  /** @param isOver whether an entry is of no further use, such as a token that has expired. */
  constructor(isOver: (value: V) => boolean = () => false) {
    super();
    this.#isOver = isOver;
  }

  override set(key: string, value: V): this {
    super.set(key, value);
    // Not on each call: the walk over all entries takes time.
    if (this.size % MAX_LISTED === 0) this.#removeOld();
    return this;
  }

  #removeOld(): void {
    const entries = [...this];
    for (const [key, value] of entries.slice(0, -MAX_LISTED / 2)) if (this.#isOver(value)) this.delete(key);
    if (this.size < MAX_KEPT) return;
    for (const [key] of entries.slice(0, MAX_LISTED)) this.delete(key);
  }
}
