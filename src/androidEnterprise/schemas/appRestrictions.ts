/** What can be configured in an app. */
import {
  boolean,
  enumOf,
  int32,
  listOf,
  objectOf,
  recursive,
  type Schema,
  string,
  type UnlistedValue,
} from "../../core/schema.js";

/** Type of a value that can be configured in an app. */
export type RestrictionType =
  | "bool"
  | "string"
  | "integer"
  | "choice"
  | "multiselect"
  | "hidden"
  | "bundle"
  | "bundleArray"
  | UnlistedValue;

/** The restrictions of an app: everything that can be configured in it. */
export interface AppRestrictionsSchema {
  /** The restrictions. */
  restrictions?: AppRestrictionsSchemaRestriction[];
  /**
   * Carries no information.
   *
   * @deprecated Google has deprecated it without a replacement.
   */
  kind?: string;
}

/** One value that can be configured in an app. */
export interface AppRestrictionsSchemaRestriction {
  /** Unique name of the restriction within the app, such as `com.google.android.gm.fieldname`. */
  key?: string;
  /** Display name. */
  title?: string;
  /** What the restriction affects, in more detail than the title. */
  description?: string;
  /**
   * Type of the value: `bool`; `string`; `integer`; `choice`, one of the strings in `entryValue`; `multiselect`, any
   * number of them; `hidden`, a string that admins are not shown, such as a version code; `bundle`, a group of
   * restrictions; `bundleArray`, a list of such groups. A `bundle` always stands in a `bundleArray`, which nests at
   * most two levels deep. Both need Android 6 or newer.
   */
  restrictionType?: RestrictionType;
  /** Value that applies if nothing is configured. Never set for `bundle` and `bundleArray`. */
  defaultValue?: AppRestrictionsSchemaRestrictionRestrictionValue;
  /** For `choice` and `multiselect`: display names of the possible values. */
  entry?: string[];
  /** For `choice` and `multiselect`: the possible values, in the order of `entry`. Configurations hold these. */
  entryValue?: string[];
  /** For `bundle` and `bundleArray`: the restrictions in it. */
  nestedRestriction?: AppRestrictionsSchemaRestriction[];
}

/** A value and its type. Only the value field that belongs to `type` is set. */
export interface AppRestrictionsSchemaRestrictionRestrictionValue {
  /**
   * Type of the value: `bool`; `string`; `integer`; `choice`, one of several strings; `multiselect`, any number of
   * them; `hidden`, a string that admins are not shown; `bundle`, a group of restrictions; `bundleArray`, a list of
   * such groups.
   */
  type?: RestrictionType;
  /** The value, for `bool`. */
  valueBool?: boolean;
  /** The value, for `integer`. */
  valueInteger?: number;
  /** The values, for `multiselect`. */
  valueMultiselect?: string[];
  /** The value, for `string`, `choice` and `hidden`. */
  valueString?: string;
}

const restrictionTypeSchema: Schema<RestrictionType> = enumOf(
  "bool",
  "string",
  "integer",
  "choice",
  "multiselect",
  "hidden",
  "bundle",
  "bundleArray",
);

export const appRestrictionsSchemaSchema: Schema<AppRestrictionsSchema> = objectOf<AppRestrictionsSchema>()(() => ({
  restrictions: listOf(appRestrictionsSchemaRestrictionSchema),
  kind: string,
}));

const appRestrictionsSchemaRestrictionSchema: Schema<AppRestrictionsSchemaRestriction> =
  objectOf<AppRestrictionsSchemaRestriction>()(() => ({
    key: string,
    title: string,
    description: string,
    restrictionType: restrictionTypeSchema,
    defaultValue: appRestrictionsSchemaRestrictionRestrictionValueSchema,
    entry: listOf(string),
    entryValue: listOf(string),
    nestedRestriction: listOf(recursive(() => appRestrictionsSchemaRestrictionSchema)),
  }));

const appRestrictionsSchemaRestrictionRestrictionValueSchema: Schema<AppRestrictionsSchemaRestrictionRestrictionValue> =
  objectOf<AppRestrictionsSchemaRestrictionRestrictionValue>()(() => ({
    type: restrictionTypeSchema,
    valueBool: boolean,
    valueInteger: int32,
    valueMultiselect: listOf(string),
    valueString: string,
  }));
