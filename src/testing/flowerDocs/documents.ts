/** Documents with their files and versions: what a change of one means for the others. */
import { Contents } from "./contents.js";
import type { State } from "./state.js";
import type { Stored } from "./store.js";

interface FileReference {
  readonly id: string;
}

/** The files that an object refers to. */
export function filesOf({ files }: Partial<Stored>): FileReference[] {
  return Array.isArray(files) ? (files as FileReference[]) : [];
}

const fileIdsOf = (document: Partial<Stored>) => filesOf(document).map(({ id }) => id);

export class Documents {
  readonly contents = new Contents();
  readonly #state: State;
  /** All but the current ones. `versionSeriesId` is the id of their document. */
  #versions: Stored[] = [];

  constructor(state: State) {
    this.#state = state;
  }

  /** A document by its id, or a version of one by that of the version. */
  find(id: string): Stored | undefined {
    return this.#state.of("documents").get(id) ?? this.#versions.find((each) => each.id === id);
  }

  isFormerVersion(id: string): boolean {
    return this.#versions.some((each) => each.id === id);
  }

  /** The versions of a document, the current one last. */
  seriesOf(id: string): Stored[] {
    const current = this.#state.of("documents").get(id);
    return current ? [...this.#versions.filter(({ versionSeriesId }) => versionSeriesId === id), current] : [];
  }

  /** Whether all files of new objects are there: of the document already, or temporary and of no other object. */
  hasFilesFor(objects: readonly Partial<Stored>[]): boolean {
    const given = objects.flatMap((object) => {
      const own = new Set(object.id === undefined ? [] : this.seriesOf(object.id).flatMap(fileIdsOf));
      return fileIdsOf(object).filter((id) => !own.has(id));
    });
    return new Set(given).size === given.length && given.every((id) => this.contents.temporary(id) !== undefined);
  }

  /** Stores a document in place of what it was. Temporary files become its own. */
  put(object: Partial<Stored>): Stored {
    const { id = crypto.randomUUID() } = object;
    const before = this.#state.of("documents").get(id);
    this.contents.takeOver(fileIdsOf(object));
    const stored = this.#state.put("documents", { ...object, id, currentVersion: true, versionSeriesId: id });
    if (before) this.#purge(stored, fileIdsOf(before));
    return stored;
  }

  delete(id: string): void {
    this.contents.delete(this.seriesOf(id).flatMap(fileIdsOf));
    this.#versions = this.#versions.filter(({ versionSeriesId }) => versionSeriesId !== id);
    this.#state.remove("documents", id);
  }

  /** Keeps what a document is as a version of it. */
  addVersion(document: Stored, versionLabel: string): Stored {
    const own = { id: crypto.randomUUID(), versionLabel, currentVersion: false, versionSeriesId: document.id };
    const version = { ...document, ...own };
    this.#versions.push(version);
    return version;
  }

  /** Makes a document what it was in a version. */
  revert(document: Stored, version: Stored): Stored {
    return this.put({ ...version, id: document.id });
  }

  /** Deletes versions, but never the current one. */
  deleteVersions(document: Stored, isDeleted: (version: Stored) => boolean): void {
    const deleted = this.#versions.filter((each) => each.versionSeriesId === document.id && isDeleted(each));
    this.#versions = this.#versions.filter((each) => !deleted.includes(each));
    const kept = new Set(this.seriesOf(document.id).flatMap(fileIdsOf));
    this.contents.delete(deleted.flatMap(fileIdsOf).filter((id) => !kept.has(id)));
  }

  /** Files that were replaced are deleted for good, even those of versions unless the class says otherwise. */
  #purge(document: Stored, before: readonly string[]): void {
    const { classId } = (document.data ?? {}) as { classId?: string };
    const mode = this.#state.of("documentClasses").get(classId ?? "")?.versioningMode ?? "NONE";
    const kept = mode === "NONE" ? [document] : this.seriesOf(document.id);
    const keptIds = new Set(kept.flatMap(fileIdsOf));
    this.contents.delete(before.filter((id) => !keptIds.has(id)));
  }
}
