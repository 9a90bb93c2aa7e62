/** The customer in the path of every call. */
import { refined, type Schema, string } from "../core/schema.js";

/** The account of the calling administrator. */
export const OWN_CUSTOMER = "my_customer";

/** Other Google APIs write `customers/{id}`. This one rejects it with 400. */
const PREFIX = "customers/";

/** The id as the path takes it. */
export function customerId(given: string = OWN_CUSTOMER): string {
  const id = given.trim();
  return id.startsWith(PREFIX) ? id.slice(PREFIX.length) : id;
}

function isCustomer(given: string): boolean {
  const id = customerId(given);
  return id !== "" && !id.includes("/");
}

/** A customer's id, with or without `customers/`. */
export const customer: Schema<string> = refined(string, isCustomer, "must be a customer id or `my_customer`");
