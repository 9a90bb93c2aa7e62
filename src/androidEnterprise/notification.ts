/** What enterprises notify their EMM of. */
import * as z from "zod/mini";
import { type DeviceReport, deviceReportSchema } from "./deviceReport.js";
import { answerOf, listOf, objectOf, schemaOf } from "./shapes.js";

/** A new version of an app came with another schema of restrictions. Read it with `products.getAppRestrictionsSchema`. */
export interface AppRestrictionsSchemaChangeEvent {
  /** Id of the product, such as `app:com.google.android.gm`. */
  productId: string;
}

/** A new public version of an app is on Google Play; test tracks do not count. Read it with `products.get`. */
export interface AppUpdateEvent {
  /** Id of the product, such as `app:com.google.android.gm`. */
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

/** An enterprise has become a managed Google domain. */
export interface EnterpriseUpgradeEvent {
  /** How the upgrade went. */
  upgradeState?: "upgradeStateUnspecified" | "upgradeStateSucceeded" | (string & {});
}

/** An app could not be installed. */
export interface InstallFailureEvent {
  /** Android id of the device. */
  deviceId: string;
  /** Id of the device's user. */
  userId: string;
  /** Id of the product, such as `app:com.google.android.gm`. */
  productId: string;
  /** Why. Google may leave out its zero value, `unknown`. */
  failureReason?: "unknown" | "timeout" | (string & {});
  /** More about it, if there is more. */
  failureDetails?: string;
}

/** A device can be managed from now on. */
export interface NewDeviceEvent {
  /** Android id of the device. */
  deviceId: string;
  /** Id of the device's user. */
  userId: string;
  /** Whether the policy app owns the device or a profile on it. */
  managementType?: "managedDevice" | "managedProfile" | (string & {});
  /** Package name of the policy app. */
  dpcPackageName?: string;
}

/** An app wants permissions that it did not want before. */
export interface NewPermissionsEvent {
  /** Id of the product, such as `app:com.google.android.gm`. */
  productId: string;
  /** Permissions that an admin has approved. Read more with `permissions.get`. */
  approvedPermissions?: string[];
  /** Permissions that the app wants now. */
  requestedPermissions?: string[];
}

/** An app was approved, or is no longer. */
export interface ProductApprovalEvent {
  /** Id of the product, such as `app:com.google.android.gm`. */
  productId: string;
  /** Which of the two. Google may leave out its zero value, `unknown`. */
  approved?: "unknown" | "approved" | "unapproved" | (string & {});
}

/** An app became available, or is no longer. */
export interface ProductAvailabilityChangeEvent {
  /** Id of the product, such as `app:com.google.android.gm`. */
  productId: string;
  /** Whether it is `available`, `removed` from Google Play, or `unpublished`. Google may leave out its zero value, `unknown`. */
  availabilityStatus?: "unknown" | "available" | "removed" | "unpublished" | (string & {});
}

/** The events that a notification can carry, by the field that holds them. Only one field is filled. */
export interface NotificationEvents {
  /** An app's schema of restrictions has changed. */
  appRestrictionsSchemaChangeEvent: AppRestrictionsSchemaChangeEvent;
  /** An app has a new version. */
  appUpdateEvent: AppUpdateEvent;
  /** A device has sent a report. */
  deviceReportUpdateEvent: DeviceReportUpdateEvent;
  /** An enterprise has been upgraded. */
  enterpriseUpgradeEvent: EnterpriseUpgradeEvent;
  /** An app could not be installed. */
  installFailureEvent: InstallFailureEvent;
  /** A device can be managed from now on. */
  newDeviceEvent: NewDeviceEvent;
  /** An app wants new permissions. */
  newPermissionsEvent: NewPermissionsEvent;
  /** An app was approved, or is no longer. */
  productApprovalEvent: ProductApprovalEvent;
  /** An app became available, or is no longer. */
  productAvailabilityChangeEvent: ProductAvailabilityChangeEvent;
}

/** The names of those fields. */
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

/** Something that happened in an enterprise. A test notification carries no event. */
export interface Notification extends Partial<NotificationEvents> {
  /** Id of the enterprise. */
  enterpriseId: string;
  /** What happened. `appRestricionsSchemaChange` is Google's own spelling. */
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
    | (string & {});
  /** When it was published, in milliseconds since the epoch. */
  timestampMillis: string;
}

/** Notifications of the enterprises that the calling service account acts for. */
export interface NotificationSet {
  /** Empty when nothing has happened. */
  notification: Notification[];
  /** Acknowledge the set with it, within 20 seconds. Absent when the set is empty. */
  notificationSetId?: string;
}

const appRestrictionsSchemaChangeEventSchema = () =>
  schemaOf<AppRestrictionsSchemaChangeEvent>()(objectOf({ productId: z.string() }, "productId"));

const appUpdateEventSchema = () => schemaOf<AppUpdateEvent>()(objectOf({ productId: z.string() }, "productId"));

const deviceReportUpdateEventSchema = () =>
  schemaOf<DeviceReportUpdateEvent>()(
    objectOf(
      {
        deviceId: z.string(),
        userId: z.string(),
        report: deviceReportSchema(),
      },
      "deviceId",
      "userId",
    ),
  );

const enterpriseUpgradeEventSchema = () =>
  schemaOf<EnterpriseUpgradeEvent>()(
    objectOf({ upgradeState: z.enum(["upgradeStateUnspecified", "upgradeStateSucceeded"]) }),
  );

const installFailureEventSchema = () =>
  schemaOf<InstallFailureEvent>()(
    objectOf(
      {
        deviceId: z.string(),
        userId: z.string(),
        productId: z.string(),
        failureReason: z.enum(["unknown", "timeout"]),
        failureDetails: z.string(),
      },
      "deviceId",
      "userId",
      "productId",
    ),
  );

const newDeviceEventSchema = () =>
  schemaOf<NewDeviceEvent>()(
    objectOf(
      {
        deviceId: z.string(),
        userId: z.string(),
        managementType: z.enum(["managedDevice", "managedProfile"]),
        dpcPackageName: z.string(),
      },
      "deviceId",
      "userId",
    ),
  );

const newPermissionsEventSchema = () =>
  schemaOf<NewPermissionsEvent>()(
    objectOf(
      {
        productId: z.string(),
        approvedPermissions: listOf(z.string()),
        requestedPermissions: listOf(z.string()),
      },
      "productId",
    ),
  );

const productApprovalEventSchema = () =>
  schemaOf<ProductApprovalEvent>()(
    objectOf(
      {
        productId: z.string(),
        approved: z.enum(["unknown", "approved", "unapproved"]),
      },
      "productId",
    ),
  );

const productAvailabilityChangeEventSchema = () =>
  schemaOf<ProductAvailabilityChangeEvent>()(
    objectOf(
      {
        productId: z.string(),
        availabilityStatus: z.enum(["unknown", "available", "removed", "unpublished"]),
      },
      "productId",
    ),
  );

const eventFields = () => ({
  appRestrictionsSchemaChangeEvent: appRestrictionsSchemaChangeEventSchema(),
  appUpdateEvent: appUpdateEventSchema(),
  deviceReportUpdateEvent: deviceReportUpdateEventSchema(),
  enterpriseUpgradeEvent: enterpriseUpgradeEventSchema(),
  installFailureEvent: installFailureEventSchema(),
  newDeviceEvent: newDeviceEventSchema(),
  newPermissionsEvent: newPermissionsEventSchema(),
  productApprovalEvent: productApprovalEventSchema(),
  productAvailabilityChangeEvent: productAvailabilityChangeEventSchema(),
});

const notificationSchema = () =>
  schemaOf<Notification>()(
    objectOf(
      {
        enterpriseId: z.string(),
        // No `int64()`: one odd time would cost a whole set of notifications.
        timestampMillis: z.string(),
        notificationType: z.enum([
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
        ]),
        ...eventFields(),
      },
      "enterpriseId",
      "timestampMillis",
    ),
  );

export const notificationSetCheck = answerOf<NotificationSet>(() =>
  schemaOf<NotificationSet>()(
    objectOf(
      {
        notification: listOf(notificationSchema()),
        notificationSetId: z.string(),
      },
      "notification",
    ),
  ),
);
