/** A server of a list of many pages, in a process of its own: 100 tokens a page. Argument: how many pages there are. */
import { createServer } from "node:http";
import { hundredTokens } from "./responses.mjs";

const pages = Number(process.argv[2]);
const page = JSON.stringify(hundredTokens).slice(0, -1);

const server = createServer((request, response) => {
  const { searchParams } = new URL(request.url, "http://localhost");
  const next = Number(searchParams.get("pageToken") ?? 0) + 1;
  const body = next < pages ? `${page},"nextPageToken":"${next}"}` : `${page}}`;
  response.writeHead(200, { "content-type": "application/json", "content-length": Buffer.byteLength(body) });
  response.end(body);
});

server.keepAliveTimeout = 120_000;
server.listen(0, "127.0.0.1", () => process.send(`http://127.0.0.1:${server.address().port}`));
process.on("disconnect", () => process.exit());
