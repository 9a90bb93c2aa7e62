/** How profiles and their commands are read from the wire. */
import { readAttestationCredential } from "./models.js";
import { eachOf, enumReader, type Read, readCount, readerOf } from "./reading.js";
import {
  type ChromeProfile,
  type ChromeProfileDevice,
  listedProfileSchema,
  profileDeviceSchema,
} from "./schemas/profile.js";
import {
  type ChromeProfileCommand,
  type ChromeProfileCommandResult,
  listedProfileCommandSchema,
  profileCommandResultSchema,
} from "./schemas/profileCommand.js";
import {
  type ChromeProfileExtension,
  type ChromeProfileExtensionPolicies,
  type ChromeProfilePolicy,
  type ChromeProfilePolicyConflict,
  type ChromeProfileReport,
  profileExtensionPoliciesSchema,
  profileExtensionSchema,
  profilePolicyConflictSchema,
  profilePolicySchema,
  profileReportSchema,
} from "./schemas/profileReport.js";

const source = { read: enumReader("POLICY_SOURCE") };

const readConflict = readerOf<ChromeProfilePolicyConflict>(profilePolicyConflictSchema, { source });

const readPolicy = readerOf<ChromeProfilePolicy>(profilePolicySchema, {
  source,
  conflicts: { read: eachOf(readConflict) },
});

const readExtension = readerOf<ChromeProfileExtension>(profileExtensionSchema, {
  extensionType: { read: enumReader("EXTENSION_TYPE") },
  installationType: { read: enumReader("INSTALLATION_TYPE") },
});

const readExtensionPolicies = readerOf<ChromeProfileExtensionPolicies>(profileExtensionPoliciesSchema, {
  policyData: { read: eachOf(readPolicy) },
});

const readReport = readerOf<ChromeProfileReport>(profileReportSchema, {
  extensionData: { read: eachOf(readExtension) },
  extensionPolicyData: { read: eachOf(readExtensionPolicies) },
  policyData: { read: eachOf(readPolicy) },
});

const readDevice = readerOf<ChromeProfileDevice>(profileDeviceSchema, {
  deviceType: { read: enumReader("DEVICE_TYPE") },
});

export const readProfile: Read = readerOf<ChromeProfile>(listedProfileSchema, {
  affiliationState: { read: enumReader("AFFILIATION_STATE") },
  identityProvider: { read: enumReader("IDENTITY_PROVIDER") },
  attestationCredential: { read: readAttestationCredential },
  deviceInfo: { read: readDevice },
  extensionCount: { read: readCount },
  policyCount: { read: readCount },
  reportingData: { read: readReport },
});

const readResult = readerOf<ChromeProfileCommandResult>(profileCommandResultSchema, {
  resultType: { read: enumReader("COMMAND_RESULT_TYPE") },
});

export const readProfileCommand: Read = readerOf<ChromeProfileCommand>(listedProfileCommandSchema, {
  commandState: { read: enumReader("COMMAND_STATE") },
  commandResult: { read: readResult },
});
