/** Enterprises' licenses for apps. */
import { enumOf, int32, listOf, objectOf, type Schema, string, type UnlistedValue } from "../../core/schema.js";
import { type User, userSchema } from "./user.js";

/** An enterprise's license for an app. */
export interface GroupLicense {
  /** Id of the product, such as `app:com.google.android.gm`. */
  productId: string;
  /** How the license was acquired: `free`, the app is free; `bulkPurchase`, the enterprise bought licenses. */
  acquisitionKind?: "free" | "bulkPurchase" | UnlistedValue;
  /**
   * Whether the enterprise approves the app at present: `approved`; `unapproved`, users do not see it in collections.
   */
  approval?: "approved" | "unapproved" | UnlistedValue;
  /** Number of licenses in use. Read-only. */
  numProvisioned?: number;
  /** Number of licenses bought. Absent if their number is not limited, such as for a free app. */
  numPurchased?: number;
  /**
   * Whether the permissions of the app are approved: `currentApproved`, those it has at present; `needsReapproval`, it
   * has further ones, and no license can be assigned until they are approved; `allCurrentAndFutureApproved`, all,
   * further ones included. Set only for an approved app.
   */
  permissions?: "currentApproved" | "needsReapproval" | "allCurrentAndFutureApproved" | UnlistedValue;
}

/** The licenses of an enterprise. */
export interface GroupLicensesListResponse {
  /** The licenses, with only `productId` set. Empty if there are none. */
  groupLicense: GroupLicense[];
}

/** The users who hold a license. */
export interface GroupLicenseUsersListResponse {
  /** The users. Empty if there are none. */
  user: User[];
}

export const groupLicenseSchema: Schema<GroupLicense> = objectOf<GroupLicense>()(
  () => ({
    productId: string,
    acquisitionKind: enumOf("free", "bulkPurchase"),
    approval: enumOf("approved", "unapproved"),
    numProvisioned: int32,
    numPurchased: int32,
    permissions: enumOf("currentApproved", "needsReapproval", "allCurrentAndFutureApproved"),
  }),
  { productId: true },
);

export const groupLicensesListResponseSchema: Schema<GroupLicensesListResponse> = objectOf<GroupLicensesListResponse>()(
  () => ({ groupLicense: listOf(groupLicenseSchema) }),
  { groupLicense: true },
);

export const groupLicenseUsersListResponseSchema: Schema<GroupLicenseUsersListResponse> =
  objectOf<GroupLicenseUsersListResponse>()(() => ({ user: listOf(userSchema) }), { user: true });
