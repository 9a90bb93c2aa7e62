/** How apps are configured. */
import {
  boolean,
  fieldsOf,
  type Input,
  int32,
  listOf,
  objectOf,
  recursive,
  type Schema,
  string,
} from "../../core/schema.js";

/** The configuration of an app: single properties, or settings made on the managed configurations page. */
export interface ManagedConfiguration {
  /** Id of the product, such as `app:com.google.android.gm`. */
  productId?: string;
  /** The properties. Keys and types are those in the app's {@link AppRestrictionsSchema}. */
  managedProperty?: ManagedProperty[];
  /** Settings made on the managed configurations page, and the user's values for their variables. */
  configurationVariables?: ConfigurationVariables;
  /**
   * Carries no information.
   *
   * @deprecated Google has deprecated it without a replacement.
   */
  kind?: string;
}

/** Settings made on the managed configurations page, and one user's values for their variables. */
export interface ConfigurationVariables {
  /** Id of the settings: `mcmId` of {@link ManagedConfigurationsSettings}. */
  mcmId?: string;
  /** The user's values for the variables of the settings. */
  variableSet?: VariableSet[];
}

/** A variable in managed configurations settings, and its value for one user. */
export interface VariableSet {
  /** Name of the variable: `$`, then letters and digits, such as `$FIRSTNAME`. */
  placeholder?: string;
  /** Its value for the user, such as `Alice`. */
  userValue?: string;
}

/** A property in a managed configuration. Set exactly one value field: the one for the type of the property. */
export interface ManagedProperty {
  /** Unique name of the property: `key` of an {@link AppRestrictionsSchemaRestriction}. */
  key?: string;
  /** The value, for type `bool`. */
  valueBool?: boolean;
  /** The value, for type `integer`. */
  valueInteger?: number;
  /** The value, for types `string`, `choice` and `hidden`. */
  valueString?: string;
  /** The values, for type `multiselect`. */
  valueStringArray?: string[];
  /** The value, for type `bundle`. */
  valueBundle?: ManagedPropertyBundle;
  /** The values, for type `bundleArray`. */
  valueBundleArray?: ManagedPropertyBundle[];
}

/** A group of properties. */
export interface ManagedPropertyBundle {
  /** The properties. */
  managedProperty?: ManagedProperty[];
}

/** A {@link ManagedConfiguration} as parameters accept it. */
export interface ManagedConfigurationInput extends Input<ManagedConfiguration> {
  /** The properties. Keys and types are those in the app's {@link AppRestrictionsSchema}. */
  managedProperty?: readonly ManagedPropertyInput[] | undefined;
  /** Settings made on the managed configurations page, and the user's values for their variables. */
  configurationVariables?: ConfigurationVariablesInput | undefined;
}

/** {@link ConfigurationVariables} as parameters accept them. */
export interface ConfigurationVariablesInput extends Input<ConfigurationVariables> {}

/** A {@link ManagedProperty} as parameters accept it. */
export interface ManagedPropertyInput extends Input<ManagedProperty> {}

export const managedConfigurationFields = () =>
  fieldsOf<ManagedConfiguration>()({
    productId: string,
    managedProperty: listOf(managedPropertySchema),
    configurationVariables: configurationVariablesSchema,
    kind: string,
  });

export const managedConfigurationSchema: Schema<ManagedConfiguration> =
  objectOf<ManagedConfiguration>()(managedConfigurationFields);

const configurationVariablesSchema: Schema<ConfigurationVariables> = objectOf<ConfigurationVariables>()(() => ({
  mcmId: string,
  variableSet: listOf(variableSetSchema),
}));

const variableSetSchema: Schema<VariableSet> = objectOf<VariableSet>()(() => ({
  placeholder: string,
  userValue: string,
}));

const managedPropertySchema: Schema<ManagedProperty> = objectOf<ManagedProperty>()(() => ({
  key: string,
  valueBool: boolean,
  valueInteger: int32,
  valueString: string,
  valueStringArray: listOf(string),
  valueBundle: recursive(() => managedPropertyBundleSchema),
  valueBundleArray: listOf(recursive(() => managedPropertyBundleSchema)),
}));

const managedPropertyBundleSchema: Schema<ManagedPropertyBundle> = objectOf<ManagedPropertyBundle>()(() => ({
  managedProperty: listOf(managedPropertySchema),
}));

/** The managed configurations of a device. */
export interface ManagedConfigurationsForDeviceListResponse {
  /** The configurations, with only `productId` set. Empty if there are none. */
  managedConfigurationForDevice: ManagedConfiguration[];
}

/** The managed configurations of a user. */
export interface ManagedConfigurationsForUserListResponse {
  /** The configurations, with only `productId` set. Empty if there are none. */
  managedConfigurationForUser: ManagedConfiguration[];
}

export const managedConfigurationsForDeviceListResponseSchema: Schema<ManagedConfigurationsForDeviceListResponse> =
  objectOf<ManagedConfigurationsForDeviceListResponse>()(
    () => ({ managedConfigurationForDevice: listOf(managedConfigurationSchema) }),
    { managedConfigurationForDevice: true },
  );

export const managedConfigurationsForUserListResponseSchema: Schema<ManagedConfigurationsForUserListResponse> =
  objectOf<ManagedConfigurationsForUserListResponse>()(
    () => ({ managedConfigurationForUser: listOf(managedConfigurationSchema) }),
    { managedConfigurationForUser: true },
  );
