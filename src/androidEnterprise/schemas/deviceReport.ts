/** What the apps of a device report. */
import {
  enumOf,
  type Input,
  int64,
  listOf,
  objectOf,
  type Schema,
  string,
  type UnlistedValue,
} from "../../core/schema.js";

/** What the managed apps on a device report. */
export interface DeviceReport {
  /** The reports, by app. Google documents it as always present, but may leave out an empty list. */
  appState?: AppState[];
  /** When the report last changed, in milliseconds since the epoch. */
  lastUpdatedTimestampMillis?: string;
}

/** What one app reports about itself. */
export interface AppState {
  /** Package name of the app. */
  packageName?: string;
  /** The reported states, one for each key. */
  keyedAppState?: KeyedAppState[];
}

/** One state that an app reports. All texts come from the app's developer: escape them before you display them. */
export interface KeyedAppState {
  /** What the state is about. */
  key?: string;
  /**
   * How serious it is: `severityInfo`, for information; `severityError`, an error; `severityUnknown`, unknown, for
   * which Google may also leave the field out.
   */
  severity?: "severityUnknown" | "severityInfo" | "severityError" | UnlistedValue;
  /** The state as a message for people. */
  message?: string;
  /** The state as data for programs, such as a number or a JSON object. */
  data?: string;
  /** When the app set the state, in milliseconds since the epoch. */
  stateTimestampMillis?: string;
}

/** A {@link DeviceReport} as `devices.update` accepts it. */
export interface DeviceReportInput extends Input<DeviceReport> {}

export const deviceReportSchema: Schema<DeviceReport> = objectOf<DeviceReport>()(() => ({
  appState: listOf(appStateSchema),
  lastUpdatedTimestampMillis: int64,
}));

const appStateSchema: Schema<AppState> = objectOf<AppState>()(() => ({
  packageName: string,
  keyedAppState: listOf(keyedAppStateSchema),
}));

const keyedAppStateSchema: Schema<KeyedAppState> = objectOf<KeyedAppState>()(() => ({
  key: string,
  severity: enumOf("severityUnknown", "severityInfo", "severityError"),
  message: string,
  data: string,
  stateTimestampMillis: int64,
}));
