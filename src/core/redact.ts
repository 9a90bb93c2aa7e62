/** Redaction of secrets from texts that an error may quote. */

/** Secrets of at least this length are redacted anywhere; shorter ones only as whole words, to avoid false matches. */
const LONG_SECRET = 8;

/** Returns a function that redacts secrets from texts, as they are and as JSON or a URL spells them. */
export function redactor(secrets: readonly unknown[]): (text: string) => string {
  const known = secrets
    .filter((secret): secret is string => typeof secret === "string" && secret !== "")
    .map((secret) => ({ isLong: secret.length >= LONG_SECRET, spellings: spellingsOf(secret) }));
  return (text) => {
    let clean = text;
    for (const { isLong, spellings } of known) {
      for (const spelling of spellings) {
        clean = isLong ? clean.replaceAll(spelling, "[redacted]") : redactWord(clean, spelling);
      }
    }
    return clean;
  };
}

function redactWord(text: string, word: string): string {
  const literal = word.replace(/[\\^$.*+?()[\]{}|/-]/g, "\\$&");
  // In JSON, a word also begins after an escape, whose letters do not belong to it.
  return text.replace(
    new RegExp(`(?<=^|[^\\w-]|\\\\[bfnrt]|\\\\u[\\da-fA-F]{4})${literal}(?![\\w-])`, "g"),
    "[redacted]",
  );
}

const HTML: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

/** Characters that JSON, URLs and HTML leave as they are. */
const PLAIN = /^[\w.-]+$/;

/** Strings rather than one pattern: for a token of some kilobytes it would be too large for the engine. */
function spellingsOf(secret: string): ReadonlySet<string> {
  if (PLAIN.test(secret)) return new Set([secret]);
  const json = JSON.stringify(secret).slice(1, -1);
  const all = new Set([secret, json, json.replaceAll("/", "\\/")]);
  // Some writers escape what could end a script, others also what could end an attribute.
  for (const special of [/[<>&]/g, /\\"|[<>&=']/g]) {
    const hex = (character: string) => character.charCodeAt(character.length - 1).toString(16);
    all.add(json.replace(special, (character) => `\\u00${hex(character)}`));
    all.add(json.replace(special, (character) => `\\u00${hex(character).toUpperCase()}`));
  }
  all.add(secret.replace(/[&<>"']/g, (character) => HTML[character] ?? character));
  try {
    const encoded = encodeURIComponent(secret);
    for (const each of [
      encoded,
      encodeURIComponent(encoded),
      new URLSearchParams({ "": secret }).toString().slice(1),
    ]) {
      all.add(each);
      all.add(each.replace(/%[\dA-F]{2}/g, (octet) => octet.toLowerCase()));
    }
  } catch {
    // Not well-formed Unicode: no URL can hold it.
  }
  return all;
}
