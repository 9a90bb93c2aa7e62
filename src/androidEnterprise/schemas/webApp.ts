/** Web apps. */
import {
  boolean,
  enumOf,
  fieldsOf,
  type Input,
  int64,
  listOf,
  objectOf,
  type Schema,
  string,
  type UnlistedValue,
} from "../../core/schema.js";

/** A web page that is installed like an app. */
export interface WebApp {
  /** Id of the web app: `app:` and a package name that begins with `com.google.enterprise.webapp.`. */
  webAppId: string;
  /** Name shown to users. */
  title?: string;
  /** URL that the web app opens with. */
  startUrl?: string;
  /**
   * How much of the browser is visible: `minimalUi`, the URL and a refresh button, the only mode for `http` URLs;
   * `standalone`, only the status bar and the navigation bar of the device; `fullScreen`, nothing;
   * `displayModeUnspecified`, not set.
   */
  displayMode?: "displayModeUnspecified" | "minimalUi" | "standalone" | "fullScreen" | UnlistedValue;
  /** Its icons. If absent, a new web app gets a default icon, and an updated one keeps its icons. */
  icons?: WebAppIcon[];
  /** Whether it is published on Google Play. */
  isPublished?: boolean;
  /** Its version, an integer as a string. Google increases it from time to time on its own. */
  versionCode?: string;
}

/** An icon of a web app. */
export interface WebAppIcon {
  /** A PNG or JPEG image in base64url, ideally square and 512 × 512 pixels. */
  imageData?: string;
}

/** A {@link WebAppIcon} as parameters accept it. */
export interface WebAppIconInput extends Input<WebAppIcon> {}

/** The web apps of an enterprise. */
export interface WebAppsListResponse {
  /** The web apps. Empty if there are none. */
  webApp: WebApp[];
}

export const webAppFields = () =>
  fieldsOf<Omit<WebApp, "webAppId">>()({
    title: string,
    startUrl: string,
    displayMode: enumOf("displayModeUnspecified", "minimalUi", "standalone", "fullScreen"),
    icons: listOf(webAppIconSchema),
    isPublished: boolean,
    versionCode: int64,
  });

export const webAppSchema: Schema<WebApp> = objectOf<WebApp>()(() => ({ webAppId: string, ...webAppFields() }), {
  webAppId: true,
});

const webAppIconSchema: Schema<WebAppIcon> = objectOf<WebAppIcon>()(() => ({ imageData: string }));

export const webAppsListResponseSchema: Schema<WebAppsListResponse> = objectOf<WebAppsListResponse>()(
  () => ({ webApp: listOf(webAppSchema) }),
  { webApp: true },
);
