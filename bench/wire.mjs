/**
 * Makes every call of Android Enterprise through googleapis and through tessera-sdk, with the same parameters, and
 * compares what a server receives: method, path, query and JSON body. `node bench/wire.mjs` exits with 1 on a
 * difference that is not in `DOCUMENTED`.
 */
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import { fileURLToPath } from "node:url";
import { isDeepStrictEqual } from "node:util";
import { ensureBuilt } from "./build.mjs";
import { accessToken } from "./responses.mjs";

const PARTS = ["method", "path", "query", "body"];

const decoded = (query) => query.map(decodeURIComponent);

const ASTERISK = {
  reason: "`*.example.com` keeps its asterisk, as RFC 3986 allows; googleapis sends %2A",
  same: (ours, theirs) => isDeepStrictEqual(decoded(ours), decoded(theirs)),
};

/**
 * What may differ, and how.
 *
 * @type {Record<string, { reason: string, same: (ours: string[], theirs: string[]) => boolean }>}
 */
const DOCUMENTED = {
  "enterprises.generateEnterpriseUpgradeUrl query": ASTERISK,
  "enterprises.generateSignupUrl query": ASTERISK,
};

/** The one id that both the path and the body hold. */
const ALSO_IN_PATH = { "webapps.update": ["webAppId"] };

const calls = JSON.parse(readFileSync(new URL("../test/wire/androidEnterprise.json", import.meta.url), "utf8"));

/**
 * Prints each difference.
 *
 * @returns Whether every difference is documented, and everything documented differs.
 */
export async function wire() {
  ensureBuilt();
  process.noDeprecation = true;
  const recorder = await startRecorder();
  const differences = [];
  try {
    const googleapis = await googleapisAt(recorder.origin);
    const tessera = await tesseraAt(recorder.origin);
    const missing = googleapis.names.filter((name) => !(name in calls));
    if (missing.length > 0) throw new Error(`no parameters are known for ${missing.join(", ")}`);
    for (const name of Object.keys(calls)) {
      const theirs = await recorder.sentBy(() => googleapis.call(name));
      const ours = await recorder.sentBy(() => tessera(name));
      for (const part of PARTS.filter((part) => !isDeepStrictEqual(ours[part], theirs[part]))) {
        differences.push({ name, part, ours: ours[part], theirs: theirs[part] });
      }
    }
  } finally {
    recorder.close();
  }
  return report(differences);
}

async function googleapisAt(rootUrl) {
  const { androidenterprise, auth } = await import("googleapis/build/src/apis/androidenterprise/index.js");
  const credentials = new auth.OAuth2();
  credentials.setCredentials({ access_token: accessToken });
  const client = androidenterprise({ version: "v1", auth: credentials, rootUrl });
  const call = (name) => {
    const { params, request } = calls[name];
    const inPath = ALSO_IN_PATH[name] ?? [];
    const elsewhere = Object.entries(params).filter(([key]) => inPath.includes(key) || !(key in (request.body ?? {})));
    const body = request.body === null ? {} : { requestBody: request.body };
    return methodOf(client, name)({ ...Object.fromEntries(elsewhere), ...body });
  };
  return { names: methodNames(client), call };
}

async function tesseraAt(baseUrl) {
  const { AndroidEnterprise, InvalidResponseError } = await import("tessera-sdk/android-enterprise");
  const client = new AndroidEnterprise({ baseUrl, auth: accessToken });
  return async (name) => {
    const called = methodOf(client, name)(calls[name].params);
    try {
      await (name === "products.list" ? called.pages().next() : called);
    } catch (error) {
      // The recorder's empty response lacks required fields of some methods.
      if (!(error instanceof InvalidResponseError)) throw error;
    }
  };
}

function methodOf(client, name) {
  const [resource, method] = name.split(".");
  if (client[resource]?.[method] === undefined) throw new Error(`there is no ${name}; is the build up to date?`);
  return client[resource][method].bind(client[resource]);
}

/** Every method that googleapis has. */
function methodNames({ context: _, ...resources }) {
  return Object.entries(resources).flatMap(([resource, value]) =>
    Object.getOwnPropertyNames(Object.getPrototypeOf(value))
      .filter((method) => method !== "constructor" && typeof value[method] === "function")
      .map((method) => `${resource}.${method}`),
  );
}

/** A server that responds with `{}` and keeps what it was sent. */
async function startRecorder() {
  const received = [];
  const server = createServer(async (request, response) => {
    const chunks = await request.toArray();
    const [path, query = ""] = request.url.split(/\?(.*)/s);
    const text = Buffer.concat(chunks).toString();
    const body = text === "" ? null : JSON.parse(text);
    received.push({ method: request.method, path, query: query.split("&"), body });
    response.writeHead(200, { "content-type": "application/json" }).end("{}");
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
function report(differences) {
  const found = new Map(differences.map((difference) => [`${difference.name} ${difference.part}`, difference]));
  const known = Object.entries(DOCUMENTED).map(([key, { reason, same }]) => {
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
  const total = Object.keys(calls).length;
  const different = new Set([...found.values()].map(({ name }) => name)).size;
  const except = known.length > 0 ? `, but for ${known.length} documented differences` : "";
  console.log(`${total - different} of ${total} calls are the same on the wire${except}\n`);
  return found.size === 0 && known.every(({ holds }) => holds);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) process.exitCode = (await wire()) ? 0 : 1;
