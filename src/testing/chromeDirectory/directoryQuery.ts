/** The query language of v1.1beta1, written from Google's page: `field:value` terms joined by spaces. */
import { refuse } from "../google.js";
import { type Fact, type Facts, mentions } from "./search.js";

type Matches<T> = (item: T) => boolean;

/** A term: a field, if it has one, and a value, in quotes of either kind or without spaces and quotes. */
const TERM = /(?:([^\s:"']+):)?(?:"([^"]*)"|'([^']*)'|([^\s"']+))(?=\s|$)/y;

/** Reads a query, all terms of which must match. A term without a field looks for its text in all of `facts`. */
export function readQuery<T>(query: string, facts: Facts<T>): Matches<T> {
  const terms: Matches<T>[] = [];
  const text = query.trim();
  for (let place = 0; place < text.length; ) {
    TERM.lastIndex = place;
    const [whole = "", field, double, single, bare] = TERM.exec(text) ?? refuseQuery();
    place += whole.length;
    while (text[place] === " ") place++;
    terms.push(termOf(facts, field, double ?? single ?? bare ?? "", bare !== undefined));
  }
  return (item) => terms.every((matches) => matches(item));
}

function termOf<T>(facts: Facts<T>, field: string | undefined, value: string, isBare: boolean): Matches<T> {
  if (field === undefined) {
    // A whole query in quotes, as the reference shows one, has no meaning of its own.
    if (value.includes(":")) refuseQuery();
    return (item) => Object.values(facts).every(({ kind }) => kind === "exact") || mentions(item, facts, value);
  }
  const fact = (Object.hasOwn(facts, field) ? facts[field] : undefined) ?? refuseQuery();
  if (value === "") refuseQuery();
  if (isBare && fact.kind !== "time" && value.includes(":")) refuseQuery();
  return comparison(fact, value);
}

function comparison<T>(fact: Fact<T>, value: string): Matches<T> {
  switch (fact.kind) {
    case "text": {
      // Google does not say whether parts match; that they do is what callers must be prepared for.
      const lower = value.toLowerCase();
      return (item) => fact.of(item).some((text) => text.toLowerCase().includes(lower));
    }
    case "count": {
      if (!/^\d+$/.test(value)) refuseQuery();
      return (item) => fact.of(item).includes(Number(value));
    }
    case "time": {
      const [least, most] = rangeOf(value);
      return (item) => fact.of(item).some((time) => time >= least && time <= most);
    }
    case "exact": {
      const wanted = fact.read(value) ?? refuseQuery();
      return (item) => fact.of(item).includes(wanted);
    }
  }
}

const DAY = /^\d{4}-\d\d-\d\d$/;
const SECOND = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d$/;

/** `a`, `a..b`, `a..` or `..b`; both ends are included. */
function rangeOf(value: string): readonly [least: number, most: number] {
  const [from = "", to = from, ...more] = value.split("..");
  if (more.length > 0 || (from === "" && to === "")) refuseQuery();
  return [
    from === "" ? Number.NEGATIVE_INFINITY : timeOf(from).begin,
    to === "" ? Number.POSITIVE_INFINITY : timeOf(to).end,
  ];
}

function timeOf(text: string): { begin: number; end: number } {
  const lengthMs = DAY.test(text) ? 86_400_000 : SECOND.test(text) ? 1_000 : refuseQuery();
  const begin = Date.parse(lengthMs === 1_000 ? `${text}Z` : text);
  if (Number.isNaN(begin)) refuseQuery();
  return { begin, end: begin + lengthMs - 1 };
}

function refuseQuery(): never {
  return refuse(400, "Invalid Input: query", "invalid");
}
