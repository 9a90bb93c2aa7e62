/** The services that an emulator has by default. A new one is added here. */
import { adobePass } from "./adobePass.js";
import { androidEnterprise } from "./androidEnterprise/index.js";
import { chromeDirectory } from "./chromeDirectory.js";
import { flowerDocs } from "./flowerDocs.js";

export const allServices = [androidEnterprise, chromeDirectory, adobePass, flowerDocs] as const;

/** The services that an emulator has by default. */
export type AllServices = typeof allServices;
