/** `profiles` and their commands, which only the Chrome Management API has. */
import { managementCustomer } from "../customer.js";
import { itemMask, pageMask, type WireFields } from "../fields.js";
import {
  createProfileCommandParams,
  deleteProfileParams,
  getProfileCommandParams,
  getProfileParams,
  listProfileCommandsParams,
  listProfilesParams,
} from "../params/profiles.js";
import { readProfile, readProfileCommand } from "../profileModels.js";
import { named, pageReader } from "../reading.js";
import { pageOf } from "../schemas/page.js";
import { type ChromeProfile, listedProfileSchema, profileSchema } from "../schemas/profile.js";
import {
  type ChromeProfileCommand,
  listedProfileCommandSchema,
  profileCommandSchema,
} from "../schemas/profileCommand.js";
import { endpoint, PROFILES } from "./endpoint.js";

const WIRE: WireFields<keyof ChromeProfile> = {
  items: "chromeBrowserProfiles",
  id: "name",
  renamed: { profilePermanentId: "name" },
};

const read = named("profilePermanentId", readProfile);
const readCommand = named("commandId", readProfileCommand);

export const managementProfiles = {
  list: endpoint("profiles.list", {
    http: "GET /profiles",
    scopes: PROFILES.read,
    idempotency: "safe",
    effect: "read",
    params: listProfilesParams,
    toWire: (params) => ({
      customer: managementCustomer(params.customer),
      filter: params.query,
      orderBy: params.orderBy,
      fields: pageMask(params.fields, WIRE),
      pageSize: params.pageSize,
      pageToken: params.pageToken,
    }),
    fromWire: pageReader(["chromeBrowserProfiles"], read, { dropped: ["totalSize"] }),
    response: pageOf<ChromeProfile>(listedProfileSchema),
  }),
  get: endpoint("profiles.get", {
    http: "GET /profiles/{profilePermanentId}",
    scopes: PROFILES.read,
    idempotency: "safe",
    effect: "read",
    params: getProfileParams,
    toWire: (params) => ({
      customer: managementCustomer(params.customer),
      profilePermanentId: params.profilePermanentId,
      fields: itemMask(params.fields, WIRE),
    }),
    fromWire: read,
    response: profileSchema,
  }),
  delete: endpoint("profiles.delete", {
    http: "DELETE /profiles/{profilePermanentId}",
    scopes: PROFILES.write,
    idempotency: "safe",
    effect: "destroy",
    params: deleteProfileParams,
    toWire: (params) => ({ ...params, customer: managementCustomer(params.customer) }),
  }),
};

export const managementProfileCommands = {
  create: endpoint("profileCommands.create", {
    http: "POST /profiles/{profilePermanentId}/commands",
    body: "*",
    scopes: PROFILES.write,
    // A second command would clear what was stored in the meantime.
    idempotency: "none",
    effect: "destroy",
    params: createProfileCommandParams,
    toWire: (params) => ({
      customer: managementCustomer(params.customer),
      profilePermanentId: params.profilePermanentId,
      commandType: params.commandType,
      payload: params.payload ?? {},
    }),
    fromWire: readCommand,
    response: profileCommandSchema,
  }),
  get: endpoint("profileCommands.get", {
    http: "GET /profiles/{profilePermanentId}/commands/{commandId}",
    scopes: PROFILES.read,
    idempotency: "safe",
    effect: "read",
    params: getProfileCommandParams,
    toWire: (params) => ({ ...params, customer: managementCustomer(params.customer) }),
    fromWire: readCommand,
    response: profileCommandSchema,
  }),
  list: endpoint("profileCommands.list", {
    http: "GET /profiles/{profilePermanentId}/commands",
    scopes: PROFILES.read,
    idempotency: "safe",
    effect: "read",
    params: listProfileCommandsParams,
    toWire: (params) => ({ ...params, customer: managementCustomer(params.customer) }),
    fromWire: pageReader(["chromeBrowserProfileCommands"], readCommand, { dropped: ["totalSize"] }),
    response: pageOf<ChromeProfileCommand>(listedProfileCommandSchema),
  }),
};
