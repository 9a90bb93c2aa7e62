/** Every endpoint of this service, by resource. */
import { authenticationEndpoints } from "./resources/authentication.js";
import { tokensEndpoints } from "./resources/tokensEndpoints.js";

export const flowerDocsEndpoints = { authentication: authenticationEndpoints, tokens: tokensEndpoints };
