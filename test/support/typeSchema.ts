/** The JSON Schemas of types that are given as texts. */
import ts from "typescript";
import { schemaOfType } from "../../scripts/manifest/typeSchema.js";
import type { JsonSchema } from "../../src/operations/jsonSchema.js";
import { compileText } from "./compileText.js";

const BRAND = "declare const unlisted: unique symbol; type Unlisted = string & { readonly [unlisted]: true };";

/** `Unlisted` in a text is what the vendor may add to an enum. */
export function typeSchemas(texts: readonly string[]): JsonSchema[] {
  const code = [BRAND, ...texts.map((text, index) => `export type Example${index} = ${text};`)].join("\n");
  const { program, file } = compileText(code, { strict: true });
  const checker = program.getTypeChecker();
  const aliases = file.statements.filter(ts.isTypeAliasDeclaration);
  return aliases.slice(1).map(({ type }) => schemaOfType(checker.getTypeAtLocation(type), checker));
}
