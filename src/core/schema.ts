/**
 * The schema dialect of all services. A schema describes the public shape of parameters or of a result and never
 * transforms. Requests and responses share it; how strictly it is read is the business of `validate.ts`.
 * Schemas are built on first use: importing a service builds none.
 */
import * as z from "zod/mini";
import { compiled } from "./compile.js";
import { isPlainObject } from "./values.js";

declare const describes: unique symbol;

/**
 * An enum value that is newer than this SDK: it can be sent back. No literal has this type, so misspellings do not
 * compile. Only the type has the property, whose name editors list last; a symbol would differ in each installed copy.
 */
export type UnlistedValue = string & { readonly "~unlisted": true };

/**
 * What a schema is read for. A request has to follow rules beyond types, such as limits, and to be made of plain
 * objects; a response is JSON, and the vendor's own business.
 */
export type Reading = "request" | "response";

/** A schema of any type. */
export interface AnySchema {
  /** The underlying schema. Its type is opaque, so that the package's declarations do not import the library. */
  readonly build: (reading: Reading) => object;
  /** The same for validation: replaced by generated code once it has been used often. */
  readonly validator: (reading: Reading) => object;
}

/** The underlying schema, for composition and inspection. */
export const zodOf = (schema: AnySchema, reading: Reading): z.ZodMiniType => schema.build(reading) as z.ZodMiniType;

/** A schema of exactly `T`: a wider or a narrower type is a different schema. */
export interface Schema<in out T> extends AnySchema {
  /** Only mentions the type. Holding it would make the compiler explain each mismatch through this property. */
  readonly [describes]: T extends unknown ? 0 : 0;
}

/** Uses after which a schema is compiled. Recursive ones stay as they are. */
const COMPILED_FROM = 50;

/** A schema for one reading: built on first use, compiled after many. */
class LazySchema {
  #make: () => z.ZodMiniType;
  #schema: z.ZodMiniType | undefined;
  #compiled: z.ZodMiniType | undefined;
  #uses = 0;

  constructor(make: () => z.ZodMiniType) {
    this.#make = make;
  }

  get schema(): z.ZodMiniType {
    this.#schema ??= this.#make();
    return this.#schema;
  }

  get validator(): z.ZodMiniType {
    if (++this.#uses === COMPILED_FROM) this.#compile();
    return this.#compiled ?? this.schema;
  }

  async #compile(): Promise<void> {
    this.#compiled = await compiled(this.schema);
  }
}

function schemaOf<T>(make: (reading: Reading) => z.ZodMiniType): Schema<T> {
  const built = { request: new LazySchema(() => make("request")), response: new LazySchema(() => make("response")) };
  return {
    build: (reading) => built[reading].schema,
    validator: (reading) => built[reading].validator,
  } as Schema<T>;
}

/** The schema of every field of `T`. */
export type Fields<T> = { readonly [K in keyof T]-?: Schema<Exclude<T[K], undefined>> };

type RequiredKeys<T> = { [K in keyof T]-?: object extends Pick<T, K> ? never : K }[keyof T];
/** Every required field of `T`, marked. */
type RequiredMarks<T> = { readonly [K in RequiredKeys<T>]: true };
type RequiredArgument<T> = [RequiredKeys<T>] extends [never] ? [] : [required: RequiredMarks<T>];
/** Turns a field that is not one of `T` into a compile error at that field. */
type NoExtra<F, T> = { readonly [K in Exclude<keyof F, keyof T>]: never };

/**
 * An object with exactly the fields of `T`. A missing, extra or mistyped field, and an enum with a value too few or
 * too many, is a compile error at that field.
 *
 * @param fields called on first use, so that schemas may refer to later ones.
 */
export function objectOf<T extends object>() {
  return <F extends Fields<T>>(fields: () => F & NoExtra<F, T>, ...[required]: RequiredArgument<T>): Schema<T> =>
    schemaOf((reading) => {
      const shape = Object.entries<AnySchema>(fields()).map(([name, field]) => {
        const schema = zodOf(field, reading);
        return [name, Object.hasOwn(required ?? {}, name) ? schema : z.optional(schema)] as const;
      });
      const object = z.strictObject(Object.fromEntries(shape));
      return reading === "request" ? after(survivesJson, "must be a plain object", object) : object;
    });
}

/** A schema behind a test of the value as it was given, which the schema itself would not see in full. */
function after(test: (value: unknown) => boolean, message: string, schema: z.ZodMiniType, at?: string): z.ZodMiniType {
  const tested = z.custom<unknown>(test, { error: message, ...(at !== undefined && { path: [at] }) });
  return z.pipe(tested, schema as z.ZodMiniType<unknown, unknown>);
}

/**
 * Whether JSON writes an object as it is validated. It would lose what a map, a promise or an accessor of a class
 * holds, and `toJSON` could replace it. What is not an object at all is left to the schema.
 */
function survivesJson(value: unknown): boolean {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return true;
  return isPlainObject(value) && typeof value.toJSON !== "function";
}

/** Fields that several objects share, checked against `T` where they are written. */
export function fieldsOf<T extends object>() {
  return <F extends Fields<T>>(fields: F & NoExtra<F, T>): Fields<T> => fields as unknown as Fields<T>;
}

