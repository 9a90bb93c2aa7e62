/** The endpoints of `enterprises`, and what they take. */
import * as z from "zod/mini";
import { endpoint } from "../core/endpoint.js";
import { checkOf, open } from "../core/schema.js";
import {
  type Enterprise,
  enterpriseAccountCheck,
  enterpriseCheck,
  enterpriseFields,
  enterprisesListResponseCheck,
  enterprisesSendTestPushNotificationResponseCheck,
  generateEnterpriseUpgradeUrlResponseCheck,
  type StoreLayout,
  signupInfoCheck,
  storeLayoutCheck,
  storeLayoutFields,
} from "./enterprise.js";
import { notificationSetCheck } from "./notification.js";
import { type EnterpriseParams, enterpriseParams } from "./params.js";
import { SCOPES } from "./scopes.js";
import { serviceAccountCheck } from "./serviceAccount.js";
import { ids, listOf, objectOf, optionalBut, type Sendable, text, withList } from "./shapes.js";
import {
  type AdministratorWebTokenSpec,
  administratorWebTokenCheck,
  administratorWebTokenSpecFields,
} from "./webToken.js";

/** Which set has been dealt with. */
export interface AcknowledgeNotificationSetParams {
  /** Id of the set that was pulled. */
  notificationSetId: string;
}

/** The two tokens of a sign-up. */
export interface CompleteSignupParams {
  /** The token that `generateSignupUrl` answered. */
  completionToken: string;
  /** The token that Google added to the callback URL. */
  enterpriseToken: string;
}

/** For which enterprise, and what the token opens. */
export interface CreateWebTokenParams extends EnterpriseParams, Sendable<AdministratorWebTokenSpec> {}

/** The token of the enterprise, and what is known of it. */
export interface EnrollEnterpriseParams extends Sendable<Partial<Omit<Enterprise, "googleAuthenticationSettings">>> {
  /** The token that the enterprise's admin found in the admin console. */
  token: string;
}

interface AdminHints {
  /** Fills in the admin's address on the form; the admin can change it. Must be of `allowedDomains`, if those are given. */
  adminEmail?: string | undefined;
  /**
   * Domains that the admin's address may be of. Absent or empty: any. Domains below one of them need an entry of
   * their own, such as `*.example.com`.
   */
  allowedDomains?: readonly string[] | undefined;
}

/** Which enterprise is upgraded, and by whom. */
export interface GenerateEnterpriseUpgradeUrlParams extends EnterpriseParams, AdminHints {}

/** Who signs up, and where Google sends them afterwards. */
export interface GenerateSignupUrlParams extends AdminHints {
  /** Where Google sends the admin afterwards, with the parameter `enterpriseToken` added. An absolute URL. */
  callbackUrl?: string | undefined;
}

/** Whose account, and the format of its key. */
export interface GetServiceAccountParams extends EnterpriseParams {
  /** Format of the key: a JSON key file, or PKCS #12. */
  keyType: "googleCredentials" | "pkcs12";
}

/** Which enterprise is looked up. */
export interface ListEnterprisesParams {
  /** The exact primary domain of the enterprise. */
  domain: string;
}

/** How notifications are pulled. */
export interface PullNotificationSetParams {
  /** Whether the request waits until there are notifications. Google's default: `waitForNotifications`. */
  requestMode?: "waitForNotifications" | "returnImmediately" | undefined;
}

/** Which account acts for which enterprise. */
export interface SetAccountParams extends EnterpriseParams {
  /** Address of the service account. */
  accountEmail: string;
}

/** How the store of which enterprise looks. */
export interface SetStoreLayoutParams extends EnterpriseParams, Sendable<StoreLayout> {}

/** Without `//`, the host of `localhost:8080/done` would pass for a scheme. */
const isUrl = (value: string) => /^[a-z][a-z\d+.-]*:\/\//i.test(value) && URL.canParse(value);

