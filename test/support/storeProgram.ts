/**
 * A process that shares a file store with others. Arguments: the folder, what it does, and a key or a server's URL.
 *
 * `write`: sets a key again and again, until it is killed. `hold`: takes the lock of a key and keeps it until it is
 * killed. `register`: makes a call that needs a registered device.
 */
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
} else {
  const { AdobePassV1, softwareStatement } = await import("../../src/adobePass/index.js");
  const { DEVICE, statementOf } = await import("./registration.js");
  const auth = softwareStatement({ statement: statementOf(), store });
  const client = new AdobePassV1({ auth, baseUrl: argument });
  process.stdout.write(JSON.stringify(await client.checkAuthentication(DEVICE)));
  await client.close();
}
