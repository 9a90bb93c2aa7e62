/** What makes a service part of the emulator: a definition, and the service that it creates. */
import type { AccessToken, IssueTokenOptions } from "./accessTokens.js";
import type { EmulatorResponse } from "./http.js";

/** What the emulator reads of an endpoint. The descriptors of the SDK's own endpoints have it. */
export interface EmulatedEndpoint<Id extends string = string> {
  /** Such as `flowerdocs.tokens.create`. */
  readonly id: Id;
  /** Verb and path template, such as `PUT /rest/token/user` or `POST /rest/token/{token}`. */
  readonly http: string;
  /** Alternative scopes. */
  readonly scopes?: readonly string[];
  /** Path parameters whose slashes are not encoded. */
  readonly multiSegment?: readonly string[];
  /** Absent when requests have no body. */
  readonly body?: string | undefined;
}

/** A request that reached an endpoint, parsed. */
export interface RoutedRequest {
  /** The descriptor of the endpoint that was reached. */
  readonly endpoint: EmulatedEndpoint;
  /** Decoded path parameters. */
  readonly path: Readonly<Record<string, string>>;
  /** Decoded query parameters. */
  readonly query: URLSearchParams;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  /** The body as text; empty without one. */
  readonly body: string;
  /** The body as it arrived, of a form with files. */
  readonly bytes?: Uint8Array;
  /** Milliseconds since the epoch, by the emulator's clock. */
  readonly now: number;
}

/**
 * The endpoints of a service, which its `endpoints.ts` lists by resource and method. Descriptors do not have the types
 * of their ids, so `Id` is not checked here but by a test.
 */
export function endpointsIn<Id extends string>(
  byResource: Readonly<Record<string, Readonly<Record<string, EmulatedEndpoint>>>>,
): readonly EmulatedEndpoint<Id>[] {
  return Object.values(byResource).flatMap((byMethod) => Object.values(byMethod)) as EmulatedEndpoint<Id>[];
}

/** The ids of a client's methods without the name of its service, such as `enrollmentTokens.create`. */
export type MethodIdOf<Client> = {
  [R in keyof Client & string]: Client[R] extends (...args: never) => unknown
    ? never
    : `${R}.${keyof Client[R] & string}`;
}[keyof Client & string];

/** The ids of descriptors by resource and method, without the name of their API, such as `browsers.list`. */
export type IdsIn<E> = { [R in keyof E & string]: `${R}.${keyof E[R] & string}` }[keyof E & string];

/** One service of the emulator, with its state. */
export interface EmulatedService<Id extends string = string> {
  /** The descriptors of the endpoints that it responds to. */
  readonly endpoints: readonly EmulatedEndpoint<Id>[];
  /** Responds to a request, changing the state as the vendor would. */
  respond(request: RoutedRequest): EmulatorResponse | Promise<EmulatorResponse>;
  /** An error in the vendor's own shape. */
  error(status: number, headers: Record<string, string>, accept: string | undefined): EmulatorResponse;
}

/** What a service gets from the emulator it is part of. */
export interface ServiceContext {
  /** Milliseconds since the epoch, by the emulator's clock. */
  now(): number;
  /** The token that a request bears, if `emulator.issueToken` issued it and it is still valid. */
  accessToken(headers: Readonly<Record<string, string>>): AccessToken | undefined;
  /** Issues a token like `emulator.issueToken`. */
  issueToken(options: IssueTokenOptions): string;
}

/** How a service is added to an emulator, and which requests are for it. */
export interface ServiceDefinition<N extends string = string, S extends EmulatedService = EmulatedService> {
  /** The property of the emulator that holds the service. */
  readonly name: N;
  /** Begins the service's paths on the emulator's server, such as `/adobe-pass`. */
  readonly prefix: string;
  /**
   * Hosts that the vendor serves it from, with the begin of the path where the host has other services too, such as
   * `www.googleapis.com/admin/directory`. Empty for a service that every customer installs at an address of their own.
   */
  readonly hosts: readonly string[];
  /** The header, in lower case, in which each response has an id of its own. @default no header */
  readonly requestIdHeader?: string | undefined;
  /** Creates the service with its initial state: for a new emulator, and again for each `reset()` of it. */
  create(context: ServiceContext): S;
}

/** The services of some definitions, by their names. */
export type ServicesOf<D extends readonly ServiceDefinition[]> = {
  readonly [Each in D[number] as Each["name"]]: ReturnType<Each["create"]>;
};

/**
 * The ids of the endpoints of a definition, or of each of a union of them. Ids that are typed as `string` leave the
 * union open: `string` alone would absorb the other members, which editors then could not suggest.
 */
export type EndpointIdOf<D extends ServiceDefinition> = D extends ServiceDefinition
  ? ReturnType<D["create"]>["endpoints"][number]["id"] extends infer Id extends string
    ? string extends Id
      ? string & Record<never, never>
      : Id
    : never
  : never;

/** A base URL for each of some services, by their names. */
export type BaseUrlsOf<D extends readonly ServiceDefinition[]> = {
  readonly [Each in D[number] as Each["name"]]: string;
};
