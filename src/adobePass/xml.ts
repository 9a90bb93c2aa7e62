/** The only place that knows XML. The parser is loaded when the first XML error arrives. */
import { named } from "../core/named.js";

/** Documents that can make a parser expand them without bound. */
const DECLARATIONS = /<!(?:DOCTYPE|ENTITY)/i;

/** The white space of XML 1.0 §2.3. */
const WHITE_SPACE = "\t\n\r ";

/** An ampersand, and the name that follows it if it is one of HTML's; XML's own references stay as they are. */
const AMPERSAND = /&(?!(?:amp|lt|gt|quot|apos|#\d{1,6}|#x[\da-fA-F]{1,5});)(?:([A-Za-z]\w{0,30});)?/g;

/** Those of HTML's entities that texts in the languages of Adobe's customers use. */
const HTML_ENTITIES = new Map(
  (
    "nbsp=\u00a0 copy=© reg=® trade=™ hellip=… ndash=– mdash=— bull=• lsquo=‘ rsquo=’ ldquo=“ rdquo=” laquo=« raquo=» " +
    "iexcl=¡ iquest=¿ euro=€ agrave=à aacute=á acirc=â atilde=ã auml=ä ccedil=ç egrave=è eacute=é ecirc=ê euml=ë " +
    "iacute=í icirc=î ntilde=ñ oacute=ó ocirc=ô otilde=õ ouml=ö ugrave=ù uacute=ú ucirc=û uuml=ü szlig=ß Eacute=É"
  )
    .split(" ")
    .map((entry) => entry.split("=") as [name: string, character: string]),
);

/** Keeps the names of elements apart from those of an object's prototype, which the parser refuses. */
const MARK = "_";

/** An element or a text, as the parser returns them in document order. */
type Node = Readonly<Record<string, readonly Node[] | string>>;

/**
 * The text of each element below the root `<error>`, by its name without prefix; `undefined` for anything else,
 * also where elements of one name contradict each other. The text of an element is all text within it.
 *
 * Documents with a DOCTYPE or with declared entities are refused: entities can expand without bound. The parser's own
 * messages are dropped, as they quote the text.
 */
export async function readErrorXml(text: string): Promise<ReadonlyMap<string, string> | undefined> {
  if (DECLARATIONS.test(text)) return undefined;
  const { XMLParser, XMLValidator } = named(await import("fast-xml-parser"), "XMLParser");
  const escaped = escapeStray(text);
  if (XMLValidator.validate(escaped) !== true) return undefined;
  const parser = new XMLParser({
    preserveOrder: true,
    parseTagValue: false,
    removeNSPrefix: true,
    ignoreAttributes: true,
    ignoreDeclaration: true,
    ignorePiTags: true,
    transformTagName: (name) => MARK + name,
    // Without it, references to single characters stay as they are.
    htmlEntities: true,
    // The parser would also trim what is white space to JavaScript and text to XML.
    trimValues: false,
  });
  try {
    return leavesOf(parser.parse(escaped) as Node[]);
  } catch {
    return undefined;
  }
}

function leavesOf(document: readonly Node[]): ReadonlyMap<string, string> | undefined {
  const [root, ...others] = elementsOf(document);
  if (root?.name !== "error" || others.length > 0) return undefined;
  const leaves = new Map<string, string>();
  for (const { name, content } of elementsOf(root.content)) {
    const text = trimmed(textOf(content));
    if ((leaves.get(name) ?? text) !== text) return undefined;
    leaves.set(name, text);
  }
  return leaves;
}

function elementsOf(nodes: readonly Node[]): { name: string; content: readonly Node[] }[] {
  return nodes
    .flatMap((node) => Object.entries(node))
    .flatMap(([marked, content]) =>
      typeof content === "string" ? [] : [{ name: marked.slice(MARK.length), content }],
    );
}

/** All text within an element, in document order. */
function textOf(content: readonly Node[]): string {
  return content
    .flatMap((node) => Object.values(node))
    .map((each) => (typeof each === "string" ? each : textOf(each)))
    .join("");
}

/** Escapes the ampersands that begin no reference, and resolves HTML's entities; not in CDATA sections. */
function escapeStray(text: string): string {
  let escaped = "";
  let at = 0;
  for (;;) {
    const start = text.indexOf("<![CDATA[", at);
    const end = start === -1 ? -1 : text.indexOf("]]>", start);
    escaped += text
      .slice(at, end === -1 ? undefined : start)
      .replace(AMPERSAND, (found, name) => HTML_ENTITIES.get(name) ?? `&amp;${found.slice(1)}`);
    if (end === -1) return escaped;
    escaped += text.slice(start, end);
    at = end;
  }
}

/** A regular expression would take quadratic time on long white space. */
function trimmed(text: string): string {
  let [start, end] = [0, text.length];
  while (start < end && WHITE_SPACE.includes(text.charAt(start))) start++;
  while (end > start && WHITE_SPACE.includes(text.charAt(end - 1))) end--;
  return text.slice(start, end);
}
