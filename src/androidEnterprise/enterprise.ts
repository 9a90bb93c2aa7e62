/** Enterprises, and what their sign-up needs. */
import * as z from "zod/mini";
import { answerOf, listOf, objectOf, schemaOf } from "./shapes.js";

/** An organization that is bound to the EMM. */
export interface Enterprise {
  /** Id of the enterprise, such as `LC00lwk1yg`. */
  id: string;
  /** Name of the enterprise, such as `Example, Inc`. */
  name?: string;
  /** Primary domain of the enterprise, such as `example.com`. */
  primaryDomain?: string;
  /** Admins of the enterprise. Only for enterprises that signed up through the EMM. */
  administrator?: Administrator[];
  /** Whether it has a managed Google domain, or only managed Google Play accounts. */
  enterpriseType?:
    | "enterpriseTypeUnspecified"
    | "managedGoogleDomain"
    | "managedGooglePlayAccountsEnterprise"
    | (string & {});
  /** For a managed Google domain: a team without a verified domain, or a domain. */
  managedGoogleDomainType?: "managedGoogleDomainTypeUnspecified" | "typeTeam" | "typeDomain" | (string & {});
  /** Whether its users sign in with Google. Only in answers. */
  googleAuthenticationSettings?: GoogleAuthenticationSettings;
}

/** Somebody who may manage the enterprise in managed Google Play. */
export interface Administrator {
  /** Address of the admin. */
  email?: string;
}

/** Whether users of an enterprise sign in with Google. */
export interface GoogleAuthenticationSettings {
  /** Whether signing in is required. */
  googleAuthenticationRequired?: "googleAuthenticationRequiredUnspecified" | "notRequired" | "required" | (string & {});
}

/** The service account that acts for an enterprise. */
export interface EnterpriseAccount {
  /** Address of the service account. */
  accountEmail?: string;
}

/** How the store of an enterprise looks. */
export interface StoreLayout {
  /** `basic` shows all apps of a user on one page. Google's default: `custom` when `homepageId` is set, else `basic`. */
  storeLayoutType?: "unknown" | "basic" | "custom" | (string & {});
  /** Id of the page that opens first. */
  homepageId?: string;
}

/** Where an admin signs up, and what completes it. */
export interface SignupInfo {
  /** Open it in a page of its own: it cannot be shown in an iframe. */
  url: string;
  /** Keep it for `completeSignup`. Whoever has it and the enterprise token can complete the sign-up. */
  completionToken: string;
  /** @deprecated Google has given it up. */
  kind?: string;
}

/** Where an admin upgrades the enterprise. */
export interface GenerateEnterpriseUpgradeUrlResponse {
  /** Open it in a page of its own: it cannot be shown in an iframe. */
  url: string;
}

/** The enterprises of a domain. */
export interface EnterprisesListResponse {
  /** Empty when there are none. */
  enterprise: Enterprise[];
}

/** The test notification that was sent. */
export interface EnterprisesSendTestPushNotificationResponse {
  /** Id of the message. */
  messageId?: string;
  /** Cloud Pub/Sub topic that the enterprise's notifications go to. */
  topicName?: string;
}

export const enterpriseFields = () => ({
  id: z.string(),
  name: z.string(),
  primaryDomain: z.string(),
  administrator: listOf(administratorSchema()),
  enterpriseType: z.enum(["enterpriseTypeUnspecified", "managedGoogleDomain", "managedGooglePlayAccountsEnterprise"]),
  managedGoogleDomainType: z.enum(["managedGoogleDomainTypeUnspecified", "typeTeam", "typeDomain"]),
});

const enterpriseSchema = () =>
  schemaOf<Enterprise>()(
    objectOf({ ...enterpriseFields(), googleAuthenticationSettings: googleAuthenticationSettingsSchema() }, "id"),
  );

export const enterpriseCheck = answerOf<Enterprise>(enterpriseSchema);

const administratorSchema = () => schemaOf<Administrator>()(objectOf({ email: z.string() }));

const googleAuthenticationSettingsSchema = () =>
  schemaOf<GoogleAuthenticationSettings>()(
    objectOf({
      googleAuthenticationRequired: z.enum(["googleAuthenticationRequiredUnspecified", "notRequired", "required"]),
    }),
  );

export const enterpriseAccountCheck = answerOf<EnterpriseAccount>(() =>
  schemaOf<EnterpriseAccount>()(objectOf({ accountEmail: z.string() })),
);

export const storeLayoutFields = () => ({
  storeLayoutType: z.enum(["unknown", "basic", "custom"]),
  homepageId: z.string(),
});

export const storeLayoutCheck = answerOf<StoreLayout>(() => schemaOf<StoreLayout>()(objectOf(storeLayoutFields())));

export const signupInfoCheck = answerOf<SignupInfo>(() =>
  schemaOf<SignupInfo>()(
    objectOf(
      {
        url: z.string(),
        completionToken: z.string(),
        kind: z.string(),
      },
      "url",
      "completionToken",
    ),
  ),
);

const generateEnterpriseUpgradeUrlResponseSchema = () =>
  schemaOf<GenerateEnterpriseUpgradeUrlResponse>()(objectOf({ url: z.string() }, "url"));

export const generateEnterpriseUpgradeUrlResponseCheck = answerOf<GenerateEnterpriseUpgradeUrlResponse>(
  generateEnterpriseUpgradeUrlResponseSchema,
);

export const enterprisesListResponseCheck = answerOf<EnterprisesListResponse>(() =>
  schemaOf<EnterprisesListResponse>()(objectOf({ enterprise: listOf(enterpriseSchema()) }, "enterprise")),
);

const enterprisesSendTestPushNotificationResponseSchema = () =>
  schemaOf<EnterprisesSendTestPushNotificationResponse>()(
    objectOf({
      messageId: z.string(),
      topicName: z.string(),
    }),
  );

export const enterprisesSendTestPushNotificationResponseCheck = answerOf<EnterprisesSendTestPushNotificationResponse>(
  enterprisesSendTestPushNotificationResponseSchema,
);
