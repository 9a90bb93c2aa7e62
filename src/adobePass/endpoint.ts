/** Declares the endpoints of the REST API v1. */
import { endpointsOf } from "../core/endpoint.js";

export const endpoint = endpointsOf({ id: "adobepass.v1", path: "/api/v1" });
