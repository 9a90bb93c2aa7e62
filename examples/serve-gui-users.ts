/**
 * A server for a page beside FlowerDocs' GUI: it calls FlowerDocs as the user who is logged in to the GUI, by the cookie
 * that the user's browser sends, and has no credential of its own.
 * With FlowerDocs, replace `guiUrl`, and drop its stand-in. The server must have the host name of the GUI, as browsers
 * send the cookie there alone.
 */
import { once } from "node:events";
import { createServer, type IncomingMessage, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { FlowerDocs, guiSession, TesseraError, toHttpResponse } from "tessera-sdk/flower-docs";
import { startEmulator } from "tessera-sdk/testing";

const sessionOf = ({ headers }: IncomingMessage) => /(?:^|;\s*)SESSION=([^;]+)/.exec(headers.cookie ?? "")?.[1];
async function listen(server: Server): Promise<string> {
  await once(server.listen(0, "127.0.0.1"), "listening");
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

await using emulator = await startEmulator();

/** A stand-in for the GUI: it passes `/plugins/rest` on to Core, with the token of the session. */
const sessions = new Map([["NmUzYjc2ZTA", emulator.flowerDocs.issueToken({ user: "jdoe" })]]);
const gui = createServer(async (request, response) => {
  const token = sessions.get(sessionOf(request) ?? "");
  if (token === undefined) return response.writeHead(401).end();
  const body = await text(request);
  const url = emulator.baseUrls.flowerDocs + request.url?.replace(/^\/gui\/plugins/, "");
  const { method = "GET" } = request;
  try {
    const core = await fetch(url, { method, headers: { token }, ...(body !== "" && { body }) });
    const content = await core.text();
    response.writeHead(core.status, { "content-type": core.headers.get("content-type") ?? "" }).end(content);
  } catch {
    response.writeHead(502).end();
  }
});
const guiUrl = `${await listen(gui)}/gui`;

const server = createServer(async (request, response) => {
  const respond = (status: number, body: object) =>
    response
      .writeHead(status, { "content-type": "application/json", "cache-control": "no-store" })
      .end(JSON.stringify(body));
  const session = sessionOf(request);
  if (session === undefined) return respond(401, { title: "Unauthorized" });
  try {
    // One client for each request, as each is of another user. They share their connections.
    const auth = guiSession(session);
    await using client = new FlowerDocs({ baseUrl: `${guiUrl}/plugins`, auth, serverVersion: "2025.2" });
    const { name } = await client.documents.get("D1");
    respond(200, { name });
  } catch (error) {
    if (error instanceof TesseraError && error.kind === "unauthenticated")
      return respond(401, { title: "Unauthorized" });
    const { status, body } = toHttpResponse(error);
    respond(status, body);
  }
});
const url = await listen(server);

// What browsers send: of a user, of one whose session has ended, and of one who never logged in.
for (const cookie of ["theme=dark; SESSION=NmUzYjc2ZTA", "SESSION=ended", "theme=dark"]) {
  const response = await fetch(url, { headers: { cookie } });
  console.log(`The page gets ${response.status} ${await response.text()}`);
}
server.close();
gui.close();
