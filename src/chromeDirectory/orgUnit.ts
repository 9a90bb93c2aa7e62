/** The two names of an organizational unit: its path and its id. */

/** The name of a unit: one of its two, without the prefix `id:`. */
export type OrgUnitName = { readonly path: string } | { readonly id: string };

const PREFIX = "id:";

/** Which unit parameters name, if any. */
export function unitOf(params: {
  readonly orgUnitPath?: string | undefined;
  readonly orgUnitId?: string | undefined;
}): OrgUnitName | undefined {
  const { orgUnitPath, orgUnitId } = params;
  if (orgUnitId !== undefined) return { id: bareId(orgUnitId) };
  if (orgUnitPath === undefined) return undefined;
  return orgUnitPath.startsWith(PREFIX) ? { id: bareId(orgUnitPath) } : { path: orgUnitPath };
}

/** An id without its prefix. */
export function bareId(id: string): string {
  return id.startsWith(PREFIX) ? id.slice(PREFIX.length) : id;
}

/** An id with its prefix, where it stands in the place of a path. */
export const prefixedId = (id: string): string => `${PREFIX}${id}`;

/** A unit as one text: its path, or its id with the prefix. */
export function unitText(params: Parameters<typeof unitOf>[0]): string | undefined {
  const unit = unitOf(params);
  return unit && ("path" in unit ? unit.path : prefixedId(unit.id));
}
