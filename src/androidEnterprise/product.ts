/** Apps of Google Play. */
import * as z from "zod/mini";
import { type AppRestrictionsSchema, appRestrictionsSchemaSchema } from "./appRestrictions.js";
import { APP_TRACKS, type AppTrack } from "./appTrack.js";
import { answerOf, int32, int64, listOf, objectOf, schemaOf } from "./shapes.js";

/** An app of Google Play. */
export interface Product {
  /** `app:` and the package name, such as `app:com.google.android.gm`. */
  productId: string;
  /** Name of the app. */
  title?: string;
  /** Name of the developer. */
  authorName?: string;
  /** Category of the app, such as `SOCIAL`. */
  category?: string;
  /** Short text about it, in the language asked for. */
  description?: string;
  /** Full text of its page, in the language asked for. */
  fullDescription?: string;
  /** What changed last. */
  recentChanges?: string;
  /** For which ages it is. */
  contentRating?: "ratingUnknown" | "all" | "preTeen" | "teen" | "mature" | (string & {});
  /** What it costs. `unknown`: no longer for sale, though some may still have it. */
  productPricing?: "unknown" | "free" | "freeWithInAppPurchase" | "paid" | (string & {});
  /** Whether it is for everybody or for one enterprise, and who hosts it. */
  distributionChannel?: "publicGoogleHosted" | "privateGoogleHosted" | "privateSelfHosted" | (string & {});
  /** Countries it is available in. */
  availableCountries?: string[];
  /** Versions available now. */
  appVersion?: AppVersion[];
  /** Tracks that the enterprise can see. */
  appTracks?: TrackInfo[];
  /** What can be configured in it. */
  appRestrictionsSchema?: AppRestrictionsSchema;
  /** Permissions it requires. */
  permissions?: ProductPermission[];
  /** What is remarkable in it. */
  features?: ("featureUnknown" | "vpnApp" | (string & {}))[];
  /** Lowest API level of Android it runs on. */
  minAndroidSdkVersion?: number;
  /** Certificate it is signed with. */
  signingCertificate?: ProductSigningCertificate;
  /** When it was last published, within 7 days, in milliseconds since the epoch. */
  lastUpdatedTimestampMillis?: string;
  /** Its page on Google Play. */
  detailsUrl?: string;
  /** Its page on managed Google Play, for admins. */
  workDetailsUrl?: string;
  /** An icon for sizes up to 512 × 512. */
  iconUrl?: string;
  /** An icon for sizes up to 128 × 128. */
  smallIconUrl?: string;
  /** Screenshots. */
  screenshotUrls?: string[];
  /** @deprecated Use `appTracks`. */
  availableTracks?: AppTrack[];
  /** @deprecated Google has given it up. */
  requiresContainerApp?: boolean;
}

/** One version of an app. */
export interface AppVersion {
  /** Grows with each version. */
  versionCode?: number;
  /** The developer's name of the version, such as `1.4`. Neither unique nor translated. */
  versionString?: string;
  /** Whether it is published to everybody. */
  isProduction?: boolean;
  /** Ids of the test tracks it is published on. The production track is not among them: see `isProduction`. */
  trackId?: string[];
  /** SDK version of Android that the version targets. */
  targetSdkVersion?: number;
  /** @deprecated Use `trackId`. */
  track?: AppTrack;
}

/** A track of an app. */
export interface TrackInfo {
  /** Id of the track, which never changes. */
  trackId?: string;
  /** Its name in the Play console, which can change. */
  trackAlias?: string;
}

/** A permission that an app requires. */
export interface ProductPermission {
  /** Id of the permission. Read more with `permissions.get`. */
  permissionId?: string;
  /** Whether an admin has accepted it. */
  state?: "required" | "accepted" | (string & {});
}

/** Hashes of a certificate, in base64url. */
export interface ProductSigningCertificate {
  /** SHA-256 hash. */
  certificateHashSha256?: string;
  /** @deprecated Use `certificateHashSha256`; Google may take this away at any time. */
  certificateHashSha1?: string;
}

export const productSchema = () =>
  schemaOf<Product>()(
    objectOf(
      {
        productId: z.string(),
        title: z.string(),
        authorName: z.string(),
        category: z.string(),
        description: z.string(),
        fullDescription: z.string(),
        recentChanges: z.string(),
        contentRating: z.enum(["ratingUnknown", "all", "preTeen", "teen", "mature"]),
        productPricing: z.enum(["unknown", "free", "freeWithInAppPurchase", "paid"]),
        distributionChannel: z.enum(["publicGoogleHosted", "privateGoogleHosted", "privateSelfHosted"]),
        availableCountries: listOf(z.string()),
        appVersion: listOf(appVersionSchema()),
        appTracks: listOf(trackInfoSchema()),
        appRestrictionsSchema: appRestrictionsSchemaSchema(),
        permissions: listOf(productPermissionSchema()),
        features: listOf(z.enum(["featureUnknown", "vpnApp"])),
        minAndroidSdkVersion: int32(),
        signingCertificate: productSigningCertificateSchema(),
        lastUpdatedTimestampMillis: int64(),
        detailsUrl: z.string(),
        workDetailsUrl: z.string(),
        iconUrl: z.string(),
        smallIconUrl: z.string(),
        screenshotUrls: listOf(z.string()),
        availableTracks: listOf(z.enum(APP_TRACKS)),
        requiresContainerApp: z.boolean(),
      },
      "productId",
    ),
  );

export const productCheck = answerOf<Product>(productSchema);

const appVersionSchema = () =>
  schemaOf<AppVersion>()(
    objectOf({
      versionCode: int32(),
      versionString: z.string(),
      isProduction: z.boolean(),
      trackId: listOf(z.string()),
      targetSdkVersion: int32(),
      track: z.enum(APP_TRACKS),
    }),
  );

const trackInfoSchema = () =>
  schemaOf<TrackInfo>()(
    objectOf({
      trackId: z.string(),
      trackAlias: z.string(),
    }),
  );

export const productPermissionSchema = () =>
  schemaOf<ProductPermission>()(
    objectOf({
      permissionId: z.string(),
      state: z.enum(["required", "accepted"]),
    }),
  );

const productSigningCertificateSchema = () =>
  schemaOf<ProductSigningCertificate>()(
    objectOf({
      certificateHashSha256: z.string(),
      certificateHashSha1: z.string(),
    }),
  );
