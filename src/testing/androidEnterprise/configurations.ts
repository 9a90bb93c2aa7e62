/** `managedconfigurationsfordevice`, `managedconfigurationsforuser` and `managedconfigurationssettings`. */
import type { AppRestrictionsSchemaRestriction } from "../../androidEnterprise/schemas/appRestrictions.js";
import type { ManagedConfiguration, ManagedProperty } from "../../androidEnterprise/schemas/managedConfiguration.js";
import { refuse } from "../google.js";
import { MANAGED_CONFIGURATION } from "./bodies.js";
import { type Call, checkSame, found, listed, type Operations } from "./call.js";

type Configurations = Operations<"managedconfigurationsfordevice"> & Operations<"managedconfigurationsforuser">;

/** The two resources differ only in what is configured (a device or a user) and in two names. */
function configurationsOf(
  of: (call: Call) => Map<string, ManagedConfiguration>,
  idName: string,
  field: string,
): Configurations {
  const get = (call: Call) => found(of(call), call.path(idName), "managed configuration");
  return {
    get: { respond: get },
    list: {
      respond: (call) =>
        listed(
          field,
          [...of(call).keys()].map((productId) => ({ productId })),
        ),
    },
    update: {
      body: MANAGED_CONFIGURATION,
      respond(call) {
        const { kind: _, ...given } = call.body<ManagedConfiguration>();
        const productId = call.path(idName);
        checkSame(given.productId, productId, "productId");
        const configurations = of(call);
        checkConfiguration(call, productId, given);
        const configuration = { ...given, productId };
        configurations.set(productId, configuration);
        return configuration;
      },
    },
    delete: {
      respond(call) {
        get(call);
        of(call).delete(call.path(idName));
        return undefined;
      },
    },
  };
}

export const managedconfigurationsfordevice = configurationsOf(
  (call) => call.device.configurations,
  "managedConfigurationForDeviceId",
  "managedConfigurationForDevice",
);

export const managedconfigurationsforuser = configurationsOf(
  (call) => call.user.configurations,
  "managedConfigurationForUserId",
  "managedConfigurationForUser",
);

export const managedconfigurationssettings: Operations<"managedconfigurationssettings"> = {
  list: {
    respond: (call) =>
      listed("managedConfigurationsSettings", call.enterprise.settings.get(call.product().productId) ?? []),
  },
};

function checkConfiguration(call: Call, productId: string, configuration: ManagedConfiguration): void {
  const { managedProperty = [], configurationVariables } = configuration;
  const { restrictions = [] } = call.product(productId).appRestrictionsSchema ?? {};
  checkProperties(managedProperty, restrictions);
  const { mcmId } = configurationVariables ?? {};
  const settings = call.enterprise.settings.get(productId) ?? [];
  if (configurationVariables && !settings.some((each) => each.mcmId === mcmId)) {
    refuse(400, "Invalid value at 'configurationVariables.mcmId'.", "invalid");
  }
}

/** The value field that goes with each type of restriction. */
const VALUE_FIELDS: Readonly<Record<string, keyof ManagedProperty>> = {
  bool: "valueBool",
  integer: "valueInteger",
  string: "valueString",
  choice: "valueString",
  hidden: "valueString",
  multiselect: "valueStringArray",
  bundle: "valueBundle",
  bundleArray: "valueBundleArray",
};

function checkProperties(
  properties: readonly ManagedProperty[],
  restrictions: readonly AppRestrictionsSchemaRestriction[],
): void {
  for (const { key, ...values } of properties) {
    const restriction = restrictions.find((each) => each.key === key);
    const [field, ...more] = Object.keys(values);
    if (restriction === undefined || more.length > 0 || field !== VALUE_FIELDS[restriction.restrictionType ?? ""]) {
      refuse(400, `The managed property '${key}' does not match the app's restrictions.`, "invalid");
    }
    const nested = restriction.nestedRestriction ?? [];
    // The nested restriction of a `bundleArray` describes one of its bundles.
    const within = restriction.restrictionType === "bundleArray" ? (nested[0]?.nestedRestriction ?? nested) : nested;
    for (const bundle of values.valueBundleArray ?? (values.valueBundle ? [values.valueBundle] : [])) {
      checkProperties(bundle.managedProperty ?? [], within);
    }
  }
}
