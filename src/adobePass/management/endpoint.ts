/** `endpoint()`, with which Adobe's management APIs declare their endpoints. */
import { endpointsOf } from "../../core/endpoint.js";

export const endpoint = endpointsOf({ id: "adobepass.management", path: "/reset-tempass/v3" });
