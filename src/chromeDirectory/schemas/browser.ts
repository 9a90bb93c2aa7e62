/** A managed Chrome browser: one installation of Chrome on one machine, or several. */
import { boolean, fieldsOf, int64, listOf, objectOf, type Schema, string } from "../../core/schema.js";
import { attestationCredentialSchema, type ChromeAttestationCredential } from "./attestationCredential.js";
import {
  type ChromeExtensionPolicies,
  type ChromePolicy,
  extensionPoliciesSchema,
  type InstalledChrome,
  installedChromeSchema,
  policySchema,
} from "./installedChrome.js";

/**
 * A machine with managed Chrome browsers. Times are RFC 3339 in UTC. Names and values are the same for both APIs: those
 * of the Directory API where the two differ, values in camel case.
 */
export interface ChromeBrowser {
  /**
   * Identifies the machine; methods take it. `browserPermanentId` of the Chrome Management API, where it is the end of
   * `name`. Items of a list have it unless a mask of your own leaves it out.
   */
  deviceId: string;
  /** Resource name, `customers/{customer}/chromeBrowsers/{id}`. Chrome Management API only. */
  name?: string;
  /** Always `admin#directory#browserdevice`. Directory API only. */
  kind?: string;
  /** Name of the machine. Several machines may have the same. */
  machineName?: string;
  /** Serial number of the machine. */
  serialNumber?: string;
  /** Id that Chrome gave the machine. */
  virtualDeviceId?: string;
  /** Path of the organizational unit. Directory API only. */
  orgUnitPath?: string;
  /** Id of the organizational unit, without the prefix `id:`. Chrome Management API only. */
  orgUnitId?: string;
  /** Operating system, such as `Windows`. */
  osPlatform?: string;
  /** Architecture, such as `x86_64`. */
  osArchitecture?: string;
  /** Version of the operating system, such as `10.0.19042.867`. */
  osVersion?: string;
  /** Operating system and its major version, such as `Windows 10`. */
  osPlatformVersion?: string;
  /** An administrator's note of the user. */
  annotatedUser?: string;
  /** An administrator's note of the place. */
  annotatedLocation?: string;
  /** An administrator's notes. */
  annotatedNotes?: string;
  /** An administrator's asset id. */
  annotatedAssetId?: string;
  /** Versions of the installed browsers, such as `89.0.4389.23 (Beta)`. */
  browserVersions?: string[];
  /** Number of extensions. */
  extensionCount?: string;
  /** Number of policies. */
  policyCount?: string;
  /** Warnings that users clicked through. Directory API only; the Chrome Management API counts by profile. */
  safeBrowsingClickThroughCount?: string;
  /** When it was enrolled last. */
  lastRegistrationTime?: string;
  /** When it fetched policies last. */
  lastPolicyFetchTime?: string;
  /** When it was active last. */
  lastActivityTime?: string;
  /** When it reported last. `FULL` only. */
  lastStatusReportTime?: string;
  /** When its updater was active last. Chrome Management API only. */
  omahaRecentFetchTime?: string;
  /** User who was signed in to the machine last. */
  lastDeviceUser?: string;
  /** Users who were signed in to the machine. `FULL` only. */
  lastDeviceUsers?: ChromeDeviceUser[];
  /** Policies of the machine. One of them holds the enrollment token. `FULL` only. */
  machinePolicies?: ChromePolicy[];
  /** Policies of the machine for extensions. */
  machineExtensionPolicies?: ChromeExtensionPolicies[];
  /** The installed browsers. `FULL` only. */
  browsers?: InstalledChrome[];
  /** Names and serial numbers that the machine had. */
  deviceIdentifiersHistory?: ChromeDeviceIdentifiersHistory;
  /** Key that attests the device. Chrome Management API only. */
  attestationCredential?: ChromeAttestationCredential;
}

/** A user of a machine. */
export interface ChromeDeviceUser {
  /** Name of the user. */
  userName?: string;
  /** When the user's browser reported last. */
  lastStatusReportTime?: string;
}

/** Names and serial numbers that a machine had. */
export interface ChromeDeviceIdentifiersHistory {
  /** The identifiers, each with its time. */
  records?: ChromeDeviceIdentifiersRecord[];
  /** Whether several machines have reported under one id. Chrome Management API only. */
  deviceIdCollision?: boolean;
  /** When that was noticed last. Chrome Management API only. */
  lastDeviceIdCollisionDetectionTime?: string;
}

/** Identifiers that a machine had for a time. */
export interface ChromeDeviceIdentifiersRecord {
  /** The identifiers. */
  identifiers?: ChromeDeviceIdentifiers;
  /** When they were reported first. */
  firstRecordTime?: string;
  /** When they were reported last. */
  lastActivityTime?: string;
}

/** Identifiers of a machine. */
export interface ChromeDeviceIdentifiers {
  /** Name of the machine. */
  machineName?: string;
  /** Serial number of the machine. */
  serialNumber?: string;
  /** Name of the host. Chrome Management API only. */
  hostName?: string;
}

const deviceUserSchema = objectOf<ChromeDeviceUser>()(() => ({ userName: string, lastStatusReportTime: string }));

const identifiersSchema = objectOf<ChromeDeviceIdentifiers>()(() => ({
  machineName: string,
  serialNumber: string,
  hostName: string,
}));

const identifiersHistorySchema = objectOf<ChromeDeviceIdentifiersHistory>()(() => ({
  records: listOf(
    objectOf<ChromeDeviceIdentifiersRecord>()(() => ({
      identifiers: identifiersSchema,
      firstRecordTime: string,
      lastActivityTime: string,
    })),
  ),
  deviceIdCollision: boolean,
  lastDeviceIdCollisionDetectionTime: string,
}));

const fields = () =>
  fieldsOf<ChromeBrowser>()({
    deviceId: string,
    name: string,
    kind: string,
    machineName: string,
    serialNumber: string,
    virtualDeviceId: string,
    orgUnitPath: string,
    orgUnitId: string,
    osPlatform: string,
    osArchitecture: string,
    osVersion: string,
    osPlatformVersion: string,
    annotatedUser: string,
    annotatedLocation: string,
    annotatedNotes: string,
    annotatedAssetId: string,
    browserVersions: listOf(string),
    extensionCount: int64,
    policyCount: int64,
    safeBrowsingClickThroughCount: int64,
    lastRegistrationTime: string,
    lastPolicyFetchTime: string,
    lastActivityTime: string,
    lastStatusReportTime: string,
    omahaRecentFetchTime: string,
    lastDeviceUser: string,
    lastDeviceUsers: listOf(deviceUserSchema),
    machinePolicies: listOf(policySchema),
    machineExtensionPolicies: listOf(extensionPoliciesSchema),
    browsers: listOf(installedChromeSchema),
    deviceIdentifiersHistory: identifiersHistorySchema,
    attestationCredential: attestationCredentialSchema,
  });

export const browserSchema: Schema<ChromeBrowser> = objectOf<ChromeBrowser>()(fields, { deviceId: true });

/** As an item of a list, where a mask or an odd response may leave out anything. */
export const listedBrowserSchema: Schema<Partial<ChromeBrowser>> = objectOf<Partial<ChromeBrowser>>()(fields);
