/** Notifications of what happens in enterprises. */
import { enumOf, listOf, objectOf, type Schema, string, type UnlistedValue } from "../../core/schema.js";
import { type DeviceReport, deviceReportSchema } from "./deviceReport.js";

/** A new version of an app has different restrictions. Get them with `products.getAppRestrictionsSchema`. */
export interface AppRestrictionsSchemaChangeEvent {
  /** Id of the product, such as `app:com.google.android.gm`. */
  productId: string;
}

/** A new public version of an app is on Google Play. Versions on test tracks do not count. */
export interface AppUpdateEvent {
  /** Id of the product, such as `app:com.google.android.gm`. Get its versions with `products.get`. */
  productId: string;
}

/** A device has sent a new report. */
export interface DeviceReportUpdateEvent {
  /** Android id of the device. */
  deviceId: string;
  /** Id of the device's user. */
  userId: string;
  /** The report. */
  report?: DeviceReport;
}

/** An enterprise was upgraded to a managed Google domain. */
export interface EnterpriseUpgradeEvent {
  /** Result of the upgrade: `upgradeStateSucceeded`, it succeeded; `upgradeStateUnspecified` is unused. */
  upgradeState?: "upgradeStateUnspecified" | "upgradeStateSucceeded" | UnlistedValue;
}

/** An app could not be installed on a device. */
export interface InstallFailureEvent {
  /** Android id of the device. */
  deviceId: string;
  /** Id of the device's user. */
  userId: string;
  /** Id of the product, such as `app:com.google.android.gm`. */
  productId: string;
  /**
   * Why it failed: `timeout`, it took too long, for example because the device was offline or out of memory;
   * `unknown`, any other reason, for which Google may also leave the field out.
   */
  failureReason?: "unknown" | "timeout" | UnlistedValue;
  /** Further details, if there are any. */
  failureDetails?: string;
}

/** A device is ready to be managed. */
export interface NewDeviceEvent {
  /** Android id of the device. */
  deviceId: string;
  /** Id of the device's user. */
  userId: string;
  /** What the policy app owns: `managedDevice`, the device; `managedProfile`, a work profile on it. */
  managementType?: "managedDevice" | "managedProfile" | UnlistedValue;
  /** Package name of the policy app on the device. */
  dpcPackageName?: string;
}

/** An app requests further permissions. */
export interface NewPermissionsEvent {
  /** Id of the product, such as `app:com.google.android.gm`. */
  productId: string;
  /** Ids of the permissions that an admin has approved. Get their names with `permissions.get`. */
  approvedPermissions?: string[];
  /** Ids of the permissions that the app requests at present. Get their names with `permissions.get`. */
  requestedPermissions?: string[];
}

/** An app was approved, or its approval was revoked. */
export interface ProductApprovalEvent {
  /** Id of the product, such as `app:com.google.android.gm`. */
  productId: string;
  /**
   * What happened: `approved`, the app was approved; `unapproved`, its approval was revoked; `unknown` carries no
   * information, and Google may leave the field out instead.
   */
  approved?: "unknown" | "approved" | "unapproved" | UnlistedValue;
}

/** An app became available or unavailable. */
export interface ProductAvailabilityChangeEvent {
  /** Id of the product, such as `app:com.google.android.gm`. */
  productId: string;
  /**
   * New state of the app: `available`, it is on Google Play again; `removed`, Google Play removed it; `unpublished`,
   * its developer withdrew it; `unknown` carries no information, and Google may leave the field out instead.
   */
  availabilityStatus?: "unknown" | "available" | "removed" | "unpublished" | UnlistedValue;
}

/** The events that a notification can carry, by the field that holds them. A notification sets at most one. */
export interface NotificationEvents {
  /** The restrictions of an app changed. */
  appRestrictionsSchemaChangeEvent: AppRestrictionsSchemaChangeEvent;
  /** An app has a new version. */
  appUpdateEvent: AppUpdateEvent;
  /** A device has sent a report. */
  deviceReportUpdateEvent: DeviceReportUpdateEvent;
  /** An enterprise was upgraded. */
  enterpriseUpgradeEvent: EnterpriseUpgradeEvent;
  /** An app could not be installed. */
  installFailureEvent: InstallFailureEvent;
  /** A device is ready to be managed. */
  newDeviceEvent: NewDeviceEvent;
  /** An app requests further permissions. */
  newPermissionsEvent: NewPermissionsEvent;
  /** An app was approved, or its approval was revoked. */
  productApprovalEvent: ProductApprovalEvent;
  /** An app became available or unavailable. */
  productAvailabilityChangeEvent: ProductAvailabilityChangeEvent;
}

/** Names of the fields that hold the events. */
export const EVENTS = [
  "appRestrictionsSchemaChangeEvent",
  "appUpdateEvent",
  "deviceReportUpdateEvent",
  "enterpriseUpgradeEvent",
  "installFailureEvent",
  "newDeviceEvent",
  "newPermissionsEvent",
  "productApprovalEvent",
  "productAvailabilityChangeEvent",
] as const satisfies readonly (keyof NotificationEvents)[];

