/** Numbers that would be others once they were read and written back. */

const STRING = /"(?:[^"\\]|\\.)*"/g;
const LONG_INTEGER = /(?<![\d.eE+])-?\d{16,}(?![\d.eE])/g;

/** Whether all integers of a text of JSON are exact in JavaScript: those of Java may have more digits. */
export function hasExactNumbers(json: string): boolean {
  const integers = json.replaceAll(STRING, "").match(LONG_INTEGER) ?? [];
  return integers.every((digits) => String(Number(digits)) === digits);
}
