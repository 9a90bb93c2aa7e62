/** Gives providers created by one copy of the package to clients of the other. Prints the result of a call for each. */
import { generateKeyPairSync } from "node:crypto";
import { createRequire } from "node:module";
import * as esm from "tessera-sdk";
import { createEmulator } from "tessera-sdk/testing";

const cjs = createRequire(import.meta.url)("tessera-sdk");

const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
const credentials = {
  type: "service_account",
  client_email: "sdk@example.iam.gserviceaccount.com",
  private_key: privateKey.export({ type: "pkcs8", format: "pem" }),
};

/** The emulator's transport, which also stands in for Google's token endpoint. */
function transportOf(emulator) {
  return {
    send(request) {
      if (new URL(request.url).hostname !== "oauth2.googleapis.com") return emulator.transport.send(request);
      const response = { access_token: emulator.issueToken(), expires_in: 3599, token_type: "Bearer" };
      const body = (async function* () {
        yield new TextEncoder().encode(JSON.stringify(response));
      })();
      return Promise.resolve({ status: 200, headers: { "content-type": "application/json" }, body });
    },
  };
}

async function call(maker, user) {
  const emulator = createEmulator();
  const transport = transportOf(emulator);
  const emm = new user.AndroidEnterprise({ auth: maker.googleAuth({ credentials }), transport });
  const { token } = await emm.users.generateAuthenticationToken({ enterpriseId: "LC00lwk1yg", userId: "110001" });
  const auth = maker.flowerDocsLogin({ user: "jna", password: "emulated-password", scope: "ACME" });
  const flower = new user.FlowerDocs({ auth, transport, baseUrl: "https://flowerdocs.example.com/core" });
  const renewed = await flower.tokens.renew();
  return {
    googleAuth: emulator.androidEnterprise.redeem(token),
    login: emulator.flowerDocs.tokens.some((known) => known.token === renewed.token),
  };
}

console.log(
  JSON.stringify({
    distinct: esm.googleAuth !== cjs.googleAuth && esm.flowerDocsLogin !== cjs.flowerDocsLogin,
    esmInCjs: await call(esm, cjs),
    cjsInEsm: await call(cjs, esm),
  }),
);
