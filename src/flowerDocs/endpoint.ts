/** `endpoint()`, with which this service declares its endpoints. */
import { endpointsOf } from "../core/endpoint.js";

export const endpoint = endpointsOf({ id: "flowerdocs", path: "/rest" });
