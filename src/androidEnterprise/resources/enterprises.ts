/** `enterprises`: sign-up, service accounts, store layout, notifications. */
import type { CallOptions } from "../../core/options.js";
import { Resource } from "../../core/resource.js";
import type { ResponsePromise } from "../../core/response.js";
import {
  closedEnumOf,
  fieldsOf,
  type Input,
  inputListOf,
  inputsOf,
  nonEmptyString,
  objectOf,
  refined,
  string,
} from "../../core/schema.js";
import { withFields } from "../../core/values.js";
import { endpoint } from "../endpoint.js";
import { emptyListAs } from "../lists.js";
import {
  type AdministratorInput,
  type Enterprise,
  type EnterpriseAccount,
  type EnterprisesListResponse,
  type EnterprisesSendTestPushNotificationResponse,
  enterpriseAccountSchema,
  enterpriseFields,
  enterpriseSchema,
  enterprisesListResponseSchema,
  enterprisesSendTestPushNotificationResponseSchema,
} from "../schemas/enterprise.js";
import { type NotificationSet, notificationSetSchema } from "../schemas/notification.js";
import { type ServiceAccount, serviceAccountSchema } from "../schemas/serviceAccount.js";
import {
  type GenerateEnterpriseUpgradeUrlResponse,
  generateEnterpriseUpgradeUrlResponseSchema,
  type SignupInfo,
  signupInfoSchema,
} from "../schemas/signup.js";
import { type StoreLayout, storeLayoutFields, storeLayoutSchema } from "../schemas/storeLayout.js";
import {
  type AdministratorWebToken,
  type AdministratorWebTokenSpec,
  type AdministratorWebTokenSpecManagedConfigurationsInput,
  type AdministratorWebTokenSpecPlaySearchInput,
  type AdministratorWebTokenSpecPrivateAppsInput,
  type AdministratorWebTokenSpecStoreBuilderInput,
  type AdministratorWebTokenSpecWebAppsInput,
  type AdministratorWebTokenSpecZeroTouchInput,
  administratorWebTokenSchema,
  administratorWebTokenSpecFields,
} from "../schemas/webToken.js";
import { type EnterpriseParams, enterpriseIds, enterpriseParams, enterpriseRequired } from "./params.js";

/** Identifies a set of notifications. */
export interface AcknowledgeNotificationSetParams {
  /** Id of the set that was pulled. */
  notificationSetId: string;
}

/** The two tokens of a sign-up. */
export interface CompleteSignupParams {
  /** The token that `generateSignupUrl` returned. */
  completionToken: string;
  /** The token that Google added to the callback URL. */
  enterpriseToken: string;
}

/** The enterprise, and which pages the token opens. */
export interface CreateWebTokenParams extends EnterpriseParams, Input<AdministratorWebTokenSpec> {
  /** The page of managed configurations. */
  managedConfigurations?: AdministratorWebTokenSpecManagedConfigurationsInput | undefined;
  /** The page where managed Google Play is searched. */
  playSearch?: AdministratorWebTokenSpecPlaySearchInput | undefined;
  /** The page of private apps. */
  privateApps?: AdministratorWebTokenSpecPrivateAppsInput | undefined;
  /** The page where apps are organized into collections. */
  storeBuilder?: AdministratorWebTokenSpecStoreBuilderInput | undefined;
  /** The page of web apps. */
  webApps?: AdministratorWebTokenSpecWebAppsInput | undefined;
  /** The page of zero-touch enrollment. */
  zeroTouch?: AdministratorWebTokenSpecZeroTouchInput | undefined;
}

/** The token of the enterprise, and what is known about it. */
export interface EnrollEnterpriseParams extends Input<Partial<Omit<Enterprise, "googleAuthenticationSettings">>> {
  /** The token that the enterprise's admin found in the admin console. */
  token: string;
  /** Admins of the enterprise. */
  administrator?: readonly AdministratorInput[] | undefined;
}

interface AdminHints {
  /**
   * Prefills the admin's email address in the form; the admin can change it. If `allowedDomains` are given, it must
   * belong to one of them.
   */
  adminEmail?: string | undefined;
  /**
   * Domains that the admin's email address may belong to. If absent or empty, any domain is allowed. Subdomains need an
   * entry of their own, such as `*.example.com`.
   */
  allowedDomains?: readonly string[] | undefined;
}

/** The enterprise to upgrade, and who does it. */
export interface GenerateEnterpriseUpgradeUrlParams extends EnterpriseParams, AdminHints {}

