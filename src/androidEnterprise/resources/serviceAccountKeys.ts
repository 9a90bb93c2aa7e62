/** `serviceaccountkeys`: keys of enterprises' service accounts. */
import type { CallOptions } from "../../core/options.js";
import { Resource } from "../../core/resource.js";
import type { ResponsePromise } from "../../core/response.js";
import { closedEnumOf, nonEmptyString, objectOf } from "../../core/schema.js";
import { USE_CLOUD_IAM } from "../deprecations.js";
import { endpoint } from "../endpoint.js";
import { emptyListAs } from "../lists.js";
import {
  type ServiceAccountKey,
  type ServiceAccountKeysListResponse,
  serviceAccountKeySchema,
  serviceAccountKeysListResponseSchema,
} from "../schemas/serviceAccount.js";
import { type EnterpriseParams, enterpriseIds, enterpriseParams, enterpriseRequired } from "./params.js";

/** Identifies a key of the enterprise's service account. */
export interface ServiceAccountKeyParams extends EnterpriseParams {
  /** Id of the key. */
  keyId: string;
}

/** The enterprise whose account gets a key, and the format of the key. */
export interface InsertServiceAccountKeyParams extends EnterpriseParams {
  /** Format of the key: `googleCredentials` for a JSON key file, `pkcs12` for PKCS #12. */
  type: "googleCredentials" | "pkcs12";
}

const serviceAccountKeyParams = objectOf<ServiceAccountKeyParams>()(
  () => ({ ...enterpriseIds, keyId: nonEmptyString }),
  {
    ...enterpriseRequired,
    keyId: true,
  },
);

const insertServiceAccountKeyParams = objectOf<InsertServiceAccountKeyParams>()(
  () => ({ ...enterpriseIds, type: closedEnumOf("googleCredentials", "pkcs12") }),
  { ...enterpriseRequired, type: true },
);

export const serviceAccountKeysEndpoints = {
  delete: endpoint("serviceaccountkeys.delete", {
    http: "DELETE /enterprises/{enterpriseId}/serviceAccountKeys/{keyId}",
    idempotency: "safe",
    effect: "destroy",
    params: serviceAccountKeyParams,
    deprecated: USE_CLOUD_IAM,
  }),
  insert: endpoint("serviceaccountkeys.insert", {
    http: "POST /enterprises/{enterpriseId}/serviceAccountKeys",
    body: "*",
    idempotency: "none",
    effect: "write",
    params: insertServiceAccountKeyParams,
    response: serviceAccountKeySchema,
    deprecated: USE_CLOUD_IAM,
  }),
  list: endpoint("serviceaccountkeys.list", {
    http: "GET /enterprises/{enterpriseId}/serviceAccountKeys",
    idempotency: "safe",
    effect: "read",
    params: enterpriseParams,
    fromWire: emptyListAs("serviceAccountKey"),
    response: serviceAccountKeysListResponseSchema,
    deprecated: USE_CLOUD_IAM,
  }),
};

/**
 * Keys of enterprises' service accounts.
 *
 * @throws An {@link InvalidParamsError} before anything is sent, if a parameter is missing, unknown or invalid.
 * @throws A {@link GoogleApiError} if Google responds with an error.
 */
export class ServiceAccountKeys extends Resource {
  /**
   * Deletes a key of the enterprise's service account. It can no longer be used.
   *
   * The caller must be that account.
   *
   * @deprecated Use a service account that is set up in Cloud IAM.
   * @example
   * ```ts
   * await client.serviceaccountkeys.delete({ enterpriseId: "LC00lwk1yg", keyId: "k1" });
   * ```
   * @see https://developers.google.com/android/work/play/emm-api/v1/serviceaccountkeys/delete
   */
  delete(params: ServiceAccountKeyParams, options?: CallOptions): ResponsePromise<void> {
    return this.call(serviceAccountKeysEndpoints.delete, params, options);
  }

  /**
   * Creates a key for the enterprise's service account.
   *
   * The caller must be that account. Google keeps no copy of the key, and may take a minute until it accepts it. The
   * call is not retried after a lost response, as that would leave an unknown key behind.
   *
   * @deprecated Use a service account that is set up in Cloud IAM.
   * @example
   * ```ts
   * const key = await client.serviceaccountkeys.insert({ enterpriseId: "LC00lwk1yg", type: "googleCredentials" });
   * console.log(key.id);
   * ```
   * @see https://developers.google.com/android/work/play/emm-api/v1/serviceaccountkeys/insert
   */
  insert(params: InsertServiceAccountKeyParams, options?: CallOptions): ResponsePromise<ServiceAccountKey> {
    return this.call(serviceAccountKeysEndpoints.insert, params, options);
  }

  /**
   * Lists the keys of the enterprise's service account. Only their ids and types are set.
   *
   * The caller must be that account.
   *
   * @deprecated Use a service account that is set up in Cloud IAM.
   * @example
   * ```ts
   * const { serviceAccountKey } = await client.serviceaccountkeys.list({ enterpriseId: "LC00lwk1yg" });
   * console.log(serviceAccountKey);
   * ```
   * @see https://developers.google.com/android/work/play/emm-api/v1/serviceaccountkeys/list
   */
  list(params: EnterpriseParams, options?: CallOptions): ResponsePromise<ServiceAccountKeysListResponse> {
    return this.call(serviceAccountKeysEndpoints.list, params, options);
  }
}
