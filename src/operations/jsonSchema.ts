/** JSON Schema, as far as the manifest uses it. */

/** A JSON Schema of version 2020-12. References are to `#`, the schema itself, and to its own `$defs`. */
export interface JsonSchema {
  /** Type of the value, or all that it may have. */
  type?: string | string[];
  /** Documentation of the parameter or field. */
  description?: string;
  /** Whether it is deprecated. `description` then says what to use instead. */
  deprecated?: boolean;
  /** What it is if it is left out. */
  default?: unknown;
  /** `date-time`: a time, as in RFC 3339. `password`: in a result, a credential, or what may hold one. */
  format?: string;
  /** `application/octet-stream`: bytes, which JSON cannot hold. */
  contentMediaType?: string;
  /** The shortest text. */
  minLength?: number;
  /** Regular expression of the text, with the flag `u`. */
  pattern?: string;
  /** The only value. */
  const?: unknown;
  /** The documented values. */
  enum?: unknown[];
  /** Known values, where others are accepted too. */
  examples?: unknown[];
  /** Fields of an object, by name. */
  properties?: Record<string, JsonSchema>;
  /** Names of the fields that must be there. */
  required?: string[];
  /** Schema of all other fields, or `false` if there may be none. */
  additionalProperties?: boolean | JsonSchema;
  /** Schema of the names of all fields. */
  propertyNames?: JsonSchema;
  /** Schema of the items of a list. */
  items?: JsonSchema;
  /** The fewest items of a list. */
  minItems?: number;
  /** The most items of a list. */
  maxItems?: number;
  /** Alternatives, of which one must apply. */
  anyOf?: JsonSchema[];
  /** The least number. */
  minimum?: number;
  /** The greatest number. */
  maximum?: number;
  /** The schema that applies instead: `#`, or one of `$defs` such as `#/$defs/Node`. */
  $ref?: string;
  /** Schemas that references lead to, by name. */
  $defs?: Record<string, JsonSchema>;
}
