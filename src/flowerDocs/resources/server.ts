/** `server`: what runs at the address of Core. */
import type { CallOptions } from "../../core/options.js";
import { Resource } from "../../core/resource.js";
import type { ResponsePromise } from "../../core/response.js";
import { coreEndpoint } from "../endpoint.js";
import { noParams } from "../params.js";
import { UNDOCUMENTED } from "../responses.js";

export const serverEndpoints = {
  info: coreEndpoint("server.info", {
    http: "GET /actuator/info",
    idempotency: "safe",
    effect: "read",
    params: noParams,
    ...UNDOCUMENTED,
  }),
  status: coreEndpoint("server.status", {
    http: "GET /actuator/status",
    idempotency: "safe",
    effect: "read",
    params: noParams,
    ...UNDOCUMENTED,
  }),
};

/**
 * What runs at the address of Core.
 *
 * @throws An {@link InvalidParamsError} before anything is sent, if a parameter is missing, unknown or invalid.
 * @throws A {@link FlowerDocsError} if FlowerDocs responds with an error.
 * @see https://doc.uxopian.com/docs/flowerdocs/config/exploit/actuator
 */
export class FlowerDocsServer extends Resource {
  /**
   * Gets name and version of Core. It needs the role `SYSTEM_ADMIN`.
   *
   * @returns What Core sends; servers of 2026.0 were seen to send an object with `name` and `version`.
   * @example
   * ```ts
   * console.log(await client.server.info());
   * ```
   */
  info(options?: CallOptions): ResponsePromise<unknown> {
    return this.call(serverEndpoints.info, {}, options);
  }

  /**
   * Gets whether Core is up. Since 2025.1 it needs no role.
   *
   * @returns What Core sends. Its shape is not documented.
   * @example
   * ```ts
   * console.log(await client.server.status());
   * ```
   */
  status(options?: CallOptions): ResponsePromise<unknown> {
    return this.call(serverEndpoints.status, {}, options);
  }
}
