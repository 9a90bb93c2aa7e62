/** `acls`: who may do what with components and classes. */
import type { CallOptions } from "../../core/options.js";
import type { ResponsePromise } from "../../core/response.js";
import { composed } from "../../core/responsePromise.js";
import { checkFirst, sharedDeadline } from "../../core/steps.js";
import { endpoint } from "../endpoint.js";
import { objectEndpoints, readObject } from "../objects/endpoints.js";
import { Objects } from "../objects/objects.js";
import { referenceParams } from "../params.js";
import type { FlowerDocsReferenceInput } from "../schemas/component.js";
import { aclInputSchema, aclViewSchema, type FlowerDocsACLInput, type FlowerDocsACLView } from "../schemas/security.js";

const verbs = objectEndpoints<FlowerDocsACLView, FlowerDocsACLInput>("acls", "acl", {
  response: aclViewSchema,
  input: aclInputSchema,
  routes: ["reference"],
});

const GETS = { idempotency: "safe", effect: "read", reads: "text", fromWire: readObject } as const;

export const aclsEndpoints = {
  ...verbs.endpoints,
  getOf: endpoint("acls.getOf", {
    http: "POST /acl/reference",
    body: "*",
    params: referenceParams,
    response: aclViewSchema,
    ...GETS,
  }),
  getOfLegacy: endpoint("acls.getOf.legacy", {
    http: "GET /acl/{category}/{id}",
    params: referenceParams,
    response: aclViewSchema,
    ...GETS,
  }),
};

/**
 * ACLs: who may do what with components and classes. Responses never have the `entries` of an ACL. So there is no `edit`,
 * and an `update` has to have all of them. Core fails when it is asked for all ACLs, so there is no `list`.
 *
 * @throws An {@link InvalidParamsError} before anything is sent, if a parameter is missing, unknown or invalid.
 * @throws A {@link FlowerDocsError} if FlowerDocs responds with an error.
 * @see https://doc.uxopian.com/docs/flowerdocs/apis/core/examples/acl
 */
export class FlowerDocsACLs extends Objects<FlowerDocsACLView, FlowerDocsACLInput> {
  /** @internal */
  protected override get verbs() {
    return verbs;
  }

  /**
   * Gets the ACL that protects a component.
   *
   * @example
   * ```ts
   * const acl = await client.acls.getOf({ category: "FOLDER", id: "F1" });
   * console.log(acl.id);
   * ```
   */
  getOf(params: FlowerDocsReferenceInput, options?: CallOptions): ResponsePromise<FlowerDocsACLView> {
    return composed(async (record) => {
      checkFirst(this.context, aclsEndpoints.getOf, params, options);
      const nextOptions = sharedDeadline(this.context, options);
      const { aclByReference } = await this.dialects.find(nextOptions());
      const called = aclByReference ? aclsEndpoints.getOf : aclsEndpoints.getOfLegacy;
      return this.call(called, params, nextOptions(), record);
    });
  }
}
