/** ACLs, users, groups and delegations. */
import {
  anything,
  boolean,
  eitherOf,
  enumOf,
  fieldsOf,
  type Input,
  inputsOf,
  listOf,
  objectOf,
  type Schema,
  string,
  type UnlistedValue,
} from "../../core/schema.js";
import { pathId } from "../ids.js";

/** One rule of an ACL. */
export interface FlowerDocsACLEntry {
  /** Whom it is about: a user, a group or a profile; `*` for all. */
  principal: string;
  /** What it is about, or a list of these. */
  permission: string | string[];
  /** `ALLOW` grants the permission, `DENY` withholds it. */
  grant: "ALLOW" | "DENY" | UnlistedValue;
}

/** An ACL as it is written. */
export interface FlowerDocsACL {
  /** Id of the ACL. */
  id: string;
  /** Its name. */
  name?: string;
  /** Its rules. */
  entries: FlowerDocsACLEntry[];
}

/** A {@link FlowerDocsACL} as parameters accept it. */
export interface FlowerDocsACLInput extends Input<FlowerDocsACL> {}

/** An ACL as it is read: never with its `entries`, so that it cannot be written back. */
export interface FlowerDocsACLView {
  /** Id of the ACL. */
  id: string;
  /** Its name. */
  name?: string;
  /** What the server calls its kind. */
  type?: string;
  /** Its rules, in a form that is not documented and that cannot be written back. */
  rules?: unknown;
}

/** An attribute of a user or a group. */
export interface FlowerDocsAttribute {
  /** Name of the attribute. */
  name: string;
  /** Its values. */
  values?: string[];
}

/** A user. */
export interface FlowerDocsUser {
  /** Id of the user, with which they log in. */
  id: string;
  /** First name. */
  firstname?: string;
  /** Last name. */
  lastname?: string;
  /** Name shown to others. */
  displayName?: string;
  /** Email address. */
  mail?: string;
  /** Whether they must choose another password. */
  credentialsExpired?: boolean;
  /** Further attributes. */
  attributes?: FlowerDocsAttribute[];
  /** Ids of their groups. */
  groups?: string[];
  /** Ids of their profiles. */
  profiles?: string[];
}

/** A {@link FlowerDocsUser} as parameters accept it. An update replaces the whole user. */
export interface FlowerDocsUserInput extends Input<FlowerDocsUser> {
  /** Their password. Responses do not have it. */
  password?: string | undefined;
}

/** A group of users. */
export interface FlowerDocsGroup {
  /** Id of the group. */
  id: string;
  /** Name shown to users. */
  displayName?: string;
  /** Email address. */
  mail?: string;
  /** Further attributes. */
  attributes?: FlowerDocsAttribute[];
  /** Ids of the groups that it belongs to. */
  groups?: string[];
  /** Ids of its profiles. */
  profiles?: string[];
  /** Ids of its members. */
  members?: string[];
}

/** A {@link FlowerDocsGroup} as parameters accept it. An update replaces the whole group. */
export interface FlowerDocsGroupInput extends Input<FlowerDocsGroup> {}

/** A delegation: for some time, one user acts for another. Dates are strings of the form `2024-03-07 13:59:53.401 +0100`. */
export interface FlowerDocsDelegation {
  /** Id of the delegation. */
  id: string;
  /** Id of the user who created it. */
  creator?: string;
  /** Id of the user for whom someone acts. */
  delegator?: string;
  /** Id of the user who acts. */
  delegate?: string;
  /** Why. */
  description?: string;
  /** When it was created. */
  creationDate?: string;
  /** When it begins. */
  start?: string;
  /** When it ends. */
  end?: string;
}

/** A {@link FlowerDocsDelegation} as parameters accept it. */
export interface FlowerDocsDelegationInput extends Input<Omit<FlowerDocsDelegation, "id">> {
  /** Id of the delegation. Of a new one, the id that it is to have. */
  id?: string | undefined;
}

const entrySchema: Schema<FlowerDocsACLEntry> = objectOf<FlowerDocsACLEntry>()(
  () => ({ principal: string, permission: eitherOf(string, listOf(string)), grant: enumOf("ALLOW", "DENY") }),
  { principal: true, permission: true, grant: true },
);

export const aclViewSchema: Schema<FlowerDocsACLView> = objectOf<FlowerDocsACLView>()(
  () => ({ id: string, name: string, type: string, rules: anything }),
  { id: true },
);

const attributeSchema: Schema<FlowerDocsAttribute> = objectOf<FlowerDocsAttribute>()(
  () => ({ name: string, values: listOf(string) }),
  { name: true },
);

const userFields = () =>
  fieldsOf<FlowerDocsUser>()({
    id: string,
    firstname: string,
    lastname: string,
    displayName: string,
    mail: string,
    credentialsExpired: boolean,
    attributes: listOf(attributeSchema),
    groups: listOf(string),
    profiles: listOf(string),
  });

const groupFields = () =>
  fieldsOf<FlowerDocsGroup>()({
    id: string,
    displayName: string,
    mail: string,
    attributes: listOf(attributeSchema),
    groups: listOf(string),
    profiles: listOf(string),
    members: listOf(string),
  });

const delegationFields = () =>
  fieldsOf<FlowerDocsDelegation>()({
    id: string,
    creator: string,
    delegator: string,
    delegate: string,
    description: string,
    creationDate: string,
    start: string,
    end: string,
  });

export const userSchema: Schema<FlowerDocsUser> = objectOf<FlowerDocsUser>()(userFields, { id: true });
export const groupSchema: Schema<FlowerDocsGroup> = objectOf<FlowerDocsGroup>()(groupFields, { id: true });
export const delegationSchema: Schema<FlowerDocsDelegation> = objectOf<FlowerDocsDelegation>()(delegationFields, {
  id: true,
});
export const delegationInputSchema: Schema<FlowerDocsDelegationInput> = objectOf<FlowerDocsDelegationInput>()(() => ({
  ...inputsOf(delegationFields()),
  id: pathId,
}));

const aclInputFields = () => fieldsOf<FlowerDocsACL>()({ id: pathId, name: string, entries: listOf(entrySchema) });
export const aclInputSchema: Schema<FlowerDocsACLInput> = objectOf<FlowerDocsACLInput>()(
  () => inputsOf(aclInputFields()),
  { id: true, entries: true },
);
export const userInputSchema: Schema<FlowerDocsUserInput> = objectOf<FlowerDocsUserInput>()(
  () => ({ ...inputsOf(userFields()), id: pathId, password: string }),
  { id: true },
);
export const groupInputSchema: Schema<FlowerDocsGroupInput> = objectOf<FlowerDocsGroupInput>()(
  () => ({ ...inputsOf(groupFields()), id: pathId }),
  { id: true },
);
