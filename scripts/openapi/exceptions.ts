/** What the documents do not say in full, with the reason of each. */

/** Two APIs, of which one has no reference that its own responses follow. */
const SPELLINGS = "the API's reference, samples and responses name its fields differently";
const TOKEN = "the name and the format of the expiry are not documented";

/** Responses of success without a schema, by the id of the endpoint or its beginning. */
export const UNDESCRIBED_RESPONSES: Readonly<Record<string, string>> = {
  "chromedirectory.browsers.": SPELLINGS,
  "chromedirectory.enrollmentTokens.": SPELLINGS,
  "chromemanagement.": "the client only knows its fields as those of the other API",
  "flowerdocs.authentication.create": TOKEN,
  "flowerdocs.tokens.": TOKEN,
};

/** Why the success of an endpoint has no schema. `undefined` if it has one, or if it has no result. */
export function whyUndescribed(id: string): string | undefined {
  return Object.entries(UNDESCRIBED_RESPONSES).find(([beginning]) => id.startsWith(beginning))?.[1];
}
