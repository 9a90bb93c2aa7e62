/** `webapps`: web apps, which are web pages that are installed like apps. */
import type { CallOptions } from "../../core/options.js";
import { Resource } from "../../core/resource.js";
import type { ResponsePromise } from "../../core/response.js";
import { fieldsOf, type Input, inputsOf, nonEmptyString, objectOf } from "../../core/schema.js";
import { endpoint } from "../endpoint.js";
import { emptyListAs } from "../lists.js";
import {
  type WebApp,
  type WebAppIconInput,
  type WebAppsListResponse,
  webAppFields,
  webAppSchema,
  webAppsListResponseSchema,
} from "../schemas/webApp.js";
import { type EnterpriseParams, enterpriseIds, enterpriseParams, enterpriseRequired } from "./params.js";

/** Identifies a web app of an enterprise. */
export interface WebAppParams extends EnterpriseParams {
  /** `app:` and the package name. */
  webAppId: string;
}

/** A new web app. */
export interface InsertWebAppParams extends EnterpriseParams, Input<Omit<WebApp, "webAppId">> {
  /** Icons of the web app. Google uses a default icon if there are none. */
  icons?: readonly WebAppIconInput[] | undefined;
}

/** A web app with its new content. */
export interface UpdateWebAppParams extends WebAppParams, Input<Omit<WebApp, "webAppId">> {
  /** Icons of the web app. If absent, it keeps its icon. */
  icons?: readonly WebAppIconInput[] | undefined;
}

const webAppIds = fieldsOf<WebAppParams>()({ ...enterpriseIds, webAppId: nonEmptyString });
const webAppRequired = { ...enterpriseRequired, webAppId: true } as const;

const webAppParams = objectOf<WebAppParams>()(() => webAppIds, webAppRequired);

const insertWebAppParams = objectOf<InsertWebAppParams>()(
  () => ({ ...enterpriseIds, ...inputsOf(webAppFields()) }),
  enterpriseRequired,
);

const updateWebAppParams = objectOf<UpdateWebAppParams>()(
  () => ({ ...webAppIds, ...inputsOf(webAppFields()) }),
  webAppRequired,
);

export const webAppsEndpoints = {
  delete: endpoint("webapps.delete", {
    http: "DELETE /enterprises/{enterpriseId}/webApps/{webAppId}",
    idempotency: "safe",
    effect: "destroy",
    params: webAppParams,
  }),
  get: endpoint("webapps.get", {
    http: "GET /enterprises/{enterpriseId}/webApps/{webAppId}",
    idempotency: "safe",
    effect: "read",
    params: webAppParams,
    response: webAppSchema,
  }),
  insert: endpoint("webapps.insert", {
    http: "POST /enterprises/{enterpriseId}/webApps",
    body: "*",
    idempotency: "none",
    effect: "write",
    params: insertWebAppParams,
    response: webAppSchema,
  }),
  list: endpoint("webapps.list", {
    http: "GET /enterprises/{enterpriseId}/webApps",
    idempotency: "safe",
    effect: "read",
    params: enterpriseParams,
    fromWire: emptyListAs("webApp"),
    response: webAppsListResponseSchema,
  }),
  update: endpoint("webapps.update", {
    http: "PUT /enterprises/{enterpriseId}/webApps/{webAppId}",
    body: "*",
    alsoInBody: ["webAppId"],
    idempotency: "safe",
    effect: "write",
    params: updateWebAppParams,
    wholeResource: { readOnly: [], replaces: true },
    response: webAppSchema,
  }),
};

/**
 * Web apps: web pages that are installed like apps.
 *
 * @throws An {@link InvalidParamsError} before anything is sent, if a parameter is missing, unknown or invalid.
 * @throws A {@link GoogleApiError} if Google responds with an error.
 */
export class WebApps extends Resource {
  /**
   * Deletes a web app.
   *
   * @example
   * ```ts
   * await client.webapps.delete({
   *   enterpriseId: "LC00lwk1yg",
   *   webAppId: "app:com.google.enterprise.webapp.x1",
   * });
   * ```
   * @see https://developers.google.com/android/work/play/emm-api/v1/webapps/delete
   */
  delete(params: WebAppParams, options?: CallOptions): ResponsePromise<void> {
    return this.call(webAppsEndpoints.delete, params, options);
  }

  /**
   * Gets a web app.
   *
   * @example
   * ```ts
   * const webApp = await client.webapps.get({
   *   enterpriseId: "LC00lwk1yg",
   *   webAppId: "app:com.google.enterprise.webapp.x1",
   * });
   * console.log(webApp);
   * ```
   * @see https://developers.google.com/android/work/play/emm-api/v1/webapps/get
   */
  get(params: WebAppParams, options?: CallOptions): ResponsePromise<WebApp> {
    return this.call(webAppsEndpoints.get, params, options);
  }

  /**
   * Creates a web app.
   *
   * The call is not retried after a lost response, as that could create a second web app.
   *
   * @example
   * ```ts
   * const webApp = await client.webapps.insert({
   *   enterpriseId: "LC00lwk1yg",
   *   title: "Timesheets",
   *   startUrl: "https://timesheets.example.com",
   *   displayMode: "standalone",
   * });
   * console.log(webApp.webAppId);
   * ```
   * @see https://developers.google.com/android/work/play/emm-api/v1/webapps/insert
   */
  insert(params: InsertWebAppParams, options?: CallOptions): ResponsePromise<WebApp> {
    return this.call(webAppsEndpoints.insert, params, options);
  }

  /**
   * Lists the web apps of an enterprise.
   *
   * @example
   * ```ts
   * const { webApp } = await client.webapps.list({ enterpriseId: "LC00lwk1yg" });
   * console.log(webApp);
   * ```
   * @see https://developers.google.com/android/work/play/emm-api/v1/webapps/list
   */
  list(params: EnterpriseParams, options?: CallOptions): ResponsePromise<WebAppsListResponse> {
    return this.call(webAppsEndpoints.list, params, options);
  }

  /**
   * Updates a web app. Its id is also sent in the body, as Google requires. A result of `get` can be passed back.
   *
   * @example
   * ```ts
   * const webApp = await client.webapps.update({
   *   enterpriseId: "LC00lwk1yg",
   *   webAppId: "app:com.google.enterprise.webapp.x1",
   *   title: "Timesheets",
   *   startUrl: "https://timesheets.example.com/new",
   *   displayMode: "standalone",
   * });
   * console.log(webApp);
   * ```
   * @see https://developers.google.com/android/work/play/emm-api/v1/webapps/update
   */
  update(params: UpdateWebAppParams, options?: CallOptions): ResponsePromise<WebApp> {
    return this.call(webAppsEndpoints.update, params, options);
  }
}
