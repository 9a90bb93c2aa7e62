/** `annotations`: annotations on the pages of documents. */
import type { ClientContext } from "../../core/context.js";
import { InvalidParamsError } from "../../core/errors.js";
import type { CallOptions } from "../../core/options.js";
import { Resource } from "../../core/resource.js";
import type { ResponsePromise } from "../../core/response.js";
import { composed } from "../../core/responsePromise.js";
import { bounded, inputListOf, inputOf, listOf, objectOf, refined } from "../../core/schema.js";
import { checkFirst, sharedDeadline } from "../../core/steps.js";
import type { Dialects } from "../dialects.js";
import { endpoint } from "../endpoint.js";
import { pathId, requestIds } from "../ids.js";
import { deletion } from "../objects/deletion.js";
import { readObjects } from "../objects/endpoints.js";
import { type FlowerDocsIdParams, idParams } from "../params.js";
import { ACKNOWLEDGED } from "../responses.js";
import { annotationSchema, type FlowerDocsAnnotation, type FlowerDocsAnnotationInput } from "../schemas/annotation.js";

/** New annotations of a document. */
export interface CreateFlowerDocsAnnotationsParams {
  /** Id of the document. */
  id: string;
  /** The annotations, at least one. */
  annotations: readonly FlowerDocsAnnotationInput[];
}

/** Names annotations of a document. */
export interface FlowerDocsAnnotationsParams {
  /** Id of the document. */
  id: string;
  /** Ids of the annotations, at least one. */
  annotationIds: readonly string[];
}

/** Annotations with their new content. */
export interface UpdateFlowerDocsAnnotationsParams
  extends FlowerDocsAnnotationsParams,
    CreateFlowerDocsAnnotationsParams {}

const annotations = bounded(inputListOf(inputOf(annotationSchema)), {
  least: 1,
  message: "must have at least one annotation",
});
const annotationIds = refined(
  requestIds,
  (ids) => !ids.includes("allAnnotations"),
  "must not have `allAnnotations`, which is the path of another method",
);

const createParams = objectOf<CreateFlowerDocsAnnotationsParams>()(() => ({ id: pathId, annotations }), {
  id: true,
  annotations: true,
});
const updateParams = objectOf<UpdateFlowerDocsAnnotationsParams>()(() => ({ id: pathId, annotationIds, annotations }), {
  id: true,
  annotationIds: true,
  annotations: true,
});
const deleteParams = objectOf<FlowerDocsAnnotationsParams>()(() => ({ id: pathId, annotationIds }), {
  id: true,
  annotationIds: true,
});

export const annotationsEndpoints = {
  list: endpoint("annotations.list", {
    http: "GET /documents/{id}/annotations",
    // Servers before 2026.0 send XFDF to who accepts more than that.
    accept: "application/json",
    idempotency: "safe",
    effect: "read",
    params: idParams,
    reads: "text",
    fromWire: readObjects,
    response: listOf(annotationSchema),
  }),
  create: endpoint("annotations.create", {
    http: "POST /documents/{id}/annotations",
    body: "annotations",
    idempotency: "none",
    effect: "write",
    params: createParams,
    ...ACKNOWLEDGED,
  }),
  update: endpoint("annotations.update", {
    http: "POST /documents/{id}/annotations/{annotationIds}",
    body: "annotations",
    idempotency: "safe",
    effect: "write",
    params: updateParams,
    ...ACKNOWLEDGED,
  }),
  delete: endpoint("annotations.delete", {
    http: "DELETE /documents/{id}/annotations/{annotationIds}",
    idempotency: "safe",
    effect: "destroy",
    params: deleteParams,
    ...ACKNOWLEDGED,
  }),
  deleteAll: endpoint("annotations.deleteAll", {
    http: "DELETE /documents/{id}/annotations/allAnnotations",
    idempotency: "safe",
    effect: "destroy",
    params: idParams,
    ...ACKNOWLEDGED,
  }),
};

