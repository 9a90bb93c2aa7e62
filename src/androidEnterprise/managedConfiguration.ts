/** How an app is configured. */
import * as z from "zod/mini";
import { answerOf, int32, listOf, objectOf, type Sendable, schemaOf } from "./shapes.js";

/** How an app is configured: by its properties one by one, or by settings of the managed configurations page. */
export interface ManagedConfiguration {
  /** Id of the product, such as `app:com.google.android.gm`. */
  productId?: string;
  /** The properties, by the keys of the app's schema of restrictions. */
  managedProperty?: ManagedProperty[];
  /** The settings of the managed configurations page, with the user's values for its variables. */
  configurationVariables?: ConfigurationVariables;
  /** @deprecated Google has given it up. */
  kind?: string;
}

/** Settings of the managed configurations page, with the values that this user has for its variables. */
export interface ConfigurationVariables {
  /** Id of the managed configurations settings. */
  mcmId?: string;
  /** Values for the variables of those settings. */
  variableSet?: VariableSet[];
}

/** A variable of managed configurations settings, with its value for a user. */
export interface VariableSet {
  /** The variable, such as `$FIRSTNAME`. */
  placeholder?: string;
  /** Its value, such as `Alice`. */
  userValue?: string;
}

/** One property of a managed configuration. Fill the one value field that goes with its type. */
export interface ManagedProperty {
  /** The property, as the app's schema of restrictions names it. */
  key?: string;
  /** For `bool`. */
  valueBool?: boolean;
  /** For `integer`. */
  valueInteger?: number;
  /** For `string`, `choice` and `hidden`. */
  valueString?: string;
  /** For `multiselect`. */
  valueStringArray?: string[];
  /** For `bundle`. */
  valueBundle?: ManagedPropertyBundle;
  /** For `bundleArray`. */
  valueBundleArray?: ManagedPropertyBundle[];
}

/** Properties that belong together. */
export interface ManagedPropertyBundle {
  /** The properties. */
  managedProperty?: ManagedProperty[];
}

export const managedConfigurationFields = () => ({
  productId: z.string(),
  managedProperty: listOf(managedPropertySchema()),
  configurationVariables: configurationVariablesSchema(),
  kind: z.string(),
});

export const managedConfigurationSchema = () =>
  schemaOf<ManagedConfiguration>()(objectOf(managedConfigurationFields()));

export const managedConfigurationCheck = answerOf<ManagedConfiguration>(managedConfigurationSchema);

const configurationVariablesSchema = () =>
  schemaOf<ConfigurationVariables>()(
    objectOf({
      mcmId: z.string(),
      variableSet: listOf(variableSetSchema()),
    }),
  );

const variableSetSchema = () =>
  schemaOf<VariableSet>()(
    objectOf({
      placeholder: z.string(),
      userValue: z.string(),
    }),
  );

/** Properties and bundles hold each other. */
const managedPropertySchema = () => {
  const property: z.ZodMiniType<Sendable<ManagedProperty>> = schemaOf<ManagedProperty>()(
    objectOf({
      key: z.string(),
      valueBool: z.boolean(),
      valueInteger: int32(),
      valueString: z.string(),
      valueStringArray: listOf(z.string()),
      valueBundle: z.lazy(() => bundle),
      valueBundleArray: listOf(z.lazy(() => bundle)),
    }),
  );
  const bundle: z.ZodMiniType<Sendable<ManagedPropertyBundle>> = schemaOf<ManagedPropertyBundle>()(
    objectOf({ managedProperty: listOf(property) }),
  );
  return property;
};
