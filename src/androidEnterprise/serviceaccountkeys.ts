/** `serviceaccountkeys`: keys of enterprises' service accounts. */
import * as z from "zod/mini";
import { endpoint } from "../core/endpoint.js";
import type { CallOptions } from "../core/options.js";
import { Resource } from "../core/resource.js";
import { checkOf, open } from "../core/schema.js";
import { deprecated, USE_CLOUD_IAM } from "./deprecations.js";
import { type EnterpriseParams, enterpriseParams } from "./params.js";
import { SCOPES } from "./scopes.js";
import { type ServiceAccountKey, serviceAccountKeySchema } from "./serviceAccount.js";
import { answerOf, ids, listOf, objectOf, schemaOf, withList } from "./shapes.js";

/** The keys of a service account. Only their ids and types are set. */
export interface ServiceAccountKeysListResponse {
  /** Empty when there are none. */
  serviceAccountKey: ServiceAccountKey[];
}

/** A key of the enterprise's service account. */
export interface ServiceAccountKeyParams extends EnterpriseParams {
  /** Id of the key. */
  keyId: string;
}

/** For which enterprise's account a key is made, and in which format. */
export interface InsertServiceAccountKeyParams extends EnterpriseParams {
  /** Format of the key: a JSON key file, or PKCS #12. */
  type: "googleCredentials" | "pkcs12";
}

const serviceAccountKeyCheck = answerOf<ServiceAccountKey>(serviceAccountKeySchema);

const serviceAccountKeysListResponseSchema = () =>
  schemaOf<ServiceAccountKeysListResponse>()(
    objectOf({ serviceAccountKey: listOf(serviceAccountKeySchema()) }, "serviceAccountKey"),
  );

const serviceAccountKeysListResponseCheck = answerOf<ServiceAccountKeysListResponse>(
  serviceAccountKeysListResponseSchema,
);

const serviceAccountKeyParams = checkOf<ServiceAccountKeyParams>(() =>
  z.toZod<ServiceAccountKeyParams>()(open(ids("enterpriseId", "keyId"))),
);

const insertServiceAccountKeyParams = checkOf<InsertServiceAccountKeyParams>(() =>
  z.toZod<InsertServiceAccountKeyParams>()(
    open({ ...ids("enterpriseId"), type: z.enum(["googleCredentials", "pkcs12"]) }),
  ),
);

export const serviceaccountkeysEndpoints = {
  delete: endpoint({
    id: "androidenterprise.serviceaccountkeys.delete",
    http: "DELETE /androidenterprise/v1/enterprises/{enterpriseId}/serviceAccountKeys/{keyId}",
    scopes: SCOPES,
    idempotency: "safe",
    params: serviceAccountKeyParams,
    deprecated: deprecated("serviceaccountkeys.delete", USE_CLOUD_IAM),
  }),
  insert: endpoint({
    id: "androidenterprise.serviceaccountkeys.insert",
    http: "POST /androidenterprise/v1/enterprises/{enterpriseId}/serviceAccountKeys",
    body: "*",
    scopes: SCOPES,
    idempotency: "none",
    params: insertServiceAccountKeyParams,
    response: serviceAccountKeyCheck,
    deprecated: deprecated("serviceaccountkeys.insert", USE_CLOUD_IAM),
  }),
  list: endpoint({
    id: "androidenterprise.serviceaccountkeys.list",
    http: "GET /androidenterprise/v1/enterprises/{enterpriseId}/serviceAccountKeys",
    scopes: SCOPES,
    idempotency: "safe",
    params: enterpriseParams,
    respell: withList("serviceAccountKey"),
    response: serviceAccountKeysListResponseCheck,
    deprecated: deprecated("serviceaccountkeys.list", USE_CLOUD_IAM),
  }),
};

/** Keys of enterprises' service accounts. */
export class Serviceaccountkeys extends Resource {
  /**
   * Deletes a key of the enterprise's service account, which ends it.
   *
   * The caller must be that account.
   *
   * @throws {@link InvalidParamsError} before anything is sent, when an id is missing or empty, or a parameter unknown
   *   or malformed.
   * @throws {@link GoogleApiError} when Google refuses.
   * @deprecated Use a service account that is set up in Cloud IAM.
   * @example
   * ```ts
   * await client.serviceaccountkeys.delete({ enterpriseId: "LC00lwk1yg", keyId: "k1" });
   * ```
   * @see https://developers.google.com/android/work/play/emm-api/v1/serviceaccountkeys/delete
   */
  delete(params: ServiceAccountKeyParams, options?: CallOptions): Promise<void> {
    return this.call(serviceaccountkeysEndpoints.delete, params, options);
  }

  /**
   * Makes a key for the enterprise's service account.
   *
   * The caller must be that account. Google keeps no copy of the key, and may not accept it before a minute has
   * passed. A lost answer is not asked for again: it would leave a key behind that nobody holds.
   *
   * @throws {@link InvalidParamsError} before anything is sent, when an id is missing or empty, or a parameter unknown
   *   or malformed.
   * @throws {@link GoogleApiError} when Google refuses.
   * @deprecated Use a service account that is set up in Cloud IAM.
   * @example
   * ```ts
   * const key = await client.serviceaccountkeys.insert({ enterpriseId: "LC00lwk1yg", type: "googleCredentials" });
   * console.log(key.id);
   * ```
   * @see https://developers.google.com/android/work/play/emm-api/v1/serviceaccountkeys/insert
   */
  insert(params: InsertServiceAccountKeyParams, options?: CallOptions): Promise<ServiceAccountKey> {
    return this.call(serviceaccountkeysEndpoints.insert, params, options);
  }

  /**
   * Lists the keys of the enterprise's service account. Only their ids and types are set.
   *
   * The caller must be that account.
   *
   * @throws {@link InvalidParamsError} before anything is sent, when an id is missing or empty, or a parameter unknown
   *   or malformed.
   * @throws {@link GoogleApiError} when Google refuses.
   * @deprecated Use a service account that is set up in Cloud IAM.
   * @example
   * ```ts
   * const { serviceAccountKey } = await client.serviceaccountkeys.list({ enterpriseId: "LC00lwk1yg" });
   * console.log(serviceAccountKey);
   * ```
   * @see https://developers.google.com/android/work/play/emm-api/v1/serviceaccountkeys/list
   */
  list(params: EnterpriseParams, options?: CallOptions): Promise<ServiceAccountKeysListResponse> {
    return this.call(serviceaccountkeysEndpoints.list, params, options);
  }
}
