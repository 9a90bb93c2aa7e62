/**
 * The server that the program calls, in a process of its own: one emulator per world, with faults of HTTP in front.
 * Prints its URL, and one on which nothing listens. Everything may be called across origins, as browsers do.
 */
import { createServer } from "node:http";
import { deflateSync, gzipSync } from "node:zlib";
import { createEmulator } from "tessera-sdk/testing";

/** By id: an emulator, the steps that are still to come, and the requests so far. */
const worlds = new Map();

const CORS = {
  "access-control-allow-origin": "*",
  "access-control-allow-methods": "GET, POST, PUT, PATCH, DELETE",
  "access-control-expose-headers": "*",
  "access-control-max-age": "600",
};

const COMPRESS = { gzip: gzipSync, deflate: deflateSync };

const server = createServer((request, response) => {
  respond(request, response).catch((error) => response.destroy(error));
});
// Longer than any check: a connection that the server closes while it is idle would be a fault of its own.
server.keepAliveTimeout = 600_000;
const dead = createServer();
await listening(dead);
await listening(server);
const urlOf = (each) => `http://127.0.0.1:${each.address().port}`;
const urls = { server: urlOf(server), deadUrl: urlOf(dead) };
await new Promise((resolve) => dead.close(resolve));
console.log(JSON.stringify(urls));
// Its parent is gone.
process.stdin.on("close", () => process.exit()).resume();

function listening(each) {
  return new Promise((resolve) => each.listen(0, "127.0.0.1", resolve));
}

async function respond(request, response) {
  let body = "";
  for await (const chunk of request.setEncoding("utf8")) body += chunk;
  const { method, url } = request;
  if (method === "OPTIONS") {
    const allowed = request.headers["access-control-request-headers"] ?? "";
    return response.writeHead(204, { ...CORS, "access-control-allow-headers": allowed }).end();
  }
  if (url === "/worlds") return sendJson(response, create(JSON.parse(body)));
  const [, id, target] = /^\/worlds\/(\w+)(\/.*)$/.exec(url) ?? [];
  const world = worlds.get(id);
  if (world === undefined) return response.writeHead(404, CORS).end();
  if (target === "/log") return sendJson(response, world.log);
  const entry = { method, target, headers: request.headers, body, closed: false };
  world.log.push(entry);
  response.on("close", () => {
    entry.closed = !response.writableFinished;
  });
  await take(world, world.steps.shift() ?? {}, { method, target, headers: request.headers, body }, response);
}

function create({ steps = [], token = {} }) {
  const emulator = createEmulator();
  const id = crypto.randomUUID().replaceAll("-", "");
  worlds.set(id, { emulator, steps, log: [] });
  const paths = Object.fromEntries(
    emulator.mounted.map(({ definition }) => [definition.name, `/worlds/${id}${definition.prefix}`]),
  );
  return {
    paths,
    log: `/worlds/${id}/log`,
    token: emulator.issueToken(token),
    flowerToken: emulator.flowerDocs.issueToken(),
  };
}

/**
 * One request. A step is what goes wrong with it: `reset`, `hang`, `stall` (half of a body, then nothing), `cut` (half
 * of a body, then a reset), a whole response as `status`, `headers` and `body`, a fault of the emulator as `fault`,
 * or an `encoding`.
 */
async function take({ emulator }, step, request, response) {
  if (step.hang) return;
  if (step.reset) return response.destroy();
  if (step.fault) emulator.fail(step.fault);
  if (step.delayMs) await new Promise((resolve) => setTimeout(resolve, step.delayMs));
  const outcome =
    step.status === undefined
      ? await emulator.handle(request)
      : { status: step.status, headers: step.headers ?? {}, body: textOf(step.body) };
  if (outcome === "dropped") return response.destroy();
  const bytes = (COMPRESS[step.encoding] ?? Buffer.from)(outcome.body);
  const encoding = step.encoding && { "content-encoding": step.encoding };
  const length = bytes.length > 0 && { "content-length": bytes.length };
  response.writeHead(outcome.status, { ...CORS, ...outcome.headers, ...encoding, ...length, "x-request-id": "r-1" });
  if (!step.stall && !step.cut) return response.end(bytes);
  response.write(bytes.subarray(0, bytes.length / 2), () => step.cut && response.destroy());
}

const textOf = (body = "") => (typeof body === "string" ? body : JSON.stringify(body));

function sendJson(response, value) {
  response.writeHead(200, { ...CORS, "content-type": "application/json" }).end(JSON.stringify(value));
}
