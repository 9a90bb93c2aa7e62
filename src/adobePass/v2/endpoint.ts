/** `endpoint()`, with which REST v2 declares its endpoints. */
import { endpointsOf } from "../../core/endpoint.js";

export const endpoint = endpointsOf({
  id: "adobepass.v2",
  path: "/api/v2/{serviceProvider}",
  scopes: ["api:client:v2"],
});
