/** Service accounts with their keys. */
import * as z from "zod/mini";
import { answerOf, objectOf, schemaOf } from "./shapes.js";

/** A service account with its credentials. */
export interface ServiceAccount {
  /** Address of the account. */
  name: string;
  /** Its credentials. */
  key: ServiceAccountKey;
}

/** Credentials of a service account. */
export interface ServiceAccountKey {
  /** Id of the key. */
  id?: string;
  /** Format of `data`. */
  type?: "googleCredentials" | "pkcs12" | (string & {});
  /** The private key, only in the answer that made it: a JSON key file, or for `pkcs12` base64 with the password `notasecret`. Google keeps no copy. */
  data?: string;
  /** The certificate (X.509) that belongs to it. */
  publicData?: string;
}

export const serviceAccountKeySchema = () =>
  schemaOf<ServiceAccountKey>()(
    objectOf({
      id: z.string(),
      type: z.enum(["googleCredentials", "pkcs12"]),
      data: z.string(),
      publicData: z.string(),
    }),
  );

export const serviceAccountCheck = answerOf<ServiceAccount>(() =>
  schemaOf<ServiceAccount>()(
    objectOf(
      {
        name: z.string(),
        key: serviceAccountKeySchema(),
      },
      "name",
      "key",
    ),
  ),
);
