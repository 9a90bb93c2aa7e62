/** What a search of Core is made of. A criterion always has a type: without one, Core responds with a technical error. */
import {
  anything,
  boolean,
  enumOf,
  type Input,
  inputListOf,
  inputOf,
  listOf,
  nonEmptyString,
  objectOf,
  recursive,
  refined,
  type Schema,
  string,
  type UnlistedValue,
} from "../../core/schema.js";

/** How Core compares a field: as a `STRING`, a `TIMESTAMP`, a `BOOLEAN`, an `INTEGER` or a `CURRENCY`. */
export type FlowerDocsFieldType = "STRING" | "TIMESTAMP" | "BOOLEAN" | "INTEGER" | "CURRENCY" | UnlistedValue;

/** A condition on one field. `where` creates it. */
export interface FlowerDocsCriterion {
  /**
   * A tag, or one of `name`, `id`, `classid`, `owner`, `creationDate`, `lastUpdateDate`, `workflow`, `assignee`,
   * `status`, `acl` and `content`.
   */
  name: string;
  /**
   * `EQUALS_TO`: one of the values, with upper and lower case as they are. `DIFFERENT`: not that value. `CONTAINS`:
   * whatever the case. `STARTS_WITH`, `ENDS_WITH`: so begins or ends the text. `LESS_THAN`, `GREATER_THAN`: compared
   * with one value. `BETWEEN`: two values. `DISPLAY`: no condition, for forms.
   */
  operator:
    | "EQUALS_TO"
    | "DIFFERENT"
    | "CONTAINS"
    | "STARTS_WITH"
    | "ENDS_WITH"
    | "LESS_THAN"
    | "GREATER_THAN"
    | "BETWEEN"
    | "DISPLAY"
    | UnlistedValue;
  /** What the values are: `STRING`, `TIMESTAMP`, `BOOLEAN`, `INTEGER` or `CURRENCY`. */
  type: FlowerDocsFieldType;
  /** The values as strings. A `TIMESTAMP` is milliseconds since the epoch. */
  values: string[];
}

/** Conditions that belong together. */
export interface FlowerDocsSearchClause {
  /**
   * `com.flower.docs.domain.search.AndClause`: all conditions hold. `com.flower.docs.domain.search.OrClause`: one of
   * them. Without it, all.
   */
  type?: "com.flower.docs.domain.search.AndClause" | "com.flower.docs.domain.search.OrClause" | UnlistedValue;
  /** Conditions on fields. */
  criteria?: FlowerDocsCriterion[];
  /** Conditions that are clauses of their own. */
  clauses?: FlowerDocsSearchClause[];
}

/** The order of results by one field. */
export interface FlowerDocsOrderClause {
  /** The field. */
  name: string;
  /** How its values are compared: as a `STRING`, a `TIMESTAMP`, a `BOOLEAN` or a `CURRENCY`; servers fail by `INTEGER`. */
  type: FlowerDocsFieldType;
  /** Whether the least comes first. */
  ascending?: boolean;
}

/** The fields of the results. */
export interface FlowerDocsSelectClause {
  /** Names of fields and tags. */
  fields: string[];
}

/** Counts of results by the values of a field. */
export interface FlowerDocsAggregation {
  /** `com.flower.docs.domain.search.FieldAggregation`: by the values of `field`. */
  type: "com.flower.docs.domain.search.FieldAggregation" | UnlistedValue;
  /** The field. */
  field: string;
  /** A further aggregation of each group. Servers were seen to fail on it. */
  nested?: unknown;
}

/** What to search for. */
export interface FlowerDocsSearchRequest {
  /** The fields of the results. Without it, results may have no fields. */
  selectClause?: Input<FlowerDocsSelectClause> | undefined;
  /** Conditions, all of which hold. Without them, everything is found. */
  filterClauses?: readonly Input<FlowerDocsSearchClause>[] | undefined;
  /** The order of the results. Those without the field come last. */
  orderClauses?: readonly Input<FlowerDocsOrderClause>[] | undefined;
}

/** Spellings of fields for which Core fails, or finds nothing. */
const MISSPELLED = new Map<unknown, string>([
  ["creationdate", "creationDate"],
  ["lastupdatedate", "lastUpdateDate"],
  ["classId", "classid"],
]);
const fieldName = [...MISSPELLED].reduce(
  (schema, [wrong, right]) => refined(schema, (name) => name !== wrong, `is misspelled: Core's field is \`${right}\``),
  nonEmptyString,
);

const fieldType = enumOf("STRING", "TIMESTAMP", "BOOLEAN", "INTEGER", "CURRENCY");
const DATE_TEXT = /^\d{4}-\d/;

const criterionSchema: Schema<FlowerDocsCriterion> = refined(
  objectOf<FlowerDocsCriterion>()(
    () => ({
      name: fieldName,
      operator: enumOf(
        "EQUALS_TO",
        "DIFFERENT",
        "CONTAINS",
        "STARTS_WITH",
        "ENDS_WITH",
        "LESS_THAN",
        "GREATER_THAN",
        "BETWEEN",
        "DISPLAY",
      ),
      type: fieldType,
      values: listOf(string),
    }),
    { name: true, operator: true, type: true, values: true },
  ),
  ({ type, values }) => type !== "TIMESTAMP" || !values.some((value) => DATE_TEXT.test(value)),
  "must be milliseconds since the epoch as strings, as `where` writes a Date",
  "values",
);

const clauseSchema: Schema<FlowerDocsSearchClause> = refined(
  objectOf<FlowerDocsSearchClause>()(() => ({
    type: enumOf("com.flower.docs.domain.search.AndClause", "com.flower.docs.domain.search.OrClause"),
    criteria: listOf(criterionSchema),
    clauses: listOf(recursive(() => clauseSchema)),
  })),
  ({ criteria = [], clauses = [] }) => criteria.length + clauses.length > 0,
  "must have `criteria` or `clauses`: put what `where` returns into `allOf` or `anyOf`",
);

const orderSchema = objectOf<FlowerDocsOrderClause>()(
  () => ({ name: fieldName, type: fieldType, ascending: boolean }),
  {
    name: true,
    type: true,
  },
);

const selectSchema = objectOf<FlowerDocsSelectClause>()(() => ({ fields: listOf(fieldName) }), { fields: true });

export const aggregationSchema: Schema<FlowerDocsAggregation> = objectOf<FlowerDocsAggregation>()(
  () => ({ type: enumOf("com.flower.docs.domain.search.FieldAggregation"), field: fieldName, nested: anything }),
  { type: true, field: true },
);

export const searchFields = () => ({
  selectClause: inputOf(selectSchema),
  filterClauses: inputListOf(inputOf(clauseSchema)),
  orderClauses: inputListOf(inputOf(orderSchema)),
});
