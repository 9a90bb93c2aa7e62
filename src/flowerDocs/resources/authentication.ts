/** `authentication`: how `login()` gets its tokens. It is not a resource of the client. */
import type { ResponseContext } from "../../core/endpoint.js";
import { nonEmptyString, objectOf } from "../../core/schema.js";
import { endpoint } from "../endpoint.js";
import { readToken } from "../login/readToken.js";
import { ANY } from "../responses.js";
import { tokenSchema } from "../schemas/token.js";

/** What a login sends. */
export interface Credentials {
  /** Name of the user. */
  user: string;
  /** The password. */
  password: string;
  /** The scope (the tenant) to work in. */
  scope: string;
}

export const authenticationEndpoints = {
  create: endpoint("authentication.create", {
    http: "POST /authentication",
    body: "*",
    // A wrong password counts towards locking the account.
    idempotency: "none",
    effect: "write",
    params: objectOf<Credentials>()(() => ({ user: nonEmptyString, password: nonEmptyString, scope: nonEmptyString }), {
      user: true,
      password: true,
      scope: true,
    }),
    secret: ["password"],
    ...ANY,
    fromWire: (raw: unknown, context: ResponseContext) => readToken(raw as string, context),
    response: tokenSchema,
  }),
};
