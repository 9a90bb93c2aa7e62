/** Every endpoint of this service, by resource and method. */
import { chromeEnrollmentTokensEndpoints } from "./resources/enrollmentTokens.js";

export const chromeDirectoryEndpoints = { enrollmentTokens: chromeEnrollmentTokensEndpoints };
