/** What the documents of the services do not share: hosts, credentials, errors. */
import { ENVIRONMENTS, hostOf } from "../../src/adobePass/environment.js";
import type { JsonSchema } from "../../src/operations/jsonSchema.js";
import type { ServiceName } from "../../src/operations/types.js";
import type { Descriptor } from "../manifest/endpoints.js";
import type { MediaType, OpenApiOperation, Server } from "./types.js";

export interface ServiceFacts {
  /** Name of the API. */
  readonly title: string;
  readonly servers: readonly Server[];
  /** Of an endpoint with a host of its own. */
  readonly serversOf?: (id: string) => readonly Server[] | undefined;
  /** @param scopes all that any endpoint takes. */
  readonly securitySchemes: (scopes: readonly string[]) => Readonly<Record<string, object>>;
  readonly securityOf: (descriptor: Descriptor) => OpenApiOperation["security"];
  /** Bodies of errors. */
  readonly errors: Readonly<Record<string, MediaType>>;
}

/** The name of the only security scheme of a document. */
const SCHEME = "credential";

const text = (description: string): JsonSchema => ({ type: "string", description });
const object = (properties: Record<string, JsonSchema>, rest: JsonSchema = {}): JsonSchema => ({
  type: "object",
  properties,
  ...rest,
});

const GOOGLE_ERROR = object({
  error: object(
    {
      code: { type: "integer", description: "The HTTP status." },
      message: text("What happened, for developers."),
      status: text("The canonical code, such as `NOT_FOUND`."),
      errors: {
        type: "array",
        description: "Causes, in the older form.",
        items: object({
          domain: text("Whose `reason` it is."),
          reason: text("The machine-readable cause."),
          message: text("What happened, for developers."),
          location: text("The parameter that it is about."),
          locationType: text("Where that parameter is."),
        }),
      },
      details: {
        type: "array",
        description: "Causes, each of a type of `google.rpc`.",
        items: object({ "@type": text("The type, which says what the other fields mean.") }),
      },
    },
    { required: ["code", "message"] },
  ),
});

/** Any of the scopes suffices. */
const anyScope = ({ scopes = [] }: Descriptor) => scopes.map((scope) => ({ [SCHEME]: [scope] }));

const google = (title: string, server: string): ServiceFacts => ({
  title,
  servers: [{ url: server }],
  securitySchemes: (scopes) => ({
    [SCHEME]: {
      type: "oauth2",
      description: "An access token of a service account or of an administrator.",
      flows: {
        authorizationCode: {
          authorizationUrl: "https://accounts.google.com/o/oauth2/v2/auth",
          tokenUrl: "https://oauth2.googleapis.com/token",
          scopes: Object.fromEntries(
            scopes.map((scope) => [scope, scope.endsWith(".readonly") ? "Reads." : "Reads and writes."]),
          ),
        },
      },
    },
  }),
  securityOf: anyScope,
  errors: { "application/json": { schema: GOOGLE_ERROR } },
});

const ADOBE_ERROR = object({
  action: text("What to do."),
  status: { type: "integer", description: "The logical status, which may differ from that of the response." },
  code: text("The machine-readable cause."),
  message: text("What happened, for developers."),
  details: text("What the provider says to the user."),
  helpUrl: text("A page about the error."),
  trace: text("Identifies the response for Adobe's support."),
});

/** Only of errors about the credential. */
const OAUTH_ERROR = object({ error: text("A code of OAuth, such as `invalid_client`.") }, { required: ["error"] });

const adobe = (title: string, host: Server, error: JsonSchema = ADOBE_ERROR): ServiceFacts => ({
  title,
  servers: [host],
  securitySchemes: () => ({
    [SCHEME]: {
      type: "http",
      scheme: "bearer",
      description: "An access token of Adobe's dynamic client registration, or of its console.",
    },
  }),
  securityOf: () => [{ [SCHEME]: [] }],
  errors: { "application/json": { schema: { anyOf: [error, OAUTH_ERROR] } } },
});

const inEnvironment = (name: "sp" | "mgmt", others: readonly string[] = ENVIRONMENTS): Server => {
  const host = (environment: string) => new URL(hostOf(name, environment as (typeof ENVIRONMENTS)[number])).host;
  return { url: "https://{host}", variables: { host: { default: host("production"), enum: others.map(host) } } };
};

const DIRECTORY = [{ url: "https://www.googleapis.com", description: "Admin SDK, Directory API" }];
const LOOK_UPS = [{ url: "https://admin.googleapis.com", description: "Admin SDK, Directory API" }];

export const SERVICES: Readonly<Record<ServiceName, ServiceFacts>> = {
  "android-enterprise": google("Google Play EMM API", "https://androidenterprise.googleapis.com"),
  "chrome-directory": {
    ...google("Chrome browsers and enrollment tokens", "https://chromemanagement.googleapis.com"),
    serversOf: (id) =>
      id.startsWith("chromedirectory.orgunits.") ? LOOK_UPS : id.startsWith("chromedirectory.") ? DIRECTORY : undefined,
  },
  "adobe-pass": adobe("Adobe Pass Authentication, REST API v2", inEnvironment("sp")),
  "adobe-pass-management": adobe("Adobe Pass Authentication, Reset TempPass", inEnvironment("mgmt")),
  "adobe-pass-v1": {
    ...adobe("Adobe Pass Authentication, REST API v1", {
      url: "https://{host}",
      variables: {
        host: { default: "api.auth.adobe.com", enum: ["api.auth.adobe.com", "api.auth-staging.adobe.com"] },
      },
    }),
    errors: { "application/json": { schema: { anyOf: [ADOBE_ERROR, OAUTH_ERROR] } }, "application/xml": {} },
  },
  "adobe-sso-service": adobe(
    "Adobe Pass Authentication, SSO service",
    {
      url: "{baseUrl}",
      description: "Adobe tells its customers the root of the service.",
      variables: { baseUrl: { default: "https://sso.example.com" } },
    },
    object({ status: text("Status in words, such as `BAD_REQUEST`."), error: ADOBE_ERROR }),
  ),
  "flower-docs": {
    title: "FlowerDocs Core",
    servers: [
      {
        url: "{baseUrl}",
        description: "The root of FlowerDocs Core, which every customer installs.",
        variables: { baseUrl: { default: "https://flowerdocs.example.com/core" } },
      },
    ],
    securitySchemes: () => ({
      [SCHEME]: { type: "apiKey", in: "header", name: "token", description: "The token of a user." },
    }),
    securityOf: ({ id }) => (id === "flowerdocs.authentication.create" ? [] : [{ [SCHEME]: [] }]),
    errors: {
      "application/json": {
        schema: object({
          code: text("`F` and digits: the request cannot be met. `T` and digits: the server failed."),
          message: text("What happened."),
        }),
      },
      "text/plain": {},
    },
  },
};
