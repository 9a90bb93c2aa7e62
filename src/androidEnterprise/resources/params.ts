/** Parameters that are shared by several resources. */
import { fieldsOf, nonEmptyString, objectOf } from "../../core/schema.js";

/** Identifies an enterprise. */
export interface EnterpriseParams {
  /** Id of the enterprise (`Enterprise.id`). */
  enterpriseId: string;
}

/** Identifies a user of an enterprise. */
export interface UserParams extends EnterpriseParams {
  /** Id of the user (`User.id`). */
  userId: string;
}

/** Identifies a device of a user. */
export interface DeviceParams extends UserParams {
  /** Android id of the device (`Device.androidId`). */
  deviceId: string;
}

/** Identifies a product within an enterprise. */
export interface ProductParams extends EnterpriseParams {
  /** Id of the product, such as `app:com.google.android.gm`. */
  productId: string;
}

export const enterpriseIds = fieldsOf<EnterpriseParams>()({ enterpriseId: nonEmptyString });
export const userIds = fieldsOf<UserParams>()({ ...enterpriseIds, userId: nonEmptyString });
export const deviceIds = fieldsOf<DeviceParams>()({ ...userIds, deviceId: nonEmptyString });
export const productIds = fieldsOf<ProductParams>()({ ...enterpriseIds, productId: nonEmptyString });

export const enterpriseRequired = { enterpriseId: true } as const;
export const userRequired = { ...enterpriseRequired, userId: true } as const;
export const deviceRequired = { ...userRequired, deviceId: true } as const;
export const productRequired = { ...enterpriseRequired, productId: true } as const;

export const enterpriseParams = objectOf<EnterpriseParams>()(() => enterpriseIds, enterpriseRequired);
export const userParams = objectOf<UserParams>()(() => userIds, userRequired);
export const deviceParams = objectOf<DeviceParams>()(() => deviceIds, deviceRequired);
export const productParams = objectOf<ProductParams>()(() => productIds, productRequired);