/** Who signs up, and where Google sends them afterwards. */
export interface GenerateSignupUrlParams extends AdminHints {
  /**
   * Where Google redirects the admin afterwards, with the query parameter `enterpriseToken` added. An absolute URL.
   */
  callbackUrl?: string | undefined;
}

/** The enterprise, and the format of the key. */
export interface GetServiceAccountParams extends EnterpriseParams {
  /** Format of the key: `googleCredentials` for a JSON key file, `pkcs12` for PKCS #12. */
  keyType: "googleCredentials" | "pkcs12";
}

/** The domain to look up. */
export interface ListEnterprisesParams {
  /** The exact primary domain of the enterprise. */
  domain: string;
}

/** How notifications are pulled. */
export interface PullNotificationSetParams {
  /**
   * `waitForNotifications`, Google's default, keeps the request open until there are notifications;
   * `returnImmediately` returns an empty set if there are none.
   */
  requestMode?: "waitForNotifications" | "returnImmediately" | undefined;
}

/** The enterprise, and the service account that acts for it. */
export interface SetAccountParams extends EnterpriseParams {
  /** Email address of the service account. */
  accountEmail: string;
}

/** The enterprise, and the layout of its store. */
export interface SetStoreLayoutParams extends EnterpriseParams, Input<StoreLayout> {}

/** Without `//`, the host of `localhost:8080/done` would pass for a scheme. */
const isUrl = (value: string) => /^[a-z][a-z\d+.-]*:\/\//i.test(value) && URL.canParse(value);

const adminHints = fieldsOf<AdminHints>()({ adminEmail: nonEmptyString, allowedDomains: inputListOf(nonEmptyString) });

const acknowledgeNotificationSetParams = objectOf<AcknowledgeNotificationSetParams>()(
  () => ({ notificationSetId: nonEmptyString }),
  { notificationSetId: true },
);

const completeSignupParams = objectOf<CompleteSignupParams>()(
  () => ({ completionToken: nonEmptyString, enterpriseToken: nonEmptyString }),
  { completionToken: true, enterpriseToken: true },
);

const createWebTokenParams = objectOf<CreateWebTokenParams>()(
  () => ({ ...enterpriseIds, ...inputsOf(administratorWebTokenSpecFields()) }),
  enterpriseRequired,
);

const enrollEnterpriseParams = objectOf<EnrollEnterpriseParams>()(
  () => ({ token: nonEmptyString, ...inputsOf(enterpriseFields()) }),
  { token: true },
);

const generateEnterpriseUpgradeUrlParams = objectOf<GenerateEnterpriseUpgradeUrlParams>()(
  () => ({ ...enterpriseIds, ...adminHints }),
  enterpriseRequired,
);

const generateSignupUrlParams = objectOf<GenerateSignupUrlParams>()(() => ({
  ...adminHints,
  callbackUrl: refined(string, isUrl, "must be an absolute URL"),
}));

const getServiceAccountParams = objectOf<GetServiceAccountParams>()(
  () => ({ ...enterpriseIds, keyType: closedEnumOf("googleCredentials", "pkcs12") }),
  { ...enterpriseRequired, keyType: true },
);

const listEnterprisesParams = objectOf<ListEnterprisesParams>()(() => ({ domain: nonEmptyString }), { domain: true });

const pullNotificationSetParams = objectOf<PullNotificationSetParams>()(() => ({
  requestMode: closedEnumOf("waitForNotifications", "returnImmediately"),
}));

const setAccountParams = objectOf<SetAccountParams>()(() => ({ ...enterpriseIds, accountEmail: nonEmptyString }), {
  ...enterpriseRequired,
  accountEmail: true,
});

const setStoreLayoutParams = objectOf<SetStoreLayoutParams>()(
  () => ({ ...enterpriseIds, ...inputsOf(storeLayoutFields()) }),
  enterpriseRequired,
);

