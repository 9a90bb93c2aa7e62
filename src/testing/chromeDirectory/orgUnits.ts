/** The tree of organizational units: by path, of which letter case does not matter, and by id. */
import { refuse } from "../google.js";
import type { Facts } from "./search.js";

export interface OrgUnit {
  /** As v1 has it; the Directory API begins it with `id:`. */
  readonly id: string;
  /** As it was created. */
  readonly path: string;
  /** Absent for the root. */
  readonly parent?: OrgUnit;
}

/** Ids of units are as long as this one. */
const ROOT_ID = "03ph8a2z1onx5vk";
/** Begins an id in the Directory API. */
export const ID_PREFIX = "id:";

export class OrgUnits {
  readonly root: OrgUnit = { id: ROOT_ID, path: "/" };
  #byPath = new Map([["/", this.root]]);
  #byId = new Map([[ROOT_ID, this.root]]);

  /** The unit of a path, with or without its leading `/`. */
  byPath(path: string): OrgUnit | undefined {
    return this.#byPath.get(folded(path));
  }

  /** The unit of an id without `id:`. */
  byId(id: string): OrgUnit | undefined {
    return this.#byId.get(id);
  }

  /** The unit of a path, or of an id that begins with `id:`. */
  byEither(text: string): OrgUnit | undefined {
    return text.startsWith(ID_PREFIX) ? this.byId(text.slice(ID_PREFIX.length)) : this.byPath(text);
  }

  /** Adds a unit, and those above it that are missing. A unit that is there already is returned. */
  add(path: string, id?: string): OrgUnit {
    const known = this.byPath(path);
    if (known !== undefined) return known;
    const end = path.lastIndexOf("/");
    const parent = this.add(path.slice(0, end) || "/");
    const name = path.slice(end + 1);
    const unit = { id: id ?? this.#newId(), path: `${parent === this.root ? "" : parent.path}/${name}`, parent };
    this.#byPath.set(folded(unit.path), unit);
    this.#byId.set(unit.id, unit);
    return unit;
  }

  #newId(): string {
    return `03ph8a2z${(this.#byId.size * 7_919).toString(36).padStart(7, "0")}`;
  }
}

const folded = (path: string) => (path.startsWith("/") ? path : `/${path}`).toLowerCase();

/** Refuses a unit that there is not. */
export function known(unit: OrgUnit | undefined): OrgUnit {
  return unit ?? refuse(400, "Invalid Input: INVALID_OU_ID", "invalid");
}

/** `org_unit_path` and `org_unit_id` of v1's filters. */
export function unitFacts<T extends { readonly unit: OrgUnit }>(units: OrgUnits): Facts<T> {
  return {
    org_unit_path: { kind: "exact", of: ({ unit }) => [unit.id], read: (path) => known(units.byPath(path)).id },
    org_unit_id: { kind: "exact", of: ({ unit }) => [unit.id], read: (id) => known(units.byId(id)).id },
  };
}
