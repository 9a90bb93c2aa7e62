/** Which settings each service has: the options of its client that are data, and its credentials. */
import type { ClientOptions } from "tessera-sdk";
import type {
  AdobePassManagementOptions,
  AdobePassOptions,
  AdobePassV1Options,
  AdobeSsoServiceOptions,
} from "tessera-sdk/adobe-pass";
import type { AndroidEnterpriseOptions } from "tessera-sdk/android-enterprise";
import type { ChromeDirectoryOptions } from "tessera-sdk/chrome-directory";
import type { FlowerDocsOptions } from "tessera-sdk/flower-docs";
import type { ServiceName } from "../catalog.js";
import { kebab } from "../names.js";

export interface Setting {
  /** What its text stands for. `path`: of a file. `secret`: a reference to a secret, see `credentials/secrets.ts`. */
  readonly kind: "text" | "number" | "boolean" | "json" | "path" | "secret";
  readonly summary: string;
  readonly values?: readonly string[];
  /** `false` if a flag of all commands is the way to set it. */
  readonly isFlag?: false;
}

type Settings<Name extends string> = Readonly<Record<Name, Setting>>;

/** A missing or an extra option does not compile. Options that hold functions, or may hold secrets, are left out. */
type CommonName = Exclude<keyof ClientOptions, "transport" | "onDrift" | "headers" | "limiter" | "clock">;
type OwnName<Options> = Exclude<keyof Options, keyof ClientOptions | "auth">;

const common: Settings<CommonName> = {
  baseUrl: { kind: "text", summary: "root of the service" },
  allowInsecure: { kind: "boolean", summary: "allow plain http to other hosts than this machine" },
  validation: {
    kind: "text",
    summary: "what a response does that is not as documented",
    values: ["report", "strict", "off"],
  },
  maxResponseBytes: { kind: "number", summary: "largest response that is read, in bytes" },
  timeoutMs: { kind: "number", summary: "longest time of a request without progress", isFlag: false },
  deadlineMs: { kind: "number", summary: "longest time of a whole call", isFlag: false },
  retry: { kind: "json", summary: "how failed requests are retried, or false", isFlag: false },
};

const environment: Setting = {
  kind: "text",
  summary: "environment of Adobe",
  values: ["production", "staging", "prequal", "prequal-staging"],
};

const adobePass: Settings<OwnName<AdobePassOptions>> = {
  serviceProvider: { kind: "text", summary: "id of the programmer, for calls that name none" },
  device: { kind: "json", summary: "device, for calls that name none" },
  environment,
};
const adobePassManagement: Settings<OwnName<AdobePassManagementOptions>> = { environment };
const adobePassV1: Settings<OwnName<AdobePassV1Options>> = {
  environment: { ...environment, values: ["production", "staging"] },
  format: { kind: "text", summary: "format of errors", values: ["json", "xml"] },
};
const adobeSsoService: Settings<OwnName<AdobeSsoServiceOptions>> = {};
const androidEnterprise: Settings<OwnName<AndroidEnterpriseOptions>> = {};
const chromeDirectory: Settings<OwnName<ChromeDirectoryOptions>> = {
  api: { kind: "text", summary: "which of Google's two APIs is called", values: ["directory", "management"] },
  customer: { kind: "text", summary: "id of the customer, for calls that name none" },
  orgUnits: { kind: "text", summary: "how organizational units are found", values: ["look-up"] },
};
const flowerDocs: Settings<OwnName<FlowerDocsOptions>> = {
  serverVersion: { kind: "text", summary: "version of the server, such as 2026.0" },
  tokenEndpoint: { kind: "text", summary: "endpoint of tokens", values: ["user", "legacy"] },
};

const token: Setting = { kind: "secret", summary: "access token" };

const google = {
  "auth.keyFile": { kind: "path", summary: "JSON key file; without it, Application Default Credentials are used" },
  "auth.subject": { kind: "text", summary: "email address of the user to act as" },
  "auth.quotaProject": { kind: "text", summary: "project for billing and quota" },
  "auth.token": token,
} as const satisfies Settings<string>;

const adobe = {
  "auth.statement": { kind: "secret", summary: "software statement, with which a client is registered" },
  "auth.redirectUri": { kind: "text", summary: "redirect URI of the registered application" },
  "auth.token": token,
} as const satisfies Settings<string>;

const flower = {
  "auth.user": { kind: "text", summary: "name of the user who logs in" },
  "auth.password": { kind: "secret", summary: "password of the user" },
  "auth.scope": { kind: "text", summary: "scope (tenant) of the login" },
  "auth.token": token,
} as const satisfies Settings<string>;

export type AuthName = keyof typeof google | keyof typeof adobe | keyof typeof flower;

const byService: Readonly<Record<ServiceName, Settings<string>>> = {
  "adobe-pass": { ...adobePass, ...common, ...adobe },
  "adobe-pass-management": { ...adobePassManagement, ...common, ...adobe },
  "adobe-pass-v1": { ...adobePassV1, ...common, ...adobe },
  "adobe-sso-service": { ...adobeSsoService, ...common, ...adobe },
  "android-enterprise": { ...androidEnterprise, ...common, ...google },
  "chrome-directory": { ...chromeDirectory, ...common, ...google },
  "flower-docs": { ...flowerDocs, ...common, ...flower },
};

/** By name; that of a credential begins with `auth.`. */
export const settingsOf = (service: ServiceName): ReadonlyMap<string, Setting> =>
  new Map(Object.entries(byService[service]));

/** The flag of a setting: `--auth.key-file`. */
export const flagOf = (setting: string) => `--${setting.split(".").map(kebab).join(".")}`;

/** The name of the environment variable: `TESSERA_FLOWER_DOCS_BASE_URL`. It holds the value itself, of secrets too. */
export const variableOf = (service: ServiceName, setting: string): string =>
  `TESSERA_${service}_${setting.replace(/^auth\./, "").replace(/([A-Z])/g, "_$1")}`.replaceAll("-", "_").toUpperCase();
