/** `serviceaccountkeys`, and the service account that has them. */
import type { ServiceAccount, ServiceAccountKey } from "../../androidEnterprise/serviceAccount.js";
import { refuse } from "../google.js";
import { SERVICE_ACCOUNT_KEY } from "./bodies.js";
import { type Call, found, listed, type Operations } from "./call.js";
import { random, type StoredEnterprise } from "./state.js";

/** Makes an account with its one key. What it had before is invalid. */
export function serviceAccountOf(enterprise: StoredEnterprise, type: string): ServiceAccount {
  enterprise.serviceAccount ??= `emm-${random()}@emulated.iam.gserviceaccount.com`;
  enterprise.keys.clear();
  return { name: enterprise.serviceAccount, key: addKey(enterprise, type) };
}

/** The only time that the data is told. It opens nothing. */
function addKey({ keys, serviceAccount = "" }: StoredEnterprise, type: string): ServiceAccountKey {
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
  list: { answer: (call) => listed("serviceAccountKey", boundEnterprise(call).keys.values()) },
  insert: {
    body: SERVICE_ACCOUNT_KEY,
    answer(call) {
      const { type = "", ...others } = call.body<ServiceAccountKey>();
      const [other] = Object.keys(others);
      if (other !== undefined) refuse(400, `The field '${other}' cannot be set.`, "invalid");
      return addKey(boundEnterprise(call), type);
    },
  },
  delete: {
    answer(call) {
      const { keys } = boundEnterprise(call);
      keys.delete(found(keys, call.path("keyId"), "key").id);
      return undefined;
    },
  },
};
