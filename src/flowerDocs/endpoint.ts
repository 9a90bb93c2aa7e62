/** Declares this service's endpoints. */
import { endpointsOf } from "../core/endpoint.js";

export const endpoint = endpointsOf({ id: "flowerdocs", path: "/rest" });