const url = () => z.string().check(z.refine(isUrl, { error: "must be an absolute URL" }));

const adminHints = () => ({ adminEmail: text(), allowedDomains: listOf(text()) });

const acknowledgeNotificationSetParams = checkOf<AcknowledgeNotificationSetParams>(() =>
  z.toZod<AcknowledgeNotificationSetParams>()(open({ notificationSetId: text() })),
);

const completeSignupParams = checkOf<CompleteSignupParams>(() =>
  z.toZod<CompleteSignupParams>()(open({ completionToken: text(), enterpriseToken: text() })),
);

const createWebTokenParams = checkOf<CreateWebTokenParams>(() =>
  z.toZod<CreateWebTokenParams>()(open({ ...ids("enterpriseId"), ...optionalBut(administratorWebTokenSpecFields()) })),
);

const enrollEnterpriseParams = checkOf<EnrollEnterpriseParams>(() =>
  z.toZod<EnrollEnterpriseParams>()(open({ token: text(), ...optionalBut(enterpriseFields()) })),
);

const generateEnterpriseUpgradeUrlParams = checkOf<GenerateEnterpriseUpgradeUrlParams>(() =>
  z.toZod<GenerateEnterpriseUpgradeUrlParams>()(open({ ...ids("enterpriseId"), ...optionalBut(adminHints()) })),
);

const generateSignupUrlParams = checkOf<GenerateSignupUrlParams>(() =>
  z.toZod<GenerateSignupUrlParams>()(objectOf({ ...adminHints(), callbackUrl: url() })),
);

const getServiceAccountParams = checkOf<GetServiceAccountParams>(() =>
  z.toZod<GetServiceAccountParams>()(
    open({ ...ids("enterpriseId"), keyType: z.enum(["googleCredentials", "pkcs12"]) }),
  ),
);

const listEnterprisesParams = checkOf<ListEnterprisesParams>(() =>
  z.toZod<ListEnterprisesParams>()(open({ domain: text() })),
);

const pullNotificationSetParams = checkOf<PullNotificationSetParams>(() =>
  z.toZod<PullNotificationSetParams>()(
    objectOf({ requestMode: z.enum(["waitForNotifications", "returnImmediately"]) }),
  ),
);

const setAccountParams = checkOf<SetAccountParams>(() =>
  z.toZod<SetAccountParams>()(open({ ...ids("enterpriseId"), accountEmail: text() })),
);

const setStoreLayoutParams = checkOf<SetStoreLayoutParams>(() =>
  z.toZod<SetStoreLayoutParams>()(open({ ...ids("enterpriseId"), ...optionalBut(storeLayoutFields()) })),
);

