/** A map with an entry for each of many keys, such as devices, which must not grow with those that are idle. */

/** So many entries are kept without looking whether they are idle. */
const FEW = 1_000;

export class SweptMap<K, V> extends Map<K, V> {
  readonly #isIdle: (value: V) => boolean;
  #sweptAbove = FEW;

  /** @param isIdle whether nothing is lost without an entry. */
  constructor(isIdle: (value: V) => boolean) {
    super();
    this.#isIdle = isIdle;
  }

  /** Removes idle entries only once the map has doubled: a look at 100,000 of them each time would take minutes. */
  override set(key: K, value: V): this {
    if (this.size >= this.#sweptAbove) {
      for (const [known, each] of this) if (this.#isIdle(each)) this.delete(known);
      this.#sweptAbove = Math.max(FEW, 2 * this.size);
    }
    return super.set(key, value);
  }
}
