/** What can be configured in an app. */
import * as z from "zod/mini";
import { answerOf, int32, listOf, objectOf, type Sendable, schemaOf } from "./shapes.js";

const RESTRICTION_TYPES = [
  "bool",
  "string",
  "integer",
  "choice",
  "multiselect",
  "hidden",
  "bundle",
  "bundleArray",
] as const;

/** The type of a value that can be configured. */
export type RestrictionType =
  | "bool"
  | "string"
  | "integer"
  | "choice"
  | "multiselect"
  | "hidden"
  | "bundle"
  | "bundleArray"
  | (string & {});

/** What can be configured in an app. */
export interface AppRestrictionsSchema {
  /** One entry for each thing that can be configured. */
  restrictions?: AppRestrictionsSchemaRestriction[];
  /** @deprecated Google has given it up. */
  kind?: string;
}

/** One thing that can be configured in an app. */
export interface AppRestrictionsSchemaRestriction {
  /** Names the restriction within the app, such as `com.google.android.gm.fieldname`. */
  key?: string;
  /** Its name for people. */
  title?: string;
  /** What it does, in more words. */
  description?: string;
  /** Type of the value. A `bundle` stands within a `bundleArray`, which nests at most two levels deep. */
  restrictionType?: RestrictionType;
  /** What holds when nothing is configured. Bundles have none. */
  defaultValue?: AppRestrictionsSchemaRestrictionRestrictionValue;
  /** Names for people of the choices of a `choice` or `multiselect`. */
  entry?: string[];
  /** Values of those choices, in the same order. A configuration holds these. */
  entryValue?: string[];
  /** The restrictions within a `bundle` or `bundleArray`. */
  nestedRestriction?: AppRestrictionsSchemaRestriction[];
}

/** A value with its type: the one field that goes with `type` is filled. */
export interface AppRestrictionsSchemaRestrictionRestrictionValue {
  /** Type of the value. */
  type?: RestrictionType;
  /** For `bool`. */
  valueBool?: boolean;
  /** For `integer`. */
  valueInteger?: number;
  /** For `multiselect`. */
  valueMultiselect?: string[];
  /** For `string`, `choice` and `hidden`. */
  valueString?: string;
}

export const appRestrictionsSchemaSchema = () =>
  schemaOf<AppRestrictionsSchema>()(
    objectOf({
      restrictions: listOf(appRestrictionsSchemaRestrictionSchema()),
      kind: z.string(),
    }),
  );

export const appRestrictionsSchemaCheck = answerOf<AppRestrictionsSchema>(appRestrictionsSchemaSchema);

const appRestrictionsSchemaRestrictionSchema = () => {
  const restriction: z.ZodMiniType<Sendable<AppRestrictionsSchemaRestriction>> =
    schemaOf<AppRestrictionsSchemaRestriction>()(
      objectOf({
        key: z.string(),
        title: z.string(),
        description: z.string(),
        restrictionType: z.enum(RESTRICTION_TYPES),
        defaultValue: appRestrictionsSchemaRestrictionRestrictionValueSchema(),
        entry: listOf(z.string()),
        entryValue: listOf(z.string()),
        nestedRestriction: listOf(z.lazy(() => restriction)),
      }),
    );
  return restriction;
};

const appRestrictionsSchemaRestrictionRestrictionValueSchema = () =>
  schemaOf<AppRestrictionsSchemaRestrictionRestrictionValue>()(
    objectOf({
      type: z.enum(RESTRICTION_TYPES),
      valueBool: z.boolean(),
      valueInteger: int32(),
      valueMultiselect: listOf(z.string()),
      valueString: z.string(),
    }),
  );
