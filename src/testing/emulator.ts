/** The heart of the emulator: a request in, an answer out, over the state of four services. */
import { type Clock, systemClock } from "../core/clock.js";
import { routeOf } from "../core/encode.js";
import type { Endpoint } from "../core/endpoint.js";
import { InvalidParamsError } from "../core/errors.js";
import type { Transport } from "../core/transport.js";
import { AccessTokens, type IssueTokenOptions } from "./accessTokens.js";
import { EmulatedAdobePass } from "./adobePass.js";
import { EmulatedAndroidEnterprise } from "./androidEnterprise/index.js";
import { EmulatedChromeDirectory } from "./chromeDirectory.js";
import { EmulatedFlowerDocs } from "./flowerDocs.js";
import {
  type Delivery,
  type EmulatedService,
  type EmulatorAnswer,
  type EmulatorRequest,
  json,
  type RecordedRequest,
  Refusal,
} from "./http.js";
import { emulatorTransport } from "./transport.js";

/** What to do wrong, and how often. */
export interface Fault {
  /** Id of the endpoint to fail, such as `androidenterprise.enrollmentTokens.create`. @default every endpoint */
  endpoint?: string | undefined;
  /** How many requests fail. @default 1 */
  times?: number | undefined;
  /** Answer with this status, in the vendor's own error shape unless `body` says otherwise. The state stays as it is. */
  status?: number | undefined;
  headers?: Record<string, string> | undefined;
  /** Answer with this: text as it is, anything else as JSON. */
  body?: unknown;
  /** Answer 429 as the vendor's throttle does. */
  throttle?: boolean | undefined;
  /** Wait before answering, on the emulator's clock. */
  delayMs?: number | undefined;
  /** Close the connection without an answer: before the request takes effect, or after. */
  drop?: "before" | "after" | undefined;
  /** Send half of the body, then close the connection. */
  truncate?: boolean | undefined;
  /** Send half of the body as if it were the whole. */
  malformed?: boolean | undefined;
}

export interface EmulatorOptions {
  /** What tokens expire by and delays wait on. @default the clock of the machine */
  clock?: Clock | undefined;
}

interface Route {
  readonly service: EmulatedService;
  readonly endpoint: Endpoint<never, unknown>;
  readonly method: string;
  readonly pattern: RegExp;
}

/** Requests kept in `requests`: an emulator that runs for days must not grow. */
const MOST_REQUESTS = 1_000;

/** A stand-in for the services' servers, in this process. */
export class Emulator {
  readonly clock: Clock;
  readonly androidEnterprise: EmulatedAndroidEnterprise;
  readonly chromeDirectory: EmulatedChromeDirectory;
  readonly adobePass: EmulatedAdobePass;
  readonly flowerDocs: EmulatedFlowerDocs;
  /** The last 1,000 requests, the newest last. They hold tokens. */
  readonly requests: RecordedRequest[] = [];
  /** Give it to a client to reach the emulator without a network, at any base URL. */
  readonly transport: Transport = emulatorTransport(this);
  #tokens: AccessTokens;
  #routes: Route[];
  #delays = new Set<() => void>();
  #faults: { fault: Fault; left: number }[] = [];

