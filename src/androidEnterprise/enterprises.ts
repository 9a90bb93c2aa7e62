/** `enterprises`: sign-up, service accounts, store layout, notifications. */
import type { CallOptions } from "../core/options.js";
import { Resource } from "../core/resource.js";
import { extended } from "../core/schema.js";
import type {
  Enterprise,
  EnterpriseAccount,
  EnterprisesListResponse,
  EnterprisesSendTestPushNotificationResponse,
  GenerateEnterpriseUpgradeUrlResponse,
  SignupInfo,
  StoreLayout,
} from "./enterprise.js";
import {
  type AcknowledgeNotificationSetParams,
  type CompleteSignupParams,
  type CreateWebTokenParams,
  type EnrollEnterpriseParams,
  enterprisesEndpoints,
  type GenerateEnterpriseUpgradeUrlParams,
  type GenerateSignupUrlParams,
  type GetServiceAccountParams,
  type ListEnterprisesParams,
  type PullNotificationSetParams,
  type SetAccountParams,
  type SetStoreLayoutParams,
} from "./enterprisesEndpoints.js";
import type { NotificationSet } from "./notification.js";
import type { EnterpriseParams } from "./params.js";
import type { ServiceAccount } from "./serviceAccount.js";
import type { AdministratorWebToken } from "./webToken.js";

/** How long Google holds a request open is not published: well above what other requests are given. */
const LONG_POLL_MS = 180_000;
/** Room for two attempts and the wait between them. */
const LONG_POLL_DEADLINE_MS = 420_000;

function longPoll(options: CallOptions | undefined): CallOptions {
  const given = options ?? {};
  const { timeoutMs = LONG_POLL_MS, deadlineMs = LONG_POLL_DEADLINE_MS } = given;
  return extended(given, { timeoutMs, deadlineMs });
}

/** Organizations that are bound to the EMM: sign-up, service accounts, store layout, notifications. */
export class Enterprises extends Resource {
  /**
   * Tells Google that a set of notifications has been dealt with, so that it does not come again.
   *
   * {@link AndroidEnterprise.notifications} does this by itself.
   *
   * @throws {@link InvalidParamsError} before anything is sent, when an id is missing or empty, or a parameter unknown
   *   or malformed.
   * @throws {@link GoogleApiError} when Google refuses.
   * @example
   * ```ts
   * const { notificationSetId } = await client.enterprises.pullNotificationSet({ requestMode: "returnImmediately" });
   * if (notificationSetId) await client.enterprises.acknowledgeNotificationSet({ notificationSetId });
   * ```
   * @see https://developers.google.com/android/work/play/emm-api/v1/enterprises/acknowledgeNotificationSet
   */
  acknowledgeNotificationSet(params: AcknowledgeNotificationSetParams, options?: CallOptions): Promise<void> {
    return this.call(enterprisesEndpoints.acknowledgeNotificationSet, params, options);
  }

  /**
   * Completes a sign-up that an admin has gone through.
   *
   * Works once for an enterprise token, so a lost answer is not asked for again. No method tells the outcome
   * afterwards: see with the admin whether the enterprise is bound before another sign-up begins.
   *
   * @throws {@link InvalidParamsError} before anything is sent, when an id is missing or empty, or a parameter unknown
   *   or malformed.
   * @throws {@link GoogleApiError} when Google refuses.
   * @example
   * ```ts
   * const { completionToken } = await client.enterprises.generateSignupUrl({ callbackUrl: "https://emm.example/done" });
   * // The admin signs up; Google sends them to https://emm.example/done?enterpriseToken=…
   * const callback = new URL("https://emm.example/done?enterpriseToken=token-of-the-admin");
   * const enterprise = await client.enterprises.completeSignup({
   *   completionToken,
   *   enterpriseToken: callback.searchParams.get("enterpriseToken") ?? "",
   * });
   * console.log(enterprise.id);
   * ```
   * @see https://developers.google.com/android/work/play/emm-api/v1/enterprises/completeSignup
   */
  completeSignup(params: CompleteSignupParams, options?: CallOptions): Promise<Enterprise> {
    return this.call(enterprisesEndpoints.completeSignup, params, options);
  }

