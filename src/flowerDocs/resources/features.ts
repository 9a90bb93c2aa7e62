/** `features`: functions that an installation has or lacks. */
import type { CallOptions } from "../../core/options.js";
import { Resource } from "../../core/resource.js";
import type { ResponsePromise } from "../../core/response.js";
import { objectOf, refined } from "../../core/schema.js";
import { endpoint } from "../endpoint.js";
import { pathId } from "../ids.js";
import { noParams } from "../params.js";
import { UNDOCUMENTED } from "../responses.js";

/** Names a feature. */
export interface FlowerDocsFeatureParams {
  /** Name of the feature. */
  name: string;
}

const featureParams = objectOf<FlowerDocsFeatureParams>()(
  () => ({
    name: refined(
      pathId,
      (name) => !["internal", "custom"].includes(name),
      "must not be `internal` or `custom`, which are the paths of other methods",
    ),
  }),
  { name: true },
);

export const featuresEndpoints = {
  list: endpoint("features.list", {
    http: "GET /features",
    idempotency: "safe",
    effect: "read",
    params: noParams,
    ...UNDOCUMENTED,
  }),
  get: endpoint("features.get", {
    http: "GET /features/{name}",
    idempotency: "safe",
    effect: "read",
    params: featureParams,
    ...UNDOCUMENTED,
  }),
  listInternal: endpoint("features.listInternal", {
    http: "GET /features/internal",
    idempotency: "safe",
    effect: "read",
    params: noParams,
    ...UNDOCUMENTED,
  }),
  listCustom: endpoint("features.listCustom", {
    http: "GET /features/custom",
    idempotency: "safe",
    effect: "read",
    params: noParams,
    ...UNDOCUMENTED,
  }),
};

/**
 * Features: functions that an installation has or lacks. The reference shows no response of these methods.
 *
 * @throws An {@link InvalidParamsError} before anything is sent, if a parameter is missing, unknown or invalid.
 * @throws A {@link FlowerDocsError} if FlowerDocs responds with an error.
 * @see https://doc.uxopian.com/docs/flowerdocs/apis/core/examples/feature
 */
export class FlowerDocsFeatures extends Resource {
  /**
   * Gets all features.
   *
   * @returns What Core sends. Its shape is not documented.
   * @example
   * ```ts
   * console.log(await client.features.list());
   * ```
   */
  list(options?: CallOptions): ResponsePromise<unknown> {
    return this.call(featuresEndpoints.list, {}, options);
  }

  /**
   * Gets a feature.
   *
   * @returns What Core sends. Its shape is not documented.
   * @example
   * ```ts
   * console.log(await client.features.get({ name: "annotations" }));
   * ```
   */
  get(params: FlowerDocsFeatureParams, options?: CallOptions): ResponsePromise<unknown> {
    return this.call(featuresEndpoints.get, params, options);
  }

  /**
   * Gets the features of FlowerDocs itself.
   *
   * @returns What Core sends. Its shape is not documented.
   * @example
   * ```ts
   * console.log(await client.features.listInternal());
   * ```
   */
  listInternal(options?: CallOptions): ResponsePromise<unknown> {
    return this.call(featuresEndpoints.listInternal, {}, options);
  }

  /**
   * Gets the features that the installation added.
   *
   * @returns What Core sends. Its shape is not documented.
   * @example
   * ```ts
   * console.log(await client.features.listCustom());
   * ```
   */
  listCustom(options?: CallOptions): ResponsePromise<unknown> {
    return this.call(featuresEndpoints.listCustom, {}, options);
  }
}
