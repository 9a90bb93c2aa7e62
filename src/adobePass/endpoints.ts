/** Every endpoint of this service. */
import { checkAuthenticationToken } from "./v1.js";

export const adobePassEndpoints = { checkAuthenticationToken };
