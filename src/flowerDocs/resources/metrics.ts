/** `metrics`: how many users used a profile. */
import type { CallOptions } from "../../core/options.js";
import { Resource } from "../../core/resource.js";
import type { ResponsePromise } from "../../core/response.js";
import { integer, objectOf } from "../../core/schema.js";
import { endpoint } from "../endpoint.js";
import { pathId } from "../ids.js";
import { noParams } from "../params.js";
import { ACKNOWLEDGED, UNDOCUMENTED } from "../responses.js";

/** A period of time. */
export interface FlowerDocsPeriodParams {
  /** Its begin, in milliseconds since the epoch. */
  start: number;
  /** Its end, in milliseconds since the epoch. */
  end: number;
}

/** A profile and a period of time. */
export interface FlowerDocsProfileMetricsParams {
  /** Id of the profile. */
  profile: string;
  /** Begin of the period, in milliseconds since the epoch. */
  start?: number | undefined;
  /** End of the period, in milliseconds since the epoch. */
  end?: number | undefined;
}

const time = integer(0, 8.64e15, "must be a time in milliseconds since the epoch");
const periodParams = objectOf<FlowerDocsPeriodParams>()(() => ({ start: time, end: time }), {
  start: true,
  end: true,
});
const profileParams = objectOf<FlowerDocsProfileMetricsParams>()(() => ({ profile: pathId, start: time, end: time }), {
  profile: true,
});

export const metricsEndpoints = {
  list: endpoint("metrics.list", {
    http: "GET /metrics/profiles/{profile}",
    idempotency: "safe",
    effect: "read",
    params: profileParams,
    ...UNDOCUMENTED,
  }),
  count: endpoint("metrics.count", {
    http: "GET /metrics/profiles/{profile}/count",
    idempotency: "safe",
    effect: "read",
    params: profileParams,
    ...UNDOCUMENTED,
  }),
  create: endpoint("metrics.create", {
    http: "POST /metrics/profiles",
    idempotency: "none",
    effect: "write",
    params: noParams,
    ...UNDOCUMENTED,
  }),
  delete: endpoint("metrics.delete", {
    http: "DELETE /metrics/profiles",
    idempotency: "safe",
    effect: "destroy",
    params: periodParams,
    ...ACKNOWLEDGED,
  }),
};

/**
 * Metrics: how many users used a profile. These methods need the role `ADMIN`; the reference shows no response of them.
 *
 * @throws An {@link InvalidParamsError} before anything is sent, if a parameter is missing, unknown or invalid.
 * @throws A {@link FlowerDocsError} if FlowerDocs responds with an error.
 * @see https://doc.uxopian.com/docs/flowerdocs/apis/core/examples/profileMetrics
 */
export class FlowerDocsMetrics extends Resource {
  /**
   * Gets the metrics of a profile.
   *
   * @returns What Core sends. Its shape is not documented.
   * @example
   * ```ts
   * const start = Date.now() - 86_400_000;
   * console.log(await client.metrics.list({ profile: "ADMIN", start, end: Date.now() }));
   * ```
   */
  list(params: FlowerDocsProfileMetricsParams, options?: CallOptions): ResponsePromise<unknown> {
    return this.call(metricsEndpoints.list, params, options);
  }

  /**
   * Counts the metrics of a profile.
   *
   * @returns What Core sends. Its shape is not documented.
   * @example
   * ```ts
   * console.log(await client.metrics.count({ profile: "ADMIN" }));
   * ```
   */
  count(params: FlowerDocsProfileMetricsParams, options?: CallOptions): ResponsePromise<unknown> {
    return this.call(metricsEndpoints.count, params, options);
  }

  /**
   * Takes the metrics of all profiles. It is not retried after a lost response.
   *
   * @returns What Core sends. Its shape is not documented.
   * @example
   * ```ts
   * await client.metrics.create();
   * ```
   */
  create(options?: CallOptions): ResponsePromise<unknown> {
    return this.call(metricsEndpoints.create, {}, options);
  }

  /**
   * Deletes the metrics of a period.
   *
   * @example
   * ```ts
   * await client.metrics.delete({ start: 0, end: Date.now() - 86_400_000 });
   * ```
   */
  delete(params: FlowerDocsPeriodParams, options?: CallOptions): ResponsePromise<void> {
    return this.call(metricsEndpoints.delete, params, options);
  }
}
