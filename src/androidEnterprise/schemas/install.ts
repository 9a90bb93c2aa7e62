/** Apps on devices. */
import {
  enumOf,
  fieldsOf,
  int32,
  listOf,
  objectOf,
  type Schema,
  string,
  type UnlistedValue,
} from "../../core/schema.js";

/** An app that is installed on a device or about to be. */
export interface Install {
  /** Id of the product, such as `app:com.google.android.gm`. */
  productId: string;
  /** Whether the app is on the device: `installed`, it is; `installPending`, it is being downloaded. Read-only. */
  installState?: "installed" | "installPending" | UnlistedValue;
  /** Installed version. Certain to be set only if `installState` is `installed`. */
  versionCode?: number;
}

/** The apps on a device. */
export interface InstallsListResponse {
  /** The apps. Empty if there are none. */
  install: Install[];
}

export const installFields = () => fieldsOf<Omit<Install, "installState">>()({ productId: string, versionCode: int32 });

export const installSchema: Schema<Install> = objectOf<Install>()(
  () => ({ ...installFields(), installState: enumOf("installed", "installPending") }),
  { productId: true },
);

export const installsListResponseSchema: Schema<InstallsListResponse> = objectOf<InstallsListResponse>()(
  () => ({ install: listOf(installSchema) }),
  { install: true },
);
