/** The client of the Google Play EMM API. */
import { bearerHeaders } from "../core/auth.js";
import { Client } from "../core/client.js";
import { createCore, type ServiceDefinition } from "../core/createCore.js";
import { type ClientOptions, clientOptionsCheck } from "../core/options.js";
import { GOOGLE, type GoogleCredential, libraryCredential } from "../google/auth.js";
import { readGoogleError, THROTTLED } from "../google/errors.js";
import { EnrollmentTokens } from "./enrollmentTokens.js";
import { Users } from "./users.js";

export interface AndroidEnterpriseOptions extends ClientOptions {
  /** How calls are authenticated. The service account must be known to the enterprise or to the EMM's project. */
  auth: GoogleCredential;
}

const service: ServiceDefinition = {
  baseUrl: "https://androidenterprise.googleapis.com",
  options: clientOptionsCheck(),
  family: GOOGLE,
  credential: libraryCredential,
  authHeaders: bearerHeaders,
  readError: (answer) => readGoogleError(answer, THROTTLED),
  requestIdHeader: "x-request-id",
};

/**
 * The Google Play EMM API (Android Enterprise).
 *
 * Google takes no new EMM registrations for this API; it serves those who are registered.
 *
 * @throws {@link InvalidParamsError} from the constructor, naming the option at fault.
 * @see https://developers.google.com/android/work/play/emm-api
 */
export class AndroidEnterprise extends Client {
  readonly enrollmentTokens: EnrollmentTokens;
  readonly users: Users;

  constructor(options: AndroidEnterpriseOptions) {
    const core = createCore(service, options);
    super(core);
    this.enrollmentTokens = new EnrollmentTokens(core);
    this.users = new Users(core);
  }
}
