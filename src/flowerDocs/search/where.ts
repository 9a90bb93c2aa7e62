/** Builds the conditions of searches, so that values have the type and the form that Core needs. */
import { invalidParam } from "../../core/errors.js";
import { isPlainObject } from "../../core/values.js";
import { timeOf } from "../dates.js";
import type { FlowerDocsCriterion, FlowerDocsFieldType, FlowerDocsSearchClause } from "../schemas/search.js";

/** A value that a field is compared with. */
export type FlowerDocsValue = string | number | boolean | Date;

const AND = "com.flower.docs.domain.search.AndClause";
const OR = "com.flower.docs.domain.search.OrClause";

/** Fields of Core that are not text. */
const TYPES = new Map<string, FlowerDocsFieldType>([
  ["creationDate", "TIMESTAMP"],
  ["lastUpdateDate", "TIMESTAMP"],
]);

/** Conditions on one field. */
export interface FlowerDocsField {
  /** The field has one of the values, with upper and lower case as they are. */
  equalsTo(value: FlowerDocsValue, ...others: FlowerDocsValue[]): FlowerDocsCriterion;
  /** The field does not have the value. */
  different(value: FlowerDocsValue): FlowerDocsCriterion;
  /** The text contains the value, whatever the case. */
  contains(value: string): FlowerDocsCriterion;
  /** The text begins with the value. */
  startsWith(value: string): FlowerDocsCriterion;
  /** The text ends with the value. */
  endsWith(value: string): FlowerDocsCriterion;
  /** The field is less than the value, or before it. */
  lessThan(value: FlowerDocsValue): FlowerDocsCriterion;
  /** The field is greater than the value, or after it. */
  greaterThan(value: FlowerDocsValue): FlowerDocsCriterion;
  /** The field is between two values. */
  between(first: FlowerDocsValue, last: FlowerDocsValue): FlowerDocsCriterion;
}

/**
 * Names the field of a condition.
 *
 * @param name a tag, or a field of Core such as `classid` or `creationDate`.
 * @param type what its values are. By default, what the value is: a `Date` is a `TIMESTAMP`, a whole number an
 *   `INTEGER`; of Core's dates a `TIMESTAMP`, for which texts of dates are read as well.
 * @throws An {@link InvalidParamsError} for a value that is not of the type.
 * @example
 * ```ts
 * const recent = where("creationDate").greaterThan(new Date("2026-01-01T00:00:00Z"));
 * console.log(recent.type, recent.values); // TIMESTAMP [ '1767225600000' ]
 * ```
 */
export function where(name: string, type?: FlowerDocsFieldType): FlowerDocsField {
  if (typeof name !== "string" || name === "") invalidParam("name", "must be the name of a field");
  const known = type ?? TYPES.get(name);
  const criterion =
    (operator: FlowerDocsCriterion["operator"]) =>
    (...values: FlowerDocsValue[]): FlowerDocsCriterion => {
      if (values.length === 0 || values.some((value) => (value ?? undefined) === undefined))
        invalidParam("values", "must have a value, and not undefined or null");
      const used = known ?? typeOfValue(values[0]);
      return { name, operator, type: used, values: values.map((value) => written(value, used)) };
    };
  return {
    equalsTo: criterion("EQUALS_TO"),
    different: criterion("DIFFERENT"),
    contains: criterion("CONTAINS"),
    startsWith: criterion("STARTS_WITH"),
    endsWith: criterion("ENDS_WITH"),
    lessThan: criterion("LESS_THAN"),
    greaterThan: criterion("GREATER_THAN"),
    between: (first, last) => criterion("BETWEEN")(first, last),
  };
}

/**
 * All of the conditions hold.
 *
 * @param conditions at least one.
 * @throws An {@link InvalidParamsError} without conditions: Core does not document what it would find.
 * @example
 * ```ts
 * const signed = allOf(where("classid").equalsTo("Contract"), where("Signed").equalsTo(true));
 * console.log(signed.criteria?.length); // 2
 * ```
 */
export function allOf(...conditions: (FlowerDocsCriterion | FlowerDocsSearchClause)[]): FlowerDocsSearchClause {
  check(conditions);
  const criteria = conditions.filter(isCriterion);
  const clauses = conditions.filter((each): each is FlowerDocsSearchClause => !isCriterion(each));
  if (clauses.length === 0) return { type: AND, criteria };
  // The reference has no clause with both.
  return { type: AND, clauses: criteria.length === 0 ? clauses : [{ type: AND, criteria }, ...clauses] };
}

/**
 * One of the conditions holds.
 *
 * @param conditions at least one.
 * @throws An {@link InvalidParamsError} without conditions: Core does not document what it would find.
 * @example
 * ```ts
 * const mine = anyOf(where("owner").equalsTo("jna"), where("assignee").equalsTo("jna"));
 * console.log(mine.clauses?.length); // 2
 * ```
 */
export function anyOf(...conditions: (FlowerDocsCriterion | FlowerDocsSearchClause)[]): FlowerDocsSearchClause {
  check(conditions);
  // As the reference has it: clauses in a clause, each with its criteria.
  return { type: OR, clauses: conditions.map((each) => (isCriterion(each) ? { type: AND, criteria: [each] } : each)) };
}

function isCriterion(condition: FlowerDocsCriterion | FlowerDocsSearchClause): condition is FlowerDocsCriterion {
  return "operator" in condition;
}

function check(conditions: readonly unknown[]): void {
  if (conditions.length === 0) invalidParam("conditions", "must have at least one condition");
  if (!conditions.every(isPlainObject)) invalidParam("conditions", "must be what `where`, `allOf` or `anyOf` returns");
}

function typeOfValue(value: FlowerDocsValue | undefined): FlowerDocsFieldType {
  if (value instanceof Date) return "TIMESTAMP";
  if (typeof value === "boolean") return "BOOLEAN";
  if (typeof value !== "number") return "STRING";
  return Number.isInteger(value) ? "INTEGER" : invalidParam("type", "is required for a number with a fraction");
}

const INTEGER = /^-?\d+$/;

/** A value as Core takes it, by the type of its field. */
function written(value: FlowerDocsValue, type: FlowerDocsFieldType): string {
  const text = typeof value === "string" ? value : undefined;
  switch (type) {
    case "TIMESTAMP":
      return timestamp(value);
    case "BOOLEAN":
      return typeof value === "boolean" || text === "true" || text === "false"
        ? String(value)
        : invalidParam("values", "must be true or false");
    case "INTEGER":
      return Number.isSafeInteger(value) || INTEGER.test(text ?? "")
        ? String(value)
        : invalidParam("values", "must be integers");
    case "CURRENCY":
      return text ?? decimal(value);
    default:
      return text ?? invalidParam("values", "must be strings");
  }
}

function timestamp(value: FlowerDocsValue): string {
  const isTime = typeof value === "string" && INTEGER.test(value);
  const time =
    value instanceof Date ? value.getTime() : isTime ? value : typeof value === "string" ? timeOf(value) : value;
  const isValid = isTime || Number.isSafeInteger(time);
  return isValid ? String(time) : invalidParam("values", "must be dates with a time and a zone");
}

/** Without an exponent, which Core may not read. */
function decimal(value: FlowerDocsValue): string {
  const isPlain = typeof value === "number" && Number.isFinite(value) && !String(value).includes("e");
  return isPlain ? String(value) : invalidParam("values", "must be numbers, or strings");
}
