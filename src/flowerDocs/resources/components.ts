/** What documents, tasks, folders and virtual folders have in common: a change can be protected by a reservation. */
import type { ClientContext } from "../../core/context.js";
import { invalidParam } from "../../core/errors.js";
import type { CallOptions } from "../../core/options.js";
import type { ResponsePromise } from "../../core/response.js";
import { composed } from "../../core/responsePromise.js";
import { sharedDeadline } from "../../core/steps.js";
import { without } from "../../core/values.js";
import type { Dialects } from "../dialects.js";
import type { FlowerDocsChange } from "../objects/editable.js";
import type { FlowerDocsCategory } from "../schemas/component.js";
import { SearchableObjects } from "../search/searchable.js";
import type { FlowerDocsReservations } from "./reservations.js";
import { whileReserved } from "./reserved.js";

/** Options of `edit` of a component. */
export interface FlowerDocsEditOptions extends CallOptions {
  /** Whether the component is reserved while it is changed, so that nobody else changes it. @default false */
  reserve?: boolean | undefined;
}

/** Documents, tasks, folders or virtual folders. */
export abstract class Components<
  T extends { id: string },
  N extends { id?: string | undefined },
> extends SearchableObjects<T, N> {
  #reservations: FlowerDocsReservations;

  /** @internal */
  constructor(context: ClientContext, dialects: Dialects, reservations: FlowerDocsReservations) {
    super(context, dialects);
    this.#reservations = reservations;
  }

  /** @internal */
  protected abstract get category(): FlowerDocsCategory;

  /**
   * Reads a component, lets `change` change it, and writes the whole of it back: with its files, its ACL and the fields
   * that the SDK does not know. Changes that others make in between are lost, unless it is reserved.
   *
   * With `reserve`, the component is released at the end, also if the change failed. If it was written and cannot be
   * released, the error of the release is thrown. If a response to the reservation is lost, the reservation is read, and
   * released if its holder is the user of `login()`. An error says if the component may still be reserved. Releases take
   * at most 10 seconds, whatever the deadline and the signal.
   *
   * `extraQuery` is for the request that writes.
   *
   * @param id id of the component.
   * @param change changes the component that it is given, or returns another with the same id. What it throws ends the
   *   call.
   * @example
   * ```ts
   * const folder = await client.folders.edit(
   *   "F1",
   *   (folder) => {
   *     folder.name = "Contracts of 2026";
   *   },
   *   { reserve: true },
   * );
   * console.log(folder.name); // "Contracts of 2026"
   * ```
   */
  override edit(id: string, change: FlowerDocsChange<T>, options?: FlowerDocsEditOptions): ResponsePromise<T> {
    return composed(async (record) => {
      const { reserve = false } = options ?? {};
      if (typeof reserve !== "boolean") invalidParam("reserve", "must be true or false");
      const callOptions = options && without<CallOptions>(options, ["reserve"]);
      if (!reserve) return this.readAndWrite(id, change, callOptions, record);
      this.checkEdit(id, change, callOptions);
      const nextOptions = sharedDeadline(this.context, callOptions);
      const component = { category: this.category, id };
      return whileReserved(this.#reservations, component, nextOptions(), () =>
        this.readAndWrite(id, change, nextOptions(), record),
      );
    });
  }
}
