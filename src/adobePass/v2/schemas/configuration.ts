/** The configuration of a service provider. */
import {
  anything,
  boolean,
  enumOf,
  listOf,
  objectOf,
  type Schema,
  string,
  type UnlistedValue,
} from "../../../core/schema.js";
import { isPlainObject } from "../../../core/values.js";

/** What Adobe knows of a service provider on the platform of a device. */
export interface AdobeConfiguration {
  /** Kind of device that Adobe recognized. */
  device?: string;
  /** Kind of client that Adobe recognized. */
  clientType?: string;
  /** Operating system that Adobe recognized. */
  os?: string;
  /** When the configuration was written. */
  time?: string;
  /** The service provider, with its TV providers. */
  requestor?: AdobeRequestor;
  /** How errors are reported. */
  errorReporting?: unknown;
  /** Category of the platform, by Adobe's machine-readable description. */
  platformCategory?: string;
  /** Kind of SDK, by Adobe's machine-readable description. */
  sdkType?: string;
  /** The platform, by Adobe's machine-readable description. */
  platform?: string;
}

/** A service provider. */
export interface AdobeRequestor {
  /** Its id. */
  id?: string;
  /** Its name. */
  name?: string;
  /** Domains from which users may sign in. */
  domains?: AdobeDomain[];
  /** Its TV providers: what a user picks from. */
  mvpds?: AdobeMvpd[];
  /** Its channels, by Adobe's machine-readable description. */
  channels?: unknown;
}

/** A domain from which users may sign in. */
export interface AdobeDomain {
  /** The domain. */
  name?: string;
  /** Whether a TV provider may start the sign-in. */
  mvpdInitiated?: boolean;
}

/** A TV provider (MVPD). */
export interface AdobeMvpd {
  /** Its id. */
  id: string;
  /** Its name for users. */
  displayName?: string;
  /** Address of its logo. */
  logoUrl?: string;
  /** Whether it is a TempPass, which gives access without a subscription for some time. */
  isTempPass?: boolean;
  /** Whether it is reached through another provider. */
  isProxy?: boolean;
  /** Platform SSO: `SUPPORTED`: the platform knows the provider. `PICKER`: it is only shown in the platform's picker. */
  boardingStatus?: "SUPPORTED" | "PICKER" | UnlistedValue;
  /** The partner's id of the provider, as in `frameworkProviderInfo.id` of a partner framework status. */
  platformMappingId?: string;
  /** Whether it takes part in the platform's single sign-on. */
  enablePlatformServices?: boolean;
  /** Whether the platform's picker shows it. */
  displayInPlatformPicker?: boolean;
  /** Whether the platform's permission is required. */
  enforcePlatformPermissions?: boolean;
  /** Whether each service provider needs a sign-in of its own. */
  authPerAggregator?: boolean;
  /** Whether a sign-in can be renewed without the user. */
  passiveAuthnEnabled?: boolean;
  /** Whether a sign-in ends with the browser's session. */
  authPerBrowserSession?: boolean;
}

const mvpdSchema = objectOf<AdobeMvpd>()(
  () => ({
    id: string,
    displayName: string,
    logoUrl: string,
    isTempPass: boolean,
    isProxy: boolean,
    boardingStatus: enumOf("SUPPORTED", "PICKER"),
    platformMappingId: string,
    enablePlatformServices: boolean,
    displayInPlatformPicker: boolean,
    enforcePlatformPermissions: boolean,
    authPerAggregator: boolean,
    passiveAuthnEnabled: boolean,
    authPerBrowserSession: boolean,
  }),
  { id: true },
);

export const configurationSchema: Schema<AdobeConfiguration> = objectOf<AdobeConfiguration>()(() => ({
  device: string,
  clientType: string,
  os: string,
  time: string,
  requestor: objectOf<AdobeRequestor>()(() => ({
    id: string,
    name: string,
    domains: listOf(objectOf<AdobeDomain>()(() => ({ name: string, mvpdInitiated: boolean }))),
    mvpds: listOf(mvpdSchema),
    channels: anything,
  })),
  errorReporting: anything,
  platformCategory: string,
  sdkType: string,
  platform: string,
}));

/** Adobe's table has the providers beside the requestor, its sample within. */
export function readConfiguration(body: unknown): unknown {
  if (!isPlainObject(body) || body.mvpds === undefined) return body;
  const { mvpds, ...rest } = body;
  return { ...rest, requestor: { mvpds, ...(isPlainObject(rest.requestor) && rest.requestor) } };
}
