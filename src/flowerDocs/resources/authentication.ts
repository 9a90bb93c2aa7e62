/** `authentication`: how `login()` gets its tokens. It is not a resource of the client. */
import { nonEmptyString, objectOf, type Schema } from "../../core/schema.js";
import { endpoint } from "../endpoint.js";
import { readToken } from "../readToken.js";
import { tokenSchema } from "../schemas/token.js";

/** Parameters of `login()`. */
export interface LoginParams {
  /** Name of the user. */
  user: string;
  /** Sent only to `/rest/authentication` of the client's `baseUrl`. */
  password: string;
  /** The scope (the tenant) to work in; fixed in the token. */
  scope: string;
}

export const loginParams: Schema<LoginParams> = objectOf<LoginParams>()(
  () => ({ user: nonEmptyString, password: nonEmptyString, scope: nonEmptyString }),
  { user: true, password: true, scope: true },
);

export const authenticationEndpoints = {
  create: endpoint("authentication.create", {
    http: "POST /authentication",
    body: "*",
    // A wrong password counts towards locking the account.
    idempotency: "none",
    effect: "write",
    params: loginParams,
    secret: ["password"],
    reads: "text",
    fromWire: (raw) => readToken(raw as string),
    response: tokenSchema,
  }),
};
