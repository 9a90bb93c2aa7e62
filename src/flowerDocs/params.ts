/** Parameters that several resources share. */
import { nonEmptyString, objectOf, type Schema } from "../core/schema.js";
import { pathId, requestIds } from "./ids.js";
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

/** A component, named by a part of a path or of a body. */
export const referenceParams: Schema<FlowerDocsReferenceInput> = objectOf<FlowerDocsReferenceInput>()(
  () => ({ category: categorySchema, id: pathId }),
  { category: true, id: true },
);

export const noParams: Schema<object> = objectOf<object>()(() => ({}));
