/** `endpoint()`, with which the SSO service declares its endpoints, and what they share. */
import { endpointsOf } from "../../core/endpoint.js";
import { nonEmptyString } from "../../core/schema.js";
import { isPlainObject } from "../../core/values.js";
import { withMs } from "../times.js";

export const endpoint = endpointsOf({ id: "adobepass.sso", path: "/api/{serviceProvider}" });

export const tokenFields = { serviceProvider: nonEmptyString, serviceToken: nonEmptyString };
export const SERVICE_TOKEN = "AD-Service-Token";

/** Adobe's tables and samples differ in some names: both are read, and named as in the samples. */
export function renamed(body: unknown, from: string, to: string): unknown {
  if (!isPlainObject(body) || body[from] === undefined || body[to] !== undefined) return withMs(body);
  const { [from]: value, ...rest } = body;
  return withMs({ ...rest, [to]: value });
}
