/** Parameters that say what is meant, shared by the methods of several resources. */
import * as z from "zod/mini";
import { checkOf, open } from "../core/schema.js";
import { ids } from "./shapes.js";

/** An enterprise. */
export interface EnterpriseParams {
  /** Id of the enterprise (`Enterprise.id`). */
  enterpriseId: string;
}

/** A user of an enterprise. */
export interface UserParams extends EnterpriseParams {
  /** Id of the user (`User.id`). */
  userId: string;
}

/** A device of a user. */
export interface DeviceParams extends UserParams {
  /** Android id of the device (`Device.androidId`). */
  deviceId: string;
}

/** A product, as an enterprise sees it. */
export interface ProductParams extends EnterpriseParams {
  /** Id of the product, such as `app:com.google.android.gm`. */
  productId: string;
}

export const enterpriseParams = checkOf<EnterpriseParams>(() => z.toZod<EnterpriseParams>()(open(ids("enterpriseId"))));

export const userParams = checkOf<UserParams>(() => z.toZod<UserParams>()(open(ids("enterpriseId", "userId"))));

export const deviceParams = checkOf<DeviceParams>(() =>
  z.toZod<DeviceParams>()(open(ids("enterpriseId", "userId", "deviceId"))),
);

export const productParams = checkOf<ProductParams>(() =>
  z.toZod<ProductParams>()(open(ids("enterpriseId", "productId"))),
);
