/** The emulator itself: a request in, a response out, over the state of its services. */
import type { Clock } from "../core/clock.js";
import { InvalidParamsError } from "../core/errors.js";
import type { Transport } from "../core/transport/transport.js";
import { type AccessToken, AccessTokens, type IssueTokenOptions } from "./accessTokens.js";
import { type Fault, type FaultHandle, Faults, faultResponse } from "./faults.js";
import { GOOGLE_TOKEN_URI, GoogleTokens, tokenAddress } from "./googleTokens.js";
import {
  type EmulatorOutcome,
  type EmulatorRequest,
  type EmulatorResponse,
  HttpError,
  noEndpoint,
  type RecordedRequest,
} from "./http.js";
import { type Destination, type Match, type Mounted, pathOf, Router } from "./routing.js";
import type { EmulatedService, ServiceDefinition } from "./service.js";
import {
  type EmulatedServiceAccountKey,
  type ServiceAccountKeyOptions,
  ServiceAccounts,
  SigningKey,
} from "./serviceAccounts.js";
import { emulatorTransport } from "./transport.js";

/** Requests kept in `requests`: an emulator that runs for days must not grow. */
const MAX_REQUESTS = 1_000;

/** What `reset()` replaces. */
interface EmulatorState {
  readonly tokens: AccessTokens;
  readonly accounts: ServiceAccounts;
  readonly services: readonly Mounted[];
  readonly google: Mounted;
  readonly router: Router;
}

/** What every emulator has, whichever services it emulates. `Id` is the ids of their endpoints. */
export class EmulatorBase<Id extends string = string> {
  /** What tokens expire by and delays wait on. */
  readonly clock: Clock;
  /** @internal Where the emulator's server is, if it has one. */
  origin: string | undefined;
  /** The last 1,000 requests, the newest last. They hold tokens. */
  readonly requests: RecordedRequest[] = [];
  /**
   * Give it to a client to reach the emulator without a network.
   *
   * At the vendor's own address a request is for that vendor's service. At any other base URL its path decides; a
   * path that several services have is taken for the one that has no address of its own (FlowerDocs), or is a 404.
   */
  readonly transport: Transport = emulatorTransport(this);
  #definitions: readonly ServiceDefinition[];
  #signingKey = new SigningKey();
  #state: EmulatorState;
  #faults: Faults;
  #delays = new Set<() => void>();

  constructor(definitions: readonly ServiceDefinition[], clock: Clock) {
    this.clock = clock;
    for (const definition of definitions) checkDefinition(definition, definitions, this);
    this.#definitions = definitions;
    this.#state = this.#begin();
    this.#faults = new Faults(this.#state.router.endpointIds);
  }

  /** @internal */
  get mounted(): readonly Mounted[] {
    return this.#state.services;
  }

  /** @internal Google's token endpoint, which every emulator has. */
  get googleTokens(): Mounted {
    return this.#state.google;
  }

  /** Issues an access token for Google's services and Adobe's. FlowerDocs has tokens of its own. */
  issueToken(options: IssueTokenOptions = {}): string {
    return this.#state.tokens.issue(options);
  }

  /** Makes an access token invalid before its time. */
  revokeToken(token: string): void {
    this.#state.tokens.revoke(token);
  }

  /** The access tokens that were issued, the newest last. Of those that have expired, only the newest. */
  get accessTokens(): AccessToken[] {
    return this.#state.tokens.all;
  }

  /**
   * A service-account key for `googleAuth()`, with which clients of Google's services request tokens of the emulator.
   *
   * The key of the default account stays valid after `reset()`; all other accounts are forgotten. Generating the key,
   * which all accounts of an emulator share, can take a second the first time.
   *
   * @throws An `InvalidParamsError` if an option is unknown or invalid.
   * @example
   * ```ts
   * const emulator = createEmulator();
   * const client = new AndroidEnterprise({
   *   auth: googleAuth({ credentials: await emulator.serviceAccountKey() }),
   *   transport: emulator.transport,
   * });
   * ```
   */
  async serviceAccountKey(options: ServiceAccountKeyOptions = {}): Promise<EmulatedServiceAccountKey> {
    return this.#state.accounts.keyFile(options, this.#tokenUris()[0]);
  }

  /**
   * Makes the next matching requests fail. Faults are used up in the order they were given.
   *
   * @throws An `InvalidParamsError` if the fault has an unknown or invalid field, or nothing to do wrong.
   */
  fail(fault: Fault<Id>): FaultHandle {
    return this.#faults.add(fault);
  }

  /**
   * Returns to the state at creation: issued tokens, added accounts, faults and recorded requests are forgotten, delays
   * end, and the services are created anew, so read them from the emulator again. The clock is not moved.
   *
   * Clients stay usable. A token that they still hold is refused with 401: a client whose `auth` can supply a new one
   * (`googleAuth()`, `login()`, a function) requests it, one with a fixed token has to be created again.
   */
  reset(): void {
    this.#faults.clear();
    this.endDelays();
    this.requests.length = 0;
    this.#state = this.#begin();
  }

