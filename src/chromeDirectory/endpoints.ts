/** Every endpoint of this service. */
import { createChromeEnrollmentToken, listEnrollmentTokens, revokeEnrollmentToken } from "./enrollmentTokens.js";

export const chromeDirectoryEndpoints = { createChromeEnrollmentToken, listEnrollmentTokens, revokeEnrollmentToken };
