/** `endpoint()`, with which this service declares its endpoints. */
import { type AnyEndpoint, endpointsOf } from "../core/endpoint.js";
import { deprecationOf } from "./deprecations.js";

const declare = endpointsOf({
  id: "androidenterprise",
  path: "/androidenterprise/v1",
  scopes: ["https://www.googleapis.com/auth/androidenterprise"],
});

export const endpoint = ((...declaration: Parameters<typeof declare>): AnyEndpoint => {
  const { deprecated, ...declared } = declare(...declaration);
  return { ...declared, ...(deprecated && { deprecated: deprecationOf(declaration[0], deprecated) }) };
}) as typeof declare;
