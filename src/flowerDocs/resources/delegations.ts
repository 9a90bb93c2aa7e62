/** `delegations`: users who act for others for some time. */
import type { CallOptions } from "../../core/options.js";
import type { ResponsePromise } from "../../core/response.js";
import { boolean, listOf, objectOf } from "../../core/schema.js";
import { endpoint } from "../endpoint.js";
import { pathId } from "../ids.js";
import { EditableObjects } from "../objects/editable.js";
import { objectEndpoints, readObjects } from "../objects/endpoints.js";
import {
  delegationInputSchema,
  delegationSchema,
  type FlowerDocsDelegation,
  type FlowerDocsDelegationInput,
} from "../schemas/security.js";

/** Names a user whose delegations are meant. */
export interface FlowerDocsDelegationsParams {
  /** Id of the user. */
  userId: string;
  /** Whether delegations that have ended are included. */
  includeTerminated?: boolean | undefined;
}

const verbs = objectEndpoints<FlowerDocsDelegation, FlowerDocsDelegationInput>("delegations", "delegation", {
  response: delegationSchema,
  input: delegationInputSchema,
});

const delegationsParams = objectOf<FlowerDocsDelegationsParams>()(
  () => ({ userId: pathId, includeTerminated: boolean }),
  { userId: true },
);

const LISTS = {
  idempotency: "safe",
  effect: "read",
  params: delegationsParams,
  reads: "text",
  fromWire: readObjects,
  response: listOf(delegationSchema),
} as const;

export const delegationsEndpoints = {
  ...verbs.endpoints,
  listByDelegate: endpoint("delegations.listByDelegate", { http: "GET /delegation/delegate/{userId}", ...LISTS }),
  listByDelegator: endpoint("delegations.listByDelegator", { http: "GET /delegation/delegator/{userId}", ...LISTS }),
};

/**
 * Delegations: for some time, one user acts for another.
 *
 * @throws An {@link InvalidParamsError} before anything is sent, if a parameter is missing, unknown or invalid.
 * @throws A {@link FlowerDocsError} if FlowerDocs responds with an error.
 * @see https://doc.uxopian.com/docs/flowerdocs/apis/core/examples/delegations
 */
export class FlowerDocsDelegations extends EditableObjects<FlowerDocsDelegation, FlowerDocsDelegationInput> {
  /** @internal */
  protected override get verbs() {
    return verbs;
  }

  /**
   * Gets the delegations by which a user acts for others.
   *
   * @example
   * ```ts
   * const delegations = await client.delegations.listByDelegate({ userId: "jna" });
   * console.log(delegations.map(({ delegator }) => delegator));
   * ```
   */
  listByDelegate(params: FlowerDocsDelegationsParams, options?: CallOptions): ResponsePromise<FlowerDocsDelegation[]> {
    return this.call(delegationsEndpoints.listByDelegate, params, options);
  }

  /**
   * Gets the delegations by which others act for a user.
   *
   * @example
   * ```ts
   * const delegations = await client.delegations.listByDelegator({ userId: "jna", includeTerminated: true });
   * console.log(delegations.map(({ delegate }) => delegate));
   * ```
   */
  listByDelegator(params: FlowerDocsDelegationsParams, options?: CallOptions): ResponsePromise<FlowerDocsDelegation[]> {
    return this.call(delegationsEndpoints.listByDelegator, params, options);
  }
}
