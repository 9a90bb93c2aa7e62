/** Accounts in an enterprise. */
import { enumOf, fieldsOf, listOf, objectOf, type Schema, string, type UnlistedValue } from "../../core/schema.js";

/** An account in an enterprise. */
export interface User {
  /** Id of the user. Methods take it as `userId`. */
  id: string;
  /** Your own unique name for the user, such as `user342`, without personal data. EMM-managed users only. */
  accountIdentifier?: string;
  /** How many devices the account can be on: `userAccount`, several; `deviceAccount`, one. */
  accountType?: "deviceAccount" | "userAccount" | UnlistedValue;
  /** Name shown to users, preferably a general one, such as that of the organization. EMM-managed users only. */
  displayName?: string;
  /** Who manages the account: `googleManaged`, Google; `emmManaged`, the EMM. */
  managementType?: "googleManaged" | "emmManaged" | UnlistedValue;
  /** Primary email address. Google-managed users only. */
  primaryEmail?: string;
}

/** The users with an email address. */
export interface UsersListResponse {
  /** The users. Empty if there are none. */
  user: User[];
}

export const userFields = () =>
  fieldsOf<Omit<User, "id">>()({
    accountIdentifier: string,
    accountType: enumOf("deviceAccount", "userAccount"),
    displayName: string,
    managementType: enumOf("googleManaged", "emmManaged"),
    primaryEmail: string,
  });

export const userSchema: Schema<User> = objectOf<User>()(() => ({ id: string, ...userFields() }), { id: true });

export const usersListResponseSchema: Schema<UsersListResponse> = objectOf<UsersListResponse>()(
  () => ({ user: listOf(userSchema) }),
  { user: true },
);
