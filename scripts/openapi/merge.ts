/** Several endpoints with one verb and one path, which are one operation of OpenAPI. */
import { STRONGEST_FIRST, WEAKEST_FIRST } from "../manifest/entry.js";
import type { MediaType, OpenApiOperation, Parameter, Response } from "./types.js";

export function merged(one: OpenApiOperation, other: OpenApiOperation): OpenApiOperation {
  // What a method is named after, first.
  const isPart = one.description === undefined && other.description !== undefined;
  const [main, next] = isPart ? [other, one] : [one, other];
  const all = [main, next];
  return {
    ...main,
    ...(main.description !== undefined && { description: descriptionOf(all) }),
    parameters: parametersOf(main.parameters, next.parameters),
    responses: responsesOf(main.responses, next.responses),
    "x-tessera-idempotency": first(
      WEAKEST_FIRST,
      all.map((each) => each["x-tessera-idempotency"]),
    ),
    "x-tessera-effect": first(
      STRONGEST_FIRST,
      all.map((each) => each["x-tessera-effect"]),
    ),
    "x-tessera-methods": [...new Set(all.flatMap((each) => each["x-tessera-methods"]))],
    "x-tessera-endpoints": all.flatMap(idsOf),
  };
}

/** The value that comes first in an order. */
const first = <T>(order: readonly T[], values: readonly T[]) => order.find((each) => values.includes(each)) as T;

/** Ids of the endpoints of an operation. */
export const idsOf = (operation: OpenApiOperation) => operation["x-tessera-endpoints"] ?? [operation.operationId];

const descriptionOf = (operations: readonly OpenApiOperation[]) =>
  operations.flatMap(({ description = [] }) => description).join("\n\nOr: ");

/** Those that not all have may be left out. */
function parametersOf(some: readonly Parameter[], others: readonly Parameter[]): Parameter[] {
  const isSame = (a: Parameter) => (b: Parameter) => a.name === b.name && a.in === b.in;
  const optional = ({ required: _, ...parameter }: Parameter): Parameter => parameter;
  return [
    ...some.map((each) => (others.find(isSame(each))?.required ? each : optional(each))),
    ...others.filter((each) => !some.some(isSame(each))).map(optional),
  ];
}

type Responses = OpenApiOperation["responses"];

/** Success has the status of the first. */
function responsesOf(some: Responses, others: Responses): Responses {
  const [status, success] = successIn(some);
  const [, other] = successIn(others);
  if (success === undefined || other === undefined) return { ...others, ...some };
  return { ...some, [status ?? ""]: { ...success, content: contentOf(success.content, other.content) } };
}

/** The response of success, with its status. */
export function successIn(responses: Responses): readonly [string?, Response?] {
  const found = Object.entries(responses).find(([status]) => status.startsWith("2"));
  return found && !("$ref" in found[1]) ? [found[0], found[1]] : [];
}

type Content = Readonly<Record<string, MediaType>>;

/** By media type, what either sends. Who accepts everything need not accept more. */
function contentOf(some: Content = {}, others: Content = {}): Content {
  const either = Object.entries(others).flatMap(([type, media]) => {
    const known = some[type];
    if (known === undefined) return "*/*" in some ? [] : [[type, media] as const];
    const schemas = [known.schema, media.schema].filter((schema) => schema !== undefined);
    const [schema, ...more] = schemas.filter((each, index) => index === 0 || !isSame(each, schemas[0]));
    return [[type, more.length > 0 ? { schema: { anyOf: schemas } } : { ...(schema && { schema }) }] as const];
  });
  return { ...some, ...Object.fromEntries(either) };
}

const isSame = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b);
