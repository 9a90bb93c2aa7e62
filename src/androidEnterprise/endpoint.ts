/** Declares the endpoints of the Google Play EMM API. */
import { endpointsOf } from "../core/endpoint.js";

export const endpoint = endpointsOf({
  id: "androidenterprise",
  path: "/androidenterprise/v1",
  scopes: ["https://www.googleapis.com/auth/androidenterprise"],
});
