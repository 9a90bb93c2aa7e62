/** Compiles a module that is given as text. */
import { join } from "node:path";
import ts from "typescript";
import { root } from "../../scripts/packageJson.js";

/** A path in the repository, as only its files count as ours. */
const PATH = join(root, "test/support/example.ts");

export function compileText(text: string, options: ts.CompilerOptions): { program: ts.Program; file: ts.SourceFile } {
  const host = ts.createCompilerHost({});
  const { getSourceFile } = host;
  host.getSourceFile = (path, ...rest) =>
    path === PATH ? ts.createSourceFile(path, text, ts.ScriptTarget.ES2022, true) : getSourceFile(path, ...rest);
  const program = ts.createProgram([PATH], options, host);
  const file = program.getSourceFile(PATH);
  if (file === undefined) throw new Error("The text was not compiled");
  return { program, file };
}
