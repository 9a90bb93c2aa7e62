/** Reads searches as Core does, and refuses what it refuses. Written from its reference, not from the client. */

export type Field = (name: string) => readonly string[];

/** A search that was read. */
export interface ParsedSearch {
  readonly fields: readonly string[];
  readonly matches: (field: Field) => boolean;
  readonly compare: (a: Field, b: Field) => number;
  readonly start: number;
  /** Without it, Core only counts. */
  readonly max: number | undefined;
}

/** What Core refuses. */
export class SearchRefusal extends Error {}

const AND = "com.flower.docs.domain.search.AndClause";
const OR = "com.flower.docs.domain.search.OrClause";
const AGGREGATION = "com.flower.docs.domain.search.FieldAggregation";
const MAX_RESULTS = 10_000;

type Json = Record<string, unknown>;

function refuse(reason: string): never {
  throw new SearchRefusal(reason);
}

function object(value: unknown, what: string): Json {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return refuse(`${what} is not an object`);
  return value as Json;
}

function list(value: unknown, what: string): unknown[] {
  return Array.isArray(value) ? value : refuse(`${what} is not a list`);
}

const optionalList = (value: unknown, what: string) => (value === undefined ? [] : list(value, what));

function text(value: unknown, what: string): string {
  return typeof value === "string" && value !== "" ? value : refuse(`${what} is not a text`);
}

function nameOf(value: unknown): string {
  const name = text(value, "name");
  return name === "creationdate" ? refuse("creationdate is not a field") : name;
}

function onlyHas(given: Json, names: readonly string[], what: string): void {
  for (const name of Object.keys(given)) if (!names.includes(name)) refuse(`${what} has the unknown property ${name}`);
}

/** @throws A {@link SearchRefusal} for a body that Core does not take. */
export function parseSearch(body: unknown, isPaged: boolean): ParsedSearch {
  const request = object(body, "the request");
  const paging = isPaged ? ["start", "max", "aggregation"] : [];
  onlyHas(request, ["selectClause", "filterClauses", "orderClauses", ...paging], "the request");
  const select = request.selectClause === undefined ? { fields: [] } : object(request.selectClause, "selectClause");
  onlyHas(select, ["fields"], "selectClause");
  const clauses = optionalList(request.filterClauses, "filterClauses").map(clauseOf);
  const orders = optionalList(request.orderClauses, "orderClauses").map(orderOf);
  if (request.aggregation !== undefined) checkAggregation(object(request.aggregation, "aggregation"));
  const { start = 0, max } = request;
  if (!isCount(start) || (max !== undefined && !isCount(max))) refuse("start and max are not numbers");
  if (Number(start) + Number(max ?? 0) > MAX_RESULTS) refuse("the result window is too large");
  return {
    fields: list(select.fields, "fields").map(nameOf),
    matches: (field) => clauses.every((matches) => matches(field)),
    compare: (a, b) => orders.map((order) => order(a, b)).find((result) => result !== 0) ?? 0,
    start: Number(start),
    max: max as number | undefined,
  };
}

const isCount = (value: unknown) => Number.isSafeInteger(value) && Number(value) >= 0;

function checkAggregation(aggregation: Json): void {
  onlyHas(aggregation, ["type", "field", "nested"], "the aggregation");
  const { type, field, nested } = aggregation;
  if (type !== AGGREGATION) refuse("the type of the aggregation is unknown");
  nameOf(field);
  if (nested !== undefined) refuse("nested aggregations fail");
}

function clauseOf(value: unknown): (field: Field) => boolean {
  const clause = object(value, "a clause");
  onlyHas(clause, ["type", "criteria", "clauses"], "a clause");
  const { type = AND } = clause;
  if (type !== AND && type !== OR) refuse("the type of a clause is unknown");
  // The reference has no clause with both, and those of which one has to hold are clauses.
  if ((clause.criteria === undefined) === (clause.clauses === undefined)) refuse("a clause has both or neither");
  if (type === OR && clause.criteria !== undefined) refuse("an OrClause has criteria");
  const parts =
    clause.criteria === undefined
      ? list(clause.clauses, "clauses").map(clauseOf)
      : list(clause.criteria, "criteria").map(criterionOf);
  if (parts.length === 0) refuse("a clause is empty");
  return (field) => (type === OR ? parts.some((part) => part(field)) : parts.every((part) => part(field)));
}

