/** The client of Adobe Pass Authentication's REST API v2. */
import { Client } from "../../core/client.js";
import type { Service } from "../../core/context.js";
import { createContext } from "../../core/createContext.js";
import { invalidParam } from "../../core/errors.js";
import { type ClientOptions, clientOptionsOf } from "../../core/options.js";
import { closedEnumOf, nonEmptyString } from "../../core/schema.js";
import { type AdobeDevice, deviceSchema } from "../device/device.js";
import { type AdobeEnvironment, ENVIRONMENTS, hostOf } from "../environment.js";
import { type AdobePassCredential, adobeService } from "../service.js";
import type { AdobeDeviceParams } from "./headers.js";
import { AdobePassConfiguration } from "./resources/configuration.js";
import { AdobePassDecisions } from "./resources/decisions.js";
import { AdobePassLogout } from "./resources/logout.js";
import { AdobePassProfiles } from "./resources/profiles.js";
import { AdobePassSessions } from "./resources/sessions.js";

/** Options of {@link AdobePass}. */
export interface AdobePassOptions extends ClientOptions {
  /** An access token of dynamic client registration, a function that supplies it, or a provider that registers. */
  auth: AdobePassCredential;
  /** Id of the programmer, as Adobe has registered it; for calls that do not name their own. */
  serviceProvider: string;
  /** The device for which calls are made that do not name their own. A server names it in each call. */
  device?: AdobeDevice | undefined;
  /**
   * Adobe's environment: `production`, `staging`, or with the next release of Adobe's servers `prequal` and
   * `prequal-staging`. They share no ids, codes and tokens. `baseUrl` takes precedence.
   * @default "production"
   */
  environment?: AdobeEnvironment | undefined;
}

type OwnOptions = Pick<AdobePassOptions, "serviceProvider" | "device" | "environment">;

const service: Service = {
  ...adobeService,
  baseUrl: undefined,
  options: clientOptionsOf<OwnOptions>()(() => ({
    serviceProvider: nonEmptyString,
    device: deviceSchema,
    environment: closedEnumOf(...ENVIRONMENTS),
  })),
};

/**
 * Adobe Pass Authentication, REST API v2.
 *
 * @throws An {@link InvalidParamsError} that names the option, if an option is missing, unknown or invalid.
 * @see https://experienceleague.adobe.com/en/docs/pass/authentication/integration-guide-programmers/rest-apis/rest-api-v2/rest-api-v2-overview
 */
export class AdobePass extends Client {
  /** The TV providers of the service provider. */
  readonly configuration: AdobePassConfiguration;
  /** Whether a user may watch. */
  readonly decisions: AdobePassDecisions;
  /** Ends the sign-in of a user. */
  readonly logout: AdobePassLogout;
  /** Whether a device is authenticated. */
  readonly profiles: AdobePassProfiles;
  /** The way to a profile. */
  readonly sessions: AdobePassSessions;

  constructor(options: AdobePassOptions) {
    const device = options?.device && { ...options.device };
    // Calls that name no device, as those with a code, use the token of the client's.
    const subjectOf = (params: unknown) => (params as AdobeDeviceParams).device ?? device;
    const context = createContext({ ...service, subjectOf, baseUrl: hostOf("sp", options?.environment) }, options);
    super(context);
    const { serviceProvider } = options;
    if (serviceProvider === undefined) invalidParam("serviceProvider", "is required");
    const defaults = { serviceProvider, device };
    this.configuration = new AdobePassConfiguration(context, defaults);
    this.decisions = new AdobePassDecisions(context, defaults);
    this.logout = new AdobePassLogout(context, defaults);
    this.profiles = new AdobePassProfiles(context, defaults);
    this.sessions = new AdobePassSessions(context, defaults);
  }
}
