/** Which endpoint of which service a request is for: by its base URL first, and by its path where that is unknown. */
import { routeOf } from "../core/encode.js";
import type { EmulatorRequest } from "./http.js";
import type { EmulatedEndpoint, EmulatedService, ServiceDefinition } from "./service.js";

/** Which requests are for a service, and the header of its responses that has their id. */
export type ServiceAddress = Pick<ServiceDefinition, "name" | "prefix" | "hosts" | "requestIdHeader">;

/** A service beside its definition. */
export interface Mounted {
  readonly definition: ServiceAddress;
  readonly service: EmulatedService;
}

/** The service that a request is for. */
export interface Destination extends Mounted {
  /** Absent where the service has no such endpoint. */
  readonly match?: Match | undefined;
}

export interface Match {
  readonly endpoint: EmulatedEndpoint;
  /** Path parameters as they were sent, percent-encoded. */
  readonly parameters: Readonly<Record<string, string>>;
}

interface Route {
  readonly endpoint: EmulatedEndpoint;
  readonly method: string;
  /** The whole path at the root of the service. */
  readonly exact: RegExp;
  /** The same below any path. */
  readonly below: RegExp;
}

interface RoutedService extends Mounted {
  readonly routes: readonly Route[];
}

export class Router {
  readonly #services: readonly RoutedService[];
  /** Those that are also reached at other base URLs. */
  readonly #movable: readonly RoutedService[];

  /** @param fixed is reached at its own base URLs alone: its path is not characteristic. */
  constructor(mounted: readonly Mounted[], fixed: Mounted) {
    const routed = (each: Mounted) => ({ ...each, routes: routesOf(each.service) });
    this.#movable = mounted.map(routed);
    this.#services = [...this.#movable, routed(fixed)];
  }

  get endpointIds(): string[] {
    return this.#services.flatMap(({ routes }) => routes.map(({ endpoint }) => endpoint.id));
  }

  /**
   * A known base URL decides alone: a vendor's host, or without a host the prefix on the emulator's server. At any
   * other base URL the path decides. Where several services have that path, it is the one service without hosts of
   * its own, and else no service.
   */
  find({ method, target, host }: EmulatorRequest): Destination | undefined {
    const path = pathOf(target);
    const known = host === undefined ? this.#byPrefix(path) : this.#byHost(host, path);
    if (known !== undefined) return { ...known.service, match: find(known.service, method, known.path, "exact") };
    const matches = this.#movable.flatMap((service) => {
      const match = find(service, method, path, "below");
      return match ? [{ ...service, match }] : [];
    });
    const candidates = matches.length > 1 ? matches.filter(({ definition }) => definition.hosts.length === 0) : matches;
    return candidates.length === 1 ? candidates[0] : undefined;
  }

  #byHost(host: string, path: string): { service: RoutedService; path: string } | undefined {
    const address = host.toLowerCase() + path;
    const service = longestBase(address, this.#services, ({ hosts }) => hosts);
    return service && { service, path };
  }

  #byPrefix(path: string): { service: RoutedService; path: string } | undefined {
    const service = longestBase(path, this.#services, ({ prefix }) => [prefix]);
    return service && { service, path: path.slice(service.definition.prefix.length) };
  }
}

/** The path of a request target. Only the first question mark begins the query. */
export function pathOf(target: string): string {
  const end = target.indexOf("?");
  return end < 0 ? target : target.slice(0, end);
}

/** The service with the longest of the bases that an address is below: one vendor's host can hold several services. */
function longestBase(
  address: string,
  services: readonly RoutedService[],
  basesOf: (definition: RoutedService["definition"]) => readonly string[],
): RoutedService | undefined {
  const found = services.flatMap((service) =>
    basesOf(service.definition)
      .filter((base) => isBelow(address, base))
      .map((base) => ({ service, length: base.length })),
  );
  return found.sort((a, b) => b.length - a.length)[0]?.service;
}

const isBelow = (path: string, base: string) => path === base || path.startsWith(`${base}/`);

function find({ routes }: RoutedService, method: string, path: string, where: "exact" | "below"): Match | undefined {
  for (const route of routes) {
    const found = route.method === method ? route[where].exec(path) : null;
    if (found) return { endpoint: route.endpoint, parameters: found.groups ?? {} };
  }
  return undefined;
}

function routesOf(service: EmulatedService): Route[] {
  const routes = service.endpoints.map((endpoint) => ({ endpoint, ...routeOf(endpoint) }));
  // Literal paths before patterns: in `/rest/token/user`, `user` is not a token to validate.
  routes.sort((a, b) => a.pathNames.size - b.pathNames.size);
  return routes.map(({ endpoint, method, parts }) => {
    const pattern = (name: string) => (endpoint.multiSegment?.includes(name) ? ".+?" : "[^/]+?");
    const source = parts
      .map((part, place) =>
        place % 2 === 1 ? `(?<${part}>${pattern(part)})` : part.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"),
      )
      .join("");
    return { endpoint, method, exact: new RegExp(`^${source}$`), below: new RegExp(`^(?:/[^?]*)?${source}$`) };
  });
}
