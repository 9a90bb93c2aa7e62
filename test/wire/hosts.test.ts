/** The addresses that the clients call when no base URL is given, recorded in place of the network. */
import { AdobePassV1, AndroidEnterprise, ChromeDirectory, FlowerDocs } from "tessera-sdk";
import { expect, test } from "vitest";
import { services } from "../../scripts/packageJson.js";
import { type Scripted, scripted } from "../support/scripted.js";

const DEVICE = { requestor: "REF30", deviceId: "6ed6a9", deviceInfo: "eyJtb2RlbCI6IlRWIn0=" };
const auth = "access-token";

interface Case {
  /** Its folder in `src`. */
  service: string;
  name: string;
  request: string;
  body?: unknown;
  run: (transport: Scripted) => Promise<unknown>;
}

const cases: Case[] = [
  {
    service: "androidEnterprise",
    name: "Android Enterprise users",
    request:
      "POST https://androidenterprise.googleapis.com/androidenterprise/v1/enterprises/LC1/users/u1/authenticationToken",
    body: { token: "t" },
    run: (transport) =>
      new AndroidEnterprise({ auth, transport }).users.generateAuthenticationToken({
        enterpriseId: "LC1",
        userId: "u1",
      }),
  },
  {
    service: "androidEnterprise",
    name: "Android Enterprise enrollment tokens",
    request: "POST https://androidenterprise.googleapis.com/androidenterprise/v1/enterprises/LC1/enrollmentTokens",
    body: { token: "t" },
    run: (transport) =>
      new AndroidEnterprise({ auth, transport }).enrollmentTokens.create({
        enterpriseId: "LC1",
        enrollmentTokenType: "userDevice",
      }),
  },
  {
    service: "chromeDirectory",
    name: "the Chrome token list",
    request: "GET https://www.googleapis.com/admin/directory/v1.1beta1/customer/my_customer/chrome/enrollmentTokens",
    body: {},
    run: (transport) => new ChromeDirectory({ auth, transport }).enrollmentTokens.list().toArray(),
  },
  {
    service: "chromeDirectory",
    name: "Chrome token creation",
    request: "POST https://www.googleapis.com/admin/directory/v1.1beta1/customer/my_customer/chrome/enrollmentTokens",
    body: { tokenPermanentId: "p", token: "t" },
    run: (transport) => new ChromeDirectory({ auth, transport }).enrollmentTokens.create(),
  },
  {
    service: "chromeDirectory",
    name: "Chrome token revocation",
    request:
      "POST https://www.googleapis.com/admin/directory/v1.1beta1/customer/my_customer/chrome/enrollmentTokens/p:revoke",
    run: (transport) => new ChromeDirectory({ auth, transport }).enrollmentTokens.revoke({ tokenPermanentId: "p" }),
  },
  {
    service: "adobePass",
    name: "Adobe Pass",
    request: "GET https://api.auth.adobe.com/api/v1/checkauthn?requestor=REF30&deviceId=6ed6a9",
    run: (transport) => new AdobePassV1({ auth, transport }).checkAuthentication(DEVICE),
  },
  {
    service: "adobePass",
    name: "Adobe Pass production",
    request: "GET https://api.auth.adobe.com/api/v1/checkauthn?requestor=REF30&deviceId=6ed6a9",
    run: (transport) => new AdobePassV1({ auth, transport, environment: "production" }).requireAuthentication(DEVICE),
  },
  {
    service: "adobePass",
    name: "Adobe Pass staging",
    request: "GET https://api.auth-staging.adobe.com/api/v1/checkauthn?requestor=REF30&deviceId=6ed6a9",
    run: (transport) => new AdobePassV1({ auth, transport, environment: "staging" }).checkAuthentication(DEVICE),
  },
  {
    service: "flowerDocs",
    name: "FlowerDocs at the root it is given, less its slash",
    request: "PUT https://flowerdocs.example.com/flower-docs-ws/rest/token/user",
    body: "a.b.c",
    run: (transport) =>
      new FlowerDocs({ auth, transport, baseUrl: "https://flowerdocs.example.com/flower-docs-ws/" }).tokens.renew(),
  },
];

test.each(cases)("$name goes to $request", async ({ request, body, run }) => {
  const transport = scripted({ body });
  await run(transport);
  expect(transport.sent.map(({ method, url }) => `${method} ${url}`)).toEqual([request]);
});

test("every service has a case", () => {
  const missing = services.filter((name) => !cases.some(({ service }) => service === name));
  expect(missing.map((name) => `add a case for ${name} to test/wire/hosts.test.ts`)).toEqual([]);
});

test("a base URL takes precedence over the environment", async () => {
  const transport = scripted();
  const baseUrl = "https://adobe.example.com/proxy";
  await new AdobePassV1({ auth, transport, environment: "staging", baseUrl }).requireAuthentication(DEVICE);
  expect(transport.sent[0]?.url).toBe(
    "https://adobe.example.com/proxy/api/v1/checkauthn?requestor=REF30&deviceId=6ed6a9",
  );
});
