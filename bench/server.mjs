/** The server that all peers call: plain node:http with two fixed responses, in a process of its own. */
import { createServer } from "node:http";
import { enrollmentToken, hundredTokens } from "./responses.mjs";

const bodies = { POST: JSON.stringify(enrollmentToken), GET: JSON.stringify(hundredTokens) };

const server = createServer((request, response) => {
  const body = bodies[request.method];
  request.resume().on("end", () => {
    response.writeHead(200, { "content-type": "application/json", "content-length": Buffer.byteLength(body) });
    response.end(body);
  });
});

// Peers rest while others are measured; their connections must outlive that.
server.keepAliveTimeout = 120_000;
server.listen(0, "127.0.0.1", () => process.send(`http://127.0.0.1:${server.address().port}`));
process.on("disconnect", () => process.exit());
