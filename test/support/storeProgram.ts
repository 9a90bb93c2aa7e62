/**
 * A process that shares a file store with others. Arguments: the folder, what it does, and a key or a server's URL.
 *
 * `write`: sets a key again and again, until it is killed. `hold`: takes the lock of a key and keeps it until it is
 * killed. `contend`: takes the lock again and again, and leaves it as a process that has died, every second time.
 * `register`: makes a call that needs a registered device.
 */
import { spawnSync } from "node:child_process";
import { readdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileStore } from "../../src/core/fileStore.js";

const [, , folder = "", action = "", argument = ""] = process.argv;
const store = fileStore(folder);

if (action === "write") {
  process.stdout.write("ready");
  for (let round = 0; ; round++) await store.set(argument, String(round % 10).repeat(100_000));
} else if (action === "hold") {
  await store.lock?.(argument, new AbortController().signal);
  process.stdout.write("ready");
  setInterval(() => {}, 1_000);
} else if (action === "contend") {
  const { pid: dead } = spawnSync(process.execPath, ["--version"]);
  const held = join(folder, "held");
  for (let round = 0; round < 40; round++) {
    const own = fileStore(folder);
    await own.lock?.(argument, new AbortController().signal);
    await writeFile(held, "", { flag: "wx" });
    await rm(held);
    if (round % 2 === 0) await own.unlock?.(argument);
    else await leaveAs(dead);
  }
  process.stdout.write("ready");
} else {
  const { AdobePassV1, softwareStatement } = await import("../../src/adobePass/index.js");
  const { DEVICE, statementOf } = await import("./registration.js");
  const auth = softwareStatement({ statement: statementOf(), store });
  const client = new AdobePassV1({ auth, baseUrl: argument });
  process.stdout.write(JSON.stringify(await client.checkAuthentication(DEVICE)));
  await client.close();
}

/** Makes the lock that this process holds that of another one. */
async function leaveAs(pid: number): Promise<void> {
  for (const name of await readdir(folder, { recursive: true })) {
    const path = join(folder, name);
    const text = await readFile(path, "utf8").catch(() => "");
    const left = text.replace(`"pid":${process.pid},`, `"pid":${pid},`);
    if (left !== text) await writeFile(path, left);
  }
}