  /**
   * Makes a token that opens an embedded page of managed Google Play. It starts one session.
   *
   * @throws {@link InvalidParamsError} before anything is sent: an id missing or empty, `parent` not `https`.
   * @throws {@link GoogleApiError} when Google refuses.
   * @example
   * ```ts
   * const { token } = await client.enterprises.createWebToken({
   *   enterpriseId: "LC00lwk1yg",
   *   parent: "https://emm.example",
   *   playSearch: { enabled: true, approveApps: false },
   * });
   * console.log(token);
   * ```
   * @see https://developers.google.com/android/work/play/emm-api/v1/enterprises/createWebToken
   */
  createWebToken(params: CreateWebTokenParams, options?: CallOptions): Promise<AdministratorWebToken> {
    return this.call(enterprisesEndpoints.createWebToken, params, options);
  }

  /**
   * Binds an enterprise that signed up with Google to the calling EMM.
   *
   * A lost answer is not asked for again: the token may be used up.
   *
   * @throws {@link InvalidParamsError} before anything is sent, when an id is missing or empty, or a parameter unknown
   *   or malformed.
   * @throws {@link GoogleApiError} when Google refuses.
   * @example
   * ```ts
   * const enterprise = await client.enterprises.enroll({
   *   token: "token-from-the-admin-console",
   *   primaryDomain: "example.com",
   * });
   * console.log(enterprise);
   * ```
   * @see https://developers.google.com/android/work/play/emm-api/v1/enterprises/enroll
   */
  enroll(params: EnrollEnterpriseParams, options?: CallOptions): Promise<Enterprise> {
    return this.call(enterprisesEndpoints.enroll, params, options);
  }

  /**
   * Makes a URL where an admin turns an enterprise of managed Google Play accounts into a managed Google domain.
   * Addresses of personal accounts are not accepted there.
   *
   * @throws {@link InvalidParamsError} before anything is sent, when an id is missing or empty, or a parameter unknown
   *   or malformed.
   * @throws {@link GoogleApiError} when Google refuses.
   * @example
   * ```ts
   * const { url } = await client.enterprises.generateEnterpriseUpgradeUrl({
   *   enterpriseId: "LC00lwk1yg",
   *   adminEmail: "ada@example.com",
   *   allowedDomains: ["example.com", "*.example.com"],
   * });
   * console.log(url);
   * ```
   * @see https://developers.google.com/android/work/play/emm-api/v1/enterprises/generateEnterpriseUpgradeUrl
   */
  generateEnterpriseUpgradeUrl(
    params: GenerateEnterpriseUpgradeUrlParams,
    options?: CallOptions,
  ): Promise<GenerateEnterpriseUpgradeUrlResponse> {
    return this.call(enterprisesEndpoints.generateEnterpriseUpgradeUrl, params, options);
  }

  /**
   * Makes a URL where an admin signs up for an enterprise.
   *
   * The first of four steps: {@link Enterprises.completeSignup}, {@link Enterprises.getServiceAccount} and
   * {@link Enterprises.setAccount} follow. An address of a personal account makes an enterprise of managed Google
   * Play accounts.
   *
   * @throws {@link InvalidParamsError} before anything is sent, when `callbackUrl` is no absolute URL, or a parameter is
   *   unknown or malformed.
   * @throws {@link GoogleApiError} when Google refuses.
   * @example
   * ```ts
   * const { url, completionToken } = await client.enterprises.generateSignupUrl({
   *   callbackUrl: "https://emm.example/done",
   * });
   * console.log(url, completionToken);
   * ```
   * @see https://developers.google.com/android/work/play/emm-api/v1/enterprises/generateSignupUrl
   */
  generateSignupUrl(params: GenerateSignupUrlParams = {}, options?: CallOptions): Promise<SignupInfo> {
    return this.call(enterprisesEndpoints.generateSignupUrl, params, options);
  }

