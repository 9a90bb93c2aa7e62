/** Comments as the texts of a JSON Schema. */
import ts from "typescript";
import type { JsonSchema } from "../../src/operations/jsonSchema.js";

/** Takes a comment over into a schema. */
export function explain(schema: JsonSchema, field: ts.Symbol, checker: ts.TypeChecker): void {
  const tags = field.getJsDocTags(checker);
  const tag = (name: string) => tags.find((each) => each.name === name);
  const deprecated = tag("deprecated");
  const parts = [plainText(field.getDocumentationComment(checker))];
  if (deprecated) {
    schema.deprecated = true;
    parts.push(`Deprecated: ${plainText(deprecated.text)}`);
  }
  const description = parts.filter((part) => part !== "").join("\n\n");
  if (description !== "") schema.description = description;
  // As OpenAPI marks texts that are not to be shown.
  if (tag("secret")) schema.format = "password";
  const initial = jsonOf(ts.displayPartsToString(tag("default")?.text));
  if (initial !== undefined) schema.default = initial;
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text.replaceAll("`", ""));
  } catch {
    return undefined;
  }
}

/** A comment without the marks of links, each paragraph on one line. */
export function plainText(parts: readonly ts.SymbolDisplayPart[] = []): string {
  let text = "";
  let name = "";
  for (const part of parts) {
    if (part.kind === "linkName") name = part.text;
    else if (part.kind === "link") {
      // The end of a link without words of its own.
      if (part.text === "}") text += name;
      name = "";
    } else {
      const words = part.kind === "linkText" ? part.text.replace(/^[\s|]+/, "") : part.text;
      if (words !== "") name = "";
      text += words;
    }
  }
  return text.replaceAll(/(?<=\S) *\n(?=[^\s|>*-])(?!\d+\. )/g, " ").trim();
}

/** The code of an example, without its fence. */
export function codeOf(text: readonly ts.SymbolDisplayPart[] | undefined): string {
  return ts
    .displayPartsToString(text && [...text])
    .replace(/^```\w*\n/, "")
    .replace(/\n?```$/, "");
}

/** The first sentence of a comment. */
export function firstSentence(text: string): string {
  const [paragraph = ""] = text.split(/\n\s*\n/);
  const line = paragraph.replaceAll(/\s+/g, " ");
  return /^.*?[.!?](?=\s+[A-Z"`*]|$)/.exec(line)?.[0] ?? line;
}
