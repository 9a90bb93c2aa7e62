/** What is known of a session by its code. */
import { anything, boolean, eitherOf, number, objectOf, type Schema, string } from "../../../core/schema.js";
import { isPlainObject } from "../../../core/values.js";
import { withMs } from "../../times.js";
import { type AdobeSessionParameter, missingParametersSchema, withParameterNames } from "./session.js";

/** A session as a second screen sees it. */
export interface AdobeSessionInfo {
  /** What is missing, and to be passed to `sessions.resume`. */
  missingParameters?: AdobeSessionParameter[];
  /** What the device passed. */
  existingParameters?: AdobeSessionParameters;
  /** The device on which the session was created. */
  device?: AdobeSessionDevice;
  /** When the code becomes valid, in milliseconds since the epoch. */
  notBefore?: number;
  /** When the code expires, in milliseconds since the epoch. */
  notAfter?: number;
}

/** The parameters that a session has. */
export interface AdobeSessionParameters {
  /** Id of the TV provider. */
  mvpd?: string;
  /** Domain of the application. */
  domainName?: string;
  /** Where the browser goes after the sign-in. */
  redirectUrl?: string;
  /** Id of the service provider. */
  serviceProvider?: string;
}

/** A version, in its parts. */
export interface AdobeVersion {
  /** First part. */
  major?: number;
  /** Second part. */
  minor?: number;
  /** Third part. */
  patch?: number;
  /** What follows. */
  profile?: string;
}

/** A device as Adobe recognized it. */
export interface AdobeSessionDevice {
  /** Kind of device. */
  type?: string;
  /** Model of the device. */
  model?: string;
  /** Version of the model. */
  version?: AdobeVersion;
  /** What it is made of. */
  hardware?: AdobeSessionHardware;
  /** Its operating system. */
  operatingSystem?: AdobeSessionSystem;
  /** Its browser. */
  browser?: AdobeSessionBrowser;
  /** Its display. */
  display?: AdobeSessionDisplay;
  /** Id of the application. */
  applicationId?: string;
  /** How it is connected. */
  connection?: AdobeSessionConnection;
}

/** The hardware of a device. */
export interface AdobeSessionHardware {
  /** Name. */
  name?: string;
  /** Company that sells it. */
  vendor?: string;
  /** Version. */
  version?: AdobeVersion;
  /** Company that made it. */
  manufacturer?: string;
}

/** The operating system of a device. */
export interface AdobeSessionSystem {
  /** Name. */
  name?: string;
  /** Family. */
  family?: string;
  /** Company behind it. */
  vendor?: string;
  /** Version. */
  version?: AdobeVersion;
}

/** The browser of a device. */
export interface AdobeSessionBrowser {
  /** Name. */
  name?: string;
  /** Company behind it. */
  vendor?: string;
  /** Version. */
  version?: AdobeVersion;
  /** Its `User-Agent`. */
  userAgent?: string;
  /** The `User-Agent` as it was sent. */
  originalUserAgent?: string;
}

/** The display of a device. */
export interface AdobeSessionDisplay {
  /** Width in pixels. */
  width?: number;
  /** Height in pixels. */
  height?: number;
  /** Pixels per inch. */
  ppi?: number;
  /** Name. */
  name?: string;
  /** Company that made it. */
  vendor?: string;
  /** Version. */
  version?: AdobeVersion;
  /** Diagonal in inches. */
  diagonalSize?: number;
}

/** The connection of a device. */
export interface AdobeSessionConnection {
  /** IP address: text in Adobe's samples, an object in its machine-readable description. */
  ipAddress?: unknown;
  /** Port. */
  port?: string | number;
  /** Whether it is encrypted. */
  secure?: boolean;
  /** Kind of connection. */
  type?: string;
}

const version = objectOf<AdobeVersion>()(() => ({ major: number, minor: number, patch: number, profile: string }));

const deviceSchema = objectOf<AdobeSessionDevice>()(() => ({
  type: string,
  model: string,
  version,
  hardware: objectOf<AdobeSessionHardware>()(() => ({ name: string, vendor: string, version, manufacturer: string })),
  operatingSystem: objectOf<AdobeSessionSystem>()(() => ({ name: string, family: string, vendor: string, version })),
  browser: objectOf<AdobeSessionBrowser>()(() => ({
    name: string,
    vendor: string,
    version,
    userAgent: string,
    originalUserAgent: string,
  })),
  display: objectOf<AdobeSessionDisplay>()(() => ({
    width: number,
    height: number,
    ppi: number,
    name: string,
    vendor: string,
    version,
    diagonalSize: number,
  })),
  applicationId: string,
  connection: objectOf<AdobeSessionConnection>()(() => ({
    ipAddress: anything,
    port: eitherOf(string, number),
    secure: boolean,
    type: string,
  })),
}));

export const sessionInfoSchema: Schema<AdobeSessionInfo> = objectOf<AdobeSessionInfo>()(() => ({
  missingParameters: missingParametersSchema,
  existingParameters: objectOf<AdobeSessionParameters>()(() => ({
    mvpd: string,
    domainName: string,
    redirectUrl: string,
    serviceProvider: string,
  })),
  device: deviceSchema,
  notBefore: number,
  notAfter: number,
}));

/** Adobe sends null for what it does not know of a device. */
function withoutNulls(value: unknown): unknown {
  if (!isPlainObject(value)) return value;
  const known = Object.entries(value).filter(([, each]) => each !== null);
  return Object.fromEntries(known.map(([name, each]) => [name, withoutNulls(each)]));
}

/** Until October 2025, servers sent `parameters: { existing, missing }`. */
export function readSessionInfo(received: unknown): unknown {
  const body = withoutNulls(received);
  if (!isPlainObject(body)) return body;
  const { parameters, ...rest } = body;
  const given = isPlainObject(parameters)
    ? { existingParameters: parameters.existing, missingParameters: parameters.missing, ...rest }
    : body;
  const { existingParameters: existing } = given as { existingParameters?: unknown };
  if (!isPlainObject(existing) || existing.domain === undefined) return withMs(withParameterNames(given));
  const { domain, ...others } = existing;
  return withMs(withParameterNames({ ...given, existingParameters: { domainName: domain, ...others } }));
}
