/** `profiles` of the Chrome Management API v1. */
import { flag, int32, list, map, object, text, uint32 } from "../googleShape.js";
import { type Call, found, listed, type Operations, orderFrom, timeText } from "./call.js";
import { type FilterLanguage, readFilter } from "./managementFilter.js";
import { choiceFact, countFact, type Fact, type Facts, textFact, timeFact } from "./search.js";
import type { State, StoredProfile } from "./state.js";

const PATH = "/v1/customers/{}/profiles";
const PROVIDER = "GOOGLE_IDENTITY_PROVIDER";
const AFFILIATED = "PROFILE_ONLY";

const activity: Fact<StoredProfile> = timeFact(({ lastActivityAt }) => lastActivityAt);

/** What filters and orders can be about, as Google names it. */
const FACTS: Facts<StoredProfile> = {
  profile_id: textFact(({ profileId }) => profileId),
  display_name: textFact(({ displayName }) => displayName),
  user_email: textFact(({ userEmail }) => userEmail),
  last_activity_time: activity,
  last_policy_sync_time: activity,
  last_status_report_time: activity,
  first_enrollment_time: timeFact(({ enrolledAt }) => enrolledAt),
  os_platform_type: textFact(({ os }) => os.platform),
  os_platform_version: textFact(({ os }) => os.platformVersion),
  os_version: textFact(({ os }) => os.version),
  browser_version: textFact(({ version }) => version),
  browser_channel: textFact(() => "STABLE"),
  policy_count: countFact(() => 0),
  extension_count: countFact(({ extensions }) => extensions.length),
  identity_provider: choiceFact(() => PROVIDER, PROVIDER, "EXTERNAL_IDENTITY_PROVIDER"),
  affiliation_state: choiceFact(
    () => AFFILIATED,
    "UNAFFILIATED_GENERIC",
    AFFILIATED,
    "UNAFFILIATED_LOCAL_MACHINE",
    "UNAFFILIATED_CLOUD_MACHINE",
    "AFFILIATED_CLOUD_MANAGED",
  ),
};

const ALL_OPERATORS = ["=", "!=", "<", "<=", ">", ">="] as const;

const PROFILE = object({
  name: text,
  profilePermanentId: text,
  profileId: text,
  displayName: text,
  userEmail: text,
  userId: text,
  annotatedLocation: text,
  annotatedUser: text,
  affiliationState: text,
  attestationCredential: map,
  browserChannel: text,
  browserVersion: text,
  deviceInfo: object({ affiliatedDeviceId: text, deviceType: text, hostname: text, machine: text }),
  etag: text,
  extensionCount: text,
  policyCount: text,
  firstEnrollmentTime: text,
  lastActivityTime: text,
  lastPolicyFetchTime: text,
  lastPolicySyncTime: text,
  lastStatusReportTime: text,
  identityProvider: text,
  osPlatformType: text,
  osPlatformVersion: text,
  osVersion: text,
  reportingData: object({
    browserExecutablePath: text,
    extensionData: list(
      object({
        description: text,
        extensionId: text,
        extensionType: text,
        homepageUri: text,
        installationType: text,
        isDisabled: flag,
        isWebstoreExtension: flag,
        manifestVersion: int32,
        name: text,
        permissions: list(text),
        version: text,
      }),
    ),
    extensionPolicyData: list(map),
    installedBrowserVersion: text,
    policyData: list(map),
    profilePath: text,
  }),
  supportsFcmNotifications: flag,
});

export const profiles: Operations = {
  [`GET ${PATH}`]: {
    query: { filter: text, orderBy: text, pageSize: uint32, pageToken: text },
    response: object({ chromeBrowserProfiles: list(PROFILE), nextPageToken: text, totalSize: text }),
    respond(call) {
      const { state } = call;
      const matches = readFilter(call.query("filter") ?? "", languageOf(state));
      const matching = [...state.profiles.values()].filter(matches);
      const order = orderFrom(FACTS, call.query("orderBy") ?? "last_status_report_time desc");
      const page = call.page(matching, order, ["pageSize", 200], ["filter", "orderBy"]);
      const form = (profile: StoredProfile) => profileForm(state, profile);
      return { ...listed("chromeBrowserProfiles", page, form), totalSize: String(matching.length) };
    },
  },
  [`GET ${PATH}/{}`]: {
    response: PROFILE,
    respond: (call) => profileForm(call.state, profileOf(call)),
  },
  [`DELETE ${PATH}/{}`]: {
    response: object({}),
    respond(call) {
      call.state.profiles.delete(profileOf(call).id);
      return {};
    },
  },
};

export const profileOf = ({ state, ids: [id] }: Call): StoredProfile => found(state.profiles, id, "profile");

export const profileName = ({ customerId }: State, { id }: StoredProfile) => `customers/C${customerId}/profiles/${id}`;

function languageOf({ units }: State): FilterLanguage<StoredProfile> {
  const ouId: Fact<StoredProfile> = { kind: "exact", of: ({ unit }) => [unit.id], read: (id) => units.byId(id)?.id };
  return {
    facts: { ...FACTS, ouId },
    textOperators: ["=", "!="],
    timeOperators: ALL_OPERATORS,
    countOperators: ALL_OPERATORS,
    allowsWildcard: () => true,
  };
}

function profileForm(state: State, profile: StoredProfile): object {
  const at = timeText(profile.lastActivityAt);
  return {
    name: profileName(state, profile),
    profilePermanentId: profile.id,
    profileId: profile.profileId,
    displayName: profile.displayName,
    userEmail: profile.userEmail,
    userId: profile.userId,
    affiliationState: AFFILIATED,
    browserChannel: "STABLE",
    browserVersion: profile.version,
    deviceInfo: { deviceType: "CHROME_BROWSER", hostname: profile.machineName, machine: profile.machineName },
    etag: `"${profile.id}"`,
    extensionCount: String(profile.extensions.length),
    policyCount: "0",
    firstEnrollmentTime: timeText(profile.enrolledAt),
    lastActivityTime: at,
    lastPolicyFetchTime: at,
    lastPolicySyncTime: at,
    lastStatusReportTime: at,
    identityProvider: PROVIDER,
    osPlatformType: profile.os.platform,
    osPlatformVersion: profile.os.platformVersion,
    osVersion: profile.os.version,
    reportingData: {
      browserExecutablePath: profile.os.executablePath,
      installedBrowserVersion: profile.version,
      extensionData: profile.extensions.map(({ installType, ...extension }) => ({
        ...extension,
        extensionType: "EXTENSION",
        installationType: installType,
        manifestVersion: 3,
        isDisabled: false,
        isWebstoreExtension: true,
      })),
    },
    supportsFcmNotifications: true,
  };
}
