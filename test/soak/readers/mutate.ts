/** Malformed inputs: mutations of valid samples, and random bytes. */
import { below, pick, type Random } from "../random.js";

/** What parsers and readers stumble over. */
const FRAGMENTS: readonly string[] = [
  ..."{}[]\"',:<>&;/\\=-+.0 \n\t\r".split(""),
  "\u0000",
  "\u00a0",
  "\u2028",
  "\ud800",
  "\ufeff",
  "\\u0000",
  "\\ud83d",
  "null",
  "true",
  "-1",
  "1e999",
  "-0",
  "1.5",
  "9007199254740993",
  "99999999999999999999999999",
  "NaN",
  "Infinity",
  "__proto__",
  '"__proto__":{"message":"x"},',
  '"constructor":null,',
  "hasOwnProperty",
  "toString",
  "{}",
  "[]",
  '""',
  "[[",
  '{"error":',
  "<![CDATA[",
  "]]>",
  "<!--",
  "-->",
  "<!DOCTYPE x [<!ENTITY a 'b'>]>",
  "&#0;",
  "&#x110000;",
  "&#xD800;",
  "&#99999999999;",
  "&amp;",
  "&lol;",
  "<error>",
  "</error>",
  "<error/>",
  "<x:error xmlns:x='y'>",
  "<__proto__>",
  "</__proto__>",
  "<constructor>1</constructor>",
  "<?xml version='1.0'?>",
  "F00012",
  "T00103",
  "GMT",
  "Z",
  "+24:00",
  "-00:00",
  "s",
  ".000000001s",
];

/** Above the limits that readers have. */
const LONG = 70_000;
const LONG_SHARE = 1 / 4_000;
const RANDOM_SHARE = 1 / 10;

/** @param own fragments of the reader's own. */
export function malformed(random: Random, samples: readonly string[], own: readonly string[] = []): string {
  if (random() < RANDOM_SHARE) return noise(random);
  let text = pick(random, samples);
  const fragments = own.length > 0 && random() < 0.3 ? own : FRAGMENTS;
  for (let left = below(random, 5); left >= 0; left--) {
    text = pick(random, MUTATIONS)(text, random, fragments, samples);
  }
  return random() < LONG_SHARE ? stretched(text, random) : text;
}

type Mutation = (text: string, random: Random, fragments: readonly string[], samples: readonly string[]) => string;

const at = (text: string, random: Random) => below(random, text.length + 1);

const MUTATIONS: readonly Mutation[] = [
  function insert(text, random, fragments) {
    const place = at(text, random);
    return text.slice(0, place) + pick(random, fragments) + text.slice(place);
  },
  function overwrite(text, random, fragments) {
    const place = at(text, random);
    const fragment = pick(random, fragments);
    return text.slice(0, place) + fragment + text.slice(place + fragment.length);
  },
  function changeCharacter(text, random) {
    const place = at(text, random);
    const code = random() < 0.8 ? below(random, 128) : below(random, 65_536);
    return text.slice(0, place) + String.fromCharCode(code) + text.slice(place + 1);
  },
  function remove(text, random) {
    const place = at(text, random);
    return text.slice(0, place) + text.slice(place + below(random, 12));
  },
  function truncate(text, random) {
    return text.slice(0, at(text, random));
  },
  function duplicate(text, random) {
    const [start, end] = [at(text, random), at(text, random)];
    return text.slice(0, end) + text.slice(Math.min(start, end));
  },
  function splice(text, random, _, samples) {
    const other = pick(random, samples);
    return text.slice(0, at(text, random)) + other.slice(at(other, random));
  },
  function replaceValue(text, random, fragments) {
    const values = [...text.matchAll(/"[^"]*"|-?\d+(?:\.\d+)?|(?<=>)[^<]+/g)];
    if (values.length === 0) return text;
    const { index, 0: value } = pick(random, values);
    return text.slice(0, index) + pick(random, fragments) + text.slice(index + value.length);
  },
  function swapCase(text, random) {
    const place = at(text, random);
    const end = place + below(random, 12);
    return text.slice(0, place) + text.slice(place, end).toUpperCase() + text.slice(end);
  },
];

/** A part of the text many times over: deep nesting, long white space, long numbers. */
function stretched(text: string, random: Random): string {
  const place = at(text, random);
  const part = random() < 0.5 ? pick(random, FRAGMENTS) : text.slice(place, place + 1 + below(random, 8));
  const times = below(random, LONG / Math.max(1, part.length));
  return text.slice(0, place) + part.repeat(times) + text.slice(place);
}

function noise(random: Random): string {
  const bytes = Uint8Array.from({ length: below(random, 40) }, () => below(random, 256));
  return Buffer.from(bytes).toString(random() < 0.5 ? "utf8" : "latin1");
}
