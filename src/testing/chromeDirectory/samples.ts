/** Browsers and profiles to add, completed to what real ones report. */
import { annotationsOf } from "./browsers.js";
import type { OrgUnit } from "./orgUnits.js";
import type {
  Annotations,
  OperatingSystem,
  StoredBrowser,
  StoredExtension,
  StoredPolicy,
  StoredProfile,
} from "./state.js";

/** An extension that a browser has. */
export interface EmulatedExtension {
  /** Id of the extension on the Chrome Web Store. */
  extensionId: string;
  /** Name of the extension. @default the same as its id */
  name?: string | undefined;
  /** Installed version. @default "1.0.0" */
  version?: string | undefined;
  /** What it may do. @default nothing */
  permissions?: readonly string[] | undefined;
  /** Who installed it: an administrator's policy (`ADMIN`), the user (`NORMAL`), or another program (`SIDELOAD`). @default "NORMAL" */
  installType?: "ADMIN" | "NORMAL" | "SIDELOAD" | undefined;
}

/** A browser to add. */
export interface EmulatedBrowserOptions extends Annotations {
  /** Its id: `deviceId` on the beta, `browserPermanentId` on v1. @default a new one */
  deviceId?: string | undefined;
  /** Name of the machine. Several browsers can have the same. @default a name with the number of the browser */
  machineName?: string | undefined;
  /** Serial number of the machine. @default one made from its id */
  serialNumber?: string | undefined;
  /** Path of its organizational unit. @default "/", or the unit of the token that enrolls it */
  orgUnitPath?: string | undefined;
  /** Operating system: `Windows`, `Mac` or `Linux`. @default "Windows" */
  osPlatform?: "Windows" | "Mac" | "Linux" | undefined;
  /** The user who signed in to the machine last. @default "ACME\\ada" */
  lastDeviceUser?: string | undefined;
  /** When it was last used and last reported. @default now */
  lastActivityTime?: Date | string | undefined;
  /** Its extensions. @default uBlock Origin Lite and Google Docs Offline */
  extensions?: readonly EmulatedExtension[] | undefined;
  /** The number of extensions, if that is more than a response lists. @default the number of `extensions` */
  extensionCount?: number | undefined;
}

/** A profile to add. */
export interface EmulatedProfileOptions {
  /** Its `profilePermanentId`. @default a new one */
  profilePermanentId?: string | undefined;
  /** Name of the profile. @default "Ada" */
  displayName?: string | undefined;
  /** Email address of its user. @default "ada@example.com" */
  userEmail?: string | undefined;
  /** Path of its organizational unit. @default "/" */
  orgUnitPath?: string | undefined;
  /** When it was last used and last reported. @default now */
  lastActivityTime?: Date | string | undefined;
}

const VERSION = "142.0.7444.60";
const WINDOWS: OperatingSystem = {
  platform: "Windows",
  platformVersion: "Windows 11",
  version: "10.0.26100.4652",
  executablePath: "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe",
};
const SYSTEMS: Readonly<Record<string, OperatingSystem>> = {
  Windows: WINDOWS,
  Mac: {
    platform: "Mac",
    platformVersion: "Mac OS X 15.6",
    version: "15.6.0",
    executablePath: "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  },
  Linux: {
    platform: "Linux",
    platformVersion: "Debian GNU/Linux 12",
    version: "6.1.0-37-amd64",
    executablePath: "/opt/google/chrome/chrome",
  },
};

const EXTENSIONS: readonly EmulatedExtension[] = [
  {
    extensionId: "ddkjiahejlhfcafbddmgiahcphecmpfh",
    name: "uBlock Origin Lite",
    version: "2025.1110.1750",
    permissions: ["declarativeNetRequest", "scripting", "storage"],
    installType: "ADMIN",
  },
  {
    extensionId: "ghbmnnjooekpmoecnnnilnnbdlolhkhi",
    name: "Google Docs Offline",
    version: "1.99.0",
    permissions: ["alarms", "storage", "unlimitedStorage"],
  },
];

interface Placed {
  readonly unit: OrgUnit;
  readonly now: number;
  readonly lastActivityAt: number;
}

/** @param enrolledBy the secret of the token that enrolls it. */
export function newBrowser(
  id: string,
  number: number,
  options: EmulatedBrowserOptions,
  { unit, now, lastActivityAt }: Placed,
  enrolledBy?: string,
): StoredBrowser {
  const extensions = (options.extensions ?? EXTENSIONS).map(newExtension);
  return {
    id,
    unit,
    annotations: annotationsOf(options),
    machineName: options.machineName ?? `DESKTOP-${String(number).padStart(4, "0")}`,
    serialNumber: options.serialNumber ?? id.slice(0, 8).toUpperCase(),
    virtualDeviceId: crypto.randomUUID(),
    os: SYSTEMS[options.osPlatform ?? "Windows"] ?? WINDOWS,
    version: VERSION,
    users: [options.lastDeviceUser ?? "ACME\\ada"],
    policies: policiesOf(extensions, enrolledBy),
    extensions,
    extensionCount: options.extensionCount ?? extensions.length,
    enrolledBy,
    registeredAt: Math.min(now, lastActivityAt),
    lastActivityAt,
  };
}

export function newProfile(
  id: string,
  { displayName = "Ada", userEmail = "ada@example.com" }: EmulatedProfileOptions,
  { unit, now, lastActivityAt }: Placed,
): StoredProfile {
  return {
    id,
    profileId: crypto.randomUUID(),
    displayName,
    userEmail,
    userId: "100000000000000000002",
    unit,
    machineName: "DESKTOP-ADA",
    os: WINDOWS,
    version: VERSION,
    extensions: EXTENSIONS.map(newExtension),
    enrolledAt: Math.min(now, lastActivityAt),
    lastActivityAt,
    commands: new Map(),
  };
}

function newExtension(given: EmulatedExtension): StoredExtension {
  const { extensionId, name = extensionId, version = "1.0.0", permissions = [], installType = "NORMAL" } = given;
  return { extensionId, name, version, description: `${name} for Chrome`, permissions: [...permissions], installType };
}

/** The enrollment token is one of the policies, in plain text. */
function policiesOf(extensions: readonly StoredExtension[], enrolledBy: string | undefined): StoredPolicy[] {
  const forced = extensions.filter(({ installType }) => installType === "ADMIN").map(({ extensionId }) => extensionId);
  const policy = (name: string, source: string, value: unknown) => ({ name, source, value: JSON.stringify(value) });
  return [
    ...(enrolledBy === undefined ? [] : [policy("CloudManagementEnrollmentToken", "MACHINE_PLATFORM", enrolledBy)]),
    policy("CloudReportingEnabled", "MACHINE_LEVEL_USER_CLOUD", true),
    ...(forced.length > 0 ? [policy("ExtensionInstallForcelist", "MACHINE_LEVEL_USER_CLOUD", forced)] : []),
  ];
}