  /**
   * Reads an enterprise.
   *
   * @throws {@link InvalidParamsError} before anything is sent, when an id is missing or empty, or a parameter unknown
   *   or malformed.
   * @throws {@link GoogleApiError} when Google refuses.
   * @example
   * ```ts
   * const enterprise = await client.enterprises.get({ enterpriseId: "LC00lwk1yg" });
   * console.log(enterprise);
   * ```
   * @see https://developers.google.com/android/work/play/emm-api/v1/enterprises/get
   */
  get(params: EnterpriseParams, options?: CallOptions): Promise<Enterprise> {
    return this.call(enterprisesEndpoints.get, params, options);
  }

  /**
   * Makes a service account for an enterprise, or a new key for the one it has, **which ends the key before**.
   *
   * Although it is a GET it has this effect every time, so the SDK never repeats it after an ambiguous failure, and
   * nothing must cache it or ask ahead of need. Possible only between `enroll` or `completeSignup` and `setAccount`.
   * Google keeps no copy of the key, and may not accept it before a minute has passed.
   *
   * @throws {@link InvalidParamsError} before anything is sent, when an id is missing or empty, or a parameter unknown
   *   or malformed.
   * @throws {@link GoogleApiError} when Google refuses.
   * @example
   * ```ts
   * const { id } = await client.enterprises.enroll({ token: "token-from-the-admin-console" });
   * const account = await client.enterprises.getServiceAccount({ enterpriseId: id, keyType: "googleCredentials" });
   * console.log(account.name);
   * ```
   * @see https://developers.google.com/android/work/play/emm-api/v1/enterprises/getServiceAccount
   */
  getServiceAccount(params: GetServiceAccountParams, options?: CallOptions): Promise<ServiceAccount> {
    return this.call(enterprisesEndpoints.getServiceAccount, params, options);
  }

  /**
   * Reads how the store of an enterprise looks: `basic` and no homepage, unless it was set.
   *
   * @throws {@link InvalidParamsError} before anything is sent, when an id is missing or empty, or a parameter unknown
   *   or malformed.
   * @throws {@link GoogleApiError} when Google refuses.
   * @example
   * ```ts
   * const storeLayout = await client.enterprises.getStoreLayout({ enterpriseId: "LC00lwk1yg" });
   * console.log(storeLayout);
   * ```
   * @see https://developers.google.com/android/work/play/emm-api/v1/enterprises/getStoreLayout
   */
  getStoreLayout(params: EnterpriseParams, options?: CallOptions): Promise<StoreLayout> {
    return this.call(enterprisesEndpoints.getStoreLayout, params, options);
  }

  /**
   * Looks an enterprise up by its domain.
   *
   * Only for enterprises that signed up with Google; `completeSignup` answers the id of the others.
   *
   * @throws {@link InvalidParamsError} before anything is sent, when an id is missing or empty, or a parameter unknown
   *   or malformed.
   * @throws {@link GoogleApiError} when Google refuses.
   * @example
   * ```ts
   * const { enterprise } = await client.enterprises.list({ domain: "example.com" });
   * console.log(enterprise);
   * ```
   * @see https://developers.google.com/android/work/play/emm-api/v1/enterprises/list
   */
  list(params: ListEnterprisesParams, options?: CallOptions): Promise<EnterprisesListResponse> {
    return this.call(enterprisesEndpoints.list, params, options);
  }

  /**
   * Pulls the next notifications of all enterprises that the calling service account acts for.
   *
   * `waitForNotifications`, Google's default, keeps the request open until there are some, or for a time that Google
   * does not publish; the set may then be empty. An attempt may take three minutes and the call with its repeats
   * seven, whatever the client's `timeoutMs` and `deadlineMs`; the call's own count. Acknowledge a set that is not
   * empty within 20 seconds, or it comes again. Several callers share the notifications among them.
   * {@link AndroidEnterprise.notifications} does all of this. Not available to a service account that was set up in
   * Cloud IAM.
   *
   * @throws {@link InvalidParamsError} before anything is sent, when an id is missing or empty, or a parameter unknown
   *   or malformed.
   * @throws {@link GoogleApiError} when Google refuses.
   * @example
   * ```ts
   * const { notification } = await client.enterprises.pullNotificationSet({ requestMode: "returnImmediately" });
   * console.log(notification.length);
   * ```
   * @see https://developers.google.com/android/work/play/emm-api/v1/enterprises/pullNotificationSet
   */
  pullNotificationSet(params: PullNotificationSetParams = {}, options?: CallOptions): Promise<NotificationSet> {
    const waits = params?.requestMode !== "returnImmediately";
    return this.call(enterprisesEndpoints.pullNotificationSet, params, waits ? longPoll(options) : options);
  }

