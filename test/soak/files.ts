/**
 * Uploads a file of a gibibyte to FlowerDocs and downloads it again, and holds the growth of the memory against its
 * limit. Run it by `npx tsx -C tessera-source --expose-gc test/soak/files.ts`, with the mebibytes as an argument for another size.
 */
import { createServer } from "node:http";
import { FlowerDocs } from "tessera-sdk/flower-docs";

const MEBIBYTE = 2 ** 20;
const LIMIT = 50 * MEBIBYTE;
const mebibytes = Number(process.argv[2] ?? 1_024);
/** What a stream of a file yields at once. */
const chunk = new Uint8Array(MEBIBYTE / 16).fill(7);

async function* content(): AsyncGenerator<Uint8Array> {
  for (let sent = 0; sent < 16 * mebibytes; sent++) yield chunk;
}

let received = 0;
const server = createServer(async (request, response) => {
  if (request.method === "POST") {
    for await (const part of request) received += part.length;
    response.end('{"id":"tmp_1"}');
    return;
  }
  for await (const part of content()) {
    if (!response.write(part)) await new Promise((resolve) => response.once("drain", resolve));
  }
  response.end();
});
await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
const { port } = server.address() as { port: number };
const client = new FlowerDocs({ auth: "token", baseUrl: `http://127.0.0.1:${port}/core` });

globalThis.gc?.();
const before = process.memoryUsage();
let growth = 0;
const measure = () => {
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  growth = Math.max(growth, heapUsed + arrayBuffers - before.heapUsed - before.arrayBuffers);
};
const timer = setInterval(measure, 20);
const { id } = await client.temporaryFiles.upload({ file: { name: "large.bin", content } });
let downloaded = 0;
for await (const part of await client.temporaryFiles.download({ id })) downloaded += part.length;
clearInterval(timer);
await client.close();
server.close();

const size = mebibytes * MEBIBYTE;
console.log(`${mebibytes} MiB up and down, ${Math.round(growth / MEBIBYTE)} MiB more memory`);
if (received <= size || downloaded !== size || growth >= LIMIT) {
  console.error(`received ${received}, downloaded ${downloaded}, at most ${LIMIT} bytes more memory are allowed`);
  process.exitCode = 1;
}
