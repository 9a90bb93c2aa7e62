/** Every endpoint of both APIs, by resource. */
import { directoryBrowsers } from "./directory/browsers.js";
import { directoryEnrollmentTokens } from "./directory/enrollmentTokens.js";
import { orgUnitsEndpoints } from "./directory/orgUnits.js";
import { managementBrowsers } from "./management/browsers.js";
import { managementEnrollmentTokens } from "./management/enrollmentTokens.js";
import { managementProfileCommands, managementProfiles } from "./management/profiles.js";

/** Of the Admin SDK's Directory API. */
export const chromeDirectoryEndpoints = {
  enrollmentTokens: directoryEnrollmentTokens,
  browsers: directoryBrowsers,
  orgunits: orgUnitsEndpoints,
};

/** Of the Chrome Management API. */
export const chromeManagementEndpoints = {
  enrollmentTokens: managementEnrollmentTokens,
  browsers: managementBrowsers,
  profiles: managementProfiles,
  profileCommands: managementProfileCommands,
};