export const enterprisesEndpoints = {
  acknowledgeNotificationSet: endpoint("enterprises.acknowledgeNotificationSet", {
    http: "POST /enterprises/acknowledgeNotificationSet",
    idempotency: "safe",
    effect: "write",
    params: acknowledgeNotificationSetParams,
  }),
  completeSignup: endpoint("enterprises.completeSignup", {
    http: "POST /enterprises/completeSignup",
    idempotency: "none",
    effect: "write",
    secret: ["completionToken", "enterpriseToken"],
    params: completeSignupParams,
    response: enterpriseSchema,
  }),
  createWebToken: endpoint("enterprises.createWebToken", {
    http: "POST /enterprises/{enterpriseId}/createWebToken",
    body: "*",
    idempotency: "mint",
    effect: "write",
    params: createWebTokenParams,
    response: administratorWebTokenSchema,
  }),
  enroll: endpoint("enterprises.enroll", {
    http: "POST /enterprises/enroll",
    query: ["token"],
    body: "*",
    idempotency: "none",
    effect: "write",
    secret: ["token"],
    params: enrollEnterpriseParams,
    response: enterpriseSchema,
  }),
  generateEnterpriseUpgradeUrl: endpoint("enterprises.generateEnterpriseUpgradeUrl", {
    http: "POST /enterprises/{enterpriseId}/generateEnterpriseUpgradeUrl",
    idempotency: "mint",
    effect: "write",
    params: generateEnterpriseUpgradeUrlParams,
    response: generateEnterpriseUpgradeUrlResponseSchema,
  }),
  generateSignupUrl: endpoint("enterprises.generateSignupUrl", {
    http: "POST /enterprises/signupUrl",
    idempotency: "mint",
    effect: "write",
    params: generateSignupUrlParams,
    response: signupInfoSchema,
  }),
  get: endpoint("enterprises.get", {
    http: "GET /enterprises/{enterpriseId}",
    idempotency: "safe",
    effect: "read",
    params: enterpriseParams,
    response: enterpriseSchema,
  }),
  getServiceAccount: endpoint("enterprises.getServiceAccount", {
    http: "GET /enterprises/{enterpriseId}/serviceAccount",
    idempotency: "none",
    effect: "write",
    params: getServiceAccountParams,
    response: serviceAccountSchema,
  }),
  getStoreLayout: endpoint("enterprises.getStoreLayout", {
    http: "GET /enterprises/{enterpriseId}/storeLayout",
    idempotency: "safe",
    effect: "read",
    params: enterpriseParams,
    response: storeLayoutSchema,
  }),
  list: endpoint("enterprises.list", {
    http: "GET /enterprises",
    idempotency: "safe",
    effect: "read",
    params: listEnterprisesParams,
    fromWire: emptyListAs("enterprise"),
    response: enterprisesListResponseSchema,
  }),
  pullNotificationSet: endpoint("enterprises.pullNotificationSet", {
    http: "POST /enterprises/pullNotificationSet",
    idempotency: "safe",
    effect: "read",
    params: pullNotificationSetParams,
    fromWire: emptyListAs("notification"),
    response: notificationSetSchema,
  }),
  sendTestPushNotification: endpoint("enterprises.sendTestPushNotification", {
    http: "POST /enterprises/{enterpriseId}/sendTestPushNotification",
    idempotency: "mint",
    effect: "write",
    params: enterpriseParams,
    response: enterprisesSendTestPushNotificationResponseSchema,
  }),
  setAccount: endpoint("enterprises.setAccount", {
    http: "PUT /enterprises/{enterpriseId}/account",
    body: "*",
    idempotency: "safe",
    effect: "write",
    params: setAccountParams,
    response: enterpriseAccountSchema,
  }),
  setStoreLayout: endpoint("enterprises.setStoreLayout", {
    http: "PUT /enterprises/{enterpriseId}/storeLayout",
    body: "*",
    idempotency: "safe",
    effect: "write",
    params: setStoreLayoutParams,
    wholeResource: { readOnly: [] },
    response: storeLayoutSchema,
  }),
  unenroll: endpoint("enterprises.unenroll", {
    http: "POST /enterprises/{enterpriseId}/unenroll",
    idempotency: "none",
    effect: "destroy",
    params: enterpriseParams,
  }),
};

/** How long Google keeps a request open is not published. This is well above other timeouts. */
const LONG_POLL_MS = 180_000;
/** Time for two attempts and the wait between them. */
const LONG_POLL_DEADLINE_MS = 420_000;

function longPoll(options: CallOptions | undefined): CallOptions {
  const given = options ?? {};
  const { timeoutMs = LONG_POLL_MS, deadlineMs = LONG_POLL_DEADLINE_MS } = given;
  return withFields(given, { timeoutMs, deadlineMs });
}

/**
 * Organizations that are bound to the EMM: sign-up, service accounts, store layout, notifications.
 *
 * @throws An {@link InvalidParamsError} before anything is sent, if a parameter is missing, unknown or invalid.
 * @throws A {@link GoogleApiError} if Google responds with an error.
 */