  /**
   * Sends a test notification, to see that notifications arrive.
   *
   * @throws {@link InvalidParamsError} before anything is sent, when an id is missing or empty, or a parameter unknown
   *   or malformed.
   * @throws {@link GoogleApiError} when Google refuses.
   * @example
   * ```ts
   * const { topicName } = await client.enterprises.sendTestPushNotification({ enterpriseId: "LC00lwk1yg" });
   * console.log(topicName);
   * ```
   * @see https://developers.google.com/android/work/play/emm-api/v1/enterprises/sendTestPushNotification
   */
  sendTestPushNotification(
    params: EnterpriseParams,
    options?: CallOptions,
  ): Promise<EnterprisesSendTestPushNotificationResponse> {
    return this.call(enterprisesEndpoints.sendTestPushNotification, params, options);
  }

  /**
   * Sets the service account that acts for an enterprise. From then on `getServiceAccount` is refused.
   *
   * @throws {@link InvalidParamsError} before anything is sent, when an id is missing or empty, or a parameter unknown
   *   or malformed.
   * @throws {@link GoogleApiError} when Google refuses.
   * @example
   * ```ts
   * const enterpriseAccount = await client.enterprises.setAccount({
   *   enterpriseId: "LC00lwk1yg",
   *   accountEmail: "emm@project.iam.gserviceaccount.com",
   * });
   * console.log(enterpriseAccount);
   * ```
   * @see https://developers.google.com/android/work/play/emm-api/v1/enterprises/setAccount
   */
  setAccount(params: SetAccountParams, options?: CallOptions): Promise<EnterpriseAccount> {
    return this.call(enterprisesEndpoints.setAccount, params, options);
  }

  /**
   * Sets how the store of an enterprise looks.
   *
   * `basic` is one page of all apps that a user may have, sorted by product id. `custom` is made of pages ({@link
   * Storelayoutpages}) with rows of apps ({@link Storelayoutclusters}), and begins with `homepageId`.
   *
   * @throws {@link InvalidParamsError} before anything is sent, when an id is missing or empty, or a parameter unknown
   *   or malformed.
   * @throws {@link GoogleApiError} when Google refuses.
   * @example
   * ```ts
   * const storeLayout = await client.enterprises.setStoreLayout({ enterpriseId: "LC00lwk1yg", storeLayoutType: "basic" });
   * console.log(storeLayout);
   * ```
   * @see https://developers.google.com/android/work/play/emm-api/v1/enterprises/setStoreLayout
   */
  setStoreLayout(params: SetStoreLayoutParams, options?: CallOptions): Promise<StoreLayout> {
    return this.call(enterprisesEndpoints.setStoreLayout, params, options);
  }

  /**
   * Ends the binding of an enterprise to the calling EMM. The account that `getServiceAccount` made is deleted with
   * it.
   *
   * A lost answer is not asked for again.
   *
   * @throws {@link InvalidParamsError} before anything is sent, when an id is missing or empty, or a parameter unknown
   *   or malformed.
   * @throws {@link GoogleApiError} when Google refuses.
   * @example
   * ```ts
   * await client.enterprises.unenroll({ enterpriseId: "LC00lwk1yg" });
   * ```
   * @see https://developers.google.com/android/work/play/emm-api/v1/enterprises/unenroll
   */
  unenroll(params: EnterpriseParams, options?: CallOptions): Promise<void> {
    return this.call(enterprisesEndpoints.unenroll, params, options);
  }
}
