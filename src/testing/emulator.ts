/** The emulator itself: a request in, a response out, over the state of its services. */
import { type Clock, systemClock } from "../core/clock.js";
import { InvalidParamsError } from "../core/errors.js";
import type { Transport } from "../core/transport/transport.js";
import { AccessTokens, type IssueTokenOptions } from "./accessTokens.js";
import { type Fault, Faults, faultResponse } from "./faults.js";
import {
  type EmulatorOutcome,
  type EmulatorRequest,
  type EmulatorResponse,
  HttpError,
  noEndpoint,
  type RecordedRequest,
} from "./http.js";
import { type Match, type Mounted, pathOf, Router } from "./routing.js";
import type { ServiceDefinition, ServicesOf } from "./service.js";
import { type AllServices, allServices } from "./services.js";
import { emulatorTransport } from "./transport.js";

/** Options of {@link createEmulator}. */
export interface EmulatorOptions {
  /** What tokens expire by and delays wait on. @default the clock of the machine */
  clock?: Clock | undefined;
}

/** Requests kept in `requests`: an emulator that runs for days must not grow. */
const MAX_REQUESTS = 1_000;

/** What every emulator has, whichever services it emulates. */
export class EmulatorBase {
  /** What tokens expire by and delays wait on. */
  readonly clock: Clock;
  /** @internal */
  readonly mounted: readonly Mounted[];
  /** The last 1,000 requests, the newest last. They hold tokens. */
  readonly requests: RecordedRequest[] = [];
  /**
   * Give it to a client to reach the emulator without a network.
   *
   * At the vendor's own address a request is for that vendor's service. At any other base URL its path decides; a
   * path that several services have is taken for the one that has no address of its own (FlowerDocs), or is a 404.
   */
  readonly transport: Transport = emulatorTransport(this);
  #tokens: AccessTokens;
  #router: Router;
  #faults: Faults;
  #delays = new Set<() => void>();

  constructor(definitions: readonly ServiceDefinition[], clock: Clock) {
    this.clock = clock;
    this.#tokens = new AccessTokens(clock);
    const context = {
      now: () => clock.now(),
      accessToken: (headers: Readonly<Record<string, string>>) => this.#tokens.of(headers),
    };
    for (const definition of definitions) checkDefinition(definition, definitions, this);
    this.mounted = definitions.map((definition) => ({ definition, service: definition.create(context) }));
    for (const { definition, service } of this.mounted) Object.assign(this, { [definition.name]: service });
    this.#router = new Router(this.mounted);
    this.#faults = new Faults(this.#router.endpointIds);
  }

  /** Issues an access token for Google's services and Adobe's. FlowerDocs has tokens of its own. */
  issueToken(options: IssueTokenOptions = {}): string {
    return this.#tokens.issue(options);
  }

  /** Makes an access token invalid before its time. */
  revokeToken(token: string): void {
    this.#tokens.revoke(token);
  }

  /**
   * Makes the next matching requests fail. Faults are used up in the order they were given.
   *
   * @throws An `InvalidParamsError` if the fault has an unknown or invalid field, or nothing to do wrong.
   */
  fail(fault: Fault): void {
    this.#faults.add(fault);
  }

  /** Handles a request, by whichever way it was sent. */
  async handle(request: EmulatorRequest): Promise<EmulatorOutcome> {
    const match = this.#router.match(request);
    this.#record(request, match);
    if (match === undefined) return noEndpoint(`${request.method} ${pathOf(request.target)}`);
    const fault = this.#faults.take(match.endpoint.id);
    if (fault.delayMs) await this.#delay(fault.delayMs);
    if (fault.drop === "before") return "dropped";
    const response = faultResponse(match.service, fault, request.headers.accept) ?? this.#respond(match, request);
    if (fault.drop === "after") return "dropped";
    const body = fault.malformed ? response.body.slice(0, response.body.length / 2) : response.body;
    return { ...response, body, ...(fault.truncate && { truncated: true }) };
  }

  /** @internal Ends the delays of faults, so that nothing is left to wait for. */
  endDelays(): void {
    for (const end of this.#delays) end();
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

  #respond({ service, endpoint, parameters }: Match, { target, headers, body }: EmulatorRequest): EmulatorResponse {
    const values = Object.entries(parameters);
    try {
      return service.respond({
        endpoint,
        lists: Object.fromEntries(values.map(([name, value]) => [name, value.split(",").map(decodeURIComponent)])),
        path: Object.fromEntries(values.map(([name, value]) => [name, decodeURIComponent(value)])),
        query: new URLSearchParams(target.slice(pathOf(target).length)),
        headers,
        body,
        now: this.clock.now(),
      });
    } catch (error) {
      if (error instanceof HttpError) return error.response;
      // What would crash a vendor's own server must not end the emulator.
      return service.error(error instanceof URIError ? 400 : 500, {}, headers.accept);
    }
  }

  #record(request: EmulatorRequest, match: Match | undefined): void {
    if (this.requests.length >= MAX_REQUESTS) this.requests.shift();
    this.requests.push({ ...request, ...(match && { endpoint: match.endpoint.id }) });
  }
}

/** A stand-in for the services' servers, in this process. */
export interface Emulator extends EmulatorBase, ServicesOf<AllServices> {}

/** An emulator of the services of `D`, each a property under its name. */
export type EmulatorOf<D extends readonly ServiceDefinition[]> = EmulatorBase & ServicesOf<D>;

/** The services to emulate: those of `tessera-sdk/testing`, and any of your own. */
export interface ServicesOption<D extends readonly ServiceDefinition[]> {
  /** The services to emulate. */
  services: D;
}

/**
 * Creates an emulator of some services, without a server: use its `transport`, or `handlers()` of
 * `tessera-sdk/testing/msw`.
 *
 * @throws An `InvalidParamsError` if two services have the same name or prefix.
 * @example
 * ```ts
 * const emulator = createEmulator({ services: [androidEnterprise] });
 * const client = new AndroidEnterprise({ auth: emulator.issueToken(), transport: emulator.transport });
 * const device = { enterpriseId: "LC00lwk1yg", userId: "110001", deviceId: "3a1b2c3d4e5f6789" };
 * const { policy } = await client.devices.get(device);
 * ```
 */
export function createEmulator<const D extends readonly ServiceDefinition[]>(
  options: EmulatorOptions & ServicesOption<D>,
): EmulatorOf<D>;
/** Creates an emulator of all services. */
export function createEmulator(options?: EmulatorOptions): Emulator;
export function createEmulator(options: EmulatorOptions & Partial<ServicesOption<AllServices>> = {}): EmulatorBase {
  const { services = allServices, clock = systemClock } = options;
  return new EmulatorBase(services, clock);
}

function checkDefinition(
  { name, prefix }: ServiceDefinition,
  all: readonly ServiceDefinition[],
  emulator: object,
): void {
  const same = all.filter((each) => each.name === name || each.prefix === prefix);
  if (!(name in emulator) && same.length === 1 && /^(?:\/[^/?#]+)+$/.test(prefix)) return;
  const message = `must each have a name and a prefix of its own, such as "/adobe-pass": ${name}, ${prefix}`;
  throw new InvalidParamsError([{ path: "services", message }]);
}