export class Enterprises extends Resource {
  /**
   * Acknowledges a set of notifications as processed, so that Google does not deliver it again.
   *
   * {@link AndroidEnterprise.notifications} does this for you.
   *
   * @example
   * ```ts
   * const { notificationSetId } = await client.enterprises.pullNotificationSet({ requestMode: "returnImmediately" });
   * if (notificationSetId) await client.enterprises.acknowledgeNotificationSet({ notificationSetId });
   * ```
   * @see https://developers.google.com/android/work/play/emm-api/v1/enterprises/acknowledgeNotificationSet
   */
  acknowledgeNotificationSet(params: AcknowledgeNotificationSetParams, options?: CallOptions): ResponsePromise<void> {
    return this.call(enterprisesEndpoints.acknowledgeNotificationSet, params, options);
  }

  /**
   * Completes a sign-up after the admin has finished it.
   *
   * An enterprise token can be used once, so the call is not retried after a lost response. No method reports the
   * outcome afterwards: check with the admin whether the enterprise is bound before you start another sign-up.
   *
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
  completeSignup(params: CompleteSignupParams, options?: CallOptions): ResponsePromise<Enterprise> {
    return this.call(enterprisesEndpoints.completeSignup, params, options);
  }

  /**
   * Creates a token that opens an embedded page of managed Google Play, for one session.
   *
   * @throws An {@link InvalidParamsError} before anything is sent, also if `parent` is not an `https` address.
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
  createWebToken(params: CreateWebTokenParams, options?: CallOptions): ResponsePromise<AdministratorWebToken> {
    return this.call(enterprisesEndpoints.createWebToken, params, options);
  }

  /**
   * Binds an enterprise that signed up with Google to the calling EMM.
   *
   * The call is not retried after a lost response, as the token may have been used.
   *
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
  enroll(params: EnrollEnterpriseParams, options?: CallOptions): ResponsePromise<Enterprise> {
    return this.call(enterprisesEndpoints.enroll, params, options);
  }

  /**
   * Creates a URL where an admin upgrades an enterprise with managed Google Play accounts to a managed Google domain.
   * Addresses of personal accounts are not accepted there.
   *
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
  ): ResponsePromise<GenerateEnterpriseUpgradeUrlResponse> {
    return this.call(enterprisesEndpoints.generateEnterpriseUpgradeUrl, params, options);
  }

  /**
   * Creates a URL where an admin signs up for an enterprise.
   *
   * The first of four steps: {@link Enterprises.completeSignup}, {@link Enterprises.getServiceAccount} and
   * {@link Enterprises.setAccount} follow. An admin with the address of a personal account gets an enterprise with
   * managed Google Play accounts.
   *
   * @throws An {@link InvalidParamsError} before anything is sent, also if `callbackUrl` is not an absolute URL.
   * @example
   * ```ts
   * const { url, completionToken } = await client.enterprises.generateSignupUrl({
   *   callbackUrl: "https://emm.example/done",
   * });
   * console.log(url, completionToken);
   * ```
   * @see https://developers.google.com/android/work/play/emm-api/v1/enterprises/generateSignupUrl
   */
  generateSignupUrl(params: GenerateSignupUrlParams = {}, options?: CallOptions): ResponsePromise<SignupInfo> {
    return this.call(enterprisesEndpoints.generateSignupUrl, params, options);
  }

  /**
   * Gets an enterprise.
   *
   * @example
   * ```ts
   * const enterprise = await client.enterprises.get({ enterpriseId: "LC00lwk1yg" });
   * console.log(enterprise);
   * ```
   * @see https://developers.google.com/android/work/play/emm-api/v1/enterprises/get
   */
  get(params: EnterpriseParams, options?: CallOptions): ResponsePromise<Enterprise> {
    return this.call(enterprisesEndpoints.get, params, options);
  }

  /**
   * Creates a service account for an enterprise, or a new key for its account, **which revokes the previous key**.
   *
   * This GET creates a key every time, so the call is never retried after an ambiguous failure, and must not be cached
   * or prefetched. It works only between `enroll` or `completeSignup` and `setAccount`. Google keeps no copy of the
   * key, and may take a minute until it accepts it.
   *
   * @example
   * ```ts
   * const { id } = await client.enterprises.enroll({ token: "token-from-the-admin-console" });
   * const account = await client.enterprises.getServiceAccount({ enterpriseId: id, keyType: "googleCredentials" });
   * console.log(account.name);
   * ```
   * @see https://developers.google.com/android/work/play/emm-api/v1/enterprises/getServiceAccount
   */
  getServiceAccount(params: GetServiceAccountParams, options?: CallOptions): ResponsePromise<ServiceAccount> {
    return this.call(enterprisesEndpoints.getServiceAccount, params, options);
  }

