/** `jobs`: work that Core does in the background. */
import type { CallOptions } from "../../core/options.js";
import { Resource } from "../../core/resource.js";
import type { ResponsePromise } from "../../core/response.js";
import { closedEnumOf, objectOf } from "../../core/schema.js";
import { endpoint } from "../endpoint.js";
import { type FlowerDocsIdParams, idParams, noParams } from "../params.js";
import { ACKNOWLEDGED, UNDOCUMENTED } from "../responses.js";

/** Selects jobs. */
export interface FlowerDocsJobsParams {
  /** Which jobs: `waiting`, those that have not begun; `processing`, those that run; `errors`, those that failed. */
  state: "waiting" | "processing" | "errors";
}

const jobsParams = objectOf<FlowerDocsJobsParams>()(
  () => ({ state: closedEnumOf("waiting", "processing", "errors") }),
  { state: true },
);

export const jobsEndpoints = {
  list: endpoint("jobs.list", {
    http: "GET /jobs/{state}",
    idempotency: "safe",
    effect: "read",
    params: jobsParams,
    ...UNDOCUMENTED,
  }),
  count: endpoint("jobs.count", {
    http: "GET /jobs/{state}/count",
    idempotency: "safe",
    effect: "read",
    params: jobsParams,
    ...UNDOCUMENTED,
  }),
  retry: endpoint("jobs.retry", {
    http: "POST /jobs/retry/{id}",
    idempotency: "none",
    effect: "write",
    params: idParams,
    ...UNDOCUMENTED,
  }),
  deleteErrors: endpoint("jobs.deleteErrors", {
    http: "DELETE /jobs/errors",
    idempotency: "safe",
    effect: "destroy",
    params: noParams,
    ...ACKNOWLEDGED,
  }),
};

/**
 * Jobs: work that Core does in the background. The reference shows no response of these methods.
 *
 * @throws An {@link InvalidParamsError} before anything is sent, if a parameter is missing, unknown or invalid.
 * @throws A {@link FlowerDocsError} if FlowerDocs responds with an error.
 * @see https://doc.uxopian.com/docs/flowerdocs/apis/core/examples/job
 */
export class FlowerDocsJobs extends Resource {
  /**
   * Gets jobs.
   *
   * @returns What Core sends. Its shape is not documented.
   * @example
   * ```ts
   * console.log(await client.jobs.list({ state: "errors" }));
   * ```
   */
  list(params: FlowerDocsJobsParams, options?: CallOptions): ResponsePromise<unknown> {
    return this.call(jobsEndpoints.list, params, options);
  }

  /**
   * Counts jobs.
   *
   * @returns What Core sends. Its shape is not documented.
   * @example
   * ```ts
   * console.log(await client.jobs.count({ state: "waiting" }));
   * ```
   */
  count(params: FlowerDocsJobsParams, options?: CallOptions): ResponsePromise<unknown> {
    return this.call(jobsEndpoints.count, params, options);
  }

  /**
   * Runs a job again that failed. The call is not retried after a lost response.
   *
   * @returns What Core sends. Its shape is not documented.
   * @example
   * ```ts
   * await client.jobs.retry({ id: "J1" });
   * ```
   */
  retry(params: FlowerDocsIdParams, options?: CallOptions): ResponsePromise<unknown> {
    return this.call(jobsEndpoints.retry, params, options);
  }

  /**
   * Deletes all jobs that failed.
   *
   * @example
   * ```ts
   * await client.jobs.deleteErrors();
   * ```
   */
  deleteErrors(options?: CallOptions): ResponsePromise<void> {
    return this.call(jobsEndpoints.deleteErrors, {}, options);
  }
}
