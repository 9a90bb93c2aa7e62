/** `versions`: the versions of documents. */
import { isErrorBody } from "../../core/errorBody.js";
import type { CallOptions } from "../../core/options.js";
import { Resource } from "../../core/resource.js";
import type { ResponsePromise } from "../../core/response.js";
import { listOf, objectOf } from "../../core/schema.js";
import { isPlainObject, parseJson } from "../../core/values.js";
import { endpoint } from "../endpoint.js";
import { pathId } from "../ids.js";
import { deletion } from "../objects/deletion.js";
import { readObject } from "../objects/endpoints.js";
import { type FlowerDocsIdParams, idParams } from "../params.js";
import { RAW_TEXT, rawText, wellFormedText } from "../rawText.js";
import { ACKNOWLEDGED } from "../responses.js";
import { documentSchema, type FlowerDocsDocument } from "../schemas/component.js";

/** Names a version of a document. */
export interface FlowerDocsVersionParams {
  /** Id of the document. */
  id: string;
  /** Id of the version. */
  versionId: string;
}

/** A new version of a document. */
export interface CreateFlowerDocsVersionParams {
  /** Id of the document. */
  id: string;
  /** Label of the version. */
  label: string;
}

const versionParams = objectOf<FlowerDocsVersionParams>()(() => ({ id: pathId, versionId: pathId }), {
  id: true,
  versionId: true,
});

const createVersionParams = objectOf<CreateFlowerDocsVersionParams>()(() => ({ id: pathId, label: wellFormedText }), {
  id: true,
  label: true,
});

/** Each version was seen inside an object with the one field `Document`. */
function readSeries(raw: unknown): unknown {
  const body = parseJson(String(raw))?.value;
  // Core leaves out empty lists.
  const versions = isPlainObject(body) && !isErrorBody(body) ? (body.versions ?? []) : body;
  return Array.isArray(versions) ? versions.map((each) => (isPlainObject(each) && each.Document) || each) : raw;
}

const DOCUMENT = { reads: "text", response: documentSchema, fromWire: readObject } as const;

export const versionsEndpoints = {
  list: endpoint("versions.list", {
    http: "GET /documents/{id}/versions",
    idempotency: "safe",
    effect: "read",
    params: idParams,
    reads: "text",
    fromWire: readSeries,
    response: listOf(documentSchema),
  }),
  get: endpoint("versions.get", {
    http: "GET /documents/{id}/versions/{versionId}",
    idempotency: "safe",
    effect: "read",
    params: versionParams,
    ...DOCUMENT,
  }),
  create: endpoint("versions.create", {
    http: "POST /documents/{id}/versions",
    idempotency: "none",
    effect: "write",
    params: createVersionParams,
    toWire: ({ id, label }: CreateFlowerDocsVersionParams) => ({ id, ...rawText(label) }),
    ...RAW_TEXT,
    ...DOCUMENT,
  }),
  revert: endpoint("versions.revert", {
    http: "POST /documents/{id}/versions/{versionId}/revert",
    idempotency: "none",
    effect: "write",
    params: versionParams,
    ...DOCUMENT,
  }),
  delete: endpoint("versions.delete", {
    http: "DELETE /documents/{id}/versions/{versionId}",
    idempotency: "safe",
    effect: "destroy",
    params: versionParams,
    ...ACKNOWLEDGED,
  }),
  deleteAll: endpoint("versions.deleteAll", {
    http: "DELETE /documents/{id}/versions",
    idempotency: "safe",
    effect: "destroy",
    params: idParams,
    ...ACKNOWLEDGED,
  }),
};

/**
 * Versions of documents. With the `versioningMode` `NONE`, the default of a class, new files replace the old ones for
 * good: the versions are then without content.
 *
 * @throws An {@link InvalidParamsError} before anything is sent, if a parameter is missing, unknown or invalid.
 * @throws A {@link FlowerDocsError} if FlowerDocs responds with an error.
 * @see https://doc.uxopian.com/docs/flowerdocs/apis/core/examples/documentVersion
 */
export class FlowerDocsVersions extends Resource {
  /**
   * Gets all versions of a document.
   *
   * @example
   * ```ts
   * const versions = await client.versions.list({ id: "D1" });
   * console.log(versions.map(({ versionLabel }) => versionLabel));
   * ```
   */
  list(params: FlowerDocsIdParams, options?: CallOptions): ResponsePromise<FlowerDocsDocument[]> {
    return this.call(versionsEndpoints.list, params, options);
  }

  /**
   * Gets a version of a document, since 2025.0.
   *
   * @example
   * ```ts
   * const { id = "" } = (await client.versions.list({ id: "D1" }))[0] ?? {};
   * const version = await client.versions.get({ id: "D1", versionId: id });
   * console.log(version.versionLabel);
   * ```
   */
  get(params: FlowerDocsVersionParams, options?: CallOptions): ResponsePromise<FlowerDocsDocument> {
    return this.call(versionsEndpoints.get, params, options);
  }

  /**
   * Makes the present state of a document a version. It is not retried after a lost response, as that could create a
   * second one.
   *
   * @example
   * ```ts
   * const version = await client.versions.create({ id: "D1", label: "signed" });
   * console.log(version.versionLabel); // "signed"
   * ```
   */
  create(params: CreateFlowerDocsVersionParams, options?: CallOptions): ResponsePromise<FlowerDocsDocument> {
    return this.call(versionsEndpoints.create, params, options);
  }

  /**
   * Makes an earlier version the current one. It is not retried after a lost response.
   *
   * @example
   * ```ts
   * const { id: versionId } = await client.versions.create({ id: "D1", label: "signed" });
   * await client.versions.revert({ id: "D1", versionId });
   * ```
   */
  revert(params: FlowerDocsVersionParams, options?: CallOptions): ResponsePromise<FlowerDocsDocument> {
    return this.call(versionsEndpoints.revert, params, options);
  }

  /**
   * Deletes a version of a document.
   *
   * @example
   * ```ts
   * const { id: versionId } = await client.versions.create({ id: "D1", label: "draft" });
   * await client.versions.delete({ id: "D1", versionId });
   * ```
   */
  delete(params: FlowerDocsVersionParams, options?: CallOptions): ResponsePromise<void> {
    return deletion(options, (record) => this.call(versionsEndpoints.delete, params, options, record));
  }

  /**
   * Deletes all versions of a document.
   *
   * @example
   * ```ts
   * await client.versions.deleteAll({ id: "D1" });
   * ```
   */
  deleteAll(params: FlowerDocsIdParams, options?: CallOptions): ResponsePromise<void> {
    return deletion(options, (record) => this.call(versionsEndpoints.deleteAll, params, options, record));
  }
}
