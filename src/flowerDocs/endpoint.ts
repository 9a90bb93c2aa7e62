/** `endpoint()`, with which this service declares its endpoints. */
import { endpointsOf } from "../core/endpoint.js";

/** Begins the ids of all endpoints. */
export const SERVICE = "flowerdocs";
/** Begins the paths of the REST API. */
export const REST = "/rest";

export const endpoint = endpointsOf({ id: SERVICE, path: REST });
/** Declares an endpoint of Core outside the REST API. */
export const coreEndpoint = endpointsOf({ id: SERVICE, path: "" });
