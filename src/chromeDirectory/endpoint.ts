/** `endpoint()`, with which this service declares its endpoints. */
import { endpointsOf } from "../core/endpoint.js";

/** Manages browsers and their enrollment tokens. */
export const READ_WRITE = "https://www.googleapis.com/auth/admin.directory.device.chromebrowsers";
export const READ_ONLY = `${READ_WRITE}.readonly`;

export const endpoint = endpointsOf({
  id: "chromedirectory",
  path: "/admin/directory/v1.1beta1/customer/{customer}/chrome",
  scopes: [READ_WRITE],
});
