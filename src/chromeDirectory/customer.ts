/** The customer in the path of every call. */
import { InvalidParamsError } from "../core/errors.js";

/** The account of the calling administrator. */
const OWN_CUSTOMER = "my_customer";

/**
 * The id as the path takes it. `customers/{id}`, as other Google APIs write it, loses its prefix: this one
 * answers it with 400.
 *
 * @throws {@link InvalidParamsError} for an empty id and one with a slash.
 */
export function customerId(given: string | undefined): string {
  const id = (given ?? OWN_CUSTOMER).trim().replace(/^customers\//, "");
  if (id === "" || id.includes("/")) {
    throw new InvalidParamsError([{ path: "customer", message: "must be a customer id or `my_customer`" }]);
  }
  return id;
}
