/** A folder with the command `tessera` for shells: the sources, as they are. */
import { chmodSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const main = fileURLToPath(new URL("../../src/cli/main.ts", import.meta.url));

/** What Node is given to run the sources of the command. */
export const commandArguments = ["--import", import.meta.resolve("tsx"), "--conditions", "tessera-source", main];

/** @param always flags of each call, except of the commands that are no operations. */
export function writeCommand(folder: string, always = ""): void {
  const run = `exec ${process.execPath} --no-deprecation ${commandArguments.join(" ")}`;
  const own = `case $1 in config|operations|complete) ${run} "$@" ;; esac`;
  writeFileSync(join(folder, "tessera"), `#!/bin/sh\n${own}\n${run} ${always} "$@"\n`);
  chmodSync(join(folder, "tessera"), 0o755);
}
