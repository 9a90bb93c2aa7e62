/** What must work in every test runner, in its own way of loading modules and in its own realm. */
const { generateKeyPairSync } = require("node:crypto");
const { createServer } = require("node:http");
const { runInNewContext } = require("node:vm");
const { gzipSync } = require("node:zlib");

// Not `node:assert`, which is of another realm in Jest.
function equal(actual, expected) {
  const [is, should] = [actual, expected].map((value) => JSON.stringify(value));
  if (is !== should) throw new Error(`is ${is}, should be ${should}`);
}

async function rejection(promise) {
  try {
    await promise;
  } catch (reason) {
    return reason;
  }
  throw new Error("should have been rejected");
}

async function listen(handler) {
  const server = createServer(handler);
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  const close = () => {
    server.closeAllConnections();
    return new Promise((resolve) => server.close(resolve));
  };
  return { url: `http://127.0.0.1:${server.address().port}`, close };
}

const enterprise = { enterpriseId: "LC00lwk1yg" };
const device = { requestor: "REF30", deviceId: "unknown", deviceInfo: { model: "TV", osName: "tvOS" } };
const fast = { retry: { baseMs: 1 } };

/** @returns checks by their names. */
exports.checksOf = (sdk, { startEmulator, createEmulator, ManualClock }) => {
  async function withEmulator(check) {
    const emulator = await startEmulator();
    try {
      await check(emulator, emulator.issueToken(), emulator.baseUrls);
    } finally {
      await emulator.close();
    }
  }

  async function withServer(handler, check) {
    const server = await listen(handler);
    const client = new sdk.AndroidEnterprise({ auth: "t", baseUrl: server.url, ...fast });
    try {
      await check(client, server);
    } finally {
      await client.close();
      await server.close();
    }
  }

  return {
    "calls Android Enterprise": () =>
      withEmulator(async (emulator, auth, { androidEnterprise: baseUrl }) => {
        const client = new sdk.AndroidEnterprise({ auth, baseUrl });
        const { token } = await client.users.generateAuthenticationToken({ ...enterprise, userId: "110001" });
        equal(emulator.androidEnterprise.redeem(token) !== undefined, true);
        const { data, response } = await client.enterprises.get(enterprise).withResponse();
        equal([data.id, response.status, response.attempts], ["LC00lwk1yg", 200, 1]);
        await client.close();
      }),

    "calls Chrome, page by page": () =>
      withEmulator(async (_, auth, { chromeDirectory: baseUrl }) => {
        const client = new sdk.ChromeDirectory({ auth: async () => auth, baseUrl });
        for (const orgUnitPath of ["/Sales", "/Sales/Laptops", "/Support"])
          await client.enrollmentTokens.create({ orgUnitPath });
        const listed = await client.enrollmentTokens.list({ pageSize: 2 }).toArray();
        equal(listed.map((each) => each.orgUnitPath).sort(), ["/Sales", "/Sales/Laptops", "/Support"]);
        await client.close();
      }),

    "calls Adobe Pass, and reads its errors as JSON and XML": () =>
      withEmulator(async (_, auth, { adobePass: baseUrl }) => {
        for (const format of ["json", "xml"]) {
          const client = new sdk.AdobePassV1({ auth, format, baseUrl });
          const status = await client.checkAuthentication(device);
          equal([status.authenticated, status.error instanceof sdk.AdobePassError], [false, true]);
          const refused = new sdk.AdobePassV1({ auth: "unknown", format, baseUrl, retry: false });
          equal((await rejection(refused.checkAuthentication(device))).code, "access_denied");
          await Promise.all([client.close(), refused.close()]);
        }
      }),

    "logs in to FlowerDocs": () =>
      withEmulator(async (_, __, { flowerDocs: baseUrl }) => {
        const account = { user: "jna", password: "emulated-password", scope: "ACME" };
        const client = new sdk.FlowerDocs({ auth: sdk.flowerDocsLogin(account), baseUrl });
        const { token } = await client.tokens.create({ validityTime: 600 });
        equal((await client.tokens.validate({ token })).valid, true);
        await client.close();
      }),

    "signs in to Google with a key": async () => {
      const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
      const private_key = privateKey.export({ type: "pkcs8", format: "pem" });
      const credentials = { type: "service_account", client_email: "a@example.com", private_key };
      const requested = [];
      const transport = {
        async send({ url }) {
          requested.push(new URL(url).hostname);
          const body = url.includes("/token") ? { access_token: "t", expires_in: 3600 } : { id: "LC00lwk1yg" };
          const bytes = new TextEncoder().encode(JSON.stringify(body));
          const headers = { "content-type": "application/json" };
          return {
            status: 200,
            headers,
            body: (async function* () {
              yield bytes;
            })(),
          };
        },
      };
      const client = new sdk.AndroidEnterprise({ auth: sdk.googleAuth({ credentials }), transport, retry: false });
      equal((await client.enterprises.get(enterprise)).id, "LC00lwk1yg");
      equal(requested, ["oauth2.googleapis.com", "androidenterprise.googleapis.com"]);
    },

    "throws errors of the classes that this realm has": () =>
      withEmulator(async (_, auth, { androidEnterprise: baseUrl }) => {
        const client = new sdk.AndroidEnterprise({ auth, baseUrl, retry: false });
        const missing = await rejection(client.enterprises.get({ enterpriseId: "missing" }));
        const classes = [sdk.NotFoundError, sdk.GoogleApiError, sdk.ApiError, sdk.TesseraError, Error];
        equal(
          classes.map((each) => missing instanceof each),
          [true, true, true, true, true],
        );
        equal([missing.kind, missing.status], ["not_found", 404]);
        const invalid = await rejection(client.enterprises.get({}));
        equal([invalid instanceof sdk.InvalidParamsError, invalid.issues[0].path], [true, "enterpriseId"]);
        await client.close();
        const dead = await listen(() => {});
        await dead.close();
        const lost = new sdk.AndroidEnterprise({ auth, baseUrl: dead.url, retry: false });
        const error = await rejection(lost.enterprises.get(enterprise));
        equal([error instanceof sdk.ConnectionError, error.message.includes("ECONNREFUSED")], [true, true]);
        await lost.close();
      }),

    "retries, decompresses, and generates validators": () => {
      let requests = 0;
      const handler = (request, response) => {
        request.resume();
        requests += 1;
        response.writeHead(requests === 1 ? 503 : 200, {
          "content-type": "application/json",
          "content-encoding": "gzip",
        });
        response.end(gzipSync(requests === 1 ? "{}" : '{"id":"LC00lwk1yg"}'));
      };
      return withServer(handler, async (client) => {
        const first = await client.enterprises.get(enterprise).withResponse();
        equal(first.response.attempts, 2);
        for (let nth = 0; nth < 60; nth++) equal((await client.enterprises.get(enterprise)).id, "LC00lwk1yg");
      });
    },

    "rejects with the reason of a signal, before and during a call": () => {
      const arrived = Promise.withResolvers?.() ?? {};
      arrived.promise ??= new Promise((resolve) => {
        arrived.resolve = resolve;
      });
      return withServer(
        () => arrived.resolve(),
        async (client) => {
          const reason = { left: true };
          const options = { signal: AbortSignal.abort(reason) };
          equal((await rejection(client.enterprises.get(enterprise, options))) === reason, true);
          const controller = new AbortController();
          const pending = rejection(client.enterprises.get(enterprise, { signal: controller.signal }));
          await arrived.promise;
          controller.abort();
          equal((await pending).name, "AbortError");
          const late = await rejection(client.enterprises.get(enterprise, { timeoutMs: 20, retry: false }));
          equal([late instanceof sdk.TimeoutError, late.kind], [true, "unavailable"]);
        },
      );
    },

    "sends bytes, lists and objects of this realm, and refuses what is something else": () => {
      let received = "";
      const handler = async (request, response) => {
        received = "";
        for await (const chunk of request) received += chunk;
        response.writeHead(200, { "content-type": "application/json" }).end('{"ok":true}');
      };
      return withServer(handler, async (client) => {
        const send = (body) => client.request({ http: "POST /things", body });
        for (const bytes of [new Uint8Array([104, 105]), Buffer.from("hi"), new TextEncoder().encode("hi")]) {
          equal((await send(bytes)).ok, true);
          equal(received, "hi");
        }
        await send({ list: [1, { a: "b" }], none: null });
        equal(received, '{"list":[1,{"a":"b"}],"none":null}');
        async function* streamed() {
          yield new TextEncoder().encode("hi");
        }
        await send(() => streamed());
        equal(received, "hi");
        const ids = { ...enterprise, userId: "110001", deviceId: "3a1b2c3d4e5f6789" };
        for (const policy of [new Map(), Promise.resolve({}), new Date(), [1]])
          equal((await rejection(client.devices.update({ ...ids, policy }))) instanceof sdk.InvalidParamsError, true);
      });
    },

    "takes values and errors of another realm": () => {
      const handler = async (request, response) => {
        let received = "";
        for await (const chunk of request) received += chunk;
        response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify({ received }));
      };
      return withServer(handler, async (client, { url }) => {
        const other = runInNewContext(`({
          bytes: new Uint8Array([104, 105]),
          request: { http: "POST /things", body: { list: [1] } },
          options: { headers: { "x-other": "1" }, retry: { attempts: 1 } },
          map: new Map(),
          error: new TypeError("of another realm"),
        })`);
        equal((await client.request({ http: "POST /things", body: other.bytes })).received, "hi");
        equal((await client.request(other.request, other.options)).received, '{"list":[1]}');
        const ids = { ...enterprise, userId: "110001", deviceId: "3a1b2c3d4e5f6789" };
        const refused = await rejection(client.devices.update({ ...ids, policy: other.map }));
        equal(refused instanceof sdk.InvalidParamsError, true);
        const stopped = { signal: AbortSignal.abort(other.error) };
        equal((await rejection(client.enterprises.get(enterprise, stopped))) === other.error, true);
        const auth = () => Promise.reject(other.error);
        const failing = new sdk.AndroidEnterprise({ auth, baseUrl: url, retry: false });
        const failed = await rejection(failing.enterprises.get(enterprise));
        equal([failed instanceof sdk.AuthError, failed.cause === other.error], [true, true]);
        const send = () => Promise.reject(other.error);
        const broken = new sdk.AndroidEnterprise({ auth: "t", transport: { send }, retry: false });
        const lost = await rejection(broken.enterprises.get(enterprise));
        equal([lost instanceof sdk.TesseraError, lost.cause.name], [true, "TypeError"]);
        equal(lost.message.includes("TypeError: of another realm"), true);
        await failing.close();
      });
    },

    "keeps time by a clock, in process": async () => {
      const clock = new ManualClock();
      const emulator = createEmulator({ clock });
      const { transport } = emulator;
      const client = new sdk.AndroidEnterprise({ auth: emulator.issueToken(), transport, clock });
      equal((await client.enterprises.get(enterprise)).id, "LC00lwk1yg");
      await clock.advance(3_600_001);
      equal((await rejection(client.enterprises.get(enterprise))) instanceof sdk.UnauthenticatedError, true);
    },
  };
};
