/** Schemas of this service: one for each type, as requests take it; the core reads answers by it, more leniently. */
import * as z from "zod/mini";
import { type Check, checkOf, isPlainObject, open } from "../core/schema.js";

type Literals<T> = T extends string ? (string extends T ? never : T) : never;
type Closed<T> = [Literals<T>] extends [never] ? T : Literals<T>;

type SendableValue<V> = [V] extends [string]
  ? Closed<V>
  : V extends readonly (infer Item)[]
    ? readonly SendableValue<Item>[]
    : V extends object
      ? Sendable<V>
      : V;

/**
 * A `T` in the form that requests take: only enum values that Google documents, lists also as constants, and
 * `undefined` for what is left out.
 */
export type Sendable<T extends object> = {
  [K in keyof T]: object extends Pick<T, K> ? SendableValue<Exclude<T[K], undefined>> | undefined : SendableValue<T[K]>;
};

/** Pins a schema to what may be sent of a `T`: a field that only one of them has does not compile. */
export function schemaOf<T extends object>(): ReturnType<typeof z.toZod<Sendable<T>>> {
  return z.toZod<Sendable<T>>();
}

/** A check of answers. The cast is sound: JSON has no `undefined`, and of unknown enum values the core only reports. */
export function answerOf<T extends object>(build: () => z.ZodMiniType<Sendable<T>>): Check<T> {
  return checkOf(build as unknown as () => z.ZodMiniType<T>);
}

type Shape = Readonly<Record<string, z.ZodMiniType>>;

/** Fields that may be left out, but for those that are named. */
export function optionalBut<S extends Shape, const R extends keyof S = never>(
  shape: S,
  ...required: R[]
): { [K in keyof S]: K extends R ? S[K] : z.ZodMiniOptional<S[K]> } {
  const entries = Object.entries(shape).map(([name, schema]) => [
    name,
    required.includes(name as unknown as R) ? schema : z.optional(schema),
  ]);
  return Object.fromEntries(entries);
}

/** An open object of which only the named fields are sure to be there. */
export const objectOf = <S extends Shape, const R extends keyof S = never>(shape: S, ...required: R[]) =>
  open(optionalBut(shape, ...required));

/** Required parameters of the path. That they are not empty is checked where they are encoded. */
export function ids<const N extends string>(...names: N[]): Record<N, z.ZodMiniString> {
  return Object.fromEntries(names.map((name) => [name, z.string()])) as Record<N, z.ZodMiniString>;
}

/** A list, which callers may also give as a constant. */
export function listOf<S extends z.ZodMiniType>(item: S): z.ZodMiniType<readonly z.output<S>[]> {
  return z.array(item) as unknown as z.ZodMiniType<readonly z.output<S>[]>;
}

/** Text that is not empty. */
export const text = () => z.string().check(z.minLength(1, "must not be empty"));

export const int32 = () => z.int32("must be a whole number of 32 bits");

/** JSON spells 64-bit numbers as text. */
export const int64 = () => z.string().check(z.regex(/^-?\d+$/, "must be a whole number as text"));

/** Google leaves an empty list out. */
export function withList(field: string): (answer: unknown) => unknown {
  return (answer) => (isPlainObject(answer) ? { ...answer, [field]: answer[field] ?? [] } : answer);
}
