/** Every call of REST v2, Reset TempPass and the SSO service as the bytes that a server receives, from Adobe's documents. */
import { AdobePass, softwareStatement } from "tessera-sdk/adobe-pass";
import { afterAll, beforeAll, expect, test } from "vitest";
import {
  adobePassManagementEndpoints,
  adobePassV2Endpoints,
  adobeSsoEndpoints,
} from "../../src/adobePass/endpoints.js";
import { adobeGoldens, clientsOf, DEVICE, info, ip, profiles } from "../support/adobeGoldens.js";
import { golden, type RawServer, startRawServer } from "../support/rawServer.js";

let server: RawServer;
beforeAll(async () => {
  server = await startRawServer();
});
afterAll(() => server.close());

test.each(adobeGoldens)("$id is sent as Adobe documents it", async ({ run, response, request: expected }) => {
  server.received.length = 0;
  server.response = { status: 200, body: response === undefined ? "" : JSON.stringify(response) };
  await run(clientsOf(server.url));
  expect(server.received).toHaveLength(1);
  expect(golden(server.received[0])).toBe(expected);
});

test("these are all requests", () => {
  const groups: Record<string, Record<string, { id: string }>>[] = [
    adobePassV2Endpoints,
    adobePassManagementEndpoints,
    adobeSsoEndpoints,
  ];
  const ids = groups.flatMap((group) => Object.values(group).flatMap((endpoints) => Object.values(endpoints)));
  const held = new Set(adobeGoldens.map(({ id }) => id));
  expect(ids.map(({ id }) => id).filter((id) => !held.has(id))).toEqual([]);
});

test("a registration and the token request after it", async () => {
  server.received.length = 0;
  const issued = { client_id: "s6BhdRkqt3", client_secret: "t7AkePiru4", access_token: "2YotnFZFEjr1zCsicMWpAA" };
  server.response = { status: 201, body: JSON.stringify({ ...issued, expires_in: 21600, ...profiles }) };
  const auth = softwareStatement({ statement: "eyJ9.eyJ9.c2ln", redirectUri: "app://com.programmer.adobe#sdasdsadas" });
  const client = new AdobePass({ auth, baseUrl: server.url, serviceProvider: "REF30", device: DEVICE });
  await client.profiles.list();
  const common = "accept-encoding: gzip, deflate, br\naccept: application/json\n";
  expect(server.received.slice(0, 2).map(golden)).toEqual([
    `\
POST /o/client/register
${common}content-length: 94
content-type: application/json
host: {host}
user-agent: tessera-sdk/{version}
${info}${ip}
{"software_statement":"eyJ9.eyJ9.c2ln","redirect_uri":"app://com.programmer.adobe#sdasdsadas"}`,
    `\
POST /o/client/token
${common}content-length: 75
content-type: application/x-www-form-urlencoded
host: {host}
user-agent: tessera-sdk/{version}
${info}${ip}
client_id=s6BhdRkqt3&client_secret=t7AkePiru4&grant_type=client_credentials`,
  ]);
  expect(server.received[2]).toContain("Bearer 2YotnFZFEjr1zCsicMWpAA");
});
