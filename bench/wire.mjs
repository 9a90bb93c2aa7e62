/**
 * Makes every call of Android Enterprise through googleapis and through tessera-sdk, with the same parameters, and
 * compares what a server receives: method, path, query and JSON body. `node bench/wire.mjs` exits with 1 on a
 * difference that is not in `DOCUMENTED`.
 */
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { ensureBuilt } from "./build.mjs";
import { compareWire, sameDecoded } from "./recorder.mjs";
import { accessToken } from "./responses.mjs";

const ASTERISK = {
  reason: "`*.example.com` keeps its asterisk, as RFC 3986 allows; googleapis sends %2A",
  same: sameDecoded,
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

/** @returns Whether every difference is documented, and everything documented differs. */
export async function wire() {
  ensureBuilt();
  return compareWire(
    Object.keys(calls),
    async (origin) => {
      const googleapis = await googleapisAt(origin);
      const missing = googleapis.names.filter((name) => !(name in calls));
      if (missing.length > 0) throw new Error(`no parameters are known for ${missing.join(", ")}`);
      return { ours: await tesseraAt(origin), theirs: googleapis.call };
    },
    DOCUMENTED,
  );
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

if (process.argv[1] === fileURLToPath(import.meta.url)) process.exitCode = (await wire()) ? 0 : 1;
