/** `webapps`: web pages that install like apps. */
import * as z from "zod/mini";
import { endpoint } from "../core/endpoint.js";
import type { CallOptions } from "../core/options.js";
import { Resource } from "../core/resource.js";
import { checkOf, open } from "../core/schema.js";
import { type EnterpriseParams, enterpriseParams } from "./params.js";
import { SCOPES } from "./scopes.js";
import { answerOf, ids, int64, listOf, objectOf, optionalBut, type Sendable, schemaOf, withList } from "./shapes.js";

/** A web page that installs like an app. */
export interface WebApp {
  /** `app:` and a package name that begins with `com.google.enterprise.webapp.`. */
  webAppId: string;
  /** Its name, as users see it. */
  title?: string;
  /** URL that opens first. */
  startUrl?: string;
  /** How much of the browser is seen. A plain http page can only have `minimalUi`. */
  displayMode?: "displayModeUnspecified" | "minimalUi" | "standalone" | "fullScreen" | (string & {});
  /** Its icons. Absent: a default icon, or on update the icon it has. */
  icons?: WebAppIcon[];
  /** Whether it is on Play yet. */
  isPublished?: boolean;
  /** Its version, as text. Google raises it now and then by itself. */
  versionCode?: string;
}

/** An icon of a web app. */
export interface WebAppIcon {
  /** A PNG or JPEG in base64url, best square and 512 × 512. */
  imageData?: string;
}

/** The web apps of an enterprise. */
export interface WebAppsListResponse {
  /** Empty when there are none. */
  webApp: WebApp[];
}

/** A web app of an enterprise. */
export interface WebAppParams extends EnterpriseParams {
  /** `app:` and the package name. */
  webAppId: string;
}

/** A new web app. */
export interface InsertWebAppParams extends EnterpriseParams, Sendable<Omit<WebApp, "webAppId">> {}

/** A web app as it is to be. */
export interface UpdateWebAppParams extends WebAppParams, Sendable<Omit<WebApp, "webAppId">> {}

const webAppFields = () => ({
  title: z.string(),
  startUrl: z.string(),
  displayMode: z.enum(["displayModeUnspecified", "minimalUi", "standalone", "fullScreen"]),
  icons: listOf(webAppIconSchema()),
  isPublished: z.boolean(),
  versionCode: int64(),
});

const webAppSchema = () => schemaOf<WebApp>()(objectOf({ webAppId: z.string(), ...webAppFields() }, "webAppId"));

const webAppCheck = answerOf<WebApp>(webAppSchema);

const webAppIconSchema = () => schemaOf<WebAppIcon>()(objectOf({ imageData: z.string() }));

const webAppsListResponseCheck = answerOf<WebAppsListResponse>(() =>
  schemaOf<WebAppsListResponse>()(objectOf({ webApp: listOf(webAppSchema()) }, "webApp")),
);

const webAppParams = checkOf<WebAppParams>(() => z.toZod<WebAppParams>()(open(ids("enterpriseId", "webAppId"))));

const insertWebAppParams = checkOf<InsertWebAppParams>(() =>
  z.toZod<InsertWebAppParams>()(open({ ...ids("enterpriseId"), ...optionalBut(webAppFields()) })),
);

const updateWebAppParams = checkOf<UpdateWebAppParams>(() =>
  z.toZod<UpdateWebAppParams>()(open({ ...ids("enterpriseId", "webAppId"), ...optionalBut(webAppFields()) })),
);

