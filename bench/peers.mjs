/**
 * The peers of the warm sections: each loads its library and gives a function that makes one call and
 * returns something of the parsed response.
 */
import { accessToken, body, enrollmentToken, enterpriseId, hundredTokens, listPath, path } from "./responses.mjs";

/** What a call of each section returns. */
export const EXPECTED = { post: enrollmentToken.token, list: hundredTokens.chromeEnrollmentTokens.length };

const authorization = `Bearer ${accessToken}`;
const post = { method: "POST", headers: { authorization, "content-type": "application/json" } };
const get = { method: "GET", headers: { authorization } };

async function chromeDirectory(baseUrl) {
  const { ChromeDirectory } = await import("tessera-sdk/chrome-directory");
  return new ChromeDirectory({ baseUrl, auth: accessToken });
}

/** The floor: undici's dispatcher, with a handler that does no more than collect the bytes. */
async function dispatching(options) {
  const { Agent } = await import("undici");
  const agent = new Agent();
  return () =>
    new Promise((resolve, reject) => {
      const chunks = [];
      agent.dispatch(options(), {
        onRequestStart() {},
        onResponseStart() {},
        onResponseData: (_, chunk) => chunks.push(chunk),
        onResponseEnd: () => resolve(JSON.parse(Buffer.concat(chunks).toString())),
        onResponseError: (_, error) => reject(error),
      });
    });
}

/** @type {Record<string, Record<string, (origin: string) => Promise<() => Promise<unknown>>>>} */
export const peers = {
  post: {
    "tessera-sdk": async (baseUrl) => {
      const { AndroidEnterprise } = await import("tessera-sdk/android-enterprise");
      const client = new AndroidEnterprise({ baseUrl, auth: accessToken });
      return async () => (await client.enrollmentTokens.create({ enterpriseId, ...body })).token;
    },
    "undici.request": async (origin) => {
      const { request } = await import("undici");
      return async () => {
        const response = await request(origin + path, { ...post, body: JSON.stringify(body) });
        return JSON.parse(await response.body.text()).token;
      };
    },
    "agent.dispatch": async (origin) => {
      const dispatch = await dispatching(() => ({ origin, path, ...post, body: JSON.stringify(body) }));
      return async () => (await dispatch()).token;
    },
    fetch: async (origin) => async () => {
      const response = await fetch(origin + path, { ...post, body: JSON.stringify(body) });
      return (await response.json()).token;
    },
    googleapis: async (rootUrl) => {
      const { androidenterprise, auth } = await import("googleapis/build/src/apis/androidenterprise/index.js");
      const credentials = new auth.OAuth2();
      credentials.setCredentials({ access_token: accessToken });
      const client = androidenterprise({ version: "v1", auth: credentials, rootUrl });
      return async () => (await client.enrollmentTokens.create({ enterpriseId, requestBody: body })).data.token;
    },
  },
  list: {
    "tessera-sdk": async (baseUrl) => {
      const client = await chromeDirectory(baseUrl);
      return async () => (await client.enrollmentTokens.list({ pageSize: 100 }).pages().next()).value.items.length;
    },
    "tessera-sdk, toArray()": async (baseUrl) => {
      const client = await chromeDirectory(baseUrl);
      return async () => (await client.enrollmentTokens.list({ pageSize: 100 }).toArray()).length;
    },
    "undici.request": async (origin) => {
      const { request } = await import("undici");
      return async () => {
        const response = await request(origin + listPath, get);
        return JSON.parse(await response.body.text()).chromeEnrollmentTokens.length;
      };
    },
    "agent.dispatch": async (origin) => {
      const dispatch = await dispatching(() => ({ origin, path: listPath, ...get }));
      return async () => (await dispatch()).chromeEnrollmentTokens.length;
    },
    fetch: async (origin) => async () => {
      const response = await fetch(origin + listPath, get);
      return (await response.json()).chromeEnrollmentTokens.length;
    },
  },
};
