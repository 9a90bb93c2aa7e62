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

/** A part of a request that OpenAPI cannot say, of some endpoints. */
export interface RequestException {
  readonly part: "line" | "accept" | "body";
  readonly reason: string;
  readonly ids: readonly string[];
}

/** Requests that a client makes otherwise, if it has only the document. */
export const NOT_SENT_ALIKE: readonly RequestException[] = [
  {
    part: "line",
    reason: "a parameter is several segments of the path, whose slashes OpenAPI 3.1 cannot leave unencoded",
    ids: ["chromedirectory.orgunits.get", "flowerdocs.pages.getPublic", "flowerdocs.pages.getPrivate"],
  },
  {
    part: "body",
    reason: "text is sent as it is, and declared to be JSON, as Core wants it",
    ids: ["flowerdocs.versions.create", "flowerdocs.contentIndex.set"],
  },
  {
    part: "accept",
    reason: "another endpoint has the same verb and path, and accepts other media types",
    ids: [
      "flowerdocs.documents.exportCsvAtOnce",
      "flowerdocs.tasks.exportCsvAtOnce",
      "flowerdocs.folders.exportCsvAtOnce",
      "flowerdocs.virtualFolders.exportCsvAtOnce",
      "flowerdocs.archives.exportDocuments",
      "flowerdocs.archives.exportFolder",
      "flowerdocs.archives.exportVirtualFolder",
    ],
  },
];