/** A schema that refers to itself, directly or through others. */
export function recursive<T>(schema: () => Schema<T>): Schema<T> {
  return schemaOf((reading) => z.lazy(() => zodOf(schema(), reading)));
}

/** A `T` as callers may pass it: lists may be constant, and `undefined` stands for what is left out. */
export type Input<T extends object> = {
  [K in keyof T]: object extends Pick<T, K> ? InputValue<Exclude<T[K], undefined>> | undefined : InputValue<T[K]>;
};

type InputValue<V> = V extends readonly (infer Item)[]
  ? readonly InputValue<Item>[]
  : V extends string | number | boolean
    ? V
    : V extends object
      ? Input<V>
      : V;

/** The schema of a `T`, for callers' {@link Input}. */
export function inputOf<T extends object>(schema: Schema<T>): Schema<Input<T>> {
  return schema as unknown as Schema<Input<T>>;
}

/** The fields of a `T`, for callers' {@link Input}. */
export function inputsOf<T extends object>(fields: Fields<T>): Fields<Input<T>> {
  return fields as unknown as Fields<Input<T>>;
}

/** A list. */
export function listOf<T>(item: Schema<T>): Schema<T[]> {
  return schemaOf((reading) => z.array(zodOf(item, reading)));
}

/** An object of any names. */
export const mapOf = <T>(value: Schema<T>): Schema<Record<string, T>> =>
  schemaOf((reading) => z.record(z.string(), zodOf(value, reading)));

/** A list of parameters, which callers may pass as a constant. */
export function inputListOf<T>(item: Schema<T>): Schema<readonly T[]> {
  return listOf(item) as unknown as Schema<readonly T[]>;
}

/** An enum that the vendor may extend. */
export function enumOf<const V extends readonly string[]>(...values: V): Schema<V[number] | UnlistedValue> {
  return schemaOf(() => z.enum(values));
}

/** An enum of which only the listed values may be sent. */
export function closedEnumOf<const V extends readonly string[]>(...values: V): Schema<V[number]> {
  return schemaOf(() => z.enum(values));
}

/** One of two forms of a value. */
export function eitherOf<A, B>(first: Schema<A>, second: Schema<B>): Schema<A | B> {
  return schemaOf((reading) => z.union([zodOf(first, reading), zodOf(second, reading)]));
}

/**
 * A schema with a rule of its own for requests. The rule sees the value as it was given, fields newer than the SDK
 * included, and is tested before the fields are.
 *
 * @param message what the value must be, as in `must be an absolute URL`. It never quotes the value.
 * @param at the field at fault, where the rule is about several.
 */
export function refined<T>(schema: Schema<T>, test: (value: T) => boolean, message: string, at?: string): Schema<T> {
  const passes = (value: unknown) => {
    if (value === undefined) return true;
    try {
      return test(value as T);
    } catch {
      // Of another type than the rule expects: the schema reports that.
      return true;
    }
  };
  return schemaOf((reading) => {
    const inner = zodOf(schema, reading);
    return reading === "request" ? after(passes, message, inner, at) : inner;
  });
}

/** Any value that passes a test. `T` is not checked by the compiler. */
export function custom<T>(test: (value: unknown) => boolean, message: string): Schema<T> {
  return schemaOf(() => z.custom(test, message));
}

/** An object of names and values, such as headers. The values are checked where they are encoded. */
export function recordOf<T extends object>(): Schema<T> {
  return custom(isPlainObject, "must be an object of names and values");
}

export const string: Schema<string> = schemaOf(() => z.string());
/** A string that is not empty. */
export const nonEmptyString: Schema<string> = schemaOf(() => z.string().check(z.minLength(1, "must not be empty")));
export const boolean: Schema<boolean> = schemaOf(() => z.boolean());
export const number: Schema<number> = schemaOf(() => z.number());
export const int32: Schema<number> = schemaOf(() => z.int32("must be a 32-bit integer"));
export const uint32: Schema<number> = schemaOf(() => z.uint32("must be an unsigned 32-bit integer"));
/** JSON spells 64-bit integers as strings. */
export const int64: Schema<string> = matching(/^-?\d+$/, "must be an integer as a string");
/** Accepts everything. */
export const anything: Schema<unknown> = schemaOf(() => z.unknown());
export const anythingAs = <T>(): Schema<T> => anything as unknown as Schema<T>;

/** A string of a pattern. */
export function matching<T extends string = string>(pattern: RegExp, message: string): Schema<T> {
  return schemaOf(() => z.string().check(z.regex(pattern, message)));
}

/** A number without fraction, within bounds. */
export function integer(least: number, most: number, message: string): Schema<number> {
  return schemaOf(() => z.int(message).check(z.minimum(least, message), z.maximum(most, message)));
}

/** A list with a bounded number of items, as its JSON Schema says. */
export function bounded<T extends readonly unknown[]>(
  list: Schema<T>,
  { least = 0, most = Number.MAX_SAFE_INTEGER, message }: { least?: number; most?: number; message: string },
): Schema<T> {
  const stated = schemaOf<T>((reading) => {
    const own = zodOf(list, reading).clone();
    if (reading === "request") Object.assign(own._zod.bag, { minimum: least, maximum: most });
    return own;
  });
  return refined(stated, ({ length }) => length === undefined || (length >= least && length <= most), message);
}
