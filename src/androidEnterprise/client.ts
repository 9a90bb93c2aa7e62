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
import { type EnterpriseNotification, type NotificationsOptions, notifications } from "./notifications.js";
import { Permissions } from "./permissions.js";
import { Products } from "./products.js";
import { Serviceaccountkeys } from "./serviceaccountkeys.js";
import { Storelayoutclusters } from "./storelayoutclusters.js";
import { Storelayoutpages } from "./storelayoutpages.js";
import { Users } from "./users.js";
import { Webapps } from "./webapps.js";

export interface AndroidEnterpriseOptions extends ClientOptions {
  /** How calls are authenticated. The service account must be known to the enterprise or to the EMM's project. */
  auth: GoogleCredential;
}

const service: ServiceDefinition = {
  ...googleService,
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
  readonly devices: Devices;
  readonly enrollmentTokens: EnrollmentTokens;
  readonly enterprises: Enterprises;
  readonly entitlements: Entitlements;
  readonly grouplicenses: Grouplicenses;
  readonly grouplicenseusers: Grouplicenseusers;
  readonly installs: Installs;
  readonly managedconfigurationsfordevice: Managedconfigurationsfordevice;
  readonly managedconfigurationsforuser: Managedconfigurationsforuser;
  readonly managedconfigurationssettings: Managedconfigurationssettings;
  readonly permissions: Permissions;
  readonly products: Products;
  readonly serviceaccountkeys: Serviceaccountkeys;
  readonly storelayoutclusters: Storelayoutclusters;
  readonly storelayoutpages: Storelayoutpages;
  readonly users: Users;
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
   * after its last, so what the loop did not get through comes again: when it was left early (the notification it
   * left at included), when it threw, when the process ended, and when it took longer than 20 seconds for a set
   * (Node then prints a warning, once). Do what must not be done twice by `enterpriseId`, `timestampMillis` and
   * the event's ids. Several processes that pull share the notifications among them.
   *
   * Each pull and each acknowledgement is retried like any call; when that is of no avail, the loop throws, and
   * a new one goes on. Empty sets are followed by a pause: from 1 second to 32 in `returnImmediately` mode, and
   * in `waitForNotifications` mode only as long as Google answers within a second.
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
