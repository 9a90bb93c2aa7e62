/** Accounts within an enterprise. */
import * as z from "zod/mini";
import { objectOf, schemaOf } from "./shapes.js";

/** An account of an enterprise. */
export interface User {
  /** Id of the user. What methods take as `userId`. */
  id: string;
  /** Your own name for the user, such as `user342`. Nothing that says who the person is. EMM-managed users only. */
  accountIdentifier?: string;
  /** A `userAccount` can be on several devices, a `deviceAccount` on one. */
  accountType?: "deviceAccount" | "userAccount" | (string & {});
  /** What the account is called on screen: something general such as the organization's name. EMM-managed users only. */
  displayName?: string;
  /** Whether Google or the EMM manages the account. */
  managementType?: "googleManaged" | "emmManaged" | (string & {});
  /** Address of the user. Google-managed users only. */
  primaryEmail?: string;
}

export const userFields = () => ({
  accountIdentifier: z.string(),
  accountType: z.enum(["deviceAccount", "userAccount"]),
  displayName: z.string(),
  managementType: z.enum(["googleManaged", "emmManaged"]),
  primaryEmail: z.string(),
});

export const userSchema = () => schemaOf<User>()(objectOf({ id: z.string(), ...userFields() }, "id"));
