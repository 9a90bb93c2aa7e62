/**
 * An operation handler: FlowerDocs calls it after a document was created, with a token of the user who did it. It works
 * with the rights of that user, and without a credential of its own.
 * With FlowerDocs, subscribe it with `InjectToken=true` in the phase after the operation, and replace `baseUrl`.
 */
import { once } from "node:events";
import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { json } from "node:stream/consumers";
import { FlowerDocs, renewableToken, TesseraError } from "tessera-sdk/flower-docs";
import { startEmulator } from "tessera-sdk/testing";

await using emulator = await startEmulator();
emulator.flowerDocs.serverVersion = "2026.0";
const baseUrl = emulator.baseUrls.flowerDocs;

/** The token is the only sign of who is calling, and only Core can tell whether it is one. */
async function handle(request: IncomingMessage, token: string): Promise<void> {
  // A token as a string is used as it is. This one is renewed, for work that takes longer than an hour.
  await using client = new FlowerDocs({ baseUrl, auth: renewableToken(token), serverVersion: "2026.0" });
  // What FlowerDocs sends is not documented, and depends on the operation: look at a request to your handler first.
  const { components } = (await json(request)) as { components: { id: string }[] };
  for (const { id } of components) {
    // FlowerDocs calls the handlers of updates for this: one that is subscribed to updates would call itself.
    const { name } = await client.documents.edit(id, (document) => {
      const others = (document.tags ?? []).filter((tag) => tag.name !== "Checked");
      document.tags = [...others, { name: "Checked", value: ["true"] }];
    });
    console.log(`${name} is checked`);
  }
}

const server = createServer(async (request, response) => {
  // FlowerDocs adds this to the address of the handler: the scope, and what the operation was done with.
  const isOurs = request.method === "POST" && /^\/[^/]+\/documents\/$/.test(request.url ?? "");
  if (!isOurs) return response.writeHead(404).end();
  const { token } = request.headers;
  if (typeof token !== "string") return response.writeHead(401).end();
  try {
    await handle(request, token);
    response.writeHead(200).end();
  } catch (error) {
    console.error(String(error));
    if (error instanceof TesseraError && error.kind === "unauthenticated") return response.writeHead(401).end();
    // With this code, FlowerDocs shows the message to the user. It must not have line breaks.
    response.writeHead(500, { code: "F00039", message: "The document was not checked." }).end();
  }
});
await once(server.listen(0, "127.0.0.1"), "listening");
const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/ACME/documents/`;

// What FlowerDocs does, once for each operation.
for (const [document, token] of [
  ["D1", emulator.flowerDocs.issueToken({ user: "jdoe" })],
  ["no document", emulator.flowerDocs.issueToken({ user: "jdoe" })],
  ["D1", "a-forged-token"],
] as const) {
  const body = JSON.stringify({ components: [{ id: document }] });
  const response = await fetch(url, { method: "POST", headers: { token }, body });
  console.log(`The handler responds with ${response.status} ${response.headers.get("message") ?? ""}`);
}
server.close();
