/** Tokens that open embedded pages of managed Google Play. */
import * as z from "zod/mini";
import { answerOf, listOf, objectOf, schemaOf } from "./shapes.js";

/** Which pages a web token opens, and on which sites they may be embedded. */
export interface AdministratorWebTokenSpec {
  /** Address of the page that holds the iframe, `https` only. Several are separated by spaces. */
  parent?: string;
  /** The page of managed configurations. */
  managedConfigurations?: AdministratorWebTokenSpecManagedConfigurations;
  /** The page that searches managed Google Play. */
  playSearch?: AdministratorWebTokenSpecPlaySearch;
  /** The page of private apps. */
  privateApps?: AdministratorWebTokenSpecPrivateApps;
  /** The page that organizes apps into collections. */
  storeBuilder?: AdministratorWebTokenSpecStoreBuilder;
  /** The page of web apps. */
  webApps?: AdministratorWebTokenSpecWebApps;
  /** The page of zero-touch enrolment. */
  zeroTouch?: AdministratorWebTokenSpecZeroTouch;
  /** @deprecated Use `playSearch.approveApps`. */
  permission?: ("unknown" | "approveApps" | "manageMcm" | (string & {}))[];
}

/** The page of managed configurations. */
export interface AdministratorWebTokenSpecManagedConfigurations {
  /** Whether the page is shown. Google's default: true. */
  enabled?: boolean;
}

/** The page that searches managed Google Play. */
export interface AdministratorWebTokenSpecPlaySearch {
  /** Whether the page is shown. Google's default: true. */
  enabled?: boolean;
  /** Whether apps can be approved there. Google's default: false. */
  approveApps?: boolean;
}

/** The page of private apps. */
export interface AdministratorWebTokenSpecPrivateApps {
  /** Whether the page is shown. Google's default: true. */
  enabled?: boolean;
}

/** The page that organizes apps into collections. */
export interface AdministratorWebTokenSpecStoreBuilder {
  /** Whether the page is shown. Google's default: true. */
  enabled?: boolean;
}

/** The page of web apps. */
export interface AdministratorWebTokenSpecWebApps {
  /** Whether the page is shown. Google's default: true. */
  enabled?: boolean;
}

/** The page of zero-touch enrolment. */
export interface AdministratorWebTokenSpecZeroTouch {
  /** Whether the page is shown; an admin can then link zero-touch customers to the enterprise. */
  enabled?: boolean;
}

/** Opens one session of an embedded page of managed Google Play. */
export interface AdministratorWebToken {
  /** Hand it to Google's JavaScript API. It starts one session. */
  token: string;
}

const HTTPS_ADDRESSES = /^\s*https:\/\/\S+(?:\s+https:\/\/\S+)*\s*$/i;

const parentUris = () => z.string().check(z.regex(HTTPS_ADDRESSES, "must be `https` addresses, separated by spaces"));

export const administratorWebTokenSpecFields = () => ({
  parent: parentUris(),
  managedConfigurations: administratorWebTokenSpecManagedConfigurationsSchema(),
  playSearch: administratorWebTokenSpecPlaySearchSchema(),
  privateApps: administratorWebTokenSpecPrivateAppsSchema(),
  storeBuilder: administratorWebTokenSpecStoreBuilderSchema(),
  webApps: administratorWebTokenSpecWebAppsSchema(),
  zeroTouch: administratorWebTokenSpecZeroTouchSchema(),
  permission: listOf(z.enum(["unknown", "approveApps", "manageMcm"])),
});

const administratorWebTokenSpecManagedConfigurationsSchema = () =>
  schemaOf<AdministratorWebTokenSpecManagedConfigurations>()(objectOf({ enabled: z.boolean() }));

const administratorWebTokenSpecPlaySearchSchema = () =>
  schemaOf<AdministratorWebTokenSpecPlaySearch>()(
    objectOf({
      enabled: z.boolean(),
      approveApps: z.boolean(),
    }),
  );

const administratorWebTokenSpecPrivateAppsSchema = () =>
  schemaOf<AdministratorWebTokenSpecPrivateApps>()(objectOf({ enabled: z.boolean() }));

const administratorWebTokenSpecStoreBuilderSchema = () =>
  schemaOf<AdministratorWebTokenSpecStoreBuilder>()(objectOf({ enabled: z.boolean() }));

const administratorWebTokenSpecWebAppsSchema = () =>
  schemaOf<AdministratorWebTokenSpecWebApps>()(objectOf({ enabled: z.boolean() }));

const administratorWebTokenSpecZeroTouchSchema = () =>
  schemaOf<AdministratorWebTokenSpecZeroTouch>()(objectOf({ enabled: z.boolean() }));

export const administratorWebTokenCheck = answerOf<AdministratorWebToken>(() =>
  schemaOf<AdministratorWebToken>()(objectOf({ token: z.string() }, "token")),
);
