/** What each of the two APIs brings: its descriptors, which take the same parameters, and how it names units. */
import { directoryBrowsers } from "./directory/browsers.js";
import { directoryEnrollmentTokens } from "./directory/enrollmentTokens.js";
import { managementBrowsers } from "./management/browsers.js";
import { managementEnrollmentTokens } from "./management/enrollmentTokens.js";
import type { OrgUnitForm } from "./orgUnits.js";

/** The API that a client calls: the Admin SDK's Directory API, or its successor, the Chrome Management API. */
export type ChromeApi = "directory" | "management";

interface ApiFacts {
  readonly api: ChromeApi;
  readonly baseUrl: string;
  /** How organizational units are taken, by method. */
  readonly orgUnits: Readonly<Record<"listTokens" | "createToken" | "listBrowsers" | "moveBrowsers", OrgUnitForm>>;
  /** Descriptors by method. */
  readonly enrollmentTokens: object;
  readonly browsers: object;
}

export const directoryBackend = {
  api: "directory",
  baseUrl: "https://www.googleapis.com",
  // An id was never seen for tokens.
  orgUnits: { listTokens: "path", createToken: "path", listBrowsers: "either", moveBrowsers: "either" },
  enrollmentTokens: directoryEnrollmentTokens,
  browsers: directoryBrowsers,
} as const satisfies ApiFacts;

export const managementBackend = {
  api: "management",
  baseUrl: "https://chromemanagement.googleapis.com",
  orgUnits: { listTokens: "either", createToken: "id or root", listBrowsers: "either", moveBrowsers: "id" },
  enrollmentTokens: managementEnrollmentTokens,
  browsers: managementBrowsers,
} as const satisfies ApiFacts;

/** One of the two. Methods that both have are called through it without a look at which it is. */
export type Backend = typeof directoryBackend | typeof managementBackend;
