/** The index of searches, which is behind what is written. */
import type { Stored } from "./store.js";

interface Change {
  /** When it reaches the index, in milliseconds since the epoch. */
  readonly at: number;
  readonly group: string;
  readonly id: string;
  /** Absent where it was deleted. */
  readonly object: Stored | undefined;
}

export class SearchIndex {
  readonly #groups: ReadonlyMap<string, Map<string, Stored>>;
  #changes: Change[] = [];

  /** @param groups what is searched, with what there is at first. */
  constructor(groups: readonly (readonly [string, ReadonlyMap<string, Stored>])[]) {
    this.#groups = new Map(groups.map(([group, objects]) => [group, new Map(objects)]));
  }

  note(change: Change, now: number): void {
    if (!this.#groups.has(change.group)) return;
    this.#update(now);
    this.#changes.push(change);
  }

  /** The objects of a group as searches find them. */
  objectsOf(group: string, now: number): Stored[] {
    this.#update(now);
    return [...(this.#groups.get(group)?.values() ?? [])];
  }

  /** Takes over the changes that are due. */
  #update(now: number): void {
    const due = this.#changes.filter(({ at }) => at <= now);
    if (due.length === 0) return;
    this.#changes = this.#changes.filter(({ at }) => at > now);
    for (const { group, id, object } of due) {
      const objects = this.#groups.get(group);
      if (object) objects?.set(id, object);
      else objects?.delete(id);
    }
  }
}
