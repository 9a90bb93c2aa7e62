/** Every endpoint of this service, by resource. */
import { enrollmentTokensEndpoints } from "./resources/enrollmentTokens.js";

export const chromeDirectoryEndpoints = { enrollmentTokens: enrollmentTokensEndpoints };
