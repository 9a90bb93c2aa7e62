/** Apps on Google Play. */
import {
  boolean,
  enumOf,
  int32,
  int64,
  listOf,
  objectOf,
  type Schema,
  string,
  type UnlistedValue,
} from "../../core/schema.js";
import { type AppRestrictionsSchema, appRestrictionsSchemaSchema } from "./appRestrictions.js";
import { type AppTrack, appTrackSchema } from "./appTrack.js";

/** An app on Google Play. */
export interface Product {
  /** Id of the product: `app:` and the package name, such as `app:com.google.android.gm`. */
  productId: string;
  /** Name of the app. */
  title?: string;
  /** Name of the developer. */
  authorName?: string;
  /** Category of the app, such as `SOCIAL`. */
  category?: string;
  /** Short description, in the requested language. */
  description?: string;
  /** Full description on Google Play, in the requested language. */
  fullDescription?: string;
  /** Description of the latest changes. */
  recentChanges?: string;
  /** Content rating: `all`, for everybody; `preTeen`, `teen` or `mature`, from that age on; `ratingUnknown`, not known. */
  contentRating?: "ratingUnknown" | "all" | "preTeen" | "teen" | "mature" | UnlistedValue;
  /**
   * Pricing: `free`; `freeWithInAppPurchase`, free with in-app purchases; `paid`; `unknown`, an approved app that is no
   * longer generally available, though some users may still have it.
   */
  productPricing?: "unknown" | "free" | "freeWithInAppPurchase" | "paid" | UnlistedValue;
  /**
   * Who can have the app, and who hosts it: `publicGoogleHosted`, everybody, on Google Play; `privateGoogleHosted`, one
   * enterprise, hosted by Google; `privateSelfHosted`, one enterprise, hosted elsewhere.
   */
  distributionChannel?: "publicGoogleHosted" | "privateGoogleHosted" | "privateSelfHosted" | UnlistedValue;
  /** Countries in which the app is available. */
  availableCountries?: string[];
  /** Versions that are available at present. */
  appVersion?: AppVersion[];
  /** Tracks that the enterprise can see. */
  appTracks?: TrackInfo[];
  /** What can be configured in the app. */
  appRestrictionsSchema?: AppRestrictionsSchema;
  /** Permissions that the app requires. */
  permissions?: ProductPermission[];
  /** Noteworthy features: `vpnApp`, the app is a VPN; `featureUnknown` carries no information. */
  features?: ("featureUnknown" | "vpnApp" | UnlistedValue)[];
  /** Lowest Android API level on which the app runs. */
  minAndroidSdkVersion?: number;
  /** Certificate with which the app is signed. */
  signingCertificate?: ProductSigningCertificate;
  /** When the app was last published, accurate to 7 days, in milliseconds since the epoch. */
  lastUpdatedTimestampMillis?: string;
  /** URL of its page on Google Play. */
  detailsUrl?: string;
  /** URL of its page on managed Google Play, for admins. */
  workDetailsUrl?: string;
  /** URL of an icon for up to 512 × 512 pixels. */
  iconUrl?: string;
  /** URL of an icon for up to 128 × 128 pixels. */
  smallIconUrl?: string;
  /** URLs of screenshots. */
  screenshotUrls?: string[];
  /**
   * Kinds of tracks that the enterprise can see: `production`, `beta`, `alpha`; `appTrackUnspecified` is unused.
   *
   * @deprecated Use `appTracks`.
   */
  availableTracks?: AppTrack[];
  /**
   * Whether the app requires a container app.
   *
   * @deprecated Google has deprecated it without a replacement.
   */
  requiresContainerApp?: boolean;
}

/** A version of an app. */
export interface AppVersion {
  /** Unique number, which increases with each version. */
  versionCode?: number;
  /** The developer's name for the version, such as `1.4`. Not necessarily unique, and not translated. */
  versionString?: string;
  /** Whether the version is released on the production track. */
  isProduction?: boolean;
  /** Ids of the tracks on which it is released. The production track is not among them: see `isProduction`. */
  trackId?: string[];
  /** Android API level that the version targets. */
  targetSdkVersion?: number;
  /**
   * Kind of its track: `production`, `beta`, `alpha`; `appTrackUnspecified` is unused.
   *
   * @deprecated Use `trackId`.
   */
  track?: AppTrack;
}

/** A track of an app. */
export interface TrackInfo {
  /** Unique id of the track. It never changes. */
  trackId?: string;
  /** Name of the track in the Play Console. It can change. */
  trackAlias?: string;
}

/** A permission that an app requires. */
export interface ProductPermission {
  /** Id of the permission. Get its name with `permissions.get`. */
  permissionId?: string;
  /** Whether the enterprise has accepted it: `accepted`, it has; `required`, the app requires it, but it has not. */
  state?: "required" | "accepted" | UnlistedValue;
}

/** Hashes of a certificate, in base64url. */
export interface ProductSigningCertificate {
  /** SHA-256 hash. */
  certificateHashSha256?: string;
  /**
   * SHA-1 hash. Google may remove it at any time.
   *
   * @deprecated Use `certificateHashSha256`.
   */
  certificateHashSha1?: string;
}

/** The permissions that an app requires. */
export interface ProductPermissions {
  /** Id of the product, such as `app:com.google.android.gm`. */
  productId?: string;
  /** The permissions. */
  permission?: ProductPermission[];
}

export const productSchema: Schema<Product> = objectOf<Product>()(
  () => ({
    productId: string,
    title: string,
    authorName: string,
    category: string,
    description: string,
    fullDescription: string,
    recentChanges: string,
    contentRating: enumOf("ratingUnknown", "all", "preTeen", "teen", "mature"),
    productPricing: enumOf("unknown", "free", "freeWithInAppPurchase", "paid"),
    distributionChannel: enumOf("publicGoogleHosted", "privateGoogleHosted", "privateSelfHosted"),
    availableCountries: listOf(string),
    appVersion: listOf(appVersionSchema),
    appTracks: listOf(trackInfoSchema),
    appRestrictionsSchema: appRestrictionsSchemaSchema,
    permissions: listOf(productPermissionSchema),
    features: listOf(enumOf("featureUnknown", "vpnApp")),
    minAndroidSdkVersion: int32,
    signingCertificate: productSigningCertificateSchema,
    lastUpdatedTimestampMillis: int64,
    detailsUrl: string,
    workDetailsUrl: string,
    iconUrl: string,
    smallIconUrl: string,
    screenshotUrls: listOf(string),
    availableTracks: listOf(appTrackSchema),
    requiresContainerApp: boolean,
  }),
  { productId: true },
);

const appVersionSchema: Schema<AppVersion> = objectOf<AppVersion>()(() => ({
  versionCode: int32,
  versionString: string,
  isProduction: boolean,
  trackId: listOf(string),
  targetSdkVersion: int32,
  track: appTrackSchema,
}));

const trackInfoSchema: Schema<TrackInfo> = objectOf<TrackInfo>()(() => ({
  trackId: string,
  trackAlias: string,
}));

const productPermissionSchema: Schema<ProductPermission> = objectOf<ProductPermission>()(() => ({
  permissionId: string,
  state: enumOf("required", "accepted"),
}));

const productSigningCertificateSchema: Schema<ProductSigningCertificate> = objectOf<ProductSigningCertificate>()(
  () => ({
    certificateHashSha256: string,
    certificateHashSha1: string,
  }),
);

export const productPermissionsSchema: Schema<ProductPermissions> = objectOf<ProductPermissions>()(() => ({
  productId: string,
  permission: listOf(productPermissionSchema),
}));
