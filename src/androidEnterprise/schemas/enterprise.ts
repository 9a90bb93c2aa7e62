/** Enterprises. */
import {
  enumOf,
  fieldsOf,
  type Input,
  listOf,
  objectOf,
  type Schema,
  string,
  type UnlistedValue,
} from "../../core/schema.js";

/** An organization that is bound to the EMM. */
export interface Enterprise {
  /** Id of the enterprise, such as `LC00lwk1yg`. Methods take it as `enterpriseId`. */
  id: string;
  /** Name of the enterprise, such as `Example, Inc`. */
  name?: string;
  /** Primary domain of the enterprise, such as `example.com`. */
  primaryDomain?: string;
  /** Admins of the enterprise. Only for enterprises that signed up through the EMM. */
  administrator?: Administrator[];
  /**
   * Type of the enterprise: `managedGoogleDomain`, it has a managed Google domain;
   * `managedGooglePlayAccountsEnterprise`, it has managed Google Play accounts only; `enterpriseTypeUnspecified` is
   * unused.
   */
  enterpriseType?:
    | "enterpriseTypeUnspecified"
    | "managedGoogleDomain"
    | "managedGooglePlayAccountsEnterprise"
    | UnlistedValue;
  /**
   * Type of the managed Google domain: `typeTeam`, a team whose email addresses are verified; `typeDomain`, a verified
   * domain; `managedGoogleDomainTypeUnspecified`, not specified.
   */
  managedGoogleDomainType?: "managedGoogleDomainTypeUnspecified" | "typeTeam" | "typeDomain" | UnlistedValue;
  /** Whether users of the enterprise sign in with Google. Read-only. */
  googleAuthenticationSettings?: GoogleAuthenticationSettings;
}

/** A person who may manage the enterprise in managed Google Play. */
export interface Administrator {
  /** Email address of the admin. */
  email?: string;
}

/** An {@link Administrator} as `enterprises.enroll` accepts it. */
export interface AdministratorInput extends Input<Administrator> {}

/** Whether users of an enterprise sign in with Google. */
export interface GoogleAuthenticationSettings {
  /**
   * Whether users must sign in with Google: `required`, they must; `notRequired`, they need not;
   * `googleAuthenticationRequiredUnspecified` is unused.
   */
  googleAuthenticationRequired?: "googleAuthenticationRequiredUnspecified" | "notRequired" | "required" | UnlistedValue;
}

/** The enterprises of a domain. */
export interface EnterprisesListResponse {
  /** The enterprises. Empty if there are none. */
  enterprise: Enterprise[];
}

/** The service account that acts for an enterprise. */
export interface EnterpriseAccount {
  /** Email address of the service account. */
  accountEmail?: string;
}

/** The test notification that was sent. */
export interface EnterprisesSendTestPushNotificationResponse {
  /** Id of the message. */
  messageId?: string;
  /** Cloud Pub/Sub topic that receives the notifications of the enterprise. */
  topicName?: string;
}

export const enterpriseFields = () =>
  fieldsOf<Omit<Enterprise, "googleAuthenticationSettings">>()({
    id: string,
    name: string,
    primaryDomain: string,
    administrator: listOf(administratorSchema),
    enterpriseType: enumOf("enterpriseTypeUnspecified", "managedGoogleDomain", "managedGooglePlayAccountsEnterprise"),
    managedGoogleDomainType: enumOf("managedGoogleDomainTypeUnspecified", "typeTeam", "typeDomain"),
  });

export const enterpriseSchema: Schema<Enterprise> = objectOf<Enterprise>()(
  () => ({ ...enterpriseFields(), googleAuthenticationSettings: googleAuthenticationSettingsSchema }),
  { id: true },
);

const administratorSchema: Schema<Administrator> = objectOf<Administrator>()(() => ({ email: string }));

const googleAuthenticationSettingsSchema: Schema<GoogleAuthenticationSettings> =
  objectOf<GoogleAuthenticationSettings>()(() => ({
    googleAuthenticationRequired: enumOf("googleAuthenticationRequiredUnspecified", "notRequired", "required"),
  }));

export const enterprisesListResponseSchema: Schema<EnterprisesListResponse> = objectOf<EnterprisesListResponse>()(
  () => ({ enterprise: listOf(enterpriseSchema) }),
  { enterprise: true },
);

export const enterpriseAccountSchema: Schema<EnterpriseAccount> = objectOf<EnterpriseAccount>()(() => ({
  accountEmail: string,
}));

export const enterprisesSendTestPushNotificationResponseSchema: Schema<EnterprisesSendTestPushNotificationResponse> =
  objectOf<EnterprisesSendTestPushNotificationResponse>()(() => ({
    messageId: string,
    topicName: string,
  }));
