/** `reservations`: keeps others from changing components. */
import type { ClientContext } from "../../core/context.js";
import type { Endpoint } from "../../core/endpoint.js";
import type { CallOptions } from "../../core/options.js";
import { Resource } from "../../core/resource.js";
import type { ResponsePromise } from "../../core/response.js";
import { composed } from "../../core/responsePromise.js";
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
 * Reservations keep others from changing components. Servers before 2025.2 take components of one kind at a time, in a
 * path: there is then one request for each kind, or more for a long list. If one of several fails, the error is a
 * {@link FlowerDocsChunkError} with the ids that are done.
 *
 * @throws An {@link InvalidParamsError} before anything is sent, if a parameter is missing, unknown or invalid.
 * @throws A {@link FlowerDocsError} if FlowerDocs responds with an error.
 * @see https://doc.uxopian.com/docs/flowerdocs/apis/core/examples/reservation
 */
export class FlowerDocsReservations extends Resource {
  #context: ClientContext;
  #dialects: Dialects;

  /** @internal */
  constructor(context: ClientContext, dialects: Dialects) {
    super(context);
    this.#context = context;
    this.#dialects = dialects;
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
    return composed(async (record) => {
      const { byBody, nextOptions } = await this.#begin(reservationsEndpoints.reserve, params, options);
      if (byBody) return this.call(reservationsEndpoints.reserve, params, nextOptions(), record);
      await this.#eachKind(params, nextOptions(), (each, rest) =>
        this.call(reservationsEndpoints.reserveLegacy, each, rest, record),
      );
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
      const { byBody, nextOptions } = await this.#begin(reservationsEndpoints.release, params, options);
      if (byBody) return this.call(reservationsEndpoints.release, params, nextOptions(), record);
      await this.#eachKind(params, nextOptions(), (each, rest) =>
        this.call(reservationsEndpoints.releaseLegacy, each, rest, record),
      );
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
      const { byBody, nextOptions } = await this.#begin(reservationsEndpoints.get, params, options);
      if (byBody) return [await this.call(reservationsEndpoints.get, params, nextOptions(), record)];
      return this.#eachKind(params, nextOptions(), (each, rest) =>
        this.call(reservationsEndpoints.getLegacy, each, rest, record),
      );
    });
  }

  async #begin<R>(
    endpoint: Endpoint<FlowerDocsReservationParams, R>,
    params: FlowerDocsReservationParams,
    options: CallOptions | undefined,
  ) {
    checkFirst(this.#context, endpoint, params, options);
    const nextOptions = sharedDeadline(this.#context, options);
    const { reservationByBody } = await this.#dialects.find(nextOptions());
    return { byBody: reservationByBody, nextOptions };
  }

  /** As servers before 2025.2 take them: of one kind at a time, and as many as fit into a path. */
  #eachKind<R>(
    { components }: FlowerDocsReservationParams,
    options: CallOptions,
    send: (params: LegacyParams, options: CallOptions) => PromiseLike<R>,
  ): Promise<R[]> {
    const kinds = new Map<string, Addressed[]>();
    for (const { category, id } of components) {
      const component = componentPath(category);
      kinds.set(component, [...(kinds.get(component) ?? []), { component, id }]);
    }
    const requests = [...kinds.values()].flatMap((each) => chunksOf(each, idOf));
    return eachChunk(this.#context, requests, idOf, options, async (chunk, rest) => {
      const [{ component }] = chunk as readonly [Addressed];
      return [await send({ component, ids: chunk.map(idOf) }, rest)];
    });
  }
}

/** A component by its path. */
interface Addressed {
  readonly component: string;
  readonly id: string;
}

const idOf = ({ id }: Addressed): string => id;
