/** What two clients send with the same parameters, as a server receives it, and how the difference is told. */
import { createServer } from "node:http";
import { isDeepStrictEqual } from "node:util";

const PARTS = ["method", "path", "query", "body"];

/** Whether two queries differ in their percent-encoding alone. */
export const sameDecoded = (ours, theirs) =>
  isDeepStrictEqual(ours.map(decodeURIComponent), theirs.map(decodeURIComponent));

/**
 * Makes each call through both clients.
 *
 * @param {Iterable<string>} names
 * @param {(origin: string) => Promise<{ ours: (name: string) => unknown, theirs: (name: string) => unknown }>} clientsAt
 * @param {Record<string, { reason: string, same: (ours: unknown, theirs: unknown) => boolean }>} documented what may
 *   differ, by call and part.
 * @param {object} response what the server responds to everything.
 * @returns Whether every difference is documented, and everything documented differs.
 */
export async function compareWire(names, clientsAt, documented, response = {}) {
  process.noDeprecation = true;
  const recorder = await startRecorder(response);
  const differences = [];
  let total = 0;
  try {
    const clients = await clientsAt(recorder.origin);
    for (const name of names) {
      total++;
      const theirs = await recorder.sentBy(() => clients.theirs(name));
      const ours = await recorder.sentBy(() => clients.ours(name));
      for (const part of PARTS.filter((part) => !isDeepStrictEqual(ours[part], theirs[part]))) {
        differences.push({ name, part, ours: ours[part], theirs: theirs[part] });
      }
    }
  } finally {
    recorder.close();
  }
  return report(differences, documented, total);
}

/** A server that always responds with the same and keeps what it was sent. */
async function startRecorder(result) {
  const received = [];
  const server = createServer(async (request, response) => {
    const chunks = await request.toArray();
    const [path, query = ""] = request.url.split(/\?(.*)/s);
    const text = Buffer.concat(chunks).toString();
    const body = text === "" ? null : JSON.parse(text);
    received.push({ method: request.method, path, query: query.split("&"), body });
    response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify(result));
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    origin: `http://127.0.0.1:${server.address().port}`,
    async sentBy(call) {
      received.length = 0;
      await call();
      if (received.length !== 1) throw new Error(`${received.length} requests were made in place of one`);
      return received[0];
    },
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
}

/** One line a difference. A documented one must be there, and be what is documented. */
function report(differences, documented, total) {
  const found = new Map(differences.map((difference) => [`${difference.name} ${difference.part}`, difference]));
  const known = Object.entries(documented).map(([key, { reason, same }]) => {
    const difference = found.get(key);
    const holds = difference !== undefined && same(difference.ours, difference.theirs);
    if (holds) found.delete(key);
    return { key, reason, holds };
  });
  for (const { key, reason, holds } of known) {
    console.log(holds ? `${key}: ${reason}` : `${key}: this is not so: ${reason}`);
  }
  for (const [key, { ours, theirs }] of found) {
    console.log(`${key}: tessera-sdk sends ${JSON.stringify(ours)}, googleapis ${JSON.stringify(theirs)}`);
  }
  const different = new Set([...found.values()].map(({ name }) => name)).size;
  const except = known.length > 0 ? `, but for ${known.length} documented differences` : "";
  console.log(`${total - different} of ${total} calls are the same on the wire${except}\n`);
  return found.size === 0 && known.every(({ holds }) => holds);
}
