/** Every endpoint of Adobe's APIs, by resource. */
import { tempPassEndpoints } from "./management/resetTempPass.js";
import { authenticationEndpoints } from "./resources/authentication.js";
import { devicesEndpoints } from "./sso/devices.js";
import { serviceTokensEndpoints } from "./sso/serviceTokens.js";
import { configurationEndpoints } from "./v2/resources/configuration.js";
import { decisionsEndpoints } from "./v2/resources/decisions.js";
import { logoutEndpoints } from "./v2/resources/logout.js";
import { profilesEndpoints } from "./v2/resources/profiles.js";
import { sessionsEndpoints } from "./v2/resources/sessions.js";

export const adobePassEndpoints = { authentication: authenticationEndpoints };

export const adobePassV2Endpoints = {
  configuration: configurationEndpoints,
  decisions: decisionsEndpoints,
  logout: logoutEndpoints,
  profiles: profilesEndpoints,
  sessions: sessionsEndpoints,
};

export const adobePassManagementEndpoints = { tempPass: tempPassEndpoints };

export const adobeSsoEndpoints = { devices: devicesEndpoints, serviceTokens: serviceTokensEndpoints };
