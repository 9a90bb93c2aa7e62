/** `endpoint()`, with which the Admin SDK's Directory API, version v1.1beta1, declares its endpoints. */
import { endpointsOf } from "../../core/endpoint.js";

/** Manages browsers and their enrollment tokens. */
const READ_WRITE = "https://www.googleapis.com/auth/admin.directory.device.chromebrowsers";

/** For endpoints that read. The others have the group's. */
export const READ: readonly string[] = [`${READ_WRITE}.readonly`, READ_WRITE];

export const endpoint = endpointsOf({
  id: "chromedirectory",
  path: "/admin/directory/v1.1beta1/customer/{customer}",
  scopes: [READ_WRITE],
});
