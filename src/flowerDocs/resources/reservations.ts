/** `reservations`: keeps others from changing components. */
import type { ClientContext } from "../../core/context.js";
import type { CallOptions } from "../../core/options.js";
import { Resource } from "../../core/resource.js";
import type { ResponsePromise } from "../../core/response.js";
import { composed, type ResponseRecord } from "../../core/responsePromise.js";
import { bounded, inputListOf, objectOf, string } from "../../core/schema.js";
import { checkFirst, sharedDeadline } from "../../core/steps.js";
import { componentPath } from "../componentPaths.js";
import type { Dialects } from "../dialects.js";
import { endpoint } from "../endpoint.js";
import { chunksOf, pathIds } from "../ids.js";
import { eachChunk } from "../objects/chunks.js";
import { referenceParams } from "../params.js";
import { ACKNOWLEDGED, UNDOCUMENTED } from "../responses.js";
import type { FlowerDocsReferenceInput } from "../schemas/component.js";

/** Names the components of a reservation. */
export interface FlowerDocsReservationParams {
  /** The components, at least one. */
  components: readonly FlowerDocsReferenceInput[];
}

export interface LegacyParams {
  component: string;
  ids: readonly string[];
}

const params = objectOf<FlowerDocsReservationParams>()(
  () => ({
    components: bounded(inputListOf(referenceParams), { least: 1, message: "must name at least one component" }),
  }),
  { components: true },
);

const legacyParams = objectOf<LegacyParams>()(() => ({ component: string, ids: pathIds }), {
  component: true,
  ids: true,
});

const CHANGES = { idempotency: "safe", effect: "write", ...ACKNOWLEDGED } as const;

export const reservationsEndpoints = {
  reserve: endpoint("reservations.reserve", {
    http: "POST /reservation/reserve",
    body: "components",
    params,
    ...CHANGES,
  }),
  release: endpoint("reservations.release", {
    http: "POST /reservation/release",
    body: "components",
    params,
    ...CHANGES,
  }),
  get: endpoint("reservations.get", {
    http: "POST /reservation",
    body: "components",
    idempotency: "safe",
    effect: "read",
    params,
    ...UNDOCUMENTED,
  }),
  reserveLegacy: endpoint("reservations.reserve.legacy", {
    http: "POST /{component}/{ids}/reservation/reserve",
    params: legacyParams,
    ...CHANGES,
  }),
  releaseLegacy: endpoint("reservations.release.legacy", {
    http: "POST /{component}/{ids}/reservation/release",
    params: legacyParams,
    ...CHANGES,
  }),
  getLegacy: endpoint("reservations.get.legacy", {
    http: "GET /{component}/{ids}/reservation",
    idempotency: "safe",
    effect: "read",
    params: legacyParams,
    ...UNDOCUMENTED,
  }),
};

/**
 * Reservations keep others from changing components. Servers before 2025.2 take components of one kind at a time, and as
 * many as fit into a URL: there are then several requests, as of `getMany`.
 *
 * @throws A `FlowerDocsChunkError` with the ids of the request that failed, if there are several.
 * @throws An {@link InvalidParamsError} before anything is sent, if a parameter is missing, unknown or invalid.
 * @throws A {@link FlowerDocsError} if FlowerDocs responds with an error.
 * @see https://doc.uxopian.com/docs/flowerdocs/apis/core/examples/reservation
 */
export class FlowerDocsReservations extends Resource {
  #context: ClientContext;
  #dialects: Dialects;
  #user: string | undefined;

  /** @internal */
  constructor(context: ClientContext, dialects: Dialects, user: string | undefined) {
    super(context);
    this.#context = context;
    this.#dialects = dialects;
    this.#user = user;
  }

  /** @internal The authenticated user, if the client was told. */
  get user(): string | undefined {
    return this.#user;
  }

  /**
   * Reserves components for the authenticated user.
   *
   * @example
   * ```ts
   * const components = [{ category: "FOLDER", id: "F1" }] as const;
   * await client.reservations.reserve({ components });
   * ```
   */
  reserve(params: FlowerDocsReservationParams, options?: CallOptions): ResponsePromise<void> {
    return composed((record) => this.reserveWith(params, options, record));
  }

  /** @internal */
  async reserveWith(
    params: FlowerDocsReservationParams,
    options: CallOptions | undefined,
    record: ResponseRecord,
  ): Promise<void> {
    checkFirst(this.#context, reservationsEndpoints.reserve, params, options);
    await this.#send(params, options, {
      byBody: (rest) => this.call(reservationsEndpoints.reserve, params, rest, record),
      byPath: (chunk, rest) => this.call(reservationsEndpoints.reserveLegacy, chunk, rest, record),
    });
  }

  /**
   * Releases components that were reserved.
   *
   * @example
   * ```ts
   * await client.reservations.release({ components: [{ category: "FOLDER", id: "F1" }] });
   * ```
   */
  release(params: FlowerDocsReservationParams, options?: CallOptions): ResponsePromise<void> {
    return composed(async (record) => {
      checkFirst(this.#context, reservationsEndpoints.release, params, options);
      await this.#send(params, options, {
        byBody: (rest) => this.call(reservationsEndpoints.release, params, rest, record),
        byPath: (chunk, rest) => this.call(reservationsEndpoints.releaseLegacy, chunk, rest, record),
      });
    });
  }

  /**
   * Gets the reservations of components.
   *
   * @returns What Core sends, one for each request. Its shape is not documented.
   * @example
   * ```ts
   * const [reservations] = await client.reservations.get({ components: [{ category: "FOLDER", id: "F1" }] });
   * console.log(reservations);
   * ```
   */
  get(params: FlowerDocsReservationParams, options?: CallOptions): ResponsePromise<unknown[]> {
    return composed(async (record) => {
      checkFirst(this.#context, reservationsEndpoints.get, params, options);
      return this.#send(params, options, {
        byBody: (rest) => this.call(reservationsEndpoints.get, params, rest, record),
        byPath: (chunk, rest) => this.call(reservationsEndpoints.getLegacy, chunk, rest, record),
      });
    });
  }

  /** @returns the results, one for each request. */
  async #send<R>(
    params: FlowerDocsReservationParams,
    options: CallOptions | undefined,
    { byBody, byPath }: Requests<R>,
  ): Promise<R[]> {
    const nextOptions = sharedDeadline(this.#context, options);
    const { reservationByBody } = await this.#dialects.find(nextOptions());
    if (reservationByBody) return [await byBody(nextOptions())];
    return eachChunk(this.#context, chunksByPath(params), idOf, nextOptions(), async (chunk, rest) => {
      const component = componentPath((chunk[0] as FlowerDocsReferenceInput).category);
      return [await byPath({ component, ids: chunk.map(idOf) }, rest)];
    });
  }
}

/** The two forms of a request, of which a server takes one. */
interface Requests<R> {
  readonly byBody: (options: CallOptions) => Promise<R>;
  readonly byPath: (params: LegacyParams, options: CallOptions) => Promise<R>;
}

const idOf = ({ id }: FlowerDocsReferenceInput) => id;

/** The components as servers before 2025.2 take them: of one path, and no more than fit into it. */
function chunksByPath({ components }: FlowerDocsReservationParams): FlowerDocsReferenceInput[][] {
  const byPath = new Map<string, FlowerDocsReferenceInput[]>();
  for (const component of components) {
    const path = componentPath(component.category);
    byPath.set(path, [...(byPath.get(path) ?? []), component]);
  }
  return [...byPath.values()].flatMap((ofPath) => chunksOf(ofPath, idOf));
}
