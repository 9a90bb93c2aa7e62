/** `endpoint()`, with which this service declares its endpoints. */
import { endpointsOf } from "../core/endpoint.js";

/** Of the software statements of v1, which have all of these. */
const scopes = ["profile:client", "tokens:client", "decisions:client", "config:client", "platform:sso"];

export const endpoint = endpointsOf({ id: "adobepass.v1", path: "/api/v1", scopes });
