/** Text for terminals, which act upon control characters: nothing that a server sends may hold one. */

/** Without control characters but tabs and the ends of lines. */
export const printable = (text: string) => text.replace(/(?!\t|\r?\n)\p{Cc}/gu, "\uFFFD");

/** On one line, and without control characters. */
export const oneLine = (text: string) => text.replace(/[\p{Cc}\u2028\u2029]+/gu, " ");

/** JSON that escapes all control characters: `JSON.stringify` leaves those from U+007F to U+009F. */
export function toJson(value: unknown, indent?: number): string {
  return JSON.stringify(value, undefined, indent).replace(
    /[\u007f-\u009f]/g,
    (character) => `\\u00${character.charCodeAt(0).toString(16)}`,
  );
}
