/** `orgunits` of the Directory API v1. A unit is named by its path without the leading `/`, or by its id with `id:`. */
import { refuse } from "../google.js";
import { object, text } from "../googleShape.js";
import type { Operations } from "./call.js";
import { ID_PREFIX } from "./orgUnits.js";

const ORG_UNIT = object({
  kind: text,
  etag: text,
  name: text,
  orgUnitPath: text,
  orgUnitId: text,
  parentOrgUnitPath: text,
  parentOrgUnitId: text,
});

export const directoryOrgUnits: Operations = {
  "GET /admin/directory/v1/customer/{}/orgunits/{}": {
    response: ORG_UNIT,
    respond({ state, ids: [given = ""] }) {
      const { id, path, parent } = state.units.byEither(given) ?? refuse(404, "Org unit not found", "notFound");
      return {
        kind: "admin#directory#orgUnit",
        etag: `"${id}"`,
        name: path.slice(path.lastIndexOf("/") + 1) || state.customerName,
        orgUnitPath: path,
        orgUnitId: ID_PREFIX + id,
        ...(parent && { parentOrgUnitPath: parent.path, parentOrgUnitId: ID_PREFIX + parent.id }),
      };
    },
  },
};
