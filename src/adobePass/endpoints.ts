/** Every endpoint of this service, by resource. */
import { authenticationEndpoints } from "./resources/authentication.js";

export const adobePassEndpoints = { authentication: authenticationEndpoints };
