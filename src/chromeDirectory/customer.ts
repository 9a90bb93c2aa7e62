/** The customer in the path of every call, as each API takes it. */
import { refined, type Schema, string } from "../core/schema.js";
import { withFields } from "../core/values.js";

/** The account of the calling administrator. */
export const OWN_CUSTOMER = "my_customer";

/** The Chrome Management API writes `customers/{id}`; the Directory API rejects it with 400. */
const PREFIX = "customers/";

/** As the Directory API takes it: with or without its leading `C`. */
export function directoryCustomer(given: string = OWN_CUSTOMER): string {
  const id = given.trim();
  return id.startsWith(PREFIX) ? id.slice(PREFIX.length) : id;
}

/** As the Chrome Management API takes it: with its leading `C`, which responses of the Directory API leave out. */
export function managementCustomer(given?: string): string {
  const id = directoryCustomer(given);
  return id === OWN_CUSTOMER || /^C/i.test(id) ? id : `C${id}`;
}

function isCustomer(given: string): boolean {
  const id = directoryCustomer(given);
  return id !== "" && !id.includes("/");
}

/** A customer's id, with or without `customers/`. */
export const customer: Schema<string> = refined(string, isCustomer, "must be a customer id or `my_customer`");

/** Parameters with the client's customer, if they name none. */
export function forCustomer<P extends { customer?: string | undefined }>(params: P, own: string): P {
  return withFields(params, { customer: params?.customer === undefined ? own : params.customer } as Partial<P>);
}
