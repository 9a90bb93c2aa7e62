/** `mrss()`: resources described in MRSS, for TV providers that decide by more than an id. */
import { nonEmptyString, objectOf } from "../core/schema.js";
import { checkAgainst } from "../core/validate.js";

/** A resource, as TV providers check it. Parts that are left out are absent in the result. */
export interface MrssResource {
  /** The channel, by the name that was agreed with the providers. */
  channel: string;
  /** Title of the program. */
  title?: string | undefined;
  /** Id of the program. */
  guid?: string | undefined;
  /** Rating of the program, for parental controls. */
  rating?: MrssRating | undefined;
}

/** A rating by a scheme. */
export interface MrssRating {
  /** Scheme of the rating, such as `"urn:v-chip"`. */
  scheme: string;
  /** The rating in that scheme, such as `"TV-14"`. */
  value: string;
}

const mrssResource = objectOf<MrssResource>()(
  () => ({
    channel: nonEmptyString,
    title: nonEmptyString,
    guid: nonEmptyString,
    rating: objectOf<MrssRating>()(() => ({ scheme: nonEmptyString, value: nonEmptyString }), {
      scheme: true,
      value: true,
    }),
  }),
  { channel: true },
);

/** Also quotes, as for attributes; and what XML 1.0 cannot hold at all is left out. */
const ESCAPES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&apos;",
  "\t": "&#9;",
  "\n": "&#10;",
  "\r": "&#13;",
};

function escaped(text: string): string {
  return text.replace(/[&<>"'\p{Cc}\ufffe\uffff]/gu, (character) => {
    return ESCAPES[character] ?? (character >= "\x7f" && character < "\ufffe" ? character : "");
  });
}

function element(name: string, text: string | undefined, attributes = ""): string {
  return text === undefined ? "" : `<${name}${attributes}>${escaped(text)}</${name}>`;
}

/**
 * An MRSS fragment, to be used as one of the `resources` of a call. Plain ids need no encoding and are used as they are.
 *
 * @throws An {@link InvalidParamsError} if a part is empty, unknown or not a string.
 * @example
 * ```ts
 * import { mrss } from "tessera-sdk/adobe-pass";
 *
 * const resource = mrss({ channel: "REF30", guid: "1234", rating: { scheme: "urn:v-chip", value: "TV-14" } });
 * ```
 */
export function mrss(resource: MrssResource): string {
  checkAgainst(mrssResource, resource, "resource");
  const { channel, title, guid, rating } = resource;
  const scheme = rating && ` scheme="${escaped(rating.scheme)}"`;
  const item = element("title", title) + element("guid", guid) + element("media:rating", rating?.value, scheme);
  const items = item && `<item>${item}</item>`;
  return `<rss version="2.0" xmlns:media="http://search.yahoo.com/mrss/"><channel>${element("title", channel)}${items}</channel></rss>`;
}
