/** What each call of REST v2, Reset TempPass and the SSO service must send, written from Adobe's documents without the descriptors. */
import type { ClientOptions } from "tessera-sdk";
import { AdobePass, AdobePassManagement, AdobeSsoService } from "tessera-sdk/adobe-pass";

const INFO = { model: "TV 5th Gen", version: "2022", osName: "tvOS", osVersion: "11.0", connectionType: "WiFi" };
/** `{"model":"TV 5th Gen","version":"2022","osName":"tvOS","osVersion":"11.0","connectionType":"WiFi"}` and two spaces. */
const ENCODED =
  "eyJtb2RlbCI6IlRWIDV0aCBHZW4iLCJ2ZXJzaW9uIjoiMjAyMiIsIm9zTmFtZSI6InR2T1MiLCJvc1ZlcnNpb24iOiIxMS4wIiwiY29ubmVjdGlvblR5cGUiOiJXaUZpIn0g";
export const DEVICE = { id: "ba23d141-d715-561c-94f4-e9e4c966b1eb", info: INFO, ip: "203.0.113.7" };
const FINGERPRINT = "fingerprint YmEyM2QxNDEtZDcxNS01NjFjLTk0ZjQtZTllNGM5NjZiMWVi";

const SSO = { subjectToken: "amazon-token", rokuToken: "roku-token", serviceToken: "service-token" };
const STATUS = {
  frameworkPermissionInfo: { accessStatus: "granted" },
  frameworkProviderInfo: { id: "Cablevision", expirationDate: "1697094207324" },
} as const;
/** The JSON of the status, as Adobe's page prints it without its spaces. */
const ENCODED_STATUS =
  "eyJmcmFtZXdvcmtQZXJtaXNzaW9uSW5mbyI6eyJhY2Nlc3NTdGF0dXMiOiJncmFudGVkIn0sImZyYW1ld29ya1Byb3ZpZGVySW5mbyI6eyJpZCI6IkNhYmxldmlzaW9uIiwiZXhwaXJhdGlvbkRhdGUiOiIxNjk3MDk0MjA3MzI0In19";
const PARTNER = { partnerFrameworkStatus: STATUS };
/** As in Adobe's sample: `{"email":"foo@bar.com"}`. */
const TEMP_PASS = { tempPassIdentity: { email: "foo@bar.com" } };
const SIGN_IN = { mvpd: "Cablevision", domainName: "adobe.com", redirectUrl: "https://adobe.com" };
const FORM = "mvpd=Cablevision&domainName=adobe.com&redirectUrl=https%3A%2F%2Fadobe.com";

const session = { actionName: "authorize", actionType: "direct", sessionId: "s", serviceProvider: "REF30" };
export const profiles = { profiles: {} };

export interface AdobeGolden {
  /** Id of the endpoint. */
  id: string;
  run: (clients: ReturnType<typeof clientsOf>) => Promise<unknown>;
  response?: object;
  request: string;
}

export function clientsOf(baseUrl: string, more: Pick<ClientOptions, "transport"> = {}) {
  const options = { auth: "ya29.access-token", baseUrl, ...more };
  return {
    client: new AdobePass({ ...options, serviceProvider: "REF30", device: DEVICE }),
    tempPass: new AdobePassManagement(options).tempPass,
    sso: new AdobeSsoService(options),
  };
}

const device = `ap-device-identifier: ${FINGERPRINT}\n`;
export const info = `x-device-info: ${ENCODED}\n`;
export const ip = "x-forwarded-for: 203.0.113.7\n";
const visitor = "ap-visitor-identifier: 12345\n";
const form = (body: string) => ({ type: "application/x-www-form-urlencoded", body });
const json = (body: string) => ({ type: "application/json", body });

/** A request with the headers of all requests, sorted. */
function request(line: string, own: string, content?: { type: string; body: string }): string {
  const lines = [
    "accept-encoding: gzip, deflate, br",
    "accept: application/json",
    "authorization: Bearer ya29.access-token",
    "host: {host}",
    "user-agent: tessera-sdk/{version}",
    ...own.split("\n").filter(Boolean),
    ...(content ? [`content-type: ${content.type}`, `content-length: ${content.body.length}`] : []),
  ];
  return `${line}\n${lines.sort().join("\n")}\n\n${content?.body ?? ""}`;
}

const ssoHeaders =
  "adobe-subject-token: amazon-token\nx-roku-reserved-roku-connect-token: roku-token\nad-service-token: service-token\n";
const partner = `ap-partner-framework-status: ${ENCODED_STATUS}\n`;
const tempPass = "ap-temppass-identity: eyJlbWFpbCI6ImZvb0BiYXIuY29tIn0=\n";
const empty = "content-length: 0\n";

