/** `orgunits.get` of the Admin SDK's Directory API, version v1, by which paths and ids are looked up. */
import { endpointsOf } from "../../core/endpoint.js";
import { nonEmptyString, objectOf, string } from "../../core/schema.js";
import { customer, directoryCustomer } from "../customer.js";

/** An organizational unit. */
export interface OrgUnit {
  /** Its path, with the leading `/`. */
  orgUnitPath: string;
  /** Its id, with the prefix `id:`. */
  orgUnitId: string;
}

export interface GetOrgUnitParams {
  /** The customer. */
  customer?: string | undefined;
  /** Path without its leading `/`, or id with its prefix. */
  orgUnitPath: string;
}

const endpoint = endpointsOf({ id: "chromedirectory", path: "/admin/directory/v1/customer/{customer}" });

const READ_WRITE = "https://www.googleapis.com/auth/admin.directory.orgunit";

export const orgUnitsEndpoints = {
  get: endpoint("orgunits.get", {
    http: "GET /orgunits/{orgUnitPath}",
    multiSegment: ["orgUnitPath"],
    scopes: [`${READ_WRITE}.readonly`, READ_WRITE],
    idempotency: "safe",
    effect: "read",
    params: objectOf<GetOrgUnitParams>()(() => ({ customer, orgUnitPath: nonEmptyString }), { orgUnitPath: true }),
    toWire: (params) => ({
      customer: directoryCustomer(params.customer),
      orgUnitPath: params.orgUnitPath,
      fields: "orgUnitId,orgUnitPath",
    }),
    response: objectOf<OrgUnit>()(() => ({ orgUnitPath: string, orgUnitId: nonEmptyString }), {
      orgUnitPath: true,
      orgUnitId: true,
    }),
  }),
};