  /**
   * Gets the layout of an enterprise's store: `basic` without a homepage, unless it was set.
   *
   * @example
   * ```ts
   * const storeLayout = await client.enterprises.getStoreLayout({ enterpriseId: "LC00lwk1yg" });
   * console.log(storeLayout);
   * ```
   * @see https://developers.google.com/android/work/play/emm-api/v1/enterprises/getStoreLayout
   */
  getStoreLayout(params: EnterpriseParams, options?: CallOptions): ResponsePromise<StoreLayout> {
    return this.call(enterprisesEndpoints.getStoreLayout, params, options);
  }

  /**
   * Looks up an enterprise by its domain.
   *
   * Finds only enterprises that signed up with Google; `completeSignup` returns the id of the others.
   *
   * @example
   * ```ts
   * const { enterprise } = await client.enterprises.list({ domain: "example.com" });
   * console.log(enterprise);
   * ```
   * @see https://developers.google.com/android/work/play/emm-api/v1/enterprises/list
   */
  list(params: ListEnterprisesParams, options?: CallOptions): ResponsePromise<EnterprisesListResponse> {
    return this.call(enterprisesEndpoints.list, params, options);
  }

  /**
   * Pulls the next notifications of all enterprises that the calling service account acts for.
   *
   * `waitForNotifications`, Google's default, keeps the request open until there are notifications, or for a time that
   * Google does not publish; the set may then be empty. By default an attempt takes at most three minutes and the call
   * with its retries seven; `timeoutMs` and `deadlineMs` of the client do not apply, those of the call do. Acknowledge
   * a set that is not empty within 20 seconds, or Google delivers it again. Concurrent callers share the notifications.
   * {@link AndroidEnterprise.notifications} does all of this. Not available to a service account that was set up in
   * Cloud IAM.
   *
   * @example
   * ```ts
   * const { notification } = await client.enterprises.pullNotificationSet({ requestMode: "returnImmediately" });
   * console.log(notification.length);
   * ```
   * @see https://developers.google.com/android/work/play/emm-api/v1/enterprises/pullNotificationSet
   */
  pullNotificationSet(params: PullNotificationSetParams = {}, options?: CallOptions): ResponsePromise<NotificationSet> {
    const waits = params?.requestMode !== "returnImmediately";
    return this.call(enterprisesEndpoints.pullNotificationSet, params, waits ? longPoll(options) : options);
  }

  /**
   * Sends a test notification, to check that notifications arrive.
   *
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
  ): ResponsePromise<EnterprisesSendTestPushNotificationResponse> {
    return this.call(enterprisesEndpoints.sendTestPushNotification, params, options);
  }

  /**
   * Sets the service account that acts for an enterprise. From then on `getServiceAccount` is refused.
   *
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
  setAccount(params: SetAccountParams, options?: CallOptions): ResponsePromise<EnterpriseAccount> {
    return this.call(enterprisesEndpoints.setAccount, params, options);
  }

  /**
   * Sets the layout of an enterprise's store.
   *
   * `basic` is one page of all apps that are available to a user, sorted by product id. `custom` consists of pages
   * ({@link StoreLayoutPages}) with clusters of apps ({@link StoreLayoutClusters}), and opens at `homepageId`. A result
   * of `getStoreLayout` can be passed back.
   *
   * @example
   * ```ts
   * const storeLayout = await client.enterprises.setStoreLayout({ enterpriseId: "LC00lwk1yg", storeLayoutType: "basic" });
   * console.log(storeLayout);
   * ```
   * @see https://developers.google.com/android/work/play/emm-api/v1/enterprises/setStoreLayout
   */
  setStoreLayout(params: SetStoreLayoutParams, options?: CallOptions): ResponsePromise<StoreLayout> {
    return this.call(enterprisesEndpoints.setStoreLayout, params, options);
  }

  /**
   * Unbinds an enterprise from the calling EMM. The account that `getServiceAccount` created is deleted with it.
   *
   * The call is not retried after a lost response.
   *
   * @example
   * ```ts
   * await client.enterprises.unenroll({ enterpriseId: "LC00lwk1yg" });
   * ```
   * @see https://developers.google.com/android/work/play/emm-api/v1/enterprises/unenroll
   */
  unenroll(params: EnterpriseParams, options?: CallOptions): ResponsePromise<void> {
    return this.call(enterprisesEndpoints.unenroll, params, options);
  }
}
