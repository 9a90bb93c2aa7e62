/** The codes of Core's errors: `F` and five digits is functional, `T` technical. In either letter case. */

const CODE = /\b[FT]\d{5}\b/i;

/** The first code in a text, in capitals. */
export function codeWithin(text: string | undefined): string | undefined {
  return CODE.exec(text ?? "")?.[0].toUpperCase();
}

/** The code that a text is, in capitals. */
export function codeOf(text: string | undefined): string | undefined {
  const code = codeWithin(text);
  return code?.length === text?.length ? code : undefined;
}
