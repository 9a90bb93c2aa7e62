/** How each model is read from the wire: what either API spells differently. */
import { eachOf, enumReader, type Read, readCount, readerOf } from "./reading.js";
import { attestationCredentialSchema, type ChromeAttestationCredential } from "./schemas/attestationCredential.js";
import { type ChromeBrowser, listedBrowserSchema } from "./schemas/browser.js";
import { type ChromeEnrollmentToken, listedEnrollmentTokenSchema } from "./schemas/enrollmentToken.js";
import {
  type ChromeExtension,
  type ChromeExtensionPolicies,
  type ChromePlugin,
  type ChromePolicy,
  extensionPoliciesSchema,
  extensionSchema,
  type InstalledChrome,
  type InstalledChromeProfile,
  installedChromeProfileSchema,
  installedChromeSchema,
  pluginSchema,
  policySchema,
} from "./schemas/installedChrome.js";

/** `tokenId` is the secret in the reference's samples, never an identifier. */
export const readEnrollmentToken: Read = readerOf<ChromeEnrollmentToken>(
  listedEnrollmentTokenSchema,
  {
    token: { from: ["tokenId"] },
    state: { from: ["tokenState"], read: lowerCase(enumReader("ENROLLMENT_TOKEN_STATE")) },
    createTime: { from: ["creationTime", "createdTime"] },
    tokenType: { read: enumReader("ENROLLMENT_TOKEN_TYPE") },
  },
  // The reference draws the two ends of the lifetime as alternatives within it; samples have them flat.
  ["expiration"],
);

/** The Directory API's own state is in lower case, whatever its query language has. */
function lowerCase(read: Read): Read {
  return (value) => {
    const name = read(value);
    return typeof name === "string" ? name.toLowerCase() : name;
  };
}

const readSource = enumReader("POLICY_SOURCE");

const readPolicy = readerOf<ChromePolicy>(policySchema, {
  name: { from: ["policyName"] },
  source: { read: readSource },
});

const readExtensionPolicies = readerOf<ChromeExtensionPolicies>(extensionPoliciesSchema, {
  policies: { read: eachOf(readPolicy) },
});

const readPlugin = readerOf<ChromePlugin>(pluginSchema, { name: { from: ["pluginName"] } });

const readExtension = readerOf<ChromeExtension>(extensionSchema, {
  name: { from: ["extensionName"] },
  homepageUrl: { from: ["homepageUri"] },
  appType: { read: enumReader("EXTENSION_TYPE") },
  installType: { read: enumReader("INSTALLATION_TYPE") },
  configuredAppPolicy: { read: enumReader("CONFIGURED_APP_POLICY") },
});

const readInstalledProfile = readerOf<InstalledChromeProfile>(installedChromeProfileSchema, {
  name: { from: ["profileName"] },
  userPolicies: { read: eachOf(readPolicy) },
  extensionPolicies: { read: eachOf(readExtensionPolicies) },
  extensions: { read: eachOf(readExtension) },
  safeBrowsingWarnings: { read: readCount },
  safeBrowsingWarningsClickThroughs: { read: readCount },
});

const readInstalledChrome = readerOf<InstalledChrome>(installedChromeSchema, {
  channel: { read: enumReader("CHANNEL") },
  plugins: { read: eachOf(readPlugin) },
  profiles: { read: eachOf(readInstalledProfile) },
});

export const readAttestationCredential: Read = readerOf<ChromeAttestationCredential>(attestationCredentialSchema, {
  keyTrustLevel: { read: enumReader("KEY_TRUST_LEVEL") },
  keyType: { read: enumReader("KEY_TYPE") },
});

export const readBrowser: Read = readerOf<ChromeBrowser>(listedBrowserSchema, {
  deviceId: { from: ["browserPermanentId"] },
  extensionCount: { read: readCount },
  policyCount: { read: readCount },
  safeBrowsingClickThroughCount: { read: readCount },
  machinePolicies: { read: eachOf(readPolicy) },
  machineExtensionPolicies: { read: eachOf(readExtensionPolicies) },
  browsers: { read: eachOf(readInstalledChrome) },
  attestationCredential: { read: readAttestationCredential },
});
