/** The client of the Google Play EMM API. */
import { Client } from "../core/client.js";
import type { Service } from "../core/context.js";
import { createContext } from "../core/createContext.js";
import { type ClientOptions, clientOptionsOf } from "../core/options.js";
import type { GoogleCredential } from "../google/auth.js";
import { readGoogleError } from "../google/errors.js";
import { googleService } from "../google/service.js";
import { type EnterpriseNotification, notifications } from "./notifications.js";
import type { NotificationsOptions } from "./notificationsOptions.js";
import type { LoopContext } from "./outages.js";
import { Devices } from "./resources/devices.js";
import { EnrollmentTokens } from "./resources/enrollmentTokens.js";
import { Enterprises } from "./resources/enterprises.js";
import { Entitlements } from "./resources/entitlements.js";
import { GroupLicenses } from "./resources/groupLicenses.js";
import { GroupLicenseUsers } from "./resources/groupLicenseUsers.js";
import { Installs } from "./resources/installs.js";
import { ManagedConfigurationsForDevice } from "./resources/managedConfigurationsForDevice.js";
import { ManagedConfigurationsForUser } from "./resources/managedConfigurationsForUser.js";
import { ManagedConfigurationsSettingsResource } from "./resources/managedConfigurationsSettings.js";
import { Permissions } from "./resources/permissions.js";
import { Products } from "./resources/products.js";
import { ServiceAccountKeys } from "./resources/serviceAccountKeys.js";
import { StoreLayoutClusters } from "./resources/storeLayoutClusters.js";
import { StoreLayoutPages } from "./resources/storeLayoutPages.js";
import { Users } from "./resources/users.js";
import { WebApps } from "./resources/webApps.js";

/** Options of {@link AndroidEnterprise}. */
export interface AndroidEnterpriseOptions extends ClientOptions {
  /**
   * How calls are authenticated: `googleAuth()`, a client of google-auth-library, a token or a function. The service
   * account is an enterprise's own, or one that is authorized for the EMM in Cloud IAM.
   */
  auth: GoogleCredential;
}

const service: Service = {
  ...googleService,
  // `client.request` can call the sign-up methods too.
  secretQuery: [...googleService.secretQuery, "completionToken", "enterpriseToken", "token"],
  baseUrl: "https://androidenterprise.googleapis.com",
  options: clientOptionsOf()(() => ({})),
  readError: (response) => readGoogleError(response),
};

/**
 * The Google Play EMM API (Android Enterprise).
 *
 * Google accepts no new EMM registrations for this API; registered EMMs can use it.
 *
 * @throws An {@link InvalidParamsError} that names the option, if an option is missing, unknown or invalid.
 * @see https://developers.google.com/android/work/play/emm-api
 */
export class AndroidEnterprise extends Client {
  /** Devices of users, their policies and states. */
  readonly devices: Devices;
  /** Tokens that let devices enroll into an enterprise. */
  readonly enrollmentTokens: EnrollmentTokens;
  /** Organizations that are bound to the EMM: sign-up, service accounts, store layout, notifications. */
  readonly enterprises: Enterprises;
  /**
   * Users' entitlements to apps.
   * @deprecated Set a policy on each device with {@link Devices.update}.
   */
  readonly entitlements: Entitlements;
  /**
   * Enterprises' licenses for apps.
   * @deprecated Set a policy on each device with {@link Devices.update}.
   */
  readonly grouplicenses: GroupLicenses;
  /**
   * Users who hold an enterprise's licenses.
   * @deprecated Set a policy on each device with {@link Devices.update}.
   */
  readonly grouplicenseusers: GroupLicenseUsers;
  /**
   * Apps on devices.
   * @deprecated Use `autoInstallPolicy` of {@link Devices.update}.
   */
  readonly installs: Installs;
  /**
   * Managed configurations of apps on single devices.
   * @deprecated Use `managedConfiguration` of {@link Devices.update}.
   */
  readonly managedconfigurationsfordevice: ManagedConfigurationsForDevice;
  /**
   * Managed configurations of apps for users.
   * @deprecated Use `managedConfiguration` of {@link Devices.update}.
   */
  readonly managedconfigurationsforuser: ManagedConfigurationsForUser;
  /** Settings from the managed configurations page. */
  readonly managedconfigurationssettings: ManagedConfigurationsSettingsResource;
  /** Permissions that apps may require. */
  readonly permissions: Permissions;
  /** Apps of Google Play, as an enterprise sees them. */
  readonly products: Products;
  /**
   * Keys of enterprises' service accounts.
   * @deprecated Use a service account that is set up in Cloud IAM.
   */
  readonly serviceaccountkeys: ServiceAccountKeys;
  /** The clusters of apps on the pages of an enterprise's store. */
  readonly storelayoutclusters: StoreLayoutClusters;
  /** The pages of an enterprise's store. */
  readonly storelayoutpages: StoreLayoutPages;
  /** User accounts of an enterprise. */
  readonly users: Users;
  /** Web apps: web pages that are installed like apps. */
  readonly webapps: WebApps;
  #loop: LoopContext;

