/** A token that enrolls browsers. */
import { enumOf, fieldsOf, objectOf, type Schema, string, type UnlistedValue } from "../../core/schema.js";

/** A token that enrolls browsers into an organizational unit. Times are RFC 3339 in UTC. */
export interface ChromeEnrollmentToken {
  /**
   * Identifies the token; `get` and `revoke` take it. It is not a secret. In the Chrome Management API it is the end of
   * `name`. Items of a list have it unless a mask of your own leaves it out.
   */
  tokenPermanentId: string;
  /**
   * The secret. Set it as the policy `CloudManagementEnrollmentToken` on the machines to enroll. Whoever has it can
   * enroll browsers. Absent if `fields` leaves it out; the service may leave it out of a token that enrolls no more.
   * @secret
   */
  token?: string;
  /**
   * `active`: it enrolls browsers. `expired`: its time has passed. `revoked`: it was revoked. `unknown`: the service
   * sent none of these.
   */
  state?: "active" | "expired" | "revoked" | "unknown" | UnlistedValue;
  /** Path of the organizational unit, such as `/Sales/Laptops`. Directory API only. */
  orgUnitPath?: string;
  /** Id of the organizational unit, without the prefix `id:`. Chrome Management API only. */
  orgUnitId?: string;
  /** Id of the customer, as the service spells it: the Directory API leaves out the leading `C`. */
  customerId?: string;
  /** When it was created. */
  createTime?: string;
  /** Id of the user who created it, or an email address. */
  creatorId?: string;
  /**
   * When it expires. Directory API only: there, a token without it is valid until it is revoked. The Chrome Management
   * API does not return the end of a token, even if it has one.
   */
  expireTime?: string;
  /** Its lifetime, as `3600s`. Documented as an alternative to `expireTime`, but not seen in responses. */
  ttl?: string;
  /** When it was revoked. */
  revokeTime?: string;
  /** Id of the user who revoked it. */
  revokerId?: string;
  /** What it enrolls. `chromeBrowser`: Chrome browsers. `unknown`: the service sent nothing of the kind. */
  tokenType?: "chromeBrowser" | "unknown" | UnlistedValue;
  /** Resource name, `customers/{customer}/enrollmentTokens/{id}`. Chrome Management API only. */
  name?: string;
  /** Always `admin#directory#chromeEnrollmentToken`. Directory API only. */
  kind?: string;
}

/** A token that was just created, with its secret. */
export interface CreatedChromeEnrollmentToken extends ChromeEnrollmentToken {
  token: string;
}

const fields = () =>
  fieldsOf<ChromeEnrollmentToken>()({
    tokenPermanentId: string,
    token: string,
    state: enumOf("active", "expired", "revoked", "unknown"),
    orgUnitPath: string,
    orgUnitId: string,
    customerId: string,
    createTime: string,
    creatorId: string,
    expireTime: string,
    ttl: string,
    revokeTime: string,
    revokerId: string,
    tokenType: enumOf("chromeBrowser", "unknown"),
    name: string,
    kind: string,
  });

export const enrollmentTokenSchema: Schema<ChromeEnrollmentToken> = objectOf<ChromeEnrollmentToken>()(fields, {
  tokenPermanentId: true,
});

/** As an item of a list, where a mask or an odd response may leave out anything. */
export const listedEnrollmentTokenSchema: Schema<Partial<ChromeEnrollmentToken>> =
  objectOf<Partial<ChromeEnrollmentToken>>()(fields);

export const createdEnrollmentTokenSchema: Schema<CreatedChromeEnrollmentToken> =
  objectOf<CreatedChromeEnrollmentToken>()(fields, { tokenPermanentId: true, token: true });
