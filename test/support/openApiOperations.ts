/** The operations of a document, with their places. */
import { idsOf } from "../../scripts/openapi/merge.js";
import type { OpenApiDocument } from "../../scripts/openapi/types.js";

export function operationsOf({ paths }: OpenApiDocument) {
  return Object.entries(paths).flatMap(([path, item]) =>
    Object.entries(item).map(([method, operation]) => ({ path, method, operation, ids: idsOf(operation) })),
  );
}
