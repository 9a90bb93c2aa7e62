/**
 * Exports the contracts as CSV into a file. The file has its name only once it is whole.
 * Against FlowerDocs, replace `baseUrl` and `auth`.
 */
import { createWriteStream } from "node:fs";
import { mkdtemp, readFile, rename, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import { allOf, ConnectionError, FlowerDocs, login, where } from "tessera-sdk/flower-docs";
import { startEmulator } from "tessera-sdk/testing";

await using emulator = await startEmulator();
emulator.flowerDocs.serverVersion = "2026.0";
emulator.flowerDocs.exportMs = 200;
await using client = new FlowerDocs({
  baseUrl: emulator.baseUrls.flowerDocs,
  auth: login({ user: "jna", password: "emulated-password", scope: "ACME" }),
  serverVersion: "2026.0",
});

const MAX_TRIES = 3;
const target = join(await mkdtemp(join(tmpdir(), "contracts-")), "contracts.csv");
const unfinished = `${target}.part`;

const job = await client.documents.exportCsv({
  selectClause: { fields: ["name", "owner"] },
  filterClauses: [allOf(where("classid").equalsTo("Contract"))],
});

async function save(): Promise<void> {
  const onProgress = ({ status = "unknown" }) => console.log(`Job ${job.id}: ${status}`);
  const csv = await job.wait({ timeoutMs: 600_000, onProgress });
  await pipeline(csv, createWriteStream(unfinished));
  await rename(unfinished, target);
}

try {
  for (let tries = 1; ; tries++) {
    try {
      await save();
      break;
    } catch (error) {
      // A job that is done keeps its result, which can be requested again.
      if (!(error instanceof ConnectionError) || tries === MAX_TRIES) throw error;
    }
  }
} finally {
  await rm(unfinished, { force: true });
}
console.log(target);
console.log(new TextDecoder("windows-1252").decode(await readFile(target)));