export const adobeGoldens: AdobeGolden[] = [
  {
    id: "adobepass.v2.configuration.get",
    run: ({ client }) => client.configuration.get({ profile: "tv" }),
    response: {},
    request: request("GET /api/v2/REF30/configuration?profile=tv", device + info + ip),
  },
  {
    id: "adobepass.v2.sessions.create",
    run: ({ client }) => client.sessions.create({ ...SIGN_IN, ...SSO, visitorId: "12345" }),
    response: session,
    request: request("POST /api/v2/REF30/sessions", device + info + ip + visitor + ssoHeaders, form(FORM)),
  },
  {
    id: "adobepass.v2.sessions.create",
    run: ({ client }) => client.sessions.create(),
    response: session,
    request: request("POST /api/v2/REF30/sessions", device + info + ip, form("")),
  },
  {
    id: "adobepass.v2.sessions.create",
    run: ({ client }) =>
      client.sessions.create({
        serviceProvider: "A/B 1",
        device: { id: "d", info: "eyJtb2RlbCI6IlRWIn0=", ip: "::ffff:198.51.100.9" },
        redirectUrl: "app://x?a=b&c=d+e %",
      }),
    response: session,
    request: request(
      "POST /api/v2/A%2FB%201/sessions",
      "ap-device-identifier: fingerprint ZA==\nx-device-info: eyJtb2RlbCI6IlRWIn0=\nx-forwarded-for: 198.51.100.9\n",
      form("redirectUrl=app%3A%2F%2Fx%3Fa%3Db%26c%3Dd%2Be%20%25"),
    ),
  },
  {
    id: "adobepass.v2.sessions.resume",
    run: ({ client }) => client.sessions.resume({ code: "8blw 4rw", ...SIGN_IN }),
    response: session,
    request: request("POST /api/v2/REF30/sessions/8BLW4RW", ip, form(FORM)),
  },
  {
    id: "adobepass.v2.sessions.resume",
    run: ({ client }) => client.sessions.resume({ code: "8BLW4RW", mvpd: "Cablevision", device: DEVICE }),
    response: session,
    request: request("POST /api/v2/REF30/sessions/8BLW4RW", device + info + ip, form("mvpd=Cablevision")),
  },
  {
    id: "adobepass.v2.sessions.validate",
    run: ({ client }) => client.sessions.validate({ code: "8BLW4RW", visitorId: "12345" }),
    response: {},
    request: request("GET /api/v2/REF30/sessions/8BLW4RW", ip + visitor),
  },
  {
    id: "adobepass.v2.sessions.createForPartner",
    run: ({ client }) =>
      client.sessions.createForPartner({
        partner: "Apple",
        domainName: "adobe.com",
        redirectUrl: "https://adobe.com",
        ...PARTNER,
      }),
    response: session,
    request: request(
      "POST /api/v2/REF30/sessions/sso/Apple",
      device + info + ip + partner,
      form("domainName=adobe.com&redirectUrl=https%3A%2F%2Fadobe.com"),
    ),
  },
  {
    id: "adobepass.v2.profiles.list",
    run: ({ client }) => client.profiles.list({ ...SSO, ...PARTNER }),
    response: profiles,
    request: request("GET /api/v2/REF30/profiles", device + info + ip + ssoHeaders + partner),
  },
  {
    id: "adobepass.v2.profiles.get",
    run: ({ client }) => client.profiles.get({ mvpd: "flexible/TempPass", ...TEMP_PASS }),
    response: profiles,
    request: request("GET /api/v2/REF30/profiles/flexible%2FTempPass", device + info + ip + tempPass),
  },
  {
    id: "adobepass.v2.profiles.getByCode",
    run: ({ client }) => client.profiles.getByCode({ code: "8ER640M", ...TEMP_PASS }),
    response: profiles,
    request: request("GET /api/v2/REF30/profiles/code/8ER640M", ip + tempPass),
  },
  ...["PHNh+/8=", "PHNh\r\n+/8=\n", "PHNh%2B%2F8%3D"].map(
    (SAMLResponse): AdobeGolden => ({
      id: "adobepass.v2.profiles.createForPartner",
      run: ({ client }) => client.profiles.createForPartner({ partner: "Apple", SAMLResponse, ...PARTNER }),
      response: profiles,
      request: request(
        "POST /api/v2/REF30/profiles/sso/Apple",
        device + info + ip + partner,
        form("SAMLResponse=PHNh%2B%2F8%3D"),
      ),
    }),
  ),
  {
    id: "adobepass.v2.decisions.preauthorize",
    run: ({ client }) => client.decisions.preauthorize({ mvpd: "Cablevision", resources: ["REF30 ", "b"], ...SSO }),
    response: { decisions: [] },
    request: request(
      "POST /api/v2/REF30/decisions/preauthorize/Cablevision",
      device + info + ip + ssoHeaders,
      json('{"resources":["REF30 ","b"]}'),
    ),
  },
  {
    id: "adobepass.v2.decisions.authorize",
    run: ({ client }) =>
      client.decisions.authorize({ mvpd: "flexibleTempPass", resources: ["REF30"], ...TEMP_PASS, ...PARTNER }),
    response: { decisions: [] },
    request: request(
      "POST /api/v2/REF30/decisions/authorize/flexibleTempPass",
      device + info + ip + tempPass + partner,
      json('{"resources":["REF30"]}'),
    ),
  },
  {
    id: "adobepass.v2.logout.initiate",
    run: ({ client }) => client.logout.initiate({ mvpd: "Cablevision", redirectUrl: "https://adobe.com" }),
    response: { logouts: {} },
    request: request("GET /api/v2/REF30/logout/Cablevision?redirectUrl=https%3A%2F%2Fadobe.com", device + info + ip),
  },
  {
    id: "adobepass.management.tempPass.resetDevice",
    run: ({ tempPass: group }) => group.resetDevice({ requestorId: "REF30", mvpdId: "TempPass", deviceId: "6ed/6" }),
    request: request("DELETE /reset-tempass/v3/reset?requestor_id=REF30&mvpd_id=TempPass&device_id=6ed%2F6", ""),
  },
  {
    id: "adobepass.management.tempPass.resetAllDevices",
    run: ({ tempPass: group }) => group.resetAllDevices({ requestorId: "REF30", mvpdId: "TempPass" }),
    request: request("DELETE /reset-tempass/v3/reset?requestor_id=REF30&mvpd_id=TempPass&device_id=all", ""),
  },
  {
    id: "adobepass.management.tempPass.resetUser",
    run: ({ tempPass: group }) => group.resetUser({ requestorId: "REF30", mvpdId: "TempPass", key: "f7ee" }),
    request: request("DELETE /reset-tempass/v3/reset/generic?requestor_id=REF30&mvpd_id=TempPass&key=f7ee", ""),
  },
  {
    id: "adobepass.management.tempPass.resetAllUsers",
    run: ({ tempPass: group }) => group.resetAllUsers({ requestorId: "REF30", mvpdId: "TempPass" }),
    request: request("DELETE /reset-tempass/v3/reset/generic?requestor_id=REF30&mvpd_id=TempPass&key=all", ""),
  },
  ...(
    [
      [{ ssoId: "user-1" }, "x-sso-id: user-1\n"],
      [{ ssoLink: "123456" }, "x-sso-link: 123456\n"],
    ] as const
  ).map(
    ([by, header]): AdobeGolden => ({
      id: "adobepass.sso.serviceTokens.create",
      run: ({ sso }) => sso.serviceTokens.create({ serviceProvider: "REF30", device: DEVICE, ...by }),
      response: { serviceToken: "t" },
      request: request("POST /api/REF30/serviceToken", device + info + ip + header + empty),
    }),
  ),
  {
    id: "adobepass.sso.serviceTokens.refresh",
    run: ({ sso }) => sso.serviceTokens.refresh({ serviceProvider: "REF30", serviceToken: "service-token" }),
    response: { serviceToken: "t" },
    request: request("GET /api/REF30/serviceToken", "ad-service-token: service-token\n"),
  },
  {
    id: "adobepass.sso.devices.link",
    run: ({ sso }) => sso.devices.link({ serviceProvider: "REF30", device: DEVICE, serviceToken: "service-token" }),
    response: { code: "123456" },
    request: request("POST /api/REF30/link", `${device + ip}ad-service-token: service-token\n${empty}`),
  },
  {
    id: "adobepass.sso.devices.unlink",
    run: ({ sso }) =>
      sso.devices.unlink({
        serviceProvider: "REF30",
        device: DEVICE,
        serviceToken: "service-token",
        devices: ["deviceid1", "deviceid2"],
      }),
    response: { unlinkedDevices: [] },
    request: request(
      "POST /api/REF30/unlink",
      `${device + ip}ad-service-token: service-token\n`,
      json('{"devices":["deviceid1","deviceid2"]}'),
    ),
  },
  {
    id: "adobepass.sso.devices.list",
    run: ({ sso }) => sso.devices.list({ serviceProvider: "REF30", device: DEVICE, serviceToken: "service-token" }),
    response: { devices: {} },
    request: request("GET /api/REF30/list", `${device + ip}ad-service-token: service-token\n`),
  },
];
