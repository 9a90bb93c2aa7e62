/** The client of the Directory API for Chrome browser enrollment. */
import { Client } from "../core/client.js";
import type { Service } from "../core/context.js";
import { createContext } from "../core/createContext.js";
import { type ClientOptions, clientOptionsOf } from "../core/options.js";
import type { GoogleCredential } from "../google/auth.js";
import { googleService } from "../google/service.js";
import { customer, OWN_CUSTOMER } from "./customer.js";
import { readChromeError } from "./errors.js";
import { ChromeEnrollmentTokens } from "./resources/enrollmentTokens.js";

/** Options of {@link ChromeDirectory}. */
export interface ChromeDirectoryOptions extends ClientOptions {
  /**
   * How calls are authenticated. The caller must be an administrator: the user in `subject`, or a service account with
   * an administrator role.
   */
  auth: GoogleCredential;
  /**
   * The customer's id, with or without its leading `C`, and with or without `customers/`. A service account without
   * `subject` should name it: Google's own tools disagree on whether `my_customer` then works.
   * @default "my_customer"
   */
  customer?: string | undefined;
}

const service: Service = {
  ...googleService,
  baseUrl: "https://www.googleapis.com",
  options: clientOptionsOf<Pick<ChromeDirectoryOptions, "customer">>()(() => ({ customer })),
  readError: readChromeError,
};

/**
 * The Directory API for Chrome browser enrollment, version v1.1beta1 of the Admin SDK.
 *
 * Google has announced that it will switch this version off; its successor is the Chrome Management API.
 *
 * @throws An {@link InvalidParamsError} that names the option, if an option is missing, unknown or invalid.
 * @see https://support.google.com/chrome/a/answer/9949706
 */
export class ChromeDirectory extends Client {
  /** Tokens that enroll browsers into an organizational unit. */
  readonly enrollmentTokens: ChromeEnrollmentTokens;

  constructor(options: ChromeDirectoryOptions) {
    const context = createContext(service, options);
    super(context);
    this.enrollmentTokens = new ChromeEnrollmentTokens(context, options.customer ?? OWN_CUSTOMER);
  }
}
