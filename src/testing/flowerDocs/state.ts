/** What the emulated Core holds, and what its parts share. */
import { initialObjects } from "./samples.js";
import { SearchIndex } from "./searchIndex.js";
import type { Stored } from "./store.js";

export const COMPONENTS: readonly string[] = ["documents", "tasks", "folders", "virtualFolders"];

/** What a test may change at any time. */
export interface Settings {
  readonly serverVersion: string;
  readonly indexLagMs: number;
  readonly exportMs: number;
}

export class State {
  readonly settings: Settings;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  readonly index: SearchIndex;
  readonly #groups: Map<string, Map<string, Stored>>;

  constructor(settings: Settings, now: () => number) {
    this.settings = settings;
    this.now = now;
    const groups = Object.entries(initialObjects());
    this.#groups = new Map(groups.map(([group, list]) => [group, new Map(list.map((each) => [each.id, each]))]));
    this.index = new SearchIndex(COMPONENTS.map((group) => [group, this.of(group)]));
  }

  /** The objects of a group, such as `folders`, by their ids. */
  of(group: string): ReadonlyMap<string, Stored> {
    return this.#in(group);
  }

  /** Stores an object, with an id of its own if it has none. */
  put(group: string, object: Partial<Stored>): Stored {
    const stored = { ...object, id: object.id ?? crypto.randomUUID() };
    this.#in(group).set(stored.id, stored);
    this.#note(group, stored.id, stored);
    return stored;
  }

  /** @returns whether it was there. */
  remove(group: string, id: string): boolean {
    this.#note(group, id, undefined);
    return this.#in(group).delete(id);
  }

  #in(group: string): Map<string, Stored> {
    const objects = this.#groups.get(group) ?? new Map<string, Stored>();
    this.#groups.set(group, objects);
    return objects;
  }

  #note(group: string, id: string, object: Stored | undefined): void {
    const now = this.now();
    this.index.note({ at: now + this.settings.indexLagMs, group, id, object }, now);
  }
}
