/** Parameters that several resources share. */
import { invalidParam } from "../core/errors.js";
import { boolean, eitherOf, nonEmptyString, objectOf, refined, type Schema } from "../core/schema.js";
import { pathId, pathIds, requestIds } from "./ids.js";
import { categorySchema, type FlowerDocsReferenceInput } from "./schemas/component.js";

/** Names an object. */
export interface FlowerDocsIdParams {
  /** Id of the object. */
  id: string;
}

/** Names objects by their ids. */
export interface FlowerDocsIdsParams {
  /** The ids, at least one. */
  ids: readonly string[];
}

/** Names several things. */
export interface FlowerDocsNamesParams {
  /** The names, at least one. */
  names: readonly string[];
}

/** Names users, groups or profiles. */
export interface FlowerDocsAuthoritiesParams {
  /** Their ids, at least one. */
  authorities: readonly string[];
}

/** Names a user, a group or a profile to search for. */
export interface FlowerDocsNameParams {
  /** The name, or a part of it. */
  name: string;
}

export const idParams: Schema<FlowerDocsIdParams> = objectOf<FlowerDocsIdParams>()(() => ({ id: pathId }), {
  id: true,
});

export const idsParams: Schema<FlowerDocsIdsParams> = objectOf<FlowerDocsIdsParams>()(() => ({ ids: requestIds }), {
  ids: true,
});

export const namesParams: Schema<FlowerDocsNamesParams> = objectOf<FlowerDocsNamesParams>()(
  () => ({ names: requestIds }),
  { names: true },
);

export const authoritiesParams: Schema<FlowerDocsAuthoritiesParams> = objectOf<FlowerDocsAuthoritiesParams>()(
  () => ({ authorities: requestIds }),
  { authorities: true },
);

export const nameParams: Schema<FlowerDocsNameParams> = objectOf<FlowerDocsNameParams>()(
  () => ({ name: nonEmptyString }),
  { name: true },
);

/** Names one user or group, or several. */
export interface MemberParams {
  id: string | readonly string[];
  resolveAuthorities?: boolean | undefined;
}

export const memberParams: Schema<MemberParams> = refined(
  objectOf<MemberParams>()(() => ({ id: eitherOf(pathId, pathIds), resolveAuthorities: boolean }), { id: true }),
  ({ id }) => ![id].flat().includes("search"),
  "must not be `search`, which is the path of another method",
  "id",
);

/** The parameters that get a user or a group with what its groups have. */
export function resolving(params: FlowerDocsIdParams): MemberParams & FlowerDocsIdParams {
  if (Array.isArray(params?.id)) invalidParam("id", "must be one id");
  return { ...params, resolveAuthorities: true };
}

/** A component, named by a part of a path or of a body. */
export const referenceParams: Schema<FlowerDocsReferenceInput> = objectOf<FlowerDocsReferenceInput>()(
  () => ({ category: categorySchema, id: pathId }),
  { category: true, id: true },
);

export const noParams: Schema<object> = objectOf<object>()(() => ({}));
