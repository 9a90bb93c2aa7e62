/** Parameters of `profiles` and `profileCommands`. */

import { notJson } from "../../core/json.js";
import { custom, fieldsOf, nonEmptyString, objectOf, type Schema, string } from "../../core/schema.js";
import { isPlainObject } from "../../core/values.js";
import { type ChromeProfile, listedProfileSchema } from "../schemas/profile.js";
import {
  type CustomerParam,
  customerFields,
  type FieldsParam,
  fieldsParam,
  type PageParams,
  pageFields,
  pageSizeUpTo,
} from "./shared.js";

/** Names a managed profile. */
interface ProfileParams extends CustomerParam {
  /** The profile's `profilePermanentId`. */
  profilePermanentId: string;
}

/** Parameters of `profiles.list`. */
export interface ListChromeProfilesParams extends CustomerParam, PageParams, FieldsParam<keyof ChromeProfile> {
  /** Conditions in the filter language of the Chrome Management API. */
  query?: string | undefined;
  /** What the list is sorted by, in the words of the API; with ` desc` after it, descending. */
  orderBy?: string | undefined;
  /** Number of profiles per page, 1 to 200. Google's default: 100. */
  pageSize?: number | undefined;
}

/** Parameters of `profiles.get`. */
export interface GetChromeProfileParams extends ProfileParams, FieldsParam<keyof ChromeProfile> {}

/** Parameters of `profiles.delete`. */
export interface DeleteChromeProfileParams extends ProfileParams {}

/** Parameters of `profileCommands.create`. */
export interface CreateChromeProfileCommandParams extends ProfileParams {
  /** What is to be done: `clearBrowsingData`, `extensionUpdateCheck`, or what Google has added since. */
  commandType: string;
  /** Details of what is to be done, in the words of the API. @default {} */
  payload?: Record<string, unknown> | undefined;
}

/** Parameters of `profileCommands.get`. */
export interface GetChromeProfileCommandParams extends ProfileParams {
  /** The command's `commandId`. */
  commandId: string;
}

/** Parameters of `profileCommands.list`. */
export interface ListChromeProfileCommandsParams extends ProfileParams, PageParams {
  /** Number of commands per page, 1 to 100. Google's default: 100. */
  pageSize?: number | undefined;
}

const profileFields = fieldsOf<ProfileParams>()({ ...customerFields, profilePermanentId: nonEmptyString });
const fields = () => fieldsParam<keyof ChromeProfile>(listedProfileSchema);

const payload = custom<Record<string, unknown>>(
  (value) => isPlainObject(value) && notJson(value, []).length === 0,
  "must be an object of JSON values",
);

export const listProfilesParams: Schema<ListChromeProfilesParams> = objectOf<ListChromeProfilesParams>()(() => ({
  ...customerFields,
  ...pageFields,
  fields: fields(),
  query: string,
  orderBy: nonEmptyString,
  pageSize: pageSizeUpTo(200),
}));

export const getProfileParams: Schema<GetChromeProfileParams> = objectOf<GetChromeProfileParams>()(
  () => ({ ...profileFields, fields: fields() }),
  { profilePermanentId: true },
);

export const deleteProfileParams: Schema<DeleteChromeProfileParams> = objectOf<DeleteChromeProfileParams>()(
  () => profileFields,
  { profilePermanentId: true },
);

export const createProfileCommandParams: Schema<CreateChromeProfileCommandParams> =
  objectOf<CreateChromeProfileCommandParams>()(() => ({ ...profileFields, commandType: nonEmptyString, payload }), {
    profilePermanentId: true,
    commandType: true,
  });

export const getProfileCommandParams: Schema<GetChromeProfileCommandParams> = objectOf<GetChromeProfileCommandParams>()(
  () => ({ ...profileFields, commandId: nonEmptyString }),
  {
    profilePermanentId: true,
    commandId: true,
  },
);

export const listProfileCommandsParams: Schema<ListChromeProfileCommandsParams> =
  objectOf<ListChromeProfileCommandsParams>()(
    () => ({ ...profileFields, ...pageFields, pageSize: pageSizeUpTo(100) }),
    { profilePermanentId: true },
  );
