/** The service itself: what tests set up, and which part responds to a request. */
import { adobePassEndpoints, adobePassManagementEndpoints, adobePassV2Endpoints } from "../../adobePass/endpoints.js";
import { ENVIRONMENTS, hostOf } from "../../adobePass/environment.js";
import { registrationEndpoints } from "../../adobePass/registration/endpoints.js";
import { InvalidParamsError } from "../../core/errors.js";
import type { EmulatorResponse } from "../http.js";
import {
  type EmulatedService,
  endpointsIn,
  type IdsIn,
  type RoutedRequest,
  type ServiceContext,
  type ServiceDefinition,
} from "../service.js";
import { Call } from "./call.js";
import { isJson, refuse, refuseByOAuth, throttled, v1Error } from "./errors.js";
import { addressOf } from "./headers.js";
import { operations } from "./operations.js";
import type {
  AddAdobeSessionOptions,
  AuthenticateDeviceOptions,
  CompleteSignInOptions,
  DenyResourceOptions,
} from "./options.js";
import { plain } from "./profiles.js";
import {
  type Application,
  type EmulatedAdobeClient,
  type IssueStatementOptions,
  Registration,
} from "./registration.js";
import { missingOf, newSession } from "./sessions.js";
import { type EmulatedMediaToken, type EmulatedMvpd, PROFILE_LIFETIME_SECONDS, type Session, State } from "./state.js";
import { resetTempPass } from "./tempPass.js";
import { Throttle } from "./throttle.js";
import { type EmulatedRegistrationCode, V1 } from "./v1.js";

/** Those for all devices and users have the same paths. */
const { resetDevice, resetUser } = adobePassManagementEndpoints.tempPass;
const resetEndpoints = { tempPass: { resetDevice, resetUser } };

/**
 * The clients, sessions, profiles and decisions of Adobe Pass. A token of `emulator.issueToken()` is that of a client,
 * too: its profiles are its own.
 *
 * Starts with the TV provider `Cablevision` and the TempPass `TempPass_TEST40` of ten minutes, for every service
 * provider. Every resource is permitted, and nobody is signed in.
 */
export class EmulatedAdobePass implements EmulatedService {
  /** The endpoints that it responds to. */
  readonly endpoints = [
    ...endpointsIn<`adobepass.v1.${keyof (typeof adobePassEndpoints)["authentication"]}`>(adobePassEndpoints),
    ...endpointsIn<`adobepass.v2.${IdsIn<typeof adobePassV2Endpoints>}`>(adobePassV2Endpoints),
    ...endpointsIn<`adobepass.management.${IdsIn<typeof resetEndpoints>}`>(resetEndpoints),
    ...endpointsIn<`adobepass.registration.${keyof typeof registrationEndpoints}`>({
      registration: registrationEndpoints,
    }),
  ];
  /** Respond with enhanced errors on REST API v1, as Adobe does for requestors that requested them. */
  enhancedErrors = false;
  /** Limit the requests of each IP address of a device to one a second, after eleven at once. */
  throttles = false;
  #context: ServiceContext;
  #registration: Registration;
  #state: State;
  #throttle = new Throttle();
  #v1: V1;

  constructor(context: ServiceContext) {
    this.#context = context;
    this.#registration = new Registration(context);
    this.#state = new State(() => context.now());
    this.#v1 = new V1(() => context.now());
  }

  /** Issues a software statement, by which clients are registered. */
  issueStatement(options: IssueStatementOptions = {}): string {
    return this.#registration.issueStatement(options);
  }

  /** Lets no further client be registered by a software statement. */
  revokeStatement(statement: string): void {
    this.#registration.revokeStatement(statement);
  }

  /** Makes a client and its tokens invalid. */
  revokeClient(clientId: string): void {
    this.#registration.revokeClient(clientId);
  }

  /** The clients that were registered, the newest last. Of those that are revoked, only the newest. */
  get clients(): EmulatedAdobeClient[] {
    return this.#registration.clients;
  }

  /** Adds a TV provider, or replaces the one with its id. */
  addMvpd(mvpd: EmulatedMvpd): void {
    this.#state.mvpds.set(mvpd.id, { ...mvpd });
  }

