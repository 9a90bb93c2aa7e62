/** What a browser reports, as both APIs show it: their forms differ in names, not in content. */
import { type Fields, flag, int32, list, object, text } from "../googleShape.js";
import { timeText } from "./call.js";
import type { StoredBrowser } from "./state.js";

export const ARCHITECTURE = "x86_64";
export const CHANNEL = "STABLE";

/** The names that differ between the APIs. */
export interface Spelling {
  readonly policy: string;
  readonly plugin: string;
  readonly profile: string;
  readonly extension: string;
  readonly homepage: string;
  /** Begins the values of `channel`. */
  readonly channel: string;
}

/** Everything but the browser's ids and its unit. */
export function reportForm(browser: StoredBrowser, spelling: Spelling): Record<string, unknown> {
  const at = timeText(browser.lastActivityAt);
  return {
    machineName: browser.machineName,
    osPlatform: browser.os.platform,
    osArchitecture: ARCHITECTURE,
    osVersion: browser.os.version,
    osPlatformVersion: browser.os.platformVersion,
    serialNumber: browser.serialNumber,
    virtualDeviceId: browser.virtualDeviceId,
    ...browser.annotations,
    browserVersions: [`${browser.version} (Stable)`],
    // JSON spells 64-bit integers as text.
    extensionCount: String(browser.extensionCount),
    policyCount: String(browser.policies.length),
    lastRegistrationTime: timeText(browser.registeredAt),
    lastPolicyFetchTime: at,
    lastActivityTime: at,
    lastStatusReportTime: at,
    lastDeviceUser: browser.users[0],
    lastDeviceUsers: browser.users.map((userName) => ({ userName, lastStatusReportTime: at })),
    machinePolicies: browser.policies.map(({ name, ...policy }) => ({ [spelling.policy]: name, ...policy })),
    machineExtensionPolicies: browser.extensions.slice(0, 1).map(({ extensionId, name }) => ({
      extensionId,
      extensionName: name,
      policies: [{ [spelling.policy]: "managed", source: "MACHINE_LEVEL_USER_CLOUD", value: "true" }],
    })),
    browsers: [
      {
        browserVersion: browser.version,
        channel: spelling.channel + CHANNEL,
        executablePath: browser.os.executablePath,
        lastStatusReportTime: at,
        plugins: [],
        profiles: [profileForm(browser, at, spelling)],
      },
    ],
    deviceIdentifiersHistory: {
      records: [
        {
          identifiers: { machineName: browser.machineName, serialNumber: browser.serialNumber },
          firstRecordTime: timeText(browser.registeredAt),
          lastActivityTime: at,
        },
      ],
    },
  };
}

function profileForm({ users, extensions }: StoredBrowser, at: string, spelling: Spelling): object {
  return {
    id: "Default",
    [spelling.profile]: "Person 1",
    ...(users[0]?.includes("@") && { chromeSignedInUserEmail: users[0] }),
    lastPolicyFetchTime: at,
    lastStatusReportTime: at,
    extensions: extensions.map(({ name, ...extension }) => ({
      [spelling.extension]: name,
      ...extension,
      appType: "EXTENSION",
      [spelling.homepage]: `https://chromewebstore.google.com/detail/${extension.extensionId}`,
      manifestVersion: 3,
      disabled: false,
    })),
  };
}

/** The fields of {@link reportForm}, and those that Google documents besides, some of them for v1 alone. */
export function reportFields({ policy, plugin, profile, extension, homepage }: Spelling): Fields {
  const policies = list(object({ source: text, [policy]: text, value: text, error: text }));
  const extensionPolicies = list(object({ extensionId: text, extensionName: text, policies }));
  const extensions = list(
    object({
      extensionId: text,
      [extension]: text,
      version: text,
      description: text,
      permissions: list(text),
      appType: text,
      [homepage]: text,
      installType: text,
      manifestVersion: int32,
      disabled: flag,
      configuredAppPolicy: text,
      icons: list(object({ size: int32, uri: text })),
    }),
  );
  const profiles = list(
    object({
      id: text,
      [profile]: text,
      chromeSignedInUserEmail: text,
      lastPolicyFetchTime: text,
      lastStatusReportTime: text,
      safeBrowsingWarnings: text,
      safeBrowsingWarningsClickThroughs: text,
      safeBrowsingWarningsResetTime: text,
      userPolicies: policies,
      extensionPolicies,
      extensions,
    }),
  );
  const browsers = list(
    object({
      browserVersion: text,
      channel: text,
      executablePath: text,
      lastPolicyFetchTime: text,
      lastStatusReportTime: text,
      pendingInstallVersion: text,
      plugins: list(object({ [plugin]: text, description: text, filename: text })),
      profiles,
    }),
  );
  const identifiers = object({ hostName: text, machineName: text, serialNumber: text });
  const records = list(object({ identifiers, firstRecordTime: text, lastActivityTime: text }));
  return {
    machineName: text,
    osPlatform: text,
    osArchitecture: text,
    osVersion: text,
    osPlatformVersion: text,
    serialNumber: text,
    virtualDeviceId: text,
    annotatedUser: text,
    annotatedLocation: text,
    annotatedNotes: text,
    annotatedAssetId: text,
    browserVersions: list(text),
    extensionCount: text,
    policyCount: text,
    lastRegistrationTime: text,
    lastPolicyFetchTime: text,
    lastActivityTime: text,
    lastStatusReportTime: text,
    lastDeviceUser: text,
    lastDeviceUsers: list(object({ userName: text, lastStatusReportTime: text })),
    machinePolicies: policies,
    machineExtensionPolicies: extensionPolicies,
    browsers,
    deviceIdentifiersHistory: object({
      deviceIdCollision: flag,
      lastDeviceIdCollisionDetectionTime: text,
      records,
    }),
  };
}
