/** `serviceaccountkeys`, and the service account that has them. */
import type { ServiceAccount, ServiceAccountKey } from "../../androidEnterprise/schemas/serviceAccount.js";
import { refuse } from "../google.js";
import { SERVICE_ACCOUNT_KEY } from "./bodies.js";
import { type Call, found, listed, type Operations } from "./call.js";
import { random, type StoredEnterprise } from "./state.js";

export type KeyFormat = NonNullable<ServiceAccountKey["type"]>;

/** Creates an account with one key. Its earlier keys become invalid. */
export function serviceAccountOf(enterprise: StoredEnterprise, type: KeyFormat): ServiceAccount {
  enterprise.serviceAccount ??= `emm-${random()}@emulated.iam.gserviceaccount.com`;
  enterprise.keys.clear();
  return { name: enterprise.serviceAccount, key: addKey(enterprise, type) };
}

/** Creates a key. Only this response has its data, which is not a working credential. */
function addKey({ keys, serviceAccount = "" }: StoredEnterprise, type: KeyFormat): ServiceAccountKey {
  const id = random();
  keys.set(id, { id, type });
  const file = { type: "service_account", client_email: serviceAccount, private_key_id: id, private_key: random() };
  const data = type === "pkcs12" ? btoa(random()) : JSON.stringify(file);
  return { id, type, data, publicData: btoa(`emulated certificate of ${id}`) };
}

/** The enterprise, whose account must have been set. */
function boundEnterprise({ enterprise }: Call): StoredEnterprise {
  const { account, serviceAccount } = enterprise;
  if (account === undefined || account !== serviceAccount)
    refuse(403, "The service account of the enterprise was not set.");
  return enterprise;
}

export const serviceaccountkeys: Operations<"serviceaccountkeys"> = {
  list: { respond: (call) => listed("serviceAccountKey", boundEnterprise(call).keys.values()) },
  insert: {
    body: SERVICE_ACCOUNT_KEY,
    respond(call) {
      const { type = "googleCredentials", ...others } = call.body<ServiceAccountKey>();
      const [other] = Object.keys(others);
      if (other !== undefined) refuse(400, `The field '${other}' cannot be set.`, "invalid");
      return addKey(boundEnterprise(call), type);
    },
  },
  delete: {
    respond(call) {
      const { keys } = boundEnterprise(call);
      keys.delete(found(keys, call.path("keyId"), "key").id);
      return undefined;
    },
  },
};
