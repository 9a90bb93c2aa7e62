/** `folders`: folders, which hold other components. */
import type { CallOptions } from "../../core/options.js";
import type { ResponsePromise } from "../../core/response.js";
import { bounded, inputListOf, objectOf } from "../../core/schema.js";
import { endpoint } from "../endpoint.js";
import { pathId } from "../ids.js";
import { deletion } from "../objects/deletion.js";
import { referenceParams } from "../params.js";
import { ACKNOWLEDGED } from "../responses.js";
import {
  type FlowerDocsFolder,
  type FlowerDocsFolderInput,
  type FlowerDocsReferenceInput,
  folderInputSchema,
  folderSchema,
} from "../schemas/component.js";
import { searchable } from "../search/verbs.js";
import { Components } from "./components.js";

/** A folder and components. */
export interface FlowerDocsChildrenParams {
  /** Id of the folder. */
  id: string;
  /** The components. */
  children: readonly FlowerDocsReferenceInput[];
}

const references = inputListOf(referenceParams);
const someChildren = objectOf<FlowerDocsChildrenParams>()(
  () => ({
    id: pathId,
    children: bounded(references, { least: 1, message: "must have at least one component" }),
  }),
  { id: true, children: true },
);
const allChildren = objectOf<FlowerDocsChildrenParams>()(() => ({ id: pathId, children: references }), {
  id: true,
  children: true,
});

const verbs = searchable<FlowerDocsFolder, FlowerDocsFolderInput>("folders", "folders", {
  response: folderSchema,
  input: folderInputSchema,
  category: "FOLDER",
});

export const foldersEndpoints = {
  ...verbs.endpoints,
  addChildren: endpoint("folders.addChildren", {
    http: "PUT /folders/{id}/children",
    body: "children",
    idempotency: "safe",
    effect: "write",
    params: someChildren,
    ...ACKNOWLEDGED,
  }),
  setChildren: endpoint("folders.setChildren", {
    http: "POST /folders/{id}/children",
    body: "children",
    idempotency: "safe",
    effect: "write",
    params: allChildren,
    ...ACKNOWLEDGED,
  }),
  removeChildren: endpoint("folders.removeChildren", {
    http: "DELETE /folders/{id}/children",
    body: "children",
    idempotency: "safe",
    effect: "destroy",
    params: someChildren,
    ...ACKNOWLEDGED,
  }),
};

/**
 * Folders, which hold other components.
 *
 * @throws An {@link InvalidParamsError} before anything is sent, if a parameter is missing, unknown or invalid.
 * @throws A {@link FlowerDocsError} if FlowerDocs responds with an error.
 * @see https://doc.uxopian.com/docs/flowerdocs/apis/core/examples/folder
 */
export class FlowerDocsFolders extends Components<FlowerDocsFolder, FlowerDocsFolderInput> {
  /** @internal */
  protected override get verbs() {
    return verbs;
  }

  /** @internal */
  protected override get category() {
    return "FOLDER" as const;
  }

  /**
   * Puts components into a folder, beside those that are in it.
   *
   * @example
   * ```ts
   * await client.folders.addChildren({ id: "F1", children: [{ category: "FOLDER", id: "F3" }] });
   * ```
   */
  addChildren(params: FlowerDocsChildrenParams, options?: CallOptions): ResponsePromise<void> {
    return this.call(foldersEndpoints.addChildren, params, options);
  }

  /**
   * Replaces the content of a folder.
   *
   * @example
   * ```ts
   * await client.folders.setChildren({ id: "F1", children: [] });
   * ```
   */
  setChildren(params: FlowerDocsChildrenParams, options?: CallOptions): ResponsePromise<void> {
    return this.call(foldersEndpoints.setChildren, params, options);
  }

  /**
   * Takes components out of a folder. They are not deleted. Some proxies drop the body of a `DELETE`, which names them.
   *
   * @example
   * ```ts
   * await client.folders.removeChildren({ id: "F1", children: [{ category: "FOLDER", id: "F3" }] });
   * ```
   */
  removeChildren(params: FlowerDocsChildrenParams, options?: CallOptions): ResponsePromise<void> {
    return deletion(
      options,
      (record) => this.call(foldersEndpoints.removeChildren, params, options, record),
      params?.children,
    );
  }
}
