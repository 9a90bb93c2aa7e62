/** Web tokens, which open embedded pages of managed Google Play. */
import {
  boolean,
  enumOf,
  fieldsOf,
  type Input,
  listOf,
  matching,
  objectOf,
  type Schema,
  string,
  type UnlistedValue,
} from "../../core/schema.js";

/** Which pages a web token opens, and on which sites they can be embedded. */
export interface AdministratorWebTokenSpec {
  /** URL of the page that embeds the iframe, `https` only. Separate several with spaces. */
  parent?: string;
  /** Options of the page for managed configurations. */
  managedConfigurations?: AdministratorWebTokenSpecManagedConfigurations;
  /** Options of the page that searches managed Google Play. */
  playSearch?: AdministratorWebTokenSpecPlaySearch;
  /** Options of the page for private apps. */
  privateApps?: AdministratorWebTokenSpecPrivateApps;
  /** Options of the page that organizes apps into collections. */
  storeBuilder?: AdministratorWebTokenSpecStoreBuilder;
  /** Options of the page for web apps. */
  webApps?: AdministratorWebTokenSpecWebApps;
  /** Options of the page for zero-touch enrollment. */
  zeroTouch?: AdministratorWebTokenSpecZeroTouch;
  /**
   * What the admin may do: `approveApps`, approve apps and revoke approvals; `manageMcm`, manage the restrictions of
   * apps; `unknown` carries no information.
   *
   * @deprecated Use `playSearch.approveApps`.
   */
  permission?: ("unknown" | "approveApps" | "manageMcm" | UnlistedValue)[];
}

/** Options of the page for managed configurations. */
export interface AdministratorWebTokenSpecManagedConfigurations {
  /** Whether the page is shown. Google's default: true. */
  enabled?: boolean;
}

/** An {@link AdministratorWebTokenSpecManagedConfigurations} as `enterprises.createWebToken` accepts it. */
export interface AdministratorWebTokenSpecManagedConfigurationsInput
  extends Input<AdministratorWebTokenSpecManagedConfigurations> {}

/** Options of the page that searches managed Google Play. */
export interface AdministratorWebTokenSpecPlaySearch {
  /** Whether the page is shown. Google's default: true. */
  enabled?: boolean;
  /** Whether the admin can approve apps there. Google's default: false. */
  approveApps?: boolean;
}

/** An {@link AdministratorWebTokenSpecPlaySearch} as `enterprises.createWebToken` accepts it. */
export interface AdministratorWebTokenSpecPlaySearchInput extends Input<AdministratorWebTokenSpecPlaySearch> {}

/** Options of the page for private apps. */
export interface AdministratorWebTokenSpecPrivateApps {
  /** Whether the page is shown. Google's default: true. */
  enabled?: boolean;
}

/** An {@link AdministratorWebTokenSpecPrivateApps} as `enterprises.createWebToken` accepts it. */
export interface AdministratorWebTokenSpecPrivateAppsInput extends Input<AdministratorWebTokenSpecPrivateApps> {}

/** Options of the page that organizes apps into collections. */
export interface AdministratorWebTokenSpecStoreBuilder {
  /** Whether the page is shown. Google's default: true. */
  enabled?: boolean;
}

/** An {@link AdministratorWebTokenSpecStoreBuilder} as `enterprises.createWebToken` accepts it. */
export interface AdministratorWebTokenSpecStoreBuilderInput extends Input<AdministratorWebTokenSpecStoreBuilder> {}

/** Options of the page for web apps. */
export interface AdministratorWebTokenSpecWebApps {
  /** Whether the page is shown. Google's default: true. */
  enabled?: boolean;
}

/** An {@link AdministratorWebTokenSpecWebApps} as `enterprises.createWebToken` accepts it. */
export interface AdministratorWebTokenSpecWebAppsInput extends Input<AdministratorWebTokenSpecWebApps> {}

/** Options of the page for zero-touch enrollment. */
export interface AdministratorWebTokenSpecZeroTouch {
  /** Whether the page can be used. The admin can then link zero-touch customers to the enterprise. */
  enabled?: boolean;
}

/** An {@link AdministratorWebTokenSpecZeroTouch} as `enterprises.createWebToken` accepts it. */
export interface AdministratorWebTokenSpecZeroTouchInput extends Input<AdministratorWebTokenSpecZeroTouch> {}

/** A token that opens one session of an embedded page of managed Google Play. */
export interface AdministratorWebToken {
  /**
   * The token. Pass it to Google's JavaScript API. It starts one session.
   * @secret
   */
  token: string;
}

export const administratorWebTokenSpecFields = () =>
  fieldsOf<AdministratorWebTokenSpec>()({
    parent: matching(/^\s*https:\/\/\S+(?:\s+https:\/\/\S+)*\s*$/i, "must be `https` addresses, separated by spaces"),
    managedConfigurations: administratorWebTokenSpecManagedConfigurationsSchema,
    playSearch: administratorWebTokenSpecPlaySearchSchema,
    privateApps: administratorWebTokenSpecPrivateAppsSchema,
    storeBuilder: administratorWebTokenSpecStoreBuilderSchema,
    webApps: administratorWebTokenSpecWebAppsSchema,
    zeroTouch: administratorWebTokenSpecZeroTouchSchema,
    permission: listOf(enumOf("unknown", "approveApps", "manageMcm")),
  });

const administratorWebTokenSpecManagedConfigurationsSchema: Schema<AdministratorWebTokenSpecManagedConfigurations> =
  objectOf<AdministratorWebTokenSpecManagedConfigurations>()(() => ({ enabled: boolean }));

const administratorWebTokenSpecPlaySearchSchema: Schema<AdministratorWebTokenSpecPlaySearch> =
  objectOf<AdministratorWebTokenSpecPlaySearch>()(() => ({
    enabled: boolean,
    approveApps: boolean,
  }));

const administratorWebTokenSpecPrivateAppsSchema: Schema<AdministratorWebTokenSpecPrivateApps> =
  objectOf<AdministratorWebTokenSpecPrivateApps>()(() => ({ enabled: boolean }));

const administratorWebTokenSpecStoreBuilderSchema: Schema<AdministratorWebTokenSpecStoreBuilder> =
  objectOf<AdministratorWebTokenSpecStoreBuilder>()(() => ({ enabled: boolean }));

const administratorWebTokenSpecWebAppsSchema: Schema<AdministratorWebTokenSpecWebApps> =
  objectOf<AdministratorWebTokenSpecWebApps>()(() => ({ enabled: boolean }));

const administratorWebTokenSpecZeroTouchSchema: Schema<AdministratorWebTokenSpecZeroTouch> =
  objectOf<AdministratorWebTokenSpecZeroTouch>()(() => ({ enabled: boolean }));

export const administratorWebTokenSchema: Schema<AdministratorWebToken> = objectOf<AdministratorWebToken>()(
  () => ({ token: string }),
  { token: true },
);
