/** `grouplicenses`: enterprises' licenses for apps. */
import * as z from "zod/mini";
import { endpoint } from "../core/endpoint.js";
import type { CallOptions } from "../core/options.js";
import { Resource } from "../core/resource.js";
import { checkOf, open } from "../core/schema.js";
import { deprecated, USE_POLICY } from "./deprecations.js";
import { type EnterpriseParams, enterpriseParams } from "./params.js";
import { SCOPES } from "./scopes.js";
import { answerOf, ids, int32, listOf, objectOf, schemaOf, withList } from "./shapes.js";

/** An enterprise's license for an app. */
export interface GroupLicense {
  /** Id of the product, such as `app:com.google.android.gm`. */
  productId: string;
  /** Whether the app is free or was bought. */
  acquisitionKind?: "free" | "bulkPurchase" | (string & {});
  /** Whether the enterprise approves of the app now. Users do not see an unapproved one. */
  approval?: "approved" | "unapproved" | (string & {});
  /** Licenses in use. */
  numProvisioned?: number;
  /** Licenses bought. Absent: as many as are wanted. */
  numPurchased?: number;
  /** Whether the app's permissions are approved. Only for an approved app. */
  permissions?: "currentApproved" | "needsReapproval" | "allCurrentAndFutureApproved" | (string & {});
}

/** The licenses of an enterprise. Only the product ids are set. */
export interface GroupLicensesListResponse {
  /** Empty when there are none. */
  groupLicense: GroupLicense[];
}

/** An enterprise's license for an app. */
export interface GroupLicenseParams extends EnterpriseParams {
  /** Id of the product, such as `app:com.google.android.gm`. */
  groupLicenseId: string;
}

const groupLicenseSchema = () =>
  schemaOf<GroupLicense>()(
    objectOf(
      {
        productId: z.string(),
        acquisitionKind: z.enum(["free", "bulkPurchase"]),
        approval: z.enum(["approved", "unapproved"]),
        numProvisioned: int32(),
        numPurchased: int32(),
        permissions: z.enum(["currentApproved", "needsReapproval", "allCurrentAndFutureApproved"]),
      },
      "productId",
    ),
  );

const groupLicenseCheck = answerOf<GroupLicense>(groupLicenseSchema);

const groupLicensesListResponseCheck = answerOf<GroupLicensesListResponse>(() =>
  schemaOf<GroupLicensesListResponse>()(objectOf({ groupLicense: listOf(groupLicenseSchema()) }, "groupLicense")),
);

export const groupLicenseParams = checkOf<GroupLicenseParams>(() =>
  z.toZod<GroupLicenseParams>()(open(ids("enterpriseId", "groupLicenseId"))),
);

export const grouplicensesEndpoints = {
  get: endpoint({
    id: "androidenterprise.grouplicenses.get",
    http: "GET /androidenterprise/v1/enterprises/{enterpriseId}/groupLicenses/{groupLicenseId}",
    scopes: SCOPES,
    idempotency: "safe",
    params: groupLicenseParams,
    response: groupLicenseCheck,
    deprecated: deprecated("grouplicenses.get", USE_POLICY),
  }),
  list: endpoint({
    id: "androidenterprise.grouplicenses.list",
    http: "GET /androidenterprise/v1/enterprises/{enterpriseId}/groupLicenses",
    scopes: SCOPES,
    idempotency: "safe",
    params: enterpriseParams,
    respell: withList("groupLicense"),
    response: groupLicensesListResponseCheck,
    deprecated: deprecated("grouplicenses.list", USE_POLICY),
  }),
};

/** Enterprises' licenses for apps. */
export class Grouplicenses extends Resource {
  /**
   * Reads an enterprise's license for an app.
   *
   * @throws {@link InvalidParamsError} before anything is sent, when an id is missing or empty, or a parameter unknown
   *   or malformed.
   * @throws {@link GoogleApiError} when Google refuses.
   * @deprecated Google has given approval and licenses up: set a policy on each device by {@link Devices.update}.
   * @example
   * ```ts
   * const groupLicense = await client.grouplicenses.get({
   *   enterpriseId: "LC00lwk1yg",
   *   groupLicenseId: "app:com.google.android.gm",
   * });
   * console.log(groupLicense);
   * ```
   * @see https://developers.google.com/android/work/play/emm-api/v1/grouplicenses/get
   */
  get(params: GroupLicenseParams, options?: CallOptions): Promise<GroupLicense> {
    return this.call(grouplicensesEndpoints.get, params, options);
  }

  /**
   * Lists the apps that an enterprise has licenses for. Only the product ids are set.
   *
   * @throws {@link InvalidParamsError} before anything is sent, when an id is missing or empty, or a parameter unknown
   *   or malformed.
   * @throws {@link GoogleApiError} when Google refuses.
   * @deprecated Google has given approval and licenses up: set a policy on each device by {@link Devices.update}.
   * @example
   * ```ts
   * const { groupLicense } = await client.grouplicenses.list({ enterpriseId: "LC00lwk1yg" });
   * console.log(groupLicense);
   * ```
   * @see https://developers.google.com/android/work/play/emm-api/v1/grouplicenses/list
   */
  list(params: EnterpriseParams, options?: CallOptions): Promise<GroupLicensesListResponse> {
    return this.call(grouplicensesEndpoints.list, params, options);
  }
}
