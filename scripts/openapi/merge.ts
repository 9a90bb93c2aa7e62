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

function responsesOf(some: Responses, others: Responses): Responses {
  const entries = Object.entries(others).map(([status, response]) => {
    const known = some[status];
    if (known === undefined || "$ref" in known || "$ref" in response) return [status, response] as const;
    const content = contentOf(known.content, (response as Response).content);
    return [status, { ...known, content }] as const;
  });
  return { ...some, ...Object.fromEntries(entries) };
}

type Content = Readonly<Record<string, MediaType>>;

function contentOf(some: Content = {}, others: Content = {}): Content {
  const either = Object.entries(others).map(([type, { schema }]) => {
    const known = some[type]?.schema;
    const isOne = known === undefined || schema === undefined || JSON.stringify(known) === JSON.stringify(schema);
    const joined = isOne ? (known ?? schema) : { anyOf: [known, schema] };
    return [type, joined ? { schema: joined } : {}] as const;
  });
  return { ...some, ...Object.fromEntries(either) };
}
