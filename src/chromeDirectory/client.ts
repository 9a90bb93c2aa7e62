/** The client of the Directory API for Chrome browser enrolment. */
import * as z from "zod/mini";
import { Client } from "../core/client.js";
import { createCore, type ServiceDefinition } from "../core/createCore.js";
import { type ClientOptions, clientOptionsCheck } from "../core/options.js";
import type { GoogleCredential } from "../google/auth.js";
import { readGoogleError, THROTTLED, type VerdictTable } from "../google/errors.js";
import { googleService } from "../google/service.js";
import { customerId } from "./customer.js";
import { ChromeEnrollmentTokens, createChromeEnrollmentToken } from "./enrollmentTokens.js";

export interface ChromeDirectoryOptions extends ClientOptions {
  /** How calls are authenticated: as an administrator, by delegation (`subject`) or by a role of the account's own. */
  auth: GoogleCredential;
  /**
   * The customer's id, with or without its leading `C`. A service account without `subject` should give it:
   * Google's own tools disagree on whether `my_customer` then works.
   * @default "my_customer"
   */
  customer?: string | undefined;
}

/** Here `quotaExceeded` means too many requests at once, and `ABORTED` a clash with another write. */
const VERDICTS: VerdictTable = { ...THROTTLED, quotaExceeded: "refused", ABORTED: "ambiguous" };

const ACTIVE_TOKEN_HINT =
  "(Perhaps the organizational unit has an active token already: list its tokens with `token_state:ACTIVE`.)";

const service: ServiceDefinition = {
  ...googleService,
  baseUrl: "https://www.googleapis.com",
  options: clientOptionsCheck(() => ({ customer: z.optional(z.string()) })),
  readError: (answer) =>
    readGoogleError(answer, VERDICTS, ({ status, reason }) =>
      answer.endpoint === createChromeEnrollmentToken.id && status === 400 && reason === "invalid"
        ? ACTIVE_TOKEN_HINT
        : undefined,
    ),
};

/**
 * The Directory API for Chrome browser enrolment, version v1.1beta1 of the Admin SDK.
 *
 * Google has announced that it will switch this version off; its successor is the Chrome Management API.
 *
 * @throws {@link InvalidParamsError} from the constructor, naming the option at fault.
 * @see https://support.google.com/chrome/a/answer/9949706
 */
export class ChromeDirectory extends Client {
  readonly enrollmentTokens: ChromeEnrollmentTokens;

  constructor(options: ChromeDirectoryOptions) {
    const core = createCore(service, options);
    super(core);
    this.enrollmentTokens = new ChromeEnrollmentTokens(core, customerId(options.customer));
  }
}
