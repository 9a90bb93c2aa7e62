/** The only place that knows XML. The parser is loaded when the first XML error arrives. */
import { named } from "../core/named.js";

/** Adobe's errors are a few hundred bytes; a longer document is not one. */
const MAX_LENGTH = 65_536;

/** Declarations of entities, and references to any but XML's own five and single characters. */
const ENTITIES = /<!(?:DOCTYPE|ENTITY)|&(?!(?:amp|lt|gt|quot|apos|#\d+|#x[\da-f]+);)/i;

/** The white space of XML 1.0 §2.3. */
const WHITE_SPACE = "\t\n\r ";

/** The parser's name for text that stands beside elements. */
const BETWEEN_ELEMENTS = "#text";

/**
 * The text of each element below the root `<error>`, by its name without prefix; `undefined` for anything else.
 *
 * Documents with a DOCTYPE or with entities are refused: entities can expand without bound. The parser's own
 * messages are dropped, as they quote the text.
 */
export async function readErrorXml(text: string): Promise<Record<string, string> | undefined> {
  if (text.length > MAX_LENGTH || ENTITIES.test(text)) return undefined;
  const { XMLParser, XMLValidator } = named(await import("fast-xml-parser"), "XMLParser");
  if (XMLValidator.validate(text) !== true) return undefined;
  const parser = new XMLParser({
    parseTagValue: false,
    removeNSPrefix: true,
    ignoreAttributes: true,
    ignoreDeclaration: true,
    // Without it, references to single characters stay as they are.
    htmlEntities: true,
    // The parser would also trim what is white space to JavaScript and text to XML.
    trimValues: false,
  });
  try {
    const { error } = parser.parse(text) as { error?: unknown };
    if (typeof error !== "object" || error === null) return undefined;
    const leaves = Object.entries(error).filter(
      (entry): entry is [string, string] => typeof entry[1] === "string" && entry[0] !== BETWEEN_ELEMENTS,
    );
    return Object.fromEntries(leaves.map(([name, text]) => [name, trimmed(text)]));
  } catch {
    return undefined;
  }
}

/** A regular expression would take quadratic time on long white space. */
function trimmed(text: string): string {
  let [start, end] = [0, text.length];
  while (start < end && WHITE_SPACE.includes(text.charAt(start))) start++;
  while (end > start && WHITE_SPACE.includes(text.charAt(end - 1))) end--;
  return text.slice(start, end);
}
