/** Who may call the emulated APIs for Chrome browsers. */
import { describe, expect, test } from "vitest";
import { AUTH, BETA_BROWSERS, BETA_TOKENS, chromeBench, errorOf, V1 } from "../support/chromeEmulator.js";

describe("access", () => {
  const scopes = [
    { target: `GET ${BETA_TOKENS}`, scope: "admin.directory.device.chromebrowsers" },
    { target: `GET ${BETA_BROWSERS}`, scope: "admin.directory.device.chromebrowsers" },
    { target: `GET ${V1}/enrollmentTokens`, scope: "chrome.management.enrollmenttokens" },
    { target: `GET ${V1}/chromeBrowsers`, scope: "chrome.management.browsers" },
    { target: `GET ${V1}/profiles`, scope: "chrome.management.profiles" },
  ];

  test.each(scopes)("$target needs $scope or its read-only form", async ({ target, scope }) => {
    const { send } = chromeBench();
    for (const { scope: each } of scopes) {
      for (const given of [`${AUTH}/${each}`, `${AUTH}/${each}.readonly`]) {
        const { status } = await send(target, undefined, { scopes: [given] });
        expect([given, status]).toEqual([given, each === scope ? 200 : 403]);
      }
    }
  });

  test("to a change needs the scope that is not read-only", async () => {
    const { chrome, send } = chromeBench();
    const scope = { scopes: [`${AUTH}/chrome.management.browsers.readonly`] };
    expect((await send(`DELETE ${V1}/chromeBrowsers/${chrome.addBrowser()}`, undefined, scope)).status).toBe(403);
    expect(chrome.browsers).toHaveLength(1);
  });

  test("is refused in the form of each API", async () => {
    const { send } = chromeBench();
    const scope = { scopes: [`${AUTH}/unknown`] };
    expect(errorOf(await send(`GET ${BETA_BROWSERS}`, undefined, scope)).errors).toMatchObject([
      { reason: "insufficientPermissions" },
    ]);
    const v1 = errorOf(await send(`GET ${V1}/chromeBrowsers`, undefined, scope));
    expect(v1).not.toHaveProperty("errors");
    expect(v1).toMatchObject({ status: "PERMISSION_DENIED", details: [{ reason: "ACCESS_TOKEN_SCOPE_INSUFFICIENT" }] });
  });

  test.each([
    { customer: "my_customer", beta: 200, v1: 200 },
    { customer: "C03az79cb", beta: 200, v1: 200 },
    { customer: "03az79cb", beta: 200, v1: 404 },
    { customer: "C0other", beta: 404, v1: 404 },
    { customer: "customers%2Fmy_customer", beta: 400, v1: 400 },
  ])("is to the customer $customer: $beta on the beta, $v1 on v1", async ({ customer, beta, v1 }) => {
    const { send } = chromeBench();
    expect((await send(`GET ${BETA_TOKENS.replace("my_customer", customer)}`)).status).toBe(beta);
    expect((await send(`GET ${V1.replace("my_customer", customer)}/enrollmentTokens`)).status).toBe(v1);
  });
});

test("each endpoint of the client is emulated", async () => {
  const { emulator, send } = chromeBench();
  for (const { http, body } of emulator.chromeDirectory.endpoints) {
    const request = http.replace("{customer}", "my_customer").replace(/\{[^}]*\}/g, "x");
    expect([http, (await send(request, body === undefined ? undefined : {})).status]).not.toEqual([http, 501]);
  }
});
