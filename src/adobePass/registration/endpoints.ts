/** Dynamic client registration: the endpoints that turn a software statement into access tokens. */
import { endpointsOf } from "../../core/endpoint.js";
import { listOf, nonEmptyString, number, objectOf, string } from "../../core/schema.js";
import { forwardedIp } from "../device/ip.js";

const endpoint = endpointsOf({ id: "adobepass.registration", path: "/o/client" });

/** What the requests carry of the device. */
interface DeviceFields {
  /** What the device is, encoded. */
  deviceInfo?: string | undefined;
  /** Its address: these requests count toward its throttle, too. */
  deviceIp?: string | undefined;
}

interface RegisterParams extends DeviceFields {
  software_statement: string;
  redirect_uri?: string | undefined;
}

interface TokenParams extends DeviceFields {
  client_id: string;
  client_secret: string;
  grant_type: string;
}

/** A client, as Adobe registered it. */
interface RegisteredClient {
  client_id: string;
  client_secret: string;
  redirect_uris?: string[];
  grant_types?: string[];
  scopes?: string[];
  client_id_issued_at?: number;
}

/** An access token, as Adobe issues it. */
interface AccessToken {
  access_token: string;
  /** In seconds. */
  expires_in: number;
  id?: string;
  /** In milliseconds. */
  created_at?: number;
  token_type?: string;
}

const registerParams = objectOf<RegisterParams>()(
  () => ({ software_statement: nonEmptyString, redirect_uri: nonEmptyString, deviceInfo: string, deviceIp: string }),
  { software_statement: true },
);

const tokenParams = objectOf<TokenParams>()(
  () => ({
    client_id: nonEmptyString,
    client_secret: nonEmptyString,
    grant_type: nonEmptyString,
    deviceInfo: string,
    deviceIp: string,
  }),
  { client_id: true, client_secret: true, grant_type: true },
);

const registeredClient = objectOf<RegisteredClient>()(
  () => ({
    client_id: nonEmptyString,
    client_secret: nonEmptyString,
    redirect_uris: listOf(string),
    grant_types: listOf(string),
    scopes: listOf(string),
    client_id_issued_at: number,
  }),
  { client_id: true, client_secret: true },
);

const accessToken = objectOf<AccessToken>()(
  () => ({ access_token: nonEmptyString, expires_in: number, id: string, created_at: number, token_type: string }),
  { access_token: true, expires_in: true },
);

const HEADERS = ["X-Device-Info", "X-Forwarded-For"] as const;

function withDevice<P extends DeviceFields>({ deviceInfo, deviceIp, ...body }: P) {
  const address = deviceIp === undefined ? undefined : forwardedIp(deviceIp);
  return { ...body, "X-Device-Info": deviceInfo, "X-Forwarded-For": address };
}

export const registrationEndpoints = {
  register: endpoint("register", {
    http: "POST /register",
    body: "*",
    header: HEADERS,
    // A second client would be one more instance of the application, whose profiles nobody finds.
    idempotency: "none",
    effect: "write",
    secret: ["software_statement"],
    params: registerParams,
    response: registeredClient,
    toWire: withDevice<RegisterParams>,
  }),
  token: endpoint("token", {
    http: "POST /token",
    body: "*",
    sends: "form",
    header: HEADERS,
    idempotency: "mint",
    effect: "write",
    secret: ["client_secret"],
    params: tokenParams,
    response: accessToken,
    toWire: withDevice<TokenParams>,
  }),
};
