/** The client of the Google Play EMM API. */
import { Client } from "../core/client.js";
import type { Clock } from "../core/clock.js";
import { createCore, type ServiceDefinition } from "../core/createCore.js";
import { type ClientOptions, clientOptionsCheck } from "../core/options.js";
import type { GoogleCredential } from "../google/auth.js";
import { readGoogleError, THROTTLED } from "../google/errors.js";
import { googleService } from "../google/service.js";
import { Devices } from "./devices.js";
import { EnrollmentTokens } from "./enrollmentTokens.js";
import { Enterprises } from "./enterprises.js";
import { Entitlements } from "./entitlements.js";
import { Grouplicenses } from "./grouplicenses.js";
import { Grouplicenseusers } from "./grouplicenseusers.js";
import { Installs } from "./installs.js";
import { Managedconfigurationsfordevice } from "./managedconfigurationsfordevice.js";
import { Managedconfigurationsforuser } from "./managedconfigurationsforuser.js";
import { Managedconfigurationssettings } from "./managedconfigurationssettings.js";
import { type EnterpriseNotification, type NotificationsOptions, notifications } from "./notificationLoop.js";
import { Permissions } from "./permissions.js";
import { Products } from "./products.js";
import { Serviceaccountkeys } from "./serviceaccountkeys.js";
import { Storelayoutclusters } from "./storelayoutclusters.js";
import { Storelayoutpages } from "./storelayoutpages.js";
import { Users } from "./users.js";
import { Webapps } from "./webapps.js";

/** Options of {@link AndroidEnterprise}. */
export interface AndroidEnterpriseOptions extends ClientOptions {
  /**
   * What authenticates calls: `googleAuth()`, a client of google-auth-library, a token or a function. The service
   * account is an enterprise's own, or one that Cloud IAM lets act for the EMM.
   */
  auth: GoogleCredential;
}

const service: ServiceDefinition = {
  ...googleService,
  // `client.request` reaches the sign-up too.
  secretQuery: [...googleService.secretQuery, "completionToken", "enterpriseToken", "token"],
  baseUrl: "https://androidenterprise.googleapis.com",
  options: clientOptionsCheck(),
  readError: (answer) => readGoogleError(answer, THROTTLED),
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
  /** Devices of users, their policies and states. */
  readonly devices: Devices;
  /** Tokens that let devices enrol into an enterprise. */
  readonly enrollmentTokens: EnrollmentTokens;
  /** Organizations that are bound to the EMM: sign-up, service accounts, store layout, notifications. */
  readonly enterprises: Enterprises;
  /**
   * Users' rights to apps.
   * @deprecated Use the policy of {@link Devices.update}.
   */
  readonly entitlements: Entitlements;
  /**
   * Enterprises' licenses for apps.
   * @deprecated Use the policy of {@link Devices.update}.
   */
  readonly grouplicenses: Grouplicenses;
  /**
   * Who holds an enterprise's licenses.
   * @deprecated Use the policy of {@link Devices.update}.
   */
  readonly grouplicenseusers: Grouplicenseusers;
  /**
   * Apps on devices.
   * @deprecated Use `autoInstallPolicy` of {@link Devices.update}.
   */
  readonly installs: Installs;
  /**
   * How apps are configured on single devices.
   * @deprecated Use `managedConfiguration` of {@link Devices.update}.
   */
  readonly managedconfigurationsfordevice: Managedconfigurationsfordevice;
  /**
   * How apps are configured for users.
   * @deprecated Use `managedConfiguration` of {@link Devices.update}.
   */
  readonly managedconfigurationsforuser: Managedconfigurationsforuser;
  /** Settings made on the managed configurations page. */
  readonly managedconfigurationssettings: Managedconfigurationssettings;
  /** What apps may be allowed to do. */
  readonly permissions: Permissions;
  /** Apps of Google Play, as an enterprise sees them. */
  readonly products: Products;
  /**
   * Keys of enterprises' service accounts.
   * @deprecated Use a service account that is set up in Cloud IAM.
   */
  readonly serviceaccountkeys: Serviceaccountkeys;
  /** The rows of apps on a page of an enterprise's store. */
  readonly storelayoutclusters: Storelayoutclusters;
  /** The pages of an enterprise's store. */
  readonly storelayoutpages: Storelayoutpages;
  /** Accounts within an enterprise. */
  readonly users: Users;
  /** Web pages that install like apps. */
  readonly webapps: Webapps;
  #clock: Clock;

  constructor(options: AndroidEnterpriseOptions) {
    const core = createCore(service, options);
    super(core);
    this.#clock = core.clock;
    this.devices = new Devices(core);
    this.enrollmentTokens = new EnrollmentTokens(core);
    this.enterprises = new Enterprises(core);
    this.entitlements = new Entitlements(core);
    this.grouplicenses = new Grouplicenses(core);
    this.grouplicenseusers = new Grouplicenseusers(core);
    this.installs = new Installs(core);
    this.managedconfigurationsfordevice = new Managedconfigurationsfordevice(core);
    this.managedconfigurationsforuser = new Managedconfigurationsforuser(core);
    this.managedconfigurationssettings = new Managedconfigurationssettings(core);
    this.permissions = new Permissions(core);
    this.products = new Products(core);
    this.serviceaccountkeys = new Serviceaccountkeys(core);
    this.storelayoutclusters = new Storelayoutclusters(core);
    this.storelayoutpages = new Storelayoutpages(core);
    this.users = new Users(core);
    this.webapps = new Webapps(core);
  }

  /**
   * Pulls the notifications of all enterprises that the client's service account acts for, and hands them on one
   * by one, without end.
   *
   * **At least once.** Notifications come in sets. A set is acknowledged when the loop asks for the notification
   * after its last. What the loop did not get through comes again: after `break`, after an error, after the process
   * ended, and when a set took more than 20 seconds (the process is then warned, once). After `break` that includes
   * the notification it stopped at. Do what must not be done twice by `enterpriseId`, `timestampMillis` and the
   * event's ids. Several processes that pull share the notifications among them.
   *
   * Each pull and each acknowledgement is retried like any call; when that is of no avail, the loop throws, and a new
   * one goes on. Only a pull that Google kept open for all of its seven minutes is no error: it brought nothing. A
   * set that is not as documented comes again to every loop, until it is acknowledged by the id that stands in the
   * error's `body`; a client with `validation: "off"` hands it on as it came. Empty sets are followed by a pause:
   * from 1 second to 32 in `returnImmediately` mode, and in `waitForNotifications` mode only as long as Google
   * answers within a second.
   *
   * Not available to a service account that was set up in Cloud IAM: use the enterprise's own.
   *
   * @throws {@link InvalidParamsError} at once, for an unknown or malformed option.
   * @throws {@link GoogleApiError} from the loop, when Google refuses; and the other errors of a call.
   * @example
   * ```ts
   * await client.enterprises.sendTestPushNotification({ enterpriseId: "LC00lwk1yg" });
   * for await (const notification of client.notifications()) {
   *   if (notification.event === "newDeviceEvent") console.log(notification.newDeviceEvent.deviceId);
   *   if (notification.notificationType === "testNotification") break;
   * }
   * ```
   * @see https://developers.google.com/android/work/play/emm-api/about-notifications
   */
  notifications(options: NotificationsOptions = {}): AsyncGenerator<EnterpriseNotification, void, undefined> {
    return notifications(this.enterprises, this.#clock, options);
  }
}