  constructor(options: AndroidEnterpriseOptions) {
    const context = createContext(service, options);
    super(context);
    this.#loop = context;
    this.devices = new Devices(context);
    this.enrollmentTokens = new EnrollmentTokens(context);
    this.enterprises = new Enterprises(context);
    this.entitlements = new Entitlements(context);
    this.grouplicenses = new GroupLicenses(context);
    this.grouplicenseusers = new GroupLicenseUsers(context);
    this.installs = new Installs(context);
    this.managedconfigurationsfordevice = new ManagedConfigurationsForDevice(context);
    this.managedconfigurationsforuser = new ManagedConfigurationsForUser(context);
    this.managedconfigurationssettings = new ManagedConfigurationsSettingsResource(context);
    this.permissions = new Permissions(context);
    this.products = new Products(context);
    this.serviceaccountkeys = new ServiceAccountKeys(context);
    this.storelayoutclusters = new StoreLayoutClusters(context);
    this.storelayoutpages = new StoreLayoutPages(context);
    this.users = new Users(context);
    this.webapps = new WebApps(context);
  }

  /**
   * Pulls the notifications of all enterprises that the client's service account acts for, and yields them one by one,
   * without end, or with `until: "empty"` until there are none.
   *
   * **At least once.** Notifications come in sets. A set is acknowledged when the loop requests the notification after
   * its last one. Google delivers notifications again that were not acknowledged: after `break`, after an error, after
   * the process ended, and if a set took more than 20 seconds (the process is then warned, once). After `break` this
   * includes the notification at which the loop stopped. Use `enterpriseId`, `timestampMillis` and the ids of the event
   * to detect duplicates. Processes that pull at the same time share the notifications.
   *
   * **Stopping.** Once `stopSignal` aborts, the loop finishes and acknowledges the current set, or ends at once if it
   * waits; it ends without an error. If an acknowledgement then fails after its retries, the loop throws. A set that
   * arrives at the moment of the stop is either yielded and acknowledged as a whole, or delivered again. `signal` ends
   * the loop at once and leaves the set to be delivered again.
   *
   * **Outages.** Each pull and each acknowledgement is retried like any call. If that fails with the kind
   * `unavailable`, `rate_limited` or `server`, the loop waits for up to a minute and tries again, until it succeeds: see
   * `outages` and `onOutage`. Without `onOutage` the process is warned, once. While an acknowledgement is tried again,
   * nothing is yielded; if Google then no longer knows the set, the loop continues. All other failures are thrown; a
   * new loop continues where the last one was.
   *
   * A pull that reaches its deadline, by default three minutes, without a response is not an error: there were no notifications.
   * A set that does not have the documented shape is delivered again to every loop, until it is acknowledged by the id
   * in the error's `body`; with `validation: "off"` it is yielded as it is. A pause follows each empty set: from 1 to 32
   * seconds in `returnImmediately` mode, and in `waitForNotifications` mode only if Google responds within a second.
   *
   * Not available to a service account that was set up in Cloud IAM: use the enterprise's own.
   *
   * @throws An {@link InvalidParamsError} at once, if an option is unknown or invalid, or contradicts another.
   * @throws A {@link GoogleApiError} from the loop if Google refuses a request, and the other errors of a call.
   * @example
   * ```ts
   * const stop = new AbortController();
   * process.once("SIGTERM", () => stop.abort());
   * await client.enterprises.sendTestPushNotification({ enterpriseId: "LC00lwk1yg" });
   * for await (const notification of client.notifications({ stopSignal: stop.signal })) {
   *   if (notification.event === "newDeviceEvent") console.log(notification.newDeviceEvent.deviceId);
   *   if (notification.notificationType === "testNotification") stop.abort();
   * }
   * ```
   * @see https://developers.google.com/android/work/play/emm-api/about-notifications
   */
  notifications(options: NotificationsOptions = {}): AsyncGenerator<EnterpriseNotification, void, undefined> {
    return notifications(this.enterprises, this.#loop, options);
  }
}
