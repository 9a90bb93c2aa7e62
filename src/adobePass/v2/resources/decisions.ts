/** `decisions`: whether a user may watch. */
import { chunksOf } from "../../../core/chunks.js";
import type { ClientContext } from "../../../core/context.js";
import type { CallOptions } from "../../../core/options.js";
import type { ResponsePromise } from "../../../core/response.js";
import { composed, type ResponseRecord } from "../../../core/responsePromise.js";
import { backoffMs, retryPolicy } from "../../../core/retry.js";
import { bounded, inputListOf, nonEmptyString, objectOf } from "../../../core/schema.js";
import { sleep } from "../../../core/sleep.js";
import { AdobeResource, type Defaults } from "../adobeResource.js";
import { isDenial } from "../denial.js";
import { endpoint } from "../endpoint.js";
import {
  type AdobeDeviceParams,
  type AdobePartnerParams,
  type AdobeSsoParams,
  type AdobeTempPassParams,
  deviceFields,
  type ForDevice,
  HEADERS,
  partnerFields,
  SSO_SECRETS,
  ssoFields,
  tempPassFields,
  withHeaders,
} from "../headers.js";
import {
  type AdobeDecision,
  type DecisionItem,
  decisionOf,
  decisionsSchema,
  itemsOf,
  readDecisions,
} from "../schemas/decision.js";

/** Parameters of `decisions.preauthorize` and `decisions.authorize`. */
export interface AdobeDecisionsParams
  extends AdobeDeviceParams,
    AdobeSsoParams,
    AdobePartnerParams,
    AdobeTempPassParams {
  /** Id of the TV provider of the profile. */
  mvpd: string;
  /** The resources, at least one: plain ids, or what `mrss()` returns. They are sent as they are. */
  resources: readonly string[];
}

/** The decisions on the resources that were requested. */
export interface AdobeDecisions {
  /** One for each of `resources`, in their order. */
  decisions: AdobeDecision[];
}

const decisionsParams = objectOf<ForDevice<AdobeDecisionsParams>>()(
  () => ({
    ...deviceFields,
    ...ssoFields,
    ...partnerFields,
    ...tempPassFields,
    mvpd: nonEmptyString,
    resources: bounded(inputListOf(nonEmptyString), { least: 1, message: "must name at least one resource" }),
  }),
  { serviceProvider: true, device: true, mvpd: true, resources: true },
);

const SHARED = {
  params: decisionsParams,
  header: HEADERS,
  body: "*",
  toWire: (params: ForDevice<AdobeDecisionsParams>) => withHeaders(params),
  fromWire: readDecisions,
  response: decisionsSchema,
  secret: [...SSO_SECRETS, "tempPassIdentity"],
} as const;

export const decisionsEndpoints = {
  preauthorize: endpoint("decisions.preauthorize", {
    http: "POST /decisions/preauthorize/{mvpd}",
    idempotency: "safe",
    effect: "read",
    ...SHARED,
  }),
  authorize: endpoint("decisions.authorize", {
    http: "POST /decisions/authorize/{mvpd}",
    // It issues a media token.
    idempotency: "mint",
    effect: "write",
    ...SHARED,
  }),
};

/** As many as Adobe takes in one call; more are `too_many_resources`. */
const MOST_AT_ONCE = { preauthorize: 5, authorize: 1 };

/** Adobe's advice on items with the action `retry`. */
const MOST_ATTEMPTS = 3;

/**
 * Whether a user may watch.
 *
 * A denial is a result. So is a profile that is missing or expired: then every decision is a denial whose error has the
 * action `authentication`.
 *
 * @throws An {@link InvalidParamsError} before anything is sent, if a parameter is missing, unknown or invalid.
 * @throws An {@link AdobePassError} if Adobe reports a fault.
 */
export class AdobePassDecisions extends AdobeResource {
  #context: ClientContext;

  /** @internal */
  constructor(context: ClientContext, defaults: Defaults) {
    super(context, defaults);
    this.#context = context;
  }

