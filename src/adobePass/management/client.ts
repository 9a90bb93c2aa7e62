/** The client of Adobe's management APIs. */
import { Client } from "../../core/client.js";
import type { Service } from "../../core/context.js";
import { createContext } from "../../core/createContext.js";
import { type ClientOptions, clientOptionsOf } from "../../core/options.js";
import { closedEnumOf } from "../../core/schema.js";
import { type AdobeEnvironment, ENVIRONMENTS, hostOf } from "../environment.js";
import { type AdobePassCredential, adobeService } from "../service.js";
import { AdobePassTempPass } from "./resetTempPass.js";

/** Options of {@link AdobePassManagement}. */
export interface AdobePassManagementOptions extends ClientOptions {
  /**
   * An access token of dynamic client registration, a function that supplies it, or a provider that registers. Its
   * software statement is one for management: that of the applications does not suffice.
   */
  auth: AdobePassCredential;
  /**
   * Adobe's environment: `production`, `staging`, or with the next release of Adobe's servers `prequal` and
   * `prequal-staging`. They share no ids, codes and tokens. `baseUrl` takes precedence.
   * @default "production"
   */
  environment?: AdobeEnvironment | undefined;
}

const service: Service = {
  ...adobeService,
  baseUrl: undefined,
  options: clientOptionsOf<Pick<AdobePassManagementOptions, "environment">>()(() => ({
    environment: closedEnumOf(...ENVIRONMENTS),
  })),
};

/**
 * Adobe Pass Authentication, management APIs.
 *
 * @throws An {@link InvalidParamsError} that names the option, if an option is missing, unknown or invalid.
 */
export class AdobePassManagement extends Client {
  /** Lets devices and users use a TempPass again. */
  readonly tempPass: AdobePassTempPass;

  constructor(options: AdobePassManagementOptions) {
    const context = createContext({ ...service, baseUrl: hostOf("mgmt", options?.environment) }, options);
    super(context);
    this.tempPass = new AdobePassTempPass(context);
  }
}
