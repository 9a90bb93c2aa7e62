/** What the build says of the packages that it bundles. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import * as esbuild from "esbuild";
import { afterEach, beforeEach, expect, it } from "vitest";
import { describeBundled } from "../../scripts/bundled.js";

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "tessera-bundled-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

function write(path: string, text: string): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), text);
}

function addPackage(name: string, license: string | undefined, code: string, within = ""): void {
  const path = `${within}node_modules/${name}`;
  write(`${path}/package.json`, JSON.stringify({ name, version: "1.2.3", license: "MIT", main: "lib/main.js" }));
  write(`${path}/lib/main.js`, code);
  if (license !== undefined) write(`${path}/${license}`, `The license of ${name}`);
}

async function build(contents: string): Promise<void> {
  await esbuild.build({
    stdin: { contents, resolveDir: folder },
    absWorkingDir: folder,
    bundle: true,
    write: false,
    metafile: true,
    logLevel: "silent",
    plugins: [describeBundled(join(folder, "dist"))],
  });
}

it("is the license of each package of which a part is in the output", async () => {
  addPackage("@scope/first", "LICENSE.md", 'import "inner"; console.log("first");');
  addPackage("inner", "LICENSE.txt", 'console.log("inner");', "node_modules/@scope/first/");
  addPackage("unused", "LICENSE", "export const unused = 1;");
  await build('import "@scope/first"; import { unused } from "unused";');
  const licenses = readFileSync(join(folder, "dist/LICENSES.txt"), "utf8");
  expect(licenses.match(/The license of .*/g)).toEqual(["The license of @scope/first", "The license of inner"]);
  const { components } = JSON.parse(readFileSync(join(folder, "dist/bundled.cdx.json"), "utf8"));
  const urls = components.map(({ purl }: { purl: string }) => purl);
  expect(urls).toEqual(["pkg:npm/%40scope/first@1.2.3", "pkg:npm/inner@1.2.3"]);
});

it("fails for a package that has no license file", async () => {
  addPackage("bare", undefined, 'console.log("bare");');
  await expect(build('import "bare";')).rejects.toThrow("bare is bundled and has no license file");
});
