/** Groups of objects of which one can be changed and written back. */
import { invalidParam } from "../../core/errors.js";
import { checkJson } from "../../core/json.js";
import type { CallOptions } from "../../core/options.js";
import type { ResponsePromise } from "../../core/response.js";
import { composed, ResponseRecord } from "../../core/responsePromise.js";
import { checkFirst, encodeFirst, preparing, sharedDeadline } from "../../core/steps.js";
import { isPlainObject } from "../../core/values.js";
import { Objects } from "./objects.js";
import { missing } from "./readable.js";

/** Changes an object, or returns the one to be written in its place. */
export type FlowerDocsChange<T> = (object: T) => T | void | PromiseLike<T> | PromiseLike<void>;

/** Objects whose responses are complete, so that one can be changed and written back. */
export abstract class EditableObjects<T extends { id: string }, N extends { id?: string | undefined }> extends Objects<
  T,
  N
> {
  /**
   * Reads an object, lets `change` change it, and writes the whole of it back, with the fields that the SDK does not
   * know. Changes that others make in between are lost.
   *
   * `extraQuery` is for the request that writes.
   *
   * @param id id of the object.
   * @param change changes the object that it is given, or returns another with the same id. What it throws ends the call.
   * @throws An `InvalidResponseError`, and nothing is written, if the object has an integer of more digits than
   *   JavaScript can hold.
   * @example
   * ```ts
   * await client.folders.edit("F1", (folder) => {
   *   folder.name = "Contracts of 2026";
   * });
   * ```
   */
  edit(id: string, change: FlowerDocsChange<T>, options?: CallOptions): ResponsePromise<T> {
    return composed((record) => this.readAndWrite(id, change, options, record));
  }

  /** @internal */
  protected async readAndWrite(
    id: string,
    change: FlowerDocsChange<T>,
    options: CallOptions | undefined,
    record: ResponseRecord,
  ): Promise<T> {
    const { get, update } = this.verbs.raw;
    this.checkEdit(id, change, options);
    const nextOptions = sharedDeadline(this.context, options);
    const reading = new ResponseRecord();
    const [read] = await this.call(get, { id }, preparing(nextOptions()), reading);
    if (!isPlainObject(read)) throw missing(get.id, reading);
    const object: unknown = (await change(read as unknown as T)) ?? read;
    if (!isPlainObject(object) || object.id !== id)
      invalidParam("change", "must return an object with the same id, or nothing");
    checkJson(object, "change", { endpoint: update.id });
    return this.call(update, { id, object }, nextOptions(), record);
  }

  /** @internal Throws what is wrong with a change of which nothing is sent yet. */
  protected checkEdit(id: string, change: FlowerDocsChange<T>, options: CallOptions | undefined): void {
    const { get, update } = this.verbs.raw;
    checkFirst(this.context, get, { id }, options);
    if (Array.isArray(id)) invalidParam("id", "must be one id");
    if (typeof change !== "function") invalidParam("change", "must be a function");
    encodeFirst(this.context, update, { id, object: {} }, options);
  }
}
