/** What the apps of a device report. */
import * as z from "zod/mini";
import { int64, listOf, objectOf, schemaOf } from "./shapes.js";

/** What the apps of a device report. */
export interface DeviceReport {
  /** The reports, app by app. Google says that it is always there; it may leave out an empty list. */
  appState?: AppState[];
  /** When the report last changed, in milliseconds since the epoch. */
  lastUpdatedTimestampMillis?: string;
}

/** What one app reports of itself. */
export interface AppState {
  /** Package name of the app. */
  packageName?: string;
  /** Its reports, by key. */
  keyedAppState?: KeyedAppState[];
}

/** One thing that an app reports. All texts are the app developer's: escape them before they are shown. */
export interface KeyedAppState {
  /** What is reported on. */
  key?: string;
  /** How bad it is. Google may leave out its zero value, `severityUnknown`. */
  severity?: "severityUnknown" | "severityInfo" | "severityError" | (string & {});
  /** The report for people. */
  message?: string;
  /** The report for programs, such as a number or a JSON object. */
  data?: string;
  /** When the app set it, in milliseconds since the epoch. */
  stateTimestampMillis?: string;
}

export const deviceReportSchema = () =>
  schemaOf<DeviceReport>()(
    objectOf({
      appState: listOf(appStateSchema()),
      lastUpdatedTimestampMillis: int64(),
    }),
  );

const appStateSchema = () =>
  schemaOf<AppState>()(
    objectOf({
      packageName: z.string(),
      keyedAppState: listOf(keyedAppStateSchema()),
    }),
  );

const keyedAppStateSchema = () =>
  schemaOf<KeyedAppState>()(
    objectOf({
      key: z.string(),
      severity: z.enum(["severityUnknown", "severityInfo", "severityError"]),
      message: z.string(),
      data: z.string(),
      stateTimestampMillis: int64(),
    }),
  );