  /** Handles a request, by whichever way it was sent. */
  async handle(request: EmulatorRequest): Promise<EmulatorOutcome> {
    const destination = this.#state.router.find(request);
    const recorded = this.#record(request, destination);
    const outcome = await this.#outcome(destination, request);
    if (outcome === "dropped") return outcome;
    const date = new Date(this.clock.now()).toUTCString();
    const header = destination?.definition.requestIdHeader;
    if (header === undefined) return { ...outcome, headers: { date, ...outcome.headers } };
    const headers = { date, [header]: crypto.randomUUID(), ...outcome.headers };
    recorded.requestId = headers[header] ?? "";
    return { ...outcome, headers };
  }

  /** @internal Ends the delays of faults, so that nothing is left to wait for. */
  endDelays(): void {
    for (const end of this.#delays) end();
  }

  #begin(): EmulatorState {
    const tokens = new AccessTokens(this.clock);
    const accounts = new ServiceAccounts(this.#signingKey);
    const context = {
      now: () => this.clock.now(),
      accessToken: (headers: Readonly<Record<string, string>>) => tokens.of(headers),
      issueToken: (options: IssueTokenOptions) => tokens.issue(options),
    };
    const services = this.#definitions.map((definition) => ({ definition, service: definition.create(context) }));
    for (const { definition, service } of services) Object.assign(this, { [definition.name]: service });
    const google = { definition: tokenAddress, service: new GoogleTokens(accounts, tokens, () => this.#tokenUris()) };
    return { tokens, accounts, services, google, router: new Router(services, google) };
  }

  /** Where Google's token endpoint is, the address for keys first. */
  #tokenUris(): readonly [string, ...string[]] {
    if (this.origin === undefined) return [GOOGLE_TOKEN_URI];
    return [`${this.origin}${tokenAddress.prefix}/token`, GOOGLE_TOKEN_URI];
  }

  async #outcome(destination: Destination | undefined, request: EmulatorRequest): Promise<EmulatorOutcome> {
    if (destination?.match === undefined) return noEndpoint(`${request.method} ${pathOf(request.target)}`);
    const { service, match } = destination;
    const fault = this.#faults.take(match.endpoint.id);
    if (fault.delayMs) await this.#delay(fault.delayMs);
    if (fault.drop === "before") return "dropped";
    const ofFault = faultResponse(service, fault, request.headers.accept);
    const response = ofFault ?? (await respond(service, match, request, this.clock.now()));
    if (fault.drop === "after") return "dropped";
    const sent = fault.malformed ? halved(response) : response;
    return { ...sent, ...(fault.truncate && { truncated: true }) };
  }

  #delay(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const end = () => {
        stop();
        this.#delays.delete(end);
        resolve();
      };
      const stop = this.clock.sleep(ms, end);
      this.#delays.add(end);
    });
  }

  #record(request: EmulatorRequest, destination: Destination | undefined): RecordedRequest {
    if (this.requests.length >= MAX_REQUESTS) this.requests.shift();
    const { match } = destination ?? {};
    const recorded: RecordedRequest = { ...request, ...(match && { endpoint: match.endpoint.id }) };
    this.requests.push(recorded);
    return recorded;
  }
}

function halved({ body, bytes, ...response }: EmulatorResponse): EmulatorResponse {
  return {
    ...response,
    body: body.slice(0, body.length / 2),
    ...(bytes && { bytes: bytes.subarray(0, bytes.length / 2) }),
  };
}

async function respond(
  service: EmulatedService,
  { endpoint, parameters }: Match,
  { target, headers, body, bytes }: EmulatorRequest,
  now: number,
): Promise<EmulatorResponse> {
  try {
    return await service.respond({
      endpoint,
      path: Object.fromEntries(Object.entries(parameters).map(([name, value]) => [name, decodeURIComponent(value)])),
      query: new URLSearchParams(target.slice(pathOf(target).length)),
      headers,
      body,
      ...(bytes && { bytes }),
      now,
    });
  } catch (error) {
    if (error instanceof HttpError) return error.response;
    // What would crash a vendor's own server must not end the emulator.
    return service.error(error instanceof URIError ? 400 : 500, {}, headers.accept);
  }
}

function checkDefinition(
  { name, prefix }: ServiceDefinition,
  all: readonly ServiceDefinition[],
  emulator: object,
): void {
  const same = all.filter((each) => each.name === name || each.prefix === prefix);
  if (!(name in emulator) && same.length === 1 && /^(?:\/[^/?#]+)+$/.test(prefix)) return;
  const message =
    name === undefined
      ? "must be definitions, such as `flowerDocs` of tessera-sdk/testing"
      : `must each have a name and a prefix of its own, such as "/adobe-pass": ${name}, ${prefix}`;
  throw new InvalidParamsError([{ path: "services", message }]);
}
