/** Users' rights to apps. */
import { enumOf, fieldsOf, listOf, objectOf, type Schema, string, type UnlistedValue } from "../../core/schema.js";

/** A user's right to an app. */
export interface Entitlement {
  /** Id of the product, such as `app:com.google.android.gm`. */
  productId: string;
  /**
   * Why the user has the right: `free`, the app is free; `groupLicense`, the enterprise has a license; `userPurchase`,
   * the user bought the app. Google plans to replace it with `acquisitionKind` of {@link GroupLicense}.
   */
  reason?: "free" | "groupLicense" | "userPurchase" | UnlistedValue;
}

/** The entitlements of a user. */
export interface EntitlementsListResponse {
  /** The entitlements, with only `productId` set. Empty if there are none. */
  entitlement: Entitlement[];
}

export const entitlementFields = () =>
  fieldsOf<Entitlement>()({ productId: string, reason: enumOf("free", "groupLicense", "userPurchase") });

export const entitlementSchema: Schema<Entitlement> = objectOf<Entitlement>()(entitlementFields, { productId: true });

export const entitlementsListResponseSchema: Schema<EntitlementsListResponse> = objectOf<EntitlementsListResponse>()(
  () => ({ entitlement: listOf(entitlementSchema) }),
  { entitlement: true },
);