/** A notification of something that happened in an enterprise. A test notification carries no event. */
export interface Notification extends Partial<NotificationEvents> {
  /** Id of the enterprise. */
  enterpriseId: string;
  /**
   * What happened: `productApproval`, `installFailure`, `appUpdate`, `newPermissions`, `productAvailabilityChange`,
   * `newDevice`, `deviceReportUpdate` and `enterpriseUpgrade` come with the field of the same name and `Event`, such
   * as `newDeviceEvent`; `appRestricionsSchemaChange`, in Google's spelling, with `appRestrictionsSchemaChangeEvent`;
   * `testNotification` is the one that `enterprises.sendTestPushNotification` sends; `unknown` carries no information.
   */
  notificationType?:
    | "unknown"
    | "testNotification"
    | "productApproval"
    | "installFailure"
    | "appUpdate"
    | "newPermissions"
    | "appRestricionsSchemaChange"
    | "productAvailabilityChange"
    | "newDevice"
    | "deviceReportUpdate"
    | "enterpriseUpgrade"
    | UnlistedValue;
  /** When it was published, in milliseconds since the epoch. */
  timestampMillis: string;
}

/** Notifications of all enterprises that the calling service account acts for. */
export interface NotificationSet {
  /** The notifications. Empty if nothing has happened. */
  notification: Notification[];
  /** Id with which the set is acknowledged, within 20 seconds. Absent if the set is empty. */
  notificationSetId?: string;
}

const appRestrictionsSchemaChangeEventSchema: Schema<AppRestrictionsSchemaChangeEvent> =
  objectOf<AppRestrictionsSchemaChangeEvent>()(() => ({ productId: string }), { productId: true });

const appUpdateEventSchema: Schema<AppUpdateEvent> = objectOf<AppUpdateEvent>()(() => ({ productId: string }), {
  productId: true,
});

const deviceReportUpdateEventSchema: Schema<DeviceReportUpdateEvent> = objectOf<DeviceReportUpdateEvent>()(
  () => ({
    deviceId: string,
    userId: string,
    report: deviceReportSchema,
  }),
  { deviceId: true, userId: true },
);

const enterpriseUpgradeEventSchema: Schema<EnterpriseUpgradeEvent> = objectOf<EnterpriseUpgradeEvent>()(() => ({
  upgradeState: enumOf("upgradeStateUnspecified", "upgradeStateSucceeded"),
}));

const installFailureEventSchema: Schema<InstallFailureEvent> = objectOf<InstallFailureEvent>()(
  () => ({
    deviceId: string,
    userId: string,
    productId: string,
    failureReason: enumOf("unknown", "timeout"),
    failureDetails: string,
  }),
  { deviceId: true, userId: true, productId: true },
);

const newDeviceEventSchema: Schema<NewDeviceEvent> = objectOf<NewDeviceEvent>()(
  () => ({
    deviceId: string,
    userId: string,
    managementType: enumOf("managedDevice", "managedProfile"),
    dpcPackageName: string,
  }),
  { deviceId: true, userId: true },
);

const newPermissionsEventSchema: Schema<NewPermissionsEvent> = objectOf<NewPermissionsEvent>()(
  () => ({
    productId: string,
    approvedPermissions: listOf(string),
    requestedPermissions: listOf(string),
  }),
  { productId: true },
);

const productApprovalEventSchema: Schema<ProductApprovalEvent> = objectOf<ProductApprovalEvent>()(
  () => ({
    productId: string,
    approved: enumOf("unknown", "approved", "unapproved"),
  }),
  { productId: true },
);

const productAvailabilityChangeEventSchema: Schema<ProductAvailabilityChangeEvent> =
  objectOf<ProductAvailabilityChangeEvent>()(
    () => ({
      productId: string,
      availabilityStatus: enumOf("unknown", "available", "removed", "unpublished"),
    }),
    { productId: true },
  );

const notificationSchema: Schema<Notification> = objectOf<Notification>()(
  () => ({
    enterpriseId: string,
    notificationType: enumOf(
      "unknown",
      "testNotification",
      "productApproval",
      "installFailure",
      "appUpdate",
      "newPermissions",
      "appRestricionsSchemaChange",
      "productAvailabilityChange",
      "newDevice",
      "deviceReportUpdate",
      "enterpriseUpgrade",
    ),
    // Not `int64`: one malformed timestamp would fail the whole set of notifications.
    timestampMillis: string,
    appRestrictionsSchemaChangeEvent: appRestrictionsSchemaChangeEventSchema,
    appUpdateEvent: appUpdateEventSchema,
    deviceReportUpdateEvent: deviceReportUpdateEventSchema,
    enterpriseUpgradeEvent: enterpriseUpgradeEventSchema,
    installFailureEvent: installFailureEventSchema,
    newDeviceEvent: newDeviceEventSchema,
    newPermissionsEvent: newPermissionsEventSchema,
    productApprovalEvent: productApprovalEventSchema,
    productAvailabilityChangeEvent: productAvailabilityChangeEventSchema,
  }),
  { enterpriseId: true, timestampMillis: true },
);

export const notificationSetSchema: Schema<NotificationSet> = objectOf<NotificationSet>()(
  () => ({
    notification: listOf(notificationSchema),
    notificationSetId: string,
  }),
  { notification: true },
);