export const enterprisesEndpoints = {
  acknowledgeNotificationSet: endpoint({
    id: "androidenterprise.enterprises.acknowledgeNotificationSet",
    http: "POST /androidenterprise/v1/enterprises/acknowledgeNotificationSet",
    scopes: SCOPES,
    idempotency: "safe",
    params: acknowledgeNotificationSetParams,
  }),
  completeSignup: endpoint({
    id: "androidenterprise.enterprises.completeSignup",
    http: "POST /androidenterprise/v1/enterprises/completeSignup",
    scopes: SCOPES,
    idempotency: "none",
    secret: ["completionToken", "enterpriseToken"],
    params: completeSignupParams,
    response: enterpriseCheck,
  }),
  createWebToken: endpoint({
    id: "androidenterprise.enterprises.createWebToken",
    http: "POST /androidenterprise/v1/enterprises/{enterpriseId}/createWebToken",
    body: "*",
    scopes: SCOPES,
    idempotency: "mint",
    params: createWebTokenParams,
    response: administratorWebTokenCheck,
  }),
  enroll: endpoint({
    id: "androidenterprise.enterprises.enroll",
    http: "POST /androidenterprise/v1/enterprises/enroll",
    query: ["token"],
    body: "*",
    scopes: SCOPES,
    idempotency: "none",
    secret: ["token"],
    params: enrollEnterpriseParams,
    response: enterpriseCheck,
  }),
  generateEnterpriseUpgradeUrl: endpoint({
    id: "androidenterprise.enterprises.generateEnterpriseUpgradeUrl",
    http: "POST /androidenterprise/v1/enterprises/{enterpriseId}/generateEnterpriseUpgradeUrl",
    scopes: SCOPES,
    idempotency: "mint",
    params: generateEnterpriseUpgradeUrlParams,
    response: generateEnterpriseUpgradeUrlResponseCheck,
  }),
  generateSignupUrl: endpoint({
    id: "androidenterprise.enterprises.generateSignupUrl",
    http: "POST /androidenterprise/v1/enterprises/signupUrl",
    scopes: SCOPES,
    idempotency: "mint",
    params: generateSignupUrlParams,
    response: signupInfoCheck,
  }),
  get: endpoint({
    id: "androidenterprise.enterprises.get",
    http: "GET /androidenterprise/v1/enterprises/{enterpriseId}",
    scopes: SCOPES,
    idempotency: "safe",
    params: enterpriseParams,
    response: enterpriseCheck,
  }),
  getServiceAccount: endpoint({
    id: "androidenterprise.enterprises.getServiceAccount",
    http: "GET /androidenterprise/v1/enterprises/{enterpriseId}/serviceAccount",
    scopes: SCOPES,
    idempotency: "none",
    params: getServiceAccountParams,
    response: serviceAccountCheck,
  }),
  getStoreLayout: endpoint({
    id: "androidenterprise.enterprises.getStoreLayout",
    http: "GET /androidenterprise/v1/enterprises/{enterpriseId}/storeLayout",
    scopes: SCOPES,
    idempotency: "safe",
    params: enterpriseParams,
    response: storeLayoutCheck,
  }),
  list: endpoint({
    id: "androidenterprise.enterprises.list",
    http: "GET /androidenterprise/v1/enterprises",
    scopes: SCOPES,
    idempotency: "safe",
    params: listEnterprisesParams,
    respell: withList("enterprise"),
    response: enterprisesListResponseCheck,
  }),
  pullNotificationSet: endpoint({
    id: "androidenterprise.enterprises.pullNotificationSet",
    http: "POST /androidenterprise/v1/enterprises/pullNotificationSet",
    scopes: SCOPES,
    idempotency: "safe",
    params: pullNotificationSetParams,
    respell: withList("notification"),
    response: notificationSetCheck,
  }),
  sendTestPushNotification: endpoint({
    id: "androidenterprise.enterprises.sendTestPushNotification",
    http: "POST /androidenterprise/v1/enterprises/{enterpriseId}/sendTestPushNotification",
    scopes: SCOPES,
    idempotency: "mint",
    params: enterpriseParams,
    response: enterprisesSendTestPushNotificationResponseCheck,
  }),
  setAccount: endpoint({
    id: "androidenterprise.enterprises.setAccount",
    http: "PUT /androidenterprise/v1/enterprises/{enterpriseId}/account",
    body: "*",
    scopes: SCOPES,
    idempotency: "safe",
    params: setAccountParams,
    response: enterpriseAccountCheck,
  }),
  setStoreLayout: endpoint({
    id: "androidenterprise.enterprises.setStoreLayout",
    http: "PUT /androidenterprise/v1/enterprises/{enterpriseId}/storeLayout",
    body: "*",
    scopes: SCOPES,
    idempotency: "safe",
    params: setStoreLayoutParams,
    response: storeLayoutCheck,
  }),
  unenroll: endpoint({
    id: "androidenterprise.enterprises.unenroll",
    http: "POST /androidenterprise/v1/enterprises/{enterpriseId}/unenroll",
    scopes: SCOPES,
    idempotency: "none",
    params: enterpriseParams,
  }),
};
