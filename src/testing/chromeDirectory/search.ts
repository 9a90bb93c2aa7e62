/** What queries compare and lists sort by. The query languages differ in names and syntax, not in these facts. */

/** A fact about an item, of which it may have several values or no value. */
export type Fact<T> =
  | { readonly kind: "text"; of(item: T): readonly string[] }
  | { readonly kind: "time" | "count"; of(item: T): readonly number[] }
  | {
      /** Matched as a whole: an enum, a flag, or an organizational unit. */
      readonly kind: "exact";
      of(item: T): readonly string[];
      /** The value that a query means; `undefined` if there is no such value. */
      read(value: string): string | undefined;
    };

/** The facts by the names that a query language has for them. */
export type Facts<T> = Readonly<Record<string, Fact<T>>>;

export const textFact = <T>(of: (item: T) => string | undefined): Fact<T> => ({
  kind: "text",
  of(item) {
    const value = of(item);
    return value === undefined ? [] : [value];
  },
});

const numeric = <T>(kind: "time" | "count", of: (item: T) => number): Fact<T> => ({ kind, of: (item) => [of(item)] });
export const timeFact = <T>(of: (item: T) => number): Fact<T> => numeric("time", of);
export const countFact = <T>(of: (item: T) => number): Fact<T> => numeric("count", of);

export const choiceFact = <T>(of: (item: T) => string, ...values: readonly string[]): Fact<T> => ({
  kind: "exact",
  of: (item) => [of(item)],
  read: (value) => (values.includes(value) ? value : undefined),
});

/** Whether a text is part of one of an item's texts, in any letter case. */
export function mentions<T>(item: T, facts: Facts<T>, sought: string): boolean {
  const lower = sought.toLowerCase();
  const texts = Object.values(facts).flatMap((fact) => (fact.kind === "text" ? fact.of(item) : []));
  return texts.some((text) => text.toLowerCase().includes(lower));
}

/** The value that items are sorted by; items without one come first. */
export const sortKey = <T>(fact: Fact<T>): ((item: T) => string | number) => {
  const none = fact.kind === "text" || fact.kind === "exact" ? "" : 0;
  return (item) => fact.of(item)[0] ?? none;
};
