/** The services that an emulator has by default. A new one is added here. */
import { adobePass } from "./adobePass/index.js";
import { androidEnterprise } from "./androidEnterprise/index.js";
import { chromeDirectory } from "./chromeDirectory/index.js";
import { flowerDocs } from "./flowerDocs/index.js";
import type { EndpointIdOf, ServiceDefinition } from "./service.js";

export const allServices = [androidEnterprise, chromeDirectory, adobePass, flowerDocs] as const;

/** The services that an emulator has by default. */
export type AllServices = typeof allServices;

/** Ids of the endpoints of an emulator of the services of `D`. Every emulator has Google's token endpoint. */
export type EmulatedEndpointId<D extends readonly ServiceDefinition[] = AllServices> =
  | EndpointIdOf<D[number]>
  | "google.oauth2.token";
