/** `configuration`: the TV providers of a service provider. */
import type { ClientContext } from "../../../core/context.js";
import type { CallOptions } from "../../../core/options.js";
import type { ResponsePromise } from "../../../core/response.js";
import { ResponseRecord, responsePromise } from "../../../core/responsePromise.js";
import { integer, nonEmptyString, objectOf } from "../../../core/schema.js";
import { checkFirst } from "../../../core/steps.js";
import { AdobeResource, type Defaults } from "../adobeResource.js";
import { endpoint } from "../endpoint.js";
import { type AdobeDeviceParams, deviceFields, HEADERS, withHeaders } from "../headers.js";
import { type AdobeConfiguration, configurationSchema, readConfiguration } from "../schemas/configuration.js";

/** Parameters of `configuration.get`. */
export interface GetAdobeConfigurationParams extends Omit<AdobeDeviceParams, "visitorId"> {
  /** Name of a profile of the configuration, by which Adobe returns a variant. */
  profile?: string | undefined;
  /**
   * Returns a configuration that this client received at most so many milliseconds ago for the same provider, profile
   * and device information; up to 300000. Adobe recommends two to five minutes. By default, each call requests it.
   */
  maxAgeMs?: number | undefined;
}

type Given = GetAdobeConfigurationParams & { serviceProvider: string };

const MOST_MS = 300_000;

const getParams = objectOf<Given>()(
  () => ({
    serviceProvider: deviceFields.serviceProvider,
    device: deviceFields.device,
    profile: nonEmptyString,
    maxAgeMs: integer(1, MOST_MS, `must be an integer of milliseconds, from 1 to ${MOST_MS}`),
  }),
  { serviceProvider: true },
);

function toWire({ maxAgeMs: _, ...params }: Given) {
  return withHeaders(params);
}

export const configurationEndpoints = {
  get: endpoint("configuration.get", {
    http: "GET /configuration",
    header: HEADERS,
    idempotency: "safe",
    effect: "read",
    params: getParams,
    toWire,
    fromWire: readConfiguration,
    response: configurationSchema,
  }),
};

/** A configuration that was received. */
interface Received {
  readonly atMs: number;
  readonly configuration: AdobeConfiguration;
  readonly record: ResponseRecord;
}

/** Device information can differ for each device, and a server has many. */
const MOST_KEPT = 100;

/**
 * The TV providers of a service provider.
 *
 * @throws An {@link InvalidParamsError} before anything is sent, if a parameter is missing, unknown or invalid.
 * @throws An {@link AdobePassError} if Adobe responds with an error.
 */
export class AdobePassConfiguration extends AdobeResource {
  #context: ClientContext;
  #received = new Map<string, Received>();

  /** @internal */
  constructor(context: ClientContext, defaults: Defaults) {
    super(context, defaults);
    this.#context = context;
  }

  /**
   * Gets the configuration of the service provider: its TV providers, from which a user picks one.
   *
   * @example
   * ```ts
   * const { requestor } = await client.configuration.get({ maxAgeMs: 180_000 });
   * for (const mvpd of requestor?.mvpds ?? []) console.log(mvpd.id, mvpd.displayName);
   * ```
   * @see https://experienceleague.adobe.com/en/docs/pass/authentication/integration-guide-programmers/rest-apis/rest-api-v2/apis/configuration-apis/rest-api-v2-configuration-apis-retrieve-configuration-for-specific-service-provider
   */
  get(params: GetAdobeConfigurationParams = {}, options?: CallOptions): ResponsePromise<AdobeConfiguration> {
    const given = this.forDevice(params);
    const kept = options?.signal?.aborted ? undefined : this.#kept(given, options);
    // Copies, as callers may change what they get.
    if (kept) return responsePromise(Promise.resolve(structuredClone(kept.configuration)), kept.record);
    const record = new ResponseRecord();
    const result = this.call(configurationEndpoints.get, given, options, record);
    if (given?.maxAgeMs !== undefined) {
      result.then(
        (configuration) => this.#keep(keyOf(given), configuration, record),
        () => {},
      );
    }
    return result;
  }

  /** One that is new enough; `undefined` also for what the call is to refuse, as it does once its client is closed. */
  #kept(given: Given, options: CallOptions | undefined): Received | undefined {
    if (given?.maxAgeMs === undefined || !this.#isValid(given, options)) return undefined;
    const received = this.#received.get(keyOf(given));
    return received && this.#context.clock.monotonic() - received.atMs <= given.maxAgeMs ? received : undefined;
  }

  #isValid(given: Given, options: CallOptions | undefined): boolean {
    try {
      checkFirst(this.#context, configurationEndpoints.get, given, options);
      return true;
    } catch {
      return false;
    }
  }

  #keep(key: string, configuration: AdobeConfiguration, record: ResponseRecord): void {
    this.#received.delete(key);
    this.#received.set(key, {
      atMs: this.#context.clock.monotonic(),
      configuration: structuredClone(configuration),
      record,
    });
    const [oldest] = this.#received.keys();
    if (this.#received.size > MOST_KEPT && oldest !== undefined) this.#received.delete(oldest);
  }
}

/** What the response depends on. */
function keyOf({ serviceProvider, profile, device }: Given): string {
  return JSON.stringify([serviceProvider, profile, device?.info]);
}
