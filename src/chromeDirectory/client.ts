/** The client of managed Chrome browsers and their enrollment, on either of Google's two APIs. */
import { Client } from "../core/client.js";
import type { ClientContext, Service } from "../core/context.js";
import { createContext } from "../core/createContext.js";
import { warnOnce } from "../core/diagnostics.js";
import { type ClientOptions, clientOptionsOf } from "../core/options.js";
import { closedEnumOf, custom } from "../core/schema.js";
import type { GoogleCredential } from "../google/auth.js";
import { googleService } from "../google/service.js";
import { type ChromeApi, directoryBackend, managementBackend } from "./backend.js";
import { customer, OWN_CUSTOMER } from "./customer.js";
import { readChromeError } from "./errors.js";
import { type OrgUnitResolver, OrgUnits } from "./orgUnits.js";
import { ChromeBrowsers } from "./resources/browsers.js";
import { ChromeEnrollmentTokens } from "./resources/enrollmentTokens.js";
import { ChromeProfileCommands } from "./resources/profileCommands.js";
import { ChromeProfiles } from "./resources/profiles.js";
import type { Settings } from "./settings.js";

/** Options of {@link ChromeDirectory}. */
export interface ChromeDirectoryOptions extends ClientOptions {
  /**
   * How calls are authenticated. The caller must be an administrator: the user in `subject`, or a service account with
   * an administrator role.
   */
  auth: GoogleCredential;
  /**
   * The API that is called. `"directory"`: the Admin SDK's Directory API, version v1.1beta1, which Google is going to
   * switch off; it warns once a process, as `TESSERA_CHROME_DIRECTORY_BETA`. `"management"`: its successor, the Chrome
   * Management API, which has its own scopes and must be enabled by itself.
   * @default "directory"
   */
  api?: ChromeApi | undefined;
  /**
   * The customer's id, with or without its leading `C`, and with or without `customers/`. A service account without
   * `subject` should name it: Google's own tools disagree on whether `my_customer` then works.
   * @default "my_customer"
   */
  customer?: string | undefined;
  /**
   * How the path or the id of an organizational unit is found, where the API takes only the other. `"look-up"`: with
   * `orgunits.get` of the Directory API, which needs the scope
   * `https://www.googleapis.com/auth/admin.directory.orgunit.readonly`. A function finds ids by paths. What is found is
   * remembered for ten minutes. Without this option, such a call is an {@link InvalidParamsError}.
   */
  orgUnits?: "look-up" | OrgUnitResolver | undefined;
}

type OwnOptions = Pick<ChromeDirectoryOptions, "api" | "customer" | "orgUnits">;

const service: Omit<Service, "baseUrl"> = {
  ...googleService,
  options: clientOptionsOf<OwnOptions>()(() => ({
    api: closedEnumOf("directory", "management"),
    customer,
    orgUnits: custom<"look-up" | OrgUnitResolver>(
      (value) => value === "look-up" || typeof value === "function",
      'must be `"look-up"` or a function that finds the id of a path',
    ),
  })),
  readError: readChromeError,
};

const BETA =
  "Google has announced that the Admin SDK's beta API for Chrome browsers and enrollment tokens will be unavailable as of Chrome 166, not before 2027-03-09 by Google's two-week cycle. " +
  'To call its successor, the Chrome Management API, create `ChromeDirectory` with `api: "management"`, enable that API and grant its scopes; its tokens have no end (`ttl`, `expireTime`).';

/** Where organizational units are looked up, unless the client has a base URL of its own. */
const LOOK_UP_ORIGIN = "https://admin.googleapis.com";

/**
 * Managed Chrome browsers and the tokens that enroll them, by the Admin SDK's Directory API (v1.1beta1) or by its
 * successor, the Chrome Management API (v1): see {@link ChromeDirectoryOptions.api}. Parameters and results are the same.
 * What an API lacks is refused before anything is sent, with what to do instead.
 *
 * @throws An {@link InvalidParamsError} that names the option, if an option is missing, unknown or invalid.
 * @see https://support.google.com/chrome/a/answer/9949706
 */
export class ChromeDirectory extends Client {
  /** Tokens that enroll browsers into an organizational unit. */
  readonly enrollmentTokens: ChromeEnrollmentTokens;
  /** Managed browsers. */
  readonly browsers: ChromeBrowsers;
  /** Managed profiles. Chrome Management API only. */
  readonly profiles: ChromeProfiles;
  /** Commands to managed profiles. Chrome Management API only. */
  readonly profileCommands: ChromeProfileCommands;

  constructor(options: ChromeDirectoryOptions) {
    const backend = options?.api === "management" ? managementBackend : directoryBackend;
    const context = createContext({ ...service, baseUrl: backend.baseUrl }, options);
    super(context);
    if (backend.api === "directory") warnOnce("TESSERA_CHROME_DIRECTORY_BETA", BETA, "DeprecationWarning");
    const settings: Settings = {
      backend,
      customer: options.customer ?? OWN_CUSTOMER,
      orgUnits: new OrgUnits(lookUpContext(context, options), options.orgUnits),
    };
    this.enrollmentTokens = new ChromeEnrollmentTokens(context, settings);
    this.browsers = new ChromeBrowsers(context, settings);
    this.profiles = new ChromeProfiles(context, settings);
    this.profileCommands = new ChromeProfileCommands(context, settings);
  }
}

/** The context of look-ups: the client's own but for the host. */
function lookUpContext(context: ClientContext, { baseUrl }: ChromeDirectoryOptions): ClientContext {
  return baseUrl === undefined ? { ...context, baseUrl: LOOK_UP_ORIGIN, origin: LOOK_UP_ORIGIN } : context;
}