  /**
   * Checks which resources the user may probably watch, for example to mark them in a catalog. Do not make playback
   * depend on it.
   *
   * Resources are sent five at a time, one call after the other. Those whose error has the action `retry` are
   * requested again, alone, up to two times.
   *
   * @example
   * ```ts
   * const { decisions } = await client.decisions.preauthorize({ mvpd: "Cablevision", resources: ["REF30", "REF40"] });
   * for (const { resource, authorized } of decisions) console.log(resource, authorized);
   * ```
   * @see https://experienceleague.adobe.com/en/docs/pass/authentication/integration-guide-programmers/rest-apis/rest-api-v2/apis/decisions-apis/rest-api-v2-decisions-apis-retrieve-preauthorization-decisions-using-specific-mvpd
   */
  preauthorize(params: AdobeDecisionsParams, options?: CallOptions): ResponsePromise<AdobeDecisions> {
    return this.#decide("preauthorize", params, options, (given, record) =>
      this.call(decisionsEndpoints.preauthorize, given, options, record),
    );
  }

  /**
   * Requests authorization to watch, with a media token for the player.
   *
   * Each resource is sent in a call of its own, one after the other. Those whose error has the action `retry` are
   * requested again, up to two times.
   *
   * @example
   * ```ts
   * const { decisions } = await client.decisions.authorize({ mvpd: "Cablevision", resources: ["REF30"] });
   * for (const decision of decisions) {
   *   if (decision.decision === "permit") console.log(decision.token?.serializedToken);
   *   else console.log(decision.error?.userMessage);
   * }
   * ```
   * @see https://experienceleague.adobe.com/en/docs/pass/authentication/integration-guide-programmers/rest-apis/rest-api-v2/apis/decisions-apis/rest-api-v2-decisions-apis-retrieve-authorization-decisions-using-specific-mvpd
   */
  authorize(params: AdobeDecisionsParams, options?: CallOptions): ResponsePromise<AdobeDecisions> {
    return this.#decide("authorize", params, options, (given, record) =>
      this.call(decisionsEndpoints.authorize, given, options, record),
    );
  }

  #decide(
    method: "preauthorize" | "authorize",
    params: AdobeDecisionsParams,
    options: CallOptions | undefined,
    send: Send,
  ) {
    return composed(async (record) => {
      const given = this.forDevice(params);
      const { resources } = given ?? {};
      // The call refuses what cannot be split. A copy, so that later mutation by the caller does not affect the result.
      const requested = Array.isArray(resources) ? [...resources] : [];
      const chunks = requested.length > 0 ? chunksOf([...new Set(requested)], MOST_AT_ONCE[method]) : [resources];
      const decided = new Map<string, AdobeDecision>();
      for (const chunk of chunks) {
        for (const decision of await this.#decideChunk({ ...given, resources: chunk }, options, send, record)) {
          decided.set(decision.resource, decision);
        }
      }
      return { decisions: requested.map((resource) => decided.get(resource) ?? decisionOf(resource, undefined)) };
    });
  }

  /** Requests the decisions on some resources, again on those that Adobe asks to try again. */
  async #decideChunk(
    params: ForDevice<AdobeDecisionsParams>,
    options: CallOptions | undefined,
    send: Send,
    record: ResponseRecord,
  ): Promise<AdobeDecision[]> {
    const policy = retryPolicy(options?.retry, this.#context.policy);
    const decided = new Map<string, AdobeDecision>();
    let { resources } = params;
    for (let tries = 1; ; tries++) {
      const decisions = await decisionsOf({ ...params, resources }, options, send, record);
      for (const decision of decisions) decided.set(decision.resource, decision);
      resources = decisions.filter(isTransient).map(({ resource }) => resource);
      if (resources.length === 0 || tries >= Math.min(policy.attempts, MOST_ATTEMPTS)) return [...decided.values()];
      await sleep(this.#context, backoffMs(policy, tries, 0, this.#context.clock), options?.signal);
    }
  }
}

type Send = (params: ForDevice<AdobeDecisionsParams>, record: ResponseRecord) => Promise<{ decisions: DecisionItem[] }>;

const isTransient = (decision: AdobeDecision) => "error" in decision && decision.error?.action === "retry";

async function decisionsOf(
  params: ForDevice<AdobeDecisionsParams>,
  options: CallOptions | undefined,
  send: Send,
  record: ResponseRecord,
): Promise<AdobeDecision[]> {
  const { resources } = params;
  try {
    const { decisions } = await send(params, record);
    const items = itemsOf(resources, decisions);
    return resources.map((resource, index) => decisionOf(resource, items[index]));
  } catch (error) {
    if (!isDenial(error, options)) throw error;
    return resources.map((resource) => ({ resource, decision: "deny", authorized: false, error }));
  }
}
