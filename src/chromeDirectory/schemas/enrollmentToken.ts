/** A token that enrolls browsers, and a page of them. */
import type { Page } from "../../core/pager.js";
import { enumOf, listOf, objectOf, type Schema, string, type UnlistedValue } from "../../core/schema.js";

/** A token that enrolls browsers into an organizational unit. Times are RFC 3339 in UTC. */
export interface ChromeEnrollmentToken {
  /** Identifies the token; `revoke` takes it. It is not a secret. */
  tokenPermanentId: string;
  /**
   * The secret. Set it as the policy `CloudManagementEnrollmentToken` on the machines to enroll. Whoever has it can
   * enroll browsers.
   */
  token: string;
  /** `active`: it enrolls browsers. `expired`: its `expireTime` has passed. `revoked`: it was revoked. */
  state?: "active" | "expired" | "revoked" | UnlistedValue;
  /** Path of the organizational unit, such as `/Sales/Laptops`. */
  orgUnitPath?: string;
  /** Id of the organizational unit, where the service sends it in place of the path. */
  orgUnitId?: string;
  /** Id of the customer, without the leading `C` of the Admin console. */
  customerId?: string;
  /** When it was created. */
  createTime?: string;
  /** Id of the user who created it. */
  creatorId?: string;
  /** When it expires. Without it, the token is valid until it is revoked. */
  expireTime?: string;
  /** Its lifetime, as `3600s`. Documented as an alternative to `expireTime`, but not seen in responses. */
  ttl?: string;
  /** When it was revoked. */
  revokeTime?: string;
  /** Id of the user who revoked it. */
  revokerId?: string;
  /** What it enrolls. `chromeBrowser`: Chrome browsers. */
  tokenType?: "chromeBrowser" | UnlistedValue;
  /** Always `admin#directory#chromeEnrollmentToken`. */
  kind?: string;
}

export const enrollmentTokenSchema: Schema<ChromeEnrollmentToken> = objectOf<ChromeEnrollmentToken>()(
  () => ({
    tokenPermanentId: string,
    token: string,
    state: enumOf("active", "expired", "revoked"),
    orgUnitPath: string,
    orgUnitId: string,
    customerId: string,
    createTime: string,
    creatorId: string,
    expireTime: string,
    ttl: string,
    revokeTime: string,
    revokerId: string,
    tokenType: enumOf("chromeBrowser"),
    kind: string,
  }),
  { tokenPermanentId: true, token: true },
);

type EnrollmentTokensPage = Omit<Page<ChromeEnrollmentToken>, "response">;

export const enrollmentTokensPageSchema: Schema<EnrollmentTokensPage> = objectOf<EnrollmentTokensPage>()(
  () => ({ items: listOf(enrollmentTokenSchema), nextPageToken: string }),
  { items: true },
);