const FORMS: ReadonlyMap<string, RegExp> = new Map([
  ["STRING", /^.*$/s],
  ["TIMESTAMP", /^-?\d+$/],
  ["BOOLEAN", /^(?:true|false)$/],
  ["INTEGER", /^-?\d+$/],
  ["CURRENCY", /^.*$/s],
]);

/** The number of values that an operator takes: at least, at most. */
const OPERATORS: ReadonlyMap<string, readonly [number, number]> = new Map([
  ["EQUALS_TO", [1, Number.POSITIVE_INFINITY]],
  ["DIFFERENT", [1, 1]],
  ["CONTAINS", [1, 1]],
  ["STARTS_WITH", [1, 1]],
  ["ENDS_WITH", [1, 1]],
  ["LESS_THAN", [1, 1]],
  ["GREATER_THAN", [1, 1]],
  ["BETWEEN", [2, 2]],
  ["DISPLAY", [0, Number.POSITIVE_INFINITY]],
]);

function criterionOf(value: unknown): (field: Field) => boolean {
  const criterion = object(value, "a criterion");
  onlyHas(criterion, ["name", "operator", "type", "values"], "a criterion");
  const name = nameOf(criterion.name);
  const type = text(criterion.type, "the type of a criterion");
  const operator = text(criterion.operator, "the operator of a criterion");
  const form = FORMS.get(type) ?? refuse("the type of a criterion is unknown");
  const [least, most] = OPERATORS.get(operator) ?? refuse("the operator of a criterion is unknown");
  const values = list(criterion.values, "values");
  if (values.length < least || values.length > most) refuse("a criterion has too few or too many values");
  if (!values.every((each) => typeof each === "string" && form.test(each))) refuse("a value has the wrong form");
  const holds = (had: string) => compared(operator, type, had, values as string[]);
  if (operator === "DISPLAY") return () => true;
  return (field) => (operator === "DIFFERENT" ? !field(name).includes(values[0] as string) : field(name).some(holds));
}

function compared(operator: string, type: string, had: string, [value = "", last = "", ...more]: string[]): boolean {
  switch (operator) {
    case "CONTAINS":
      return had.toLowerCase().includes(value.toLowerCase());
    case "STARTS_WITH":
      return had.startsWith(value);
    case "ENDS_WITH":
      return had.endsWith(value);
    case "LESS_THAN":
      return order(type, had, value) < 0;
    case "GREATER_THAN":
      return order(type, had, value) > 0;
    case "BETWEEN":
      return order(type, had, value) >= 0 && order(type, had, last) <= 0;
    default:
      return [value, last, ...more].includes(had);
  }
}

function order(type: string, a: string, b: string): number {
  if (type !== "STRING") return Number(a) - Number(b);
  return a < b ? -1 : Number(a > b);
}

function orderOf(value: unknown): (a: Field, b: Field) => number {
  const clause = object(value, "an order");
  onlyHas(clause, ["name", "type", "ascending"], "an order");
  const name = nameOf(clause.name);
  const type = text(clause.type, "the type of an order");
  if (!FORMS.has(type) || type === "INTEGER") refuse("the type of an order fails");
  const { ascending = true } = clause;
  if (typeof ascending !== "boolean") refuse("ascending is not a boolean");
  const sign = ascending ? 1 : -1;
  return (a, b) => {
    const [first, second] = [a(name)[0], b(name)[0]];
    // Those without the field come last, in either order.
    if (first === undefined || second === undefined) return Number(first === undefined) - Number(second === undefined);
    return sign * order(type, first, second);
  };
}
