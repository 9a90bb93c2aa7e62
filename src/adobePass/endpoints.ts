/** Every endpoint of this service, by resource and method. */
import { authenticationEndpoints } from "./resources/authentication.js";

export const adobePassEndpoints = { v1: authenticationEndpoints };
