/** `browsers.listExtensions` */
import { isPlainObject } from "../../core/values.js";
import type { ListChromeExtensionsParams } from "../params/browserOperations.js";
import type { ListChromeBrowsersParams } from "../params/browsers.js";
import type { ChromeBrowser } from "../schemas/browser.js";
import type { ChromeExtension, InstalledChrome, InstalledChromeProfile } from "../schemas/installedChrome.js";
import { listIn } from "../schemas/page.js";

/** The extensions of one machine. */
export interface ChromeBrowserExtensions {
  /** Identifies the machine. */
  deviceId: string;
  /** Name of the machine. */
  machineName?: string;
  /** Path of its organizational unit. Directory API only. */
  orgUnitPath?: string;
  /** Id of its organizational unit. Chrome Management API only. */
  orgUnitId?: string;
  /** Its extensions, once for each profile. */
  extensions: ChromeInstalledExtension[];
  /** Number of extensions that the machine has, as Google counts them. */
  extensionCount?: string;
  /** Whether Google left some out of the list: `extensionCount` is higher. List by smaller organizational units then. */
  isCut: boolean;
}

/** An extension in one profile of one Chrome. */
export interface ChromeInstalledExtension extends ChromeExtension {
  /** Id of the profile. */
  profileId?: string;
  /** Name of the profile. */
  profileName?: string;
  /** Email address of the user who is signed in to the profile. */
  chromeSignedInUserEmail?: string;
  /** Release channel of the Chrome. */
  channel?: NonNullable<InstalledChrome["channel"]>;
}

/** The list of the browsers, with no more fields than are needed. */
export function extensionList(params: ListChromeExtensionsParams): ListChromeBrowsersParams {
  if (!isPlainObject(params)) return params;
  const fields = ["deviceId", "machineName", "orgUnitPath", "orgUnitId", "extensionCount", "browsers"] as const;
  // In an order that does not change while browsers report.
  return { ...params, fields, orderBy: "deviceId" };
}

export function extensionsOf({ browsers, ...machine }: ChromeBrowser): ChromeBrowserExtensions {
  const { deviceId, machineName, orgUnitPath, orgUnitId, extensionCount } = machine;
  const extensions = listIn(browsers).flatMap((chrome) =>
    listIn(chrome.profiles).flatMap((profile) =>
      listIn(profile.extensions).map((extension) => ({ ...extension, ...placeOf(chrome, profile) })),
    ),
  );
  return {
    deviceId,
    ...(machineName !== undefined && { machineName }),
    ...(orgUnitPath !== undefined && { orgUnitPath }),
    ...(orgUnitId !== undefined && { orgUnitId }),
    ...(extensionCount !== undefined && { extensionCount }),
    extensions,
    isCut: Number(extensionCount ?? 0) > extensions.length,
  };
}

function placeOf({ channel }: InstalledChrome, { id, name, chromeSignedInUserEmail }: InstalledChromeProfile) {
  return {
    ...(id !== undefined && { profileId: id }),
    ...(name !== undefined && { profileName: name }),
    ...(chromeSignedInUserEmail !== undefined && { chromeSignedInUserEmail }),
    ...(channel !== undefined && { channel }),
  };
}
