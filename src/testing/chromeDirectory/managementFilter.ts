/** The filter language of v1, written from Google's reference: comparisons and words joined by `AND`. */
import { refuse } from "../google.js";
import { type Fact, type Facts, mentions } from "./search.js";

type Matches<T> = (item: T) => boolean;
type Operator = "=" | "!=" | ":" | "<" | "<=" | ">" | ">=";

/** What a list admits: its fields, and its operators by their kind. */
export interface FilterLanguage<T> {
  readonly facts: Facts<T>;
  /** Of texts and enums. */
  readonly textOperators: readonly Operator[];
  /** Of times. */
  readonly timeOperators: readonly Operator[];
  /** Of numbers. */
  readonly countOperators: readonly Operator[];
  /** Whether `*` in a value of this field stands for any text; else it is a character like others. */
  allowsWildcard(field: string): boolean;
}

const COMPARISON = /([A-Za-z_]\w*)\s*(<=|>=|!=|=|<|>|:)\s*("(?:[^"\\]|\\["\\])*"|[^\s"'()]+)(?=\s|$)/y;
const WORD = /("(?:[^"\\]|\\["\\])*"|[^\s"'()=<>!:]+)(?=\s|$)/y;
const JOINT = /\s+AND\s+/y;
const KEYWORDS = ["AND", "OR", "NOT"];
const RFC_3339 = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)$/;

/** Reads a filter, all terms of which must match. A word looks for itself in all texts of the list's facts. */
export function readFilter<T>(filter: string, language: FilterLanguage<T>): Matches<T> {
  const text = filter.trim();
  if (text === "") return () => true;
  const terms: Matches<T>[] = [];
  for (let place = 0; ; ) {
    const comparison = matchAt(COMPARISON, text, place);
    const [whole = "", ...parts] = comparison ?? matchAt(WORD, text, place) ?? refuseFilter();
    terms.push(comparison ? comparisonOf(language, parts) : wordOf(language, parts[0] ?? ""));
    place += whole.length;
    if (place === text.length) return (item) => terms.every((matches) => matches(item));
    place += (matchAt(JOINT, text, place) ?? refuseFilter())[0].length;
  }
}

function matchAt(pattern: RegExp, text: string, place: number): RegExpExecArray | null {
  pattern.lastIndex = place;
  return pattern.exec(text);
}

function wordOf<T>({ facts }: FilterLanguage<T>, word: string): Matches<T> {
  if (KEYWORDS.includes(word) || word.startsWith("-")) refuseFilter();
  return (item) => mentions(item, facts, unquoted(word));
}

function comparisonOf<T>(language: FilterLanguage<T>, [field = "", sign = "", written = ""]: string[]): Matches<T> {
  const fact = (Object.hasOwn(language.facts, field) ? language.facts[field] : undefined) ?? refuseFilter();
  const operator = sign as Operator;
  const value = unquoted(written);
  switch (fact.kind) {
    case "text":
      allow(language.textOperators, operator);
      return textComparison(fact, operator, value, language.allowsWildcard(field));
    case "exact": {
      allow(language.textOperators, operator);
      const wanted = fact.read(value) ?? refuseFilter();
      return (item) => fact.of(item).includes(wanted) === (operator !== "!=");
    }
    case "time": {
      allow(language.timeOperators, operator);
      if (!RFC_3339.test(value) || Number.isNaN(Date.parse(value))) refuseFilter();
      return numberComparison(fact, operator, Date.parse(value));
    }
    case "count":
      allow(language.countOperators, operator);
      if (!/^\d+$/.test(value)) refuseFilter();
      return numberComparison(fact, operator, Number(value));
  }
}

function allow(operators: readonly Operator[], operator: Operator): void {
  if (!operators.includes(operator)) refuseFilter();
}

function textComparison<T>(
  fact: Fact<T> & { kind: "text" },
  operator: Operator,
  value: string,
  wildcard: boolean,
): Matches<T> {
  const sought = value.toLowerCase();
  const is = wildcard && sought.includes("*") ? pattern(sought) : (text: string) => text === sought;
  const matches = operator === ":" ? (text: string) => text.includes(sought) : is;
  return (item) => fact.of(item).some((text) => matches(text.toLowerCase())) === (operator !== "!=");
}

/** `*` stands at an end or at both, or alone for any text. */
function pattern(sought: string): (text: string) => boolean {
  const [, begin, part = "", end] = /^(\*)?([^*]*)(\*)?$/.exec(sought) ?? refuseFilter();
  if (begin && end && part === "") refuseFilter();
  if (begin && end) return (text) => text.includes(part);
  return begin ? (text) => text.endsWith(part) : (text) => text.startsWith(part);
}

const COMPARE: Readonly<Record<Operator, (one: number, other: number) => boolean>> = {
  "=": (one, other) => one === other,
  ":": (one, other) => one === other,
  "!=": (one, other) => one !== other,
  "<": (one, other) => one < other,
  "<=": (one, other) => one <= other,
  ">": (one, other) => one > other,
  ">=": (one, other) => one >= other,
};

function numberComparison<T>(
  fact: Fact<T> & { kind: "time" | "count" },
  operator: Operator,
  value: number,
): Matches<T> {
  return (item) => fact.of(item).some((each) => COMPARE[operator](each, value));
}

/** A value without its quotes and escapes. */
function unquoted(written: string): string {
  return written.startsWith('"') ? written.slice(1, -1).replace(/\\(["\\])/g, "$1") : written;
}

function refuseFilter(): never {
  return refuse(400, "Invalid filter.", "invalid");
}