  /**
   * Adds a session of REST API v2, as a device creates it; every client sees its profile.
   *
   * @returns its code.
   */
  addSession({ serviceProvider, deviceId, ...given }: AddAdobeSessionOptions): string {
    const owner = { serviceProvider, deviceId, application: undefined };
    const session = newSession(this.#state, owner, this.#context.now(), given as Partial<Session>);
    this.#state.addSession(session);
    return session.code;
  }

  /**
   * Signs the user in whom a code is for, as its viewer does in a browser: a code of REST API v2, or one of v1.
   *
   * @throws An `InvalidParamsError` if no session waits for the code, or lacks a parameter.
   * @example
   * ```ts
   * const emulator = createEmulator();
   * const code = emulator.adobePass.addSession({
   *   serviceProvider: "REF30",
   *   deviceId: "6ed6a9",
   *   mvpd: "Cablevision",
   *   domainName: "adobe.com",
   *   redirectUrl: "https://adobe.com",
   * });
   * emulator.adobePass.completeSignIn(code);
   * ```
   */
  completeSignIn(code: string, options: CompleteSignInOptions = {}): void {
    const { attributes = { userID: "emulated-user" }, expiresInSeconds = PROFILE_LIFETIME_SECONDS } = options;
    const device = this.#v1.deviceOf(code);
    if (device) {
      this.#v1.authenticate(device, expiresInSeconds);
      return;
    }
    const now = this.#context.now();
    const session = this.#state.sessions.get(code);
    if (session === undefined || session.notAfter <= now) throw invalidCode("is not that of a session");
    const missing = missingOf(session);
    if (session.mvpd === undefined || missing.length > 0) {
      throw invalidCode(`is of a session that lacks ${missing.join(", ")}`);
    }
    this.#state.addProfile(session, {
      mvpd: session.mvpd,
      application: session.application,
      type: "regular",
      notBefore: now,
      notAfter: now + expiresInSeconds * 1_000,
      attributes: Object.fromEntries(Object.entries(attributes).map(([name, value]) => [name, plain(value)])),
    });
  }

  /** Denies a resource on REST API v2, until it is permitted. */
  deny(resource: string, options: DenyResourceOptions = {}): void {
    this.#state.denials.set(resource, { ...options });
  }

  /** Permits a resource that was denied. */
  permit(resource: string): void {
    this.#state.denials.delete(resource);
  }

  /** The media tokens that were issued, the newest last. */
  get mediaTokens(): EmulatedMediaToken[] {
    return [...this.#state.mediaTokens.values()].map((token) => ({ ...token }));
  }

  /** Signs a device in on REST API v1, as its user does on a second screen. */
  authenticate({ expiresInSeconds = 86_400, ...device }: AuthenticateDeviceOptions): void {
    this.#v1.authenticate(device, expiresInSeconds);
  }

  /** Creates a registration code of REST API v1 for a device. */
  createRegistrationCode(device: EmulatedRegistrationCode): string {
    return this.#v1.addCode(device);
  }

  /** An error in the vendor's own shape. */
  error(status: number, headers: Record<string, string>, accept: string | undefined): EmulatorResponse {
    if (status === 429) return throttled(headers);
    const response = v1Error({ status, message: "Emulated error", code: "" }, false, isJson(accept));
    return { ...response, headers: { ...response.headers, ...headers } };
  }

  /** Responds to a request, changing the state as the vendor would. */
  respond(request: RoutedRequest): EmulatorResponse {
    const { endpoint, headers, now } = request;
    const isManagement = endpoint.id.startsWith("adobepass.management.");
    if (this.throttles && !isManagement && !this.#throttle.admits(addressOf(headers), now)) return throttled();
    if (endpoint.id === registrationEndpoints.register.id) return this.#registration.register(request);
    if (endpoint.id === registrationEndpoints.token.id) return this.#registration.token(request);
    const application = this.#application(request);
    if (isManagement) return resetTempPass(this.#state, request);
    if (endpoint.id.startsWith("adobepass.v1.")) return this.#v1.respond(request, this.enhancedErrors);
    const operation = operations[endpoint.id] ?? refuse("internal_server_error");
    return operation(new Call(this.#state, request, application));
  }

  /** The application that makes a call, by its token. */
  #application({ endpoint, headers, path, query }: RoutedRequest): Application {
    const token = this.#context.accessToken(headers);
    const holder = token && this.#registration.holderOf(token.token);
    if (token === undefined || holder === undefined) return refuseByOAuth(401, "access_denied");
    const { scopes } = token;
    const isCovered = !endpoint.scopes?.length || !scopes || endpoint.scopes.some((scope) => scopes.includes(scope));
    if (!isCovered) refuse("invalid_access_token_client_application");
    const serviceProvider = path.serviceProvider ?? query.get("requestor") ?? query.get("requestor_id") ?? "";
    const { serviceProviders = [serviceProvider] } = holder;
    return serviceProviders.includes(serviceProvider) ? holder : refuse("invalid_access_token_service_provider");
  }
}

function invalidCode(message: string): InvalidParamsError {
  return new InvalidParamsError([{ path: "code", message }]);
}

const hostsOf = (name: "sp" | "mgmt") => ENVIRONMENTS.map((environment) => new URL(hostOf(name, environment)).host);

export const adobePass: ServiceDefinition<"adobePass", EmulatedAdobePass> = {
  name: "adobePass",
  prefix: "/adobe-pass",
  hosts: ["api.auth.adobe.com", "api.auth-staging.adobe.com", ...hostsOf("sp"), ...hostsOf("mgmt")],
  requestIdHeader: "adobe-request-id",
  create: (context) => new EmulatedAdobePass(context),
};
