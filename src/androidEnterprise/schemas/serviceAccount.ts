/** Service accounts and their keys. */
import { enumOf, listOf, objectOf, type Schema, string, type UnlistedValue } from "../../core/schema.js";

/** A service account and its credentials. */
export interface ServiceAccount {
  /** Email address of the account. */
  name: string;
  /** Its credentials. */
  key: ServiceAccountKey;
}

/** Credentials of a service account. */
export interface ServiceAccountKey {
  /** Id of the key. */
  id?: string;
  /** Format of `data`: `googleCredentials`, a JSON key file; `pkcs12`, PKCS #12. */
  type?: "googleCredentials" | "pkcs12" | UnlistedValue;
  /**
   * The private key: a JSON key file, or PKCS #12 in base64 with the password `notasecret`. Only in the response to its
   * creation: Google does not keep it.
   * @secret
   */
  data?: string;
  /** The public key, as an X.509 certificate. */
  publicData?: string;
}

/** The keys of a service account. */
export interface ServiceAccountKeysListResponse {
  /** The keys, with only `id` and `type` set. Empty if there are none. */
  serviceAccountKey: ServiceAccountKey[];
}

export const serviceAccountSchema: Schema<ServiceAccount> = objectOf<ServiceAccount>()(
  () => ({
    name: string,
    key: serviceAccountKeySchema,
  }),
  { name: true, key: true },
);

export const serviceAccountKeySchema: Schema<ServiceAccountKey> = objectOf<ServiceAccountKey>()(() => ({
  id: string,
  type: enumOf("googleCredentials", "pkcs12"),
  data: string,
  publicData: string,
}));

export const serviceAccountKeysListResponseSchema: Schema<ServiceAccountKeysListResponse> =
  objectOf<ServiceAccountKeysListResponse>()(() => ({ serviceAccountKey: listOf(serviceAccountKeySchema) }), {
    serviceAccountKey: true,
  });