export const webappsEndpoints = {
  delete: endpoint({
    id: "androidenterprise.webapps.delete",
    http: "DELETE /androidenterprise/v1/enterprises/{enterpriseId}/webApps/{webAppId}",
    scopes: SCOPES,
    idempotency: "safe",
    params: webAppParams,
  }),
  get: endpoint({
    id: "androidenterprise.webapps.get",
    http: "GET /androidenterprise/v1/enterprises/{enterpriseId}/webApps/{webAppId}",
    scopes: SCOPES,
    idempotency: "safe",
    params: webAppParams,
    response: webAppCheck,
  }),
  insert: endpoint({
    id: "androidenterprise.webapps.insert",
    http: "POST /androidenterprise/v1/enterprises/{enterpriseId}/webApps",
    body: "*",
    scopes: SCOPES,
    idempotency: "none",
    params: insertWebAppParams,
    response: webAppCheck,
  }),
  list: endpoint({
    id: "androidenterprise.webapps.list",
    http: "GET /androidenterprise/v1/enterprises/{enterpriseId}/webApps",
    scopes: SCOPES,
    idempotency: "safe",
    params: enterpriseParams,
    respell: withList("webApp"),
    response: webAppsListResponseCheck,
  }),
  update: endpoint({
    id: "androidenterprise.webapps.update",
    http: "PUT /androidenterprise/v1/enterprises/{enterpriseId}/webApps/{webAppId}",
    body: "*",
    alsoInBody: ["webAppId"],
    scopes: SCOPES,
    idempotency: "safe",
    params: updateWebAppParams,
    response: webAppCheck,
  }),
};

/** Web pages that install like apps. */
export class Webapps extends Resource {
  /**
   * Deletes a web app.
   *
   * @throws {@link InvalidParamsError} before anything is sent, when an id is missing or empty, or a parameter unknown
   *   or malformed.
   * @throws {@link GoogleApiError} when Google refuses.
   * @example
   * ```ts
   * await client.webapps.delete({
   *   enterpriseId: "LC00lwk1yg",
   *   webAppId: "app:com.google.enterprise.webapp.x1",
   * });
   * ```
   * @see https://developers.google.com/android/work/play/emm-api/v1/webapps/delete
   */
  delete(params: WebAppParams, options?: CallOptions): Promise<void> {
    return this.call(webappsEndpoints.delete, params, options);
  }

  /**
   * Reads a web app.
   *
   * @throws {@link InvalidParamsError} before anything is sent, when an id is missing or empty, or a parameter unknown
   *   or malformed.
   * @throws {@link GoogleApiError} when Google refuses.
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
  get(params: WebAppParams, options?: CallOptions): Promise<WebApp> {
    return this.call(webappsEndpoints.get, params, options);
  }

  /**
   * Makes a web app.
   *
   * A lost answer is not asked for again: it would make a second one.
   *
   * @throws {@link InvalidParamsError} before anything is sent, when an id is missing or empty, or a parameter unknown
   *   or malformed.
   * @throws {@link GoogleApiError} when Google refuses.
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
  insert(params: InsertWebAppParams, options?: CallOptions): Promise<WebApp> {
    return this.call(webappsEndpoints.insert, params, options);
  }

  /**
   * Lists the web apps of an enterprise.
   *
   * @throws {@link InvalidParamsError} before anything is sent, when an id is missing or empty, or a parameter unknown
   *   or malformed.
   * @throws {@link GoogleApiError} when Google refuses.
   * @example
   * ```ts
   * const { webApp } = await client.webapps.list({ enterpriseId: "LC00lwk1yg" });
   * console.log(webApp);
   * ```
   * @see https://developers.google.com/android/work/play/emm-api/v1/webapps/list
   */
  list(params: EnterpriseParams, options?: CallOptions): Promise<WebAppsListResponse> {
    return this.call(webappsEndpoints.list, params, options);
  }

  /**
   * Changes a web app. Its id is sent in the body too, as Google wants it.
   *
   * @throws {@link InvalidParamsError} before anything is sent, when an id is missing or empty, or a parameter unknown
   *   or malformed.
   * @throws {@link GoogleApiError} when Google refuses.
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
  update(params: UpdateWebAppParams, options?: CallOptions): Promise<WebApp> {
    return this.call(webappsEndpoints.update, params, options);
  }
}
