/** The client of Adobe's SSO service. */
import { Client } from "../../core/client.js";
import type { Service } from "../../core/context.js";
import { createContext } from "../../core/createContext.js";
import { type ClientOptions, clientOptionsOf } from "../../core/options.js";
import { type AdobePassCredential, adobeService } from "../service.js";
import { AdobeSsoServiceDevices } from "./devices.js";
import { AdobeSsoServiceTokens } from "./serviceTokens.js";

/** Options of {@link AdobeSsoService}. */
export interface AdobeSsoServiceOptions extends ClientOptions {
  /** Root of the service, which Adobe tells its customers: no host is documented. */
  baseUrl: string;
  /** An access token of dynamic client registration, a function that supplies it, or a provider that registers. */
  auth: AdobePassCredential;
}

const service: Service = { ...adobeService, baseUrl: undefined, options: clientOptionsOf()(() => ({})) };

/**
 * Adobe's SSO service, a premium feature: one sign-in for several devices.
 *
 * Its errors about a service token are errors of the call. They do not replace the client's access token.
 *
 * @throws An {@link InvalidParamsError} that names the option, if an option is missing, unknown or invalid.
 * @see https://experienceleague.adobe.com/en/docs/pass/authentication/integration-guide-programmers/features-premium/sso-service/sso-service
 */
export class AdobeSsoService extends Client {
  /** The devices that share sign-ins. */
  readonly devices: AdobeSsoServiceDevices;
  /** Proofs that a device shares the sign-ins of others. */
  readonly serviceTokens: AdobeSsoServiceTokens;

  constructor(options: AdobeSsoServiceOptions) {
    const context = createContext(service, options);
    super(context);
    this.devices = new AdobeSsoServiceDevices(context);
    this.serviceTokens = new AdobeSsoServiceTokens(context);
  }
}
