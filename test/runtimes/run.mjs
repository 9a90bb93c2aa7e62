/**
 * Runs one program on every runtime, from the packed tarball. `--short`: what every check runs. `--only=text`: targets
 * whose name has the text. `--tarball=file`: packs nothing. `--write-readme`: writes the table in README.md.
 */
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { FULL, HERE, installPackage, installTools, ROOT, startServer, Unavailable } from "./support.mjs";
import { tableOf } from "./table.mjs";
import { browsers } from "./targets/browsers.mjs";
import { bundlers } from "./targets/bundlers.mjs";
import { next } from "./targets/next.mjs";
import { runtimes } from "./targets/runtimes.mjs";
import { typescript } from "./targets/typescript.mjs";

const options = {
  short: { type: "boolean", default: false },
  only: { type: "string", default: "" },
  tarball: { type: "string" },
  "write-readme": { type: "boolean", default: false },
};
const { values } = parseArgs({ options });

const nameOf = ({ name, where, how }) => name ?? `${where}, ${how}`;
const targets = [...runtimes, ...browsers, ...bundlers, ...next, ...typescript].filter(
  (target) => (target.short || !values.short) && nameOf(target).toLowerCase().includes(values.only.toLowerCase()),
);

const SHOWN_WHOLE = 3;

/** @returns what the table of the README is written from. */
async function runTarget(target, urls) {
  const { where, how, short = false } = target;
  const started = performance.now();
  const row = { where, how, version: "", passed: 0, failures: [] };
  try {
    row.version = await target.version();
    Object.assign(row, await target.run(urls));
  } catch (error) {
    if (error instanceof Unavailable && !short) row.skipped = error.message;
    else row.failures.push(String(error?.stack ?? error).slice(0, 3_000));
  }
  const seconds = ((performance.now() - started) / 1_000).toFixed(1);
  const label = `${nameOf(target)}${row.version && ` (${row.version})`}`;
  if (row.skipped) console.log(`SKIP ${label}: ${row.skipped}`);
  else if (row.failures.length === 0) console.log(`ok   ${label}: ${row.passed} of ${row.passed} (${seconds} s)`);
  else console.log(`FAIL ${label}: ${row.passed} passed, ${row.failures.length} failed (${seconds} s)`);
  // A cause that all checks share is told by the first of them.
  row.failures.forEach((failure, nth) => {
    const text = nth < SHOWN_WHOLE ? failure : failure.split("\n", 1)[0];
    console.log(`     ${text.replaceAll("\n", "\n     ")}`);
  });
  return row;
}

await installTools(HERE);
if (!values.short) await installTools(FULL);
await installPackage(values.tarball);
const urls = await startServer();
const rows = [];
try {
  for (const target of targets) rows.push(await runTarget(target, urls));
} finally {
  urls.stop();
}

const failed = rows.filter(({ failures }) => failures.length > 0).length;
const skipped = rows.filter((row) => row.skipped).length;
if (values["write-readme"] && failed === 0) {
  const path = join(ROOT, "README.md");
  await writeFile(path, tableOf(await readFile(path, "utf8"), rows));
}
console.log(`\nRuntimes: ${rows.length - failed - skipped} passed, ${failed} failed, ${skipped} skipped`);
if (failed > 0 || rows.length === 0) process.exitCode = 1;