/**
 * Annotations on the pages of documents, since 2025.2: servers before that have them only as XFDF, which the SDK neither
 * reads nor writes.
 *
 * @throws An {@link InvalidParamsError} before anything is sent, if a parameter is missing, unknown or invalid, or if
 *   the server is older.
 * @throws A {@link FlowerDocsError} if FlowerDocs responds with an error.
 * @see https://doc.uxopian.com/docs/flowerdocs/apis/core/examples/annotation
 */
export class FlowerDocsAnnotations extends Resource {
  #context: ClientContext;
  #dialects: Dialects;

  /** @internal */
  constructor(context: ClientContext, dialects: Dialects) {
    super(context);
    this.#context = context;
    this.#dialects = dialects;
  }

  /**
   * Gets the annotations of a document.
   *
   * @example
   * ```ts
   * const annotations = await client.annotations.list({ id: "D1" });
   * console.log(annotations.map(({ title }) => title));
   * ```
   */
  list(params: FlowerDocsIdParams, options?: CallOptions): ResponsePromise<FlowerDocsAnnotation[]> {
    return composed(async (record) => {
      checkFirst(this.#context, annotationsEndpoints.list, params, options);
      return this.call(annotationsEndpoints.list, params, await this.#optionsOfJson(options), record);
    });
  }

  /**
   * Adds annotations to a document. It is not retried after a lost response.
   *
   * @example
   * ```ts
   * const type = "com.arondor.viewer.annotation.api.CircleElemType";
   * const annotation = { type, title: "Check", page: 0, rect: { x: 10, y: 10, w: 50, h: 50 } };
   * await client.annotations.create({ id: "D1", annotations: [annotation] });
   * ```
   */
  create(params: CreateFlowerDocsAnnotationsParams, options?: CallOptions): ResponsePromise<void> {
    return composed(async (record) => {
      checkFirst(this.#context, annotationsEndpoints.create, params, options);
      return this.call(annotationsEndpoints.create, params, await this.#optionsOfJson(options), record);
    });
  }

  /**
   * Replaces annotations of a document.
   *
   * @example
   * ```ts
   * const [annotation = {}] = await client.annotations.list({ id: "D1" });
   * const annotationIds = [annotation.name?.id ?? ""];
   * await client.annotations.update({ id: "D1", annotationIds, annotations: [{ ...annotation, title: "Checked" }] });
   * ```
   */
  update(params: UpdateFlowerDocsAnnotationsParams, options?: CallOptions): ResponsePromise<void> {
    return composed(async (record) => {
      checkFirst(this.#context, annotationsEndpoints.update, params, options);
      return this.call(annotationsEndpoints.update, params, await this.#optionsOfJson(options), record);
    });
  }

  /**
   * Deletes annotations of a document.
   *
   * @example
   * ```ts
   * await client.annotations.delete({ id: "D1", annotationIds: ["A1"] });
   * ```
   */
  delete(params: FlowerDocsAnnotationsParams, options?: CallOptions): ResponsePromise<void> {
    return deletion(
      options,
      (record) => this.call(annotationsEndpoints.delete, params, options, record),
      params?.annotationIds,
    );
  }

  /**
   * Deletes all annotations of a document.
   *
   * @example
   * ```ts
   * await client.annotations.deleteAll({ id: "D1" });
   * ```
   */
  deleteAll(params: FlowerDocsIdParams, options?: CallOptions): ResponsePromise<void> {
    return deletion(options, (record) => this.call(annotationsEndpoints.deleteAll, params, options, record));
  }

  /** @returns the options of the next call, to a server that has annotations as JSON. */
  async #optionsOfJson(options: CallOptions | undefined): Promise<CallOptions> {
    const nextOptions = sharedDeadline(this.#context, options);
    const { jsonAnnotations } = await this.#dialects.find(nextOptions());
    if (!jsonAnnotations) {
      const message = "is before 2025.2: such a server has annotations only as XFDF, which the SDK does not support";
      throw new InvalidParamsError([{ path: "serverVersion", message }], {}, "options");
    }
    return nextOptions();
  }
}