  constructor({ clock = systemClock }: EmulatorOptions = {}) {
    const now = () => clock.now();
    this.clock = clock;
    this.#tokens = new AccessTokens(clock);
    this.androidEnterprise = new EmulatedAndroidEnterprise(this.#tokens, now);
    this.chromeDirectory = new EmulatedChromeDirectory(this.#tokens, now);
    this.adobePass = new EmulatedAdobePass(this.#tokens, now);
    this.flowerDocs = new EmulatedFlowerDocs(now);
    this.#routes = [this.androidEnterprise, this.chromeDirectory, this.adobePass, this.flowerDocs].flatMap(routesOf);
    // Literal paths before patterns: `/rest/token/user` is no token to validate.
    this.#routes.sort((a, b) => routeOf(a.endpoint).pathNames.size - routeOf(b.endpoint).pathNames.size);
  }

  /** Issues an access token for Google's services and Adobe's. FlowerDocs has tokens of its own. */
  issueToken(options: IssueTokenOptions = {}): string {
    return this.#tokens.issue(options);
  }

  /** Makes an access token invalid before its time. */
  revokeToken(token: string): void {
    this.#tokens.revoke(token);
  }

  /** Makes the next matching requests fail. Faults are used up in the order they were given. */
  fail(fault: Fault): void {
    const known = this.#routes.map(({ endpoint }) => endpoint.id);
    if (fault.endpoint !== undefined && !known.includes(fault.endpoint)) {
      throw new InvalidParamsError([{ path: "endpoint", message: `must be one of ${known.join(", ")}` }]);
    }
    const left = fault.times ?? 1;
    if (left > 0) this.#faults.push({ fault, left });
  }

  /** Answers a request, by whichever way it came. */
  async handle(request: EmulatorRequest): Promise<Delivery> {
    const [path = "", ...rest] = request.target.split("?");
    // Only the first one begins the query.
    const search = rest.join("?");
    const route = this.#routes.find(({ method, pattern }) => method === request.method && pattern.test(path));
    this.#record(request, route);
    if (route === undefined) return { answer: json(404, { message: "No endpoint" }), cut: false };
    const fault = this.#take(route.endpoint.id) ?? {};
    const delayMs = fault.delayMs;
    if (delayMs) await this.#delay(delayMs);
    if (fault.drop === "before") return "dropped";
    const answer =
      emulatedFailure(route.service, fault, request.headers.accept) ?? this.#answer(route, path, search, request);
    if (fault.drop === "after") return "dropped";
    const body = fault.malformed ? answer.body.slice(0, answer.body.length / 2) : answer.body;
    return { answer: { ...answer, body }, cut: fault.truncate ?? false };
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

  /** @internal Ends the delays of faults, so that nothing is left to wait for. */
  endDelays(): void {
    for (const end of this.#delays) end();
  }

  #answer(
    { service, endpoint, pattern }: Route,
    path: string,
    search: string,
    request: EmulatorRequest,
  ): EmulatorAnswer {
    const parameters = Object.entries(pattern.exec(path)?.groups ?? {});
    try {
      return service.answer({
        endpoint,
        lists: Object.fromEntries(parameters.map(([name, value]) => [name, value.split(",").map(decodeURIComponent)])),
        path: Object.fromEntries(parameters.map(([name, value]) => [name, decodeURIComponent(value)])),
        query: new URLSearchParams(search),
        headers: request.headers,
        body: request.body,
        now: this.clock.now(),
      });
    } catch (error) {
      if (error instanceof Refusal) return error.answer;
      // What the vendor's own servers would stumble over, the emulator must survive.
      return service.error(error instanceof URIError ? 400 : 500, {}, request.headers.accept);
    }
  }

  #take(endpoint: string): Fault | undefined {
    const place = this.#faults.findIndex(({ fault }) => fault.endpoint === undefined || fault.endpoint === endpoint);
    const entry = this.#faults[place];
    if (entry && --entry.left <= 0) this.#faults.splice(place, 1);
    return entry?.fault;
  }

  #record(request: EmulatorRequest, route: Route | undefined): void {
    if (this.requests.length >= MOST_REQUESTS) this.requests.shift();
    this.requests.push({ ...request, ...(route && { endpoint: route.endpoint.id }) });
  }
}

/** An emulator without a server: use its `transport`, or `handlers()` of `tessera-sdk/testing/msw`. */
export function createEmulator(options?: EmulatorOptions): Emulator {
  return new Emulator(options);
}

/** The answer of a fault that has one of its own. */
function emulatedFailure(
  service: EmulatedService,
  { status, throttle, headers = {}, body }: Fault,
  accept: string | undefined,
): EmulatorAnswer | undefined {
  const code = throttle ? 429 : status;
  if (code === undefined && body === undefined) return undefined;
  if (body === undefined) return service.error(code ?? 200, headers, accept);
  if (typeof body !== "string") return json(code ?? 200, body, headers);
  return { status: code ?? 200, headers: { "content-type": "text/plain", ...headers }, body };
}

/** Patterns that match a service's paths below any prefix, from its endpoints' descriptors. */
function routesOf(service: EmulatedService): Route[] {
  return service.endpoints.map((endpoint) => {
    const { method, parts } = routeOf(endpoint);
    const source = parts.map((part, place) =>
      place % 2 === 1 ? `(?<${part}>[^/]+?)` : part.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"),
    );
    return { service, endpoint, method, pattern: new RegExp(`^(?:/[^?]*)?${source.join("")}$`) };
  });
}
