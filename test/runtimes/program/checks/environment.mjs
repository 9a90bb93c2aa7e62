/** The emulator in the same process, and what needs Node. */
import { AdobePassV1 } from "tessera-sdk/adobe-pass";
import { AndroidEnterprise, AuthError, googleAuth } from "tessera-sdk/android-enterprise";
import { ChromeDirectory } from "tessera-sdk/chrome-directory";
import { FlowerDocs, login } from "tessera-sdk/flower-docs";
import { loadOperations, services } from "tessera-sdk/operations";
import { createEmulator, ManualClock, startEmulator } from "tessera-sdk/testing";
import { ACCOUNT, equal, ok, rejection, TV, USER } from "../tools.mjs";

export const environment = {
  "emulator: all services in this process": async () => {
    const emulator = createEmulator();
    const { transport } = emulator;
    const auth = emulator.issueToken();
    const android = new AndroidEnterprise({ auth, transport });
    const { token } = await android.users.generateAuthenticationToken(USER);
    equal(Boolean(emulator.androidEnterprise.redeem(token)), true);
    await new ChromeDirectory({ auth, transport }).enrollmentTokens.create();
    equal((await new AdobePassV1({ auth, transport }).checkAuthentication(TV)).authenticated, false);
    const baseUrl = "https://flowerdocs.example.com/core";
    const flower = new FlowerDocs({ auth: login(ACCOUNT), baseUrl, transport });
    equal((await flower.tokens.validate({ token: "unknown" })).valid, false);
    ok(emulator.requests.length >= 5, "the requests");
  },

  "operations: each service is loaded when it is needed": async () => {
    for (const { name, operations } of services) equal((await loadOperations(name)).length, operations.length);
  },

  "emulator: its clock": async () => {
    const clock = new ManualClock();
    const emulator = createEmulator({ clock });
    const auth = emulator.issueToken({ expiresInSeconds: 60 });
    const client = new AndroidEnterprise({ auth, transport: emulator.transport, clock, retry: false });
    await client.users.get(USER);
    await clock.advance(61_000);
    equal((await rejection(client.users.get(USER))).kind, "unauthenticated");
  },

  "emulator: as a server, or it says that it cannot": async ({ host }) => {
    if (!host.node) return ok(/Node/.test((await rejection(startEmulator())).message), "the message");
    const emulator = await startEmulator();
    const client = new AndroidEnterprise({ auth: emulator.issueToken(), baseUrl: emulator.baseUrls.androidEnterprise });
    equal((await client.users.get(USER)).id, USER.userId);
    await client.close();
    await emulator.close();
  },

  "googleAuth(): a service account, or it says that it cannot": async ({ open, host }) => {
    const world = await open();
    const credentials = { type: "service_account", client_email: "sdk@example.com", private_key: await privateKey() };
    const hosts = [];
    const transport = {
      async send(request) {
        hosts.push(new URL(request.url).host);
        return { status: 200, headers: { "content-type": "application/json" }, body: tokenResponse(world.token) };
      },
    };
    const client = world.android({ auth: googleAuth({ credentials }), transport, validation: "off", retry: false });
    if (!host.node) {
      const error = await rejection(client.users.get(USER));
      equal([error instanceof AuthError, /needs Node/.test(error.message), hosts], [true, true, []]);
      return;
    }
    await client.users.get(USER);
    equal([hosts[0], hosts.length], ["oauth2.googleapis.com", 2]);
  },
};

async function privateKey() {
  const algorithm = {
    name: "RSASSA-PKCS1-v1_5",
    hash: "SHA-256",
    modulusLength: 2048,
    publicExponent: new Uint8Array([1, 0, 1]),
  };
  const { privateKey } = await crypto.subtle.generateKey(algorithm, true, ["sign", "verify"]);
  const bytes = new Uint8Array(await crypto.subtle.exportKey("pkcs8", privateKey));
  const lines = btoa(String.fromCharCode(...bytes)).match(/.{1,64}/g);
  return ["-----BEGIN PRIVATE KEY-----", ...lines, "-----END PRIVATE KEY-----", ""].join("\n");
}

async function* tokenResponse(token) {
  yield new TextEncoder().encode(JSON.stringify({ access_token: token, expires_in: 3599, token_type: "Bearer" }));
}
