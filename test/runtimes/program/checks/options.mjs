/** Responses beside results, escape hatches, validation, closing. */
import { AndroidEnterprise, fetchTransport, TesseraError, undiciTransport } from "tessera-sdk/android-enterprise";
import { DEVICE, ENTERPRISE, equal, ok, rejection, USER, until } from "../tools.mjs";

const JSON_TYPE = { "content-type": "application/json" };
const enterprise = (fields) => ({ status: 200, headers: JSON_TYPE, body: { id: ENTERPRISE.enterpriseId, ...fields } });

export const options = {
  "withResponse(): the response beside the result": async ({ open }) => {
    const { data, response } = await (await open()).android().enterprises.get(ENTERPRISE).withResponse();
    const { status, attempts, requestId, headers } = response;
    equal([data.id, status, attempts, requestId], [ENTERPRISE.enterpriseId, 200, 1, "r-1"]);
    ok(headers["content-type"].startsWith("application/json"), "the headers");
  },

  "client.request: an endpoint without a method": async ({ open }) => {
    const client = (await open()).android();
    const http = "GET /androidenterprise/v1/enterprises/{enterpriseId}";
    const found = await client.request({ http, path: ENTERPRISE });
    equal(found.id, ENTERPRISE.enterpriseId);
  },

  "client.request: its scopes reach the token function": async ({ open }) => {
    const world = await open();
    const wanted = [];
    const auth = ({ scopes }) => {
      wanted.push(...scopes);
      return world.token;
    };
    const scopes = ["https://www.googleapis.com/auth/androidenterprise"];
    const http = "GET /androidenterprise/v1/enterprises/{enterpriseId}";
    await world.android({ auth }).request({ http, path: ENTERPRISE, scopes });
    equal(wanted, scopes);
  },

  "client.request: a body as JSON and as bytes": async ({ open }) => {
    const world = await open({ steps: [enterprise(), enterprise()] });
    const http = "POST /androidenterprise/v1/things";
    await world.android().request({ http, body: { name: "é" } });
    await world.android().request({ http, body: new TextEncoder().encode("bytes") });
    const sent = (await world.log()).map(({ body, headers }) => [body, headers["content-type"]]);
    equal(sent[0][0], '{"name":"é"}');
    equal(sent[1], ["bytes", "application/octet-stream"]);
  },

  "client.request: a streamed response": async ({ open }) => {
    const http = "GET /androidenterprise/v1/enterprises/{enterpriseId}";
    const stream = await (await open()).android().request({ http, path: ENTERPRISE, reads: "stream" });
    let text = "";
    const decoder = new TextDecoder();
    for await (const chunk of stream) text += decoder.decode(chunk, { stream: true });
    equal(JSON.parse(text).id, ENTERPRISE.enterpriseId);
  },

  "options: extraQuery, extraBody and headers are sent": async ({ open }) => {
    const world = await open({ steps: [enterprise()] });
    const call = { extraQuery: { quotaUser: "night job" }, extraBody: { newer: [1] }, headers: { "x-own": "1" } };
    await rejection(world.android({ validation: "strict" }).devices.update({ ...DEVICE, policy: {} }, call));
    const [{ target, body, headers }] = await world.log();
    ok(/[?&]quotaUser=night(?:\+|%20)job/.test(target), target);
    equal([JSON.parse(body).newer, headers["x-own"]], [[1], "1"]);
  },

  "options: onSend is called before each attempt": async ({ open }) => {
    const sends = [];
    const world = await open({ steps: [{ status: 503, body: {} }] });
    const onSend = async (send) => {
      sends.push([send.endpoint, send.attempt, (await world.log()).length]);
    };
    await world.android().enterprises.get(ENTERPRISE, { onSend });
    const endpoint = "androidenterprise.enterprises.get";
    equal(sends, [
      [endpoint, 1, 0],
      [endpoint, 2, 1],
    ]);
  },

  "options: a limiter is asked before each attempt": async ({ open }) => {
    const asked = [];
    const limiter = {
      take: ({ endpoint }) => void asked.push(endpoint),
      refused: ({ endpoint }) => void asked.push(`refused ${endpoint}`),
    };
    const world = await open({ steps: [{ status: 429, headers: { "retry-after": "0" }, body: {} }] });
    await world.android({ limiter }).enterprises.get(ENTERPRISE);
    const endpoint = "androidenterprise.enterprises.get";
    equal(asked, [endpoint, `refused ${endpoint}`, endpoint]);
  },

  "validation: new fields and values pass, and are reported": async ({ open }) => {
    const drift = [];
    const world = await open({ steps: [enterprise({ newer: 1, managedGoogleDomainType: "newType" })] });
    const client = world.android({ onDrift: ({ path }) => drift.push(path) });
    equal((await client.enterprises.get(ENTERPRISE)).newer, 1);
    equal(drift.sort(), ["managedGoogleDomainType", "newer"]);
  },

  "validation: strict refuses them": async ({ open }) => {
    const world = await open({ steps: [enterprise({ newer: 1 })] });
    const error = await rejection(world.android({ validation: "strict" }).enterprises.get(ENTERPRISE));
    equal(error.name, "InvalidResponseError");
  },

  "validation: the same after validators have been generated": async ({ open }) => {
    const bad = { status: 200, headers: JSON_TYPE, body: { id: 5, kind: [] } };
    const steps = [...Array.from({ length: 60 }, () => enterprise({ name: "n" })), bad, enterprise({ newer: 1 })];
    const drift = [];
    const client = (await open({ steps })).android({ onDrift: ({ path }) => drift.push(path), retry: false });
    for (let nth = 0; nth < 60; nth++) {
      equal(await client.enterprises.get(ENTERPRISE), { id: ENTERPRISE.enterpriseId, name: "n" });
    }
    equal(drift, []);
    const seen = await client.enterprises.get(ENTERPRISE).then(
      () => "passed",
      (error) => error.name,
    );
    equal([seen, drift.length > 0 || seen !== "passed"], [seen, true]);
    drift.length = 0;
    equal((await client.enterprises.get(ENTERPRISE)).newer, 1);
    equal(drift, ["newer"]);
    equal((await rejection(client.enterprises.get({ enterpriseId: "" }))).name, "InvalidParamsError");
  },

  "transport: fifty calls at the same time": async ({ open }) => {
    const client = (await open()).android();
    const found = await Promise.all(Array.from({ length: 50 }, () => client.users.get(USER)));
    equal(found.filter(({ id }) => id === USER.userId).length, 50);
  },

  "transport: a compressed response": async ({ open }) => {
    const client = (await open({ steps: [{ encoding: "gzip" }] })).android();
    equal((await client.enterprises.get(ENTERPRISE)).id, ENTERPRISE.enterpriseId);
  },

  "transport: fetchTransport(), with and without a function": async ({ open }) => {
    const world = await open();
    let calls = 0;
    const counting = (url, init) => {
      calls++;
      return fetch(url, init);
    };
    for (const transport of [fetchTransport(), fetchTransport(counting)]) {
      equal((await world.android({ transport }).users.get(USER)).id, USER.userId);
    }
    equal(calls, 1);
  },

  "transport: undiciTransport() works, or says that it cannot": async ({ open, host }) => {
    const world = await open();
    const use = async () => {
      const transport = undiciTransport();
      try {
        return await world.android({ transport, retry: false }).users.get(USER);
      } finally {
        await transport.close();
      }
    };
    if (host.undici) return equal((await use()).id, USER.userId);
    const error = await rejection(use());
    ok(
      error instanceof TesseraError && /Node|fetchTransport\(\)/.test(error.message),
      `${error?.name}: ${error?.message}`,
    );
  },

  "transport: one of your own": async () => {
    const urls = [];
    const transport = {
      async send({ url }) {
        urls.push(url);
        const body = [new TextEncoder().encode(JSON.stringify({ id: "e" }))];
        return { status: 200, headers: JSON_TYPE, body: Object.assign(toAsync(body)) };
      },
    };
    const client = new AndroidEnterprise({ auth: "t", transport });
    equal((await client.enterprises.get({ enterpriseId: "e" })).id, "e");
    equal(urls, ["https://androidenterprise.googleapis.com/androidenterprise/v1/enterprises/e"]);
  },

  "close(): a closed client refuses calls": async ({ open }) => {
    const client = (await open()).android();
    await client.users.get(USER);
    await client.close();
    await client.close();
    equal((await rejection(client.users.get(USER))).code, "ERR_TESSERA_CLOSED");
  },

  "close(): a call in flight still ends": async ({ open }) => {
    const world = await open({ steps: [{ delayMs: 200 }] });
    const client = world.android();
    const call = client.users.get(USER);
    await until(async () => (await world.log()).length === 1, "the request");
    await client.close();
    equal((await call).id, USER.userId);
  },

  "close(): as Symbol.asyncDispose": async ({ open }) => {
    const client = (await open()).android();
    await client[Symbol.asyncDispose]();
    equal((await rejection(client.users.get(USER))).code, "ERR_TESSERA_CLOSED");
  },
};

async function* toAsync(chunks) {
  yield* chunks;
}
