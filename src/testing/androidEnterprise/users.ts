/** `users`. */
import type { ProductSet } from "../../androidEnterprise/schemas/productSet.js";
import type { User } from "../../androidEnterprise/schemas/user.js";
import { refuse } from "../google.js";
import { text } from "../googleShape.js";
import { PRODUCT_SET, USER } from "./bodies.js";
import { type Call, listed, type Operations } from "./call.js";
import { forgetTokens, mostDevices, newUser } from "./state.js";

/** Google publishes "a few minutes" and not a figure. */
const AUTHENTICATION_TOKEN_LIFETIME_MS = 600_000;

export const users: Operations<"users"> = {
  get: { respond: (call) => call.user.user },
  list: {
    query: { email: text },
    required: ["email"],
    respond(call) {
      const all = [...call.enterprise.users.values()].map(({ user }) => user);
      const email = call.query("email");
      const matches = all.filter(
        ({ primaryEmail, managementType }) => managementType === "googleManaged" && primaryEmail === email,
      );
      return listed("user", matches);
    },
  },
  insert: { body: { ...USER, required: ["accountIdentifier", "accountType"] }, respond: insert },
  update: {
    body: USER,
    respond(call) {
      const { user } = call.managedUser;
      const { displayName = user.displayName, ...others } = call.body<User>();
      checkUnchanged(user, others);
      return rename(call.managedUser, displayName);
    },
  },
  delete: {
    respond(call) {
      const { id } = call.managedUser.user;
      call.enterprise.users.delete(id);
      forgetTokens(call.state, call.enterprise.resource.id, id);
      return undefined;
    },
  },
  revokeDeviceAccess: {
    respond(call) {
      call.managedUser.devices.clear();
      return undefined;
    },
  },
  generateAuthenticationToken: {
    respond(call) {
      const { user, devices } = call.managedUser;
      if (devices.size >= mostDevices(user)) refuse(403, "The user has too many devices.", "limitExceeded");
      const token = `authn-${crypto.randomUUID()}`;
      const enterpriseId = call.enterprise.resource.id;
      const expiresAt = call.now + AUTHENTICATION_TOKEN_LIFETIME_MS;
      const issued = { token, enterpriseId, userId: user.id, used: false, expiresAt };
      call.state.authenticationTokens.set(token, issued);
      return { kind: "androidenterprise#authenticationToken", token };
    },
  },
  getAvailableProductSet: { respond: (call) => call.user.productSet },
  setAvailableProductSet: {
    body: PRODUCT_SET,
    respond(call) {
      const { user } = call;
      user.productSet = checkedProductSet(call);
      return user.productSet;
    },
  },
};

/** Creates a user, or renames the one with this `accountIdentifier`. */
function insert(call: Call): User {
  const { accountIdentifier, ...given } = call.body<User>();
  if (given.managementType === "googleManaged" || given.primaryEmail !== undefined) {
    refuse(400, "Only users whom the EMM manages can be created.", "invalid");
  }
  const { enterprise } = call;
  const known = [...enterprise.users.values()].find(({ user }) => user.accountIdentifier === accountIdentifier);
  if (known) {
    const { displayName = known.user.displayName, id: _, ...others } = given;
    checkUnchanged(known.user, others);
    return rename(known, displayName);
  }
  const user = { ...given, accountIdentifier, managementType: "emmManaged", id: crypto.randomUUID() } as User;
  enterprise.users.set(user.id, newUser(user));
  return user;
}

function rename(stored: { user: User }, displayName: string | undefined): User {
  stored.user = { ...stored.user, ...(displayName !== undefined && { displayName }) };
  return stored.user;
}

function checkUnchanged(user: User, given: Partial<User>): void {
  for (const [field, value] of Object.entries(given)) {
    if (user[field as keyof User] !== value) refuse(400, `The field '${field}' cannot be changed.`, "invalid");
  }
}

function checkedProductSet(call: Call): ProductSet {
  const { productId = [], productVisibility = [], productSetBehavior } = call.body<ProductSet>();
  if (productSetBehavior === "unknown") refuse(400, "Invalid value at 'productSetBehavior'.", "invalid");
  const visible = productVisibility.map((visibility) => visibility.productId);
  const ids = [...productId, ...visible];
  if (new Set(ids).size < ids.length) refuse(400, "A product is given more than once.", "invalid");
  const { licenses } = call.enterprise;
  if (!ids.every((id) => licenses.has(id))) refuse(400, "A product was never approved.", "invalid");
  return call.body<ProductSet>();
}
