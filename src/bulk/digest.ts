/** A text of parameters that does not depend on the order of their names, and a digest of it. */
import { isPlainObject } from "../core/values.js";

/** As JSON, with sorted names. What is not JSON, such as the bytes of a file, is only named: it can be large. */
export function stableText(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(stableText).join()}]`;
  if (isPlainObject(value)) {
    const names = Object.keys(value).filter((name) => value[name] !== undefined);
    return `{${names.sort().map((name) => `${JSON.stringify(name)}:${stableText(value[name])}`)}}`;
  }
  if (typeof value === "bigint") return `${value}n`;
  if (typeof value === "object" && value !== null) return Object.prototype.toString.call(value);
  return JSON.stringify(value) ?? typeof value;
}

/**
 * A digest of 32 bits (FNV-1a with a final mix): it finds rows that were moved or changed, and is too short to give a
 * secret away that a row may hold.
 */
export function digestOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}
