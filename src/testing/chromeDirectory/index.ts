/** The emulated APIs for Chrome browsers. */
export type { EmulatedBrowserOptions, EmulatedExtension, EmulatedProfileOptions } from "./samples.js";
export {
  chromeDirectory,
  type EmulatedBrowser,
  type EmulatedChromeDirectory,
  type EmulatedChromeToken,
} from "./service.js";
