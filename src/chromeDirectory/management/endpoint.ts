/** `endpoint()`, with which the Chrome Management API, version v1, declares its endpoints. */
import { endpointsOf } from "../../core/endpoint.js";

const scopesOf = (resource: string) => {
  const write = `https://www.googleapis.com/auth/chrome.management.${resource}`;
  return { read: [`${write}.readonly`, write], write: [write] };
};

export const TOKENS = scopesOf("enrollmenttokens");
export const BROWSERS = scopesOf("browsers");
export const PROFILES = scopesOf("profiles");

export const endpoint = endpointsOf({ id: "chromemanagement", path: "/v1/customers/{customer}" });
