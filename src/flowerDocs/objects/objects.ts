/** Groups of objects that are read and written by their ids. */
import type { ClientContext } from "../../core/context.js";
import { addSentence, invalidParam, markOutcomeUnknown, TesseraError } from "../../core/errors.js";
import { type CallOptions, isAbortReason } from "../../core/options.js";
import type { ResponsePromise } from "../../core/response.js";
import { composed, ResponseRecord } from "../../core/responsePromise.js";
import { checkFirst, preparing, sharedDeadline } from "../../core/steps.js";
import type { Dialects } from "../dialects.js";
import { saysExisting, saysMissing } from "../errors.js";
import { chunksOf } from "../ids.js";
import { eachChunk } from "./chunks.js";
import { deletion, isGone } from "./deletion.js";
import type { Verbs } from "./endpoints.js";
import { ReadableObjects } from "./readable.js";
import { hasAll } from "./sameObject.js";

/** Objects that are read and written by their ids. */
export abstract class Objects<
  T extends { id: string },
  N extends { id?: string | undefined },
> extends ReadableObjects<T> {
  #dialects: Dialects;

  /** @internal */
  constructor(context: ClientContext, dialects: Dialects) {
    super(context);
    this.#dialects = dialects;
  }

  /** @internal */
  protected get dialects(): Dialects {
    return this.#dialects;
  }

  /** @internal */
  protected abstract override get verbs(): Verbs<T, N>;

  /** @internal The most objects in one update. */
  protected get updatesAtOnce(): number {
    return 100;
  }

  /**
   * Creates an object.
   *
   * After a lost response it may have been created. Since 2026.0, Core takes an `id` only once: a call with one is
   * retried, and if the id is then taken, the object is read and compared with what was sent. Otherwise the call is not
   * retried, as that could create a second object.
   *
   * @param object the new object.
   * @throws A `FlowerDocsError` whose `kind` is `conflict` if the id is taken; with `outcomeUnknown` if an object was
   *   found that differs from what was sent, after a request that may have created it.
   * @example
   * ```ts
   * const folder = await client.folders.create({ id: "F4", name: "Contracts", data: { classId: "ContractFolder" } });
   * console.log(folder.id); // "F4"
   * ```
   */
  create(object: N, options?: CallOptions): ResponsePromise<T> {
    return composed((record) => this.creation(object, options, record));
  }

  /** @internal */
  protected async creation(object: N, options: CallOptions | undefined, record: ResponseRecord): Promise<T> {
    const { create } = this.verbs.endpoints;
    if (object?.id === undefined) return this.call(create, object, options, record);
    checkFirst(this.context, create, object, options);
    const nextOptions = sharedDeadline(this.context, options);
    const { keepsIds } = await this.dialects.find(nextOptions());
    if (!keepsIds) return this.call(create, object, nextOptions(), record);
    try {
      return await this.call(this.verbs.retried.create, object, nextOptions(), record);
    } catch (error) {
      if (!(error instanceof TesseraError) || !record.mayBeDone || isAbortReason(error, options)) throw error;
      return this.#settle(error, object.id, object, nextOptions(), record);
    }
  }

  /** Decides whether an object whose creation may have succeeded before it failed is the one that was to be created. */
  async #settle(error: TesseraError, id: string, object: N, options: CallOptions, record: ResponseRecord): Promise<T> {
    if (saysExisting(error)) {
      try {
        const reading = new ResponseRecord();
        const [read] = await this.call(this.verbs.endpoints.get, { id }, preparing(options), reading);
        if (hasAll(read, object)) {
          record.adopt(reading);
          return read as T;
        }
        addSentence(error, "The object that has this id does not have all that was sent.");
      } catch (failure) {
        if (isAbortReason(failure, options)) throw failure;
        addSentence(error, "The object that has this id could not be read.");
      }
    }
    markOutcomeUnknown(error);
    throw error;
  }

  /**
   * Creates several objects in one request. It is not retried after a lost response.
   *
   * @param objects the new objects, at least one.
   * @example
   * ```ts
   * const data = { classId: "ContractFolder" };
   * const folders = await client.folders.createMany([{ name: "2025", data }, { name: "2026", data }]);
   * console.log(folders.length); // 2
   * ```
   */
  createMany(objects: readonly N[], options?: CallOptions): ResponsePromise<T[]> {
    return this.call(this.verbs.many.create, { objects }, options);
  }

  /**
   * Replaces an object. Core clears whatever is left out, so send the whole of it. Where there is `edit`, it changes an
   * object without loss.
   *
   * @param object the whole object.
   * @example
   * ```ts
   * const folder = await client.folders.get("F1");
   * await client.folders.update({ ...folder, name: "Contracts of 2026" });
   * ```
   */
  update(object: N & { id: string }, options?: CallOptions): ResponsePromise<T> {
    return this.replacement(object, options);
  }

  /** @internal */
  protected replacement(object: N, options?: CallOptions, record?: ResponseRecord): ResponsePromise<T> {
    return this.call(this.verbs.endpoints.update, object, options, record);
  }

  /**
   * Replaces several objects. A list that is too long for one request is split, as by `getMany`.
   *
   * @param objects the whole objects, at least one.
   * @throws A `FlowerDocsChunkError` with the ids of the request that failed, if there are several.
   * @example
   * ```ts
   * const folders = await client.folders.getMany(["F1", "F3"]);
   * await client.folders.updateMany(folders.map((folder) => ({ ...folder, data: { ...folder.data, owner: "jna" } })));
   * ```
   */
  updateMany(objects: readonly (N & { id: string })[], options?: CallOptions): ResponsePromise<T[]> {
    return composed(async (record) => {
      const { update } = this.verbs.many;
      const idOf = (object: N & { id: string }) => object.id;
      checkFirst(this.context, update, { objects }, options);
      const chunks = chunksOf(objects, idOf).flatMap((chunk) => parts(chunk, this.updatesAtOnce));
      return eachChunk(this.context, chunks, idOf, options, (chunk, rest) =>
        this.call(update, { id: chunk.map(idOf), objects: chunk }, rest, record),
      );
    });
  }

  /**
   * Deletes an object. If a lost response makes a retry necessary and that no longer finds the object, it is deleted.
   *
   * @param id id of the object.
   * @example
   * ```ts
   * await client.folders.delete("F1");
   * ```
   */
  delete(id: string, options?: CallOptions): ResponsePromise<void> {
    return deletion(options, (record) => {
      if (Array.isArray(id)) invalidParam("id", "must be one id; `deleteMany` takes several");
      return this.call(this.verbs.endpoints.delete, { id }, options, record);
    });
  }

  /**
   * Deletes several objects. A list that is too long for one request is split, as by `getMany`.
   *
   * @param ids ids of the objects, at least one.
   * @throws A `FlowerDocsChunkError` with the ids of the request that failed, if there are several.
   * @example
   * ```ts
   * await client.folders.deleteMany(["F1", "F3"]);
   * ```
   */
  deleteMany(ids: readonly string[], options?: CallOptions): ResponsePromise<void> {
    return composed(async (record) => {
      if (typeof ids === "string") invalidParam("ids", "must be a list of ids; `delete` takes one");
      checkFirst(this.context, this.verbs.endpoints.delete, { id: ids }, options);
      const chunks = chunksOf(ids, (id) => id);
      await eachChunk(this.context, chunks, String, options, (chunk, rest) => this.#deleteChunk(chunk, rest, record));
    });
  }

  async #deleteChunk(ids: readonly string[], options: CallOptions, record: ResponseRecord): Promise<never[]> {
    try {
      await this.call(this.verbs.endpoints.delete, { id: ids }, options, record);
    } catch (error) {
      if (!isGone(error, record, options)) throw error;
      // Which of them the lost request deleted is not known.
      if (ids.length > 1) for (const id of ids) await this.#deleteIfThere(id, options, record);
    }
    return [];
  }

  async #deleteIfThere(id: string, options: CallOptions, record: ResponseRecord): Promise<void> {
    try {
      await this.call(this.verbs.endpoints.delete, { id }, options, record);
    } catch (error) {
      if (!saysMissing(error) || isAbortReason(error, options)) throw error;
    }
  }
}

function parts<I>(list: readonly I[], size: number): I[][] {
  const starts = Array.from({ length: Math.ceil(list.length / size) }, (_, index) => index * size);
  return starts.map((start) => list.slice(start, start + size));
}
